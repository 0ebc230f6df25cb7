"""The model's own functions by the name a case uses, each with the units of its inputs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from ceasefire.draws import Draws
from ceasefire.purpose import MissionPlan
from ceasefire.purpose import evaluate as evaluate_mission
from ceasefire.purpose.mission import Demand
from ceasefire.purpose.relief import freed_troops
from ceasefire.results.mission import TaskColumns
from ceasefire.scenario.model import Fixed, Quantity, Scenario
from ceasefire.size.force_ratio import force_for_ratio
from ceasefire.size.hold_time import anchor_troops
from ceasefire.size.line_density import line_troops
from ceasefire.size.population_density import foreign_troops, total_security_troops
from ceasefire.size.rotation_pool import pool_troops, rotation_multiplier
from ceasefire.size.task_build_up import built_up_troops, tail_troops

ANY = ""  # an amount and its coefficient carry the units of the task


@dataclass(frozen=True)
class Rule:
    """Units of the inputs and of the answer, and the function of plain numbers."""

    inputs: Mapping[str, str]
    gives: str
    compute: Callable[..., float]


def array(*values):
    return np.array(values, dtype=np.float64)


def line(density, length, consent, reserve):
    ratio = array(consent)[:, None]
    return float(line_troops(array(density), array(length), ratio, array(reserve))[0, 0])


def task(divide):
    """Return the demand of a mission with one task, by amount and coefficient."""

    def demand(amount, coefficient):
        scenario = scenario_of(amount=amount, coefficient=coefficient)
        reads = ("param/amount", "param/coefficient")
        column = TaskColumns("task", "Task", "ground", "", "none", "E", (), reads)
        rule = Demand("amount", "coefficient", divide, "")
        plan = MissionPlan("case", "", (column,), (rule,))
        return float(evaluate_mission(plan, Draws(scenario, 1, 7), range(1)).demand_troops[0, 0])

    return demand


def scenario_of(**values):
    """Return a scenario that holds these numbers and nothing else."""
    parameters = {
        name: Quantity(name, Fixed(value), "ratio", (), None, "E", "", "reference", place)
        for place, (name, value) in enumerate(values.items())
    }
    empty = {"terms": (), "sectors": (), "invisible": (), "dependences": (), "options": ()}
    return Scenario(
        id="case",
        title="Case",
        as_of=date(2025, 2, 1),
        parties={},
        parameters=parameters,
        concepts={},
        tables={},
        published_after=(),
        sources={},
        path=Path(),
        **empty,
    )


def built_up(combat, slice, growth):
    tail = tail_troops(array(combat), array(slice), array(growth))
    return float(built_up_troops(array(combat)[:, None], tail)[0])


def brigades_built_up(brigades, brigade_size, slice, growth):
    return built_up(task(divide=False)(brigades, brigade_size), slice, growth)


RULES = {
    "rotation_pool": Rule(
        {"deployed": "troops", "multiplier": "ratio"},
        "troops",
        lambda deployed, multiplier: float(pool_troops(array(deployed), array(multiplier))[0]),
    ),
    "rotation_multiplier": Rule(
        {"tour": "months", "dwell": "months"},
        "ratio",
        lambda tour, dwell: rotation_multiplier(tour, dwell),
    ),
    "force_ratio": Rule(
        {"adversary": "troops", "ratio": "ratio", "host": "troops"},
        "troops",
        lambda adversary, ratio, host: float(
            force_for_ratio(array(adversary), array(ratio), array(host))[0]
        ),
    ),
    "population_total": Rule(
        # The rule's own unit is people for 1,000, which the table of units calls a share.
        {"density": "per_1000", "population": "people"},
        "people",
        lambda density, population: float(
            total_security_troops(array(density), array(population))[0]
        ),
    ),
    "population_foreign": Rule(
        {"total": "people", "local": "people"},
        "people",
        lambda total, local: float(foreign_troops(array(total), array(local))[0]),
    ),
    "line_troops": Rule(
        {"density": "troops_per_km", "length": "km", "consent": "ratio", "reserve": "share"},
        "troops",
        line,
    ),
    "line_of_mission": Rule(
        {"mission_troops": "troops", "mission_length": "km", "length": "km"},
        "troops",
        lambda mission_troops, mission_length, length: line(
            mission_troops / mission_length, length, 1.0, 0.0
        ),
    ),
    "consent_factor": Rule(
        {"troops": "troops", "consent": "ratio"},
        "troops",
        lambda troops, consent: line(troops, 1.0, consent, 0.0),
    ),
    "built_up": Rule({"combat": "troops", "slice": "ratio", "growth": "ratio"}, "troops", built_up),
    "brigades_built_up": Rule(
        {
            "brigades": "brigades",
            "brigade_size": "troops_per_brigade",
            "slice": "ratio",
            "growth": "ratio",
        },
        "troops",
        brigades_built_up,
    ),
    "task_times": Rule({"amount": ANY, "coefficient": ANY}, ANY, task(divide=False)),
    "task_divided": Rule({"amount": ANY, "coefficient": ANY}, ANY, task(divide=True)),
    "hold_time": Rule(
        {"force": "troops", "hold": "days", "reinforce": "days"},
        "troops",
        lambda force, hold, reinforce: float(
            anchor_troops(array(force), array(hold), array(reinforce))[0]
        ),
    ),
    "freed": Rule(
        {"foreign": "troops", "load": "troops", "substitution": "share"},
        "troops",
        lambda foreign, load, substitution: float(
            freed_troops(array(foreign), array(load), array(substitution))[0]
        ),
    ),
}
