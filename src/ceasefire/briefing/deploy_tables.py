"""Tables of the deploy section: reach, states, capability gaps; with arrival and cost."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.deploy_arrival_tables import arrival_table, half_there_table, moves_table
from ceasefire.briefing.deploy_cost_tables import command_table, cost_table
from ceasefire.briefing.deploy_data import RULES, STAGE, DeployView, flagship, forces
from ceasefire.briefing.deploy_read import (
    MONEY,
    asked,
    by_backing,
    chance_of,
    comes,
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

_HALF_A_UNIT = 0.5
_LEAST_DIFFERENCE = 0.01  # of the draws, from which a state is listed
_MOST_STATES = 10


def deploy_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the run can fill; none where no option sends a force."""
    if not forces(reader):
        return ()
    return told(
        lambda: _reach(reader),
        lambda: _states(reader),
        lambda: _difference(reader),
        lambda: _gaps(reader),
        lambda: command_table(reader),
        lambda: arrival_table(reader),
        lambda: half_there_table(reader),
        lambda: moves_table(reader),
        lambda: cost_table(reader),
    )


def _reach(reader: RunReader) -> DataTable:
    rows = tuple(
        (
            view.option.title,
            asked(view).removesuffix(" troops"),
            *(troops(view.spread(f"coalition.{rule}_troops"), "") for rule in RULES),
            troops(view.spread("first_tour_troops"), ""),
            reach_band(view).words,
            _in_units(view),
        )
        for view in forces(reader)
    )
    return DataTable(
        "How far a coalition comes, by rule of rotation",
        (
            "Option",
            "Asks for, troops",
            *(f"Troops, by {words}" for words in RULES.values()),
            "Troops, for one tour alone",
            "Reaches its size",
            "Of it in units of the kinds asked for",
        ),
        rows,
        "Troops: 5–95% of the draws, nobody in some of them, more than the option asks for in "
        "others; all willing states with the units they have, under a lead. The chance spans the "
        "rules and the states of the backer, without the tour alone; who joins is this project’s "
        "judgement.",
    )


def _in_units(view: DeployView) -> str:
    """Return how much of the size comes in units of the kinds asked for, where anybody comes."""
    if not comes(view).any():
        return "nobody comes"
    share = view.values("coalition.units_share")[comes(view)]
    low, high = np.quantile(share, [0.05, 0.95]).tolist()
    return f"{low:.0%}–{high:.0%}"


def _states(reader: RunReader) -> DataTable | None:
    view = flagship(reader)
    if view is None:
        return None
    politics = {str(row["iso3"]): row for row in reader.scenario.rows("contributors")}
    stored = {s["iso3"]: s for s in reader.run.plan(STAGE, view.option.id)["states"]}
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
            _pays(view, iso3),
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
            "Pays a year, € billion",
        ),
        tuple(cells for _, cells in sorted(rows)),
        f"{_formed(view)} Troops: 5–95% of those in which it is there. Chances span the states of "
        "the backer; stances are public ones of the as-of date. What a state pays is the cost of "
        "its own troops on top of an army that is paid anyway, less what common funds pay.",
    )


def _pays(view: DeployView, iso3: str) -> str:
    """Return what a state pays a year for its troops, in the draws in which it is there."""
    column = f"state.{iso3}_yearly_{MONEY}"
    if column not in view.names:
        return "not known"
    paid = view.values(column)[view.formed & (view.values(f"state.{iso3}_troops") > 0)]
    low, high = (number(float(v)) for v in np.quantile(paid, [0.05, 0.95]))
    return low if low == high else f"{low}–{high}"


def _difference(reader: RunReader) -> DataTable | None:
    """Return the states that decide whether a size is reached: by joining, or by staying away."""
    climbed = steps(reader)
    if not climbed:
        return None
    view = climbed[len(climbed) // 2]
    reached = reaches(view)
    rows = []
    for iso3 in view.plan.shown:
        joined = view.values(f"state.{iso3}_if_joined") > 0
        lost = view.values(f"state.{iso3}_indispensable") > 0
        gain, loss = float((joined & ~reached).mean()), float(lost.mean())
        if max(gain, loss) < _LEAST_DIFFERENCE:
            continue
        without, with_ = (chance_of(view, (truth,)) for truth in (reached & ~lost, joined))
        if without is None or with_ is None:
            return None
        rows.append((-gain - loss, (view.plan.state(iso3).name, without.words, with_.words)))
    if not rows:
        return None
    return DataTable(
        f"Who makes the difference: how likely “{view.option.title}” reaches {asked(view)}",
        ("State", "If it stays away", "If it takes part"),
        tuple(cells for _, cells in sorted(rows)[:_MOST_STATES]),
        "By each state’s own rotation, over the states of the backer. The others join or not as "
        "in every draw; a state that the command, or a condition of its own, keeps out stays out.",
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
