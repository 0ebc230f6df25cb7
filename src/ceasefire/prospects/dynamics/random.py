"""Random numbers inside the kernels: Philox4x32-10, the same words as :mod:`ceasefire.core.philox`.

The counter is (draw, replicate, step, k). What a word decides is fixed by its place, so histories
under two options stay in step for as long as they can.

====================  ================================================================
k                     words
====================  ================================================================
``DAY``               incidents on the line; collapse; probe; shock or recommitment
``DETAIL``            size of the shock; target, success and clash of the probe
``BURST``             incidents of a successful probe
``LADDER`` + j // 4   word j % 4: the ladder of segment j
``PLACE`` + i // 2    words 2 (i % 2) and the next: place of incident i; whether it clashes
``SEGMENT`` + c // 4  word c % 4: incidents on side c % 2 of segment c // 2 (busy lines)
====================  ================================================================
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled_in_place
from ceasefire.core.philox import LANES

__all__ = [
    "AHEAD",
    "BURST",
    "DAY",
    "DETAIL",
    "LADDER",
    "LANE",
    "PLACE",
    "SEGMENT",
    "block",
    "pick",
    "steps_ahead",
    "uniform",
]

LANE: Final = LANES.index("dynamics")
DAY: Final = 0
DETAIL: Final = 1
BURST: Final = 2
LADDER: Final = 16
PLACE: Final = 64
SEGMENT: Final = 512
# Steps for which the first blocks are made ahead; a power of two.
AHEAD: Final = 32

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)

Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]


@compiled_in_place
def block(seed: int, draw: int, replicate: int, step: int, k: int) -> Words:
    """Return the four words of a counter in the lane of the dynamics."""
    c0, c1, c2, c3 = np.uint64(draw), np.uint64(replicate), np.uint64(step), np.uint64(k)
    k0, k1 = np.uint64(seed), np.uint64(LANE)
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0 = (p1 >> _SHIFT) ^ c1 ^ k0
        c1 = p1 & _LOW
        c2 = (p0 >> _SHIFT) ^ c3 ^ k1
        c3 = p0 & _LOW
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@compiled_in_place
def uniform(word: np.uint64) -> float:
    """Return a number inside (0, 1): 32 bits and half a step."""
    return (np.float64(word) + 0.5) * 2.0**-32


@compiled_in_place
def steps_ahead(
    uniforms: NDArray[np.float64], seed: int, draw: int, replicate: int, step: int
) -> None:
    """Fill ``uniforms`` (8, AHEAD): the ``DAY`` block and the first ``PLACE`` block of each step.

    They depend on nothing that happens, so the processor can make several at once.
    """
    for i in range(AHEAD):
        words = block(seed, draw, replicate, step + i, DAY)
        uniforms[0, i] = uniform(words[0])
        uniforms[1, i] = uniform(words[1])
        uniforms[2, i] = uniform(words[2])
        uniforms[3, i] = uniform(words[3])
    for i in range(AHEAD):
        words = block(seed, draw, replicate, step + i, PLACE)
        uniforms[4, i] = uniform(words[0])
        uniforms[5, i] = uniform(words[1])
        uniforms[6, i] = uniform(words[2])
        uniforms[7, i] = uniform(words[3])


@compiled_in_place
def pick(words: Words, place: int) -> float:
    """Return the uniform of one of the four words."""
    if place < 2:
        return uniform(words[0] if place == 0 else words[1])
    return uniform(words[2] if place == 2 else words[3])
