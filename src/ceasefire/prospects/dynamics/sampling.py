"""How many incidents a step has and where: two exact samplers.

A quiet line is sampled as one Poisson number for the whole line, each incident of which is then
given a place (superposition). A busy line is sampled side by side of each segment. Which of the
two is used depends on the rate alone, so a history does not depend on who else is simulated.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled_in_place
from ceasefire.prospects.dynamics.random import LADDER, PLACE, SEGMENT, block, pick

__all__ = ["BUSY", "MOST", "add", "busy_step", "count", "place", "quiet_step", "scatter"]

# Incidents a step above which segments are sampled one by one, and incidents a day at which a
# line's rate is cut.
BUSY: Final = 20.0
MOST: Final = 512.0

# A Poisson number of mean 20 from 32 random bits is below 70; of mean 512 below 700.
_TERMS: Final = 1000
_OVER = np.concatenate([np.full(1, np.inf), 1.0 / np.arange(1.0, _TERMS)])

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Step = tuple[int, int, int, int]


@compiled_in_place
def count(u: float, mean: float) -> int:
    """Return the Poisson number of this mean at quantile ``u``."""
    # exp(-x) >= 1 - x: on a quiet line most steps need no exponential.
    if u < 1.0 - mean:
        return 0
    p = np.exp(-mean)
    total = p
    n = 0
    while u >= total and n < _TERMS - 1:
        n += 1
        p *= mean * _OVER[n]
        total += p
    return n


@compiled_in_place
def place(
    heated: Numbers,
    source: Numbers,
    excited: Numbers,
    reach: Numbers,
    of_background: float,
    of_source: float,
) -> int:
    """Return 2 x segment + side of an incident.

    ``of_background`` is its position along the running sum of the background; where it lies
    beyond, ``of_source`` is its position along the running sum of what excitation adds.
    """
    j = 0
    if of_background < heated[-1]:
        for i in range(len(heated)):
            j += heated[i] <= of_background
        before = heated[j - 1] if j else 0.0
        return 2 * j + int(of_background >= 0.5 * (before + heated[j]))
    for i in range(len(source)):
        j += source[i] <= of_source
    j = min(j, len(reach) - 1)
    x = of_source - (source[j - 1] if j else 0.0)
    # The position inside what this segment sets off: here on either side, left, right.
    both = excited[j, 0] + excited[j, 1]
    here = (reach[j, 0] + reach[j, 1]) * both
    if x < here:
        return 2 * j + int(x >= reach[j, 0] * excited[j, 0] + reach[j, 1] * excited[j, 1])
    x -= here
    left, right = reach[j, 2] * both, reach[j, 3] * both
    if x < 2.0 * left:
        return 2 * (j - 1) + int(x >= left)
    if right > 0.0:
        return 2 * (j + 1) + int(x - 2.0 * left >= right)
    return 2 * j + 1


@compiled_in_place
def add(
    source: Numbers, excited: Numbers, value: Numbers, where: int, incidents: float, over: float
) -> None:
    """Add incidents on one side of a segment to the excitation, from the next step on.

    ``over`` is 1 / the scale in which excitation is kept.
    """
    j = where >> 1
    excited[j, where & 1] += incidents * over
    more = value[j] * incidents * over
    for i in range(len(source)):
        source[i] += more if i >= j else 0.0


@compiled_in_place
def quiet_step(
    heated: Numbers,
    source: Numbers,
    excited: Numbers,
    reach: Numbers,
    value: Numbers,
    level: Whole,
    class_of: Whole,
    chances: Numbers,
    tally: Numbers,
    hits: Whole,
    lifts: Whole,
    at: Step,
    incidents: int,
    rate: float,
    factor: float,
    over: float,
) -> int:
    """Give each incident of a quiet step its place; return how many segments start a clash.

    ``at`` is (seed, draw, replicate, step), ``rate`` that of the line, ``factor`` that on the
    background, ``over`` 1 / the scale in which excitation is kept.
    """
    seed, draw, replicate, step = at
    started = 0
    background = factor * heated[-1]
    words = block(seed, draw, replicate, step, PLACE)
    for i in range(incidents):
        if i & 1 == 0 and i:
            words = block(seed, draw, replicate, step, PLACE + (i >> 1))
        x = pick(words, 2 * (i & 1)) * rate
        where = place(heated, source, excited, reach, x / factor, (x - background) * over)
        hits[i] = where
        j = where >> 1
        tally[class_of[j], 0] += 1.0
        if level[j] == 0 and pick(words, 2 * (i & 1) + 1) < chances[class_of[j], 0]:
            lifts[started] = j
            started += 1
    for i in range(incidents):
        add(source, excited, value, hits[i], 1.0, over)
    return started


@compiled_in_place
def scatter(
    heated: Numbers,
    excited: Numbers,
    reach: Numbers,
    fresh: Whole,
    at: Step,
    factor: float,
    scale: float,
) -> int:
    """Sample each side of each segment into ``fresh`` (S, 2); return the incidents of the line.

    ``factor`` multiplies the background, ``scale`` what excitation adds.
    """
    seed, draw, replicate, step = at
    segments = len(reach)
    total = 0
    words = block(seed, draw, replicate, step, SEGMENT)
    for j in range(segments):
        if j & 1 == 0 and j:
            words = block(seed, draw, replicate, step, SEGMENT + (j >> 1))
        background = 0.5 * factor * (heated[j] - (heated[j - 1] if j else 0.0))
        near = 0.0
        if j > 0:
            near += reach[j - 1, 3] * (excited[j - 1, 0] + excited[j - 1, 1])
        if j < segments - 1:
            near += reach[j + 1, 2] * (excited[j + 1, 0] + excited[j + 1, 1])
        for s in range(2):
            set_off = reach[j, 0] * excited[j, s] + reach[j, 1] * excited[j, 1 - s] + near
            n = count(pick(words, 2 * (j & 1) + s), background + scale * set_off)
            fresh[j, s] = n
            total += n
    return total


@compiled_in_place
def busy_step(
    source: Numbers,
    excited: Numbers,
    value: Numbers,
    level: Whole,
    class_of: Whole,
    chances: Numbers,
    tally: Numbers,
    fresh: Whole,
    lifts: Whole,
    at: Step,
    over: float,
) -> int:
    """Enter the incidents that ``scatter`` found; return how many segments start a clash."""
    seed, draw, replicate, step = at
    started = 0
    for j in range(len(class_of)):
        n = fresh[j, 0] + fresh[j, 1]
        if not n:
            continue
        add(source, excited, value, 2 * j, float(fresh[j, 0]), over)
        add(source, excited, value, 2 * j + 1, float(fresh[j, 1]), over)
        c = class_of[j]
        tally[c, 0] += n
        if level[j] == 0:
            u = pick(block(seed, draw, replicate, step, LADDER + (j >> 2)), j & 3)
            if u < 1.0 - (1.0 - chances[c, 0]) ** n:
                lifts[started] = j
                started += 1
    return started
