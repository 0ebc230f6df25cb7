"""The decision to attack over time: from chances on an occasion to survival over years.

Serious occasions come at a constant rate. On each the aggressor attacks with the chance that the
game gives it at the presence and the powers of the moment; between the knots at which the game is
solved the chance is linear in time. The aggressor's type is drawn once and persists, so survival is
a mixture over types: its hazard falls with time even where each type's is constant.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ceasefire.results import FloatArray

__all__ = ["exposure", "occasions_scale", "survives"]

_MOST_A_YEAR = 20.0


def exposure(chances: FloatArray, knots: Sequence[float], years: Sequence[float]) -> FloatArray:
    """Return the integral of the chance of attack from the start to each year.

    Parameters
    ----------
    chances : ndarray, shape (draws, types, knots)
    knots : sequence of float
        Years, rising from 0.
    years : sequence of float
        At most the last knot.

    Returns
    -------
    ndarray, shape (draws, types, years)
    """
    out = np.zeros((*chances.shape[:2], len(years)))
    for place, year in enumerate(years):
        total = np.zeros(chances.shape[:2])
        for left in range(len(knots) - 1):
            start, end = knots[left], min(knots[left + 1], year)
            if end <= start:
                break
            slope = (chances[:, :, left + 1] - chances[:, :, left]) / (knots[left + 1] - start)
            middle = chances[:, :, left] + slope * (end - start) / 2.0
            total = total + middle * (end - start)
        out[:, :, place] = total
    return out


def survives(occasions: FloatArray, weights: FloatArray, exposures: FloatArray) -> FloatArray:
    """Return the chance of no attack by each year, shape (draws, years).

    ``weights`` (draws, types) are the shares of the aggressor's types that would have accepted.
    """
    total = np.zeros((len(occasions), exposures.shape[2]))
    for type_ in range(exposures.shape[1]):
        held = np.exp(-occasions[:, None] * exposures[:, type_, :])
        total = total + weights[:, type_, None] * held
    return total


def occasions_scale(hazard: FloatArray, weights: FloatArray, exposure_at_end: FloatArray) -> float:
    """Return the occasions a year for each unit of hazard at which draws break like their class.

    Parameters
    ----------
    hazard : ndarray, shape (draws,)
        Cumulative, over the horizon of the reference class, as drawn.
    weights, exposure_at_end : ndarray, shape (draws, types)
        Of the world without a force; the exposure to the same horizon.

    Returns
    -------
    float
        The scale at which the mean over the draws of no attack is that of exp(-hazard). Where no
        scale up to that of twenty occasions a year in the mean draw does it, that one: an
        aggressor that hardly ever attacks cannot be made to.
    """
    target = float(np.exp(-hazard).mean())
    low, high = 0.0, _MOST_A_YEAR / float(hazard.mean())
    for _ in range(60):
        middle = 0.5 * (low + high)
        held = survives(middle * hazard, weights, exposure_at_end[:, :, None])
        low, high = (middle, high) if float(held.mean()) > target else (low, middle)
    return 0.5 * (low + high)
