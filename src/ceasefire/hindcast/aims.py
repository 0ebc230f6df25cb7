"""What the record was to reach, set before any result was seen, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ceasefire.hindcast.scores import SizeScore
from ceasefire.hindcast.survival import BreakScore

__all__ = ["Aim", "aims"]

FACTOR_OF_TWO = 0.6
COVERAGE_90 = (0.80, 0.95)
CONCORDANCE = 0.72
"""Within 0.02 of a Cox model of Fortna's spells, 0.74 cross-validated; the spells are others."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim beside what was found.

    Attributes
    ----------
    name : str
        ``best_method``, ``coverage_line``, ``coverage_population``, ``brier`` or ``concordance``.
    low, high : float
        Ends of what was aimed at.
    found : float
        A share of cases; for ``brier`` the base rate's score less that of the classes.
    n : int
        Cases it was found on.
    met : bool
        Whether the value found is within the aim; chance may have put it there.
    """

    name: str
    low: float
    high: float
    found: float
    n: int
    met: bool


def aims(
    sizes: Sequence[SizeScore],
    best: Sequence[SizeScore],
    breaks: Sequence[BreakScore],
    concordance: Mapping[str, float],
) -> tuple[Aim, ...]:
    """Return the aims that the record can speak of.

    Parameters
    ----------
    sizes, best : sequence of SizeScore
        Against what planners asked for.
    breaks : sequence of BreakScore
    concordance : mapping of str to float
        By forecaster.
    """
    found = [
        _within("best_method", (FACTOR_OF_TWO, 1.0), score.factor_of_two, score.n)
        for score in best
        if score.method == "hindsight"
    ]
    line = [score for score in sizes if score.method == "line_density"]
    people = [score for score in sizes if score.method.startswith("population_density")]
    for name, scores in (("coverage_line", line), ("coverage_population", people)):
        if scores:
            widest = max(scores, key=lambda score: score.coverage_90)
            found.append(_within(name, COVERAGE_90, widest.coverage_90, widest.n))
    for score in breaks:
        if score.forecaster == "prior" and score.years == 5.0:
            found.append(Aim("brier", 0.0, 1.0, score.gain, score.n, met=score.gain > 0.0))
            if "prior" in concordance:
                order = concordance["prior"]
                found.append(_within("concordance", (CONCORDANCE, 1.0), order, score.n))
    return tuple(found)


def _within(name: str, ends: tuple[float, float], found: float, n: int) -> Aim:
    return Aim(name, *ends, found, n, met=ends[0] <= found <= ends[1])
