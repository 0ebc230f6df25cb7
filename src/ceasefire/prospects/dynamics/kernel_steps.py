"""Parts of a step of the simulation: incidents, a probe, counts, deaths, fighting, shocks."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled_in_place
from ceasefire.prospects.dynamics.ladder import climb, enter
from ceasefire.prospects.dynamics.line import DAYS_A_YEAR
from ceasefire.prospects.dynamics.outcome import Outcome
from ceasefire.prospects.dynamics.probes import FORGETTING, LEARNED_MOST, probe
from ceasefire.prospects.dynamics.random import DETAIL, block, pick
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
    heat,
)

__all__ = [
    "QUIET_DEATHS",
    "Pace",
    "count_fighting",
    "fight",
    "incidents",
    "known",
    "most_probing",
    "pace",
    "probed",
    "quiet_lost",
    "shocked",
]

# Battle deaths in 365 days at which quiet is lost (level H1).
QUIET_DEATHS: Final = 25.0

Whole = NDArray[np.int64]
# Seed, draw, replicate, step.
Step = tuple[int, int, int, int]
# Row of the draw, row of the replicate, epoch, year.
Row = tuple[int, int, int, int]


class Pace(NamedTuple):
    """What a step of a draw brings and leaves."""

    decay: float  # what is left of the excitation
    shock: float  # chance of a shock
    repair: float  # chance of a recommitment
    fading: float  # what is left of a shock
    probes: float  # probes where nothing was learned
    deaths_per_incident: float
    deaths_per_clash: float
    deaths_per_sector: float


@compiled_in_place
def pace(b: BehaviourArrays, deaths: DeathsArrays, d: int, day: float) -> Pace:
    """Return the pace of a draw at steps of this length."""
    return Pace(
        np.exp(-day / b.memory_days[d]),
        1.0 - np.exp(-b.shocks_per_year[d] / DAYS_A_YEAR * day),
        1.0 - np.exp(-b.recommitments_per_year[d] / DAYS_A_YEAR * day),
        np.exp(-day / b.shock_days[d]),
        b.probes_per_year[d] / DAYS_A_YEAR * day,
        deaths.battle_deaths_per_incident[d],
        deaths.battle_deaths_per_clash_day[d] * day,
        deaths.battle_deaths_per_sector_day[d] * day,
    )


@compiled_in_place
def incidents(
    tables: Tables,
    here: Step,
    i: int,
    factor: float,
    scale: float,
    over: float,
    day: float,
    row: Row,
    out: Outcome,
) -> tuple[int, int]:
    """Sample and place the incidents of a step; return them, and segments that start a clash.

    ``i`` is the column of the uniforms made ahead, ``factor`` that on the background, ``scale``
    that in which excitation is kept, ``over`` 1 / it.
    """
    heated, source, excited = tables.heated, tables.source, tables.excited
    reach, value, level = tables.reach, tables.value, tables.level
    rate = factor * heated[-1] + scale * source[-1]
    if rate > BUSY:
        cut = min(MOST * day / rate, 1.0)
        out.capped[row[0], row[1]] += cut < 1.0
        new = scatter(heated, excited, reach, tables.fresh, here, factor * cut, scale * cut)
        return new, busy_step(
            *(source, excited, value, level, tables.clash, tables.seen, tables.fresh),
            *(tables.lifts, here, over),
        )
    new = count(tables.ahead[0, i], rate)
    if not new:
        return 0, 0
    return new, quiet_step(
        *(heated, source, excited, reach, value, level, tables.clash, tables.seen, tables.hits),
        *(tables.lifts, tables.ahead, i, here, new, rate, factor, over),
    )


@compiled_in_place
def known(learned: float, steps: int, day: float) -> float:
    """Return what is left, after so many steps, of what was learned from a probe, in log odds."""
    left: float = learned * FORGETTING ** (steps * day)
    return left


@compiled_in_place
def most_probing(probes: float, learned: float) -> float:
    """Return the most that probing can be until the next probe: what was learned only fades."""
    most: float = probes * np.exp(max(learned, 0.0))
    return most


@compiled_in_place
def probed(
    tables: Tables,
    b: BehaviourArrays,
    f: ForceArrays,
    class_of: Whole,
    here: Step,
    row: Row,
    learned: float,
    marked: int,
    over: float,
    out: Outcome,
) -> tuple[int, int, float]:
    """Probe the line; return incidents added, segments that start a clash, what is then known.

    ``learned`` is what was known before it, in log odds; ``marked`` counts the segments that
    start a clash already.
    """
    d, r, e, y = row
    j, burst, clash = probe(
        *(tables.aim, tables.succeeds, class_of, here, 1.0 - f.response[d, e]),
        *(b.probe_burst[d], b.probe_clash[d]),
    )
    out.probes[d, r, y, 0] += 1.0
    if burst < 0:
        return 0, marked, max(learned - b.learn_failure[d], -LEARNED_MOST)
    out.probes[d, r, y, 1] += 1.0
    tables.seen[j] += burst
    # Side 0 is the aggressor's.
    add(tables.source, tables.excited, tables.value, 2 * j, float(burst), over)
    if clash and tables.level[j] == 0:
        tables.lifts[marked] = j
        marked += 1
    return burst, marked, min(learned + b.learn_success[d], LEARNED_MOST)


@compiled_in_place
def count_fighting(
    tables: Tables,
    f: ForceArrays,
    t: int,
    row: Row,
    fighting: int,
    clashes: int,
    sectors: int,
    out: Outcome,
) -> None:
    """Count the segments that fight, and enter when they first ask for more than there is."""
    d, r, e, _ = row
    for j in tables.active[:fighting]:
        tables.fought[j, tables.level[j]] += 1.0
    need = f.needed_clash[d] * clashes + f.needed_sector[d] * sectors
    if need > f.reserve[d] and out.reinforcement[d, r] < 0:
        out.reinforcement[d, r] = t
    if need > f.reserve[d] + f.deliverable[d, e] and out.shortfall[d, r] < 0:
        out.shortfall[d, r] = t


@compiled_in_place
def quiet_lost(
    tables: Tables, a_step: Pace, t: int, new: int, clashes: int, sectors: int, window: int
) -> tuple[bool, int]:
    """Return whether the deaths of 365 days reach the level, and the counts of those days.

    ``window`` holds incidents, clashes and sectors in 20 bits each, so that one sum moves all.
    """
    ring = tables.ring
    slot = t % len(ring)
    new += (clashes << 20) + (sectors << 40)
    window += new - ring[slot]
    ring[slot] = new
    in_clash, in_sector = (window >> 20) & 0xFFFFF, window >> 40
    dead = tables.elsewhere[t] + a_step.deaths_per_incident * (window & 0xFFFFF)
    dead += a_step.deaths_per_clash * in_clash + a_step.deaths_per_sector * in_sector
    return dead >= QUIET_DEATHS, window


@compiled_in_place
def fight(
    tables: Tables,
    b: BehaviourArrays,
    class_of: Whole,
    joined: NDArray[np.bool_],
    here: Step,
    d: int,
    fighting: int,
    marked: int,
    day: float,
) -> tuple[int, int, int]:
    """Move segments up and down the ladder; return how many fight, clash, fight in a sector."""
    level, after, active = tables.level, tables.after, tables.active
    moved = climb(
        level, after, active, tables.chances, class_of, joined, here, fighting, b.spill[d], day
    )
    found = enter(level, after, active, tables.lifts, fighting, marked)
    if moved or marked:
        heat(tables.heated, tables.base, level, b.clash_heat[d], b.sector_heat[d])
    return found


@compiled_in_place
def shocked(b: BehaviourArrays, a_step: Pace, here: Step, d: int, u: float, shock: float) -> float:
    """Return the shock that is left of earlier ones, with a new one where ``u`` brings it."""
    seed, draw, replicate, t = here
    left = shock * a_step.fading if shock > NOTHING else 0.0
    if u < a_step.shock:
        left -= b.shock_size[d] * np.log(pick(block(seed, draw, replicate, t, DETAIL), 0))
    return left
