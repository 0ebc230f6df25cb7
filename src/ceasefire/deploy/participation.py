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

__all__ = ["COMMITTED", "STANCES", "joins", "parameters"]

STANCES = ("lead", "supportive", "open", "undecided", "reluctant", "enabler_only", "opposed")
COMMITTED = "committed"
"""The stance of a state that the reader makes take part."""

_SHIFTS = {"none": "join_shift_backer_none", "full": "join_shift_backer_full"}


def parameters(stances: Sequence[str]) -> tuple[str, ...]:
    """Return the parameters that decide who joins among states of these stances."""
    chances = tuple(f"join_{stance}" for stance in STANCES if stance in stances)
    return (*chances, "join_correlation", *_SHIFTS.values())


def joins(
    draws: Draws,
    sample: Sample,
    states: Sequence[str],
    stances: Sequence[str],
    backer: Mapping[str, NDArray[np.bool_]],
) -> NDArray[np.bool_]:
    """Return whether each state is willing in each draw, shape (draws, states).

    Parameters
    ----------
    draws, sample : Draws, Sample
    states : sequence of str
        ISO 3166-1 alpha-3 codes; a state's own chance depends on its code, the seed and the draw
        alone, so another state in the list changes nothing.
    stances : sequence of str
        One a state, of ``STANCES`` or ``COMMITTED``.
    backer : mapping of str to ndarray of bool, shape (draws,)
        Where the backer gives ``none``, ``logistics`` or ``full``.
    """
    from scipy import special

    rows = np.arange(sample.rows.start, sample.rows.stop)
    rho = sample["join_correlation"]
    shift = np.zeros(len(rows))
    for state, name in _SHIFTS.items():
        shift = shift + np.where(backer[state], sample[name], 0.0)
    common = np.sqrt(rho) * special.ndtri(uniforms(draws.seed, "participation", draw=rows))
    willing = np.ones((len(rows), len(states)), dtype=bool)
    for index, (state, stance) in enumerate(zip(states, stances, strict=True)):
        if stance == COMMITTED:
            continue
        own = special.ndtri(uniforms(draws.seed, "participation", draw=rows, k=_number(state)))
        bar: FloatArray = special.ndtri(sample[f"join_{stance}"]) + shift
        willing[:, index] = common + np.sqrt(1.0 - rho) * own <= bar
    return willing


def _number(iso3: str) -> int:
    """Return a positive number for a code, the same in every pack."""
    number = 0
    for letter in iso3:
        number = 27 * number + ord(letter) - ord("A") + 1
    return number
