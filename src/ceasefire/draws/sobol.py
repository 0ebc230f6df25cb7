"""Sobol points by index: any row can be made again without the rows before it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["sobol_integers"]

BITS = 32


@lru_cache(maxsize=4)
def _directions(dimensions: int, depth: int) -> NDArray[np.uint32]:
    """Return direction numbers, shape (depth, dimensions), read off SciPy's own sequence.

    SciPy walks in Gray-code order, so point 2^j is the XOR of direction numbers j and j - 1.
    """
    from scipy.stats import qmc

    sequence = qmc.Sobol(dimensions, scramble=False, bits=BITS)
    directions = np.zeros((depth, dimensions), dtype=np.uint32)
    previous = np.zeros(dimensions, dtype=np.uint32)
    position = 0
    for j in range(depth):
        sequence.fast_forward(2**j - position)
        point = (sequence.random(1)[0] * 2.0**BITS).astype(np.uint32)
        position = 2**j + 1
        previous = point ^ previous
        directions[j] = previous
    return directions


def sobol_integers(rows: range, dimensions: int) -> NDArray[np.uint32]:
    """Return unscrambled Sobol points as 32-bit integers, shape (len(rows), dimensions).

    Raises
    ------
    ValueError
        If more than 2^31 rows or 21,201 dimensions are asked for (SciPy's table ends there).
    """
    depth = max(rows.stop - 1, 1).bit_length()
    index = np.arange(rows.start, rows.stop, dtype=np.uint32)
    gray = index ^ (index >> np.uint32(1))
    points = np.zeros((len(rows), dimensions), dtype=np.uint32)
    # Depth is rounded up so that blocks of one run share the cached table.
    directions = _directions(dimensions, 8 * -(-depth // 8))
    for j in range(depth):
        chosen = (gray >> np.uint32(j)) & np.uint32(1)
        points ^= chosen[:, None] * directions[j]
    return points
