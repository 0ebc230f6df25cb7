"""What the ruler of the window draws: how likely a size passes each test."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.figures.window_ruler import (
    LEAST,
    Curve,
    DeclaredStrip,
    Pin,
    TestStrip,
    WindowRuler,
)
from ceasefire.briefing.options import first_option
from ceasefire.briefing.options_table import PLACES
from ceasefire.briefing.read import RunReader
from ceasefire.scenario.model import Option

__all__ = ["window_data"]

LEVELS = np.linspace(0.01, 0.99, 50)
SHARES = (0.01, 0.05, 0.1, 0.25)
# Smaller attacks are drawn for the first deterrent's place, the largest, which decides, for each.
SMALLER = (("soft_s1", "one brigade", "1"), ("soft_s3", "three", "3"))
LARGEST = ("soft_s6", "six", "6")
SHORT = {"line": "line", "mobile_reserve": "reserve", "rear": "rear", "outside": "outside"}
HOLDING = (("hold_combat", "combat troops", "combat"), ("hold_deployed", "with tail", "tail"))


def window_data(reader: RunReader) -> WindowRuler | None:
    """Return the ruler of the options that were run, or None without a deterrent among them."""
    option = first_option(reader, "deter")
    if option is None or not _tested(reader, option):
        return None
    host = float(np.median(reader.parameter("host_troops")))
    return WindowRuler(
        pins=tuple(
            Pin(
                o.title.split(",")[0],
                o.family,
                o.troops_low,
                o.troops_high,
                o.placement if _tested(reader, o) else "",
            )
            for o in reader.scenario.options
            if o.id in reader.options and o.troops_low >= LEAST
        ),
        tests=(
            TestStrip(
                letter="A",
                title="Not a soft target",
                note="share of draws in which a size holds an attack, by where the force stands",
                brief="not a soft target, by place",
                curves=_soft(reader, option),
            ),
            TestStrip(
                letter="B",
                title="Able to wait for help",
                note="share of draws in which the size reaches the published force that holds "
                "until reinforced",
                brief="can wait for help",
                curves=tuple(_curve(reader, option.id, *names) for names in HOLDING),
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


def _tested(reader: RunReader, option: Option) -> bool:
    return "window.soft_s1_troops" in reader.names("size", option.id)


def _soft(reader: RunReader, deterrent: Option) -> tuple[Curve, ...]:
    """Return the smaller attacks for the deterrent's place, and the largest for every place."""
    own = deterrent.placement
    curves = [
        _curve(
            reader, deterrent.id, column, f"{name}, {PLACES[own]}", f"{brief}, {SHORT[own]}", own
        )
        for column, name, brief in SMALLER
    ]
    column, name, brief = LARGEST
    for place, words in PLACES.items():
        there = [
            o
            for o in reader.scenario.options
            if o.id in reader.options and o.placement == place and _tested(reader, o)
        ]
        if there:
            label, short = f"{name}, {words}", f"{brief}, {SHORT[place]}"
            curves.append(_curve(reader, there[0].id, column, label, short, place))
    return tuple(curves)


def _curve(
    reader: RunReader, option: str, column: str, name: str, brief: str, place: str = ""
) -> Curve:
    values = reader.values("size", option, f"window.{column}_troops").astype(float)
    # Draws without a bound say nothing: no published force holds long enough there.
    known = values[np.isfinite(values)]
    points = [(max(float(np.quantile(known, level)), 1.0), float(level)) for level in LEVELS]
    return Curve(name=name, brief=brief, points=tuple(points), place=place)
