"""Owen scrambling keyed by (seed, name): a parameter's points depend on nothing else."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.philox import LANES, philox4x32

__all__ = ["owen_uniforms", "shuffled_points"]


def owen_uniforms(points: NDArray[np.uint32], seed: int, name: str) -> NDArray[np.float64]:
    """Return scrambled points inside (0, 1), same shape as ``points``.

    A nested uniform scramble of the 32-bit digits, done by hashing.

    References
    ----------
    Owen (1995), Randomly permuted (t,m,s)-nets and (t,s)-sequences; Laine and Karras (2011),
    Stratified sampling for stochastic transparency; Burley (2020), Practical hash-based Owen
    scrambling, JCGT 9(4).
    """
    key = _keys(seed, name)[0]
    digits = _reverse_bits(_laine_karras(_reverse_bits(points), np.uint32(key)))
    result: NDArray[np.float64] = (digits.astype(np.float64) + 0.5) * 2.0**-32
    return result


def shuffled_points(rows: range, seed: int, name: str) -> NDArray[np.uint32]:
    """Return points of the first Sobol dimension in an order of the name's own, shape (rows,).

    Every aligned stretch of 2^k rows still holds one point in each 2^-k of the range, but its
    order has nothing to do with that of any other dimension. Between two high dimensions of Sobol
    points a thousand rows leave holes; for a quantity whose values are told apart on the page (a
    structural choice) they would show as effects.

    References
    ----------
    Burley (2020), JCGT 9(4), section 3: shuffling the index by an Owen scramble.
    """
    index = np.arange(rows.start, rows.stop, dtype=np.uint32)
    shuffled: NDArray[np.uint32] = _mixed(_reverse_bits(index), *_keys(seed, f"{name}/order")[:2])
    return shuffled


def _keys(seed: int, name: str) -> NDArray[np.uint32]:
    counter = np.frombuffer(hashlib.sha256(name.encode()).digest()[:16], dtype="<u4")
    return philox4x32(counter, (seed & 0xFFFFFFFF, LANES.index("scramble")))


def _mixed(x: NDArray[np.uint32], first: np.uint32, second: np.uint32) -> NDArray[np.uint32]:
    """Return a mixing in which a bit depends on itself and lower bits only, twice keyed."""
    for key in (first, second):
        x = x ^ (x * np.uint32(0x3D20ADEA))
        x = x + key
        x = x * ((key >> np.uint32(16)) | np.uint32(1))
        x = x ^ (x * np.uint32(0x05526C56))
        x = x ^ (x * np.uint32(0x53A22864))
    return x


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
