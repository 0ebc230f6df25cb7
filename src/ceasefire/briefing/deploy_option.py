"""One option's deployment as plain data, for ``ceasefire deploy --json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.deploy_arrival_data import bottleneck_text
from ceasefire.briefing.deploy_data import MAIN_RULE, RULES, STAGE, DeployView
from ceasefire.briefing.deploy_question import in_question
from ceasefire.briefing.deploy_read import MONEY, chance_of, reaches
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.say import estimate_of
from ceasefire.core.status import REASONS
from ceasefire.scenario.cells import keys_in

__all__ = ["deploy_option"]

_BY_DAYS = (30, 60, 90, 180)
_POLITICS = ("parliament_hurdle", "parliament_rule", "lead_nation")


def deploy_option(reader: RunReader, id: str) -> dict[str, Any]:
    """Return coalition, arrival, cost, command and shortage; a part that is absent is None.

    Where a part is absent, ``reason`` says why.
    """
    view = DeployView(reader, reader.scenario.option(id))
    plan = reader.run.plan(STAGE, id)
    there = f"coalition.{MAIN_RULE}_troops" in view.names
    return {
        "reason": _reason(view, there),
        "asks_troops": list(view.asked),
        "coalition": _coalition(view, plan) if there else None,
        "arrival": _arrival(view) if "arrival.bottleneck" in view.names else None,
        "cost": _columns(view, "cost.") or None,
        "alternatives": _columns(view, "alternative."),
        "command": _command(reader, plan) if plan.get("command") else None,
        "shortage": plan.get("shortage"),
        "candidates": [
            _candidate(c, [unit.id for unit in view.plan.units]) for c in plan.get("coalitions", ())
        ],
    }


def _reason(view: DeployView, there: bool) -> str:
    codes = np.unique(view.values("reason")).tolist()
    words = " ".join(REASONS[int(code)][1] for code in codes).strip()
    no_force = dict(REASONS)["no_force"]
    return words or ("" if there or view.option.troops_high > 0 else no_force)


def _candidate(coalition: Mapping[str, Any], units: Sequence[str]) -> dict[str, Any]:
    """Return a candidate with its members, and the worst violation its certificate found."""
    checks = dict(coalition["certificate"]["checks"])
    names = ("variant", "rung_troops", "shortfall_troops", "price", "cost_eur", "gap")
    members = {
        iso3: dict(zip(units, steps, strict=True))
        for iso3, steps in zip(coalition["contributors"], coalition["steps"][-1], strict=True)
        if any(steps)
    }
    return {name: coalition[name] for name in names} | {
        "worst_violation": max(checks.values()),
        "members_steps": members,
    }


def _coalition(view: DeployView, plan: Mapping[str, Any]) -> dict[str, Any]:
    politics = {str(row["iso3"]): row for row in view.reader.scenario.rows("contributors")}
    stances = {state["iso3"]: state["stance"] for state in plan["states"]}
    barred = plan.get("barred", {})
    return {
        "reaches": {rule: _chances(view, reaches(view, rule)) for rule in RULES},
        "reached_troops": {rule: _one(view, f"coalition.{rule}_troops") for rule in RULES},
        "first_tour": {
            "reaches": _chances(view, view.values("first_tour_reaches") > 0),
            "troops": _one(view, "first_tour_troops"),
        },
        "in_question": _in_question(view),
        "supply_troops": {rule: _one(view, f"supply.{rule}_troops") for rule in RULES},
        "states": {
            iso3: {
                "name": view.plan.state(iso3).name,
                "stance": stances[iso3],
                "army_troops": view.plan.state(iso3).army_troops,
                **{name: politics.get(iso3, {}).get(name) for name in _POLITICS},
                "caveats": list(keys_in(politics.get(iso3, {}).get("caveats"))),
                "there": _chances(view, view.values(f"state.{iso3}_troops") > 0),
                "troops": _one(view, f"state.{iso3}_troops"),
                "pool_troops": _one(view, f"state.{iso3}_pool_troops"),
                "indispensable": _chances(
                    view, view.values(f"state.{iso3}_indispensable") > 0, reaches(view)
                ),
                "reached_if_joined": _chances(view, view.values(f"state.{iso3}_if_joined") > 0),
                "yearly_cost": _one(view, f"state.{iso3}_yearly_{MONEY}"),
            }
            for iso3 in view.plan.shown
        },
        "barred": {
            state: [s.iso3 for s, out in zip(view.plan.states, row, strict=True) if out]
            for state, row in barred.items()
        },
        "units_share": _one(view, "coalition.units_share"),
        "gaps": {unit.id: _by_state(view, f"gap.{unit.id}_units") for unit in view.plan.units},
        "pool_tied_troops": _one(view, "pool_tied_troops"),
        "flank_touched_troops": _one(view, "flank_touched_troops"),
    }


def _in_question(view: DeployView) -> dict[str, Any]:
    """Return by state in question the chances without and with it, and what it would send."""
    units = [unit.id for unit in view.plan.units]
    return {
        found.state.iso3: {
            "name": found.state.name,
            "reached_without": asdict(found.without),
            "reached_with": asdict(found.with_),
            "put_together_for_troops": found.candidate.rung_troops,
            "sends_troops": sum(found.candidate.troops[found.state.iso3]),
            "sends_steps": dict(zip(units, found.candidate.steps[found.state.iso3], strict=True)),
            "short_troops": found.candidate.short_troops,
        }
        for found in in_question(view)
    }


def _arrival(view: DeployView) -> dict[str, Any]:
    """Return the curve, days to shares, the chance that all who come are there by a day."""
    days, solved = view.values("arrival.resolved_days"), view.values("arrival.resolved_troops")
    sample = [
        {
            "draw": int(row),
            "day": float(days[row]),
            "solved_troops": float(solved[row]),
            "bound_troops": float(view.values(f"arrived.day_{days[row]:.0f}_troops")[row]),
        }
        for row in np.flatnonzero(days > 0)
    ]
    all_there = view.values("arrival.days_to_100")
    return {
        "arrived": _columns(view, "arrived."),
        "days_to": _columns(view, "arrival.days_to_"),
        "size_there_by": {
            str(day): _chances(view, view.values(f"arrived.day_{day}_troops") >= view.asked[1])
            for day in _BY_DAYS
            if f"arrived.day_{day}_troops" in view.names
        },
        "all_who_come_there_by": {str(day): _chances(view, all_there <= day) for day in _BY_DAYS},
        "bottleneck": bottleneck_text(view),
        "solved_sample": sample,
    }


def _command(reader: RunReader, plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arrangement of the plan with what the table of commands says beside it."""
    found = dict(plan["command"])
    row = next((r for r in reader.scenario.rows("commands") if r["id"] == found["id"]), {})
    names = ("common_funding", "precedent", "consequence")
    return found | {name: row.get(name) for name in names}


