"""History matching: which draws of the prior no record makes implausible."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ceasefire.draws.inverse_cdf import inverse_cdf
from ceasefire.scenario.model import Pert, Uniform

__all__ = [
    "LIMIT",
    "Prior",
    "Target",
    "distance",
    "effective",
    "implausibility",
    "quantiles",
    "targets",
]

LIMIT = 3.0
"""Implausibility above which a draw is dropped: three standard errors, after Pukelsheim (1994)."""
Numbers = NDArray[np.float64]
_HERE = Path(__file__).parent
_Z95 = 1.6448536269514722


@dataclass(frozen=True)
class Target:
    """A statistic of a record: its value on its scale, and the standard error around it."""

    case: str
    statistic: str
    value: float
    scale: str
    error: float

    def scaled(self, values: Numbers) -> Numbers:
        """Return values on the target's scale."""
        if self.scale == "log":
            # A history without any counts as one with next to none.
            return np.log(np.maximum(values, 1e-3))
        scaled: Numbers = np.log1p(values) if self.scale == "log1p" else values
        return scaled


def targets() -> list[Target]:
    """Return the targets of ``targets.csv``; observation error and discrepancy add in squares."""
    with (_HERE / "targets.csv").open(encoding="utf-8", newline="") as file:
        return [
            Target(
                row["case"],
                row["statistic"],
                float(row["value"]),
                row["scale"],
                float(np.hypot(float(row["observation_error"]), float(row["discrepancy"]))),
            )
            for row in csv.DictReader(file)
        ]


class Prior:
    """The prior of ``priors.csv``: independent normal scores, and what each means.

    ``form`` tells how low, mode and high are read: ``pert`` and ``even`` as bounds; ``log`` and
    ``normal`` as the 5, 50 and 95% points, of the logarithm or of the number, so that values beyond
    them stay possible. ``least`` and ``most`` cut what makes no sense.
    """

    def __init__(self) -> None:
        with (_HERE / "priors.csv").open(encoding="utf-8", newline="") as file:
            self._rows = list(csv.DictReader(file))
        self.names = tuple(row["parameter"] for row in self._rows)

    def values(self, scores: Numbers) -> dict[str, Numbers]:
        """Return the parameters at normal scores of shape (draws, parameters)."""
        return {
            row["parameter"]: _valued(row, scores[:, place]) for place, row in enumerate(self._rows)
        }


def _valued(row: Mapping[str, str], z: Numbers) -> Numbers:
    low, high = float(row["low"]), float(row["high"])
    if row["form"] in ("pert", "even"):
        value = Uniform(low, high) if row["form"] == "even" else Pert(low, float(row["mode"]), high)
        return inverse_cdf(value, np.clip(special.ndtr(z), 2.0**-33, 1 - 2.0**-33))
    points = np.array([low, float(row["mode"]), high])
    if row["form"] == "log":
        points = np.log(points)
    step = np.where(z < 0, points[1] - points[0], points[2] - points[1])
    found = points[1] + z * step / _Z95
    if row["form"] == "log":
        found = np.exp(found)
    return np.clip(found, float(row["least"] or -np.inf), float(row["most"] or np.inf))


def implausibility(target: Target, found: Numbers) -> Numbers:
    """Return the distance of each draw's mean from the record in standard errors, shape (draws,).

    ``found`` has shape (draws, replicates). The record is one history, so the spread of histories
    counts once beside its error and once for the mean of the replicates.
    """
    values = target.scaled(found)
    known = np.isfinite(values)
    number = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    mean = np.where(number > 0, total / np.maximum(number, 1), np.nan)
    spread = _spread(values, mean, known, number)
    wanted = target.scaled(np.array([target.value]))[0]
    error = np.sqrt(target.error**2 + spread * (1.0 + 1.0 / np.maximum(number, 1)))
    return np.where(number > 0, np.abs(mean - wanted) / error, np.inf)


def _spread(
    values: Numbers, mean: Numbers, known: NDArray[np.bool_], number: NDArray[np.int64]
) -> float:
    """Return the variance of histories of one draw, pooled; 0 where each draw has one history."""
    several = number > 1
    if not several.any():
        return 0.0
    squares = np.where(known, (values - mean[:, None]) ** 2, 0.0).sum(axis=1)[several]
    return float(np.median(squares / (number[several] - 1)))


def quantiles(
    values: Numbers, weights: Numbers, at: Sequence[float] = (0.05, 0.5, 0.95)
) -> list[float]:
    """Return weighted quantiles."""
    order = np.argsort(values)
    rising = np.cumsum(weights[order])
    places = np.searchsorted(rising, np.array(at) * rising[-1])
    return [float(values[order][min(place, len(order) - 1)]) for place in places]


def distance(scores: Numbers, weights: Numbers) -> float:
    """Return the largest difference between the prior's distribution and that of the scores."""
    order = np.argsort(scores)
    posterior = np.cumsum(weights[order]) / weights.sum()
    return float(np.abs(posterior - special.ndtr(scores[order])).max())


def effective(weights: Numbers) -> float:
    """Return how many equally weighted draws the weighted ones are worth."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if weights.any() else 0.0
