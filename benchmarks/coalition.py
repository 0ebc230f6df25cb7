"""One coalition of the shipped pack, beside HiGHS alone and beside OR-Tools CP-SAT.

``python benchmarks/coalition.py [troops]``, or as a work of ``benchmarks/run.py``. HiGHS alone gets
the same programs already written out, and only its own run is timed, in the same solve: the ratio
is what building, checking and reading cost beside it. Seconds are those of the processor: all run
on one thread, so on an idle machine they are those of the clock, and on a busy one they stay.
CP-SAT is left out, saying so, where it is not installed: ``python -m pip install ortools``. It is
no dependency of the package, and runs in a process of its own: both libraries bring their own
HiGHS.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
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
TROOPS = 60_000.0  # the rung that takes longest
SECONDS, GAP, RATIO, CERTIFICATE_SECONDS = 10.0, 0.03, 1.3, 0.1  # budgets
NO_PEER = "CP-SAT is not installed (python -m pip install ortools), or had no answer in its time"


def flagship(troops: float) -> CoalitionProblem:
    """Return the problem of the pack's first kind of force that has this rung."""
    scenario = load(PACK)
    ladder = candidates.ladder_inputs(scenario)
    kind = next(kind for kind in ladder.kinds if troops in kind.rungs)
    units = unit_types(scenario)
    return canonical(candidates.problem(ladder, kind, troops, contributors(scenario), units))


@dataclass(frozen=True)
class Peer:
    """CP-SAT's answer: weighted troops short, political price, largest gap, seconds."""

    short: float
    price: float
    gap: float
    seconds: float


@dataclass(frozen=True)
class Measured:
    """One coalition: seconds in all, in HiGHS alone and of the certificate; what was found."""

    seconds: float
    alone_seconds: float
    certificate_seconds: float
    gap: float
    short: float
    price: float
    peer: Peer | None


def measure(problem: CoalitionProblem) -> Measured:
    """Return the fastest of some solves: what else the machine does only ever adds."""
    coalition.best_coalition(problem, "nominal", 0.0)  # imports and caches
    runs = []
    for _ in range(REPEATS):
        with timed_highs() as alone:
            start = time.process_time()
            found = coalition.best_coalition(problem, "nominal", 0.0)
            runs.append((time.process_time() - start, sum(alone)))
    seconds, alone_seconds = min(runs)
    start = time.process_time()
    assert certify(problem, found.steps, found.shortfall_steps).ok
    checked = time.process_time() - start
    values = (seconds, alone_seconds, checked, found.gap, found.shortfall_troops, found.price)
    return Measured(*values, None)


@contextmanager
def timed_highs() -> Iterator[list[float]]:
    """Gather the seconds of every run of HiGHS itself."""
    import highspy

    seconds: list[float] = []

    class Timed(highspy.Highs):  # type: ignore[misc]
        def run(self) -> Any:
            start = time.process_time()
            status = super().run()
            seconds.append(time.process_time() - start)
            return status

    plain, highspy.Highs = highspy.Highs, Timed
    try:
        yield seconds
    finally:
        highspy.Highs = plain


def with_peer(troops: float) -> Measured:
    """Return what was measured on the pack's problem of this size, CP-SAT beside it."""
    found = measure(flagship(troops))
    command = [sys.executable, __file__, str(troops), "cp-sat"]
    peer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return replace(found, peer=None if peer is None else Peer(**peer))


def cp_sat(problem: CoalitionProblem) -> Peer | None:
    """Return what CP-SAT finds; None where it is not installed, or finds nothing in its time."""
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        return None
    start = time.process_time()
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
    seconds = time.process_time() - start
    short, price, _ = objectives(problem, steps)
    return Peer(short, price, gap, seconds)


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
    found = with_peer(troops)
    ratio = found.seconds / found.alone_seconds
    print(f"{troops:,.0f} troops")
    print(f"coalition       {found.seconds:8.2f} s  budget {SECONDS:g}")
    print(f"its gap         {100 * found.gap:8.2f} %  budget {100 * GAP:g}")
    print(f"HiGHS alone     {found.alone_seconds:8.2f} s  ratio {ratio:.2f}, budget {RATIO:g}")
    print(f"certificate     {found.certificate_seconds:8.4f} s  budget {CERTIFICATE_SECONDS:g}")
    print(f"   short {found.short:,.0f}, price {found.price:,.0f}")
    if found.peer is None:
        print(NO_PEER)
    else:
        peer = found.peer
        print(f"CP-SAT, 1 worker {peer.seconds:7.2f} s  gap {100 * peer.gap:.2f} %")
        print(f"   short {peer.short:,.0f}, price {peer.price:,.0f}")
    within = found.seconds <= SECONDS and found.gap <= GAP and ratio <= RATIO
    return 0 if within and found.certificate_seconds <= CERTIFICATE_SECONDS else 1


if __name__ == "__main__":
    size = float(sys.argv[1]) if len(sys.argv) > 1 else TROOPS
    if sys.argv[2:] == ["cp-sat"]:
        answer = cp_sat(flagship(size))
        print(json.dumps(None if answer is None else asdict(answer)))
    else:
        sys.exit(main(size))
