"""Parts of a step of the NumPy reference; the leading axis of every array is the history (H)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.dynamics.line import DAYS_A_YEAR
from ceasefire.prospects.dynamics.reference_state import State, World

__all__ = [
    "BUSY",
    "MOST",
    "climb",
    "pass_time",
    "probe",
    "rates",
    "sample_busy",
    "sample_quiet",
    "set_doses",
]

# The reference states the model anew; a test asserts that its numbers are the kernel's.
BUSY, MOST = 20.0, 512.0
FORGETTING, LEARNED_MOST = 0.999, 3.0
DETAIL, BURST, LADDER, PLACE, SEGMENT = 1, 2, 16, 64, 512

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


def set_doses(world: World, state: State, e: int) -> None:
    """Set the presence of the force in epoch ``e``, after its losses so far."""
    lost = np.exp(-world.force.loss_feedback * state.own_deaths)
    state.dose = world.force.presence[:, :, e] * lost[:, None]


def _dose(world: World, state: State) -> Numbers:
    return state.dose[:, world.line.class_of]


def _damping(world: World, state: State) -> Numbers:
    held = 1.0 - world.force.damping_triggering[:, None] * _dose(world, state)
    return np.maximum((1.0 - world.behaviour.monitoring_damping)[:, None] * held, 0.0)


def _background(world: World, state: State) -> Numbers:
    """Return the background of a side a step, (H, S), with heat, without the common factor."""
    b, dose = world.behaviour, _dose(world, state)
    held = np.exp(-world.force.damping_background[:, None] * dose)
    rate = b.local_rate[:, world.line.class_of] * held + b.spoiler_rate[:, world.line.class_of]
    heat = np.where(state.level == 1, b.clash_heat[:, None], b.sector_heat[:, None])
    return b.unevenness * rate * world.day * np.where(state.level == 0, 1.0, heat)


def _factor(world: World, state: State) -> Numbers:
    b = world.behaviour
    days, since = state.time * world.day, (state.time - state.since) * world.day
    grown = np.exp(b.regrowth * np.minimum(since / b.regrowth_days, 1.0))
    return (1.0 + state.shock) * grown * (1.0 + days / b.settling_days) ** -b.settling


def _unit(world: World) -> Numbers:
    rho = np.exp(-world.day / world.behaviour.memory_days)
    return (1.0 - rho) / rho


def _beside(world: World, values: Numbers) -> tuple[Numbers, Numbers]:
    """Return the values of the neighbours on the left and right, 0 where there are none."""
    left, right = np.zeros_like(values), np.zeros_like(values)
    left[:, 1:] = values[:, :-1] * world.line.joined
    right[:, :-1] = values[:, 1:] * world.line.joined
    return left, right


def rates(world: World, state: State) -> Numbers:
    """Return incidents a step expected on each side of each segment, (H, S, 2)."""
    b = world.behaviour
    background = _factor(world, state)[:, None] * _background(world, state)
    left, right = _beside(world, state.excited.sum(axis=2))
    set_off = (
        b.branching_own[:, None, None] * state.excited
        + b.branching_across[:, None, None] * state.excited[:, :, ::-1]
        + (0.25 * b.branching_next[:, None] * (left + right))[:, :, None]
    )
    damped = (_unit(world)[:, None] * _damping(world, state))[:, :, None]
    return background[:, :, None] + damped * set_off


def poisson(u: Numbers, mean: Numbers) -> Whole:
    """Return Poisson numbers by inversion of their distribution."""
    n = np.zeros(u.shape, np.int64)
    p = np.exp(-mean)
    total = p.copy()
    open_ = np.flatnonzero(u >= total)
    k = 0
    while len(open_) and k < 999:
        k += 1
        p[open_] *= mean[open_] * (1.0 / k)
        total[open_] += p[open_]
        n[open_] = k
        open_ = open_[u[open_] >= total[open_]]
    return n


def sample_quiet(
    world: World,
    state: State,
    t: int,
    u: Numbers,
    total: Numbers,
    quiet: Flags,
    fresh: Whole,
    clash: Flags,
) -> None:
    """Sample the incidents of quiet lines and their places into ``fresh`` and ``clash``."""
    incidents = np.zeros(len(u), np.int64)
    incidents[quiet] = poisson(u[quiet], total[quiet])
    some = np.flatnonzero(incidents)
    if not len(some):
        return
    # Cells in order: background by segment and side; then, by the segment that sets it off, here
    # on either side, on each side to the left, on each side to the right.
    b, few = world.behaviour, state.excited[some]
    background = (_factor(world, state)[:, None] * _background(world, state))[some]
    unit, damping = _unit(world)[some, None], _damping(world, state)
    left, right = (side[some] for side in _beside(world, damping))
    own, across = b.branching_own[some, None, None], b.branching_across[some, None, None]
    here = (unit * damping[some])[:, :, None] * (own * few + across * few[:, :, ::-1])
    near = 0.25 * unit * b.branching_next[some, None] * few.sum(axis=2)
    near = np.stack([near * left, near * left, near * right, near * right], axis=-1)
    cells = np.concatenate(
        [
            np.repeat(background, 2, axis=1),
            np.concatenate([here, near], axis=2).reshape(len(some), -1),
        ],
        axis=1,
    )
    edges = np.cumsum(cells, axis=1)
    _place(world, state, t, (some, incidents[some], total[some]), edges, fresh, clash)


def _place(
    world: World,
    state: State,
    t: int,
    lines: tuple[Whole, Whole, Numbers],
    edges: Numbers,
    fresh: Whole,
    clash: Flags,
) -> None:
    some, incidents, total = lines
    s = world.line.segments
    source, kind = np.divmod(np.arange(6 * s), 6)
    segment = source + np.array([0, 0, -1, -1, 1, 1])[kind]
    where = np.concatenate([np.arange(2 * s), 2 * segment + kind % 2])
    chance = _clash_chance(world, state)
    for i in range(incidents.max()):
        at = np.flatnonzero(incidents > i)
        u = world.uniforms(t, PLACE + i // 2, some[at])[:, 2 * (i % 2) : 2 * (i % 2) + 2]
        cell = (edges[at] <= (u[:, 0] * total[at])[:, None]).sum(axis=1)
        j, side = np.divmod(where[np.minimum(cell, len(where) - 1)], 2)
        h = some[at]
        fresh[h, j, side] += 1
        clash[h, j] |= u[:, 1] < chance[h, j]


def _clash_chance(world: World, state: State) -> Numbers:
    held = np.exp(-world.force.damping_clash[:, None] * _dose(world, state))
    return np.minimum(world.behaviour.clash_chance[:, None] * held, 1.0)


def sample_busy(
    world: World, state: State, t: int, mean: Numbers, busy: Flags, fresh: Whole, clash: Flags
) -> None:
    """Sample each side of each segment of busy lines into ``fresh`` and ``clash``."""
    at = np.flatnonzero(busy)
    if not len(at):
        return
    s = world.line.segments
    blocks = [world.uniforms(t, SEGMENT + k, at) for k in range((2 * s + 3) // 4)]
    u = np.concatenate(blocks, axis=1)[:, : 2 * s].reshape(len(at), s, 2)
    fresh[at] = poisson(u.ravel(), mean[at].ravel()).reshape(u.shape)
    chance = 1.0 - (1.0 - _clash_chance(world, state)[at]) ** fresh[at].sum(axis=2)
    clash[at] |= _ladder_uniforms(world, t, at) < chance


def _ladder_uniforms(world: World, t: int, at: Whole) -> Numbers:
    s = world.line.segments
    blocks = [world.uniforms(t, LADDER + k, at) for k in range((s + 3) // 4)]
    return np.concatenate(blocks, axis=1)[:, :s]


def probe(
    world: World, state: State, t: int, u: Numbers, e: int, fresh: Whole, clash: Flags
) -> tuple[Flags, Flags]:
    """Let the aggressor probe; return which histories saw a probe, and which a success."""
    b = world.behaviour
    probing = b.probes_per_year / DAYS_A_YEAR * world.day
    known = state.learned * FORGETTING ** ((t - state.learned_at) * world.day)
    probed = u < 1.0 - np.exp(-probing * np.exp(known))
    succeeded = np.zeros_like(probed)
    at = np.flatnonzero(probed)
    if not len(at):
        return probed, succeeded
    v, dose = world.uniforms(t, DETAIL, at), _dose(world, state)[at]
    appeal = b.probe_appeal[:, world.line.class_of][at]
    edges = np.cumsum(appeal * np.exp(-b.probe_aim[at, None] * dose), axis=1)
    j = (edges[:, :-1] <= (v[:, 1] * edges[:, -1])[:, None]).sum(axis=1)
    chance = np.minimum(np.exp(-b.probe_failure[at] * dose[np.arange(len(at)), j]), 1.0)
    won = v[:, 2] < chance * (1.0 - world.force.response[at, e])
    up, down = known[at] + b.learn_success[at], known[at] - b.learn_failure[at]
    state.learned[at] = np.clip(np.where(won, up, down), -LEARNED_MOST, LEARNED_MOST)
    state.learned_at[at] = t
    hit, where = at[won], j[won]
    burst = np.floor(b.probe_burst[hit] + world.uniforms(t, BURST, hit)[:, 0])
    fresh[hit, where, 0] += burst.astype(np.int64)
    clash[hit, where] |= v[won, 3] < b.probe_clash[hit]
    succeeded[hit] = True
    return probed, succeeded


def climb(world: World, state: State, t: int, clash: Flags) -> None:
    """Move segments up and down the ladder; ``clash`` (H, S) marks where one may start."""
    b, f, level = world.behaviour, world.force, state.level
    at = np.flatnonzero((level > 0).any(axis=1))
    started = clash & (level == 0)
    if len(at):
        u, dose, was = _ladder_uniforms(world, t, at), _dose(world, state)[at], level[at]
        near = np.add(*_beside(world, (level == 2).astype(float)))[at]
        calms = np.minimum(b.clash_calms[at, None] + b.clash_calms_with_force[at, None] * dose, 1.0)
        grows = b.clash_grows[at, None] * np.exp(-f.damping_growth[at, None] * dose)
        grows = np.minimum(grows + b.spill[at, None] * near, 1.0 - calms)
        if world.day != 1.0:
            both = calms + grows
            share = (1.0 - (1.0 - both) ** world.day) / np.where(both > 0, both, 1.0)
            calms, grows = calms * share, grows * share
        falls = b.sector_calms[at, None] + b.sector_calms_with_force[at, None] * dose
        falls = 1.0 - (1.0 - np.minimum(falls, 1.0)) ** world.day
        from_clash = np.where(u < calms, 0, np.where(u < calms + grows, 2, 1))
        from_sector = np.where(u < falls, 1, 2)
        level[at] = np.where(was == 1, from_clash, np.where(was == 2, from_sector, 0))
    level[started] = 1


def pass_time(world: World, state: State, t: int, u: Numbers, fresh: Whole) -> None:
    """Let excitation and shock decay, and shocks and recommitments happen."""
    b = world.behaviour
    decay = np.exp(-world.day / b.memory_days)[:, None, None]
    state.excited = decay * (state.excited + fresh)
    state.excited[state.excited < 1e-12] = 0.0
    state.shock = np.where(state.shock > 1e-12, state.shock * np.exp(-world.day / b.shock_days), 0)
    shocked = 1.0 - np.exp(-b.shocks_per_year / DAYS_A_YEAR * world.day)
    repaired = 1.0 - np.exp(-b.recommitments_per_year / DAYS_A_YEAR * world.day)
    at = np.flatnonzero(u < shocked)
    if len(at):
        state.shock[at] -= b.shock_size[at] * np.log(world.uniforms(t, DETAIL, at)[:, 0])
    state.since[(u >= shocked) & (u < shocked + repaired)] = t + 1
    state.time += 1
