"""When a state's troops are free to go.

The command starts up while parliaments decide; once both are done, units make ready while
transit is cleared::

    release = max(start-up of the command, decision) + max(readiness, clearance)

in days from a ceasefire. Delays follow rules; whether a state joins at all follows its stance.
The two are never mixed: the chance to join is that of the whole state, its parliament included, so
that a chance of refusal by parliament would count the same doubt twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ceasefire.deploy.arrival_model import LIFTS
from ceasefire.deploy.contributors import Contributor
from ceasefire.draws import Sample
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Scenario

__all__ = [
    "PARAMETERS",
    "Command",
    "command",
    "decides_late",
    "decision_days",
    "release_days",
]

_DECISION = {
    "none": "delay_executive_days",
    "vote": "delay_parliament_days",
    "two_thirds": "delay_two_thirds_days",
    "triple_lock": "delay_two_thirds_days",
}
_LATE = ("two_thirds", "triple_lock")
_EASIER = {"two_thirds": "vote", "triple_lock": "vote", "vote": "none", "none": "none"}
_READY = {
    "heavy": "readiness_brigade_days",
    "medium": "readiness_brigade_days",
    "light": "readiness_battalion_days",
}
PARAMETERS = (
    *dict.fromkeys(_DECISION.values()),
    *dict.fromkeys(_READY.values()),
    "clearance_days",
    "command_delay_within_range",
)


@dataclass(frozen=True, slots=True)
class Command:
    """Who commands, and what follows from it (a row of ``commands.csv``).

    ``eligible`` says who may take part; ``vetoes`` lists states any of which can stop the start;
    ``funding`` names the common funds that pay a part.
    """

    id: str
    title: str
    eligible: str
    vetoes: tuple[str, ...]
    start_low_days: float
    start_high_days: float
    funding: str
    sources: tuple[str, ...]


def command(scenario: Scenario, id: str) -> Command:
    """Return a command arrangement.

    Raises
    ------
    KeyError
        If the table of commands has no such row.
    """
    for row in scenario.rows("commands"):
        if row["id"] == id:
            return Command(
                id=id,
                title=str(row["title"]),
                eligible=str(row["eligible"]),
                vetoes=_list(row["vetoes"]),
                start_low_days=_number(row["start_delay_low_days"]),
                start_high_days=_number(row["start_delay_high_days"]),
                funding=str(row["common_funding"]),
                sources=_list(row["sources"]),
            )
    raise KeyError(id)


def decision_days(state: Contributor, command: Command, sample: Sample) -> FloatArray:
    """Return the days until the state has decided, shape (draws,)."""
    return sample[_DECISION[_hurdle(state, command.id)]]


def decides_late(state: Contributor, command: str) -> bool:
    """Return whether the state decides too late for the first tour under a command, by its id."""
    return _hurdle(state, command) in _LATE


def _hurdle(state: Contributor, command: str) -> str:
    return _EASIER[state.hurdle] if command in state.easier_commands else state.hurdle


def release_days(states: Sequence[Contributor], command: Command, sample: Sample) -> FloatArray:
    """Return the day from which each state's loads may leave, shape (draws, states, lifts)."""
    span = command.start_high_days - command.start_low_days
    start = command.start_low_days + span * sample["command_delay_within_range"]
    ready = [np.maximum(sample[_READY[lift]], sample["clearance_days"]) for lift in LIFTS]
    by_state = []
    for state in states:
        decided = np.maximum(start, decision_days(state, command, sample))
        by_state.append(np.stack([decided + days for days in ready], axis=1))
    return np.stack(by_state, axis=1) if by_state else np.zeros((len(start), 0, len(LIFTS)))


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _list(cell: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(cell or "").split(";") if part.strip())
