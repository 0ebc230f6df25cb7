"""Where a ranking hangs on one quantity: whether it turns between the ends of its range.

Given data, no new computation: draws are sorted into fifths of a quantity, and the mean advantage
of one course over another is taken in each. It flips where two fifths disagree in sign by more than
sampling explains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray

__all__ = ["Flip", "Gain", "InVariant", "by_choice", "by_fifth", "in_variants"]

_FIFTHS = (0.2, 0.4, 0.6, 0.8)
_LEAST = 10
"""Fewest draws in a group: fewer say nothing."""


@dataclass(frozen=True)
class Gain:
    """Mean advantage over some draws, with its sampling error; ``at`` names or places them."""

    at: float | str
    mean: float
    se: float
    n: int

    @property
    def sign(self) -> int:
        """1 or -1 where the mean lies more than three errors from zero, else 0.

        Three, because many quantities are asked.
        """
        return 0 if abs(self.mean) <= 3.0 * self.se else (1 if self.mean > 0 else -1)


@dataclass(frozen=True)
class InVariant:
    """The same within one structural variant: its draws in the lower and in the upper half."""

    variant: str
    low: Gain
    high: Gain
    turns: bool


@dataclass(frozen=True)
class Flip:
    """How an advantage moves with a quantity.

    ``turns`` says whether both signs occur beyond sampling error; ``value`` is where the mean
    crosses zero between fifths, None where it does not or where the quantity is a choice.
    ``stands_out`` says whether its ends differ beyond sampling error. ``groups`` are over the draws
    of all variants, in equal shares; ``by_variant`` has each variant for itself.
    """

    quantity: str
    groups: tuple[Gain, ...]
    turns: bool
    value: float | None
    by_variant: tuple[InVariant, ...] = ()

    @property
    def stands_out(self) -> bool:
        """Whether its ends differ by more than three errors of their difference.

        The ends of a range are its first and last fifth, of a choice the worst and the best.
        """
        first, last = self.groups[0], self.groups[-1]
        if isinstance(first.at, str):
            first, last = (end(self.groups, key=lambda group: group.mean) for end in (min, max))
        return bool(abs(last.mean - first.mean) > 3.0 * (first.se**2 + last.se**2) ** 0.5)


def in_variants(
    flip: Flip,
    values: FloatArray,
    gain: FloatArray,
    variants: Mapping[str, BoolArray],
) -> Flip:
    """Return the flip with each structural variant for itself; fewer than ten draws say nothing.

    Parameters
    ----------
    values, gain : ndarray, shape (draws,)
    variants : mapping of str to ndarray of bool, shape (draws,)
        Draws of each variant that count.
    """
    found = []
    for name, mask in variants.items():
        known, advantage = values[mask], gain[mask]
        lower = known <= np.median(known) if len(known) else np.zeros(0, dtype=np.bool_)
        if min(lower.sum(), (~lower).sum()) < _LEAST:
            continue
        low, high = (
            _gain(float(np.median(known[half])), advantage[half]) for half in (lower, ~lower)
        )
        found.append(InVariant(name, low, high, _turns((low, high))))
    return replace(flip, by_variant=tuple(found))


def by_fifth(quantity: str, values: FloatArray, gain: FloatArray, ok: BoolArray) -> Flip | None:
    """Return how an advantage moves over the fifths of a quantity; None where it does not vary.

    Parameters
    ----------
    quantity : str
    values, gain : ndarray, shape (draws,)
    ok : ndarray of bool, shape (draws,)
        Draws that count.
    """
    known, advantage = values[ok], gain[ok]
    if len(known) < 5 * _LEAST or known.min() == known.max():
        return None
    fifth = np.searchsorted(np.quantile(known, _FIFTHS), known, side="left")
    groups = tuple(
        _gain(float(np.median(known[fifth == k])), advantage[fifth == k])
        for k in range(5)
        if (fifth == k).sum() >= _LEAST
    )
    turns = _turns(groups)
    return Flip(quantity, groups, turns, _crossing(groups) if turns else None)


def by_choice(
    quantity: str, names: Sequence[str], chosen: FloatArray, gain: FloatArray, ok: BoolArray
) -> Flip | None:
    """Return how an advantage differs between the choices of a quantity; None with one choice."""
    groups = tuple(
        _gain(name, gain[ok & (chosen == index)])
        for index, name in enumerate(names)
        if (ok & (chosen == index)).sum() >= _LEAST
    )
    if len(groups) < 2:
        return None
    return Flip(quantity, groups, _turns(groups), None)


def _gain(at: float | str, values: FloatArray) -> Gain:
    error = float(values.std(ddof=1)) / len(values) ** 0.5
    return Gain(at, float(values.mean()), error, len(values))


def _turns(groups: Sequence[Gain]) -> bool:
    signs = {group.sign for group in groups}
    return {1, -1} <= signs


def _crossing(groups: Sequence[Gain]) -> float | None:
    """Return where the mean first crosses zero, linear between the middles of the fifths."""
    for left, right in pairwise(groups):
        if left.mean * right.mean < 0:
            low, high = float(left.at), float(right.at)
            return low + (high - low) * left.mean / (left.mean - right.mean)
    return None
