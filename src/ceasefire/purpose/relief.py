"""Host troops freed by foreign troops on a task."""

from __future__ import annotations

import numpy as np

from ceasefire.results.columns import FloatArray

__all__ = ["freed_troops"]


def freed_troops(
    foreign_troops: FloatArray, host_load_troops: FloatArray, substitution: FloatArray
) -> FloatArray:
    """Return the host troops a task relieves, shape (draws,): min(load, s x foreign).

    ``substitution`` is the number of host troops that one foreign soldier replaces. No study
    measures it: the formula and its range are this project's judgement.
    """
    return np.minimum(host_load_troops, substitution * foreign_troops)
