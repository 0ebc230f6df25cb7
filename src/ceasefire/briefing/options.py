"""Which options play which part in the text: chosen by their attributes, never by their ids."""

from __future__ import annotations

from collections.abc import Callable

from ceasefire.briefing.read import RunReader
from ceasefire.scenario.model import Option

__all__ = ["first_option"]

# Whether an option plays the part, given the family of past missions that measures it on a line.
PARTS: dict[str, Callable[[Option, str], bool]] = {
    "watch": lambda o, family: family == "observe" and o.consent == "yes",
    "interpose": lambda o, family: family == "interpose" and o.consent == "yes",
    "opposed": lambda o, family: family == "interpose" and o.consent == "partial",
    "order": lambda o, _: o.mandate == "stabilisation" and o.troops_high > 0,
    "rear": lambda o, _: o.mandate == "reassurance" and o.placement == "rear" and o.troops_high > 0,
    "deter": lambda o, _: (
        o.family == "deter" and o.combat_brigades >= 2 and o.timing == "after_ceasefire"
    ),
    "wartime": lambda o, _: o.timing == "wartime" and o.troops_high > 0,
}


def first_option(reader: RunReader, part: str) -> Option | None:
    """Return the first option of the run that plays this part, or None."""
    for option in reader.scenario.options:
        if option.id in reader.options:
            family = reader.size_plan(option.id).line_family
            if PARTS[part](option, family):
                return option
    return None
