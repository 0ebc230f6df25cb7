"""Deaths in a force, by the missions of the past: what they faced decides, not how large they were.

Missions are taken by what they faced (a calm line, a contested one, a settlement, armed groups, an
open war), and kinds are never averaged. Within a kind a mission's rate is its deaths per
person-year; a draw takes a place between the lowest and the highest of them. A mission without a
death counts as half of one, so that no rate is zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ceasefire.results import FloatArray
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.model import Scenario

__all__ = ["KINDS", "WITHIN", "Rates", "deaths", "rates"]

KINDS = ("calm_line", "settlement", "contested_line", "stabilisation", "open_war")
WITHIN = "loss_rate_within_range"
"""The parameter that places a draw between a kind's lowest and highest rate."""
_NONE_COUNTS = 0.5


@dataclass(frozen=True, slots=True)
class Rates:
    """The lowest and the highest rate of a kind's missions, deaths per person-year."""

    kind: str
    low: float
    high: float
    missions: tuple[str, ...]
    grade: str
    sources: tuple[str, ...]


def rates(scenario: Scenario) -> tuple[Rates, ...]:
    """Return the rates of each kind of which a mission is known, and of ``other`` deaths."""
    rows = scenario.rows("loss_rates")
    found = []
    for kind in KINDS:
        chosen = [row for row in rows if row["kind"] == kind]
        each = [_hostile(row) for row in chosen]
        if each:
            found.append(_of(kind, each, chosen))
    chosen = [row for row in rows if row["other_rate"] is not None]
    if chosen:
        found.append(_of("other", [float(str(r["other_rate"])) / 1000 for r in chosen], chosen))
    return tuple(found)


def deaths(rate: Rates, troops: FloatArray, within: FloatArray) -> FloatArray:
    """Return deaths a year in a force of these troops, shape (draws,).

    Parameters
    ----------
    troops : ndarray, shape (draws,)
    within : ndarray, shape (draws,)
        0 at the lowest rate of the kind, 1 at the highest.
    """
    result: FloatArray = troops * (rate.low + (rate.high - rate.low) * within)
    return result


def _hostile(row: Mapping[str, object]) -> float:
    return max(float(str(row["hostile_deaths"])), _NONE_COUNTS) / float(str(row["person_years"]))


def _of(kind: str, each: Sequence[float], rows: Sequence[Mapping[str, object]]) -> Rates:
    return Rates(
        kind=kind,
        low=min(each),
        high=max(each),
        missions=tuple(str(row["id"]) for row in rows),
        grade=max(str(row["grade"]) for row in rows),
        sources=tuple(dict.fromkeys(key for row in rows for key in keys_in(row["sources"]))),
    )
