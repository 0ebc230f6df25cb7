"""Every method on one option, row by row: the requirement and the window."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ceasefire.core.status import Status, reason_code
from ceasefire.draws import Draws, Sample
from ceasefire.results import FloatArray, ForceRequirement, MethodEstimate, Mission
from ceasefire.results.force_requirement import Part
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size import (
    force_ratio,
    hold_time,
    line_density,
    population_density,
    rotation_pool,
    task_build_up,
    window,
)
from ceasefire.size.method import Method, MethodPlan, inapplicable

__all__ = ["METHODS", "SizePlan", "evaluate", "job_method", "prepare"]

# In the order of the page: the methods that size a job by itself come first.
METHODS: tuple[Method, ...] = (
    line_density.METHOD,
    task_build_up.METHOD,
    hold_time.METHOD,
    force_ratio.METHOD,
    population_density.METHOD,
    rotation_pool.METHOD,
)


@dataclass(frozen=True, slots=True)
class SizePlan:
    """What is fixed for an option before any draw.

    ``job_method`` is the method that sizes its job; ``line_family`` says by which family of past
    missions a force on the line is measured (blank off the line), and ``yardsticks`` holds them.
    """

    option: str
    troops_low: float
    troops_high: float
    job_method: str
    line_family: str
    yardsticks: tuple[line_density.Yardstick, ...]
    methods: tuple[MethodPlan, ...]
    window: window.WindowPlan


def prepare(scenario: Scenario, option: Option) -> SizePlan:
    """Return the plan of an option: which methods apply, with what, and why others do not."""
    family = line_density.family_of(option)
    return SizePlan(
        option=option.id,
        troops_low=option.troops_low,
        troops_high=option.troops_high,
        job_method=job_method(option),
        line_family=family,
        yardsticks=line_density.yardsticks(scenario) if family else (),
        methods=tuple(_bound(method, scenario, option) for method in METHODS),
        window=window.prepare(scenario, option),
    )


def job_method(option: Option) -> str:
    """Return the method that sizes the job: by the line where it stands there, else by task."""
    method: Method = line_density.METHOD if option.placement == "line" else task_build_up.METHOD
    return method.name


def _bound(method: Method, scenario: Scenario, option: Option) -> MethodPlan:
    """Return a method's plan: no force is sized by none, a mandate only by those its row names."""
    named = _methods_of(scenario, option.mandate)
    if option.troops_high == 0:
        plan = inapplicable(method.name, "no_force")
    elif named and method.name not in named:
        plan = inapplicable(method.name, method.mandate_reason)
    else:
        plan = method.prepare(scenario, option)
    return replace(plan, title=method.title, note=method.note, sizes_force=method.sizes_force)


def _methods_of(scenario: Scenario, mandate: str) -> tuple[str, ...]:
    """Return the methods that a mandate's row names; a blank cell rules none out."""
    for row in scenario.rows("mandates"):
        if row["id"] == mandate:
            return keys_in(row["methods"])
    return ()


def evaluate(plan: SizePlan, draws: Draws, rows: range, *, purpose: Mission) -> ForceRequirement:
    """Return the requirement of an option in these rows, by method and variant.

    Raises
    ------
    KeyError
        If the scenario lacks ``size_within_range``, which places a size inside its range.
    """
    sample = draws.sample(rows)
    within = sample["size_within_range"]
    size = plan.troops_low + (plan.troops_high - plan.troops_low) * within
    estimates = tuple(
        _estimate(method, method_plan, sample, purpose, size)
        for method, method_plan in zip(METHODS, plan.methods, strict=True)
    )
    return ForceRequirement(
        option=plan.option,
        size_troops=size,
        estimates=estimates,
        window=window.evaluate(plan.window, sample, size),
        status=np.full(len(rows), Status.OK, dtype=np.uint8),
        reason=np.zeros(len(rows), dtype=np.uint8),
        size_reads=("param/size_within_range",) if plan.troops_high > plan.troops_low else (),
    )


def _estimate(
    method: Method, plan: MethodPlan, sample: Sample, mission: Mission, size: FloatArray
) -> MethodEstimate:
    draws = len(sample.rows)
    status = np.full(draws, Status.OK, dtype=np.uint8)
    reason = np.zeros(draws, dtype=np.uint8)
    variants = plan.variants
    parts: tuple[Part, ...] = ()
    if plan.reason:
        status[:], reason[:] = Status.NOT_APPLICABLE, reason_code(plan.reason)
        troops = np.zeros((draws, 0))
    elif any(name not in sample for name in plan.parameters):
        status[:], reason[:] = Status.UNKNOWN, reason_code("input_not_visible")
        troops = np.full((draws, len(variants)), np.nan)
    else:
        troops = method.troops(plan, sample, mission, size)
        blank = np.isnan(troops).all(axis=1)
        status[blank], reason[blank] = method.blank_status, reason_code(method.blank_reason)
        parts = method.parts(plan, sample, mission)
    return MethodEstimate(
        method=method.name,
        variants=variants,
        troops=troops,
        status=status,
        reason=reason,
        formula=method.formula,
        grade=plan.grade,
        sources=plan.sources,
        reads=tuple(f"param/{name}" for name in plan.parameters),
        basis=method.basis,
        parts=parts,
    )
