"""One option's deployment in every draw: coalition, arrival, cost.

The main path: who is willing, what each can keep deployed under each rule of rotation, which
candidate coalition comes furthest, when its loads are there, what the option costs. Solvers run
beforehand, in :mod:`ceasefire.deploy.plan`; here it is arithmetic, but for the fixed sample.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.status import Status, reason_code
from ceasefire.deploy import arrival, cost, participation, politics, pool
from ceasefire.deploy.arrival_model import LIFTS
from ceasefire.deploy.plan import DeployPlan
from ceasefire.deploy.reach import reach, troops_of
from ceasefire.draws import Draws, Sample
from ceasefire.results import (
    Arrival,
    CoalitionReach,
    Costs,
    Deployment,
    Evidence,
    FloatArray,
    ForceRequirement,
    Mission,
)

__all__ = ["evaluate"]

_BACKER_STATES = ("none", "logistics", "full")
_SOLVED_ROWS = 3
"""First draws of each option that are solved again, one a horizon: with 20 options below 200."""
_SOLVED_DAYS = (60.0, 90.0, 120.0)
_COSTS = (*cost.BASES, "alternatives", "paid")


def evaluate(
    plan: DeployPlan, draws: Draws, rows: range, *, purpose: Mission, size: ForceRequirement
) -> Deployment:
    """Return the deployment of an option in these rows.

    ``size`` gives the troops that the option asks for in each draw; ``purpose`` which tasks it
    has was settled in the plan.
    """
    sample = draws.sample(rows)

    def filled(code: int) -> NDArray[np.uint8]:
        return np.full(len(rows), code, dtype=np.uint8)

    missing = [name for name in plan.parameters if name not in sample]
    if plan.reason or missing:
        reason = plan.reason or "input_not_visible"
        unknown = reason == "input_not_visible"
        status = Status.UNKNOWN if unknown else Status.NOT_APPLICABLE
        code = reason_code(reason)
        return Deployment(plan.option.id, None, None, None, filled(status), filled(code))
    troops = size.size_troops
    coalition = moves = None
    if plan.pledges is not None:
        coalition, steps = _coalition(plan, draws, sample, troops)
        moves = _arrival(plan, sample, coalition, steps, troops)
    return Deployment(
        option=plan.option.id,
        coalition=coalition,
        arrival=moves,
        costs=_costs(plan, sample, troops, coalition),
        status=filled(Status.OK),
        reason=filled(0),
    )


def _coalition(
    plan: DeployPlan, draws: Draws, sample: Sample, size: FloatArray
) -> tuple[CoalitionReach, FloatArray]:
    """Return how far the coalition comes, and the steps of units by state."""
    assert plan.pledges is not None
    backer = _backer(draws, sample)
    scores = participation.scores(draws, sample, [state.iso3 for state in plan.states])
    willing = participation.joins(scores, sample, [s.stance for s in plan.states], backer)
    barred = np.zeros_like(willing)
    for name, where in backer.items():
        barred |= where[:, None] & np.array(plan.barred[name])[None, :]
    willing &= ~barred
    combat = plan.option.combat_brigades > 0
    share = sample["slice"] / sample["lead_share_required"]
    by_lead = share if combat else np.full(len(size), np.inf)
    supply, reached = [], []
    for rule in pool.RULES:
        available = pool.available_troops(plan.states, rule, sample)
        supply.append(_over_columns(np.where(willing, available, 0.0)))
        reached.append(troops_of(plan.pledges, willing, barred, available, by_lead))
    available = pool.available_troops(plan.states, pool.MAIN_RULE, sample)
    main = reach(plan.pledges, willing, barred, available, size, by_lead)
    first = _first_tour(plan, willing, barred, available, by_lead, sample)
    asked = size[:, None] * np.array(plan.asked_steps)[None, :]
    brought = _brought_steps(main.steps)
    by_state_pool = _pool(plan, main.by_state, sample)
    shown = [index for index, state in enumerate(plan.states) if state.iso3 in plan.shown]
    part = CoalitionReach(
        rules=pool.RULES,
        main_rule=pool.MAIN_RULE,
        states=tuple(plan.states[index].iso3 for index in shown),
        units=tuple(unit.id for unit in plan.units),
        supply_troops=np.stack(supply, axis=1),
        reached_troops=np.stack(reached, axis=1),
        reaches=np.stack(reached, axis=1) >= size[:, None],
        first_tour_troops=first,
        first_tour_reaches=first >= size,
        state_troops=main.by_state[:, shown],
        state_pool_troops=by_state_pool[:, shown],
        indispensable=main.indispensable[:, shown],
        if_joined=main.if_joined[:, shown],
        units_share=_units_share(plan, asked, brought, size),
        gap_units=_gap_units(plan, asked, brought, backer["none"]),
        pool_troops=_over_columns(by_state_pool),
        flank_troops=_flank(plan, main.by_state, sample),
        candidate=main.candidate.astype(np.uint8),
        days=tuple(day.isoformat() for day in plan.days),
        reached_by_day=_over_time(plan, sample, scores, barred, by_lead, backer),
        chances={
            stance: participation.chance(sample, stance, backer)
            for stance in sorted({stance for stances in plan.stances for stance in stances})
        },
        evidence=plan.evidence["coalition"],
    )
    return part, main.steps


def _first_tour(
    plan: DeployPlan,
    willing: NDArray[np.bool_],
    barred: NDArray[np.bool_],
    available: FloatArray,
    by_lead: FloatArray,
    sample: Sample,
) -> FloatArray:
    """Return what comes for one tour: soldiers and units of the next go along, shape (draws,)."""
    assert plan.pledges is not None
    assert plan.command is not None
    in_time = [not politics.decides_late(state, plan.command.id) for state in plan.states]
    there = willing & np.array(in_time, dtype=bool)[None, :]
    lasting = troops_of(plan.pledges, there, barred, available, by_lead)
    return (1.0 + sample["surge_share"]) * lasting


def _over_time(
    plan: DeployPlan,
    sample: Sample,
    scores: FloatArray,
    barred: NDArray[np.bool_],
    by_lead: FloatArray,
    backer: Mapping[str, NDArray[np.bool_]],
) -> FloatArray:
    """Return what comes with the stances of each day, all else as on the as-of date."""
    assert plan.pledges is not None
    available = pool.available_troops(plan.states, pool.MAIN_RULE, sample)
    found = np.empty((len(scores), len(plan.days)))
    for place, stances in enumerate(plan.stances):
        willing = participation.joins(scores, sample, stances, backer) & ~barred
        found[:, place] = troops_of(plan.pledges, willing, barred, available, by_lead)
    return found


def _brought_steps(steps: FloatArray) -> FloatArray:
    """Return the elements that all states bring together, shape (draws, units)."""
    brought = np.zeros((len(steps), steps.shape[2]))
    for state in range(steps.shape[1]):
        brought = brought + steps[:, state, :]
    return brought


def _units_share(
    plan: DeployPlan, asked: FloatArray, brought: FloatArray, size: FloatArray
) -> FloatArray:
    """Return the soldiers in units of the kinds asked for, as a share of the size."""
    step_troops = np.array([unit.step_troops for unit in plan.units])
    return _over_columns(np.minimum(asked, brought) * step_troops) / size


def _gap_units(
    plan: DeployPlan, asked: FloatArray, brought: FloatArray, alone: NDArray[np.bool_]
) -> FloatArray:
    """Return the units missing; what the backer can stand in for is missing only without it."""
    enabler = np.array([unit.enabler for unit in plan.units])
    covered = enabler[None, :] & ~alone[:, None]
    per_unit = np.array([unit.steps_per_unit for unit in plan.units])
    missing: FloatArray = np.where(covered, 0.0, np.maximum(asked - brought, 0.0))
    units: FloatArray = missing / per_unit
    return units


def _pool(plan: DeployPlan, by_state: FloatArray, sample: Sample) -> FloatArray:
    """Return the soldiers that each state's rotation ties down, shape (draws, states)."""
    tied = np.zeros_like(by_state)
    for index, state in enumerate(plan.states):
        tied[:, index] = by_state[:, index] * pool.pool_multiplier(state, sample)
    return tied


