"""Working tables of the kernel: what a draw, a dose and a level of fighting make of the rates.

Nothing here is random. Tables by sector class are filled again only where the dose has changed,
which is at most once an epoch.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import fields
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled_in_place
from ceasefire.prospects.dynamics.behaviour import Behaviour, Deaths, Force
from ceasefire.prospects.dynamics.line import DAYS_A_YEAR, MOST_SEGMENTS
from ceasefire.prospects.dynamics.random import AHEAD

__all__ = [
    "NOTHING",
    "BehaviourArrays",
    "DeathsArrays",
    "ForceArrays",
    "Tables",
    "clear",
    "draw_tables",
    "empty_tables",
    "heat",
    "renew_sources",
    "set_dose",
    "set_segments",
    "step_chance",
]

# Excitation below this is dropped, before it reaches numbers the processor is slow with.
NOTHING: Final = 1e-12

# Numba reads named tuples of arrays, not dataclasses; the names stay the same.
if TYPE_CHECKING:
    BehaviourArrays = Behaviour
    DeathsArrays = Deaths
    ForceArrays = Force
else:
    BehaviourArrays = namedtuple("BehaviourArrays", [field.name for field in fields(Behaviour)])
    DeathsArrays = namedtuple("DeathsArrays", [field.name for field in fields(Deaths)])
    ForceArrays = namedtuple("ForceArrays", [field.name for field in fields(Force)])

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


class Tables(NamedTuple):
    """Scratch of one kernel call. T steps in the horizon, W steps in 365 days.

    ``heated`` and ``source`` are running sums over segments, filled up with their totals to a
    fixed length, so that a place on the line is found by counting the entries below a number.
    """

    # by sector class (C,): dose and what it makes of each rate and chance
    dose: Numbers
    background: Numbers
    damping: Numbers
    aim: Numbers
    succeeds: Numbers
    chances: Numbers  # (C, 4): an incident clashes; a clash calms, grows; sector fighting falls
    # by segment (S,); the running sums are longer
    base: Numbers
    reach: Numbers  # (4 S,): what excitation here sets off: own side, across, each side left, right
    clash: Numbers  # chance that an incident clashes
    value: Numbers  # what a unit of excitation adds to the rate of the whole line
    heated: Numbers
    source: Numbers
    excited: Numbers  # (2 S,) by segment and side
    level: Whole
    after: Whole
    active: Whole
    fresh: Whole  # (2 S,) incidents of a busy step
    hits: Whole  # (128,) places of the incidents of a quiet step
    lifts: Whole  # (128,) segments where a clash starts
    # by draw
    collapse: Numbers  # (S + 1,) chance a step by segments in sector fighting
    settle: Numbers  # (T,)
    regrow: Numbers  # (T,)
    elsewhere: Numbers  # (T,) battle deaths off the line in the last 365 days
    # by history
    ring: Whole  # (W,)
    seen: Numbers  # (S,) incidents of a stretch
    fought: Numbers  # (S, 3) its steps at each level above 0
    ahead: Numbers  # (8, AHEAD) uniforms of the next steps


def empty_tables(segments: int, classes: int, steps: int, steps_per_day: int) -> Tables:
    """Return scratch of the right sizes."""
    # Whole vectors of the processor.
    wide = -(-segments // 8) * 8
    return Tables(
        dose=np.zeros(classes),
        background=np.zeros(classes),
        damping=np.zeros(classes),
        aim=np.zeros(classes),
        succeeds=np.zeros(classes),
        chances=np.zeros((classes, 4)),
        base=np.zeros(segments),
        reach=np.zeros(4 * segments),
        clash=np.zeros(segments),
        value=np.zeros(segments),
        heated=np.zeros(wide),
        source=np.zeros(wide),
        excited=np.zeros(2 * segments),
        level=np.zeros(segments, np.int64),
        after=np.zeros(segments, np.int64),
        active=np.zeros(segments, np.int64),
        fresh=np.zeros(2 * segments, np.int64),
        hits=np.zeros(2 * MOST_SEGMENTS, np.int64),
        lifts=np.zeros(2 * MOST_SEGMENTS, np.int64),
        collapse=np.zeros(segments + 1),
        settle=np.zeros(steps),
        regrow=np.zeros(steps),
        elsewhere=np.zeros(steps),
        ring=np.zeros(DAYS_A_YEAR * steps_per_day, np.int64),
        seen=np.zeros(segments),
        fought=np.zeros((segments, 3)),
        ahead=np.zeros((8, AHEAD)),
    )


@compiled_in_place
def clear(tables: Tables) -> None:
    """Set everything that belongs to one history to its start."""
    tables.excited[:] = 0.0
    tables.level[:] = 0
    tables.ring[:] = 0
    tables.seen[:] = 0.0
    tables.fought[:] = 0.0


@compiled_in_place
def step_chance(daily: float, day: float) -> float:
    """Return the chance a step of something that has this chance a day."""
    return daily if day == 1.0 else 1.0 - (1.0 - daily) ** day


@compiled_in_place
def draw_tables(
    tables: Tables, b: BehaviourArrays, off_line: Numbers, d: int, epoch: int, day: float
) -> None:
    """Fill what depends on the draw alone; ``epoch`` in steps, ``day`` the length of a step."""
    tables.dose[:] = np.nan
    for n in range(len(tables.collapse)):
        hazard = b.spiral_rate[d] * float(n) ** b.spiral_power[d] if n else 0.0
        tables.collapse[n] = 1.0 - np.exp(-hazard * day)
    period, scale = b.regrowth_days[d], b.settling_days[d]
    window = len(tables.ring)
    deaths = 0.0
    for t in range(len(tables.settle)):
        tables.settle[t] = (1.0 + t * day / scale) ** -b.settling[d] if b.settling[d] else 1.0
        grown = min(t * day / period, 1.0)
        tables.regrow[t] = np.exp(b.regrowth[d] * grown) if b.regrowth[d] else 1.0
        deaths += off_line[d, t // epoch] * day
        if t >= window:
            deaths -= off_line[d, (t - window) // epoch] * day
        tables.elsewhere[t] = deaths


@compiled_in_place
def set_dose(
    tables: Tables, b: BehaviourArrays, f: ForceArrays, d: int, e: int, lost: float, day: float
) -> bool:
    """Fill the tables by class for the dose of epoch ``e``; return whether any dose changed.

    ``lost`` is the factor that own losses leave of the presence.
    """
    changed = False
    for c in range(len(tables.dose)):
        dose = f.presence[d, c, e] * lost
        if dose == tables.dose[c]:
            continue
        changed = True
        tables.dose[c] = dose
        local = b.local_rate[d, c] * np.exp(-f.damping_background[d] * dose)
        tables.background[c] = (local + b.spoiler_rate[d, c]) * day
        kept = (1.0 - b.monitoring_damping[d]) * (1.0 - f.damping_triggering[d] * dose)
        tables.damping[c] = max(kept, 0.0)
        tables.aim[c] = b.probe_appeal[d, c] * np.exp(-b.probe_aim[d] * dose)
        tables.succeeds[c] = min(np.exp(-b.probe_failure[d] * dose), 1.0)
        calms = b.clash_calms[d] + b.clash_calms_with_force[d] * dose
        falls = b.sector_calms[d] + b.sector_calms_with_force[d] * dose
        tables.chances[c, 0] = min(b.clash_chance[d] * np.exp(-f.damping_clash[d] * dose), 1.0)
        tables.chances[c, 1] = min(calms, 1.0)
        tables.chances[c, 2] = b.clash_grows[d] * np.exp(-f.damping_growth[d] * dose)
        tables.chances[c, 3] = step_chance(min(falls, 1.0), day)
    return changed


@compiled_in_place
def set_segments(
    tables: Tables,
    b: BehaviourArrays,
    class_of: Whole,
    joined: NDArray[np.bool_],
    d: int,
    unit: float,
) -> None:
    """Fill background, reach and value by segment from the tables by class.

    ``unit`` is (1 - rho) / rho: what a unit of excitation adds where each incident sets off one.
    """
    segments = len(class_of)
    near = 0.25 * b.branching_next[d]
    for j in range(segments):
        c = class_of[j]
        tables.base[j] = 2.0 * b.unevenness[d, j] * tables.background[c]
        own = b.branching_own[d] * tables.damping[c]
        across = b.branching_across[d] * tables.damping[c]
        left, right = 0.0, 0.0
        if j > 0 and joined[j - 1]:
            left = near * tables.damping[class_of[j - 1]]
        if j < segments - 1 and joined[j]:
            right = near * tables.damping[class_of[j + 1]]
        tables.clash[j] = tables.chances[c, 0]
        tables.reach[4 * j], tables.reach[4 * j + 1] = unit * own, unit * across
        tables.reach[4 * j + 2], tables.reach[4 * j + 3] = unit * left, unit * right
        tables.value[j] = unit * (own + across + 2.0 * (left + right))


@compiled_in_place
def heat(
    heated: Numbers, base: Numbers, level: Whole, clash_heat: float, sector_heat: float
) -> None:
    """Fill the running sum of background rates, hotter where there is fighting."""
    total = 0.0
    segments = len(base)
    for j in range(segments):
        factor = 1.0 if level[j] == 0 else (clash_heat if level[j] == 1 else sector_heat)
        total += base[j] * factor
        heated[j] = total
    for j in range(segments, len(heated)):
        heated[j] = total


@compiled_in_place
def renew_sources(source: Numbers, excited: Numbers, value: Numbers, scale: float) -> None:
    """Bring the excitation to scale 1, drop what is next to nothing, renew the running sum."""
    total = 0.0
    segments = len(value)
    for j in range(segments):
        for where in range(2 * j, 2 * j + 2):
            left = excited[where] * scale
            excited[where] = left if left >= NOTHING else 0.0
        total += value[j] * (excited[2 * j] + excited[2 * j + 1])
        source[j] = total
    for j in range(segments, len(source)):
        source[j] = total
