"""Every method on one option, row by row: the requirement and the window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ceasefire.core.status import Status, reason_code
from ceasefire.draws import Draws, Sample
from ceasefire.results import FloatArray, ForceRequirement, MethodEstimate, Mission
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
from ceasefire.size.method import Method, MethodPlan

__all__ = ["METHODS", "SizePlan", "evaluate", "prepare"]

METHODS: tuple[Method, ...] = (
    population_density.METHOD,
    line_density.METHOD,
    task_build_up.METHOD,
    force_ratio.METHOD,
    hold_time.METHOD,
    rotation_pool.METHOD,
)


@dataclass(frozen=True, slots=True)
class SizePlan:
    """What is fixed for an option before any draw."""

    option: str
    troops_low: float
    troops_high: float
    methods: tuple[MethodPlan, ...]
    window: window.WindowPlan


def prepare(scenario: Scenario, option: Option) -> SizePlan:
    """Return the plan of an option: which methods apply, with what, and why others do not."""
    return SizePlan(
        option=option.id,
        troops_low=option.troops_low,
        troops_high=option.troops_high,
        methods=tuple(method.prepare(scenario, option) for method in METHODS),
        window=window.prepare(scenario, option),
    )


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
    )


def _estimate(
    method: Method, plan: MethodPlan, sample: Sample, mission: Mission, size: FloatArray
) -> MethodEstimate:
    draws = len(sample.rows)
    status = np.full(draws, Status.OK, dtype=np.uint8)
    reason = np.zeros(draws, dtype=np.uint8)
    variants = plan.variants
    if plan.reason:
        status[:], reason[:] = Status.NOT_APPLICABLE, reason_code(plan.reason)
        troops = np.zeros((draws, 0))
    elif any(name not in sample for name in plan.parameters):
        status[:], reason[:] = Status.UNKNOWN, reason_code("input_not_visible")
        troops = np.full((draws, len(variants)), np.nan)
    else:
        troops = method.troops(plan, sample, mission, size)
        blank = np.isnan(troops).all(axis=1)
        status[blank], reason[blank] = _blank_status(method), reason_code(method.blank_reason)
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
    )


def _blank_status(method: Method) -> Status:
    if method.blank_reason == "counts_host_forces":
        return Status.NOT_APPLICABLE
    return Status.UNKNOWN
