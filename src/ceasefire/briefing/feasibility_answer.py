"""Will it happen? The answer in sentences, each from its own stored columns."""

from __future__ import annotations

from datetime import date

import numpy as np

from ceasefire.briefing.feasibility_data import (
    HEADLINE,
    FeasibilityView,
    band_of,
    main_view,
    no_force_view,
    reads,
    weights,
)
from ceasefire.briefing.holding_data import tenths
from ceasefire.briefing.model import Band, Statement
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.sentences_feasibility import FEASIBILITY_SENTENCES
from ceasefire.briefing.words import day, join, number, percent, small, small_chance
from ceasefire.scenario.model import Fixed, Pert
from ceasefire.scenario.network_rules import (
    ARRIVAL_DAYS,
    CAP,
    DEADLINES_MONTHS,
    HEADLINE_MONTHS,
)

__all__ = [
    "change_feasibility",
    "feasibility_notes",
    "feasibility_short",
    "feasibility_statements",
    "quantity_words",
    "term_words",
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
        lambda: _deadlines(view),
    )


def feasibility_short(reader: RunReader) -> Statement | None:
    """Return the short answer: a settlement, the force there, both and holding, what decides."""
    view = main_view(reader)
    if view is None:
        return None
    if not _met(view):
        return _unmet(view)
    found = weights(view, view.values(f"settlement.{HEADLINE}"))
    slots = _slots(view) | {
        "both": view.both.words,
        "weightiest": quantity_words(view, found[0][0]) if found else "not known",
    }
    return _said(view, "short", slots, f"settlement.{HEADLINE}", "if_sent", "holds")


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


def term_words(term: str) -> str:
    """Return a condition in words, such as ``control of territory``."""
    return term.removeprefix("host_keeps_").replace("_", " ")


def quantity_words(view: FeasibilityView, name: str) -> str:
    """Return in words what a quantity of the network decides."""
    for rule in view.plan["rules"]:
        if rule["amount"] == name and rule["kind"] == "drawn":
            return f"“{rule['title']}”"
        if rule["amount"] == name:
            return f"how likely “{rule['title']}” is to begin with"
        for link in (*rule["links"], *rule["terms"]):
            if link["effect"] == name:
                known = {r["id"]: r["title"] for r in view.plan["rules"]}
                parent = known.get(link["parent"], term_words(str(link["parent"])))
                return f"what “{parent}” does to “{rule['title']}”"
    return name.replace("_", " ")


def _met(view: FeasibilityView) -> bool:
    """Whether the settlement of the pack meets every condition."""
    terms = view.plan["terms"]
    return all(terms[name] for name in view.conditions)


def _slots(view: FeasibilityView) -> dict[str, object]:
    scenario = view.reader.scenario
    return {
        "adversary": scenario.parties.get("adversary", "the adversary"),
        "as_of": day(scenario.as_of),
        "backer": scenario.parties.get("backer", "the backer"),
        "conditions": small(len(view.conditions)),
        "kept": join(term_words(name) for name in view.conditions),
        "days": number(ARRIVAL_DAYS, published=True),
        "happens": band_of(view.happens).words,
        "host": scenario.parties.get("host", "the host"),
        "months": small_months(HEADLINE_MONTHS),
        "option": view.option.title,
        "settlement": view.band(f"settlement.{HEADLINE}").words,
        "years": small(int(view.plan["horizon_years"])),
    }


def small_months(months: int) -> str:
    """Return a number of months as people say it."""
    return {6: "six", 12: "twelve", 24: "twenty-four"}.get(months, str(months))


def _said(
    view: FeasibilityView,
    sentence: str,
    slots: dict[str, object],
    *columns: str,
    sources: tuple[str, ...] = (),
    beside: tuple[str, ...] = (),
    band: Band | None = None,
) -> Statement:
    """Return a statement on chances that judgement decides; plain where no force is sent.

    The events behind all of them are cited once, where they are told. ``beside`` are addresses
    of other options or stages; ``band`` is that of the first column unless given.
    """
    name = f"feasibility.{sentence}"
    plain = f"{name}_plain"
    chosen = plain if not view.sends and plain in FEASIBILITY_SENTENCES else name
    return say(
        chosen,
        slots,
        computed_from=(*reads(view, *columns), *beside),
        sources=sources,
        band=band or view.band(columns[0]),
        grade="E",
    )


def _happens(view: FeasibilityView) -> Statement:
    return _said(view, "happens", _slots(view), f"settlement.{HEADLINE}", "if_sent")


def _unmet(view: FeasibilityView) -> Statement:
    slots = _slots(view) | {"surrender": view.band("surrender").words}
    return _said(view, "unmet", slots, "surrender")


