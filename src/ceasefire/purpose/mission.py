"""The mission of an option: a demand a task, and whom it relieves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ceasefire.core.status import Status, reason_code
from ceasefire.draws import Draws, Sample
from ceasefire.purpose.relief import freed_troops
from ceasefire.results import FloatArray, Mission
from ceasefire.results.mission import TaskColumns
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.model import Option, Scenario

__all__ = ["Demand", "MissionPlan", "evaluate", "prepare"]

SUBSTITUTION = "substitution_rate"
LOAD_AFTER_CEASEFIRE = "load_share_after_ceasefire"


@dataclass(frozen=True, slots=True)
class Demand:
    """How a task's demand is computed: amount x coefficient, or amount / coefficient.

    ``amount`` is a number or a parameter; ``coefficient`` and ``host_load`` are parameters or
    blank (the amount is troops; the task relieves nobody).
    """

    amount: str | float
    coefficient: str
    divide: bool
    host_load: str


@dataclass(frozen=True, slots=True)
class MissionPlan:
    """What is fixed for an option before any draw: its mandate, tasks and their rules."""

    option: str
    mandate: str
    tasks: tuple[TaskColumns, ...]
    demands: tuple[Demand, ...]


def prepare(scenario: Scenario, option: Option) -> MissionPlan:
    """Return the plan of an option: its tasks from the reference table, in the pack's order."""
    rules = {str(row["id"]): row for row in scenario.rows("tasks")}
    tasks, demands = [], []
    for id, amount in option.tasks.items():
        row = rules[id]
        demand = Demand(
            amount, _text(row["coefficient"]), bool(row["divide"]), _text(row["host_load"])
        )
        reads = tuple(
            f"param/{name}"
            for name in (amount, demand.coefficient, demand.host_load)
            if isinstance(name, str) and name
        )
        tasks.append(
            TaskColumns(
                id=id,
                title=_text(row["title"]),
                arm=_text(row["arm"]),
                formula=_text(row["formula"]),
                relieves=_text(row["service"]),
                grade=_text(row["grade"]) or "E",
                sources=keys_in(row["sources"]),
                reads=reads,
                relief_reads=(f"param/{SUBSTITUTION}",) if demand.host_load else (),
                ceasefire_reads=(f"param/{LOAD_AFTER_CEASEFIRE}",) if demand.host_load else (),
            )
        )
        demands.append(demand)
    return MissionPlan(option.id, option.mandate, tuple(tasks), tuple(demands))


def evaluate(plan: MissionPlan, draws: Draws, rows: range) -> Mission:
    """Return demand and relief of an option's tasks in these rows.

    A draw whose inputs have no value on the as-of date gets status unknown and no numbers.
    """
    sample = draws.sample(rows)
    shape = (len(rows), len(plan.tasks))
    demand, ceasefire, wartime = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    status = np.full(len(rows), Status.OK, dtype=np.uint8)
    reason = np.zeros(len(rows), dtype=np.uint8)
    if _missing(plan, sample):
        status[:] = Status.UNKNOWN
        reason[:] = reason_code("input_not_visible")
        nothing = np.full(shape, np.nan)
        return Mission(plan.option, plan.tasks, nothing, nothing, nothing, status, reason)
    for index, rule in enumerate(plan.demands):
        demand[:, index] = _demand_troops(rule, sample, len(rows))
        if rule.host_load:
            load = sample[rule.host_load]
            rate = sample[SUBSTITUTION]
            after = load * sample[LOAD_AFTER_CEASEFIRE]
            wartime[:, index] = freed_troops(demand[:, index], load, rate)
            ceasefire[:, index] = freed_troops(demand[:, index], after, rate)
    return Mission(plan.option, plan.tasks, demand, ceasefire, wartime, status, reason)


def _demand_troops(rule: Demand, sample: Sample, draws: int) -> FloatArray:
    amount = (
        sample[rule.amount] if isinstance(rule.amount, str) else np.full(draws, float(rule.amount))
    )
    if not rule.coefficient:
        return amount
    coefficient = sample[rule.coefficient]
    return amount / coefficient if rule.divide else amount * coefficient


def _missing(plan: MissionPlan, sample: Sample) -> bool:
    reads = {name.removeprefix("param/") for task in plan.tasks for name in task.reads}
    if any(rule.host_load for rule in plan.demands):
        reads |= {SUBSTITUTION, LOAD_AFTER_CEASEFIRE}
    return any(name not in sample for name in reads)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
