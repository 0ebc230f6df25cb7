"""Tables of the deploy section: reach, states, capability gaps, arrival, past moves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ceasefire.briefing.deploy_cost_tables import command_table, cost_table
from ceasefire.briefing.deploy_data import RULES, STAGE, DeployView, flagship, forces
from ceasefire.briefing.deploy_read import (
    asked,
    by_backing,
    chance_of,
    comes,
    days_range,
    reach_band,
    reaches,
    steps,
    troops,
)
from ceasefire.briefing.model import DataTable
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.words import number, troops_range
from ceasefire.results import FloatArray
from ceasefire.scenario.cells import keys_in

__all__ = ["deploy_tables"]

_DAYS = (30, 60, 90, 180)
_SHARES = (25, 50, 100)
_HALF_A_UNIT = 0.5


def deploy_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the run can fill; none where no option sends a force."""
    if not forces(reader):
        return ()
    return told(
        lambda: _reach(reader),
        lambda: _states(reader),
        lambda: _gaps(reader),
        lambda: command_table(reader),
        lambda: _arrival(reader),
        lambda: _moves(reader),
        lambda: cost_table(reader),
    )


def _reach(reader: RunReader) -> DataTable:
    rows = tuple(
        (
            view.option.title,
            asked(view).removesuffix(" troops"),
            *(troops(view.spread(f"coalition.{rule}_troops"), "") for rule in RULES),
            reach_band(view).words,
        )
        for view in forces(reader)
    )
    return DataTable(
        "How far a coalition comes, by rule of rotation",
        (
            "Option",
            "Asks for, troops",
            *(f"Troops, by {words}" for words in RULES.values()),
            "Reaches its size",
        ),
        rows,
        "Troops: 5–95% of the draws, nobody in some of them, more than the option asks for in "
        "others. The chance spans the rules and the states of the backer; who joins is this "
        "project’s judgement.",
    )


def _states(reader: RunReader) -> DataTable | None:
    view = flagship(reader)
    if view is None:
        return None
    politics = {str(row["iso3"]): row for row in reader.scenario.rows("contributors")}
    stored = {s["iso3"]: s for s in reader.run.plan(STAGE, view.option.id)["states"]}
    step = next((v for v in reversed(steps(reader)) if v.forms), None)
    rows = []
    for iso3 in view.plan.shown:
        sent = view.values(f"state.{iso3}_troops")[view.formed]
        there = chance_of(view, (view.values(f"state.{iso3}_troops") > 0,), view.formed)
        if there is None or not (sent > 0).any():
            continue
        row = politics.get(iso3, {})
        low, high = np.quantile(sent[sent > 0], [0.05, 0.95]).tolist()
        stance = str(stored[iso3].get("stance"))
        cells = (
            view.plan.state(iso3).name,
            _STANCES.get(stance, stance),
            _PARLIAMENT.get(str(row.get("parliament_hurdle")), "not known, a vote assumed"),
            "; ".join(_caveat(key) for key in keys_in(row.get("caveats"))) or "none",
            troops_range(low, high, ""),
            there.words,
            _indispensable(step, iso3),
        )
        rows.append((-float(sent.mean()), cells))
    if not rows:
        return None
    return DataTable(
        f"The states of the coalition for “{view.option.title}”",
        (
            "State",
            "Stance",
            "Parliament",
            "Conditions it sets",
            "Troops when there",
            "Chance that it is there",
            f"{asked(step)} out of reach without it" if step else "Out of reach without it",
        ),
        tuple(cells for _, cells in sorted(rows)),
        f"{_formed(view)} Troops: 5–95% of those in which it is there. Chances span the states of "
        "the backer; stances are public ones of the as-of date.",
    )


_STANCES = {
    "lead": "would lead",
    "enabler_only": "support only",
    "None": "undecided",
}
_PARLIAMENT = {
    "none": "no vote before",
    "vote": "a vote before",
    "two_thirds": "two thirds of the votes",
    "triple_lock": "UN mandate, cabinet and vote",
}
_CAVEATS = {
    "un_mandate": "only with a UN mandate",
    "us_backstop": "only with a backstop of the United States",
    "nato_or_eu_mandate": "only under NATO or the EU",
    "adversary_consent": "only if the adversary agrees",
    "truce_first": "only after a truce",
    "no_combat_units": "no combat units",
    "logistics_only": "logistics only",
    "small_only": "a small contribution only",
}


