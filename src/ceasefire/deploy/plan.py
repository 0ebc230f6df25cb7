"""What is fixed for an option before any draw: states, pledges, the way there, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from ceasefire.deploy import arrival, cost, participation, politics, pool
from ceasefire.deploy.arrival import Way
from ceasefire.deploy.candidates import steps_out
from ceasefire.deploy.contributors import Contributor, barred, stances_on
from ceasefire.deploy.politics import Command
from ceasefire.deploy.problem import Coalition
from ceasefire.deploy.reach import Pledges
from ceasefire.deploy.shortage import Shortage
from ceasefire.deploy.solved import Solved, why_not
from ceasefire.deploy.units import UnitType, option_steps
from ceasefire.results import Evidence
from ceasefire.scenario.evidence import evidence_of
from ceasefire.scenario.model import Option, Scenario
from ceasefire.scenario.months import days_looked_at

__all__ = ["DeployPlan", "prepare"]

_WAY_TABLES = ("movement_nodes", "movement_links", "reception")
_BACKER_STATES = ("none", "logistics", "full")


@dataclass(frozen=True)
class DeployPlan:
    """An option's plan.

    ``reason`` is empty where the question applies. ``barred`` says for each state of the backer
    which states cannot take part whatever their stance; ``shown`` are the states that could;
    ``coalitions`` the candidates behind ``pledges``;
    ``shortage`` why the nominal one of the option's own rung falls short, where it does;
    ``asked_steps`` the elements of units in a soldier of the option's own make-up; ``stances`` of
    the states on each of ``days``, the as-of date last.
    """

    option: Option
    reason: str = ""
    states: tuple[Contributor, ...] = ()
    units: tuple[UnitType, ...] = ()
    command: Command | None = None
    barred: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    coalitions: tuple[Coalition, ...] = ()
    shortage: Shortage | None = None
    pledges: Pledges | None = None
    way: Way | None = None
    asked_steps: tuple[float, ...] = ()
    days: tuple[date, ...] = ()
    stances: tuple[tuple[str, ...], ...] = ()
    tonnes_per_soldier: float = 0.0
    parameters: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


def prepare(scenario: Scenario, option: Option, solved: Solved) -> DeployPlan:
    """Return the plan of an option, from what was solved once for the pack."""
    if why_not(scenario):
        return DeployPlan(option, reason=why_not(scenario))
    command = politics.command(scenario, option.command)
    common = tuple(name for name in (cost.COMMON.get(command.funding),) if name)
    paying = (*cost.PARAMETERS, *common)
    costs = evidence_of(scenario, paying)
    evidence = dict.fromkeys((*cost.BASES, "alternatives"), costs)
    if option.troops_high == 0:
        return DeployPlan(option, parameters=cost.PARAMETERS, evidence=evidence)
    states = solved.states
    coalitions = solved.coalitions_for(option)
    pledges = _pledges(coalitions, states, solved)
    way = solved.ways.get(option.placement)
    days = days_looked_at(scenario)
    stances = stances_on(scenario, states, days)
    reads = _coalition_parameters([state.stance for state in states], *stances)
    evidence["coalition"] = evidence_of(
        scenario, reads, (source for s in states for source in s.sources)
    )
    moving = (*arrival.PARAMETERS, *politics.PARAMETERS)
    evidence["arrival"] = evidence_of(scenario, (*reads, *moving), _way_sources(scenario))
    evidence["paid"] = evidence_of(scenario, (*reads, *paying))
    slice_ratio = solved.ladder.central["slice"]
    each = option_steps(solved.units, option, 1.0, slice_ratio)
    return DeployPlan(
        option=option,
        states=states,
        units=solved.units,
        command=command,
        barred={
            backer: tuple(bool(barred(s, option, command.eligible, backer)) for s in states)
            for backer in _BACKER_STATES
        },
        shown=_shown(states, option, command.eligible),
        coalitions=coalitions,
        shortage=solved.shortage_of(option),
        pledges=pledges,
        way=way,
        asked_steps=each,
        days=days,
        stances=stances,
        tonnes_per_soldier=sum(
            n * unit.tonnes_central for n, unit in zip(each, solved.units, strict=True)
        ),
        parameters=tuple(dict.fromkeys((*reads, *(moving if way else ()), *paying))),
        evidence=evidence,
    )


def _pledges(
    coalitions: Sequence[Coalition], states: Sequence[Contributor], solved: Solved
) -> Pledges:
    """Return what each candidate asks of each state once it stands, its last rotation class."""
    position = {state.iso3: index for index, state in enumerate(states)}
    units = solved.units
    step_troops = np.array([unit.step_troops for unit in units])
    steps = np.zeros((len(coalitions), len(states), len(units)))
    for number, coalition in enumerate(coalitions):
        for contributor, row in zip(coalition.contributors, coalition.steps[-1], strict=True):
            steps[number, position[contributor]] = row
    troops = np.zeros(steps.shape[:2])
    for index in range(len(units)):
        troops = troops + steps[:, :, index] * step_troops[index]
    return Pledges(
        troops=troops,
        steps=steps,
        has_steps=np.array([steps_out(state, units) for state in states]),
        step_troops=step_troops,
        leads=np.array([state.lead_nation for state in states], dtype=bool),
        manoeuvre=np.array([unit.kind == "manoeuvre" for unit in units], dtype=bool),
        minimum_troops=solved.ladder.central["minimum_contribution_troops"],
    )


def _shown(states: Sequence[Contributor], option: Option, eligible: str) -> tuple[str, ...]:
    """Return the states that could take part, whatever their stance, for some backer's state."""
    return tuple(
        state.iso3
        for state in states
        if not all(barred(state, option, eligible, backer) for backer in _BACKER_STATES)
    )


def _coalition_parameters(*by_day: Sequence[str]) -> tuple[str, ...]:
    stances = sorted({stance for stances in by_day for stance in stances})
    return (
        "backer_state",
        "slice",
        "lead_share_required",
        "surge_share",
        *participation.parameters(stances),
        *pool.PARAMETERS,
    )


def _way_sources(scenario: Scenario) -> tuple[str, ...]:
    return tuple(
        key.strip()
        for table in _WAY_TABLES
        for row in scenario.rows(table)
        for key in str(row["sources"] or "").split(";")
        if key.strip()
    )
