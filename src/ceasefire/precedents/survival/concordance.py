"""Concordance: how often the ceasefire that failed was the one held to be at greater risk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ceasefire.results import FloatArray

__all__ = ["concordance"]


def concordance(
    start: FloatArray, stop: FloatArray, event: NDArray[np.bool_], risk: FloatArray
) -> float | None:
    """Return Harrell's C for intervals: 0.5 is chance, 1 a perfect order, None without a pair.

    At each failure the risk of the spell that failed is compared with that of every other spell
    watched then and not failing at the same time; equal risks count a half.

    Parameters
    ----------
    start, stop : ndarray, shape (intervals,), years
    event : ndarray of bool, shape (intervals,)
    risk : ndarray, shape (intervals,)
        Any number that grows with the risk, as it is in that interval.

    References
    ----------
    Harrell, Lee and Mark (1996), Multivariable prognostic models, Statistics in Medicine 15.
    Therneau and Atkinson (2024), Concordance, vignette of the R package survival (intervals).
    """
    failed_at = stop[event]
    watched = (start[None, :] < failed_at[:, None]) & (stop[None, :] >= failed_at[:, None])
    watched &= ~(event[None, :] & (stop[None, :] == failed_at[:, None]))
    pairs = int(watched.sum())
    if not pairs:
        return None
    difference = risk[event][:, None] - risk[None, :]
    won = np.where(difference > 0, 1.0, np.where(difference == 0, 0.5, 0.0))
    return float((won * watched).sum() / pairs)
