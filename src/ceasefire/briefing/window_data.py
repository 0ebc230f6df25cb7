"""What the ruler of the window draws: how likely a size passes each test."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.figures.window_ruler import (
    Curve,
    DeclaredStrip,
    Pin,
    TestStrip,
    WindowRuler,
)
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader

__all__ = ["window_data"]

LEVELS = np.linspace(0.01, 0.99, 50)
SHARES = (0.01, 0.05, 0.1, 0.25)


def window_data(reader: RunReader) -> WindowRuler | None:
    """Return the ruler for a force placed as the pack's first deterrent, or None without one."""
    option = first_option(reader, "deter")
    if option is None or "window.soft_s1_troops" not in reader.names("size", option.id):
        return None
    soft = (("soft_s1", "one brigade", "1"), ("soft_s3", "three", "3"), ("soft_s6", "six", "6"))
    hold = (("hold_combat", "combat troops", "combat"), ("hold_deployed", "with tail", "tail"))
    host = float(np.median(reader.parameter("host_troops")))
    return WindowRuler(
        pins=tuple(
            Pin(o.title.split(",")[0], o.family, o.troops_low, o.troops_high)
            for o in reader.scenario.options
            if o.id in reader.options and o.troops_low > 0
        ),
        tests=(
            TestStrip(
                letter="A",
                title="Not a soft target",
                note="for a force in the rear: share of draws in which it holds an attack",
                brief="not a soft target",
                curves=tuple(_curve(reader, option.id, *names) for names in soft),
            ),
            TestStrip(
                letter="B",
                title="Able to wait for help",
                note="share of draws in which the size reaches the published force that holds "
                "until reinforced",
                brief="can wait for help",
                curves=tuple(_curve(reader, option.id, *names) for names in hold),
            ),
        ),
        declared=DeclaredStrip(
            letter="C",
            title="No guarantee by another door",
            note="nobody has measured it: ticks are shares of the host’s army",
            brief="no hidden guarantee",
            text="declared, not measured",
            shares=tuple((f"{share:.0%}", share * host) for share in SHARES),
        ),
        description="Options by size over three tests: soft target, waiting for help, guarantee.",
    )


def _curve(reader: RunReader, option: str, column: str, name: str, brief: str) -> Curve:
    values = reader.values("size", option, f"window.{column}_troops").astype(float)
    # Draws without a bound say nothing: no published force holds long enough there.
    known = values[np.isfinite(values)]
    points = [(max(float(np.quantile(known, level)), 1.0), float(level)) for level in LEVELS]
    return Curve(name=name, brief=brief, points=tuple(points))
