"""Payoffs at each end of the tree, by draw, in units of what the aggressor wants.

The chance that an attack succeeds comes from outside (the local balance), by whether the coalition
stands and the backer supports.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.game.tree import PLAYERS, Facts, Tree
from ceasefire.results import FloatArray

__all__ = ["GameParameters", "payoffs"]

_A, _C, _B, _H = (PLAYERS.index(name) for name in ("aggressor", "coalition", "backer", "host"))


@dataclass(frozen=True)
class GameParameters:
    """What the players want and fear; arrays (draws,), in units of the aggressor's stake.

    Attributes
    ----------
    success : ndarray, shape (draws, 2, 2)
        Chance that an attack succeeds, by whether the coalition stands and the backer supports.
    troops_thousand, force_log : ndarray
        Size of the force (F), and its weight in the cost of fighting it, ln(1 + psi F / F0).
    provocation : ndarray
        What complying beside the force costs the aggressor: rho (F / F1)^gamma.
    limited_stake : ndarray
        What the limited type gains from success, as a share of the opportunist's.
    reject_value : ndarray
        The aggressor's value of going on with the war (w_A).
    attack_cost, attack_cost_force, attack_cost_support : ndarray
        Cost of attacking; added for each unit of ``force_log`` that stands; added by the backer.
    escalation_risk, escalation_loss_aggressor, escalation_loss_coalition : ndarray
        Chance that fighting the force leads to a wider war, twice with the backer in; its losses.
    probe_cost, probe_punished, probe_gain, probe_gain_withdrawal : ndarray
        A probe's cost; added if the force responds; its gain if ignored; added if it leaves.
    coalition_holds, coalition_stake : ndarray
        The coalition's value of a ceasefire that holds (s_C), of what an attack takes (V_C).
    force_cost : ndarray
        Cost of the force for each thousand troops.
    respond_cost, ignore_cost, withdraw_cost : ndarray
        The coalition's cost of each answer to a probe; the last times resolve if resolute.
    stand_cost, audience_cost, tripwire_pull : ndarray
        Cost of standing; cost of leaving (times resolve if resolute); cost of leaving one's dead.
    resolve_multiplier : ndarray
        How much more a resolute coalition values and fears.
    support_value, support_cost, ally_duty, withholding_share : ndarray
        The backer's value of what an attack takes, cost of supporting, cost of leaving an ally that
        stands; what a withholding backer feels of value and duty, as a share.
    host_reject_value, territory_cost, overrun_loss : ndarray
        The host's value of going on with the war; cost of the terms; loss if overrun.
    """

    success: FloatArray
    troops_thousand: FloatArray
    force_log: FloatArray
    provocation: FloatArray
    limited_stake: FloatArray
    reject_value: FloatArray
    attack_cost: FloatArray
    attack_cost_force: FloatArray
    attack_cost_support: FloatArray
    escalation_risk: FloatArray
    escalation_loss_aggressor: FloatArray
    escalation_loss_coalition: FloatArray
    probe_cost: FloatArray
    probe_punished: FloatArray
    probe_gain: FloatArray
    probe_gain_withdrawal: FloatArray
    coalition_holds: FloatArray
    coalition_stake: FloatArray
    force_cost: FloatArray
    respond_cost: FloatArray
    ignore_cost: FloatArray
    withdraw_cost: FloatArray
    stand_cost: FloatArray
    audience_cost: FloatArray
    tripwire_pull: FloatArray
    resolve_multiplier: FloatArray
    support_value: FloatArray
    support_cost: FloatArray
    ally_duty: FloatArray
    withholding_share: FloatArray
    host_reject_value: FloatArray
    territory_cost: FloatArray
    overrun_loss: FloatArray


def payoffs(
    tree: Tree, p: GameParameters, stop_keeps_provocation: bool = True
) -> NDArray[np.float64]:
    """Return the payoff of each player at each end, shape (draws, ends, players).

    Parameters
    ----------
    tree : Tree
    p : GameParameters
    stop_keeps_provocation : bool
        Whether the force still provokes after a probe that stops, as it does beside an aggressor
        that complies.
    """
    found = np.zeros((len(p.reject_value), len(tree.facts), len(PLAYERS)))
    for end, facts in enumerate(tree.facts):
        if "rejected" in facts:
            found[:, end, _A] = p.reject_value
            found[:, end, _H] = p.host_reject_value
            continue
        found[:, end, _H] = -p.territory_cost
        if facts["deployed"] == "yes":
            found[:, end, _C] -= p.force_cost * p.troops_thousand
        if facts["outcome"] == "attack":
            _attack(found[:, end], facts, p)
        else:
            _no_attack(found[:, end], facts, p, stop_keeps_provocation)
        if facts.get("probed") == "yes":
            found[:, end, _A] -= p.probe_cost
            found[:, end, _C] -= _answer_cost(facts, p)
    return found


def _no_attack(values: NDArray[np.float64], facts: Facts, p: GameParameters, keeps: bool) -> None:
    answer = facts.get("answer")
    stays = facts["deployed"] == "yes" and answer != "withdraw"
    if stays and (facts["outcome"] == "comply" or keeps):
        values[:, _A] -= p.provocation
    if facts["deployed"] == "yes":
        values[:, _C] += p.coalition_holds * (facts["outcome"] == "comply")
    if answer == "respond":
        values[:, _A] -= p.probe_punished
    elif answer == "ignore":
        values[:, _A] += p.probe_gain
    elif answer == "withdraw":
        values[:, _A] += p.probe_gain + p.probe_gain_withdrawal


def _attack(values: NDArray[np.float64], facts: Facts, p: GameParameters) -> None:
    stand, support = facts["stand"] == "yes", facts["support"] == "yes"
    success = p.success[:, int(stand), int(support)]
    resolve = p.resolve_multiplier if facts["coalition"] == "resolute" else 1.0
    stake = p.limited_stake if facts.get("aggressor") == "limited" else 1.0
    wider = p.escalation_risk * (1 + support) * stand
    values[:, _A] += (
        success * stake
        - p.attack_cost
        - p.attack_cost_force * p.force_log * stand
        - p.attack_cost_support * support
        - wider * p.escalation_loss_aggressor
    )
    values[:, _C] -= success * p.coalition_stake * resolve
    if stand:
        values[:, _C] -= p.stand_cost + p.escalation_risk * p.escalation_loss_coalition
    elif facts["deployed"] == "yes" and facts.get("answer") != "withdraw":
        values[:, _C] -= p.audience_cost * resolve + p.tripwire_pull
    feels = 1.0 if facts["backer"] == "supportive" else p.withholding_share
    values[:, _B] -= success * p.support_value * feels
    if support:
        values[:, _B] -= p.support_cost
    elif stand:
        values[:, _B] -= p.ally_duty * feels
    values[:, _H] -= success * p.overrun_loss


def _answer_cost(facts: Facts, p: GameParameters) -> FloatArray:
    if facts["answer"] == "respond":
        return p.respond_cost
    if facts["answer"] == "ignore":
        return p.ignore_cost
    resolve = p.resolve_multiplier if facts["coalition"] == "resolute" else 1.0
    cost: FloatArray = p.withdraw_cost * resolve
    return cost
