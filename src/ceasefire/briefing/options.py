"""Which options play which part in the text: chosen by their attributes, never by their ids."""

from __future__ import annotations

from collections.abc import Callable

from ceasefire.briefing.read import RunReader
from ceasefire.scenario.model import Option

__all__ = ["WATCHERS", "first_option"]

WATCHERS = ("civilian_monitoring", "observer")

PARTS: dict[str, Callable[[Option], bool]] = {
    "watch": lambda o: o.placement == "line" and o.mandate in WATCHERS,
    "interpose": lambda o: (
        o.placement == "line" and o.mandate not in WATCHERS and o.consent == "yes"
    ),
    "opposed": lambda o: o.placement == "line" and o.consent == "partial" and o.troops_high > 0,
    "rear": lambda o: o.mandate == "reassurance" and o.placement == "rear" and o.troops_high > 0,
    "deter": lambda o: (
        o.family == "deter" and o.combat_brigades >= 2 and o.timing == "after_ceasefire"
    ),
    "wartime": lambda o: o.timing == "wartime" and o.troops_high > 0,
}


def first_option(reader: RunReader, part: str) -> Option | None:
    """Return the first option of the run that plays this part, or None."""
    for option in reader.scenario.options:
        if option.id in reader.options and PARTS[part](option):
            return option
    return None
