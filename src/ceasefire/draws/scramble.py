"""Owen scrambling keyed by (seed, name): a parameter's points depend on nothing else."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.philox import LANES, philox4x32

__all__ = ["owen_uniforms"]


def owen_uniforms(points: NDArray[np.uint32], seed: int, name: str) -> NDArray[np.float64]:
    """Return scrambled points inside (0, 1), same shape as ``points``.

    A nested uniform scramble of the 32-bit digits, done by hashing.

    References
    ----------
    Owen (1995), Randomly permuted (t,m,s)-nets and (t,s)-sequences; Laine and Karras (2011),
    Stratified sampling for stochastic transparency; Burley (2020), Practical hash-based Owen
    scrambling, JCGT 9(4).
    """
    counter = np.frombuffer(hashlib.sha256(name.encode()).digest()[:16], dtype="<u4")
    key = philox4x32(counter, (seed & 0xFFFFFFFF, LANES.index("scramble")))[0]
    digits = _reverse_bits(_laine_karras(_reverse_bits(points), np.uint32(key)))
    result: NDArray[np.float64] = (digits.astype(np.float64) + 0.5) * 2.0**-32
    return result


def _laine_karras(x: NDArray[np.uint32], key: np.uint32) -> NDArray[np.uint32]:
    # Every step lets a bit depend on lower bits only: reversed, that is an Owen scramble.
    x = x + key
    x = x ^ (x * np.uint32(0x6C50B47C))
    x = x ^ (x * np.uint32(0xB82F1E52))
    x = x ^ (x * np.uint32(0xC7AFE638))
    return x ^ (x * np.uint32(0x8D22F6E6))


def _reverse_bits(x: NDArray[np.uint32]) -> NDArray[np.uint32]:
    for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF)):
        m, s = np.uint32(mask), np.uint32(shift)
        x = ((x >> s) & m) | ((x & m) << s)
    return (x >> np.uint32(16)) | (x << np.uint32(16))
