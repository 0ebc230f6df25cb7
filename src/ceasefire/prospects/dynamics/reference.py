"""The same model in plain NumPy, all histories at once: what the kernel is checked against.

It computes the rate of every side of every segment on every step, and decides by the same words
of random numbers as the kernel, so that the two give the same histories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.philox import LANES
from ceasefire.prospects.dynamics import reference_steps as steps
from ceasefire.prospects.dynamics.behaviour import Behaviour, Deaths, Force, take
from ceasefire.prospects.dynamics.histories import Histories
from ceasefire.prospects.dynamics.line import DAYS_A_YEAR, Line
from ceasefire.prospects.dynamics.reference_state import Made, State, World, count, start
from ceasefire.prospects.dynamics.reference_state import rows as rows_of
from ceasefire.prospects.dynamics.simulation import epochs
from ceasefire.prospects.dynamics.stationary import supercritical

__all__ = ["simulate_reference"]


def simulate_reference(
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
    """Simulate the line as :func:`ceasefire.prospects.dynamics.simulate` does, but slowly."""
    flagged = supercritical(line, behaviour, force)
    histories = np.flatnonzero(np.repeat(~flagged, replicates))
    world = World(
        line,
        take(behaviour, histories // replicates),
        take(force, histories // replicates),
        take(deaths, histories // replicates),
        day=1.0 / steps_per_day,
        key=(seed & 0xFFFFFFFF, LANES.index("dynamics")),
        draw=np.asarray(draws, np.int64)[histories // replicates],
        replicate=histories % replicates,
    )
    state = start(world)
    shape = (len(flagged) * replicates, years, len(line.classes), epochs(years, epoch_days))
    made = Made(*shape)
    a_year, epoch = DAYS_A_YEAR * steps_per_day, epoch_days * steps_per_day
    for t in range(years * a_year):
        e, y = t // epoch, t // a_year
        if t % epoch == 0:
            live = np.flatnonzero(state.live)
            world, state, histories = _rows(world, live), rows_of(state, live), histories[live]
            if not len(live):
                break
            steps.set_doses(world, state, e)
        _step(world, state, made, histories, t, e, y)
    return made.histories(flagged, replicates, world.day)


def _step(
    world: World,
    state: State,
    made: Made,
    histories: NDArray[np.int64],
    t: int,
    e: int,
    y: int,
) -> None:
    """Simulate one step of all histories; those that have ended go on, uncounted."""
    u = world.uniforms(t, 0)
    rates = steps.rates(world, state)
    total = rates.sum(axis=(1, 2))
    busy = total > steps.BUSY
    cut = np.where(busy, np.minimum(steps.MOST * world.day / total, 1.0), 1.0)
    fresh = np.zeros(rates.shape, np.int64)
    clash = np.zeros(rates.shape[:2], np.bool_)
    steps.sample_quiet(world, state, t, u[:, 0], total, ~busy, fresh, clash)
    steps.sample_busy(world, state, t, rates * cut[:, None, None], busy, fresh, clash)
    probed, succeeded = steps.probe(world, state, t, u[:, 2], e, fresh, clash)
    live = state.live
    rows = histories[live]
    made.probes[rows, y, 0] += probed[live]
    made.probes[rows, y, 1] += succeeded[live]
    made.capped[rows] += (cut < 1.0)[live]
    made.steps[rows, y] += 1.0
    counted = np.stack([fresh.sum(axis=2), state.level == 1, state.level == 2], axis=-1)
    by_class = np.zeros((len(live), len(world.line.classes), 3))
    for c in range(len(world.line.classes)):
        by_class[:, c] = counted[:, world.line.class_of == c].sum(axis=1)
    count(world, state, made, rows, by_class, t, e, y)
    sectors = (state.level == 2).sum(axis=1)
    hazard = world.behaviour.spiral_rate * np.float_power(sectors, world.behaviour.spiral_power)
    chance = np.where(sectors > 0, 1.0 - np.exp(-hazard * world.day), 0.0)
    ended = live & (u[:, 1] < chance)
    made.days["spiral"][histories[ended]] = t
    quiet = histories[ended][made.days["quiet"][histories[ended]] < 0]
    made.days["quiet"][quiet] = t
    state.live &= ~ended
    steps.climb(world, state, t, clash)
    steps.pass_time(world, state, t, u[:, 3], fresh)


def _rows(world: World, rows: NDArray[np.int64]) -> World:
    return replace(
        world,
        behaviour=take(world.behaviour, rows),
        force=take(world.force, rows),
        deaths=take(world.deaths, rows),
        draw=world.draw[rows],
        replicate=world.replicate[rows],
    )
