"""Security personnel by population, the rule everyone quotes (Quinlivan 1995; McGrath 2006)."""

from __future__ import annotations

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size.method import Method, MethodPlan, applicable, inapplicable

__all__ = ["METHOD", "foreign_troops", "total_security_troops"]

# Variant of the rule -> parameter that holds its density per 1,000 inhabitants.
RULES = {
    "peaceful_policing": "population_density_peaceful",
    "some_resistance": "population_density_some_resistance",
    "historical_mean": "population_density_mcgrath",
    "serious_insurgency": "population_density_insurgency",
}
CIVIL_ORDER = ("chapter_vi", "stabilisation", "interposition")


def total_security_troops(density_per_1000: FloatArray, population: FloatArray) -> FloatArray:
    """Return all security personnel the rule asks for, host's own included, same shape."""
    return density_per_1000 * population / 1000.0


def foreign_troops(total_troops: FloatArray, local_troops: FloatArray) -> FloatArray:
    """Return max(0, total - local): what is left for foreign troops, same shape."""
    return np.maximum(0.0, total_troops - local_troops)


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    if option.troops_high == 0:
        return inapplicable(METHOD.name, "no_force")
    if option.mandate not in CIVIL_ORDER:
        return inapplicable(METHOD.name, "no_population_rule")
    if not scenario.declares("population"):
        return inapplicable(METHOD.name, "no_table")
    return applicable(
        METHOD.name,
        scenario,
        variants=tuple(RULES),
        roles={
            "population": ("population",),
            "local": ("host_troops",),
            "density": tuple(RULES.values()),
        },
    )


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    local = sample["host_troops"]
    columns = []
    for name in plan.roles["density"]:
        foreign = foreign_troops(total_security_troops(sample[name], sample["population"]), local)
        columns.append(foreign)
    troops = np.stack(columns, axis=1)
    # Where the host alone has enough for every band, the rule has nothing to say on a force.
    enough = (troops == 0).all(axis=1)
    troops[enough] = np.nan
    return troops


METHOD = Method(
    name="population_density",
    formula="max(0, rho x P / 1,000 - local security personnel)",
    basis="foreign troops beside the host's own",
    prepare=_prepare,
    troops=_troops,
    blank_reason="counts_host_forces",
)