def _flank(plan: DeployPlan, by_state: FloatArray, sample: Sample) -> FloatArray:
    """Return the soldiers that only the release of flank contingents makes available."""
    total = np.zeros(len(by_state))
    rest = pool.available_troops(plan.states, pool.MAIN_RULE, sample, flank_released=False)
    for index in range(len(plan.states)):
        total = total + np.maximum(by_state[:, index] - rest[:, index], 0.0)
    return total


def _arrival(
    plan: DeployPlan,
    sample: Sample,
    coalition: CoalitionReach,
    steps: FloatArray,
    size: FloatArray,
) -> Arrival | None:
    if plan.way is None or plan.command is None:
        return None
    lift = np.array([LIFTS.index(unit.lift) for unit in plan.units], dtype=np.int64)
    troops = np.zeros((len(steps), len(plan.states), len(LIFTS)))
    for index, unit in enumerate(plan.units):
        troops[:, :, lift[index]] = (
            troops[:, :, lift[index]] + steps[:, :, index] * unit.step_troops
        )
    release = politics.release_days(plan.states, plan.command, sample)
    origins = [state.origin for state in plan.states]
    load = arrival.moved(plan.way, origins, troops, release, sample)
    arrived, bottleneck = arrival.arrive(plan.way, load)
    # A coalition that could bring more than the option asks for sends what it asks for.
    main = np.minimum(coalition.reached_troops[:, pool.RULES.index(pool.MAIN_RULE)], size)
    days, values = np.zeros(len(steps)), np.zeros(len(steps))
    horizons = [day for day in _SOLVED_DAYS if day in plan.way.horizons_days]
    for position, draw in enumerate(sample.rows):
        if draw < _SOLVED_ROWS and horizons:
            days[position] = horizons[draw % len(horizons)]
            values[position] = arrival.resolve(plan.way, load, position, days[position])
    return Arrival(
        horizons_days=plan.way.horizons_days,
        bottlenecks=arrival.BOTTLENECKS,
        arrived_troops=arrived,
        days_to=arrival.days_to(plan.way.horizons_days, arrived, main),
        bottleneck=bottleneck,
        resolved_days=days,
        resolved_troops=values,
        evidence=plan.evidence["arrival"],
    )


