"""Sentences on the methods' own record on past missions, its aims and its failures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ceasefire.briefing.model import Statement
from ceasefire.briefing.precedents_data import (
    AIMS,
    aim_words,
    best_of,
    breaks_of,
    record,
    score_of,
    signed,
)
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import number, percent, small

__all__ = ["RECORD_TABLES", "methods_record", "record_notes", "record_statements", "scores_beside"]

RECORD_TABLES = ("table/operations", "table/requirements", "table/line_yardsticks")
_MISSIONS = ("table/operations",)
_EVEN = 0.5  # share of pairs that says nothing


def record_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return how the methods did: sizes, then chances to break."""
    return told(lambda: _record(reader), lambda: _breaks(reader))


def record_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return the failures of the record."""
    return told(
        lambda: _aims(reader),
        lambda: _coverage(reader),
        lambda: _later(reader),
        lambda: _fulfilment(reader),
    )


def methods_record(reader: RunReader) -> Statement | None:
    """Return how the methods of size did on past missions, for the section on size."""
    found = record(reader)
    line = score_of(found, "asked", "line_density")
    people = best_of(found, "asked", "population_density")
    if line is None or people is None:
        return None
    return say("size.record", _hits(line, people), computed_from=RECORD_TABLES)


def scores_beside(reader: RunReader, option: str) -> dict[tuple[str, str], str]:
    """Return how often each method came within a factor of two, by its title and its variant's.

    The variant is blank where one score stands for all of a method. Empty without a record; a
    method that could not be tried is not in it.
    """
    found = {}
    for method in reader.size_plan(option).methods:
        for score in record(reader).get("sizes", ()):
            head, _, variant = score["method"].partition(".")
            if score["target"] == "asked" and head == method.name:
                cell = f"{_of(score['factor_of_two'], score['n'])} of {score['n']}"
                found[method.title, method.variants.get(variant, "")] = cell
    return found


def _hits(line: Mapping[str, Any], people: tuple[float, int]) -> dict[str, object]:
    return {
        "line": _of(line["factor_of_two"], line["n"]),
        "line_n": number(int(line["n"]), published=True),
        "people": f"at most {_of(people[0], people[1])}",
        "people_n": number(people[1], published=True),
    }


def _record(reader: RunReader) -> Statement | None:
    found = record(reader)
    line, rival = (score_of(found, "asked", name) for name in ("line_density", "same_kind"))
    people = best_of(found, "asked", "population_density")
    if line is None or rival is None or people is None:
        return None
    estimates = {case["case"] for case in found["cases"]["asked"]}
    slots = _hits(line, people) | {
        "cases": number(len(estimates), published=True),
        "rival": _of(rival["factor_of_two"], rival["n"]),
        "rival_n": number(int(rival["n"]), published=True),
    }
    return say("precedents.record", slots, computed_from=RECORD_TABLES)


def _of(share: float, n: int) -> str:
    return number(round(float(share) * int(n)), published=True)


def _coverage(reader: RunReader) -> Statement | None:
    found = record(reader)
    line = score_of(found, "asked", "line_density")
    people = [
        s
        for s in found.get("sizes", ())
        if s["target"] == "asked" and s["method"].startswith("population_density")
    ]
    if line is None or not people:
        return None
    most = max(float(s["coverage_90"]) for s in people)
    slots: dict[str, object] = {
        "line": percent(float(line["coverage_90"])),
        "people": f"at most {percent(most)}",
        "bias": number(math.exp(float(line["median_log_ratio"]))),
    }
    return say("precedents.coverage", slots, computed_from=RECORD_TABLES)


def _aims(reader: RunReader) -> Statement | None:
    aims = [aim for aim in record(reader).get("aims", ()) if aim["name"] in AIMS]
    missed = [aim for aim in aims if not aim["met"]]
    if not missed:
        return None
    worst = min(missed, key=lambda aim: float(aim["found"]) - float(aim["low"]))
    wanted, found, _ = aim_words(worst)
    words = AIMS[worst["name"]]
    slots: dict[str, object] = {
        "count": small(len(aims)),
        "met": small(len(aims) - len(missed)),
        "worst": f"{words[0].lower()}{words[1:]}, {found} where {wanted} was aimed at",
    }
    return say("precedents.aims", slots, computed_from=RECORD_TABLES)


def _breaks(reader: RunReader) -> Statement | None:
    found = record(reader)
    prior = breaks_of(found.get("breaks", ()), "prior")
    order = found.get("concordance", {}).get("prior")
    if prior is None or order is None:
        return None
    slots: dict[str, object] = {
        "n": number(int(prior["n"]), published=True),
        "prior": f"{prior['brier']:.2f}",
        "base": f"{prior['brier'] + prior['gain']:.2f}",
        "order": percent(float(order)),
        **_gain(prior),
    }
    sentence = "precedents.breaks" if prior["gain_low"] > 0 else "precedents.breaks_unclear"
    return say(sentence, slots, computed_from=(*_MISSIONS, "table/reference_classes"))


def _gain(score: Mapping[str, Any]) -> dict[str, object]:
    names = ("gain", "gain_low", "gain_high")
    return {name: signed(float(score[name]), plus="") for name in names}


def _later(reader: RunReader) -> Statement | None:
    later = breaks_of(record(reader).get("later_breaks", ()), "prior")
    if later is None:
        return None
    slots: dict[str, object] = {
        "year": str(record(reader)["last_year"]),
        "n": number(int(later["n"]), published=True),
        **_gain(later),
    }
    sentence = "precedents.later_holds" if later["gain_low"] > 0 else "precedents.later"
    return say(sentence, slots, computed_from=(*_MISSIONS, "table/reference_classes"))


def _fulfilment(reader: RunReader) -> Statement | None:
    found = record(reader).get("fulfilment")
    if not found:
        return None
    slots: dict[str, object] = {
        "held": percent(float(found["held_median"])),
        "broken": percent(float(found["broken_median"])),
        "share": percent(float(found["better_share"])),
        "low": f"{found['better_low']:.0%}",
        "high": percent(float(found["better_high"])),
        "n_held": number(int(found["n_held"]), published=True),
        "n_broken": number(int(found["n_broken"]), published=True),
    }
    differs = float(found["better_low"]) > _EVEN
    sentence = "precedents.fulfilment_differs" if differs else "precedents.fulfilment"
    return say(sentence, slots, computed_from=("table/requirements",))
