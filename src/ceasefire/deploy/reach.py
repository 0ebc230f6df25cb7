"""How far a coalition comes in a draw: who is willing, with the units it has, no solver.

A candidate is a list of pledges. In a draw a state that does not join brings nothing; one that
joins brings its pledge, or what it can keep deployed if that is less. Without one of its leads no
coalition forms. Candidates stand in rising order of size: the first whose pledges reach the
option's size counts, else the one that comes furthest; what it still lacks the other willing
states bring, and its own members beyond their pledges, in equal parts of what they have left. So
the size is reached exactly where all willing states together have the troops, and the leads among
them the share of the manoeuvre troops that is asked of leads; the candidates decide who sends them
and in which units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.results import FloatArray

__all__ = ["Pledges", "Reach", "reach", "troops_of"]

_DUST = 1e-9
"""Of the size: a shortage that is rounding."""
_PASSES = 6
"""Times that contributions too small are shared out anew; each leaves fewer states."""


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
    manoeuvre : ndarray of bool, shape (units,)
    minimum_troops : float
        Least contribution that is worth its staff.
    """

    troops: FloatArray
    steps: FloatArray
    has_steps: FloatArray
    step_troops: FloatArray
    leads: NDArray[np.bool_]
    manoeuvre: NDArray[np.bool_]
    minimum_troops: float

    @property
    def has_troops(self) -> FloatArray:
        """Soldiers in the elements a state has, shape (states,)."""
        return _over_last(self.has_steps * self.step_troops)

    @property
    def lead_manoeuvre_troops(self) -> FloatArray:
        """Manoeuvre soldiers in the elements of each lead, 0 for other states, shape (states,)."""
        fighting = _over_last(self.has_steps * self.step_troops * self.manoeuvre)
        return np.where(self.leads, fighting, 0.0)


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


def troops_of(
    pledges: Pledges,
    willing: NDArray[np.bool_],
    barred: NDArray[np.bool_],
    available: FloatArray,
    troops_by_lead: FloatArray,
) -> FloatArray:
    """Return what all willing states could bring under a lead, shape (draws,)."""
    offered = np.where(willing, _could(pledges, barred, available), 0.0)
    fighting = np.minimum(offered, pledges.lead_manoeuvre_troops)
    return _led(_over_last(offered), _over_last(fighting), troops_by_lead)


def reach(
    pledges: Pledges,
    willing: NDArray[np.bool_],
    barred: NDArray[np.bool_],
    available: FloatArray,
    size: FloatArray,
    troops_by_lead: FloatArray,
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
    troops_by_lead : ndarray, shape (draws,)
        Troops of a coalition for each manoeuvre soldier of its leads, at most: the slice over the
        share asked of leads; infinite for a force without combat troops.
    """
    could = _could(pledges, barred, available)
    offered = np.where(willing, could, 0.0)
    fighting = np.minimum(offered, pledges.lead_manoeuvre_troops)
    total, backed = _over_last(offered), _over_last(fighting)
    troops = _led(total, backed, troops_by_lead)
    joining = np.minimum(could, pledges.lead_manoeuvre_troops)
    ratio = troops_by_lead[:, None]
    without = _led(total[:, None] - offered, backed[:, None] - fighting, ratio)
    with_ = _led(total[:, None] - offered + could, backed[:, None] - fighting + joining, ratio)
    sent = np.where(troops[:, None] > 0, offered, 0.0)
    wanted = np.minimum(size, troops)
    made = _composed(pledges, sent, wanted, size)
    for _ in range(_PASSES):
        # Who would send less than is worth its staff stays at home, if the others have enough.
        little = (made.by_state > 0) & (made.by_state < pledges.minimum_troops)
        rest = np.where(little, 0.0, sent)
        spared = little.any(axis=1) & (_over_last(rest) >= wanted)
        if not spared.any():
            break
        sent = np.where(spared[:, None], rest, sent)
        made = _composed(pledges, sent, wanted, size)
    return Reach(
        troops=troops,
        candidate=made.candidate,
        by_state=made.by_state,
        steps=made.steps,
        indispensable=(troops >= size)[:, None] & (without < size[:, None]),
        if_joined=with_ >= size[:, None],
    )


@dataclass(frozen=True)
class _Composed:
    candidate: NDArray[np.int64]
    by_state: FloatArray
    steps: FloatArray


def _composed(
    pledges: Pledges, offered: FloatArray, wanted: FloatArray, size: FloatArray
) -> _Composed:
    """Return who sends what: the pledges of the candidate that counts, then equal parts."""
    candidate, chosen = _candidate(pledges, offered, wanted)
    chosen_steps = _chosen_steps(pledges, candidate, chosen)
    spare = np.maximum(offered - chosen, 0.0)
    left_over = _over_last(spare)
    short = np.minimum(np.maximum(wanted - _over_last(chosen), 0.0), left_over)
    short = np.where(short > _DUST * size, short, 0.0)
    added = spare * _ratio(short, left_over)[:, None]
    left = np.maximum(pledges.has_steps[None, :, :] - chosen_steps, 0.0)
    of_left = _ratio(added, _over_last(left * pledges.step_troops))
    return _Composed(candidate, chosen + added, chosen_steps + left * of_left[:, :, None])


def _could(pledges: Pledges, barred: NDArray[np.bool_], available: FloatArray) -> FloatArray:
    """Return what each state could bring if it would, shape (draws, states)."""
    could = np.minimum(available, pledges.has_troops)
    return np.where((could >= pledges.minimum_troops) & ~barred, could, 0.0)


def _led(total: FloatArray, fighting: FloatArray, troops_by_lead: FloatArray) -> FloatArray:
    """Return the troops that come under leads with so many manoeuvre soldiers; none without."""
    led = fighting > 0
    most = np.where(led, fighting, 1.0) * troops_by_lead
    return np.where(led, np.minimum(total, most), 0.0)


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
