"""A coalition checked against every constraint in plain arithmetic, without the solver.

It reads the problem and the whole numbers of the answer, never the solver's matrices.
"""

from __future__ import annotations

from collections.abc import Sequence

from ceasefire.deploy.problem import Certificate, CoalitionProblem

__all__ = ["bound_to_join", "certify", "objectives"]

_Steps = Sequence[Sequence[Sequence[float]]]
_ROUNDING = 1e-5  # relative, of a sum of floating-point numbers in an objective


def objectives(problem: CoalitionProblem, steps: _Steps) -> tuple[float, float, float]:
    """Return troops short (weighted), political price and cost, each summed over all rotations."""
    short = price = cost = 0.0
    for k, often in enumerate(problem.rotations):
        for u, need in enumerate(problem.required_steps[k]):
            brought = sum(row[u] for row in steps[k])
            missing = max(0.0, need - brought) * problem.step_troops[u]
            short += often * missing * problem.short_weight[u]
        for i, soldiers in enumerate(_soldiers(problem, steps, k)):
            over = max(0.0, soldiers - problem.soft_troops[i])
            price += often * (soldiers * problem.stance_weight[i] + over * problem.over_weight)
            cost += often * soldiers * problem.cost_eur[i]
    return short, price, cost


def bound_to_join(problem: CoalitionProblem) -> frozenset[str]:
    """Return who must take part: named as members, able to, and with somebody able to lead."""
    able = {
        state
        for i, state in enumerate(problem.states)
        if state not in problem.excluded
        and _most(problem, i) >= max(1.0, problem.minimum_troops[i])
    }
    return frozenset(able & set(problem.members)) if able & set(problem.leads) else frozenset()


def certify(
    problem: CoalitionProblem,
    steps: _Steps,
    shortfall_steps: Sequence[Sequence[float]] | None = None,
    claimed: Sequence[float] | None = None,
) -> Certificate:
    """Return the worst violation of every kind of constraint, 0 where all hold.

    Parameters
    ----------
    problem : CoalitionProblem
    steps : sequence of whole numbers, [class][state][unit]
    shortfall_steps : sequence of float, [class][unit], optional
        What the answer says is missing; checked against the requirement.
    claimed : sequence of float, optional
        Troops short, price and cost as the solver's model counts them; they must not be better
        than plain arithmetic makes them.
    """
    steady = len(problem.classes) - 1
    members = {
        state
        for i, state in enumerate(problem.states)
        if any(
            steps[k][i][u] for k in range(len(problem.classes)) for u in range(len(problem.units))
        )
    }
    available = pool = least = whole = 0.0
    for i, state in enumerate(problem.states):
        for k in range(len(problem.classes)):
            for u, n in enumerate(steps[k][i]):
                available = max(available, n - float(int(problem.available_steps[i][u])), -n)
                whole = max(whole, abs(n - round(n)))
            soldiers = _soldiers(problem, steps, k)[i]
            pool = max(pool, soldiers - problem.cap_troops[k][i])
        if state in members:
            least = max(least, problem.minimum_troops[i] - _soldiers(problem, steps, steady)[i])
    return Certificate(
        (
            ("whole steps", whole),
            ("requirement met or short", _unmet(problem, steps, shortfall_steps)),
            ("objectives as claimed", _misstated(objectives(problem, steps), claimed)),
            ("units available", available),
            ("pool, ceiling and delay", pool),
            ("least useful contribution", least),
            ("a lead takes part", float(bool(members) and not members & set(problem.leads))),
            ("share of the leads", _lead_shortage(problem, steps[steady])),
            ("nobody excluded", float(len(members & set(problem.excluded)))),
            ("all who must take part", float(len(_missing(problem, members)))),
        )
    )


def _unmet(
    problem: CoalitionProblem, steps: _Steps, shortfall_steps: Sequence[Sequence[float]] | None
) -> float:
    worst = 0.0
    for needs, rows, short in zip(
        problem.required_steps, steps, shortfall_steps or [], strict=shortfall_steps is not None
    ):
        for u, need in enumerate(needs):
            worst = max(worst, need - sum(row[u] for row in rows) - short[u], -short[u])
    return worst


def _misstated(true: Sequence[float], claimed: Sequence[float] | None) -> float:
    pairs = zip(true, true if claimed is None else claimed, strict=True)
    return max(max(0.0, (t - c) / max(1.0, t) - _ROUNDING) for t, c in pairs)


def _missing(problem: CoalitionProblem, members: set[str]) -> set[str]:
    unknown = set(problem.members) - set(problem.states)
    return unknown.union(bound_to_join(problem)) - members


def _most(problem: CoalitionProblem, i: int) -> float:
    """Return the most troops a state can bring in the steady state, 0 if not even one step."""
    cap = problem.cap_troops[-1][i]
    fits = [
        int(n) * troops
        for n, troops in zip(problem.available_steps[i], problem.step_troops, strict=True)
        if n >= 1 and troops <= cap
    ]
    return min(cap, sum(fits))


def _soldiers(problem: CoalitionProblem, steps: _Steps, k: int) -> list[float]:
    return [
        sum(n * troops for n, troops in zip(row, problem.step_troops, strict=True))
        for row in steps[k]
    ]


def _lead_shortage(problem: CoalitionProblem, rows: Sequence[Sequence[float]]) -> float:
    everyone = led = 0.0
    for state, row in zip(problem.states, rows, strict=True):
        troops = sum(
            n * size
            for n, size, moves in zip(row, problem.step_troops, problem.manoeuvre, strict=True)
            if moves
        )
        everyone += troops
        led += troops if state in problem.leads else 0.0
    return max(0.0, problem.lead_share * everyone - led)
