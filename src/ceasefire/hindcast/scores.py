"""Scores of sizes, how far off and how honest; of chances, Brier, log score and calibration."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.philox import uniforms
from ceasefire.results import FloatArray

__all__ = [
    "RESAMPLES",
    "Bin",
    "ChanceScore",
    "SizeScore",
    "Sized",
    "bootstrap",
    "chance_score",
    "resampled",
    "score",
    "sized",
    "within_floor",
]

RESAMPLES = 1000
_FACTOR = 2.0
_FLOOR = (
    0.01  # no chance is taken to be nearer to 0 or 1: a log score of a certain error is infinite
)
_BINS = (0.0, 0.2, 0.4, 0.6, 1.0)


@dataclass(frozen=True, slots=True)
class Sized:
    """One case by one method: quantiles of the prediction, troops, and the target.

    Cases of one ``cluster``, a mission asked for more than once, are resampled together.
    """

    case: str
    cluster: str
    title: str
    method: str
    target: float
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float

    @property
    def log_ratio(self) -> float:
        """Natural logarithm of prediction over target; 0 is right."""
        return math.log(self.p50 / self.target)


@dataclass(frozen=True, slots=True)
class SizeScore:
    """A method against a target over its cases.

    Attributes
    ----------
    n : int
        Cases to which the method applies.
    median_log_ratio : float
        Bias: above 0 it asks for more than the target.
    mean_abs_log_ratio : float
    factor_of_two : float
        Share of cases with the middle of the prediction within a factor of two.
    factor_of_two_low, factor_of_two_high : float
        90% interval of that share, over resampled cases.
    coverage_50, coverage_90 : float
        Share of cases whose target lies in the middle 50% and 90% of the prediction.
    """

    method: str
    target: str
    n: int
    median_log_ratio: float
    mean_abs_log_ratio: float
    factor_of_two: float
    factor_of_two_low: float
    factor_of_two_high: float
    coverage_50: float
    coverage_90: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases with a foretold chance in a range: how many; foretold and come about on average."""

    low: float
    high: float
    n: int
    foretold: float
    happened: float


@dataclass(frozen=True, slots=True)
class ChanceScore:
    """A forecaster's chances against what happened, beside a rival's on the same cases.

    Attributes
    ----------
    brier, brier_low, brier_high : float
        Mean squared error of the chance, lower is better, with a 90% interval.
    gain, gain_low, gain_high : float
        Brier score of the rival less this one.
    log_score : float
        Mean log loss.
    calibration : tuple of Bin
    """

    brier: float
    brier_low: float
    brier_high: float
    gain: float
    gain_low: float
    gain_high: float
    log_score: float
    calibration: tuple[Bin, ...]


def sized(
    case: str, cluster: str, title: str, method: str, target: float, prediction: FloatArray
) -> Sized:
    """Return a case by a method, from the draws of its prediction (troops)."""
    low, quarter, half, three, high = (
        float(v) for v in np.quantile(prediction, [0.05, 0.25, 0.5, 0.75, 0.95])
    )
    return Sized(case, cluster, title, method, target, low, quarter, half, three, high)


def score(method: str, target: str, cases: Sequence[Sized]) -> SizeScore:
    """Return the scores of a method over the cases it applies to.

    Raises
    ------
    ValueError
        If there is no case.
    """
    if not cases:
        raise ValueError(f"{method} has no case with {target}")
    ratios = np.array([case.log_ratio for case in cases])
    near = (np.abs(ratios) <= math.log(_FACTOR)).astype(np.float64)
    low, high = bootstrap(near, [case.cluster for case in cases])
    return SizeScore(
        method=method,
        target=target,
        n=len(cases),
        median_log_ratio=float(np.median(ratios)),
        mean_abs_log_ratio=float(np.abs(ratios).mean()),
        factor_of_two=float(near.mean()),
        factor_of_two_low=low,
        factor_of_two_high=high,
        coverage_50=float(np.mean([c.p25 <= c.target <= c.p75 for c in cases])),
        coverage_90=float(np.mean([c.p05 <= c.target <= c.p95 for c in cases])),
    )


def bootstrap(values: FloatArray, clusters: Sequence[str] | None = None) -> tuple[float, float]:
    """Return a 90% interval of the mean over resampled clusters (Efron 1979), the same each time.

    Without clusters every value is one of its own.
    """
    names = list(clusters) if clusters is not None else [str(n) for n in range(len(values))]
    groups, of = np.unique(names, return_inverse=True)
    total = np.bincount(of, weights=values, minlength=len(groups))
    count = np.bincount(of, minlength=len(groups))
    chosen = resampled(len(groups))
    means = total[chosen].sum(axis=1) / count[chosen].sum(axis=1)
    low, high = np.quantile(means, [0.05, 0.95])
    return float(low), float(high)


def resampled(n: int, stream: int = 0) -> NDArray[np.int64]:
    """Return positions drawn with replacement, shape (resamples, n)."""
    draw, place = np.arange(RESAMPLES)[:, None], np.arange(n)[None, :]
    chance = uniforms(0, "resample", draw, stream, k=place)
    return np.floor(chance * n).astype(np.int64)


def within_floor(chances: Sequence[float]) -> FloatArray:
    """Return chances, none nearer to 0 or 1 than 0.01."""
    return np.clip(np.array(chances, dtype=np.float64), _FLOOR, 1.0 - _FLOOR)


def chance_score(
    chance: FloatArray,
    rival: FloatArray,
    happened: FloatArray,
    weight: FloatArray,
    clusters: Sequence[str] | None = None,
) -> ChanceScore:
    """Return the scores of chances; Brier (1950), with intervals over resampled clusters.

    Parameters
    ----------
    chance, rival : ndarray, shape (cases,)
        Inside (0, 1).
    happened : ndarray, shape (cases,)
        1 or 0.
    weight : ndarray, shape (cases,)
        What a case counts; on average 1.
    clusters : sequence of str, optional
        Cases that go together; each its own where it is left out.
    """
    error, other = weight * (happened - chance) ** 2, weight * (happened - rival) ** 2
    loss = -weight * (happened * np.log(chance) + (1 - happened) * np.log(1 - chance))
    low, high = bootstrap(error, clusters)
    gain_low, gain_high = bootstrap(other - error, clusters)
    return ChanceScore(
        brier=float(error.mean()),
        brier_low=low,
        brier_high=high,
        gain=float((other - error).mean()),
        gain_low=gain_low,
        gain_high=gain_high,
        log_score=float(loss.mean()),
        calibration=_calibration(chance, happened, weight),
    )


def _calibration(chance: FloatArray, happened: FloatArray, weight: FloatArray) -> tuple[Bin, ...]:
    found = []
    for low, high in pairwise(_BINS):
        chosen = (chance >= low) & (chance < high) & (weight > 0)
        if chosen.any():
            counts = weight[chosen]
            found.append(
                Bin(
                    low,
                    high,
                    int(chosen.sum()),
                    float((chance[chosen] * counts).sum() / counts.sum()),
                    float((happened[chosen] * counts).sum() / counts.sum()),
                )
            )
    return tuple(found)
