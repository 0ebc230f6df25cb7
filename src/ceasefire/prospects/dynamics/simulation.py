"""Simulate a ceasefire line: many histories of many draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.errors import UsageError
from ceasefire.prospects.dynamics.behaviour import Behaviour, Deaths, Force
from ceasefire.prospects.dynamics.histories import Histories
from ceasefire.prospects.dynamics.line import DAYS_A_YEAR, Line
from ceasefire.prospects.dynamics.stationary import supercritical

if TYPE_CHECKING:
    from ceasefire.prospects.dynamics.outcome import Outcome

__all__ = ["epochs", "simulate"]

_MOST_YEARS: Final = 99
_MOST_STEPS: Final = 24
_BY_EPOCH: Final = ("response", "deliverable", "battle_deaths_elsewhere")
_ABOVE_ZERO: Final = ("memory_days", "shock_days", "regrowth_days", "settling_days")


def epochs(years: int, epoch_days: int = 30) -> int:
    """Return the number of epochs E that a horizon needs, the last one perhaps cut short."""
    return -(-years * DAYS_A_YEAR // epoch_days)


def simulate(
    line: Line,
    behaviour: Behaviour,
    force: Force,
    deaths: Deaths,
    *,
    seed: int,
    draws: Sequence[int] | NDArray[np.int64],
    replicates: int,
    years: int,
    epoch_days: int = 30,
    steps_per_day: int = 1,
) -> Histories:
    """Simulate the line day by day: incidents, clashes, sector fighting, spiral.

    The model is a discrete-time Hawkes process on two sides of each segment with a ladder of
    fighting above it. Incidents have no severity: one sets off as many others as the next.

    Parameters
    ----------
    line : Line
    behaviour, force, deaths : Behaviour, Force, Deaths
        Row i belongs to ``draws[i]``.
    seed : int
    draws : sequence of int, length D
        Global numbers of the draws: the results of a draw depend on its number, not on which
        others are simulated with it.
    replicates : int
        Histories of each draw, R.
    years : int
        Horizon of 1 to 99 years, each of 365 days.
    epoch_days : int
        Days for which presence and response stay as they are.
    steps_per_day : int
        Steps of the grid of time a day. Rates and chances stay those of a day.

    Returns
    -------
    Histories

    Raises
    ------
    UsageError
        If horizon, replicates, epoch or step are out of range.
    ValueError
        If an array has the wrong shape, is not finite, or a time scale is not above zero.
    """
    from ceasefire.prospects.dynamics import kernel, outcome, tables

    _check_sizes(years, replicates, epoch_days, steps_per_day)
    numbers = np.asarray(draws, dtype=np.int64)
    n, e = len(numbers), epochs(years, epoch_days)
    classes = len(line.classes)
    b = tables.BehaviourArrays(*_arrays(behaviour, n, line, e))
    f = tables.ForceArrays(*_arrays(force, n, line, e))
    off = tables.DeathsArrays(*_arrays(deaths, n, line, e))
    flagged = supercritical(line, behaviour, force)
    pair = (n, replicates)
    out = outcome.Outcome(
        spiral=np.full(pair, -1, np.int32),
        quiet_lost=np.full(pair, -1, np.int32),
        reinforcement=np.full(pair, -1, np.int32),
        shortfall=np.full(pair, -1, np.int32),
        counts=np.zeros((*pair, years, classes, 3)),
        met=np.zeros((*pair, years, classes, 3)),
        by_epoch=np.zeros((*pair, e)),
        probes=np.zeros((*pair, years, 2)),
        capped=np.zeros(pair, np.int32),
        steps=np.zeros((*pair, years)),
    )
    a_day, a_year = steps_per_day, DAYS_A_YEAR * steps_per_day
    clock = outcome.Clock(years * a_year, epoch_days * a_day, a_year, 1.0 / a_day)
    kernel.run(
        tables.empty_tables(line.segments, classes, clock.steps, a_day),
        *(b, f, off, np.ascontiguousarray(line.class_of, np.int64)),
        *(np.ascontiguousarray(line.joined, np.bool_), clock, seed & 0xFFFFFFFF),
        *(numbers, ~flagged, out),
    )
    return _histories(out, flagged, a_day)


def _histories(out: Outcome, flagged: NDArray[np.bool_], a_day: int) -> Histories:
    days = [np.where(step >= 0, step // a_day, -1).astype(np.int32) for step in out[:4]]
    day = 1.0 / a_day
    return Histories(
        supercritical=flagged,
        spiral_day=days[0],
        quiet_lost_day=days[1],
        reinforcement_day=days[2],
        shortfall_day=days[3],
        incidents=out.counts[..., 0].copy(),
        clash_days=out.counts[..., 1] * day,
        sector_days=out.counts[..., 2] * day,
        incidents_met=out.met[..., 0].copy(),
        clash_days_met=out.met[..., 1] * day,
        sector_days_met=out.met[..., 2] * day,
        incidents_by_epoch=out.by_epoch,
        probes=out.probes[..., 0].copy(),
        probes_succeeded=out.probes[..., 1].copy(),
        capped=out.capped,
        days_counted=out.steps * day,
    )


def _check_sizes(years: int, replicates: int, epoch_days: int, steps_per_day: int) -> None:
    if not 1 <= years <= _MOST_YEARS:
        raise UsageError(f"the horizon is {years} years: give 1 to {_MOST_YEARS}")
    if replicates < 1:
        raise UsageError(f"replicates is {replicates}: give at least 1")
    if not 1 <= epoch_days <= DAYS_A_YEAR:
        raise UsageError(f"an epoch has {epoch_days} days: give 1 to {DAYS_A_YEAR}")
    if not 1 <= steps_per_day <= _MOST_STEPS:
        raise UsageError(f"a day has {steps_per_day} steps: give 1 to {_MOST_STEPS}")


def _arrays(
    record: Behaviour | Force | Deaths, draws: int, line: Line, epoch_count: int
) -> Iterator[NDArray[np.float64]]:
    """Give the arrays of a record in order, checked and laid out as the kernel reads them."""
    classes = len(line.classes)
    shapes = {
        **dict.fromkeys(("local_rate", "spoiler_rate", "probe_appeal"), (draws, classes)),
        **dict.fromkeys(_BY_EPOCH, (draws, epoch_count)),
        "unevenness": (draws, line.segments),
        "presence": (draws, classes, epoch_count),
    }
    for field in fields(record):
        values = np.ascontiguousarray(getattr(record, field.name), np.float64)
        shape = shapes.get(field.name, (draws,))
        if values.shape != shape:
            raise ValueError(f"{field.name} has shape {values.shape}, not {shape}")
        if not np.isfinite(values).all():
            raise ValueError(f"{field.name} has values that are not finite")
        if field.name in _ABOVE_ZERO and not (values > 0).all():
            raise ValueError(f"{field.name} has values that are not above zero")
        yield values
