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
from ceasefire.prospects.dynamics.random import LADDER, PLACE, SEGMENT, block, pick, uniform

__all__ = ["BUSY", "MOST", "add", "busy_step", "count", "place", "quiet_step", "scatter"]

# Incidents a step above which segments are sampled one by one, and incidents a day at which a
# line's rate is cut.
BUSY: Final = 20.0
MOST: Final = 512.0

# A Poisson number of mean 20 from 32 random bits is below 70; of mean 512 below 700.
_TERMS: Final = 1000
_OVER = np.concatenate([np.full(1, np.inf), 1.0 / np.arange(1.0, _TERMS)])

# Places are below 128. Said so, the compiler leaves out the checks for indices below zero.
_PLACES: Final = 127

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

    ``of_source`` below 0: the incident belongs to the background, and ``of_background`` is its
    position along that running sum. Otherwise ``of_source`` is its position along the running sum
    of what excitation adds.
    """
    j = 0
    if of_source < 0.0:
        for i in range(len(heated)):
            j += heated[i] <= of_background
        j = min(j, (len(reach) >> 2) - 1)
        before = heated[j - 1] if j > 0 else 0.0
        return (2 * j + int(of_background >= 0.5 * (before + heated[j]))) & _PLACES
    for i in range(len(source)):
        j += source[i] <= of_source
    j = min(j, (len(reach) >> 2) - 1) & _PLACES
    x = of_source - (source[j - 1] if j > 0 else 0.0)
    # The position inside what this segment sets off: here on either side, left, right.
    one, other = excited[2 * j], excited[2 * j + 1]
    own, across = reach[4 * j], reach[4 * j + 1]
    both = one + other
    here = (own + across) * both
    if x < here:
        return (2 * j + int(x >= own * one + across * other)) & _PLACES
    x -= here
    left, right = reach[4 * j + 2] * both, reach[4 * j + 3] * both
    if x < 2.0 * left:
        return (2 * j - 2 + int(x >= left)) & _PLACES
    if right > 0.0:
        return (2 * j + 2 + int(x - 2.0 * left >= right)) & _PLACES
    return (2 * j + 1) & _PLACES


@compiled_in_place
def add(
    source: Numbers, excited: Numbers, value: Numbers, where: int, incidents: float, over: float
) -> None:
    """Add incidents on one side of a segment to the excitation, from the next step on.

    ``over`` is 1 / the scale in which excitation is kept.
    """
    j = where >> 1
    more = incidents * over
    excited[where] += more
    more *= value[j]
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
    clash: Numbers,
    seen: Numbers,
    hits: Whole,
    lifts: Whole,
    ahead: Numbers,
    i: int,
    at: Step,
    incidents: int,
    rate: float,
    factor: float,
    over: float,
) -> int:
    """Give each incident of a quiet step its place; return how many segments start a clash.

    ``ahead`` holds the uniforms of the first two incidents in its column ``i``, ``at`` is (seed,
    draw, replicate, step), ``rate`` that of the line, ``factor`` that on the background, ``over``
    1 / the scale in which excitation is kept.
    """
    seed, draw, replicate, step = at
    started = 0
    background, over_factor = factor * heated[-1], 1.0 / factor
    u, v, next_u, next_v = ahead[4, i], ahead[5, i], ahead[6, i], ahead[7, i]
    for n in range(incidents):
        if n & 1:
            u, v = next_u, next_v
        elif n:
            words = block(seed, draw, replicate, step, PLACE + (n >> 1))
            u, v = uniform(words[0]), uniform(words[1])
            next_u, next_v = uniform(words[2]), uniform(words[3])
        x = u * rate
        where = place(heated, source, excited, reach, x * over_factor, (x - background) * over)
        hits[n] = where
        j = where >> 1
        seen[j] += 1.0
        if level[j] == 0 and v < clash[j]:
            lifts[started] = j
            started += 1
    for n in range(incidents):
        add(source, excited, value, hits[n] & _PLACES, 1.0, over)
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
    """Sample each side of each segment into ``fresh`` (2 S,); return the incidents of the line.

    ``factor`` multiplies the background, ``scale`` what excitation adds.
    """
    seed, draw, replicate, step = at
    segments = len(reach) >> 2
    total = 0
    words = block(seed, draw, replicate, step, SEGMENT)
    for j in range(segments):
        if j & 1 == 0 and j:
            words = block(seed, draw, replicate, step, SEGMENT + (j >> 1))
        background = 0.5 * factor * (heated[j] - (heated[j - 1] if j else 0.0))
        near = 0.0
        if j > 0:
            near += reach[4 * j - 1] * (excited[2 * j - 2] + excited[2 * j - 1])
        if j < segments - 1:
            near += reach[4 * j + 6] * (excited[2 * j + 2] + excited[2 * j + 3])
        one, other = excited[2 * j], excited[2 * j + 1]
        for s in range(2):
            set_off = reach[4 * j] * one + reach[4 * j + 1] * other + near
            n = count(pick(words, 2 * (j & 1) + s), background + scale * set_off)
            fresh[2 * j + s] = n
            total += n
            one, other = other, one
    return total


@compiled_in_place
def busy_step(
    source: Numbers,
    excited: Numbers,
    value: Numbers,
    level: Whole,
    clash: Numbers,
    seen: Numbers,
    fresh: Whole,
    lifts: Whole,
    at: Step,
    over: float,
) -> int:
    """Enter the incidents that ``scatter`` found; return how many segments start a clash."""
    seed, draw, replicate, step = at
    started = 0
    for j in range(len(level)):
        n = fresh[2 * j] + fresh[2 * j + 1]
        if not n:
            continue
        for where in range(2 * j, 2 * j + 2):
            add(source, excited, value, where, float(fresh[where]), over)
        seen[j] += n
        if level[j] == 0:
            u = pick(block(seed, draw, replicate, step, LADDER + (j >> 2)), j & 3)
            if u < 1.0 - (1.0 - clash[j]) ** n:
                lifts[started] = j
                started += 1
    return started
