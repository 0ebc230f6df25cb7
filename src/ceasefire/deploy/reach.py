"""How far a coalition comes in a draw: who is willing, with the units it has, no solver.

A candidate is a list of pledges. In a draw a state that does not join brings nothing; one that
joins brings its pledge, or what it can keep deployed if that is less. Without one of its leads no
coalition forms. Candidates stand in rising order of size: the first whose pledges reach the
option's size counts, else the one that comes furthest; what it still lacks the other willing
states bring, and its own members beyond their pledges, in equal parts of what they have left. So
the size is reached exactly where all willing states together have the troops, and the candidates
decide who sends them and in which units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.results import FloatArray

__all__ = ["Pledges", "Reach", "reach"]


@dataclass(frozen=True)
class Pledges:
    """What every candidate asks of every state, and what a state has.

    Attributes
    ----------
    troops : ndarray, shape (candidates, states)
    steps : ndarray, shape (candidates, states, units)
        The same in elements of units.
    has_steps : ndarray, shape (states, units)
        Elements that can be out at one time under the rule of rotation.
    step_troops : ndarray, shape (units,)
    leads : ndarray of bool, shape (states,)
    minimum_troops : float
        Least contribution that is worth its staff.
    """

    troops: FloatArray
    steps: FloatArray
    has_steps: FloatArray
    step_troops: FloatArray
    leads: NDArray[np.bool_]
    minimum_troops: float

    @property
    def has_troops(self) -> FloatArray:
        """Soldiers in the elements a state has, shape (states,)."""
        return _over_last(self.has_steps * self.step_troops)


@dataclass(frozen=True)
class Reach:
    """The coalition of each draw.

    Attributes
    ----------
    troops : ndarray, shape (draws,)
        What all willing states could bring under a lead.
    candidate : ndarray of int, shape (draws,)
        The one that counts.
    by_state : ndarray, shape (draws, states)
        Troops it sends, together not more than the size.
    steps : ndarray, shape (draws, states, units)
        Elements of units, scaled where a state brings less than its pledge.
    indispensable : ndarray of bool, shape (draws, states)
        The size is reached, and is not any more without the state.
    if_joined : ndarray of bool, shape (draws, states)
        The size is reached once the state joins, if it does not yet.
    """

    troops: FloatArray
    candidate: NDArray[np.int64]
    by_state: FloatArray
    steps: FloatArray
    indispensable: NDArray[np.bool_]
    if_joined: NDArray[np.bool_]


def reach(
    pledges: Pledges,
    willing: NDArray[np.bool_],
    barred: NDArray[np.bool_],
    available: FloatArray,
    size: FloatArray,
) -> Reach:
    """Return the coalition of each draw.

    Parameters
    ----------
    pledges : Pledges
    willing, barred : ndarray of bool, shape (draws, states)
        Who takes part; who could not even if it would.
    available : ndarray, shape (draws, states)
        Troops a state can keep deployed under one rule.
    size : ndarray, shape (draws,)
        Troops the option asks for.
    """
    could = np.minimum(available, pledges.has_troops)
    could = np.where((could >= pledges.minimum_troops) & ~barred, could, 0.0)
    offered = np.where(willing, could, 0.0)
    led = _count((offered > 0) & pledges.leads)
    total = _over_last(offered)
    troops: FloatArray = np.where(led > 0, total, 0.0)
    candidate, chosen = _candidate(pledges, offered, size)
    chosen_steps = _chosen_steps(pledges, candidate, chosen)
    spare = np.where((led > 0)[:, None], np.maximum(offered - chosen, 0.0), 0.0)
    left_over = _over_last(spare)
    short = np.minimum(np.maximum(size - _over_last(chosen), 0.0), left_over)
    added = spare * _ratio(short, left_over)[:, None]
    by_state = chosen + added
    left = np.maximum(pledges.has_steps[None, :, :] - chosen_steps, 0.0)
    of_left = _ratio(added, _over_last(left * pledges.step_troops))
    return Reach(
        troops=troops,
        candidate=candidate,
        by_state=by_state,
        steps=chosen_steps + left * of_left[:, :, None],
        indispensable=(troops >= size)[:, None] & ~_without(offered, pledges.leads, total, size),
        if_joined=_with(could, offered, pledges.leads, total, size),
    )


def _candidate(
    pledges: Pledges, offered: FloatArray, size: FloatArray
) -> tuple[NDArray[np.int64], FloatArray]:
    """Return the candidate that counts, and what its pledges bring, not more than the size."""
    brought = np.minimum(pledges.troops[None, :, :], offered[:, None, :])
    led = _count((brought > 0) & pledges.leads)
    formed = np.where(led > 0, _over_last(brought), 0.0)
    enough = formed >= size[:, None]
    candidate = np.where(enough.any(axis=1), enough.argmax(axis=1), formed.argmax(axis=1))
    row = np.arange(len(size))
    sent = formed[row, candidate]
    part = _ratio(np.minimum(sent, size), sent)
    return candidate, brought[row, candidate] * part[:, None]


def _chosen_steps(pledges: Pledges, candidate: NDArray[np.int64], chosen: FloatArray) -> FloatArray:
    """Return the elements that the pledges of the candidate bring, (draws, states, units)."""
    steps: FloatArray = pledges.steps[candidate]
    return steps * _ratio(chosen, pledges.troops[candidate])[:, :, None]


def _without(
    offered: FloatArray, leads: NDArray[np.bool_], total: FloatArray, size: FloatArray
) -> NDArray[np.bool_]:
    """Return where the size is reached without a state, (draws, states)."""
    leading = (offered > 0) & leads
    still_led = _count(leading)[:, None] - leading > 0
    enough: NDArray[np.bool_] = still_led & (total[:, None] - offered >= size[:, None])
    return enough


def _with(
    could: FloatArray,
    offered: FloatArray,
    leads: NDArray[np.bool_],
    total: FloatArray,
    size: FloatArray,
) -> NDArray[np.bool_]:
    """Return where the size is reached once a state takes part, (draws, states)."""
    led = (_count((offered > 0) & leads) > 0)[:, None] | (leads & (could > 0))
    enough: NDArray[np.bool_] = led & (total[:, None] - offered + could >= size[:, None])
    return enough


def _ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Return part / whole, 0 where the whole is nothing."""
    share: FloatArray = np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)
    return share


def _count(values: NDArray[np.bool_]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = values.sum(axis=-1)
    return found


def _over_last(values: FloatArray) -> FloatArray:
    """Add over the last axis, term by term: the same bits for any split of rows."""
    total = np.zeros(values.shape[:-1])
    for position in range(values.shape[-1]):
        total = total + values[..., position]
    return total
