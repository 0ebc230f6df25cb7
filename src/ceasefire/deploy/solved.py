"""What is solved once for a pack and its switches, and shared by all options.

Coalitions are put together for a ladder of sizes and for each kind of force (command, consent,
timing) among the options; the way there for each placement. The inputs are gathered first, in
plain numbers, and decide everything that is solved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ceasefire.deploy.arrival import Way, travel_days
from ceasefire.deploy.arrival_bounds import Bound, Case, bounds
from ceasefire.deploy.arrival_model import LIFTS
from ceasefire.deploy.candidates import Ladder, candidates, ladder_inputs, places, shortages
from ceasefire.deploy.contributors import Contributor, contributors
from ceasefire.deploy.network import Network, network, reception
from ceasefire.deploy.problem import Coalition
from ceasefire.deploy.shortage import Shortage
from ceasefire.deploy.units import UnitType, tonnes_per_soldier, unit_types
from ceasefire.scenario.central import central
from ceasefire.scenario.model import Option, Scenario

__all__ = ["HORIZONS_DAYS", "SolveInputs", "Solved", "solve", "solve_inputs"]

HORIZONS_DAYS = (15.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0, 120.0, 150.0, 180.0)
"""Each a whole number of its steps."""
STEP_DAYS = 5.0
TABLES = ("contributors", "contributor_forces", "contributor_units", "unit_types", "commands")
"""Tables without which nobody can be asked to send anything."""
_LONG_DAYS = 30.0
_LONG_STEP_DAYS = 10.0
"""Steps beyond ``_LONG_DAYS``, where ways hardly hold anybody up any more."""

_CASES = (
    ("40,000, ready in 20 days", 40_000.0, "central", 20.0),
    ("200,000 at once, narrow ways", 200_000.0, "low", 0.0),
)


@dataclass(frozen=True)
class SolveInputs:
    """All that is solved from: states, unit types, ladder, networks by placement."""

    states: tuple[Contributor, ...] = ()
    units: tuple[UnitType, ...] = ()
    ladder: Ladder = field(default_factory=Ladder)
    networks: Mapping[str, Network] = field(default_factory=dict)
    sustainment_kg: float = 0.0


@dataclass(frozen=True)
class Solved:
    """Candidate coalitions by kind and rung, and the way by placement."""

    states: tuple[Contributor, ...] = ()
    units: tuple[UnitType, ...] = ()
    ladder: Ladder = field(default_factory=Ladder)
    coalitions: Mapping[str, tuple[Coalition, ...]] = field(default_factory=dict)
    shortages: Mapping[str, Shortage] = field(default_factory=dict)
    ways: Mapping[str, Way] = field(default_factory=dict)

    def shortage_of(self, option: Option) -> Shortage | None:
        """Return why the nominal coalition of the option's own rung falls short, if it does."""
        return self.shortages.get(places(self.ladder, option)[0])

    def coalitions_for(self, option: Option) -> tuple[Coalition, ...]:
        """Return the candidates of an option, the smallest first."""
        keys = places(self.ladder, option)
        return tuple(coalition for key in keys for coalition in self.coalitions[key])


def why_not(scenario: Scenario) -> str:
    """Return why the question cannot be answered, a key of ``core.status.REASONS``, or nothing."""
    for table in TABLES:
        if not scenario.rows(table):
            return "input_not_visible" if table in scenario.tables else "no_table"
    return ""


def solve_inputs(scenario: Scenario) -> SolveInputs:
    """Return what the solvers need of a scenario; empty where it lacks the tables."""
    if why_not(scenario):
        return SolveInputs()
    states, units = contributors(scenario), unit_types(scenario)
    placements = sorted({o.placement for o in scenario.options if o.troops_high > 0})
    shares = {placement: reception(scenario, placement) for placement in placements}
    return SolveInputs(
        states=states,
        units=units,
        ladder=ladder_inputs(scenario),
        networks={p: network(scenario, share) for p, share in shares.items() if share},
        sustainment_kg=central(scenario, "sustainment_kg"),
    )


def solve(inputs: SolveInputs) -> Solved:
    """Return coalitions and ways.

    Raises
    ------
    SolverError
        If a program cannot be solved, or an answer fails its certificate.
    """
    coalitions = candidates(inputs.ladder, inputs.states, inputs.units)
    return Solved(
        states=inputs.states,
        units=inputs.units,
        ladder=inputs.ladder,
        coalitions=coalitions,
        shortages=shortages(inputs.ladder, inputs.states, inputs.units, coalitions),
        ways={placement: _way(inputs, way) for placement, way in inputs.networks.items()},
    )


def _way(inputs: SolveInputs, way: Network) -> Way:
    origins = tuple(sorted({s.origin for s in inputs.states if s.origin in way.days}))
    tonnes = tonnes_per_soldier(inputs.units)
    found: list[Bound] = []
    for days in HORIZONS_DAYS:
        cases = [_case(way, origins, *case) for case in _CASES]
        step = STEP_DAYS if days <= _LONG_DAYS else _LONG_STEP_DAYS
        found += bounds(way, origins, tonnes, (days,), inputs.sustainment_kg, cases, step)
    central = sum(unit.tonnes_central for unit in inputs.units)
    return Way(
        network=way,
        origins=origins,
        bounds=tuple(found),
        tonnes_per_soldier=tonnes,
        tonnes_spread=(
            sum(unit.tonnes_low for unit in inputs.units) / central,
            1.0,
            sum(unit.tonnes_high for unit in inputs.units) / central,
        ),
        sustainment_kg=inputs.sustainment_kg,
    )


def _case(
    way: Network, origins: tuple[str, ...], name: str, troops: float, capacity: str, ready: float
) -> Case:
    """Return a case in which every origin sends the same troops, a third of each lift class."""
    each = np.full((len(origins), len(LIFTS)), troops / max(len(origins), 1) / len(LIFTS))
    release = ready + np.array([travel_days(way, origin) for origin in origins])
    return Case(name, each, release, capacity)
