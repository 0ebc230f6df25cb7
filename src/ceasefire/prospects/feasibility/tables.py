"""Tables of chances from few coefficients, the draw first.

A table has the shape (draws, *parent sizes, 2): the node's own states are no and yes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import expit

from ceasefire.results import FloatArray

__all__ = ["hazard", "logit", "noisy_and"]


def logit(base: FloatArray, weights: Sequence[FloatArray]) -> FloatArray:
    """Return the table of a node whose log-odds are a sum over its parents.

    P(yes | parents) = 1 / (1 + exp(-(base + sum over j of w_j[state of parent j]))).

    Parameters
    ----------
    base : ndarray, shape (draws,)
        Log-odds before any parent.
    weights : sequence of ndarray, shape (draws, states)
        What each parent adds in each of its states, in log-odds; in the order of the parents.

    Returns
    -------
    ndarray, shape (draws, *parent sizes, 2)

    Raises
    ------
    ValueError
        If a number is not finite, or a shape does not fit; the error names which.

    Notes
    -----
    Logistic regression as a table, main effects only (Rijmen 2008).
    """
    start = _finite("base", base, 1)
    log_odds = start.reshape(-1, *(1 for _ in weights))
    for number, weight in enumerate(weights):
        added = _finite(f"weights[{number}]", weight, 2)
        _same_draws(f"weights[{number}]", added, start)
        log_odds = log_odds + _along(added, number, len(weights))
    return np.stack([expit(-log_odds), expit(log_odds)], axis=-1)


def noisy_and(top: FloatArray, passed: Sequence[FloatArray]) -> FloatArray:
    """Return the table of a node that needs all of its parents, more or less.

    P(yes | parents) = top x product over j of passed_j[state of parent j].

    Parameters
    ----------
    top : ndarray, shape (draws,)
        Chance of yes if no parent stops it.
    passed : sequence of ndarray, shape (draws, states)
        Chance that each state of a parent does not stop it, in the order of the parents: 1 where
        the parent is as it should be; otherwise 0 for a parent that is indispensable, 1 for one
        that does not matter.

    Returns
    -------
    ndarray, shape (draws, *parent sizes, 2)

    Raises
    ------
    ValueError
        If a chance is not within 0 and 1, or a shape does not fit; the error names which.

    Notes
    -----
    Noisy-AND without a leak (Díez and Druzdzel 2006).
    """
    start = _chance("top", top)
    yes = start.reshape(-1, *(1 for _ in passed))
    for number, by_state in enumerate(passed):
        let_through = _chance(f"passed[{number}]", by_state, 2)
        _same_draws(f"passed[{number}]", let_through, start)
        yes = yes * _along(let_through, number, len(passed))
    return np.stack([1.0 - yes, yes], axis=-1)


def hazard(rate_per_month: FloatArray, months: FloatArray) -> FloatArray:
    """Return the chance that something has happened within a time, at a constant rate.

    1 - exp(-rate_per_month x months).

    Parameters
    ----------
    rate_per_month : ndarray, shape (draws,)
    months : ndarray, shape (draws,) or (1,)

    Returns
    -------
    ndarray, shape (draws,)

    Raises
    ------
    ValueError
        If a number is negative or not finite, or the draws differ; the error names which.

    Notes
    -----
    The exponential distribution of waiting times (Cox and Oakes 1984).
    """
    rate = _not_negative("rate_per_month", rate_per_month)
    time = _not_negative("months", months)
    _same_draws("months", time, rate)
    return -np.expm1(-rate * time)


def _along(by_state: FloatArray, number: int, parents: int) -> FloatArray:
    """Return (draws, states) as (draws, 1, ..., states, ..., 1), the states on a parent's axis."""
    shape = [len(by_state)] + [1] * parents
    shape[number + 1] = by_state.shape[1]
    return by_state.reshape(shape)


def _finite(name: str, given: FloatArray, *dimensions: int) -> FloatArray:
    values = np.asarray(given, dtype=np.float64)
    if values.ndim not in dimensions or not values.size:
        raise ValueError(f"{name} has the shape {values.shape}: the draws go first")
    if not np.isfinite(values).all():
        raise ValueError(f"{name} is not finite in {np.sum(~np.isfinite(values))} places")
    return values


def _not_negative(name: str, given: FloatArray, dimensions: int = 1) -> FloatArray:
    values = _finite(name, given, dimensions)
    if (values < 0.0).any():
        raise ValueError(f"{name} is negative: {values.min():.3g}")
    return values


def _chance(name: str, given: FloatArray, dimensions: int = 1) -> FloatArray:
    values = _not_negative(name, given, dimensions)
    if (values > 1.0).any():
        raise ValueError(f"{name} is no chance: {values.max():.3g} is more than 1")
    return values


def _same_draws(name: str, values: FloatArray, first: FloatArray) -> None:
    if len(values) != len(first) and 1 not in (len(values), len(first)):
        raise ValueError(f"{name} has {len(values)} draws, the first argument {len(first)}")