def _steps(view: FeasibilityView) -> Statement:
    roles = ("host", "adversary", "offer")
    nodes = {role: view.node(role) for role in roles}
    slots = _slots(view) | {
        "host_accepts": view.band(f"node.{nodes['host']}").words,
        "adversary_accepts": view.band(f"node.{nodes['adversary']}").words,
        "offer": view.band(f"node.{nodes['offer']}").words,
        "coalition": view.coalition_share.words if view.sends else "",
    }
    return _said(view, "steps", slots, *(f"node.{node}" for node in nodes.values()))


def _then_holds(view: FeasibilityView) -> Statement | None:
    shares = view.holds
    if not shares:
        return None
    slots = _slots(view) | {
        "holds": small_chance(min(shares.values()), max(shares.values())).words,
        "both": view.both.words,
    }
    return _said(view, "then_holds", slots, "holds", f"settlement.{HEADLINE}", "if_sent")


def _terms(view: FeasibilityView) -> Statement | None:
    conditions = view.conditions
    if not conditions:
        return None
    kept = {name: float(np.nanmean(view.values(f"without.{name}"))) for name in conditions}
    most = max(kept, key=lambda name: kept[name])
    slots = _slots(view) | {
        "surrender": view.band("surrender").words,
        "term": term_words(most),
        "without": view.band(f"without.{most}").words,
    }
    alone = no_force_view(view.reader)
    if alone is not None:
        slots["no_force"] = alone.band(f"settlement.{HEADLINE}").words
    sentence = "terms" if view.sends and alone is not None else "terms_plain"
    beside = reads(alone, f"settlement.{HEADLINE}") if alone is not None else ()
    return _said(view, sentence, slots, "surrender", f"without.{most}", beside=beside)


def _deadlines(view: FeasibilityView) -> Statement:
    columns = [f"settlement.months_{months}" for months in DEADLINES_MONTHS]
    parts = [
        f"within {small_months(months)} months {tenths(view.band(column))}"
        for months, column in zip(DEADLINES_MONTHS, columns, strict=True)
    ]
    return _said(view, "deadlines", {"parts": join(parts)}, *columns)


def _stops(view: FeasibilityView) -> Statement | None:
    voters, fear, states = view.node("voters"), view.node("fear"), view.states
    known = voters and fear and {"none", "logistics", "full"} <= states.keys()
    if not view.sends or not known:
        return None
    there = view.values("on_" + view.days[-1] + ".deployed")
    slots = _slots(view) | {
        "fear": view.title(fear),
        "fear_chance": view.band(f"node.{fear}").words,
        "voters": view.title(voters),
        "voters_chance": view.band(f"node.{voters}").words,
        **{name: percent(float(there[mask].mean())) for name, mask in states.items()},
    }
    moved = [f"{group}.{node}" for group in ("certain", "never") for node in (fear, voters)]
    there_column = f"on_{view.days[-1]}.deployed"
    beside = ("param/backer_state",)
    nodes = (f"node.{fear}", f"node.{voters}", *moved, there_column)
    return _said(view, "stops", slots, *nodes, beside=beside)


def _evidence(view: FeasibilityView) -> Statement:
    events = view.plan["events"]
    slots = _slots(view)
    if not events:
        return _said(view, "no_evidence", slots, f"settlement.{HEADLINE}")
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
    return _said(view, "evidence", slots, *columns, sources=tuple(entry["sources"]))


def _grade(view: FeasibilityView) -> Statement:
    known = view.reader.scenario.parameters
    names = [str(n) for n in view.plan["parameters"] if known[str(n)].grade == "E"]
    slots = _slots(view) | {"count": number(len(names), published=True)}
    return _said(view, "grade", slots, f"settlement.{HEADLINE}")


def _weights(view: FeasibilityView) -> Statement | None:
    column = f"settlement.{HEADLINE}"
    found = weights(view, view.values(column))[:_NAMED]
    if not found:
        return None
    parts = [f"{quantity_words(view, name)} ({percent(share)})" for name, share in found]
    beside = tuple(f"param/{name}" for name, _ in found)
    return _said(view, "change_weights", {"parts": join(parts)}, column, beside=beside)


def _certain(view: FeasibilityView) -> Statement:
    adversary = view.node("adversary")
    column = f"certain.{adversary}"
    certain = band_of(view.with_coalition(view.values(column)))
    slots = _slots(view) | {
        "adversary_certain": certain.words,
        "sent": view.band("if_sent").words,
        "together": view.band(column).words,
    }
    return _said(view, "change_certain", slots, column, "if_sent", band=certain)


def _even(view: FeasibilityView) -> Statement | None:
    column = f"certain.{view.node('adversary')}"
    most = float(np.nanquantile(view.with_coalition(view.values(column)), 0.95))
    if most >= 0.5:
        return None
    slots = _slots(view) | {"most": f"{float(f'{100 * most:.1g}'):g}", "hundred": number(100)}
    return _said(view, "change_even", slots, column)
