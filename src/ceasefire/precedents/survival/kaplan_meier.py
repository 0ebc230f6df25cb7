"""Kaplan-Meier: the share of ceasefires broken within so many years, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from ceasefire.core.errors import UsageError
from ceasefire.precedents.survival.spells import Spells
from ceasefire.results import FloatArray

__all__ = ["HORIZONS", "BrokenShares", "Share", "kaplan_meier", "survival_curve"]

HORIZONS = (1.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Share:
    """The share broken within some years.

    Attributes
    ----------
    years : float
    broken : float or None
        The share, 0 to 1; None where nobody was watched so long.
    low, high : float or None
        Interval by the log-log transform of the survival; None where it is not defined, because
        no spell or every spell had failed by then.
    watched : int
        Spells still at peace and watched at that time.
    """

    years: float
    broken: float | None
    low: float | None
    high: float | None
    watched: int


@dataclass(frozen=True, slots=True)
class BrokenShares:
    """Shares broken of one table of spells, ``level`` and counts beside them."""

    name: str
    level: str
    n: int
    failures: int
    confidence: float
    shares: tuple[Share, ...]

    def within(self, years: float) -> Share:
        """Return the share within these years; a ``KeyError`` if it was not asked for."""
        return {share.years: share for share in self.shares}[years]


def kaplan_meier(
    spells: Spells, horizons: tuple[float, ...] = HORIZONS, confidence: float = 0.95
) -> BrokenShares:
    """Return the shares of ceasefires broken within each horizon (years).

    Spells may enter late and be watched with gaps. The variance is Greenwood's, the interval that
    of log(-log S), which stays inside 0 to 1.

    Raises
    ------
    UsageError
        If a horizon is not positive, or the confidence not between 0 and 1.

    References
    ----------
    Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, JASA 53.
    Kalbfleisch and Prentice (1980), The Statistical Analysis of Failure Time Data, 1.3.
    """
    if not all(np.isfinite(years) and years > 0 for years in horizons):
        raise UsageError("A horizon must be a positive number of years.")
    if not 0 < confidence < 1:
        raise UsageError(f"The confidence must be between 0 and 1, not {confidence:g}.")
    start, stop = spells.years()
    times, survival, variance = survival_curve(start, stop, spells.table["event"].to_numpy())
    z = float(ndtri(0.5 + confidence / 2))
    shares = []
    for years in horizons:
        watched = int(((start < years) & (stop >= years)).sum())
        if years > stop.max():
            shares.append(Share(years, None, None, None, 0))
            continue
        last = int(np.searchsorted(times, years, side="right")) - 1
        low, high, held = None, None, 1.0
        if last >= 0:
            held = float(survival[last])
        if 0 < held < 1:
            reach = z * float(np.sqrt(variance[last])) / -np.log(held)
            low, high = (float(1 - held ** np.exp(sign * reach)) for sign in (-1, 1))
        shares.append(Share(years, 1 - held, low, high, watched))
    return BrokenShares(
        spells.name, spells.level, spells.n, spells.failures, confidence, tuple(shares)
    )


def survival_curve(
    start: FloatArray, stop: FloatArray, event: np.typing.NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the times of failure, the share at peace after each, and Greenwood's sum.

    Parameters
    ----------
    start, stop : ndarray, shape (intervals,), years
    event : ndarray of bool, shape (intervals,)

    Returns
    -------
    times : ndarray, shape (times,), years
    survival : ndarray, shape (times,)
    variance : ndarray, shape (times,)
        Variance of log survival; infinite once everything has failed.
    """
    times = np.unique(stop[event])
    at_risk = ((start[:, None] < times) & (stop[:, None] >= times)).sum(axis=0)
    failed = (event[:, None] & (stop[:, None] == times)).sum(axis=0)
    survival = np.cumprod(1 - failed / at_risk)
    left = at_risk - failed
    steps = np.where(left > 0, failed / (at_risk * np.maximum(left, 1)), np.inf)
    return times, survival, np.cumsum(steps)
