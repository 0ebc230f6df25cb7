"""The ladder of fighting on a segment: incidents, local clash, sector fighting, and back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled_in_place
from ceasefire.prospects.dynamics.random import LADDER, block, pick
from ceasefire.prospects.dynamics.tables import step_chance

__all__ = ["climb", "enter"]

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@compiled_in_place
def climb(
    level: Whole,
    after: Whole,
    active: Whole,
    chances: Numbers,
    class_of: Whole,
    joined: NDArray[np.bool_],
    at: tuple[int, int, int, int],
    fighting: int,
    spill: float,
    day: float,
) -> int:
    """Find the next level of each segment that is fighting; return how many move.

    The first ``fighting`` entries of ``active`` are the segments, ``at`` is (seed, draw,
    replicate, step). All look at the levels of the start of the step.
    """
    seed, draw, replicate, step = at
    moved = 0
    for i in range(fighting):
        j = active[i]
        c = class_of[j]
        u = pick(block(seed, draw, replicate, step, LADDER + (j >> 2)), j & 3)
        if level[j] == 2:
            after[j] = 1 if u < chances[c, 3] else 2
            moved += after[j] == 1
            continue
        near = 0
        if j > 0 and joined[j - 1]:
            near += level[j - 1] == 2
        if j < len(class_of) - 1 and joined[j]:
            near += level[j + 1] == 2
        calms = chances[c, 1]
        grows = min(chances[c, 2] + spill * near, 1.0 - calms)
        if day != 1.0 and calms + grows > 0.0:
            share = step_chance(calms + grows, day) / (calms + grows)
            calms, grows = calms * share, grows * share
        after[j] = 0 if u < calms else (2 if u < calms + grows else 1)
        moved += after[j] != 1
    return moved


@compiled_in_place
def enter(
    level: Whole, after: Whole, active: Whole, lifts: Whole, fighting: int, marked: int
) -> tuple[int, int, int]:
    """Enter the levels that ``climb`` found and start the clashes that are marked.

    Returns how many segments now fight, how many of them in a clash, and in sector fighting.
    """
    kept, sectors = 0, 0
    for i in range(fighting):
        j = active[i]
        level[j] = after[j]
        sectors += level[j] == 2
        if level[j]:
            active[kept] = j
            kept += 1
    for i in range(marked):
        # Marked while at rest: only an earlier mark of the same step can have moved it.
        j = lifts[i]
        if level[j] == 0:
            level[j] = 1
            active[kept] = j
            kept += 1
    return kept, kept - sectors, sectors
