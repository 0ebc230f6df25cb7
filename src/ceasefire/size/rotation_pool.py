"""The pool behind a deployed force, by rotation rule."""

from __future__ import annotations

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size.method import Method, MethodPlan, applicable, inapplicable

__all__ = ["METHOD", "middle_multiplier", "pool_troops", "rotation_multiplier"]


def rotation_multiplier(tour_months: float, dwell_months: float) -> float:
    """Return m = (tour + dwell) / tour, the soldiers tied down for one deployed."""
    return (tour_months + dwell_months) / tour_months


def pool_troops(deployed_troops: FloatArray, multiplier: FloatArray) -> FloatArray:
    """Return the soldiers tied down by a force kept up indefinitely, same shape: F x m."""
    return deployed_troops * multiplier


def middle_multiplier(low: float, high: float) -> float:
    """Return the middle of a rule that is published as a range of multipliers."""
    return (low + high) / 2


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    rules = scenario.rows("rotation_rules")
    if not rules:
        return inapplicable(METHOD.name, "no_table")
    return applicable(
        METHOD.name,
        scenario,
        variants={str(row["id"]): str(row["title"]) for row in rules},
        roles={"within": ("rotation_within_range",)},
        numbers=tuple(
            _ends(float(str(row["multiplier_low"])), float(str(row["multiplier_high"])))
            for row in rules
        ),
        rows=rules,
    )


def _ends(low: float, high: float) -> dict[str, float]:
    return {"low": low, "middle": middle_multiplier(low, high), "high": high}


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    within = sample["rotation_within_range"]
    columns = [
        pool_troops(size_troops, row["low"] + (row["high"] - row["low"]) * within)
        for row in plan.numbers
    ]
    return np.stack(columns, axis=1)


METHOD = Method(
    name="rotation_pool",
    title="Pool behind it",
    note="by rotation rule; not a size of the force",
    formula="size x multiplier of the rule, (tour + dwell) / tour as published",
    basis="soldiers tied down, deployed and at home; not a size of the force",
    prepare=_prepare,
    troops=_troops,
    mandate_reason="no_mandate",
    sizes_force=False,
)
