"""Cooke's classical model on arrays: how well experts are calibrated, how much they say, a pool.

An expert gives the 5, 50 and 95 per cent quantiles of a quantity, and so four bins into which the
truth should fall with chances 5, 45, 45 and 5 per cent. Between its quantiles an expert's density
is taken to be flat. Sources: Cooke (1991), Experts in Uncertainty; Cooke and Goossens (2008), TU
Delft expert judgment data base, Reliability Engineering and System Safety 93.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, xlogy

from ceasefire.results import FloatArray

__all__ = [
    "BINS",
    "OVERSHOOT",
    "Performance",
    "bin_counts",
    "calibration",
    "information",
    "performance",
    "pool",
    "pool_scores",
    "supports",
]

BINS = np.array([0.05, 0.45, 0.45, 0.05])
"""Chances of the four bins between an expert's quantiles."""
OVERSHOOT = 0.1
"""How far the range of a question reaches beyond everything said of it, as a share of its width."""
_LEVELS = np.array([0.0, 0.05, 0.5, 0.95, 1.0])


@dataclass(frozen=True, slots=True)
class Performance:
    """Experts on seed questions, and the weights that follow.

    Attributes
    ----------
    counts : ndarray of int, shape (experts, 4)
        Truths in each bin.
    calibration, information : ndarray of float, shape (experts,)
    weights : ndarray of float, shape (experts,), or None
        They sum to 1; None where the calibration of every expert is zero in floating point.
    cut_off : float
        Experts with a smaller calibration have no weight.
    """

    counts: NDArray[np.int64]
    calibration: FloatArray
    information: FloatArray
    weights: FloatArray | None
    cut_off: float


def bin_counts(quantiles: FloatArray, truths: FloatArray) -> NDArray[np.int64]:
    """Return how many truths fall into each bin; one on a quantile counts as below it.

    Parameters
    ----------
    quantiles : ndarray, shape (..., questions, 3)
    truths : ndarray, shape (questions,)

    Returns
    -------
    ndarray of int, shape (..., 4)
    """
    places = (quantiles < truths[:, None]).sum(axis=-1)
    counts: NDArray[np.int64] = (places[..., None] == np.arange(len(BINS))).sum(axis=-2)
    return counts


def calibration(counts: NDArray[np.int64]) -> FloatArray:
    """Return the chance that a well calibrated expert would look at least as far off.

    With shares s of N truths in the bins and I(s|p) their relative information to the chances p
    that were stated, 2 N I is compared with chi square with 3 degrees of freedom (Cooke 1991).

    Parameters
    ----------
    counts : ndarray of int, shape (..., 4)

    Returns
    -------
    ndarray, shape (...)
    """
    expected = counts.sum(axis=-1, keepdims=True) * BINS
    statistic = 2.0 * xlogy(counts, counts / expected).sum(axis=-1)
    found: FloatArray = np.asarray(chdtrc(len(BINS) - 1, np.maximum(statistic, 0.0)))
    return found


def supports(quantiles: FloatArray, truths: FloatArray | None = None) -> FloatArray:
    """Return the experts' quantiles between the ends of each question's range.

    The range reaches from the lowest to the highest quantile of any expert, and the truth where it
    is known, and a tenth of that beyond either end.

    Parameters
    ----------
    quantiles : ndarray, shape (experts, questions, 3)
    truths : ndarray, shape (questions,), optional

    Returns
    -------
    ndarray, shape (experts, questions, 5)
        Rising knots: low end, the three quantiles, high end.
    """
    low, high = quantiles.min(axis=(0, 2)), quantiles.max(axis=(0, 2))
    if truths is not None:
        low, high = np.minimum(low, truths), np.maximum(high, truths)
    beyond = OVERSHOOT * (high - low)
    # Where a range is narrower than the last digits of its ends, they move by one such digit.
    low = np.minimum(low - beyond, np.nextafter(low, -np.inf))
    high = np.maximum(high + beyond, np.nextafter(high, np.inf))
    ends = np.broadcast_to(np.stack([low, high], -1), (*quantiles.shape[:2], 2))
    return np.concatenate([ends[..., :1], quantiles, ends[..., 1:]], axis=-1)


def information(knots: FloatArray) -> FloatArray:
    """Return the relative information of piecewise flat densities to a flat one on their range.

    Parameters
    ----------
    knots : ndarray, shape (..., 5)

    Returns
    -------
    ndarray, shape (...)
    """
    widths = np.log(np.diff(knots, axis=-1))
    whole = np.log(knots[..., -1] - knots[..., 0])
    found: FloatArray = (BINS * (np.log(BINS) - widths)).sum(axis=-1) + whole
    return found


def pool(knots: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the 5, 50 and 95 per cent quantiles of the weighted mixture of the experts' densities.

    Parameters
    ----------
    knots : ndarray, shape (experts, questions, 5)
    weights : ndarray, shape (experts,)
        They sum to 1.

    Returns
    -------
    ndarray, shape (questions, 3)
    """
    found = np.empty((knots.shape[1], 3))
    for question in range(knots.shape[1]):
        at = np.unique(knots[:, question])
        below = sum(
            weight * np.interp(at, own, _LEVELS)
            for weight, own in zip(weights, knots[:, question], strict=True)
        )
        found[question] = np.interp(_LEVELS[1:-1], below, at)
    return found


def performance(quantiles: FloatArray, truths: FloatArray) -> Performance:
    """Return the scores of experts on seed questions and their global weights.

    A weight is calibration times information, or zero below a cut-off. The cut-off is the one of
    the experts' own calibrations at which the pool itself, scored as one more expert on the same
    questions, has the largest product of both.

    Parameters
    ----------
    quantiles : ndarray, shape (experts, questions, 3)
    truths : ndarray, shape (questions,)
    """
    counts = bin_counts(quantiles, truths)
    calibrated = calibration(counts)
    knots = supports(quantiles, truths)
    informed = information(knots).mean(axis=1)
    best: FloatArray | None = None
    best_score, best_cut = -1.0, 0.0
    for cut in np.unique(calibrated):
        raw = np.where(calibrated >= cut, calibrated * informed, 0.0)
        if raw.sum() <= 0.0:
            continue
        weights = raw / raw.sum()
        _, own, said = pool_scores(knots, weights, truths)
        if own * said > best_score:
            best, best_score, best_cut = weights, own * said, float(cut)
    return Performance(counts, calibrated, informed, best, best_cut)


def pool_scores(
    knots: FloatArray, weights: FloatArray, truths: FloatArray
) -> tuple[NDArray[np.int64], float, float]:
    """Return bin counts, calibration and information of a pool, as if it were one more expert."""
    quantiles = pool(knots, weights)
    own = np.concatenate([knots[0, :, :1], quantiles, knots[0, :, -1:]], axis=-1)
    counts = bin_counts(quantiles, truths)
    return counts, float(calibration(counts)), float(information(own).mean())
