"""Who joins in a draw: a stance becomes a chance, and states move together.

A state joins when its normal score stays below that of its chance::

    sqrt(rho) x common + sqrt(1 - rho) x own  <=  normal score of the chance + shift by the backer

The common shock is one for all states of a draw (an American backstop, an election, an incident):
a one-factor Gaussian copula (Li 2000). Chances, their correlation and the shift are judgements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.philox import uniforms
from ceasefire.draws import Draws, Sample
from ceasefire.results import FloatArray

__all__ = ["COMMITTED", "STANCES", "chance", "joins", "parameters", "scores"]

STANCES = ("lead", "supportive", "open", "undecided", "reluctant", "enabler_only", "opposed")
COMMITTED = "committed"
"""The stance of a state that the reader makes take part."""

_SHIFTS = {"none": "join_shift_backer_none", "full": "join_shift_backer_full"}


def parameters(stances: Sequence[str]) -> tuple[str, ...]:
    """Return the parameters that decide who joins among states of these stances."""
    chances = tuple(f"join_{stance}" for stance in STANCES if stance in stances)
    return (*chances, "join_correlation", *_SHIFTS.values())


def scores(draws: Draws, sample: Sample, states: Sequence[str]) -> FloatArray:
    """Return each state's reluctance as a normal score, shape (draws, states).

    ``states`` are ISO 3166-1 alpha-3 codes. A state's own score depends on its code, the seed and
    the draw alone, so another state in the list changes nothing.
    """
    from scipy import special

    rows = np.arange(sample.rows.start, sample.rows.stop)
    rho = sample["join_correlation"]
    common = np.sqrt(rho) * special.ndtri(uniforms(draws.seed, "participation", draw=rows))
    found = np.empty((len(rows), len(states)))
    for index, state in enumerate(states):
        own = special.ndtri(uniforms(draws.seed, "participation", draw=rows, k=_number(state)))
        found[:, index] = common + np.sqrt(1.0 - rho) * own
    return found


def joins(
    found: FloatArray,
    sample: Mapping[str, FloatArray],
    stances: Sequence[str],
    backer: Mapping[str, NDArray[np.bool_]],
) -> NDArray[np.bool_]:
    """Return whether each state is willing in each draw, shape (draws, states).

    Parameters
    ----------
    found : ndarray, shape (draws, states)
        Their :func:`scores`.
    sample : mapping of str to ndarray, shape (draws,)
    stances : sequence of str
        One a state, of ``STANCES`` or ``COMMITTED``.
    backer : mapping of str to ndarray of bool, shape (draws,)
        Where the backer gives ``none``, ``logistics`` or ``full``.
    """
    by_stance = {stance: _bar(sample, stance, backer) for stance in set(stances)}
    willing = np.empty(found.shape, dtype=bool)
    for index, stance in enumerate(stances):
        willing[:, index] = found[:, index] <= by_stance[stance]
    return willing


def chance(
    sample: Mapping[str, FloatArray], stance: str, backer: Mapping[str, NDArray[np.bool_]]
) -> FloatArray:
    """Return the chance that a state of this stance is willing in each draw, shape (draws,)."""
    from scipy import special

    found: FloatArray = special.ndtr(_bar(sample, stance, backer))
    return found


def _bar(
    sample: Mapping[str, FloatArray], stance: str, backer: Mapping[str, NDArray[np.bool_]]
) -> FloatArray:
    """Return the score up to which a state of this stance is willing, shape (draws,)."""
    from scipy import special

    shift = np.zeros(len(sample["join_correlation"]))
    if stance == COMMITTED:
        return shift + np.inf
    for state, name in _SHIFTS.items():
        shift = shift + np.where(backer[state], sample[name], 0.0)
    bar: FloatArray = special.ndtri(sample[f"join_{stance}"]) + shift
    return bar


def _number(iso3: str) -> int:
    """Return a positive number for a code, the same in every pack."""
    number = 0
    for letter in iso3:
        number = 27 * number + ord(letter) - ord("A") + 1
    return number
