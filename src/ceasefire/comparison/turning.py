"""On which assumptions an advantage turns: by how much each quantity moves it, variant by variant.

A few dozen draws of one variant cannot tell what one of a hundred quantities does, and variants
are not to be averaged. So what a quantity moves is measured on deviations from each variant's own
mean, over all of them, and is added to each variant's mean: what it does is taken to be the same
in all variants, where it starts from is not. That a sign turns has to show in the variant's own
draws as well: where little can be gained, less is moved too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ceasefire.comparison.flips import Gain, by_choice, by_fifth
from ceasefire.comparison.outcomes import Outcomes
from ceasefire.prospects.variants import VARIANT
from ceasefire.results import FloatArray

__all__ = ["Turn", "turns"]

_TOLD = 3.0
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Turn:
    """What one quantity does to an advantage.

    Attributes
    ----------
    parameter : str
    low_at, high_at : float or str
        Middle of its lowest and its highest fifth; of a choice, the names with the lowest and the
        highest advantage.
    low, high : float
        By how much the advantage there lies above the variant's mean.
    se : float
        Sampling error of ``high - low``.
    turns_in : tuple of str
        Variants in which the advantage has one sign at the low end and the other at the high end,
        both beyond three sampling errors, and in the variant's own draws.
    value : float or None
        Where it crosses zero in the first of them, linear between the ends.
    """

    parameter: str
    low_at: float | str
    high_at: float | str
    low: float
    high: float
    se: float
    turns_in: tuple[str, ...] = ()
    value: float | None = None


def turns(table: Outcomes, gain: FloatArray, causes: Sequence[str]) -> tuple[Turn, ...]:
    """Return what each quantity does to an advantage, most first.

    Parameters
    ----------
    gain : ndarray, shape (draws,)
    causes : sequence of str
        Parameters that it is made from.
    """
    means, apart = _apart(table, gain)
    ok = np.isfinite(apart)
    found = []
    for name in causes:
        if name == VARIANT:
            continue
        drawn = table.parameters[name]
        names = table.choices.get(name)
        flip = (
            by_fifth(name, drawn, apart, ok)
            if names is None
            else by_choice(name, names, drawn, apart, ok)
        )
        if flip is not None and len(flip.groups) > 1:
            groups = list(flip.groups)
            if names is not None:
                groups.sort(key=lambda group: group.mean)
            turn = _turn(name, groups[0], groups[-1], means)
            shown = tuple(v for v in turn.turns_in if _shows(table, gain, v, turn))
            value = turn.value if shown and shown[0] == turn.turns_in[0] else None
            found.append(replace(turn, turns_in=shown, value=value))
    return tuple(sorted(found, key=lambda t: (-abs(t.high - t.low), t.parameter)))


def _apart(table: Outcomes, gain: FloatArray) -> tuple[dict[str, tuple[float, float]], FloatArray]:
    """Return each variant's mean with its error, and the gain less its variant's mean."""
    apart = np.full(len(gain), np.nan)
    means: dict[str, tuple[float, float]] = {}
    for world in table.worlds():
        kept = world.draws & np.isfinite(gain)
        if int(kept.sum()) < _FEWEST:
            continue
        mean = float(gain[kept].mean())
        error = float(gain[kept].std(ddof=1) / kept.sum() ** 0.5)
        means[world.name] = (mean, error)
        apart[kept] = gain[kept] - mean
    return means, apart


def _shows(table: Outcomes, gain: FloatArray, variant: str, turn: Turn) -> bool:
    """Return whether the variant's own draws have opposite signs at the ends of the quantity."""
    draws = next(world.draws for world in table.worlds() if world.name == variant)
    ends = []
    for low, at in ((True, turn.low_at), (False, turn.high_at)):
        drawn = table.parameters[turn.parameter]
        if isinstance(at, str):
            inside = drawn == table.choices[turn.parameter].index(at)
        else:
            edge = np.quantile(drawn, 0.2 if low else 0.8)
            inside = drawn <= edge if low else drawn >= edge
        kept = gain[draws & inside & np.isfinite(gain)]
        ends.append(float(kept.mean()) if len(kept) else 0.0)
    return ends[0] * ends[1] < 0


def _turn(name: str, low: Gain, high: Gain, means: dict[str, tuple[float, float]]) -> Turn:
    turning = [
        variant
        for variant, (mean, error) in means.items()
        if _sign(mean + low.mean, error, low.se) * _sign(mean + high.mean, error, high.se) < 0
    ]
    value = None
    if turning and not isinstance(low.at, str) and not isinstance(high.at, str):
        start = means[turning[0]][0] + low.mean
        value = low.at + (high.at - low.at) * start / (low.mean - high.mean)
    return Turn(
        name,
        low.at,
        high.at,
        low.mean,
        high.mean,
        math.hypot(low.se, high.se),
        tuple(turning),
        value,
    )


def _sign(mean: float, *errors: float) -> int:
    return 0 if abs(mean) <= _TOLD * math.hypot(*errors) else (1 if mean > 0 else -1)
