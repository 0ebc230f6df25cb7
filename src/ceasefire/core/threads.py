"""One thread a process: call this before numpy and polars are first imported.

The libraries read these variables once, when they load. Worker processes inherit them, so that
two workers on two cores do not stand in each other's way.
"""

from __future__ import annotations

import os
from typing import Final

__all__ = ["THREAD_VARIABLES", "pin_threads"]

THREAD_VARIABLES: Final[tuple[str, ...]] = (
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "POLARS_MAX_THREADS",
)


def pin_threads() -> None:
    """Set one thread for every numeric library that this process, or a worker, loads from now."""
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
