"""How the section on feasibility says a thing: slots, columns behind it, quantities in words."""

from __future__ import annotations

from ceasefire.briefing.feasibility_data import HEADLINE, FeasibilityView, reads
from ceasefire.briefing.model import Band, Statement
from ceasefire.briefing.say import say
from ceasefire.briefing.sentences_feasibility import FEASIBILITY_SENTENCES
from ceasefire.briefing.words import day, join, number, small
from ceasefire.results import FloatArray
from ceasefire.scenario.network_rules import ARRIVAL_DAYS, BACKER, HEADLINE_MONTHS

__all__ = [
    "backer_of",
    "columns_there",
    "part_words",
    "quantity_words",
    "said",
    "slots_of",
    "small_months",
    "tenths_of",
    "term_words",
]


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


def small_months(months: int) -> str:
    """Return a number of months as people say it."""
    return {6: "six", 12: "twelve", 24: "twenty-four"}.get(months, str(months))


def tenths_of(share: float) -> str:
    """Return a share as tenths, such as ``about 2 in 10``; what is judged has no finer digit."""
    tenth = round(10 * share)
    return "under 1 in 10" if tenth < 1 else f"about {tenth} in 10"


def part_words(view: FeasibilityView, parts: list[tuple[str, float]]) -> str:
    """Return quantities with their shares in words."""
    found = [
        f"{quantity_words(view, name)} ({tenths_of(share)} of the spread)" for name, share in parts
    ]
    return join(found) or "not known"


def slots_of(view: FeasibilityView) -> dict[str, object]:
    """Return what most sentences of the section name."""
    scenario = view.reader.scenario
    return {
        "adversary": scenario.parties.get("adversary", "the adversary"),
        "as_of": day(scenario.as_of),
        "backer": scenario.parties.get("backer", "the backer"),
        "conditions": small(len(view.conditions)),
        "kept": join(term_words(name) for name in view.conditions),
        "days": number(ARRIVAL_DAYS, published=True),
        "happens": view.envelope(view.happens).words,
        "host": scenario.parties.get("host", "the host"),
        "months": small_months(HEADLINE_MONTHS),
        "option": view.option.title,
        "settlement": view.band(f"settlement.{HEADLINE}").words,
        "years": small(int(view.plan["horizon_years"])),
    }


def columns_there(view: FeasibilityView) -> tuple[str, ...]:
    """Return the columns from which a coalition's chance is taken."""
    return (f"node.{view.node('happens')}",) if view.sends else ()


def backer_of(view: FeasibilityView) -> tuple[str, ...]:
    """Return the parameter within whose states that chance is taken."""
    return (f"param/{BACKER}",) if view.sends and "" not in view.states else ()


def said(
    view: FeasibilityView,
    sentence: str,
    slots: dict[str, object],
    *columns: str,
    sources: tuple[str, ...] = (),
    beside: tuple[str, ...] = (),
    values: FloatArray | None = None,
    band: Band | None = None,
) -> Statement:
    """Return a statement that judgement decides; plain where no force is sent.

    The events behind all of them are cited once, where they are told. ``beside`` are addresses
    of other options or stages. ``values`` are the chances by draw that the sentence speaks of
    first, from which its band and its variants come; ``band`` is given where they are means.
    """
    name = f"feasibility.{sentence}"
    plain = f"{name}_plain"
    chosen = plain if not view.sends and plain in FEASIBILITY_SENTENCES else name
    return say(
        chosen,
        slots,
        computed_from=(*reads(view, *columns), *beside),
        sources=sources,
        band=band if values is None else view.envelope(values),
        variants=() if values is None else view.by_variant(values),
        grade="E",
    )
