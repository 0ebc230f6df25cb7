"""What the players decide on a serious occasion: the game at each knot, for every draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects import game
from ceasefire.prospects.game import Answers, Tree
from ceasefire.prospects.stakes import Question, provocation_level, stakes
from ceasefire.prospects.variants import Axes
from ceasefire.results import FloatArray

__all__ = ["Decisions", "decisions", "provocation_flip"]

_FLIP_STEPS, _MOST_PROVOCATION = 12, 2.0


@dataclass(frozen=True)
class Decisions:
    """What the game says over time; T types of the aggressor, K knots.

    Attributes
    ----------
    types : ndarray, shape (draws, T)
        Shares of the aggressor's types among those that would have accepted.
    attack : ndarray, shape (draws, T, K)
        Chance of attack on an occasion.
    mixed_attack : ndarray, shape (draws, K)
        The same over the types.
    accepts_log_odds : ndarray, shape (draws,)
        The aggressor's log-odds of accepting the settlement with the announced force.
    probe, respond, stand, support : ndarray, shape (draws,)
        At the second knot, when most of the force is there; the backer as it is in the draw.
    residual : ndarray, shape (draws,)
    failed : ndarray of bool, shape (draws,)
    """

    types: FloatArray
    attack: FloatArray
    mixed_attack: FloatArray
    accepts_log_odds: FloatArray
    probe: FloatArray
    respond: FloatArray
    stand: FloatArray
    support: FloatArray
    residual: FloatArray
    failed: NDArray[np.bool_]


@cache
def _tree() -> Tree:
    return game.deterrence_tree()


def decisions(sample: Mapping[str, FloatArray], axes: Axes, asked: Question) -> Decisions:
    """Return the decisions of all players at every knot."""
    announced = _solved(sample, axes, asked, asked.knots_years[0], np.ones(len(asked.troops)))
    prior = np.stack([sample["opportunist_share"], 1.0 - sample["opportunist_share"]], axis=1)
    accepting = prior * announced.answers.accepts
    accepts = accepting[:, 0] + accepting[:, 1]
    types = accepting / accepts[:, None]
    found = [
        _solved(sample, axes, asked, year, asked.share[:, place])
        for place, year in enumerate(asked.knots_years)
    ]
    attack = np.stack([one.answers.attack for one in found], axis=2)
    second = found[min(1, len(found) - 1)].answers
    residual = announced.residual
    for one in found:
        residual = np.maximum(residual, one.residual)
    return Decisions(
        types=types,
        attack=attack,
        mixed_attack=types[:, 0, None] * attack[:, 0] + types[:, 1, None] * attack[:, 1],
        accepts_log_odds=np.log(accepts) - np.log1p(-accepts),
        probe=types[:, 0] * second.probe[:, 0] + types[:, 1] * second.probe[:, 1],
        respond=second.respond,
        stand=second.stand,
        support=second.support,
        residual=residual,
        failed=~(residual <= game.CERTIFIED),
    )


def provocation_flip(
    sample: Mapping[str, FloatArray],
    axes: Axes,
    asked: Question,
    attack_without: FloatArray,
    place: int,
) -> FloatArray:
    """Return the provocation at which the force no longer lowers the chance of attack.

    Parameters
    ----------
    attack_without : ndarray, shape (draws, T)
        Chance of attack on an occasion in the world without the force.
    place : int
        The knot at which the two worlds are compared.

    Returns
    -------
    ndarray, shape (draws,)
        In units of the aggressor's stake, for a force of ``provocation_scale_troops``: 0 where the
        force makes attack likelier even without any, infinite where no provocation up to two
        stakes does.
    """
    year, share = asked.knots_years[place], asked.share[:, place]
    first = sample["opportunist_share"]
    without = first * attack_without[:, 0] + (1.0 - first) * attack_without[:, 1]

    def worse(level: FloatArray) -> NDArray[np.bool_]:
        found = _solved(sample, axes, asked, year, share, provocation=level).answers.attack
        likelier: NDArray[np.bool_] = first * found[:, 0] + (1.0 - first) * found[:, 1] > without
        return likelier

    low, high = np.zeros(len(share)), np.full(len(share), _MOST_PROVOCATION)
    at_once, ever = worse(low), worse(high)
    for _ in range(_FLIP_STEPS):
        middle = 0.5 * (low + high)
        over = worse(middle)
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    found = np.where(ever, 0.5 * (low + high), np.inf)
    return np.where(at_once, 0.0, found)


@dataclass(frozen=True)
class _Solved:
    answers: Answers
    residual: FloatArray


def _solved(
    sample: Mapping[str, FloatArray],
    axes: Axes,
    asked: Question,
    year: float,
    share: FloatArray,
    provocation: FloatArray | None = None,
) -> _Solved:
    """Return the answers at a time, with so much of the force in place."""
    level = provocation_level(sample, axes) if provocation is None else provocation
    names = ("opportunist_share", "resolute_share", "believed_support")
    chances = np.stack([sample[name] for name in names], axis=1)
    found = game.solve(
        _tree(),
        game.payoffs(_tree(), stakes(sample, axes, asked, year, share, level)),
        chances,
        sample["choice_precision"],
        sample["escalation_nest"],
    )
    said = game.answers(_tree(), found, sample["resolute_share"], asked.supportive)
    return _Solved(said, found.residual)
