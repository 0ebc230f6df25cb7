"""Strategies for the arrays the sizing functions take."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp


def column(low, high, draws=4):
    """Return arrays of a few draws between two ends."""
    numbers = st.floats(low, high, allow_nan=False, allow_subnormal=False)
    return hnp.arrays(np.float64, draws, elements=numbers)


def grid(low, high, draws=4, wide=3):
    numbers = st.floats(low, high, allow_nan=False, allow_subnormal=False)
    return hnp.arrays(np.float64, (draws, wide), elements=numbers)
