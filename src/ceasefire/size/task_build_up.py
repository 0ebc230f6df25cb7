"""The sum of tasks, with a tail for manoeuvre units, air and sea."""

from __future__ import annotations

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import Column, FloatArray, Mission
from ceasefire.results.force_requirement import Part
from ceasefire.scenario.model import Choice, Option, Scenario
from ceasefire.size.method import Method, MethodPlan, applicable, inapplicable

__all__ = ["BACKER_STATES", "METHOD", "built_up_troops", "tail_troops"]

# Variant -> parameter with deployed troops per combat soldier.
SLICES = {"slice_2025_packages": "slice", "slice_bosnia_1993": "slice_bosnia_1993"}
TITLES = {
    "slice_2025_packages": "tail of 2025 packages",
    "slice_bosnia_1993": "tail of Bosnia 1993",
}
# Backer state -> parameter by which the tail grows; with full support it does not.
BACKER_STATES = {"none": "tail_growth_without_backer", "logistics": "tail_growth_logistics_only"}


def tail_troops(
    manoeuvre_troops: FloatArray, slice_ratio: FloatArray, growth: FloatArray
) -> FloatArray:
    """Return the tail of manoeuvre units, M x (slice - 1) x growth, same shape.

    ``slice_ratio`` is deployed troops per combat soldier (IISS package by US brigade, 2025);
    ``growth`` is 1 with the backer's full support.
    """
    return manoeuvre_troops * (slice_ratio - 1.0) * growth


def built_up_troops(tasks_troops: FloatArray, tail: FloatArray) -> FloatArray:
    """Return the sum of all tasks and the tail, shape (draws,).

    ``tasks_troops`` has shape (draws, tasks): manoeuvre, ground, air and sea, without tail.
    """
    total = tail.copy()
    for index in range(tasks_troops.shape[1]):
        total = total + tasks_troops[:, index]
    return total


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    if not option.tasks:
        return inapplicable(METHOD.name, "no_tasks")
    rules = {str(row["id"]): row for row in scenario.rows("tasks")}
    rows = [rules[id] for id in option.tasks]
    heavy = any(row["arm"] == "manoeuvre" for row in rows)
    amounts = [name for name in option.tasks.values() if isinstance(name, str)]
    coefficients = [str(row["coefficient"]) for row in rows if row["coefficient"]]
    return applicable(
        METHOD.name,
        scenario,
        variants=TITLES if heavy else {"no_manoeuvre_units": "no combat brigades"},
        roles={
            "slice": tuple(SLICES.values()) if heavy else (),
            "growth": tuple(BACKER_STATES.values()) if heavy else (),
            "backer": ("backer_state",) if heavy else (),
            "tasks": (*amounts, *coefficients),
        },
        numbers=(_state_codes(scenario),),
        rows=rows,
    )


def _state_codes(scenario: Scenario) -> dict[str, float]:
    """Return the index of each backer state that makes the tail grow."""
    quantity = scenario.parameters.get("backer_state")
    if quantity is None or not isinstance(quantity.value, Choice):
        return {}
    names = quantity.value.names
    return {state: float(names.index(state)) for state in BACKER_STATES if state in names}


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    tails = _tails(plan, sample, mission) or [np.zeros(len(sample.rows))]
    return np.stack([built_up_troops(mission.demand_troops, tail) for tail in tails], axis=1)


def _tails(plan: MethodPlan, sample: Sample, mission: Mission) -> list[FloatArray]:
    """Return the tail of each variant, each of shape (draws,); none without combat brigades."""
    if not plan.roles["slice"]:
        return []
    manoeuvre = np.zeros(len(sample.rows))
    for index, task in enumerate(mission.tasks):
        if task.arm == "manoeuvre":
            manoeuvre = manoeuvre + mission.demand_troops[:, index]
    growth = np.ones(len(sample.rows))
    for state, code in plan.numbers[0].items():
        growth = np.where(sample["backer_state"] == code, sample[BACKER_STATES[state]], growth)
    return [tail_troops(manoeuvre, sample[name], growth) for name in plan.roles["slice"]]


def _parts(plan: MethodPlan, sample: Sample, mission: Mission) -> tuple[Part, ...]:
    brigades = [task for task in mission.tasks if task.arm == "manoeuvre"]
    combat = tuple(dict.fromkeys(name for task in brigades for name in task.reads))
    common = tuple(f"param/{n}" for role in ("growth", "backer") for n in plan.roles[role])
    tails = _tails(plan, sample, mission)
    # Without combat brigades there is a variant, but neither a slice nor a tail.
    return tuple(
        Part(
            Column(
                f"tail.{variant}_troops",
                "float64",
                "troops",
                f"tail of the combat brigades: {TITLES[variant]}",
                "manoeuvre x (slice - 1) x growth of the tail without the backer",
                plan.grade,
                plan.sources,
                (*combat, f"param/{name}", *common),
            ),
            tail,
        )
        for variant, name, tail in zip(plan.variants, plan.roles["slice"], tails, strict=False)
    )


METHOD = Method(
    name="task_build_up",
    title="Task by task",
    note="with a tail for combat brigades",
    formula="sum of tasks + manoeuvre x (slice - 1) x growth of the tail without the backer",
    basis="deployed troops with their tail",
    prepare=_prepare,
    troops=_troops,
    parts=_parts,
    mandate_reason="no_mandate",
)
