"""The simulation of a line, step by step, history by history.

On a step without incidents nothing is done by segment: all excitation decays by the same factor,
so its effect on the rate of the whole line is one number, and the segments are looked at only
when an incident needs a place or fighting moves.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled_in_place
from ceasefire.prospects.dynamics.kernel_steps import (
    count_fighting,
    fight,
    incidents,
    known,
    most_probing,
    pace,
    probed,
    quiet_lost,
    shocked,
)
from ceasefire.prospects.dynamics.outcome import Clock, Memory, Outcome
from ceasefire.prospects.dynamics.random import AHEAD, steps_ahead
from ceasefire.prospects.dynamics.tables import (
    BehaviourArrays,
    DeathsArrays,
    ForceArrays,
    Tables,
    clear,
    draw_tables,
    heat,
    renew_sources,
    set_dose,
    set_segments,
)

__all__ = ["run"]

# Below this scale the excitation is brought back to scale 1, long before numbers run out.
_LEAST_SCALE: Final = 1e-150

Whole = NDArray[np.int64]


@compiled_in_place
def stretch(
    tables: Tables,
    b: BehaviourArrays,
    f: ForceArrays,
    deaths: DeathsArrays,
    class_of: Whole,
    joined: NDArray[np.bool_],
    clock: Clock,
    at: tuple[int, int, int, int, int],
    span: tuple[int, int, int, int],
    was: Memory,
    out: Outcome,
) -> tuple[int, bool, float, Memory]:
    """Simulate the steps of one epoch within one year; ``span`` is (first, end, epoch, year).

    ``at`` is (seed, draw, replicate, row of the draw, row of the replicate). Returns the step
    after the last, whether the line collapsed, the scale of the excitation, and what to remember.
    """
    seed, draw, replicate, d, r = at
    t, end, e, y = span
    fighting, clashes, sectors, window, since, learned_at, learned, shock = was
    row, day, ahead = (d, r, e, y), clock.day, tables.ahead
    a_step = pace(b, deaths, d, day)
    probing = most_probing(a_step.probes, learned)
    quiet = out.quiet_lost[d, r] < 0
    scale, over, grows = 1.0, 1.0, 1.0 / a_step.decay
    ended = False
    while t < end and not ended:
        here = (seed, draw, replicate, t)
        i = (t - span[0]) & (AHEAD - 1)
        if i == 0:
            steps_ahead(ahead, seed, draw, replicate, t)
        factor = (1.0 + shock) * tables.settle[t] * tables.regrow[t - since]
        new, marked = incidents(tables, here, i, factor, scale, over, day, row, out)
        if ahead[2, i] < probing:
            left = known(learned, t - learned_at, day)
            if ahead[2, i] < 1.0 - np.exp(-a_step.probes * np.exp(left)):
                burst, marked, learned = probed(
                    tables, b, f, class_of, here, row, left, marked, over, out
                )
                new += burst
                learned_at = t
                probing = most_probing(a_step.probes, learned)
        if fighting:
            count_fighting(tables, f, t, row, fighting, clashes, sectors, out)
        if quiet:
            lost, window = quiet_lost(tables, a_step, t, new, clashes, sectors, window)
            if lost:
                out.quiet_lost[d, r] = t
                quiet = False
        if fighting or marked:
            ended = sectors > 0 and ahead[1, i] < tables.collapse[sectors]
            fighting, clashes, sectors = fight(
                tables, b, class_of, joined, here, d, fighting, marked, day
            )
        u = ahead[3, i]
        shock = shocked(b, a_step, here, d, u, shock)
        if a_step.shock <= u < a_step.shock + a_step.repair:
            since = t + 1
        scale *= a_step.decay
        over *= grows
        if scale < _LEAST_SCALE:
            renew_sources(tables.source, tables.excited, tables.value, scale)
            scale, over = 1.0, 1.0
        t += 1
    now = Memory(fighting, clashes, sectors, window, since, learned_at, learned, shock)
    return t, ended, scale, now


@compiled_in_place
def close(
    tables: Tables,
    f: ForceArrays,
    class_of: Whole,
    row: tuple[int, int, int, int],
    day: float,
    out: Outcome,
) -> float:
    """Enter the counts of a stretch; return the own deaths expected in it.

    ``row`` is (row of the draw, row of the replicate, epoch, year).
    """
    d, r, e, y = row
    own = 0.0
    for j in range(len(class_of)):
        c = class_of[j]
        dose, fought = tables.dose[c], tables.fought[j]
        fought[0] = tables.seen[j]
        days = f.deaths_per_clash_day[d] * fought[1] + f.deaths_per_sector_day[d] * fought[2]
        own += dose * (f.deaths_per_incident[d] * fought[0] + days * day)
        out.by_epoch[d, r, e] += fought[0]
        for i in range(3):
            out.counts[d, r, y, c, i] += fought[i]
            out.met[d, r, y, c, i] += fought[i] * dose
            fought[i] = 0.0
        tables.seen[j] = 0.0
    return own


@compiled_in_place
def history(
    tables: Tables,
    b: BehaviourArrays,
    f: ForceArrays,
    deaths: DeathsArrays,
    class_of: Whole,
    joined: NDArray[np.bool_],
    clock: Clock,
    at: tuple[int, int, int, int, int],
    out: Outcome,
) -> None:
    """Simulate one history; ``at`` is (seed, draw, replicate, row of draw, row of replicate)."""
    _, _, _, d, r = at
    rho = np.exp(-clock.day / b.memory_days[d])
    clear(tables)
    kept = Memory(0, 0, 0, 0, 0, 0, 0.0, 0.0)
    own_deaths = 0.0
    scale = 1.0
    ended = False
    t = 0
    while t < clock.steps and not ended:
        e, y = t // clock.epoch, t // clock.year
        if t % clock.epoch == 0:
            lost = np.exp(-f.loss_feedback[d] * own_deaths)
            if set_dose(tables, b, f, d, e, lost, clock.day):
                set_segments(tables, b, class_of, joined, d, (1.0 - rho) / rho)
            heat(tables.heated, tables.base, tables.level, b.clash_heat[d], b.sector_heat[d])
        renew_sources(tables.source, tables.excited, tables.value, scale)
        first = t
        end = min((e + 1) * clock.epoch, (y + 1) * clock.year, clock.steps)
        t, ended, scale, kept = stretch(
            tables, b, f, deaths, class_of, joined, clock, at, (t, end, e, y), kept, out
        )
        out.steps[d, r, y] += t - first
        own_deaths += close(tables, f, class_of, (d, r, e, y), clock.day, out)
    if ended:
        out.spiral[d, r] = t - 1
        if out.quiet_lost[d, r] < 0:
            out.quiet_lost[d, r] = t - 1


@compiled_in_place
def run(
    tables: Tables,
    b: BehaviourArrays,
    f: ForceArrays,
    deaths: DeathsArrays,
    class_of: Whole,
    joined: NDArray[np.bool_],
    clock: Clock,
    seed: int,
    draws: Whole,
    simulated: NDArray[np.bool_],
    out: Outcome,
) -> None:
    """Simulate all replicates of the draws that are marked; ``draws`` are their global numbers."""
    for d in range(len(draws)):
        if not simulated[d]:
            continue
        draw_tables(tables, b, deaths.battle_deaths_elsewhere, d, clock.epoch, clock.day)
        for r in range(out.spiral.shape[1]):
            at = (seed, draws[d], r, d, r)
            history(tables, b, f, deaths, class_of, joined, clock, at, out)
