"""A range over the worlds of structural choices: what no data tell apart is never pooled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from ceasefire.comparison.evidence import PARAMETER, Block, Evidence, Quantity
from ceasefire.comparison.holds import Ends
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray

__all__ = ["envelope", "every_draw", "shares"]

_LOW, _HIGH = 0.05, 0.95

_Value = Callable[[Block], FloatArray]
_Counts = Callable[[Block], BoolArray]


def every_draw(block: Block) -> BoolArray:
    """Return that every draw counts."""
    return np.ones(len(next(iter(block.values()))), dtype=np.bool_)


def envelope(
    evidence: Evidence, reads: Sequence[str], values: Sequence[_Value], counts: _Counts
) -> Ends:
    """Return the lowest 5% and the highest 95% point of quantities over the worlds.

    Parameters
    ----------
    reads : sequence of str
        Addresses that the quantities and ``counts`` look at.
    values : sequence of callable
        ``value(block)``, each of shape (rows,).
    counts : callable
        ``counts(block)``: the draws that say something.
    """
    found = evidence.summaries(_by_world(evidence, reads, values, counts), _band)
    known = [band for band in found if band is not None]
    return min(low for low, _ in known), max(high for _, high in known)


def shares(
    evidence: Evidence, reads: Sequence[str], value: _Value, counts: _Counts = every_draw
) -> Ends:
    """Return the lowest and the highest mean over the worlds.

    Of a share of simulated histories it is the share of all histories of the world, as every draw
    has as many. The parameters are those of :func:`envelope`.
    """
    quantities = _by_world(evidence, reads, [value], counts)
    known = [mean for mean in evidence.summaries(quantities, _mean) if mean is not None]
    return min(known), max(known)


def _by_world(
    evidence: Evidence, reads: Sequence[str], values: Sequence[_Value], counts: _Counts
) -> list[Quantity]:
    """Return each quantity in each world, and nan elsewhere; once where there is no choice."""
    worlds: list[tuple[str, int]] = [
        (PARAMETER + name, index)
        for name, count in evidence.worlds(reads).items()
        for index in range(count)
    ]
    if not worlds:
        return [(reads, partial(_only, value, counts)) for value in values]
    return [
        ((*reads, choice), partial(_only, value, counts, choice=choice, index=index))
        for value in values
        for choice, index in worlds
    ]


def _only(
    value: _Value, counts: _Counts, block: Block, *, choice: str = "", index: int = 0
) -> FloatArray:
    kept = counts(block)
    if choice:
        kept = kept & (block[choice] == index)
    return np.where(kept, value(block), np.nan)


def _band(values: FloatArray) -> Ends | None:
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [_LOW, _HIGH]).tolist()
    return low, high


def _mean(values: FloatArray) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None
