"""What the kernel fills, its grid of time, and what it carries from one stretch to the next."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Clock", "Memory", "Outcome"]

Numbers = NDArray[np.float64]
Days = NDArray[np.int32]


class Outcome(NamedTuple):
    """Arrays the kernel fills; axes as in ``Histories``, days in steps until the caller divides."""

    spiral: Days
    quiet_lost: Days
    reinforcement: Days
    shortfall: Days
    counts: Numbers  # (D, R, Y, C, 3): incidents, clash steps, sector steps
    met: Numbers  # (D, R, Y, C, 3)
    by_epoch: Numbers  # (D, R, E)
    probes: Numbers  # (D, R, Y, 2): all, succeeded
    capped: Days
    steps: Numbers  # (D, R, Y)


class Clock(NamedTuple):
    """The grid of time: horizon and epoch in steps, steps a year, length of a step in days."""

    steps: int
    epoch: int
    year: int
    day: float


class Memory(NamedTuple):
    """What a history remembers from one stretch of steps to the next, outside its tables."""

    fighting: int
    clashes: int
    sectors: int
    window: int
    since: int  # step of the last recommitment
    learned_at: int
    learned: float
    shock: float
