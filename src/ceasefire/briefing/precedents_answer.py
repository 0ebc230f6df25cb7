"""What happened before? The answer in sentences, each from tables or stored columns."""

from __future__ import annotations

from ceasefire.briefing.model import Statement
from ceasefire.briefing.precedents_data import (
    FARTHEST,
    STAGE,
    is_later,
    lead_option,
    losses_of,
    nearest,
    operations,
    record,
    score_of,
    share_broken,
)
from ceasefire.briefing.read import RunReader, Spread, told
from ceasefire.briefing.record_answer import RECORD_TABLES, record_notes, record_statements
from ceasefire.briefing.say import say
from ceasefire.briefing.words import day, join, number, percent
from ceasefire.scenario.cells import keys_in

__all__ = [
    "change_precedents",
    "precedents_notes",
    "precedents_short",
    "precedents_statements",
]

_TRUCES, _FORCED = "fortna-truce-none", "fortna-truce-present"
_LINES, _ENDINGS = "operations-line", "ucdp-interstate"
_COUNTED = {_TRUCES: "truces", _LINES: "lines", _ENDINGS: "wars between states"}
_RAW, _ADJUSTED = "fortna-presence-raw", "fortna-presence-adjusted"
_LEVEL = 0.95  # of the intervals in that table
_NAMED = 3
_BATTLE_DEATHS = 25  # in a year: what the looser data set counts as fighting
_MISSIONS = ("table/operations",)


def precedents_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer, sentence by sentence."""
    of_cases = told(lambda: _nearest(reader), lambda: _classes(reader), lambda: _losses(reader))
    return (*of_cases, *record_statements(reader))


def precedents_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what a second reading wants: the failures of the record, and what it cannot show."""
    return (*record_notes(reader), *told(lambda: _presence(reader), lambda: _chosen(reader)))


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
            computed_from=RECORD_TABLES,
        ).text
        if line
        else ""
    )
    close = [case.name for case in near if case.distance <= FARTHEST]
    named: dict[str, object] = {"option": option.title, "nearest": join(close[:_NAMED])}
    sentence = "precedents.near_short" if close else "precedents.far_short"
    slots |= {
        "later": _later_words(reader),
        "nearest": say(sentence, named, computed_from=_MISSIONS).text,
        "record": told_of,
    }
    return say(
        "precedents.short",
        slots,
        sources=_class_sources(reader),
        computed_from=("table/reference_classes", *RECORD_TABLES),
        grade="E",
    )


def _nearest(reader: RunReader) -> Statement | None:
    option = lead_option(reader)
    near = nearest(reader, option) if option else ()
    if option is None or not near:
        return None
    close = [case for case in near if case.distance <= FARTHEST]
    known = len(operations(reader))
    sentence = "nearest" if close else "far"
    if close and known <= len(near):
        sentence, close = "few", list(near)
    slots: dict[str, object] = {
        "count": number(known, published=True),
        "near": percent(1.0 - FARTHEST),
        "option": option.title,
        "nearest": "; ".join(f"{case.name}, {case.outcome}" for case in close),
    }
    sources = tuple(key for case in near for key in keys_in(case.row["sources"]))
    return say(
        f"precedents.{sentence}",
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


def _later_words(reader: RunReader) -> str:
    """Return which of the shares were counted after the date, or nothing."""
    rows = {row["id"]: row for row in reader.scenario.rows("reference_classes")}
    later = [words for id, words in _COUNTED.items() if id in rows and is_later(reader, rows[id])]
    if not later:
        return ""
    which = "These shares were" if len(later) == len(_COUNTED) else f"Those of {join(later)} were"
    slots: dict[str, object] = {"as_of": day(reader.scenario.as_of), "which": which}
    said = say("precedents.learnt_later", slots, computed_from=("manifest",))
    return f" {said.text}"


def _class_sources(reader: RunReader) -> tuple[str, ...]:
    chosen = (_TRUCES, _FORCED, _LINES, _ENDINGS)
    rows = [r for r in reader.scenario.rows("reference_classes") if r["id"] in chosen]
    return tuple(dict.fromkeys(key for row in rows for key in keys_in(row["sources"])))


def _classes(reader: RunReader) -> Statement | None:
    slots = _class_slots(reader)
    if slots is None:
        return None
    slots["deaths"] = number(_BATTLE_DEATHS, published=True)
    slots["later"] = _later_words(reader)
    sources = _class_sources(reader)
    return say(
        "precedents.classes", slots, sources=sources, computed_from=("table/reference_classes",)
    )


def _presence(reader: RunReader) -> Statement | None:
    """Return how ceasefires with a force did beside those without, raw and adjusted."""
    rows = {str(row["id"]): row for row in reader.scenario.rows("presence_effects")}
    if not all(id in rows for id in (_RAW, _ADJUSTED)):
        return None
    slots: dict[str, object] = {
        "alike": rows[_ADJUSTED]["adjusted_for"],
        "level": percent(_LEVEL),
        "later": "",
    }
    for name, id in (("raw", _RAW), ("adjusted", _ADJUSTED)):
        for end, column in (("", "hazard_ratio"), ("_low", "low"), ("_high", "high")):
            slots[name + end] = number(float(str(rows[id][column])), published=True)
    if is_later(reader, rows[_RAW]):
        words: dict[str, object] = {"as_of": day(reader.scenario.as_of), "which": "They were"}
        said = say("precedents.learnt_later", words, computed_from=("manifest",))
        slots["later"] = f" {said.text}"
    return say(
        "precedents.presence",
        slots,
        sources=tuple(dict.fromkeys(k for row in rows.values() for k in keys_in(row["sources"]))),
        computed_from=("table/presence_effects",),
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
    if spread.p95 < 1.0:
        return "fewer than one"
    low, high = number(spread.p05), number(spread.p95)
    if spread.p05 < 1.0:
        return f"up to {high}"
    return low if low == high else f"{low}–{high}"


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
