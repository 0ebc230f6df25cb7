"""Does a claim hold? In nearly all draws, in every variant, at both ends of every judgement."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ceasefire.results import FloatArray

__all__ = ["NEARLY_ALL", "fifths", "rule_of_evidence"]

NEARLY_ALL = 0.95
BoolArray = NDArray[np.bool_]


def rule_of_evidence(
    true_by_variant: Mapping[str, BoolArray],
    ok: BoolArray,
    judgements: Mapping[str, FloatArray],
) -> str:
    """Return ``supported``, ``refuted`` or ``contested`` for a claim.

    A claim is supported (refuted) if it holds (fails) in at least 95% of ok draws in every
    variant, and also within the lowest and the highest fifth of every grade-E parameter.

    Parameters
    ----------
    true_by_variant : mapping of ndarray of bool, shape (draws,)
        Whether the claim holds, by named variant.
    ok : ndarray of bool, shape (draws,)
    judgements : mapping of ndarray, shape (draws,)
        Values of every grade-E parameter that the test reads.
    """
    groups = [ok, *(ok & ends for values in judgements.values() for ends in fifths(values))]
    shares = [
        float(holds[group].mean())
        for holds in true_by_variant.values()
        for group in groups
        if group.any()
    ]
    if shares and min(shares) >= NEARLY_ALL:
        return "supported"
    if shares and max(shares) <= 1 - NEARLY_ALL:
        return "refuted"
    return "contested"


def fifths(values: FloatArray) -> tuple[BoolArray, BoolArray]:
    """Return which draws lie in the lowest and in the highest fifth of a parameter."""
    low, high = np.quantile(values, [0.2, 0.8])
    return values <= low, values >= high
