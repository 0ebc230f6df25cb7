"""What a second reading of the deploy section wants."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.briefing.deploy_data import MAIN_RULE, STAGE, flagship, forces
from ceasefire.briefing.deploy_read import (
    BASES,
    asked,
    chance_of,
    comes,
    lower,
    plural,
    reaches,
    reads,
    solved_sample,
    steps,
    troops,
)
from ceasefire.briefing.model import Statement
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.sentences_deploy import RELAXATIONS
from ceasefire.briefing.words import join, number, percent, small, troops_range
from ceasefire.scenario.cells import keys_in

__all__ = ["deploy_notes"]

_OFTEN = 0.05  # of the draws that reach the size, from which a state is named
_NAMED = 4
_NAMED_UNITS = 3
_NEAR = 0.01  # a bound nearer than this to the program is said to be near
# What coalitions are put together from before any draw.
_PLANNED = ("table/contributor_forces", "table/contributor_units", "table/unit_types")


def deploy_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what a second reading wants: leads, the pool, what is short, the host's soldiers."""
    return told(
        lambda: _lead(reader),
        lambda: _pool(reader),
        lambda: _first_tour(reader),
        lambda: _command(reader),
        lambda: _shortage(reader),
        lambda: _host(reader),
        lambda: _no_way(reader),
        lambda: _no_rule(reader),
        lambda: _bound(reader),
    )


def _lead(reader: RunReader) -> Statement | None:
    """Return without whom the largest size that is reached would not be."""
    view = next((v for v in reversed(steps(reader)) if v.forms), None)
    leads = [row for row in reader.scenario.rows("contributors") if row.get("lead_nation")]
    if view is None or not leads:
        return None
    reached = reaches(view)
    lost = {iso3: view.values(f"state.{iso3}_indispensable") > 0 for iso3 in view.plan.shown}
    shares = {iso3: float(mask[reached].mean()) for iso3, mask in lost.items()}
    often = sorted((s for s in shares if shares[s] >= _OFTEN), key=lambda s: (-shares[s], s))
    bands = {iso3: chance_of(view, (lost[iso3],), reached) for iso3 in often[:_NAMED]}
    named = [f"{view.plan.state(s).name} ({band.words})" for s, band in bands.items() if band]
    if not named:
        return None
    return say(
        "deploy.lead",
        {
            "size": asked(view),
            "states": join(named),
            "leads": join(str(row["name"]) for row in leads),
        },
        computed_from=reads(
            view,
            f"coalition.{MAIN_RULE}_reaches",
            *(f"state.{iso3}_indispensable" for iso3 in bands),
        ),
        grade="E",
    )