def _chances(
    view: DeployView, truth: NDArray[np.bool_], among: NDArray[np.bool_] | None = None
) -> dict[str, Any] | None:
    """Return a band over the backer's states, and the band in each; None where no draw counts."""
    band = chance_of(view, (truth,), among)
    if band is None:
        return None
    by_state = {}
    for state in view.reader.state_masks():
        found = chance_of(view, (truth,), among, state)
        by_state[state] = asdict(found) if found else None
    return asdict(band) | {"by_backer_state": by_state}


def _by_state(view: DeployView, name: str) -> dict[str, Any] | None:
    """Return a column's spread over all draws, and its ends within each state of the backer."""
    whole = _one(view, name)
    if whole is None:
        return None
    values = view.values(name)
    ends = {
        state: dict(
            zip(("p05", "p95"), np.quantile(values[mask], [0.05, 0.95]).tolist(), strict=True)
        )
        for state, mask in view.reader.state_masks().items()
        if mask.any()
    }
    return whole | {"by_backer_state": ends}


def _columns(view: DeployView, prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): _one(view, name)
        for name in sorted(view.names)
        if name.startswith(prefix)
    }


def _one(view: DeployView, name: str) -> dict[str, Any] | None:
    """Return a column's spread; ``never_share`` counts draws in which a day never comes."""
    spread = view.spread(name)
    if spread is None:
        return None
    never = float(np.isinf(view.values(name)).mean())
    return asdict(estimate_of(spread)) | ({"never_share": never} if never else {})
