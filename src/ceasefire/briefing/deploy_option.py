"""One option's deployment as plain data, for ``ceasefire deploy --json``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from ceasefire.briefing.deploy_answer import reach_band
from ceasefire.briefing.deploy_data import RULES, DeployView
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.say import estimate_of
from ceasefire.core.status import REASONS

__all__ = ["deploy_option"]


def deploy_option(reader: RunReader, id: str) -> dict[str, Any]:
    """Return coalition, arrival, cost, command and shortage; a part that is absent is None."""
    view = DeployView(reader, reader.scenario.option(id))
    plan = reader.run.plan("deploy", id)
    reasons = np.unique(reader.values("deploy", id, "reason")).tolist()
    there = f"coalition.{next(iter(RULES))}_troops" in view.names
    return {
        "reason": " ".join(REASONS[int(code)][1] for code in reasons).strip(),
        "coalition": _coalition(view) if there else None,
        "arrival": _columns(view, "arrived.") | _columns(view, "arrival.days_to_") or None,
        "cost": _columns(view, "cost.") or None,
        "alternatives": _columns(view, "alternative."),
        "command": plan.get("command"),
        "shortage": plan.get("shortage"),
        "candidates": [
            {name: c[name] for name in ("variant", "rung_troops", "gap", "certificate")}
            for c in plan.get("coalitions", ())
        ],
    }


def _coalition(view: DeployView) -> dict[str, Any]:
    states = [name.split(".")[1][:3] for name in view.names if name.endswith("_indispensable")]
    return {
        "reaches": {rule: asdict(reach_band(view, (rule,))) for rule in RULES},
        "reached_troops": {rule: _one(view, f"coalition.{rule}_troops") for rule in RULES},
        "supply_troops": {rule: _one(view, f"supply.{rule}_troops") for rule in RULES},
        "states": {
            iso3: {
                "troops": _one(view, f"state.{iso3}_troops"),
                "pool_troops": _one(view, f"state.{iso3}_pool_troops"),
                "indispensable_share": float(view.values(f"state.{iso3}_indispensable").mean()),
            }
            for iso3 in sorted(states)
        },
        "gaps": _columns(view, "gap."),
        "pool_tied_troops": _one(view, "pool_tied_troops"),
        "flank_touched_troops": _one(view, "flank_touched_troops"),
    }


def _columns(view: DeployView, prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): _one(view, name)
        for name in sorted(view.names)
        if name.startswith(prefix)
    }


def _one(view: DeployView, name: str) -> dict[str, Any] | None:
    spread = view.spread(name)
    if spread is None:
        return None
    never = float(np.isinf(view.values(name)).mean())
    return asdict(estimate_of(spread)) | ({"never_share": never} if never else {})
