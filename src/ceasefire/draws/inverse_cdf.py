"""From points in (0, 1) to values of a quantity."""

from __future__ import annotations

import numpy as np

from ceasefire.results.columns import FloatArray
from ceasefire.scenario.model import Choice, Fixed, Pert, Quantiles, Uniform, Value

__all__ = ["inverse_cdf"]

_Z95 = 1.6448536269514722


def inverse_cdf(value: Value, u: FloatArray) -> FloatArray:
    """Return the values of a quantity at probabilities ``u``, same shape.

    A choice gives the index of a name, in equal shares. PERT is the beta distribution of
    Malcolm et al. (1959) with lambda = 4; quantiles give a two-piece normal.
    """
    from scipy import special

    match value:
        case Fixed():
            return np.full_like(u, value.value)
        case Uniform():
            return value.low + (value.high - value.low) * u
        case Choice():
            return np.floor(u * len(value.names))
        case Quantiles():
            z = special.ndtri(u)
            spread = np.where(z < 0, value.p50 - value.p05, value.p95 - value.p50)
            result: FloatArray = value.p50 + z * spread / _Z95
            return result
        case Pert():
            width = value.high - value.low
            if width == 0:
                return np.full_like(u, value.low)
            a = 1 + 4 * (value.mode - value.low) / width
            b = 1 + 4 * (value.high - value.mode) / width
            beta: FloatArray = special.betaincinv(a, b, u)
            return value.low + width * beta
