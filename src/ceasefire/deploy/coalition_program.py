"""The coalition problem written out as an integer program: variables, rows, objectives.

For states i, unit types u and classes of rotations k, with x whole steps and y taking part::

    short[k,u] + sum_i x[i,u,k]           >= required[k,u]      requirement
    sum_u troops[u] x[i,u,k]              <= cap[k,i] y[i]      pool, ceiling, delay
    sum_u troops[u] x[i,u,steady]         >= minimum[i] y[i]    least useful contribution
    sum_u troops[u] x[i,u,k] - over[i,k]  <= soft[i]            sustained share
    y[i]                                  <= sum_{leads} y      nobody without a lead
    sum_{leads, manoeuvre} troops x       >= share x sum_{manoeuvre} troops x  (steady)
    sum_{u,k} x[i,u,k]                    >= y[i]               nobody in name only

Rotations that are alike are one class and count as often as they occur. Equal costs are told apart
by an index, at most 100 euros a step, so that one input has one answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ceasefire.deploy.certificate import bound_to_join
from ceasefire.deploy.problem import CoalitionProblem
from ceasefire.deploy.solver import IntegerProgram, Rows
from ceasefire.results import FloatArray

__all__ = ["MILLION", "Layout", "objective_weights", "variables", "write_program"]

MILLION = 1e-6
_ROUNDING = 5e-7  # troops, half of what the certificate forgives
_INDEX = 1e-4  # million euros


@dataclass(frozen=True)
class Layout:
    """Positions of the variables: x (class, state, unit), y (state), over, short."""

    x: np.ndarray
    y: np.ndarray
    over: np.ndarray
    short: np.ndarray

    @property
    def columns(self) -> int:
        """Number of variables."""
        return int(self.x.size + self.y.size + self.over.size + self.short.size)

    @property
    def all(self) -> np.ndarray:
        """Positions of all variables."""
        return np.arange(self.columns)


def write_program(problem: CoalitionProblem) -> tuple[Layout, IntegerProgram]:
    """Return the positions of the variables, their bounds, and the rows."""
    layout = _layout(problem)
    upper = np.full(layout.columns, np.inf)
    barred = [state in problem.excluded for state in problem.states]
    available = np.floor(np.array(problem.available_steps, dtype=float).reshape(layout.x.shape[1:]))
    available[barred] = 0.0
    upper[layout.x] = available[None, :, :]
    upper[layout.y] = [0.0 if out else 1.0 for out in barred]
    lower = np.zeros(layout.columns)
    bound = bound_to_join(problem)
    lower[layout.y] = [float(state in bound) for state in problem.states]
    whole = np.zeros(layout.columns, dtype=bool)
    whole[layout.x], whole[layout.y] = True, True
    rows = Rows()
    _require(rows, problem, layout)
    _limit(rows, problem, layout)
    _lead(rows, problem, layout)
    return layout, IntegerProgram(lower, upper, whole, rows)


def _layout(problem: CoalitionProblem) -> Layout:
    classes, states, units = len(problem.classes), len(problem.states), len(problem.units)
    sizes = (classes * states * units, states, classes * states, classes * units)
    parts = np.split(np.arange(sum(sizes)), np.cumsum(sizes)[:-1])
    return Layout(
        x=parts[0].reshape(classes, states, units),
        y=parts[1],
        over=parts[2].reshape(classes, states),
        short=parts[3].reshape(classes, units),
    )


def _require(rows: Rows, problem: CoalitionProblem, layout: Layout) -> None:
    for k, needs in enumerate(problem.required_steps):
        for u, need in enumerate(needs):
            rows.add(np.append(layout.x[k, :, u], layout.short[k, u]), 1.0, lower=need)


def _limit(rows: Rows, problem: CoalitionProblem, layout: Layout) -> None:
    troops = np.array(problem.step_troops)
    steady, grain = len(problem.classes) - 1, _grain(problem)
    for i in range(len(problem.states)):
        for k in range(len(problem.classes)):
            x = layout.x[k, i]
            cap = grain * math.floor((problem.cap_troops[k][i] + _ROUNDING) / grain)
            rows.add(np.append(x, layout.y[i]), np.append(troops, -cap), upper=0.0)
            rows.add(
                np.append(x, layout.over[k, i]),
                np.append(troops, -1.0),
                upper=problem.soft_troops[i],
            )
        least = grain * math.ceil((problem.minimum_troops[i] - _ROUNDING) / grain)
        rows.add(np.append(layout.x[steady, i], layout.y[i]), np.append(troops, -least), lower=0.0)
        everything = layout.x[:, i].ravel()
        ones = np.ones(everything.size)
        rows.add(np.append(everything, layout.y[i]), np.append(ones, -1.0), lower=0.0)


def _grain(problem: CoalitionProblem) -> float:
    """Return the troops that every sum of steps is a multiple of, a thousandth at least.

    Limits rounded to it cut off nothing, and no sum of steps lies within the solver's tolerance
    of one it may not reach.
    """
    thousandths = [round(1000 * troops) for troops in problem.step_troops]
    return max(math.gcd(*thousandths), 1) / 1000


def _lead(rows: Rows, problem: CoalitionProblem, layout: Layout) -> None:
    leading = np.array([state in problem.leads for state in problem.states], dtype=bool)
    for i in np.flatnonzero(~leading):
        columns = np.append(layout.y[leading], layout.y[i])
        rows.add(columns, np.append(np.full(leading.sum(), -1.0), 1.0), upper=0.0)
    troops = np.array(problem.step_troops) * np.array(problem.manoeuvre, dtype=float)
    weight = np.where(leading[:, None], 1.0 - problem.lead_share, -problem.lead_share)
    rows.add(layout.x[-1].ravel(), (weight * troops[None, :]).ravel(), lower=0.0)


def objective_weights(problem: CoalitionProblem, layout: Layout) -> tuple[FloatArray, ...]:
    """Return the objectives as weights of the variables: short, price, cost in million euros."""
    troops, often = np.array(problem.step_troops), np.array(problem.rotations, dtype=float)
    short, price, cost = (np.zeros(layout.columns) for _ in range(3))
    short[layout.short] = often[:, None] * (troops * np.array(problem.short_weight))[None, :]
    soldiers = np.broadcast_to(often[:, None, None] * troops[None, None, :], layout.x.shape)
    price[layout.x] = soldiers * np.array(problem.stance_weight)[None, :, None]
    price[layout.over] = often[:, None] * problem.over_weight
    index = np.arange(1, layout.x.size + 1).reshape(layout.x.shape) / max(layout.x.size, 1)
    cost[layout.x] = soldiers * np.array(problem.cost_eur)[None, :, None] * MILLION
    cost[layout.x] += _INDEX * index
    return short, price, cost


def variables(problem: CoalitionProblem, layout: Layout, steps: FloatArray) -> FloatArray:
    """Return all variables of a coalition, from its steps."""
    values = np.zeros(layout.columns)
    soldiers = (steps * np.array(problem.step_troops)).sum(axis=2)
    required = np.array(problem.required_steps).reshape(layout.short.shape)
    values[layout.x] = steps
    values[layout.y] = steps.any(axis=(0, 2))
    values[layout.over] = np.maximum(soldiers - np.array(problem.soft_troops), 0.0)
    values[layout.short] = np.maximum(required - steps.sum(axis=1), 0.0)
    return values
