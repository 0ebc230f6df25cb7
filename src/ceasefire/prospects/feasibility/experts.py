"""Pools experts' judgements two ways, always side by side: equal weights and Cooke's weights.

Quantities are pooled as a mixture of the experts' distributions. Probabilities are pooled in log
odds and then moved away from the base rate by a factor that is a judgement, at three values of it:
``b + a (mean of w_i logit p_i - b)``. Satopää and others (2014), Combining multiple probability
predictions using a simple logit model, International Journal of Forecasting 30.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from ceasefire.prospects.feasibility.cooke import (
    performance,
    pool,
    pool_scores,
    supports,
)
from ceasefire.prospects.feasibility.expert_table import Chance, Panel, Quantity
from ceasefire.results import FloatArray

__all__ = [
    "ADVISED_SEEDS",
    "FACTORS",
    "ExpertScore",
    "Extremised",
    "PooledChance",
    "PooledQuantity",
    "Pools",
    "Range",
    "extremised",
    "pools",
]

FACTORS = (1.0, 1.5, 2.5)
"""How far pooled log odds are moved from the base rate: not at all, some, as far as was found best
in forecasting tournaments. Which is right here is a judgement."""
ADVISED_SEEDS = 10


@dataclass(frozen=True, slots=True)
class ExpertScore:
    """An expert, or a pool taken for one, on the seed questions.

    Attributes
    ----------
    in_bins : tuple of int
        Truths below the 5% quantile, up to the middle, up to the 95% quantile, above.
    calibration : float
        Chance that a well calibrated expert would look at least as far off.
    information : float
        Mean relative information to a flat distribution on the range of a question.
    weight : float or None
        Cooke's weight; None of a pool, and where no weights could be had.
    """

    name: str
    in_bins: tuple[int, ...]
    calibration: float
    information: float
    weight: float | None


@dataclass(frozen=True, slots=True)
class Range:
    """Quantiles of a pooled quantity."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class PooledQuantity:
    """A quantity by both weights; ``cooke`` is None where nobody who answered has weight."""

    question: str
    unit: str
    experts: int
    equal: Range
    cooke: Range | None


@dataclass(frozen=True, slots=True)
class Extremised:
    """A pooled probability at a factor ``a`` away from the base rate."""

    a: float
    probability: float


@dataclass(frozen=True, slots=True)
class PooledChance:
    """A probability by both weights at each factor, between the lowest and highest judgement."""

    question: str
    base_rate: float
    experts: int
    lowest: float
    highest: float
    equal: tuple[Extremised, ...]
    cooke: tuple[Extremised, ...] | None


@dataclass(frozen=True, slots=True)
class Pools:
    """What a panel of experts says.

    Attributes
    ----------
    experts : tuple of str
    seeds : int
        Seed questions that every expert answered.
    cut_off : float or None
        Calibration below which an expert has no weight.
    scores, pool_scores : tuple of ExpertScore
        Of the experts, and of the two pools on the questions the weights were made from.
    notes : tuple of str
        What a reader must know of these numbers.
    """

    experts: tuple[str, ...]
    seeds: int
    cut_off: float | None
    scores: tuple[ExpertScore, ...]
    pool_scores: tuple[ExpertScore, ...]
    quantities: tuple[PooledQuantity, ...]
    chances: tuple[PooledChance, ...]
    notes: tuple[str, ...]


def pools(panel: Panel) -> Pools:
    """Return the pooled judgements of a panel, with equal weights and with Cooke's."""
    common = [seed for seed in panel.seeds if len(seed.quantiles) == len(panel.experts)]
    notes = _notes_on_seeds(panel, common)
    scores: tuple[ExpertScore, ...] = ()
    pool_rows: tuple[ExpertScore, ...] = ()
    weights: Mapping[str, float] | None = None
    cut_off = None
    if common:
        quantiles = _stacked(common, panel.experts)
        truths = np.array([seed.realised for seed in common], dtype=np.float64)
        found = performance(quantiles, truths)
        if found.weights is None:
            notes.append("Every expert is so far from calibrated that none has weight.")
        else:
            weights = dict(zip(panel.experts, found.weights.tolist(), strict=True))
            cut_off = found.cut_off
            heard = [name for name in panel.experts if weights[name] > 0.0]
            if len(heard) == 1 < len(panel.experts):
                notes.append(f"Cooke's weights hear one expert alone, {heard[0]}.")
        scores = tuple(
            ExpertScore(
                name,
                tuple(found.counts[place].tolist()),
                float(found.calibration[place]),
                float(found.information[place]),
                None if weights is None else weights[name],
            )
            for place, name in enumerate(panel.experts)
        )
        pool_rows = _pool_rows(quantiles, truths, found.weights)
    quantities = tuple(_quantity(asked, weights) for asked in panel.quantities)
    chances = tuple(_chance(asked, weights) for asked in panel.chances)
    if weights is not None:
        alone = [asked.question for asked in quantities if asked.cooke is None]
        alone += [asked.question for asked in chances if asked.cooke is None]
        notes += [f"Nobody who answered '{name}' has weight by Cooke's rule." for name in alone]
    return Pools(
        experts=panel.experts,
        seeds=len(common),
        cut_off=cut_off,
        scores=scores,
        pool_scores=pool_rows,
        quantities=quantities,
        chances=chances,
        notes=tuple(notes),
    )


