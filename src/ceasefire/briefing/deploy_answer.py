"""What does it look like? The answer in sentences, each from its own stored columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.deploy_arrival_data import bottleneck_text
from ceasefire.briefing.deploy_change import change_deploy
from ceasefire.briefing.deploy_data import MAIN_RULE, RULES, DeployView, flagship, forces
from ceasefire.briefing.deploy_notes import deploy_notes
from ceasefire.briefing.deploy_read import (
    BASES,
    MONEY,
    asked,
    backer_name,
    by_backing,
    comes,
    counted,
    days_range,
    money,
    reach_band,
    reads,
    steps,
    troops,
    yearly,
)
from ceasefire.briefing.model import Band, Statement
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import day, join, number, percent, small

__all__ = ["change_deploy", "deploy_notes", "deploy_short", "deploy_statements"]

_EARLY_DAYS = 60
_NAMED_GAPS = 3


def deploy_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer, sentence by sentence; what the pack does not ask is left out."""
    if not forces(reader):
        return told(lambda: _no_force(reader))
    return told(
        lambda: _reach(reader),
        lambda: _rules(reader),
        lambda: _units(reader),
        lambda: _gaps(reader),
        lambda: _arrival(reader),
        lambda: _cost(reader),
    )


def deploy_short(reader: RunReader) -> Statement | None:
    """Return the short answer: how likely three sizes are, and the flagship's yearly cost."""
    lead, climbed = flagship(reader), steps(reader)
    if lead is None or not climbed:
        return None
    costs = {basis: yearly(lead, basis) for basis in BASES}
    aid = lead.spread("alternative.aid_today_eur_2025_bn")
    if aid is None or any(spread is None for spread in costs.values()):
        return None
    bands = [reach_band(view) for view in climbed]
    return say(
        "deploy.short",
        {
            "as_of": day(reader.scenario.as_of),
            "reached": _reached(climbed, bands),
            "option": lead.option.title,
            "additional": money(costs["additional"]),
            "full": money(costs["full"]),
            "aid": money(aid),
        },
        evidence=costs["additional"],
        computed_from=(*_reach_columns(climbed), *aid.computed_from),
        sources=aid.sources,
        band=bands[-1],
        grade="E",
    )


def _reached(views: Sequence[DeployView], bands: Sequence[Band]) -> str:
    return join(
        f"{number(view.asked[1], published=True)} troops ({band.words})"
        for view, band in zip(views, bands, strict=True)
    )


def _reach_columns(views: Sequence[DeployView]) -> tuple[str, ...]:
    return tuple(
        key for view in views for key in reads(view, *(f"coalition.{r}_reaches" for r in RULES))
    )


def _no_force(reader: RunReader) -> Statement | None:
    """Return why nobody is sent, where options without a force are all that was run."""
    chosen = [option for option in reader.scenario.options if option.id in reader.options]
    if not chosen or any(option.troops_high > 0 for option in chosen):
        return None
    return say("deploy.no_force", {}, computed_from=("manifest",))


def _reach(reader: RunReader) -> Statement | None:
    climbed, masks = steps(reader), reader.state_masks()
    if not climbed:
        return None
    bands = [reach_band(view) for view in climbed]
    slots: dict[str, object] = {
        "as_of": day(reader.scenario.as_of),
        "parts": _reached(climbed, bands),
        "backer": backer_name(reader),
        "count": small(len(masks)),
    }
    return say(
        "deploy.reach" if masks else "deploy.reach_unbacked",
        slots,
        computed_from=(*_reach_columns(climbed), "table/stances"),
        band=bands[-1],
        grade="E",
    )


def _rules(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    if lead is None:
        return None
    found = {rule: lead.spread(f"coalition.{rule}_troops") for rule in RULES}
    known = {rule: spread for rule, spread in found.items() if spread is not None}
    if len(known) < len(RULES):
        return None
    columns = tuple(key for spread in known.values() for key in spread.computed_from)
    if not comes(lead).any():
        slots: dict[str, object] = {"option": lead.option.title}
        return say("deploy.nobody", slots, computed_from=columns, grade="E")
    always = comes(lead).all()
    return say(
        "deploy.rules_always" if always else "deploy.rules",
        {
            "option": lead.option.title,
            "national": troops(known[MAIN_RULE]),
            "target": troops(known["target_share"]),
            "measured": troops(known["measured_share"]),
            "asked": asked(lead),
        },
        evidence=known[MAIN_RULE],
        computed_from=columns,
    )


def _units(reader: RunReader) -> Statement | None:
    """Return how much of the flagship comes in units of the kinds it asks for."""
    lead = flagship(reader)
    share = lead.spread("coalition.units_share") if lead else None
    if lead is None or share is None or not comes(lead).any():
        return None
    values = lead.values("coalition.units_share")[comes(lead)]
    low, high = (percent(float(v)) for v in np.quantile(values, [0.05, 0.95]))
    slots: dict[str, object] = {"option": lead.option.title, "share": f"{low} to {high}"}
    return say("deploy.units", slots, computed_from=share.computed_from, grade="E")


def _gaps(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    draws = by_backing(lead) if lead else None
    if lead is None or draws is None:
        return None
    without, backed = (_missing(lead, mask) for mask in draws)
    if not without:
        return None
    slots: dict[str, object] = {
        "backer": backer_name(reader),
        "option": lead.option.title,
        "without": without,
        "with_": backed,
    }
    columns = reads(lead, *(f"gap.{unit.id}_units" for unit in lead.plan.units))
    sentence = "deploy.gaps" if backed else "deploy.gaps_alone"
    return say(sentence, slots, computed_from=columns, grade="E")


def _missing(view: DeployView, mask: NDArray[np.bool_]) -> str:
    """Return the unit types of which most troops are missing, with their 5–95% range."""
    found = []
    for unit in view.plan.units:
        values = view.values(f"gap.{unit.id}_units")[mask]
        middle = float(np.median(values))
        if round(middle) >= 1:
            found.append((-middle * unit.step_troops, counted(unit.title, values)))
    return join(text for _, text in sorted(found)[:_NAMED_GAPS])


def _arrival(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    early = lead.spread(f"arrived.day_{_EARLY_DAYS}_troops") if lead else None
    if lead is None or early is None or not comes(lead).any():
        return None
    columns = ("arrival.days_to_50", "arrival.days_to_100", "arrival.bottleneck")
    return say(
        "deploy.arrival",
        {
            "option": lead.option.title,
            "half": days_range(lead, 50),
            "all": days_range(lead, 100),
            "start": "a ceasefire" if lead.option.timing == "after_ceasefire" else "the call",
            "early": number(_EARLY_DAYS),
            "troops": troops(early, "soldiers"),
            "held": bottleneck_text(lead),
        },
        evidence=early,
        computed_from=reads(lead, *columns),
    )


def _cost(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    if lead is None:
        return None
    costs = {basis: yearly(lead, basis) for basis in BASES}
    aid, europe = (
        lead.spread(f"alternative.{name}_{MONEY}") for name in ("aid_today", "aid_europe")
    )
    if aid is None or europe is None or None in costs.values():
        return None
    return say(
        "deploy.cost",
        {
            "option": lead.option.title,
            "asked": asked(lead),
            "additional": money(costs["additional"]),
            "full": money(costs["full"]),
            "aid": money(aid),
            "europe": money(europe),
        },
        evidence=costs["full"],
        sources=(*aid.sources, *europe.sources),
        computed_from=(
            *reads(lead, f"cost.additional.yearly_{MONEY}"),
            *aid.computed_from,
            *europe.computed_from,
        ),
    )