def _pool(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    pool = lead.spread("pool_tied_troops") if lead else None
    flank = lead.spread("flank_touched_troops") if lead else None
    if lead is None or pool is None or flank is None or not comes(lead).any():
        return None
    slots: dict[str, object] = {
        "option": lead.option.title,
        "pool": troops_range(pool.p05, pool.p95, "soldiers"),
        "flank": troops_range(flank.p05, flank.p95, "") if flank.p95 >= 1 else "none",
    }
    return say("deploy.pool", slots, evidence=pool, computed_from=flank.computed_from)


def _first_tour(reader: RunReader) -> Statement | None:
    """Return what the flagship could have for one tour, before anybody has to be relieved."""
    lead = flagship(reader)
    first = lead.spread("first_tour_troops") if lead else None
    if lead is None or first is None or not comes(lead).any():
        return None
    reached = chance_of(lead, (lead.values("first_tour_reaches") > 0,))
    if reached is None:
        return None
    slots: dict[str, object] = {
        "option": lead.option.title,
        "troops": troops(first),
        "chance": reached.words,
    }
    columns = reads(lead, "first_tour_reaches")
    return say(
        "deploy.first_tour", slots, evidence=first, computed_from=columns, band=reached, grade="E"
    )


def _shortage(reader: RunReader) -> Statement | None:
    """Return what the smallest size lacks that cannot be filled though all join who may."""
    for view in forces(reader):
        stored = reader.run.plan(STAGE, view.option.id).get("shortage")
        solved_for = {candidate.rung_troops for candidate in view.plan.candidates}
        if not stored or set(view.asked) - solved_for:
            continue  # the shortage is that of the next larger size that was solved
        titles = {unit.id: unit.title for unit in view.plan.units}
        units: dict[str, float] = {}
        for missing in stored["missing"]:
            units[missing["unit"]] = units.get(missing["unit"], 0.0) + float(missing["troops"])
        worst = sorted(units, key=lambda unit: (-units[unit], unit))[:_NAMED_UNITS]
        closes = {name: float(stored["closes"].get(name, 0.0)) for name in RELAXATIONS}
        best = max(closes, key=lambda name: closes[name])
        slots: dict[str, object] = {
            "option": view.option.title,
            "short": number(float(stored["short_troops"])),
            "units": join(lower(plural(titles[unit])) for unit in worst),
            "relaxed": RELAXATIONS[best],
            "closed": number(closes[best]),
        }
        some = closes[best] >= 1
        sentence = "deploy.shortage" if some else "deploy.shortage_alone"
        return say(sentence, slots, computed_from=_PLANNED, grade="E")
    return None


def _command(reader: RunReader) -> Statement | None:
    """Return under whom the flagship stands, and what follows."""
    lead = flagship(reader)
    command = reader.run.plan(STAGE, lead.option.id).get("command") if lead else None
    rows = {str(row["id"]): row for row in reader.scenario.rows("commands")}
    row = rows.get(str(command["id"])) if command else None
    if lead is None or row is None:
        return None
    slots: dict[str, object] = {
        "option": lead.option.title,
        "title": str(row["title"]),
        "consequence": str(row["consequence"]),
        "start": "–".join(number(days) for days in _days(row)),
    }
    sources = keys_in(row["sources"])
    return say(
        "deploy.command", slots, sources=sources, computed_from=("table/commands",), grade="E"
    )


def _host(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    if lead is None:
        return None
    found = {basis: lead.spread(f"alternative.{basis}.host_soldiers") for basis in BASES}
    if None in found.values():
        return None
    slots: dict[str, object] = {
        "option": lead.option.title,
        "host": reader.scenario.parties.get("host", "the host"),
        "additional": troops(found["additional"], ""),
        "full": troops(found["full"], ""),
    }
    columns = reads(lead, "alternative.full.host_soldiers")
    return say("deploy.host", slots, evidence=found["additional"], computed_from=columns)


def _no_way(reader: RunReader) -> Statement | None:
    """Return the states of the flagship whose troops have no place to start from."""
    lead = flagship(reader)
    states = [lead.plan.state(iso3) for iso3 in lead.plan.shown] if lead else []
    lost = [state.name for state in states if not state.origin]
    if not lost:
        return None
    slots: dict[str, object] = {"states": join(lost)}
    return say("deploy.no_way", slots, computed_from=("table/movement_nodes",), grade="E")


def _no_rule(reader: RunReader) -> Statement | None:
    """Return the states of the flagship whose parliament's rule the pack lacks."""
    lead = flagship(reader)
    known = {str(r["iso3"]) for r in reader.scenario.rows("contributors") if r["parliament_hurdle"]}
    lost = [lead.plan.state(s).name for s in lead.plan.shown if s not in known] if lead else []
    if not lost:
        return None
    slots: dict[str, object] = {"states": join(lost)}
    return say("deploy.no_rule", slots, computed_from=("table/contributors",), grade="E")


def _bound(reader: RunReader) -> Statement | None:
    """Return how far the bound lies above the program, over the fixed sample of all options."""
    found = solved_sample(reader)
    if not found:
        return None
    gaps = [float(gap) for share in found.values() for gap in share]
    slots: dict[str, object] = {
        "count": small(len(gaps)),
        "worst": percent(max(gaps)),
        "mean": percent(sum(gaps) / len(gaps)),
    }
    columns = tuple(f"{STAGE}/{option}/arrival.resolved_troops" for option in found)
    sentence = "deploy.bound" if max(gaps) >= _NEAR else "deploy.bound_near"
    if max(gaps) == 0:
        sentence = "deploy.bound_met"
    return say(sentence, slots, computed_from=columns)


def _days(row: Mapping[str, object]) -> tuple[float, float]:
    low, high = row["start_delay_low_days"], row["start_delay_high_days"]
    return float(str(low)), float(str(high))
