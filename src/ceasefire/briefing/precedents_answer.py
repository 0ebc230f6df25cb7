"""What happened before? The answer in sentences, each from tables or stored columns."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ceasefire.briefing.model import Statement
from ceasefire.briefing.precedents_data import (
    STAGE,
    best_of,
    breaks_of,
    lead_option,
    losses_of,
    nearest,
    operations,
    record,
    score_of,
    share_broken,
)
from ceasefire.briefing.read import RunReader, Spread, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, number, percent
from ceasefire.scenario.cells import keys_in

__all__ = [
    "change_precedents",
    "methods_record",
    "precedents_notes",
    "precedents_short",
    "precedents_statements",
]

_TRUCES, _FORCED = "fortna-truce-none", "fortna-truce-present"
_LINES, _ENDINGS = "operations-line", "ucdp-interstate"
_NAMED = 3
_BATTLE_DEATHS = 25  # in a year: what the looser data set counts as fighting
_RECORD = ("table/operations", "table/requirements", "table/line_yardsticks")
_MISSIONS = ("table/operations",)


def precedents_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer, sentence by sentence."""
    return told(
        lambda: _nearest(reader),
        lambda: _classes(reader),
        lambda: _losses(reader),
        lambda: _record(reader),
        lambda: _breaks(reader),
    )


def precedents_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what a second reading wants: the failures of the record, and what it cannot show."""
    return told(
        lambda: _coverage(reader),
        lambda: _later(reader),
        lambda: _fulfilment(reader),
        lambda: _chosen(reader),
    )


def change_precedents(reader: RunReader) -> tuple[Statement, ...]:
    """Return what would change the answer."""
    return told(lambda: _change_class(reader), lambda: _change_cases(reader))


def precedents_short(reader: RunReader) -> Statement | None:
    """Return the short answer: the classes, the nearest cases, the record."""
    option = lead_option(reader)
    slots = _class_slots(reader)
    near = nearest(reader, option) if option else ()
    if slots is None or not near or option is None:
        return None
    found = record(reader)
    line = score_of(found, "asked", "line_density")
    told_of = (
        say(
            "precedents.record_short",
            {"line": percent(float(line["factor_of_two"]))},
            computed_from=_RECORD,
        ).text
        if line
        else ""
    )
    slots |= {
        "option": option.title,
        "nearest": join(case.name for case in near[:_NAMED]),
        "record": told_of,
    }
    return say(
        "precedents.short",
        slots,
        sources=_class_sources(reader),
        computed_from=("table/reference_classes", *_RECORD),
        grade="E",
    )


def _nearest(reader: RunReader) -> Statement | None:
    option = lead_option(reader)
    near = nearest(reader, option) if option else ()
    if option is None or not near:
        return None
    slots: dict[str, object] = {
        "count": number(len(operations(reader)), published=True),
        "option": option.title,
        "nearest": join(f"{case.name}, {case.outcome}" for case in near),
    }
    sources = tuple(key for case in near for key in keys_in(case.row["sources"]))
    return say(
        "precedents.nearest",
        slots,
        sources=tuple(dict.fromkeys(sources)),
        computed_from=(*_MISSIONS, "table/similarity"),
        grade="E",
    )


def _class_slots(reader: RunReader) -> dict[str, object] | None:
    shares = {
        name: share_broken(reader, id)
        for name, id in (
            ("truces", _TRUCES),
            ("forced", _FORCED),
            ("lines", _LINES),
            ("endings", _ENDINGS),
        )
    }
    if None in shares.values():
        return None
    return {name: percent(share) for name, share in shares.items() if share is not None}


def _class_sources(reader: RunReader) -> tuple[str, ...]:
    chosen = (_TRUCES, _FORCED, _LINES, _ENDINGS)
    rows = [r for r in reader.scenario.rows("reference_classes") if r["id"] in chosen]
    return tuple(dict.fromkeys(key for row in rows for key in keys_in(row["sources"])))


def _classes(reader: RunReader) -> Statement | None:
    slots = _class_slots(reader)
    if slots is None:
        return None
    slots["deaths"] = number(_BATTLE_DEATHS, published=True)
    sources = _class_sources(reader)
    return say(
        "precedents.classes", slots, sources=sources, computed_from=("table/reference_classes",)
    )


def _losses(reader: RunReader) -> Statement | None:
    option = lead_option(reader)
    found = losses_of(reader, option) if option else {}
    kinds = {"calm": "calm_line", "contested": "contested_line", "war": "open_war"}
    wanted = (*kinds.values(), "settlement", "other")
    if option is None or any(name not in found for name in wanted):
        return None
    slots: dict[str, object] = {slot: _deaths(found[name]) for slot, name in kinds.items()}
    slots |= {
        "option": option.title,
        "settlement": _deaths(found["settlement"]),
        "other": _deaths(found["other"]),
    }
    columns = tuple(f"{STAGE}/{option.id}/losses.{name}.hostile" for name in wanted[:-1])
    return say(
        "precedents.losses",
        slots,
        sources=tuple(dict.fromkeys(key for s in found.values() for key in s.sources)),
        computed_from=(*columns, f"{STAGE}/{option.id}/losses.other"),
        grade="E",
    )


def _deaths(spread: Spread) -> str:
    low, high = number(spread.p05), number(spread.p95)
    return low if low == high else f"{low}–{high}"


def methods_record(reader: RunReader) -> Statement | None:
    """Return how the methods of size did on past missions, for the section on size."""
    found = record(reader)
    line = score_of(found, "asked", "line_density")
    people = best_of(found, "asked", "population_density")
    if line is None or people is None:
        return None
    return say("size.record", _hits(line, people), computed_from=_RECORD)


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
    return say("precedents.record", slots, computed_from=_RECORD)


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
    return say("precedents.coverage", slots, computed_from=_RECORD)


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
    return {name: f"{score[name]:.2f}".replace("-", "−") for name in names}


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
        "low": percent(float(found["better_low"])),
        "high": percent(float(found["better_high"])),
        "n_held": number(int(found["n_held"]), published=True),
        "n_broken": number(int(found["n_broken"]), published=True),
    }
    return say("precedents.fulfilment", slots, computed_from=("table/requirements",))


def _chosen(reader: RunReader) -> Statement | None:
    return say("precedents.chosen", {}, computed_from=_MISSIONS) if operations(reader) else None


def _change_class(reader: RunReader) -> Statement | None:
    slots = _class_slots(reader)
    if slots is None:
        return None
    return say(
        "precedents.change_class",
        slots,
        sources=_class_sources(reader),
        computed_from=("table/reference_classes",),
    )


def _change_cases(reader: RunReader) -> Statement | None:
    if not record(reader):
        return None
    return say("precedents.change_cases", {}, computed_from=_MISSIONS)
