"""Security personnel by population, the rule everyone quotes (Quinlivan 1995; McGrath 2006)."""

from __future__ import annotations

import numpy as np

from ceasefire.core.status import Status
from ceasefire.draws import Sample
from ceasefire.results import Column, FloatArray, Mission
from ceasefire.results.force_requirement import Part
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
TITLES = {
    "peaceful_policing": "peaceful policing",
    "some_resistance": "some resistance",
    "historical_mean": "mean of past operations",
    "serious_insurgency": "serious insurgency",
}


def total_security_troops(density_per_1000: FloatArray, population: FloatArray) -> FloatArray:
    """Return all security personnel the rule asks for, host's own included, same shape."""
    return density_per_1000 * population / 1000.0


def foreign_troops(total_troops: FloatArray, local_troops: FloatArray) -> FloatArray:
    """Return max(0, total - local): what is left for foreign troops, same shape."""
    return np.maximum(0.0, total_troops - local_troops)


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    if not scenario.declares("population"):
        return inapplicable(METHOD.name, "no_table")
    return applicable(
        METHOD.name,
        scenario,
        variants=TITLES,
        roles={
            "population": ("population",),
            "local": ("host_troops",),
            "density": tuple(RULES.values()),
        },
    )


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    totals = _totals(plan, sample)
    troops = np.stack([foreign_troops(t, sample["host_troops"]) for t in totals], axis=1)
    # Where the host alone has enough for every band, the rule has nothing to say on a force.
    enough = (troops == 0).all(axis=1)
    troops[enough] = np.nan
    return troops


def _totals(plan: MethodPlan, sample: Sample) -> list[FloatArray]:
    """Return what each variant of the rule asks for in all, each of shape (draws,)."""
    people = sample["population"]
    return [total_security_troops(sample[name], people) for name in plan.roles["density"]]


def _parts(plan: MethodPlan, sample: Sample, mission: Mission) -> tuple[Part, ...]:
    variants = zip(plan.variants, plan.roles["density"], _totals(plan, sample), strict=True)
    return tuple(
        Part(
            Column(
                f"all_security.{variant}_troops",
                "float64",
                "troops",
                f"all security personnel, the host's own included: {TITLES[variant]}",
                "rho x P / 1,000",
                plan.grade,
                plan.sources,
                (f"param/{density}", "param/population"),
            ),
            total,
        )
        for variant, density, total in variants
    )


METHOD = Method(
    name="population_density",
    title="Troops by population",
    note="counts the host’s own",
    formula="max(0, rho x P / 1,000 - local security personnel)",
    basis="foreign troops beside the host's own",
    prepare=_prepare,
    troops=_troops,
    parts=_parts,
    mandate_reason="no_population_rule",
    blank_reason="counts_host_forces",
    blank_status=Status.NOT_APPLICABLE,
)
