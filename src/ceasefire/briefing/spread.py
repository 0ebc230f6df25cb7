"""How stored values spread over the draws: quantiles by column, and envelopes of variants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.visible import NotVisible
from ceasefire.results import FloatArray

__all__ = ["JUDGEMENT_DECIDES", "Envelope", "Spread", "ends", "explained", "quantiles"]

# Share of a column's rank variance from which grade-E parameters are said to decide it.
JUDGEMENT_DECIDES = 0.5
DOTS = 20


@dataclass(frozen=True, slots=True)
class Spread:
    """How a quantity spreads over the ok draws; ``judged`` where grade E decides the spread."""

    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    mean: float
    se: float
    n: int
    dots: tuple[float, ...]
    judged: bool
    unit: str
    grade: str
    sources: tuple[str, ...]
    computed_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Envelope:
    """Spreads of the named variants of a method: shown together, never pooled."""

    variants: tuple[tuple[str, Spread], ...]

    @property
    def low(self) -> tuple[str, float]:
        """The variant with the lowest 5% quantile, and that quantile."""
        name, spread = min(self.variants, key=lambda item: item[1].p05)
        return name, spread.p05

    @property
    def high(self) -> tuple[str, float]:
        """The variant with the highest 95% quantile, and that quantile."""
        name, spread = max(self.variants, key=lambda item: item[1].p95)
        return name, spread.p95

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources of all variants, once."""
        return tuple(dict.fromkeys(k for _, s in self.variants for k in s.sources))

    @property
    def computed_from(self) -> tuple[str, ...]:
        """Result columns of all variants."""
        return tuple(dict.fromkeys(c for _, s in self.variants for c in s.computed_from))

    @property
    def grade(self) -> str:
        """The weakest grade among the variants."""
        return max(s.grade for _, s in self.variants)


def quantiles(kept: FloatArray) -> dict[str, Any]:
    """Return the numbers of a spread by its field, from finite values of shape (n,)."""
    levels = (np.arange(DOTS) + 0.5) / DOTS
    p05, p25, p50, p75, p95, *dots = np.quantile(
        kept, [0.05, 0.25, 0.5, 0.75, 0.95, *levels]
    ).tolist()
    return {
        "p05": p05,
        "p25": p25,
        "p50": p50,
        "p75": p75,
        "p95": p95,
        "mean": float(kept.mean()),
        "se": 0.0 if np.ptp(kept) == 0 else float(kept.std() / np.sqrt(len(kept))),
        "n": len(kept),
        "dots": tuple(dots),
    }


def ends(values: NDArray[Any]) -> tuple[float, float]:
    """Return the 5% and 95% quantiles of the draws that have a value.

    Raises
    ------
    NotVisible
        If no draw has one.
    """
    if not np.isfinite(values.astype(float)).any():
        raise NotVisible("no draw has a value")
    low, high = np.nanquantile(values.astype(float), [0.05, 0.95])
    return float(low), float(high)


def explained(values: FloatArray, causes: Iterable[FloatArray]) -> float:
    """Return the share of the values' rank variance that goes with the causes together.

    Shapes (draws,), values not all the same; the causes are drawn independently, so their squared
    correlations add up, each less what chance alone gives in as many draws (adjusted R squared).
    """
    ranks = _ranks(values)
    found = (float(np.corrcoef(ranks, _ranks(cause))[0, 1]) ** 2 for cause in causes)
    return sum(squared - (1 - squared) / max(ranks.size - 2, 1) for squared in found)


def _ranks(values: FloatArray) -> FloatArray:
    """Return ranks, the same for equal values (their middle rank)."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    middles: FloatArray = (np.cumsum(counts) - counts / 2.0)[place]
    return middles
