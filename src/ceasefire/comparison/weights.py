"""A reader's weights: the one way to a single score, and never the project's own.

A file names outcomes and what each counts. Within each world an outcome is put on a scale from the
worst to the best mean of the options, and the score is the weighted mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ceasefire.comparison.outcomes import OUTCOMES, Outcomes, World
from ceasefire.comparison.ranking import standings
from ceasefire.core.errors import PackError
from ceasefire.scenario.columns import Column, Table
from ceasefire.scenario.outside import outside_rows, sound_rows

__all__ = ["WEIGHTS", "Score", "read_weights", "scores"]

_NAMES = tuple(outcome.name for outcome in OUTCOMES)
_LARGEST = 1e9
WEIGHTS = Table(
    "weights",
    "outside",
    "What one outcome counts, as the reader sees it",
    {
        "outcome": Column(
            "outcome", "text", role="key", allowed=_NAMES, description="Name of an outcome."
        ),
        "weight": Column(
            "weight", "number", low=0.0, high=_LARGEST, description="What it counts, not below 0."
        ),
    },
)
"""The declared columns of a file of weights."""


@dataclass(frozen=True, slots=True)
class Score:
    """Weighted mean of an option in a world, 0 worst to 1 best, and its rank from 1."""

    score: float
    rank: int


def read_weights(path: Path) -> dict[str, float]:
    """Return the weights of a file by outcome.

    Raises
    ------
    PackError
        With every problem of the file: an outcome that is none, a weight that is no number or
        below zero, all weights zero.
    """
    found, problems = outside_rows(WEIGHTS, path)
    rows = sound_rows(found)
    given = {str(row["outcome"]): float(str(row["weight"])) for _, row in rows}
    if not problems and not any(given.values()):
        problems.note(
            str(path), (2, 1), "All weights are 0", "", "Give one outcome a weight above 0"
        )
    if problems:
        raise PackError(problems)
    return given


def scores(table: Outcomes, weights: Mapping[str, float], world: World) -> dict[str, Score]:
    """Return the options that have an answer to every weighted outcome, best first."""
    total = sum(weights.values())
    summed: dict[str, float] = {}
    left: set[str] = set(table.options)
    for outcome in OUTCOMES:
        weight = weights.get(outcome.name, 0.0)
        if weight == 0.0:
            continue
        found = standings(table, outcome, world)
        left &= set(found)
        means = np.array([s.mean if outcome.more else -s.mean for s in found.values()])
        spread = float(np.ptp(means)) if len(means) else 0.0
        for option, mean in zip(found, means, strict=True):
            placed = (float(mean) - float(means.min())) / spread if spread > 0 else 1.0
            summed[option] = summed.get(option, 0.0) + weight / total * placed
    order = sorted(left, key=lambda option: (-summed[option], option))
    return {
        option: Score(summed[option], 1 + sum(summed[o] > summed[option] for o in order))
        for option in order
    }
