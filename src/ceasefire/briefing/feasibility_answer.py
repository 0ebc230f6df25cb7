"""Will it happen? The answer in sentences, each from its own stored columns."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from ceasefire.briefing.feasibility_data import (
    HEADLINE,
    FeasibilityView,
    main_view,
    no_force_view,
    reads,
    weights,
)
from ceasefire.briefing.feasibility_say import (
    backer_of,
    columns_there,
    part_words,
    quantity_words,
    said,
    slots_of,
    small_months,
    tenths_of,
    term_words,
)
from ceasefire.briefing.holding_data import Mask, tenths
from ceasefire.briefing.model import Band, Statement
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import chance, day, join, number, small_chance
from ceasefire.scenario.model import Fixed, Pert
from ceasefire.scenario.network_rules import CAP, DEADLINES_MONTHS

__all__ = [
    "change_feasibility",
    "feasibility_notes",
    "feasibility_short",
    "feasibility_statements",
]

_NAMED = 3


def feasibility_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer, sentence by sentence."""
    view = main_view(reader)
    if view is None:
        return ()
    if not _met(view):
        return told(lambda: _unmet(view), lambda: _steps(view))
    return told(
        lambda: _happens(view),
        lambda: _steps(view),
        lambda: _then_holds(view),
        lambda: _terms(view),
        lambda: _effect(view),
        lambda: _deadlines(view),
    )


def feasibility_short(reader: RunReader) -> Statement | None:
    """Return the short answer: a settlement, the force there, both and holding, what decides."""
    view = main_view(reader)
    if view is None:
        return None
    if not _met(view):
        return _unmet(view)
    settlement = view.values(f"settlement.{HEADLINE}")
    settled, whole = weights(view, settlement), weights(view, view.happens)
    slots = slots_of(view) | {
        "both": view.envelope(view.both).words,
        "weightiest": part_words(view, settled[:1]),
        "moves": _moves(view, settled[:1], whole[:1]),
    }
    read = (f"settlement.{HEADLINE}", "if_sent", *columns_there(view), "holds")
    return said(view, "short", slots, *read, values=settlement, beside=backer_of(view))


def _moves(
    view: FeasibilityView, settled: list[tuple[str, float]], whole: list[tuple[str, float]]
) -> str:
    """Return what moves a ceasefire most, and what moves all of it; once where it is the same."""
    uncertain = "most, of all that is uncertain here, is"
    if settled and whole and settled[0][0] == whole[0][0]:
        (name, first), (_, second) = settled[0], whole[0]
        shares = f"{tenths_of(first)} of the first’s spread, {tenths_of(second)} of the second’s"
        return f"both {uncertain} {quantity_words(view, name)} ({shares})"
    return (
        f"the first {uncertain} {part_words(view, settled)}; the second, {part_words(view, whole)}"
    )


