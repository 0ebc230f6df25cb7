"""The coalition that is least short, then cheapest in politics, then in money.

The program is written out in :mod:`ceasefire.deploy.coalition_program`. Its objectives are solved
in turn: troops short, political price (soldiers x stance weight, soldiers above the sustained
share), cost. Each leaves the next a little room, a shortfall half a per cent of the requirement:
held to the last soldier, a large shortfall would decide the politics. A requirement that can be met
is met. States are taken in order of their code, however they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ceasefire.core.errors import SolverError
from ceasefire.deploy.certificate import bound_to_join, certify, objectives
from ceasefire.deploy.coalition_program import (
    MILLION,
    Layout,
    objective_weights,
    variables,
    write_program,
)
from ceasefire.deploy.problem import Coalition, CoalitionProblem, canonical
from ceasefire.deploy.solver import GAP, IntegerProgram, solve_integer
from ceasefire.results import FloatArray

__all__ = ["best_coalition", "farthest_coalition", "least_shortfall"]

_KEEP = 1e-6  # relative slack of an objective that is kept, beyond its gap
_LITTLE = 100.0  # soldiers, their price, million euros: below it a gap means nothing
_SHORTFALL_GAP = 0.005  # where only the shortfall is asked for
_FAR_ENOUGH = 0.15  # gap of the members in common


@dataclass(frozen=True)
class _Stage:
    """An objective: its weights, the gap to solve it to, and what it gives up to later ones.

    ``room`` is a share of its value or of ``scale``, whichever is more, and nothing where its value
    is nothing: a requirement that can be met stays met.
    """

    weights: FloatArray
    max_gap: float
    room: float
    scale: float


def best_coalition(
    problem: CoalitionProblem, variant: str, rung_troops: float, max_gap: float = GAP
) -> Coalition:
    """Return the coalition that is least short, then cheapest in politics, then in money.

    Every objective is solved to ``max_gap``, relative; 0 for the exact answer of a small problem.

    Raises
    ------
    UsageError
        If the problem is not well posed.
    SolverError
        If the solver finds no answer, or the answer fails its certificate.
    """
    problem = canonical(problem)
    layout, program = write_program(problem)
    nobody = np.zeros(layout.x.shape)
    start = None if bound_to_join(problem) else variables(problem, layout, nobody)
    stages = _stages(problem, layout, max_gap)
    return _solve(problem, layout, program, stages, start, variant, rung_troops)


def farthest_coalition(
    problem: CoalitionProblem, from_: Sequence[Coalition], slack: float, variant: str
) -> Coalition:
    """Return a coalition nearly as good, with as few members in common as there can be.

    Parameters
    ----------
    problem : CoalitionProblem
    from_ : sequence of Coalition
        The best coalition first; all count as members to avoid.
    slack : float
        Share by which shortfall and price may exceed those of the best.
    variant : str

    Raises
    ------
    UsageError
        If the problem is not well posed.
    SolverError
        If the solver finds no answer, or the answer fails its certificate.
    """
    problem = canonical(problem)
    layout, program = write_program(problem)
    stages = _stages(problem, layout, GAP)
    short, price = stages[0].weights, stages[1].weights
    best = from_[0]
    room = slack * max(best.price, 1.0)
    program.rows.add(layout.all, short, upper=best.shortfall_troops * (1 + slack) + 1.0)
    program.rows.add(layout.all, price, upper=best.price + room)
    common = np.zeros(layout.columns)
    for coalition in from_:
        for state, member in enumerate(_members(coalition)):
            common[layout.y[state]] += float(member)
    stages.insert(0, _Stage(common, _FAR_ENOUGH, 0.0, 1.0))
    start = variables(problem, layout, np.array(best.steps, dtype=float).reshape(layout.x.shape))
    return _solve(problem, layout, program, stages, start, variant, best.rung_troops)


def least_shortfall(problem: CoalitionProblem) -> float:
    """Return the least (weighted) troops missing, summed over all rotations.

    Steps may be parts here: what would close a shortage is a matter of size, not of rounding.

    Raises
    ------
    UsageError
        If the problem is not well posed.
    SolverError
        If the solver finds no answer.
    """
    problem = canonical(problem)
    layout, program = write_program(problem)
    program.whole[layout.x] = False
    goal = objective_weights(problem, layout)[0]
    start = None if bound_to_join(problem) else variables(problem, layout, np.zeros(layout.x.shape))
    return float(goal @ solve_integer(program, goal, start, _SHORTFALL_GAP).values)


def _members(coalition: Coalition) -> list[bool]:
    return [any(row) for row in coalition.steps[-1]]


def _solve(
    problem: CoalitionProblem,
    layout: Layout,
    program: IntegerProgram,
    stages: Sequence[_Stage],
    start: FloatArray | None,
    variant: str,
    rung_troops: float,
) -> Coalition:
    nodes, bounds = 0, []
    values = np.zeros(layout.columns)
    for stage in stages:
        try:
            answer = solve_integer(program, stage.weights, start, stage.max_gap)
        except SolverError as error:
            raise SolverError(f"No coalition '{variant}' of {rung_troops:,.0f}: {error}") from error
        values = start = answer.values
        nodes += answer.nodes
        bounds.append(answer.bound)
        reached = float(stage.weights @ values)
        room = stage.room * max(reached, stage.scale) if reached > _KEEP * stage.scale else 0.0
        keep = reached + room + _KEEP * max(1.0, reached)
        program.rows.add(layout.all, stage.weights, upper=keep)
    found = [float(stage.weights @ values) for stage in stages]
    gaps = [
        (value - bound) / max(value, stage.scale)
        for value, bound, stage in zip(found, bounds, stages, strict=True)
    ]
    gap = max(0.0, *gaps[-3:])  # fewer members in common need no proof: what is found is another
    return _certified(problem, layout, values, variant, rung_troops, gap, nodes)


def _stages(problem: CoalitionProblem, layout: Layout, max_gap: float) -> list[_Stage]:
    """Return the three objectives in their order."""
    short, price, cost = objective_weights(problem, layout)
    required = short @ variables(problem, layout, np.zeros(layout.x.shape))
    return [
        _Stage(short, max_gap, max_gap / 3, max(float(required), _LITTLE)),
        _Stage(price, max_gap, max_gap / 10, _LITTLE),
        _Stage(cost, max_gap, max_gap, _LITTLE),
    ]


def _certified(
    problem: CoalitionProblem,
    layout: Layout,
    values: FloatArray,
    variant: str,
    rung_troops: float,
    gap: float,
    nodes: int,
) -> Coalition:
    steps = np.rint(values[layout.x]).astype(int)
    plain = tuple(tuple(tuple(int(n) for n in row) for row in by_state) for by_state in steps)
    shortfall = tuple(
        tuple(max(0.0, need - sum(row[u] for row in plain[k])) for u, need in enumerate(needs))
        for k, needs in enumerate(problem.required_steps)
    )
    short, price, cost = objectives(problem, plain)
    claimed = [float(goal @ values) for goal in objective_weights(problem, layout)]
    certificate = certify(problem, plain, shortfall, (claimed[0], claimed[1], claimed[2] / MILLION))
    if not certificate.ok:
        broken = ", ".join(name for name, worst in certificate.checks if worst > 1e-6)
        raise SolverError(f"Coalition '{variant}' of {rung_troops:,.0f} fails its check: {broken}")
    return Coalition(
        variant=variant,
        rung_troops=rung_troops,
        contributors=problem.states,
        steps=plain,
        shortfall_steps=shortfall,
        shortfall_troops=short,
        price=price,
        cost_eur=cost,
        gap=gap,
        nodes=nodes,
        certificate=certificate,
    )