def extremised(probabilities: FloatArray, weights: FloatArray, base_rate: float, a: float) -> float:
    """Return the pool of probabilities, its log odds moved from the base rate by a factor.

    Parameters
    ----------
    probabilities, weights : ndarray, shape (experts,)
        Inside (0, 1); weights sum to 1.
    base_rate : float
        Inside (0, 1).
    a : float
        1 is the weighted mean of log odds; more goes away from the base rate.
    """
    base = logit(base_rate)
    return float(expit(base + a * (np.dot(weights, logit(probabilities)) - base)))


def _notes_on_seeds(panel: Panel, common: Sequence[Quantity]) -> list[str]:
    notes = []
    for seed in panel.seeds:
        missing = [name for name in panel.experts if name not in seed.quantiles]
        if missing:
            notes.append(
                f"The seed question '{seed.question}' is not used: {', '.join(missing)} did not "
                "answer it, and experts are compared on the same questions."
            )
    if not common:
        notes.append("Without seed questions that all answered, only equal weights can be had.")
    elif len(common) < ADVISED_SEEDS:
        notes.append(
            f"Only {len(common)} seed question{'s were' if len(common) > 1 else ' was'} answered "
            f"by all; at least {ADVISED_SEEDS} are advised. Calibration and Cooke's weights say "
            "little here."
        )
    return notes


def _stacked(asked: Sequence[Quantity], experts: Sequence[str]) -> FloatArray:
    """Return quantiles, shape (experts, questions, 3)."""
    return np.array([[one.quantiles[name] for one in asked] for name in experts])


def _pool_rows(
    quantiles: FloatArray, truths: FloatArray, weights: FloatArray | None
) -> tuple[ExpertScore, ...]:
    knots = supports(quantiles, truths)
    equal = np.full(len(quantiles), 1.0 / len(quantiles))
    named = (("Pool, equal weights", equal), ("Pool, Cooke's weights", weights))
    rows = []
    for name, its in named:
        if its is not None:
            counts, own, said = pool_scores(knots, its, truths)
            rows.append(ExpertScore(name, tuple(counts.tolist()), own, said, None))
    return tuple(rows)


def _quantity(asked: Quantity, weights: Mapping[str, float] | None) -> PooledQuantity:
    names = tuple(asked.quantiles)
    knots = supports(_stacked([asked], names))

    def pooled(its: FloatArray) -> Range:
        low, middle, high = (float(value) for value in pool(knots, its)[0])
        return Range(low, middle, high)

    equal, cooke = _weights(names, weights)
    return PooledQuantity(
        asked.question,
        asked.unit,
        len(names),
        pooled(equal),
        None if cooke is None else pooled(cooke),
    )


def _chance(asked: Chance, weights: Mapping[str, float] | None) -> PooledChance:
    said = np.array(list(asked.probabilities.values()))

    def pooled(its: FloatArray) -> tuple[Extremised, ...]:
        return tuple(Extremised(a, extremised(said, its, asked.base_rate, a)) for a in FACTORS)

    equal, cooke = _weights(tuple(asked.probabilities), weights)
    return PooledChance(
        asked.question,
        asked.base_rate,
        len(said),
        float(said.min()),
        float(said.max()),
        pooled(equal),
        None if cooke is None else pooled(cooke),
    )


def _weights(
    names: Sequence[str], weights: Mapping[str, float] | None
) -> tuple[FloatArray, FloatArray | None]:
    """Return equal and Cooke's weights of those who answered, each summing to 1."""
    equal = np.full(len(names), 1.0 / len(names))
    if weights is None:
        return equal, None
    own = np.array([weights[name] for name in names])
    return equal, own / own.sum() if own.sum() > 0.0 else None