def feasibility_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what the answer rests on: judgements, evidence, who owns which event."""
    view = main_view(reader)
    if view is None:
        return ()
    return told(
        lambda: _stops(view),
        lambda: _evidence(view) if _met(view) else None,
        lambda: _grade(view),
        lambda: say("feasibility.owned", {}, computed_from=("manifest",)),
    )


def change_feasibility(reader: RunReader) -> tuple[Statement, ...]:
    """Return what would change the answer."""
    view = main_view(reader)
    if view is None or not _met(view):
        return ()
    return told(lambda: _weights(view), lambda: _certain(view), lambda: _even(view))


def _met(view: FeasibilityView) -> bool:
    """Whether the settlement of the pack meets every condition."""
    terms = view.plan["terms"]
    return all(terms[name] for name in view.conditions)


def _happens(view: FeasibilityView) -> Statement:
    column = f"settlement.{HEADLINE}"
    read = (column, "if_sent", *columns_there(view))
    values = view.values(column)
    return said(view, "happens", slots_of(view), *read, values=values, beside=backer_of(view))


def _unmet(view: FeasibilityView) -> Statement:
    slots = slots_of(view) | {"surrender": view.band("surrender").words}
    return said(view, "unmet", slots, "surrender", values=view.values("surrender"))


def _steps(view: FeasibilityView) -> Statement:
    roles = ("host", "adversary", "offer")
    nodes = {role: view.node(role) for role in roles}
    slots = slots_of(view) | {
        "host_accepts": view.band(f"node.{nodes['host']}").words,
        "adversary_accepts": view.band(f"node.{nodes['adversary']}").words,
        "offer": view.band(f"node.{nodes['offer']}").words,
        "coalition": view.coalition_share.words if view.sends else "",
    }
    there = (f"on_{view.days[-1]}.deployed",) if view.sends else ()
    columns = (*(f"node.{node}" for node in nodes.values()), *there)
    first = view.values(columns[0])
    return said(view, "steps", slots, *columns, values=first, beside=backer_of(view))


def _then_holds(view: FeasibilityView) -> Statement | None:
    shares = view.holds
    if not shares:
        return None
    holds = small_chance(min(shares.values()), max(shares.values()))
    slots = slots_of(view) | {"holds": holds.words, "both": view.envelope(view.both).words}
    read = ("holds", "if_sent", *columns_there(view))
    return said(view, "then_holds", slots, *read, beside=backer_of(view), band=holds)


def _terms(view: FeasibilityView) -> Statement | None:
    conditions = view.conditions
    if not conditions:
        return None
    kept = {name: float(np.nanmean(view.values(f"without.{name}"))) for name in conditions}
    most = max(kept, key=lambda name: kept[name])
    slots = slots_of(view) | {
        "surrender": view.band("surrender").words,
        "term": term_words(most),
        "without": view.band(f"without.{most}").words,
    }
    alone = no_force_view(view.reader)
    if alone is not None:
        slots["no_force"] = alone.band(f"settlement.{HEADLINE}").words
    sentence = "terms" if view.sends and alone is not None else "terms_plain"
    beside = reads(alone, f"settlement.{HEADLINE}") if alone is not None else ()
    first = view.values("surrender")
    read = ("surrender", f"without.{most}")
    return said(view, sentence, slots, *read, values=first, beside=beside)


def _deadlines(view: FeasibilityView) -> Statement:
    columns = [f"settlement.months_{months}" for months in DEADLINES_MONTHS]
    parts = [
        f"within {small_months(months)} months {tenths(view.band(column))}"
        for months, column in zip(DEADLINES_MONTHS, columns, strict=True)
    ]
    return said(view, "deadlines", slots_of(view) | {"parts": join(parts)}, *columns)


def _stops(view: FeasibilityView) -> Statement | None:
    voters, fear, states = view.node("voters"), view.node("fear"), view.states
    known = voters and fear and {"none", "logistics", "full"} <= states.keys()
    if not view.sends or not known:
        return None
    there = view.values("on_" + view.days[-1] + ".deployed")
    slots = slots_of(view) | {
        "fear": view.title(fear),
        "fear_chance": view.band(f"node.{fear}").words,
        "voters": view.title(voters),
        "voters_chance": view.band(f"node.{voters}").words,
        **{name: tenths(_about(float(there[mask].mean()), mask)) for name, mask in states.items()},
    }
    moved = [f"{group}.{node}" for group in ("certain", "never") for node in (fear, voters)]
    there_column = f"on_{view.days[-1]}.deployed"
    beside = backer_of(view)
    nodes = (f"node.{fear}", f"node.{voters}", *moved, there_column)
    return said(view, "stops", slots, *nodes, beside=beside)


def _evidence(view: FeasibilityView) -> Statement:
    events = view.plan["events"]
    slots = slots_of(view)
    if not events:
        return said(view, "no_evidence", slots, f"settlement.{HEADLINE}")
    first, last = view.days[0], view.days[-1]
    value = view.reader.scenario.parameters[CAP].value
    ends = (value.low, value.high) if isinstance(value, Pert) else None
    at_most = value.value if isinstance(value, Fixed) else None
    slots |= {
        "count": number(len(events), published=True),
        "first": day(date.fromisoformat(str(events[0]["day"]))),
        "last": day(date.fromisoformat(str(events[-1]["day"]))),
        "cap": f"{ends[0]:g}–{ends[1]:g}" if ends else f"{at_most or 0.0:g}",
        "first_day": day(date.fromisoformat(first)),
        "before": tenths(view.band(f"on_{first}.settlement")),
        "after": tenths(view.band(f"on_{last}.settlement")),
    }
    columns = (f"on_{first}.settlement", f"on_{last}.settlement")
    entry = view.reader.run.codebook["columns"][reads(view, columns[0])[0]]
    return said(view, "evidence", slots, *columns, sources=tuple(entry["sources"]))


def _grade(view: FeasibilityView) -> Statement:
    known = view.reader.scenario.parameters
    names = [str(n) for n in view.plan["parameters"] if known[str(n)].grade == "E"]
    slots = slots_of(view) | {"count": number(len(names), published=True)}
    return said(view, "grade", slots, f"settlement.{HEADLINE}")


def _weights(view: FeasibilityView) -> Statement | None:
    column = f"settlement.{HEADLINE}"
    settled = weights(view, view.values(column))[:_NAMED]
    whole = weights(view, view.happens)[:_NAMED]
    if not settled or not whole:
        return None
    slots: dict[str, object] = {
        "parts": part_words(view, settled),
        "whole": part_words(view, whole),
    }
    beside = tuple(dict.fromkeys(f"param/{name}" for name, _ in (*settled, *whole)))
    return said(
        view, "change_weights", slots, column, "if_sent", *columns_there(view), beside=beside
    )


def _certain(view: FeasibilityView) -> Statement:
    adversary = view.node("adversary")
    column = f"certain.{adversary}"
    chances = view.with_coalition(view.values(column))
    slots = slots_of(view) | {
        "adversary_certain": view.envelope(chances).words,
        "sent": view.band("if_sent").words,
        "together": view.band(column).words,
    }
    read = (column, "if_sent", *columns_there(view))
    return said(view, "change_certain", slots, *read, values=chances, beside=backer_of(view))


def _even(view: FeasibilityView) -> Statement | None:
    column = f"certain.{view.node('adversary')}"
    chances = view.with_coalition(view.values(column))
    most = view.envelope(chances)
    if most.high >= 0.5:
        return None
    slots = slots_of(view) | {"most": most.words}
    read = (column, *columns_there(view))
    return said(view, "change_even", slots, *read, values=chances, beside=backer_of(view))


def _effect(view: FeasibilityView) -> Statement | None:
    """Return what offering the force does to the chance of a ceasefire, draw by draw."""
    alone = no_force_view(view.reader)
    if alone is None or not view.sends:
        return None
    column = f"settlement.{HEADLINE}"
    change = view.values(column) - alone.values(column)
    changes = view.by_variant(change)
    # The mean over draws of whether it rises, variant by variant.
    rises = view.means_by_variant(np.where(np.isfinite(change), change > 0.0, np.nan)).values()
    slots = slots_of(view) | {
        "low": _points(min(one.p05 for one in changes)),
        "high": _points(max(one.p95 for one in changes)),
        "likelier": tenths(chance(min(rises), max(rises))),
    }
    return said(view, "effect", slots, column, beside=reads(alone, column))


def _points(change: float) -> str:
    """Return a change of a chance in hundredths, with its sign."""
    return f"{100 * change:+.1f}".replace("-", "−")


def _about(share: float, mask: Mask) -> Band:
    """Return a share of draws with the 90% interval that so many draws leave it."""
    error = 1.645 * math.sqrt(max(share * (1.0 - share), 0.0) / max(int(mask.sum()), 1))
    return small_chance(max(0.0, share - error), min(1.0, share + error))
