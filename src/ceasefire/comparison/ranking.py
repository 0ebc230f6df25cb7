"""How options stand against each other in each world: regret, dominance, what satisfies.

Worlds are never averaged: each structural choice keeps its names apart, and a reader sees the
range between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ceasefire.comparison.outcomes import OUTCOMES, Outcome, Outcomes, World
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray

__all__ = [
    "LIMITS",
    "Difference",
    "Standing",
    "Verdicts",
    "differences",
    "dominated",
    "satisfied",
    "standings",
]

_BETTER, _WORSE = 3.0, 2.0
"""Sampling errors from which a difference counts as better, and up to which as no worse."""
_IN_FULL = 0.8
_FEWEST = 10

LIMITS: Mapping[str, str] = {
    "holds_no_worse": "holds at least as well as with no force",
    "comes_in_full": "at least eight tenths of the force come",
    "within_europes_aid": "costs a year no more than Europe’s military aid today",
    "flank_untouched": "takes nobody from the eastern flank",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One option by one outcome in one world.

    Attributes
    ----------
    mean, se : float
        Over the draws of the world; ``se`` is the sampling error, of plain random draws.
    n : int
        Draws in which every compared option has an answer.
    regret : float
        By how much the best mean is better than this one: what a wrong choice costs in the world.
    regret_p50, regret_p95 : float
        By how much the best of the draw is better, in the middle and in one draw of twenty.
    best_share : float
        Share of the draws in which no option is better.
    """

    mean: float
    se: float
    n: int
    regret: float
    regret_p50: float
    regret_p95: float
    best_share: float


@dataclass(frozen=True, slots=True)
class Difference:
    """An option less another on the same draws: mean, sampling error, draws."""

    mean: float
    se: float
    n: int

    @property
    def sign(self) -> int:
        """1 or -1 where the mean lies more than three errors from zero, else 0."""
        return 0 if abs(self.mean) <= _BETTER * self.se else (1 if self.mean > 0 else -1)


Verdicts = Mapping[str, Mapping[str, float | None]]


def standings(table: Outcomes, outcome: Outcome, world: World) -> dict[str, Standing]:
    """Return how the options with an answer stand by an outcome in a world."""
    places = table.answered(outcome.name)
    ok = world.draws & table.common(places, outcome.name)
    n = int(ok.sum())
    if not places or n < _FEWEST:
        return {}
    values = table.values[outcome.name][list(places)][:, ok]
    gains = values if outcome.more else -values
    lost = gains.max(axis=0) - gains
    means = gains.mean(axis=1)
    return {
        table.options[place]: Standing(
            mean=float(values[row].mean()),
            se=_error(values[row]),
            n=n,
            regret=float(means.max() - means[row]),
            regret_p50=float(np.quantile(lost[row], 0.5)),
            regret_p95=float(np.quantile(lost[row], 0.95)),
            best_share=float((lost[row] <= 0).mean()),
        )
        for row, place in enumerate(places)
    }


def differences(
    table: Outcomes, values: FloatArray, other: FloatArray, world: World
) -> Difference | None:
    """Return the paired difference of two arrays over the draws of a world, None with too few."""
    gap = (values - other)[world.draws]
    known = gap[np.isfinite(gap)]
    if len(known) < _FEWEST:
        return None
    return Difference(float(known.mean()), _error(known), len(known))


def dominated(table: Outcomes, world: World) -> dict[str, tuple[str, ...]]:
    """Return by option those that are no worse by any outcome in a world, and better by one.

    No worse is: not by more than two sampling errors of the paired difference; better: by more
    than three. Only options with an answer to every outcome that any option has one to.
    """
    asked = [outcome for outcome in OUTCOMES if table.answered(outcome.name)]
    places = [
        place
        for place in range(len(table.options))
        if all(place in table.answered(outcome.name) for outcome in asked)
    ]
    ok = world.draws & table.common(places, *(outcome.name for outcome in asked))
    if not asked or not places or int(ok.sum()) < _FEWEST:
        return {}
    gains = np.stack(
        [(1.0 if o.more else -1.0) * table.values[o.name][places][:, ok] for o in asked]
    )
    return {
        table.options[place]: tuple(
            table.options[other]
            for rank, other in enumerate(places)
            if other != place and _dominates(gains[:, rank], gains[:, row])
        )
        for row, place in enumerate(places)
    }


def satisfied(table: Outcomes, world: World) -> Verdicts:
    """Return by option the share of draws in which it keeps within each limit, and within all.

    None where the limit does not apply: nobody has to come where nobody is sent.
    """
    found: dict[str, dict[str, float | None]] = {}
    for place, option in enumerate(table.options):
        kept = _kept(table, place)
        if kept is None:
            continue
        known = np.all([ok for _, ok in kept.values()], axis=0) & world.draws
        if int(known.sum()) < _FEWEST:
            continue
        passed = {name: float(met[known].mean()) for name, (met, _) in kept.items()}
        every = np.all([met for met, _ in kept.values()], axis=0)
        found[option] = {
            **{name: passed.get(name) for name in LIMITS},
            "all": float(every[known].mean()),
        }
    return found


def _kept(table: Outcomes, place: int) -> dict[str, tuple[BoolArray, BoolArray]] | None:
    """Return by limit whether it is kept in each draw and whether that is known, (draws,)."""
    holds, none = table.values["holds"][place], table.twins["no_force"][place]
    cost, flank = table.values["cost"][place], table.values["flank"][place]
    europe = table.aid["aid_europe"]
    kept: dict[str, tuple[BoolArray, BoolArray]] = {}
    if np.isfinite(holds).any() and np.isfinite(none).any():
        kept["holds_no_worse"] = holds >= none, np.isfinite(holds - none)
    if table.sends(place) and np.isfinite(table.in_full[place]).any():
        kept["comes_in_full"] = table.in_full[place] >= _IN_FULL, np.isfinite(table.in_full[place])
    if np.isfinite(cost).any() and np.isfinite(europe).any():
        kept["within_europes_aid"] = cost <= europe, np.isfinite(cost - europe)
    if np.isfinite(flank).any():
        kept["flank_untouched"] = flank < 1.0, np.isfinite(flank)
    needed = {"holds_no_worse", "within_europes_aid"} <= set(kept)
    return kept if needed and (not table.sends(place) or "comes_in_full" in kept) else None


def _dominates(ours: FloatArray, theirs: FloatArray) -> bool:
    """Return whether gains, shape (outcomes, draws), are nowhere worse and somewhere better."""
    gap = ours - theirs
    means = gap.mean(axis=1)
    errors = gap.std(axis=1, ddof=1) / gap.shape[1] ** 0.5
    return bool((means >= -_WORSE * errors).all() and (means > _BETTER * errors).any())


def _error(values: Sequence[float] | FloatArray) -> float:
    kept = np.asarray(values)
    return float(kept.std(ddof=1) / len(kept) ** 0.5) if len(kept) > 1 else float("nan")
