"""Agent logit quantal response equilibrium of a tree, all draws at once.

At each information set an action is taken with the (nested) logit chance of its expected payoff,
given beliefs by Bayes' rule and everybody's play elsewhere (McKelvey and Palfrey 1998). Play
downstream follows from beliefs in one backward pass, so the fixed point is sought in the beliefs
alone: forward pass for beliefs, backward pass for choices, until nothing moves. The precision rises
from the uniform profile in steps, which keeps to the principal branch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled
from ceasefire.prospects.game.schedule import Schedule
from ceasefire.prospects.game.tree import Tree
from ceasefire.results import FloatArray

__all__ = ["CERTIFIED", "TOLERANCE", "Equilibrium", "solve"]

TOLERANCE, CERTIFIED = 1e-10, 1e-8
"""Largest move at which the search stops; largest residual of an answer that counts."""
_RAMP, _ROUGH = 4, 1e-3
_SWEEPS, _SLOW_SWEEPS, _SLOW_STEP = 400, 8000, 0.1


@dataclass(frozen=True)
class Equilibrium:
    """The play of all draws.

    Attributes
    ----------
    choice : ndarray, shape (draws, actions)
        Chance of each action at its information set.
    reach : ndarray, shape (draws, nodes)
        Chance that play comes to each node.
    residual : ndarray, shape (draws,)
        Largest difference between a choice and the logit response to the play.
    regret : ndarray, shape (draws,)
        Largest gain in expected payoff from the best action over the play; above zero by
        construction where precision is finite.
    sweeps : ndarray of int, shape (draws,)
    failed : ndarray of bool, shape (draws,)
        No fixed point was found, the slow way included.
    """

    choice: FloatArray
    reach: FloatArray
    residual: FloatArray
    regret: FloatArray
    sweeps: NDArray[np.int64]
    failed: NDArray[np.bool_]


def solve(
    tree: Tree,
    payoff: NDArray[np.float64],
    chances: NDArray[np.float64],
    precision: FloatArray,
    dissimilarity: FloatArray,
) -> Equilibrium:
    """Return the equilibrium of each draw on the principal branch.

    Parameters
    ----------
    tree : Tree
    payoff : ndarray, shape (draws, ends, players)
    chances : ndarray, shape (draws, len(CHANCES))
        Nature's chance of the first type of each draw, as the players believe it.
    precision : ndarray, shape (draws,)
        Lambda: 0 is chance, infinity best response.
    dissimilarity : ndarray, shape (draws,)
        Of the actions in a nest, in (0, 1]; 1 is the plain logit, near 0 a nest counts as one.

    Raises
    ------
    ValueError
        If a dissimilarity or a precision is out of range.
    """
    if not ((dissimilarity > 0) & (dissimilarity <= 1)).all():
        raise ValueError("a dissimilarity lies above 0 and at 1 at most")
    if not (np.isfinite(precision) & (precision >= 0)).all():
        raise ValueError("a precision is finite and not negative")
    plan = Schedule.of(tree)
    draws = len(precision)
    out = Equilibrium(
        choice=np.zeros((draws, len(tree.actions))),
        reach=np.zeros((draws, tree.nodes)),
        residual=np.zeros(draws),
        regret=np.zeros(draws),
        sweeps=np.zeros(draws, dtype=np.int64),
        failed=np.zeros(draws, dtype=np.bool_),
    )
    _solve_all(
        plan,
        np.ascontiguousarray(payoff),
        np.ascontiguousarray(chances),
        np.ascontiguousarray(precision),
        np.ascontiguousarray(dissimilarity),
        out.choice,
        out.reach,
        out.residual,
        out.regret,
        out.sweeps,
    )
    out.failed[:] = ~(out.residual <= CERTIFIED)
    return out


@compiled
def _solve_all(
    plan: Schedule,
    payoff: NDArray[np.float64],
    chances: FloatArray,
    precision: FloatArray,
    dissimilarity: FloatArray,
    choice: FloatArray,
    reach: FloatArray,
    residual: FloatArray,
    regret: FloatArray,
    sweeps: NDArray[np.int64],
) -> None:
    value = np.zeros((len(plan.parent), payoff.shape[2]))
    response = np.zeros(len(plan.nest))
    for draw in range(len(precision)):
        for number in range(len(plan.first) - 1):
            share = 1.0 / (plan.first[number + 1] - plan.first[number])
            choice[draw, plan.first[number] : plan.first[number + 1]] = share
        for end in range(len(plan.ends)):
            value[plan.ends[end]] = payoff[draw, end]
        for rung in range(1, _RAMP + 1):
            last = rung == _RAMP
            limit = TOLERANCE if last else _ROUGH
            level = precision[draw] * rung / _RAMP
            step, before, moved = 1.0, np.inf, np.inf
            most = _SWEEPS + _SLOW_SWEEPS if last else _SWEEPS
            for count in range(most):
                moved = _sweep(
                    plan,
                    chances[draw],
                    level,
                    dissimilarity[draw],
                    step,
                    choice[draw],
                    reach[draw],
                    value,
                    response,
                )[0]
                sweeps[draw] += 1
                if moved <= limit:
                    break
                if count > _SWEEPS:
                    step = _SLOW_STEP
                elif moved > 0.9 * before:  # it cycles: take smaller steps
                    step = max(_SLOW_STEP, 0.7 * step)
                before = moved
        residual[draw], regret[draw] = _sweep(
            plan,
            chances[draw],
            precision[draw],
            dissimilarity[draw],
            0.0,
            choice[draw],
            reach[draw],
            value,
            response,
        )


@compiled
def _sweep(
    plan: Schedule,
    chances: FloatArray,
    precision: float,
    dissimilarity: float,
    step: float,
    choice: FloatArray,
    reach: FloatArray,
    value: FloatArray,
    response: FloatArray,
) -> tuple[float, float]:
    """Beliefs forward, choices backward; return the largest move asked for, and regret."""
    _beliefs(plan.parent, plan.player, plan.infoset, plan.move, chances, choice, reach)
    order, player, infoset = plan.order, plan.player, plan.infoset
    kids, kids_at, nest = plan.kids, plan.kids_at, plan.nest
    players = value.shape[1]
    largest, regret = 0.0, 0.0
    at = 0
    while at < len(order):
        node = order[at]
        set_, owner = infoset[node], player[node]
        if owner < 0:
            first = chances[set_]
            left, right = kids[kids_at[node]], kids[kids_at[node] + 1]
            for who in range(players):
                value[node, who] = first * value[left, who] + (1.0 - first) * value[right, who]
            at += 1
            continue
        end, total = at, 0.0
        while end < len(order) and player[order[end]] == owner and infoset[order[end]] == set_:
            total += reach[order[end]]
            end += 1
        begin, stop = plan.first[set_], plan.first[set_ + 1]
        for action in range(begin, stop):
            response[action] = 0.0
        for place in range(at, end):
            # A set that play never reaches is judged as if each of its nodes were as likely.
            weight = reach[order[place]] / total if total > 0.0 else 1.0 / (end - at)
            kid = kids_at[order[place]] - begin
            for action in range(begin, stop):
                response[action] += weight * value[kids[kid + action], owner]
        best, mean = response[begin], 0.0
        for action in range(begin, stop):
            best = max(best, response[action])
            mean += choice[action] * response[action]
        regret = max(regret, best - mean)
        _logit(nest, begin, stop, precision, dissimilarity, response)
        for action in range(begin, stop):
            gap = response[action] - choice[action]
            largest = max(largest, abs(gap))
            choice[action] += step * gap
        for place in range(at, end):
            kid = kids_at[order[place]] - begin
            for who in range(players):
                mixed = 0.0
                for action in range(begin, stop):
                    mixed += choice[action] * value[kids[kid + action], who]
                value[order[place], who] = mixed
        at = end
    return largest, regret


@compiled
def _beliefs(
    parent: NDArray[np.int64],
    player: NDArray[np.int64],
    infoset: NDArray[np.int64],
    move: NDArray[np.int64],
    chances: FloatArray,
    choice: FloatArray,
    reach: FloatArray,
) -> None:
    reach[0] = 1.0
    for node in range(1, len(parent)):
        above = parent[node]
        if player[above] >= 0:
            reach[node] = reach[above] * choice[move[node]]
        else:
            first = chances[infoset[above]]
            reach[node] = reach[above] * (first if move[node] == 0 else 1.0 - first)


@compiled
def _logit(
    nest: NDArray[np.int64],
    begin: int,
    stop: int,
    precision: float,
    dissimilarity: float,
    response: FloatArray,
) -> None:
    """Turn expected payoffs into nested logit chances, in place.

    Within a nest actions compete at precision / dissimilarity; nests by their inclusive value.
    """
    top = response[begin]
    for action in range(begin, stop):
        top = max(top, response[action])
    total = 0.0
    for label in range(stop - begin):
        size, alone, inside, peak = 0, begin, 0.0, -np.inf
        for action in range(begin, stop):
            if nest[action] == label:
                size, alone = size + 1, action
                peak = max(peak, response[action])
        if size == 1:
            response[alone] = np.exp(precision * (response[alone] - top))
            total += response[alone]
        elif size > 1:
            for action in range(begin, stop):
                if nest[action] == label:
                    gap = precision * (response[action] - peak) / dissimilarity
                    response[action] = np.exp(gap)
                    inside += response[action]
            share = np.exp(precision * (peak - top)) * inside**dissimilarity
            for action in range(begin, stop):
                if nest[action] == label:
                    response[action] *= share / inside
            total += share
    for action in range(begin, stop):
        response[action] /= total
