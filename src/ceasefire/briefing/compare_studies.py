"""Published studies beside the model: their figure, ours with their inputs, and the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ceasefire.briefing.compare_data import CompareView
from ceasefire.briefing.model import DataTable
from ceasefire.briefing.words import number, troops_range, when

__all__ = ["studies_table"]

_LATER = " * Published after the as-of date: shown beside, never computed with."
_RULES = {
    "watch": "troops by kilometre, to watch",
    "between": "troops by kilometre, between the armies",
    "brigades": "brigades with their tail",
    "ratio": "ratio of forces",
}
_INPUTS = {
    "density": "troops a kilometre",
    "length": "kilometres of line",
    "brigades": "combat brigades",
    "brigade_size": "soldiers a brigade",
    "slice": "deployed soldiers for each in a brigade",
    "adversary": "troops of the adversary",
    "ratio": "attackers for each defender",
    "host": "host troops",
}


def studies_table(view: CompareView) -> DataTable | None:
    """Return the table of published studies, None where the pack lists none."""
    studies = view.found["studies"]
    if not studies:
        return None
    later = any(not study["known"] for study in studies)
    return DataTable(
        "Published studies through the same methods",
        (
            "Study",
            "Its figure",
            "Method",
            "What it states",
            "Ours with that",
            "Ours without",
            "The gap in one input",
        ),
        tuple(_row(study) for study in studies),
        "Ranges from the ends of every input. Ours without: the model’s own inputs throughout. "
        "The last column is the value at which our method gives their figure, beside the one we "
        "use."
        + (
            " * Published after the as-of date: shown beside, never computed with." if later else ""
        ),
    )


def _row(study: Mapping[str, Any]) -> tuple[str, ...]:
    mark = "" if study["known"] else "*"
    name = f"{study['title']}{mark} ({study['who']}, {when(study['published'])})"
    if study["theirs"] is None and study["reason"]:
        return name, "none given", "not reproducible", study["reason"], "", "", ""
    stated = "; ".join(f"{_INPUTS[n]}: {_span(ends)}" for n, ends in study["stated"].items())
    return (
        name,
        _figure(study["answer"]),
        _RULES[study["rule"]],
        stated or "none of the method’s inputs",
        _troops(study["theirs"]),
        _troops(study["ours"]),
        _gap(study),
    )


def _figure(answer: Sequence[float | None]) -> str:
    low, high = answer
    assert low is not None
    first = number(low, published=True)
    if high is None:
        return f"at least {first}"
    return first if low == high else f"{first}–{number(high, published=True)}"


def _troops(ends: Sequence[float] | None) -> str:
    if ends is None:
        return "unknown"
    return "none needed" if ends[1] <= 0 else troops_range(max(0.0, ends[0]), ends[1], unit="")


def _gap(study: Mapping[str, Any]) -> str:
    implied, held = study["implied"], study["held"]
    if implied is None:
        return "unknown"
    words = _INPUTS[study["hinge"]]
    needed = f"at least {number(implied[0])}" if implied[1] is None else _span(implied)
    ours = f"; ours {_span(held)}" if held is not None else ""
    return f"{needed} {words}{ours}"


def _span(ends: Sequence[float]) -> str:
    return "–".join(dict.fromkeys((number(ends[0]), number(ends[1]))))
