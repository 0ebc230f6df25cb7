"""How a share of the draws moves with a judgement: its lowest and its highest fifth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ceasefire.results.columns import FloatArray

__all__ = ["fifths", "share_range"]

BoolArray = NDArray[np.bool_]


def fifths(values: FloatArray) -> tuple[BoolArray, BoolArray]:
    """Return which draws lie in the lowest and in the highest fifth of a parameter."""
    low, high = np.quantile(values, [0.2, 0.8])
    return values <= low, values >= high


def share_range(
    truth: BoolArray, ok: BoolArray, judgements: Mapping[str, FloatArray]
) -> tuple[float, float]:
    """Return the lowest and highest share of ok draws in which something is true.

    Taken over all ok draws and over both end fifths of every judgement: how sure a reader may be
    who does not know where in its range a judged quantity lies.

    Parameters
    ----------
    truth, ok : ndarray of bool, shape (draws,)
    judgements : mapping of ndarray, shape (draws,)
        Values of every grade-E parameter that the test reads.

    Raises
    ------
    ValueError
        If no draw is ok.
    """
    groups = [ok, *(ok & end for values in judgements.values() for end in fifths(values))]
    shares = [float(truth[group].mean()) for group in groups if group.any()]
    return min(shares), max(shares)
