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
from ceasefire.prospects.dynamics.ladder import climb, enter
from ceasefire.prospects.dynamics.line import DAYS_A_YEAR
from ceasefire.prospects.dynamics.outcome import Clock, Memory, Outcome
from ceasefire.prospects.dynamics.probes import FORGETTING, LEARNED_MOST, probe
from ceasefire.prospects.dynamics.random import AHEAD, DETAIL, block, pick, steps_ahead
from ceasefire.prospects.dynamics.sampling import (
    BUSY,
    MOST,
    add,
    busy_step,
    count,
    quiet_step,
    scatter,
)
from ceasefire.prospects.dynamics.tables import (
    NOTHING,
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

__all__ = ["QUIET_DEATHS", "run"]

# Battle deaths in 365 days at which quiet is lost (level H1).
QUIET_DEATHS: Final = 25.0
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
    day = clock.day
    heated, source, excited = tables.heated, tables.source, tables.excited
    reach, value, base = tables.reach, tables.value, tables.base
    level, after, active = tables.level, tables.after, tables.active
    chances, clash_chance, ahead = tables.chances, tables.clash, tables.ahead
    seen, fought, ring = tables.seen, tables.fought, tables.ring
    settle, regrow, elsewhere = tables.settle, tables.regrow, tables.elsewhere
    hits, lifts, fresh, collapse = tables.hits, tables.lifts, tables.fresh, tables.collapse
    clash_heat, sector_heat, spill = b.clash_heat[d], b.sector_heat[d], b.spill[d]
    rho = np.exp(-day / b.memory_days[d])
    shock_chance = 1.0 - np.exp(-b.shocks_per_year[d] / DAYS_A_YEAR * day)
    repair_chance = 1.0 - np.exp(-b.recommitments_per_year[d] / DAYS_A_YEAR * day)
    fades = np.exp(-day / b.shock_days[d])
    probing = b.probes_per_year[d] / DAYS_A_YEAR * day
    # What was learned only fades, so this is the most that probing can be until the next probe.
    most_probing = probing * np.exp(max(learned, 0.0))
    per_incident = deaths.battle_deaths_per_incident[d]
    per_clash = deaths.battle_deaths_per_clash_day[d] * day
    per_sector = deaths.battle_deaths_per_sector_day[d] * day
    reserve, arrived = f.reserve[d], f.reserve[d] + f.deliverable[d, e]
    needed_clash, needed_sector = f.needed_clash[d], f.needed_sector[d]
    quiet = out.quiet_lost[d, r] < 0
    scale, over, grows = 1.0, 1.0, 1.0 / rho
    ended = False
    while t < end and not ended:
        here = (seed, draw, replicate, t)
        i = (t - span[0]) & (AHEAD - 1)
        if i == 0:
            steps_ahead(ahead, seed, draw, replicate, t)
        factor = (1.0 + shock) * settle[t] * regrow[t - since]
        rate = factor * heated[-1] + scale * source[-1]
        marked = 0
        if rate > BUSY:
            cut = min(MOST * day / rate, 1.0)
            out.capped[d, r] += cut < 1.0
            new = scatter(heated, excited, reach, fresh, here, factor * cut, scale * cut)
            marked = busy_step(
                *(source, excited, value, level, clash_chance, seen, fresh, lifts, here, over),
            )
        else:
            new = count(ahead[0, i], rate)
            if new:
                marked = quiet_step(
                    heated,
                    source,
                    excited,
                    reach,
                    value,
                    level,
                    clash_chance,
                    seen,
                    hits,
                    lifts,
                    ahead,
                    i,
                    here,
                    new,
                    rate,
                    factor,
                    over,
                )
        u = ahead[2, i]
        if u < most_probing:
            known = learned * FORGETTING ** ((t - learned_at) * day)
            if u < 1.0 - np.exp(-probing * np.exp(known)):
                j, burst, clash = probe(
                    *(tables.aim, tables.succeeds, class_of, here, 1.0 - f.response[d, e]),
                    *(b.probe_burst[d], b.probe_clash[d]),
                )
                out.probes[d, r, y, 0] += 1.0
                learned_at = t
                if burst >= 0:
                    out.probes[d, r, y, 1] += 1.0
                    learned = min(known + b.learn_success[d], LEARNED_MOST)
                    new += burst
                    seen[j] += burst
                    # Side 0 is the aggressor's.
                    add(source, excited, value, 2 * j, float(burst), over)
                    if clash and level[j] == 0:
                        lifts[marked] = j
                        marked += 1
                else:
                    learned = max(known - b.learn_failure[d], -LEARNED_MOST)
                most_probing = probing * np.exp(max(learned, 0.0))
        if fighting:
            new += (clashes << 20) + (sectors << 40)
            for j in active[:fighting]:
                fought[j, level[j]] += 1.0
            need = needed_clash * clashes + needed_sector * sectors
            if need > reserve and out.reinforcement[d, r] < 0:
                out.reinforcement[d, r] = t
            if need > arrived and out.shortfall[d, r] < 0:
                out.shortfall[d, r] = t
        if quiet:
            slot = t % len(ring)
            window += new - ring[slot]
            ring[slot] = new
            dead = elsewhere[t] + per_incident * (window & 0xFFFFF)
            dead += per_clash * ((window >> 20) & 0xFFFFF) + per_sector * (window >> 40)
            if dead >= QUIET_DEATHS:
                out.quiet_lost[d, r] = t
                quiet = False
        if fighting or marked:
            ended = sectors > 0 and ahead[1, i] < collapse[sectors]
            moved = climb(
                level, after, active, chances, class_of, joined, here, fighting, spill, day
            )
            fighting, clashes, sectors = enter(level, after, active, lifts, fighting, marked)
            if moved or marked:
                heat(heated, base, level, clash_heat, sector_heat)
        shock = shock * fades if shock > NOTHING else 0.0
        u = ahead[3, i]
        if u < shock_chance:
            shock -= b.shock_size[d] * np.log(pick(block(seed, draw, replicate, t, DETAIL), 0))
        elif u < shock_chance + repair_chance:
            since = t + 1
        scale *= rho
        over *= grows
        if scale < _LEAST_SCALE:
            renew_sources(source, excited, value, scale)
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
