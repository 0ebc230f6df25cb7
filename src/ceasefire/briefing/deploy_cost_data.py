"""What the figure of costs draws: a year of a force on each basis, a year of aid."""

from __future__ import annotations

from ceasefire.briefing.deploy_data import STAGE, DeployView, five, flagship, others
from ceasefire.briefing.deploy_read import money
from ceasefire.briefing.figures.cost_against_aid import CostAgainstAid
from ceasefire.briefing.figures.interval_rows import IntervalRow, RowGroup
from ceasefire.briefing.figures.theme import FAMILIES
from ceasefire.briefing.read import RunReader, Spread
from ceasefire.briefing.words import NBSP, troops_range

__all__ = ["ALTERNATIVES", "BASES", "cost_data"]

UNIT = "eur_2025_bn"
BASES = {"additional": "additional cost", "full": "full cost, with pay and equipment"}
ALTERNATIVES = {
    "aid_today": "all donors, as today",
    "aid_europe": "Europe, as today",
    "aid_surge": "a surge",
}


def cost_data(reader: RunReader) -> CostAgainstAid | None:
    """Return the yearly cost of the options shown, and of aid, or None without both."""
    lead = flagship(reader)
    if lead is None:
        return None
    shown = sorted((lead, *others(reader, lead)), key=lambda view: view.asked)
    groups = [group for view in shown if (group := _force(view)) is not None]
    aid = _aid(lead)
    if not groups or not aid:
        return None
    host = reader.scenario.parties.get("host", "the host")
    return CostAgainstAid(
        groups=(*groups, RowGroup(f"A year of aid to {host}", aid)),
        description="Cost of a force a year, additional and full, beside a year of aid, in "
        "billion euros of 2025.",
    )


def _force(view: DeployView) -> RowGroup | None:
    rows = []
    for basis, words in BASES.items():
        spread = view.spread(f"cost.{basis}.yearly_{UNIT}")
        soldiers = view.spread(f"alternative.{basis}.host_soldiers")
        if spread is None or soldiers is None:
            continue
        host = view.reader.scenario.parties.get("host", "the host")
        pays = troops_range(soldiers.p05, soldiers.p95, unit="")
        rows.append(
            IntervalRow(
                title=words,
                quantiles=five(spread),
                words=_money(spread),
                note=f"or {pays} soldiers of {host}",
                colour=FAMILIES[view.option.family].colour,
                middle=not spread.judged,
            )
        )
    return RowGroup(view.option.title, tuple(rows)) if rows else None


def _aid(view: DeployView) -> tuple[IntervalRow, ...]:
    rows = []
    for name, words in ALTERNATIVES.items():
        column = f"alternative.{name}_{UNIT}"
        spread = view.reader.spread(STAGE, view.option.id, column) if column in view.names else None
        if spread is not None:
            colour = FAMILIES["aid"].colour
            rows.append(
                IntervalRow(
                    words, five(spread), _money(spread), colour=colour, middle=not spread.judged
                )
            )
    return tuple(rows)


def _money(spread: Spread) -> str:
    return f"€{money(spread)}{NBSP}bn"
