"""The options side by side: what is given, and what is computed from it."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.deploy_data import view_of
from ceasefire.briefing.deploy_read import days_range, money, reach_band, yearly
from ceasefire.briefing.feasibility_data import FeasibilityView
from ceasefire.briefing.holding_data import HoldingView, tenths
from ceasefire.briefing.model import OptionRow
from ceasefire.briefing.options import first_option
from ceasefire.briefing.purpose_answer import freed
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import number, troops_range, whole_range
from ceasefire.scenario.model import Option

__all__ = ["NOT_APPLICABLE", "OPTION_COLUMNS", "option_rows"]

OPTION_COLUMNS = (
    ("Deployed troops", "Combat brigades", "Where"),
    (
        "Its job takes, troops",
        "Host troops freed",
        "With the host’s army, holds against six brigades",
        "A coalition reaches its size",
        "Half of what comes is there after, days, at the earliest",
        "€ billion a year, on top of armies paid anyway",
        "It comes about within a year, and holds",
        "Once there, it holds to the horizon",
    ),
)
PLACES = {
    "none": "none",
    "line": "on the line",
    "mobile_reserve": "mobile reserve",
    "rear": "in the rear",
    "outside": "outside the country",
}
NOT_APPLICABLE = "not applicable"
HALF = 50  # per cent of the troops that come


def option_rows(reader: RunReader) -> tuple[OptionRow, ...]:
    """Return a row for every option that was run, in the order of the pack."""
    return tuple(
        OptionRow(
            id=option.id,
            title=option.title,
            family=option.family,
            sources=option.sources,
            grade=option.grade,
            given=(_size(option), number(option.combat_brigades), PLACES[option.placement]),
            computed=_computed(reader, option),
        )
        for option in reader.scenario.options
        if option.id in reader.options
    )


def _computed(reader: RunReader, option: Option) -> tuple[str, ...]:
    when = "wartime" if option.timing == "wartime" else "ceasefire"
    relief = freed(reader, option.id, when)
    return (
        _range(reader, option.id, reader.size_plan(option.id).job_method),
        troops_range(relief.p05, relief.p95, unit="") if relief else "none",
        _holds(reader, option),
        *_deployed(reader, option),
        *_happens_and_holds(reader, option),
    )


def _happens_and_holds(reader: RunReader, option: Option) -> tuple[str, str]:
    """Return how likely all of it comes about and holds, and how likely it holds once there."""
    happening, holding = FeasibilityView(reader, option), HoldingView(reader, option)
    last = f"holds.h2.year_{holding.years}" if holding.answers else ""
    return (
        tenths(happening.envelope(happening.both)) if happening.answers else NOT_APPLICABLE,
        tenths(holding.band(last)) if last else NOT_APPLICABLE,
    )


def _deployed(reader: RunReader, option: Option) -> tuple[str, str, str]:
    """Return how likely a coalition reaches the size, when half of it is there, and the cost."""
    view = view_of(reader, option)
    if view is None:
        listed = "contributors" in reader.scenario.tables
        absent = ("unknown" if listed else NOT_APPLICABLE) if option.troops_high > 0 else "none"
        return absent, absent, absent
    return reach_band(view).words, days_range(view, HALF), money(yearly(view, "additional"))


def _size(option: Option) -> str:
    low, high = option.troops_low, option.troops_high
    if low == high:
        return number(low, published=True)
    return f"{number(low, published=True)}–{number(high, published=True)}"


def _range(reader: RunReader, option: str, method: str) -> str:
    envelope = reader.envelope(option, method)
    if envelope is None:
        unknown = "unknown" in reader.status(option, method)[0]
        return "unknown" if unknown else NOT_APPLICABLE
    return whole_range(envelope.low[1], envelope.high[1], unit="")


def _holds(reader: RunReader, option: Option) -> str:
    """Return the chance that judgement gives the first test, in words."""
    name = "window.soft_s6_troops"
    if name not in reader.names("size", option.id):
        return _holds_alone(reader, option)
    size = reader.values("size", option.id, "size_troops").astype(float)
    return reader.judged_chance(option.id, name, size).words


def _holds_alone(reader: RunReader, option: Option) -> str:
    """Return the chance of the host's brigades alone, for options that add none."""
    deter = first_option(reader, "deter")
    if deter is None or option.timing == "wartime":
        return NOT_APPLICABLE
    if "window.soft_s6_troops" not in reader.names("size", deter.id):
        return "unknown"
    nothing = np.zeros(reader.run.draws)
    return reader.judged_chance(deter.id, "window.soft_s6_troops", nothing).words
