"""The figures of the deploy section: heading, sentence from the numbers, drawing, table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt

from ceasefire.briefing.deploy_arrival_data import closure_data
from ceasefire.briefing.deploy_cost_data import UNIT, cost_data
from ceasefire.briefing.deploy_data import (
    STAGE,
    DeployView,
    burden_data,
    coalition_data,
    flagship,
    reach_data,
)
from ceasefire.briefing.deploy_network import network_data
from ceasefire.briefing.deploy_read import money
from ceasefire.briefing.figures.closure import Curve, closure
from ceasefire.briefing.figures.coalition import coalition
from ceasefire.briefing.figures.cost_against_aid import cost_against_aid
from ceasefire.briefing.figures.network_map import network_map
from ceasefire.briefing.figures.reach import ReachRow, reach
from ceasefire.briefing.figures.rotation_burden import rotation_burden
from ceasefire.briefing.figures.theme import WIDTHS
from ceasefire.briefing.model import DataTable, Figure
from ceasefire.briefing.read import RunReader, Spread, told
from ceasefire.briefing.sentences_deploy_figures import FIGURE_SENTENCES, FIGURE_WORDS
from ceasefire.briefing.words import NBSP, day, join, number, small, troops_range
from ceasefire.scenario.cells import keys_in

__all__ = ["deploy_figures"]


def deploy_figures(reader: RunReader) -> tuple[Figure, ...]:
    """Return the figures on deployment; those a run has no data for are left out."""
    lead = flagship(reader)
    if lead is None:
        return ()
    return told(
        lambda: _coalition(lead),
        lambda: _reach(reader, lead),
        lambda: _closure(reader),
        lambda: _network(lead),
        lambda: _cost(reader, lead),
        lambda: _burden(lead),
    )


def _specs(draw: Callable[[Any, int], dict[str, Any]], data: Any) -> Mapping[str, Any]:
    return {str(width): {"$schema": alt.SCHEMA_URL, **draw(data, width)} for width in WIDTHS}


def _sources(view: DeployView, *columns: str) -> tuple[str, ...]:
    codebook = view.reader.run.codebook["columns"]
    known = (codebook[f"{STAGE}/{view.option.id}/{c}"] for c in columns if c in view.names)
    return tuple(dict.fromkeys(key for entry in known for key in entry["sources"]))


def _quoted(view: DeployView) -> str:
    return view.option.title


def _coalition(view: DeployView) -> Figure | None:
    data = coalition_data(view)
    if data is None:
        return None
    first, *rest = data.states
    key = "coalition"
    if not view.forms:
        key = "coalition_rarely" if view.reached_share else "coalition_never"
    title, subtitle = FIGURE_WORDS[key]
    slots = {
        "first": first.name,
        "first_troops": troops_range(first.low, first.high),
        "second": rest[0].name if rest else "",
        "second_troops": troops_range(rest[0].low, rest[0].high, unit="") if rest else "",
        "together": troops_range(data.together[0], data.together[4]),
        "as_of": day(view.reader.scenario.as_of),
    }
    return Figure(
        id="coalition",
        title=title,
        subtitle=subtitle.format(option=_quoted(view)),
        sentence=FIGURE_SENTENCES[key if rest else "coalition_alone"].format(**slots),
        specs=_specs(coalition, data),
        sources=_sources(view, "coalition.national_rotation_troops"),
        table=DataTable(
            "Troops by state",
            ("State", "Troops where it takes part, 5%", "95%"),
            tuple((s.name, number(s.low), number(s.high)) for s in data.states),
            "Unit types within a state as in the plan; how many units a state has is "
            "this project’s judgement.",
        ),
    )


def _reach(reader: RunReader, lead: DeployView) -> Figure | None:
    data = reach_data(reader)
    if data is None:
        return None
    title, subtitle = FIGURE_WORDS["reach"]
    row = next((row for row in data.rows if row.title == lead.option.title), data.rows[0])
    measured, target, main = (_reached(row, index) for index in range(len(data.rules)))
    return Figure(
        id="reach",
        title=title,
        subtitle=subtitle,
        sentence=FIGURE_SENTENCES["reach"].format(
            option=row.title,
            main=main,
            target=target,
            measured=measured,
            asked=_asked(row.asked),
        ),
        specs=_specs(reach, data),
        sources=_sources(lead, "coalition.national_rotation_troops"),
        table=DataTable(
            "Troops reached",
            ("Option", "Asks for", "Rule", "Troops, 5%", "Troops, 95%"),
            tuple(
                (row.title, _asked(row.asked), rule.name, number(q[0]), number(q[4]))
                for row in data.rows
                for rule, q in zip(data.rules, row.reached, strict=True)
            ),
        ),
    )


def _reached(row: ReachRow, index: int) -> str:
    low, *_, high = row.reached[index]
    return "nobody" if high < 1 else troops_range(low, high)


def _asked(ends: tuple[float, float]) -> str:
    return "–".join(dict.fromkeys(number(end, published=True) for end in ends))


def _closure(reader: RunReader) -> Figure | None:
    data = closure_data(reader)
    if data is None:
        return None
    title, subtitle = FIGURE_WORDS["closure"]
    first = data.curves[0]
    half, whole = (first.milestones[i].partition(": ")[2] for i in (1, 2))
    lead = flagship(reader)
    return Figure(
        id="closure",
        title=title,
        subtitle=subtitle.format(start=first.start),
        sentence=FIGURE_SENTENCES["closure"].format(
            option=first.title, half=_on(half), all=_on(whole), held=first.held
        ),
        specs=_specs(closure, data),
        sources=_sources(lead, "arrival.bottleneck") if lead else (),
        table=DataTable(
            "Troops there, at the earliest",
            ("Option", "Day", "Troops, 5%", "Troops, 95%"),
            tuple(row for curve in data.curves for row in _curve_rows(curve)),
        ),
    )


def _on(words: str) -> str:
    return f"on {words}" if words.startswith("day") else words


def _curve_rows(curve: Curve) -> list[tuple[str, str, str, str]]:
    return [
        (curve.title, number(when, published=True), number(troops[0]), number(troops[4]))
        for when, troops in zip(curve.days[1:], curve.troops[1:], strict=True)
    ]


def _network(view: DeployView) -> Figure | None:
    data = network_data(view)
    if data is None:
        return None
    title, subtitle = FIGURE_WORDS["network"]
    scenario = view.reader.scenario
    received = sorted((n for n in data.nodes if n.share), key=lambda n: (-n.share, n.name))
    rows = [*scenario.rows("movement_nodes"), *scenario.rows("movement_links")]
    keys = [key for row in rows for key in keys_in(row["sources"])]
    crossings = sum(way.border for way in data.ways)
    return Figure(
        id="network",
        title=title,
        subtitle=subtitle.format(option=_quoted(view)),
        sentence=FIGURE_SENTENCES["network"].format(
            option=_quoted(view),
            crossings=small(crossings),
            reception=join([node.name for node in received]),
        ),
        specs=_specs(network_map, data),
        sources=tuple(dict.fromkeys(keys)),
        table=DataTable(
            "Places of reception",
            ("Place", "Share of the force"),
            tuple((node.name, f"{round(100 * node.share)}%") for node in received),
            "Shares are this project’s judgement.",
        ),
    )


def _cost(reader: RunReader, lead: DeployView) -> Figure | None:
    data = cost_data(reader)
    spreads = [
        lead.spread(name)
        for name in (
            f"cost.additional.yearly_{UNIT}",
            f"cost.full.yearly_{UNIT}",
            f"alternative.aid_today_{UNIT}",
            "alternative.additional.host_soldiers",
        )
    ]
    known = [spread for spread in spreads if spread is not None]
    if data is None or len(known) < len(spreads):
        return None
    title, subtitle = FIGURE_WORDS["cost"]
    additional, full, aid, soldiers = known
    return Figure(
        id="cost",
        title=title,
        subtitle=subtitle,
        sentence=FIGURE_SENTENCES["cost"].format(
            option=_quoted(lead),
            additional=_euros(additional),
            full=_euros(full),
            aid=_euros(aid),
            soldiers=troops_range(soldiers.p05, soldiers.p95, unit=""),
            host=reader.scenario.parties.get("host", "the host"),
        ),
        specs=_specs(cost_against_aid, data),
        sources=_sources(lead, f"cost.additional.yearly_{UNIT}", f"alternative.aid_today_{UNIT}"),
        table=DataTable(
            "A year, in billion euros",
            ("What", "Row", "5%", "95%"),
            tuple(
                (group.title, row.title, number(row.quantiles[0]), number(row.quantiles[4]))
                for group in data.groups
                for row in group.rows
            ),
        ),
    )


def _euros(spread: Spread) -> str:
    return f"€{money(spread)}{NBSP}billion"


def _burden(view: DeployView) -> Figure | None:
    data = burden_data(view)
    if data is None:
        return None
    title, subtitle = FIGURE_WORDS["burden"]
    first, last = data.rows[0], data.rows[-1]
    return Figure(
        id="burden",
        title=title,
        subtitle=subtitle.format(option=_quoted(view)),
        sentence=FIGURE_SENTENCES["burden" if len(data.rows) > 1 else "burden_one"].format(
            option=_quoted(view),
            first=first.title,
            first_share=first.words,
            last=last.title,
            last_share=last.words,
        ),
        specs=_specs(rotation_burden, data),
        sources=_sources(view, "pool_tied_troops"),
        table=DataTable(
            "Share of the army tied down",
            ("State", "Per cent where it takes part, 5%", "95%"),
            tuple((r.title, number(r.quantiles[0]), number(r.quantiles[4])) for r in data.rows),
        ),
    )
