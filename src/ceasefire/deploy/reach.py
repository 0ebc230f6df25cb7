"""How far a coalition comes in a draw: candidates judged by arithmetic, no solver.

A candidate is a list of pledges. In a draw a state that does not join brings nothing; one that
joins brings its pledge, or what it can keep deployed if that is less. A coalition without one of
its leads does not form. Candidates stand in rising order of size: the first that reaches the
option's size counts, and each state then sends its share of that size; where none does, the one
that comes furthest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.results import FloatArray

__all__ = ["Pledges", "Reach", "reach"]


@dataclass(frozen=True)
class Pledges:
    """What every candidate asks of every state.

    Attributes
    ----------
    troops : ndarray, shape (candidates, states)
    steps : ndarray, shape (candidates, states, units)
        The same in elements of units.
    leads : ndarray of bool, shape (states,)
    """

    troops: FloatArray
    steps: FloatArray
    leads: NDArray[np.bool_]


@dataclass(frozen=True)
class Reach:
    """The coalition of each draw.

    Attributes
    ----------
    troops : ndarray, shape (draws,)
        What the furthest candidate could bring.
    candidate : ndarray of int, shape (draws,)
        The one that counts.
    by_state : ndarray, shape (draws, states)
        Troops it sends, together not more than the size.
    steps : ndarray, shape (draws, states, units)
        Elements of units, scaled where a state brings less than its pledge.
    indispensable : ndarray of bool, shape (draws, states)
        Without the state no candidate reaches the size any more.
    """

    troops: FloatArray
    candidate: NDArray[np.int64]
    by_state: FloatArray
    steps: FloatArray
    indispensable: NDArray[np.bool_]


def reach(
    pledges: Pledges, willing: NDArray[np.bool_], available: FloatArray, size: FloatArray
) -> Reach:
    """Return the furthest coalition of each draw.

    Parameters
    ----------
    pledges : Pledges
    willing : ndarray of bool, shape (draws, states)
    available : ndarray, shape (draws, states)
        Troops a state can keep deployed under one rule.
    size : ndarray, shape (draws,)
        Troops the option asks for.
    """
    draws = len(size)
    brought = np.minimum(pledges.troops[None, :, :], available[:, None, :])
    brought = np.where(willing[:, None, :], brought, 0.0)
    leads = pledges.leads & (brought > 0)
    led = leads.sum(axis=2)
    total = _over_states(brought)
    formed = np.where(led > 0, total, 0.0)
    row = np.arange(draws)
    troops: FloatArray = formed.max(axis=1, initial=0.0)
    enough = formed >= size[:, None]
    candidate = np.where(enough.any(axis=1), enough.argmax(axis=1), formed.argmax(axis=1))
    sent = formed[row, candidate]
    scale = np.divide(np.minimum(sent, size), sent, out=np.zeros(draws), where=sent > 0)
    by_state = brought[row, candidate] * scale[:, None]
    asked = pledges.troops[candidate]
    share = np.divide(by_state, asked, out=np.zeros_like(by_state), where=asked > 0)
    return Reach(
        troops=troops,
        candidate=candidate,
        by_state=by_state,
        steps=pledges.steps[candidate] * share[:, :, None],
        indispensable=_indispensable(brought, leads, led, total, size) & (troops >= size)[:, None],
    )


def _indispensable(
    brought: FloatArray,
    leads: NDArray[np.bool_],
    led: NDArray[np.int64],
    total: FloatArray,
    size: FloatArray,
) -> NDArray[np.bool_]:
    """Return where no candidate reaches the size once the state is left out of it."""
    still_led = (led[:, :, None] - leads) > 0
    left = np.where(still_led, total[:, :, None] - brought, 0.0)
    best: FloatArray = left.max(axis=1) if left.shape[1] else np.zeros((len(size), left.shape[2]))
    return best < size[:, None]


def _over_states(values: FloatArray) -> FloatArray:
    """Add over the last axis, term by term: the same bits for any split of rows."""
    total = np.zeros(values.shape[:-1])
    for state in range(values.shape[-1]):
        total = total + values[..., state]
    return total
