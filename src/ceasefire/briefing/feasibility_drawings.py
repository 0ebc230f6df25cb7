"""The figures of the section on feasibility: heading, sentence from the numbers, drawing, table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import altair as alt

from ceasefire.briefing.feasibility_data import FeasibilityView, main_view
from ceasefire.briefing.feasibility_say import small_months
from ceasefire.briefing.figures.look_back import LookBack, LookBackPanel, look_back
from ceasefire.briefing.figures.network_steps import NetworkStep, NetworkSteps, network_steps
from ceasefire.briefing.figures.theme import WIDTHS
from ceasefire.briefing.holding_data import tenths
from ceasefire.briefing.model import Band, DataTable, Figure
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.sentences_feasibility import (
    FEASIBILITY_FIGURE_SENTENCES,
    FEASIBILITY_FIGURE_WORDS,
)
from ceasefire.briefing.words import day, small_chance

__all__ = ["feasibility_figures"]

_MONTHS = 12
_TERMS = "terms"


def feasibility_figures(reader: RunReader) -> tuple[Figure, ...]:
    """Return the figures on feasibility; those a run has no data for are left out."""
    view = main_view(reader)
    if view is None:
        return ()
    return told(lambda: _network(view), lambda: _look_back(view))


def _specs(draw: Callable[[Any, int], dict[str, Any]], data: Any) -> Mapping[str, Any]:
    return {str(width): {"$schema": alt.SCHEMA_URL, **draw(data, width)} for width in WIDTHS}


def _network(view: FeasibilityView) -> Figure:
    rules = {str(rule["id"]): rule for rule in view.plan["rules"]}
    bands = {id: _band(view, id) for id in rules if f"node.{id}" in view.names}
    by_itself = ("root", "logit", "noisy_and")
    own = {id: b for id, b in bands.items() if rules[id]["kind"] in by_itself}
    narrow = min(own, key=lambda id: own[id].high)
    wide = max(own, key=lambda id: own[id].low)
    said = any(rule["terms"] for rule in rules.values())
    steps = [_step(view, rule, bands.get(id)) for id, rule in rules.items()]
    if said:
        conditions = [view.plan["terms"][name] for name in view.conditions]
        words = f"{sum(conditions)} of {len(conditions)} conditions met"
        steps.insert(0, NetworkStep(_TERMS, "The terms", words, None, False, ()))
    title, subtitle = FEASIBILITY_FIGURE_WORDS["network"]
    as_of = day(view.reader.scenario.as_of)
    sentence = FEASIBILITY_FIGURE_SENTENCES["network"].format(
        narrow=view.title(narrow),
        chance=own[narrow].words,
        wide=view.title(wide),
        wide_chance=own[wide].words,
    )
    return Figure(
        id="network-steps",
        title=title,
        subtitle=subtitle.format(as_of=as_of, option=view.option.title),
        sentence=sentence,
        specs=_specs(network_steps, NetworkSteps(_sorted(steps), sentence)),
        sources=(),
        table=DataTable(
            "The steps, and what each depends on",
            ("Step", "Chance", "Depends on", "Meaning"),
            tuple(
                (
                    str(rule["title"]),
                    tenths(bands[id]) if id in bands else "drawn",
                    ", ".join(_parents(rules, rule)) or "nothing",
                    str(rule["description"]),
                )
                for id, rule in rules.items()
            ),
            "Nine draws in ten; this project’s judgement.",
        ),
    )


def _band(view: FeasibilityView, node: str) -> Band:
    """Return how likely a node is; what other questions give is luck within a draw."""
    rule = next(r for r in view.plan["rules"] if r["id"] == node)
    if rule["kind"] == "given" and view.sends:
        return view.envelope(view.given(node))
    return view.band(f"node.{node}")


def _step(view: FeasibilityView, rule: Mapping[str, Any], band: Band | None) -> NetworkStep:
    parents = tuple(dict.fromkeys(str(link["parent"]) for link in rule["links"]))
    if rule["terms"]:
        parents = (_TERMS, *parents)
    return NetworkStep(
        id=str(rule["id"]),
        title=str(rule["title"]),
        words=tenths(band) if band else ", ".join(str(s) for s in rule["states"]),
        chance=(band.low, band.high) if band else None,
        own=rule["kind"] not in ("given", "drawn"),
        parents=parents,
    )


def _sorted(steps: list[NetworkStep]) -> tuple[NetworkStep, ...]:
    """Return the steps, parents before children."""
    placed: dict[str, NetworkStep] = {}
    while len(placed) < len(steps):
        ready = [s for s in steps if s.id not in placed and all(p in placed for p in s.parents)]
        placed |= {step.id: step for step in ready}
    return tuple(placed.values())


def _parents(rules: Mapping[str, Mapping[str, Any]], rule: Mapping[str, Any]) -> list[str]:
    found = [str(rules[str(link["parent"])]["title"]) for link in rule["links"]]
    return list(dict.fromkeys((*found, *(["the terms"] if rule["terms"] else []))))


def _look_back(view: FeasibilityView) -> Figure | None:
    days = view.days
    if len(days) < 2:
        return None
    settled = [view.band(f"on_{d}.settlement") for d in days]
    panels = [_panel(f"A ceasefire within {small_months(_MONTHS)} months", settled)]
    force: list[Band] = []
    if view.sends:
        force = [view.by_state(view.values(f"on_{d}.generated")) for d in days]
        there = [view.by_state(view.values(f"on_{d}.deployed")) for d in days]
        panels.append(_panel("A coalition comes to the least, if asked", force))
        panels.append(_panel("And is there in a hundred and eighty days", there))
    held = [_holds(view, d) for d in days]
    if all(band is not None for band in held):
        panels.append(_panel("It holds, once it has happened", [b for b in held if b]))
    title, subtitle = FEASIBILITY_FIGURE_WORDS["look_back"]
    first, last = (day(date.fromisoformat(d)) for d in (days[0], days[-1]))
    slots: dict[str, str] = {
        "first": first,
        "last": last,
        "months": small_months(_MONTHS),
        "before": tenths(settled[0]),
        "after": tenths(settled[-1]),
    }
    if force:
        slots |= {"before_force": tenths(force[0]), "after_force": tenths(force[-1])}
    moved = slots["before"] != slots["after"]
    key = "look_back" if moved else "look_back_same"
    sentence = FEASIBILITY_FIGURE_SENTENCES[key].format(**slots)
    if force:
        sentence += " " + FEASIBILITY_FIGURE_SENTENCES["look_back_force"].format(**slots)
    data = LookBack(tuple(date.fromisoformat(d) for d in days), tuple(panels), sentence)
    return Figure(
        id="look-back",
        title=title,
        subtitle=subtitle.format(as_of=last),
        sentence=sentence,
        specs=_specs(look_back, data),
        sources=tuple(dict.fromkeys(_sources(view))),
        table=DataTable(
            "Month by month, with what was known then",
            ("Date", *(panel.title for panel in panels)),
            tuple(
                (d, *(_percents(p.low[place], p.high[place]) for p in panels))
                for place, d in enumerate(days)
            ),
            "Retrospective, coded with hindsight: not a track record.",
        ),
    )


def _sources(view: FeasibilityView) -> list[str]:
    entry = view.reader.run.codebook["columns"][f"feasibility/{view.option.id}/if_sent"]
    return list(entry["sources"])


def _panel(title: str, bands: list[Band]) -> LookBackPanel:
    return LookBackPanel(
        title=title,
        low=tuple(band.low for band in bands),
        high=tuple(band.high for band in bands),
        words=f"At the end {tenths(bands[-1])}",
    )


def _holds(view: FeasibilityView, day_: str) -> Band | None:
    """Return by variant how likely it holds; None where nothing counts as a settlement."""
    shares = view.holds_among(view.happens_on(day_)).values()
    return small_chance(min(shares), max(shares)) if shares else None


def _percents(low: float, high: float) -> str:
    ends = dict.fromkeys(f"{100 * value:.2g}" for value in (low, high))
    return f"{'–'.join(ends)}%"
