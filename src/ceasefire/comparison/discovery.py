"""Scenario discovery: the box of assumptions in which something is the case.

The patient rule induction method (Friedman and Fisher 1999, Statistics and Computing 9), from the
library ema-workbench, which is optional, on the quantities that move the case most. Of a peeling
trajectory the box is taken in which most cases lie beyond the usual share (mass x (density -
share): weighted relative accuracy, Lavrac, Flach and Zupan 1999, ILP), and limits that it can do
without are let go.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from ceasefire.comparison.flips import by_choice, by_fifth
from ceasefire.comparison.outcomes import Outcomes
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray

__all__ = ["QUESTIONS", "Box", "Limit", "boxes", "library_there"]

QUESTIONS: Mapping[str, str] = {
    "helps_most": "the force helps most (the best fifth of the draws)",
    "makes_worse": "the force makes it worse (by one in a hundred or more)",
    "comes": "at least eight tenths of the force come",
}
_MADE_FROM = {
    "helps_most": ("holds", "twin.no_force"),
    "makes_worse": ("holds", "twin.no_force"),
    "comes": ("in_full",),
}
_IN_FULL, _BEST, _MATTERS = 0.8, 0.8, 0.01
_MOST_LIMITS = 3
_MOST_SEARCHED = 10
_MASS, _PEEL = 0.05, 0.1
_ANY = 1e-6  # of the library's two uses of its threshold: a row above it is a case
_IDLE = 0.05
"""A limit goes where the box keeps all but this share of its cases beyond the usual without it."""
_RARE = 0.02
"""A case in fewer draws than this, or in more than the rest, has no box."""
_RESAMPLES, _SEED = 5, 7
_FEWEST = 256


@dataclass(frozen=True, slots=True)
class Limit:
    """One side of a box: the range of a quantity, or the names of a choice.

    ``low`` or ``high`` is None where the box reaches to the end of the quantity's range;
    ``reproduced`` is the share of resamples in which a box of the same coverage, or of the same
    density, limits it too.
    """

    parameter: str
    low: float | None
    high: float | None
    names: tuple[str, ...]
    reproduced: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box in which a case is frequent.

    Attributes
    ----------
    option, question : str
        ``question`` is one of ``QUESTIONS``.
    n : int
        Draws that were looked at.
    share : float
        Of all of them, the share in which it is the case.
    coverage, density, mass : float
        Share of the cases that lie in the box; of the box's draws, the share that are cases; share
        of the draws in it.
    limits : tuple of Limit
    """

    option: str
    question: str
    n: int
    share: float
    coverage: float
    density: float
    mass: float
    limits: tuple[Limit, ...]


def library_there() -> bool:
    """Return whether ema-workbench is installed."""
    from importlib.util import find_spec

    return find_spec("ema_workbench") is not None


def boxes(table: Outcomes, place: int) -> tuple[Box, ...]:
    """Return the boxes of an option that sends a force; none where nothing is to be found.

    Raises
    ------
    ImportError
        If ema-workbench is not installed.
    """
    found = []
    for question, (case, ok) in _cases(table, place).items():
        causes = table.causes(place, *_MADE_FROM[question])
        share = float(case[ok].mean()) if ok.any() else 0.0
        if int(ok.sum()) >= _FEWEST and _RARE <= share <= 1.0 - _RARE:
            box = _told(table, place, question, case, ok, causes)
            if box is not None:
                found.append(box)
    return tuple(found)


def _cases(table: Outcomes, place: int) -> dict[str, tuple[BoolArray, BoolArray]]:
    """Return by question whether it is the case and whether that is known, shape (draws,)."""
    gain = table.values["holds"][place] - table.twins["no_force"][place]
    known = np.isfinite(gain)
    sent = table.in_full[place]
    found = {"comes": (sent >= _IN_FULL, np.isfinite(sent))}
    if known.any():
        best = np.quantile(gain[known], _BEST)
        found["helps_most"] = (gain > max(float(best), 0.0), known)
        found["makes_worse"] = (gain <= -_MATTERS, known)
    return {question: found[question] for question in QUESTIONS if question in found}


def _search(
    table: Outcomes, case: BoolArray, ok: BoolArray, causes: Sequence[str]
) -> tuple[Any, int] | None:
    """Return the library's box and the step of its trajectory that is taken, None without one."""
    with _quiet():
        from ema_workbench.analysis import prim

        search = prim.Prim(
            _experiments(table, ok, _telling(table, case, ok, causes)),
            case[ok].astype(np.int64),
            threshold=_ANY,
            peel_alpha=_PEEL,
            mass_min=_MASS,
        )
        box = search.find_box()
    if box is None:
        return None
    path = box.peeling_trajectory
    share = float(case[ok].mean())
    step = int((path["mass"] * (path["density"] - share)).idxmax())
    return (box, step) if step > 0 else None


