"""Probes: the aggressor tests the line where the force is thin, and learns."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled_in_place
from ceasefire.prospects.dynamics.random import BURST, DETAIL, block, pick

__all__ = ["FORGETTING", "LEARNED_MOST", "probe"]

# What is learned from probes fades by this factor a day and stays within these log odds.
FORGETTING: Final = 0.999
LEARNED_MOST: Final = 3.0

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@compiled_in_place
def probe(
    aim: Numbers,
    succeeds: Numbers,
    class_of: Whole,
    at: tuple[int, int, int, int],
    ignored: float,
    burst: float,
    clash: float,
) -> tuple[int, int, bool]:
    """Return the segment that is probed, the incidents it adds (-1 on failure), if it clashes.

    ``aim`` and ``succeeds`` are by class, ``at`` is (seed, draw, replicate, step), ``ignored`` the
    probability that the force does not respond.
    """
    seed, draw, replicate, step = at
    words = block(seed, draw, replicate, step, DETAIL)
    total = 0.0
    for c in class_of:
        total += aim[c]
    x = pick(words, 1) * total
    j = 0
    while j < len(class_of) - 1 and x >= aim[class_of[j]]:
        x -= aim[class_of[j]]
        j += 1
    if pick(words, 2) >= succeeds[class_of[j]] * ignored:
        return j, -1, False
    # A burst that is no whole number is rounded by chance, so that its mean stays.
    u = pick(block(seed, draw, replicate, step, BURST), 0)
    return j, int(np.floor(burst + u)), pick(words, 3) < clash