def _costs(
    plan: DeployPlan, sample: Sample, size: FloatArray, coalition: CoalitionReach | None
) -> Costs:
    tonnes = size * plan.tonnes_per_soldier
    years = cost.present_years(plan.option.duration_years, sample["discount_rate"])
    lines: dict[tuple[str, str], FloatArray] = {}
    total: dict[str, FloatArray] = {}
    force = plan.option.troops_high > 0
    for basis in cost.BASES if force else ():
        found = cost.lines(plan.option, basis, size, tonnes, sample)
        total[basis] = np.zeros(len(size))
        for name in cost.LINES:
            lines[basis, name] = found[name]
            total[basis] = total[basis] + found[name]
    yearly = {basis: amount / years for basis, amount in total.items()}
    common, paid = None, None
    if coalition is not None and plan.command is not None:
        share = cost.common_share(plan.command.funding, sample)
        sent = _over_columns(coalition.state_troops)
        common = share * yearly["additional"] * sent / size
        paid = cost.by_state(yearly["additional"], share, coalition.state_troops, size)
    return Costs(
        lines=lines,
        total=total,
        yearly=yearly,
        alternatives=cost.alternatives(sample),
        host_soldiers={
            basis: cost.host_soldiers(amount, sample) for basis, amount in yearly.items()
        },
        states=coalition.states if coalition is not None else (),
        common_yearly=common,
        state_yearly=paid,
        evidence={key: plan.evidence.get(key, Evidence()) for key in _COSTS},
    )


def _backer(draws: Draws, sample: Sample) -> dict[str, NDArray[np.bool_]]:
    names = draws.choices("backer_state")
    state = sample["backer_state"]
    return {
        name: (state == names.index(name)) if name in names else np.zeros(len(state), dtype=bool)
        for name in _BACKER_STATES
    }


def _over_columns(values: FloatArray) -> FloatArray:
    """Add over columns, term by term: the same bits for any split of rows."""
    total = np.zeros(len(values))
    for column in range(values.shape[1]):
        total = total + values[:, column]
    return total
