"""What the players decide on a serious occasion: the game at each knot, for every draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects import game
from ceasefire.prospects.balance import adversary_power, coalition_power, host_power
from ceasefire.prospects.game import Answers, GameParameters, Tree
from ceasefire.prospects.variants import Axes
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Option

__all__ = ["PARAMETERS", "Decisions", "Question", "decisions", "provocation_flip"]

_PLAIN = (
    "attack_cost",
    "attack_cost_force",
    "attack_cost_support",
    "coalition_holds",
    "coalition_stake",
    "escalation_loss_aggressor",
    "escalation_loss_coalition",
    "host_reject_value",
    "ignore_cost",
    "limited_stake",
    "overrun_loss",
    "probe_cost",
    "reject_value",
    "resolve_multiplier",
    "respond_cost",
    "support_cost",
    "support_value",
    "territory_cost",
    "withdraw_cost",
    "withholding_share",
)
"""Parameters that the game takes as they are, under their own names."""
_BY_WEIGHT = (
    "ally_duty",
    "audience_cost",
    "escalation_risk",
    "probe_gain",
    "probe_gain_withdrawal",
    "probe_punished",
    "stand_cost",
    "tripwire_pull",
)
"""Parameters that count by the weight of the force, 1 - exp(-troops / force_fight_scale_troops)."""
PARAMETERS = (
    *_PLAIN,
    *_BY_WEIGHT,
    "balance_steepness",
    "believed_support",
    "choice_precision",
    "escalation_nest",
    "force_cost_per_1000",
    "force_fight_scale_troops",
    "opportunist_share",
    "presence_acts_outside",
    "presence_acts_rear",
    "provocation_high",
    "provocation_low",
    "provocation_power",
    "provocation_scale_troops",
    "resolute_share",
)
_FLIP_STEPS, _MOST_PROVOCATION = 12, 2.0


@dataclass(frozen=True)
class Question:
    """What the game is asked about: an option's force over time beside a host.

    Attributes
    ----------
    option : Option
    knots_years : tuple of float
    share : ndarray, shape (draws, knots)
        Share of the option's own size in place; 0 is a world without the force.
    troops : ndarray, shape (draws,)
        The option's own size, as announced.
    host_soldiers : ndarray, shape (draws,)
        Soldiers added to the host: relieved by the force, or paid with its money.
    backed : ndarray of bool, shape (draws,)
        Whether the backer gives intelligence and logistics at least.
    host_cap_troops : float, optional
    """

    option: Option
    knots_years: tuple[float, ...]
    share: FloatArray
    troops: FloatArray
    host_soldiers: FloatArray
    backed: NDArray[np.bool_]
    host_cap_troops: float | None = None

    def rows(self, chosen: NDArray[np.int64]) -> Question:
        """Return the question for some of the draws."""
        return replace(
            self,
            share=self.share[chosen],
            troops=self.troops[chosen],
            host_soldiers=self.host_soldiers[chosen],
            backed=self.backed[chosen],
        )


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
        At the second knot, when most of the force is there.
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
    level = _provocation(sample, axes) if provocation is None else provocation
    names = ("opportunist_share", "resolute_share", "believed_support")
    chances = np.stack([sample[name] for name in names], axis=1)
    found = game.solve(
        _tree(),
        game.payoffs(_tree(), _parameters(sample, axes, asked, year, share, level)),
        chances,
        sample["choice_precision"],
        sample["escalation_nest"],
    )
    return _Solved(game.answers(_tree(), found, chances[:, 1], chances[:, 2]), found.residual)


def _provocation(sample: Mapping[str, FloatArray], axes: Axes) -> FloatArray:
    low, high = sample["provocation_low"], sample["provocation_high"]
    level: FloatArray = np.select([axes.provocation == 1, axes.provocation == 2], [low, high], 0.0)
    return level


def _parameters(
    sample: Mapping[str, FloatArray],
    axes: Axes,
    asked: Question,
    year: float,
    share: FloatArray,
    provocation: FloatArray,
) -> GameParameters:
    option = asked.option
    adversary = adversary_power((year,), sample, axes.fast_recovery)[:, 0]
    host = host_power(option, sample, asked.host_soldiers, asked.host_cap_troops, asked.backed)
    coalition = coalition_power(option, share[:, None], sample)[:, 0]
    troops = asked.troops * share
    scale = sample["provocation_scale_troops"]
    # What a probe, a stand or a war with the force is worth grows with the force: a force of
    # nobody is no force, and both worlds have the same moves.
    weight = -np.expm1(-troops / sample["force_fight_scale_troops"])
    by_weight = {name: sample[name] * weight for name in _BY_WEIGHT}
    return GameParameters(
        success=_success(sample, adversary, host, coalition),
        troops_thousand=troops / 1000.0,
        force_log=np.log1p(troops / sample["force_fight_scale_troops"]),
        provocation=provocation * (troops / scale) ** sample["provocation_power"],
        force_cost=sample["force_cost_per_1000"],
        **by_weight,
        **{name: sample[name] for name in _PLAIN},
    )


def _success(
    sample: Mapping[str, FloatArray],
    adversary: FloatArray,
    host: FloatArray,
    coalition: FloatArray,
) -> FloatArray:
    """Return the chance that an attack succeeds, shape (draws, stand, support).

    A logistic curve in the log ratio of power, even at a ratio of one.
    """
    found = np.empty((len(adversary), 2, 2))
    for stand in (0, 1):
        for support in (0, 1):
            against = host + stand * coalition + support * sample["backer_full_brigades"]
            lead = sample["balance_steepness"] * np.log(adversary / against)
            found[:, stand, support] = 1.0 / (1.0 + np.exp(-lead))
    return found
