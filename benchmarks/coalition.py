"""One coalition of the shipped pack, beside HiGHS alone and beside OR-Tools CP-SAT.

``python benchmarks/coalition.py [troops]``. HiGHS alone gets the same programs already written
out, and only its own run is timed. CP-SAT is left out, saying so, where it is not installed:
``python -m pip install ortools``. It is no dependency of the package, and runs in a process of its
own: both libraries bring their own HiGHS.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from math import ceil
from typing import Any

from ceasefire.deploy import candidates, coalition, solver
from ceasefire.deploy.certificate import certify, objectives
from ceasefire.deploy.contributors import contributors
from ceasefire.deploy.problem import CoalitionProblem, canonical
from ceasefire.deploy.units import unit_types
from ceasefire.scenario import load

PACK = "ukraine-2025"
MILLI = 1000  # CP-SAT counts in whole numbers: thousandths of a price
LIMIT_S = 30.0  # a stage
REPEATS = 3


def flagship(troops: float) -> CoalitionProblem:
    """Return the problem of the pack's first kind of force that has this rung."""
    scenario = load(PACK)
    ladder = candidates.ladder_inputs(scenario)
    kind = next(kind for kind in ladder.kinds if troops in kind.rungs)
    units = unit_types(scenario)
    return canonical(candidates.problem(ladder, kind, troops, contributors(scenario), units))


def ours(problem: CoalitionProblem) -> tuple[Any, float]:
    start = time.perf_counter()
    found = coalition.best_coalition(problem, "nominal", 0.0)
    return found, time.perf_counter() - start


def highs_alone(problem: CoalitionProblem) -> float:
    """Return the seconds that HiGHS itself runs on the programs of all stages."""
    import highspy

    seconds = 0.0

    class Timed(highspy.Highs):  # type: ignore[misc]
        def run(self) -> Any:
            nonlocal seconds
            start = time.perf_counter()
            status = super().run()
            seconds += time.perf_counter() - start
            return status

    plain, highspy.Highs = highspy.Highs, Timed
    try:
        coalition.best_coalition(problem, "nominal", 0.0)
    finally:
        highspy.Highs = plain
    return seconds


def cp_sat(problem: CoalitionProblem) -> tuple[tuple[float, float, float], float, float] | None:
    """Return CP-SAT's objectives, its largest gap and its seconds; None where it is missing."""
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        return None
    start = time.perf_counter()
    model = cp_model.CpModel()
    x, goals = _variables(problem, model)
    solver_ = cp_model.CpSolver()
    solver_.parameters.num_workers = 1
    solver_.parameters.random_seed = 0
    solver_.parameters.relative_gap_limit = solver.GAP
    solver_.parameters.max_time_in_seconds = LIMIT_S
    gap = 0.0
    for goal in goals:
        model.minimize(goal)
        if solver_.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        reached, bound = solver_.objective_value, solver_.best_objective_bound
        gap = max(gap, (reached - bound) / max(reached, 1.0))
        model.add(goal <= ceil(max(reached, bound * (1 + solver.GAP))))
        model.clear_hints()
        for row in x:
            for cell in (cell for cells in row for cell in cells):
                model.add_hint(cell, solver_.value(cell))
    steps = [[[solver_.value(cell) for cell in cells] for cells in row] for row in x]
    assert certify(problem, steps).ok
    return objectives(problem, steps), gap, time.perf_counter() - start


def _variables(problem: CoalitionProblem, model: Any) -> tuple[list[Any], list[Any]]:
    states, units = range(len(problem.states)), range(len(problem.units))
    troops = [round(size) for size in problem.step_troops]
    barred = [state in problem.excluded for state in problem.states]
    taking = [model.new_bool_var("") for _ in states]
    leads = [taking[i] for i in states if problem.states[i] in problem.leads]
    x = [
        [
            [
                model.new_int_var(0, 0 if barred[i] else int(problem.available_steps[i][u]), "")
                for u in units
            ]
            for i in states
        ]
        for _ in problem.classes
    ]
    short: list[Any] = []
    price: list[Any] = []
    cost: list[Any] = []
    for k, often in enumerate(problem.rotations):
        for u in units:
            need = ceil(problem.required_steps[k][u] * troops[u])
            missing = model.new_int_var(0, need, "")
            model.add(missing + sum(troops[u] * x[k][i][u] for i in states) >= need)
            short.append(round(MILLI * often * problem.short_weight[u]) * missing)
        for i in states:
            soldiers = sum(troops[u] * x[k][i][u] for u in units)
            cap = int(problem.cap_troops[k][i])
            model.add(soldiers <= cap * taking[i])
            over = model.new_int_var(0, max(cap, 0), "")
            model.add(over >= soldiers - int(problem.soft_troops[i]))
            price.append(round(MILLI * often * problem.stance_weight[i]) * soldiers)
            price.append(round(MILLI * often * problem.over_weight) * over)
            cost.append(round(often * problem.cost_eur[i] / MILLI) * soldiers)
    for i in states:
        sent = sum(troops[u] * x[-1][i][u] for u in units)
        model.add(sent >= ceil(problem.minimum_troops[i]) * taking[i])
        model.add(taking[i] <= sum(leads))
        if problem.states[i] in problem.members and not barred[i]:
            model.add(taking[i] == 1)
    moving = [u for u in units if problem.manoeuvre[u]]
    share = round(MILLI * problem.lead_share)
    weights = [MILLI - share if state in problem.leads else -share for state in problem.states]
    model.add(sum(weights[i] * troops[u] * x[-1][i][u] for i in states for u in moving) >= 0)
    return x, [sum(short), sum(price), sum(cost)]


def main(troops: float) -> int:
    """Print seconds and answers; return 1 where a budget is missed."""
    problem = flagship(troops)
    ours(problem)  # imports and caches
    found, seconds = min((ours(problem) for _ in range(REPEATS)), key=lambda pair: pair[1])
    alone = min(highs_alone(problem) for _ in range(REPEATS))
    start = time.perf_counter()
    certify(problem, found.steps, found.shortfall_steps)
    checked = time.perf_counter() - start
    print(f"{troops:,.0f} troops, {len(problem.states)} states x {len(problem.units)} unit types")
    print(f"coalition       {seconds:8.2f} s  budget 10, gap {100 * found.gap:.2f} % (budget 3 %)")
    print(f"HiGHS alone     {alone:8.2f} s  ratio {seconds / alone:.2f} (budget 1.3)")
    print(f"certificate     {checked:8.4f} s  budget 0.1")
    print(f"   short {found.shortfall_troops:,.0f}, price {found.price:,.0f}")
    command = [sys.executable, __file__, str(troops), "cp-sat"]
    peer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    if peer is None:
        print("CP-SAT          not installed, or no answer")
    else:
        (short, price, _), gap, took = peer
        print(f"CP-SAT, 1 worker {took:7.2f} s  gap {100 * gap:.2f} %, {LIMIT_S:.0f} s a stage")
        print(f"   short {short:,.0f}, price {price:,.0f}")
    met = seconds <= 10 and found.gap <= 0.03 and seconds <= 1.3 * alone and checked <= 0.1
    return 0 if met else 1


if __name__ == "__main__":
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 60_000.0
    if sys.argv[2:] == ["cp-sat"]:
        print(json.dumps(cp_sat(flagship(size))))
    else:
        sys.exit(main(size))
