"""Does a claim hold? In nearly all draws, in every variant, at both ends of every judgement."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.draws.fifths import BoolArray, share_range
from ceasefire.results import FloatArray

__all__ = ["NEARLY_ALL", "rule_of_evidence"]

NEARLY_ALL = 0.95


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
    if not ok.any():
        return "contested"
    ranges = [share_range(truth, ok, judgements) for truth in true_by_variant.values()]
    if ranges and min(low for low, _ in ranges) >= NEARLY_ALL:
        return "supported"
    if ranges and max(high for _, high in ranges) <= 1 - NEARLY_ALL:
        return "refuted"
    return "contested"