def _fewest(
    table: Outcomes, limits: Sequence[Limit], case: BoolArray, ok: BoolArray
) -> tuple[Limit, ...]:
    """Return the limits without those that the box can do without, ``_MOST_LIMITS`` at most."""
    kept = list(limits)
    while kept:
        whole = _beyond(table, kept, case, ok)
        without = [_beyond(table, [*kept[:i], *kept[i + 1 :]], case, ok) for i in range(len(kept))]
        weakest = int(np.argmax(without))
        if len(kept) <= _MOST_LIMITS and without[weakest] < (1.0 - _IDLE) * whole:
            break
        kept.pop(weakest)
    return tuple(kept)


def _beyond(table: Outcomes, limits: Sequence[Limit], case: BoolArray, ok: BoolArray) -> float:
    """Return mass x (density - share) of the box with these limits."""
    inside = _inside(table, limits, ok)
    if not inside.any():
        return 0.0
    return float(inside.sum() / ok.sum() * (case[inside].mean() - case[ok].mean()))


def _told(
    table: Outcomes,
    place: int,
    question: str,
    case: BoolArray,
    ok: BoolArray,
    causes: Sequence[str],
) -> Box | None:
    """Return the box of a case with the few limits that carry it, None where there is none."""
    found = _search(table, case, ok, causes)
    if found is None:
        return None
    box, step = found
    sides, whole = box.box_lims[step], box.box_lims[0]
    all_limits = [
        _limit(table, name, sides[name], ok)
        for name in box.qp[step]
        if list(sides[name]) != list(whole[name])
    ]
    limits = _fewest(table, all_limits, case, ok)
    if not limits:
        return None
    with _quiet():
        again = box.resample(i=step, iterations=_RESAMPLES).max(axis=1)
    inside = _inside(table, limits, ok)
    return Box(
        option=table.options[place],
        question=question,
        n=int(ok.sum()),
        share=float(case[ok].mean()),
        coverage=float((case & inside).sum() / (case & ok).sum()),
        density=float(case[inside].mean()),
        mass=float(inside.sum() / ok.sum()),
        limits=tuple(
            replace(limit, reproduced=round(float(again[limit.parameter]) / 100.0, 3))
            for limit in limits
        ),
    )


def _inside(table: Outcomes, limits: Sequence[Limit], ok: BoolArray) -> BoolArray:
    inside = ok.copy()
    for limit in limits:
        inside &= _within(table, limit)
    return inside


def _limit(table: Outcomes, name: str, side: Any, ok: BoolArray) -> Limit:
    values = list(side)
    if name in table.choices:
        # The library keeps the set of a choice's names in every row.
        return Limit(name, None, None, tuple(sorted(values[0])), 0.0)
    drawn = table.parameters[name][ok]
    low, high = float(values[0]), float(values[-1])
    return Limit(
        name,
        low if low > float(drawn.min()) else None,
        high if high < float(drawn.max()) else None,
        (),
        0.0,
    )


def _within(table: Outcomes, limit: Limit) -> BoolArray:
    drawn = table.parameters[limit.parameter]
    if limit.names:
        codes = [table.choices[limit.parameter].index(name) for name in limit.names]
        return np.isin(drawn, codes)
    low = -np.inf if limit.low is None else limit.low
    high = np.inf if limit.high is None else limit.high
    return np.asarray((drawn >= low) & (drawn <= high))


def _telling(table: Outcomes, case: BoolArray, ok: BoolArray, causes: Sequence[str]) -> list[str]:
    """Return the quantities over whose fifths, or choices, the share of cases varies most."""
    found = cast("FloatArray", case.astype(np.float64))
    moved = {}
    for name in causes:
        drawn = table.parameters[name]
        flip = (
            by_choice(name, table.choices[name], drawn, found, ok)
            if name in table.choices
            else by_fifth(name, drawn, found, ok)
        )
        if flip is not None:
            shares = [group.mean for group in flip.groups]
            moved[name] = max(shares) - min(shares)
    return sorted(moved, key=lambda name: (-moved[name], name))[:_MOST_SEARCHED]


def _experiments(table: Outcomes, ok: BoolArray, names: Sequence[str]) -> Any:
    """Return the sample as the library wants it: a pandas table, choices as categories."""
    import pandas

    def column(name: str) -> Any:
        drawn = table.parameters[name][ok]
        if name not in table.choices:
            return drawn
        return pandas.Categorical.from_codes(drawn.astype(np.int64), list(table.choices[name]))

    return pandas.DataFrame({name: column(name) for name in names})


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library quiet, and its draws from numpy's global stream the same every time."""
    import logging

    state = np.random.get_state()
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.random.seed(_SEED)
        try:
            yield
        finally:
            np.random.set_state(state)
            logging.disable(level)