def _caveat(key: str) -> str:
    return _CAVEATS.get(key, _words(key))


def _formed(view: DeployView) -> str:
    """Return over which draws the states are counted."""
    if view.forms:
        return "Of the draws in which a coalition reaches the size."
    return "The size is hardly ever reached: of the draws in which anybody comes."


def _indispensable(step: DeployView | None, iso3: str) -> str:
    """Return how often a size that is reached would not be without a state."""
    if step is None:
        return "no size is reached"
    if iso3 not in step.plan.shown:
        return "never"
    lost = step.values(f"state.{iso3}_indispensable") > 0
    band = chance_of(step, (lost,), reaches(step))
    return band.words if band and lost.any() else "never"


def _words(cell: object) -> str:
    return str(cell or "").replace("_", " ")


def _gaps(reader: RunReader) -> DataTable | None:
    """Return the units missing without and with the backer, where anybody comes."""
    view = flagship(reader)
    draws = by_backing(view) if view else None
    if view is None or draws is None:
        return None
    rows = []
    for unit in view.plan.units:
        missing = view.values(f"gap.{unit.id}_units")
        if missing[comes(view)].max() >= _HALF_A_UNIT:
            rows.append((unit.title, *(_number(missing[mask]) for mask in draws)))
    if not rows:
        return None
    return DataTable(
        f"Units that the coalition for “{view.option.title}” lacks",
        ("Unit", "Without the backer’s support", "With it"),
        tuple(rows),
        "Of the units that the option asks for, 5–95% of the draws in which anybody comes. How "
        "many of a kind a state has is this project’s judgement.",
    )


def _number(missing: FloatArray) -> str:
    low, high = (round(float(v)) for v in np.quantile(missing, [0.05, 0.95], method="nearest"))
    if high == 0:
        return "none"
    return number(low) if low == high else f"up to {high}" if low == 0 else f"{low}–{high}"


def _arrival(reader: RunReader) -> DataTable | None:
    rows = tuple(
        (
            view.option.title,
            *(troops(view.spread(f"arrived.day_{day}_troops"), "") for day in _DAYS),
            *(days_range(view, share) for share in _SHARES),
        )
        for view in forces(reader)
        if f"arrived.day_{_DAYS[0]}_troops" in view.names
    )
    if not rows:
        return None
    return DataTable(
        "When it is there, at the earliest",
        (
            "Option",
            *(f"Troops by day {day}" for day in _DAYS),
            "Days to a quarter",
            "Days to half",
            "Days to all",
        ),
        rows,
        "5–95% of the draws, by an upper bound, from the ceasefire or, for a deployment in "
        "wartime, from the call. Days to a part of the troops that come: of the draws in which "
        "anybody comes.",
    )


def _moves(reader: RunReader) -> DataTable | None:
    """Return past moves beside what the program of arrival makes of them."""
    if not any(f"arrived.day_{_DAYS[0]}_troops" in view.names for view in forces(reader)):
        return None
    rows = tuple(
        (
            str(row["title"]),
            _seen(row),
            _measured(row["model"], row),
            "yes" if row["reproduced"] else "no",
            str(row["why"]),
        )
        for row in reader.scenario.rows("moves_checked")
    )
    if not rows:
        return None
    return DataTable(
        "Past moves, and what the model makes of them",
        ("Move", "Seen", "Model", "Within a third", "Why not, or what it tests"),
        rows,
        "The program of arrival with its central norms in daily steps, nothing fitted to a move. "
        "Days count from the order, or from a port or border where the report does. Where a force "
        "was on call or staged beforehand, the model is late.",
    )


def _seen(row: Mapping[str, object]) -> str:
    low, high = row["seen_low"], row["seen_high"]
    most = _measured(high, row)
    if low == high:
        return most
    return f"at most {most}" if low is None else f"{number(float(str(low)))}–{most}"


def _measured(value: object, row: Mapping[str, object]) -> str:
    """Return days, or troops, with the word."""
    return f"{number(float(str(value)))} {row['measure']}"
