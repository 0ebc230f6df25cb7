"""Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011).

A number is a function of (seed, lane, draw, replicate, day, k) and of nothing else, so results
do not depend on the order of calls or on the number of workers.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["LANES", "philox4x32", "uniforms"]

# Append only: the position is the lane's number in the key.
LANES: Final[tuple[str, ...]] = (
    "scramble",
    "participation",
    "dynamics",
    "unevenness",
    "resample",
    "evidence",
)

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = 0x9E3779B9, 0xBB67AE85
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


def philox4x32(counter: ArrayLike, key: ArrayLike) -> NDArray[np.uint32]:
    """Return the Philox4x32-10 block of each counter under its key.

    Parameters
    ----------
    counter : array_like of uint32, shape (..., 4)
    key : array_like of uint32, shape (..., 2), broadcast against ``counter``

    Returns
    -------
    ndarray of uint32, shape (..., 4)

    References
    ----------
    Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC'11.
    """
    words = np.asarray(counter, dtype=np.uint64)
    keys = np.asarray(key, dtype=np.uint64)
    c0, c1, c2, c3 = (words[..., i] for i in range(4))
    k0, k1 = keys[..., 0], keys[..., 1]
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _SHIFT) ^ c1 ^ k0, p1 & _LOW, (p0 >> _SHIFT) ^ c3 ^ k1, p0 & _LOW
        k0, k1 = (k0 + np.uint64(_W0)) & _LOW, (k1 + np.uint64(_W1)) & _LOW
    return np.stack(np.broadcast_arrays(c0, c1, c2, c3), axis=-1).astype(np.uint32)


def uniforms(
    seed: int,
    lane: str,
    draw: ArrayLike,
    replicate: ArrayLike = 0,
    day: ArrayLike = 0,
    k: ArrayLike = 0,
) -> NDArray[np.float64]:
    """Return numbers inside (0, 1), one for each broadcast (draw, replicate, day, k).

    Raises
    ------
    ValueError
        If the lane is not in ``LANES``.
    """
    counter = np.stack(np.broadcast_arrays(draw, replicate, day, k), axis=-1)
    words = philox4x32(counter, (seed & 0xFFFFFFFF, LANES.index(lane)))
    # 52 bits from two words and half a step: never 0, never 1.
    high = (words[..., 0] >> np.uint32(6)).astype(np.float64)
    low = (words[..., 1] >> np.uint32(6)).astype(np.float64)
    result: NDArray[np.float64] = (high * 2.0**26 + low + 0.5) * 2.0**-52
    return result
