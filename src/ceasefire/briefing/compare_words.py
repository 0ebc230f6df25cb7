"""Words of the section that compares options: differences in a hundred, limits of a box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ceasefire.briefing.compare_data import CompareView, Ends
from ceasefire.briefing.model import Statement
from ceasefire.briefing.parameter_words import parameter_words
from ceasefire.briefing.say import say
from ceasefire.briefing.sentences_compare import QUESTION_WORDS
from ceasefire.briefing.words import join, number, percent, small
from ceasefire.core.units import UNITS

__all__ = [
    "FIRM",
    "box_sentence",
    "draw_share",
    "hundred",
    "hundred_range",
    "limit_words",
    "more_or_fewer",
    "over_words",
    "turn_sentence",
]

_NAMED = 3
_COUNTED = (
    "troops",
    "people",
    "brigades",
    "km",
    "days",
    "years",
    "per_year",
    "deaths",
    "troops_per_km",
)
"""Units that are said with a number; a ratio or a stake is a number alone."""
FIRM = 0.8
"""Share of resamples from which a limit counts as confirmed."""


def hundred(share: float) -> str:
    """Return a share in a hundred: whole from one on, one digit below.

    >>> hundred(0.034), hundred(0.004), hundred(0.0001), hundred(-0.021)
    ('3', '0.4', '0', '−2')
    """
    value = 100.0 * share
    if abs(value) < 0.05:
        return "0"
    text = f"{value:.1f}" if abs(value) < 0.95 else f"{value:.0f}"
    return text.replace("-", "−")


def hundred_range(ends: Ends) -> str:
    """Return a range of shares in a hundred.

    >>> hundred_range((0.01, 0.034)), hundred_range((0.03, 0.031))
    ('1–3', '3')
    """
    return "–".join(dict.fromkeys((hundred(ends[0]), hundred(ends[1]))))


def more_or_fewer(ends: Ends) -> str:
    """Return by how many in a hundred one world does better than another.

    >>> more_or_fewer((0.01, 0.05)), more_or_fewer((-0.01, 0.02)), more_or_fewer((-0.03, -0.01))
    ('1–5 more', '1 fewer to 2 more', '1–3 fewer')
    >>> more_or_fewer((0.0, 0.0001)), more_or_fewer((0.0, 0.02)), more_or_fewer((-0.02, 0.0))
    ('no more', 'up to 2 more', 'up to 2 fewer')
    """
    low, high = (hundred(end) for end in ends)
    if low == high == "0":
        return "no more"
    if low == "0":
        return f"up to {high} more"
    if high == "0":
        return f"up to {hundred(-ends[0])} fewer"
    if ends[0] > 0:
        return f"{hundred_range(ends)} more"
    if ends[1] < 0:
        return f"{hundred_range((-ends[1], -ends[0]))} fewer"
    return f"{hundred(-ends[0])} fewer to {high} more"


def draw_share(ends: Ends) -> str:
    """Return shares of draws, from the lowest to the highest of the variants.

    >>> draw_share((0.12, 0.19)), draw_share((0.0, 0.004)), draw_share((1.0, 1.0))
    ('12–19%', 'under 1%', 'all')
    """
    low, high = percent(ends[0]), percent(ends[1])
    if low == high:
        return low
    if low in ("none", "under 1%"):
        return "under 1%" if high == "under 1%" else f"up to {high}"
    if high in ("all", "over 99%"):
        return f"{low} to {high}"
    return f"{low.removesuffix('%')}–{high}"


def over_words(view: CompareView, over: str) -> str:
    """Return what an option is held against, in words."""
    twins = {
        "no_force": "no force",
        "equal_money": "the same money for the host’s own soldiers",
        "better_terms": "better terms and no force",
        "no_contagion": "a world where incidents breed no others",
    }
    return twins.get(over) or f"“{view.title(over)}”"


def limit_words(view: CompareView, limit: Mapping[str, Any]) -> str:
    """Return one side of a box in words."""
    name = str(limit["parameter"])
    said = parameter_words(name)
    if limit["names"]:
        return f"{said} is {_names(view, name, list(limit['names']))}"
    unit = view.reader.scenario.parameters[name].unit
    low, high = (
        None if limit[end] is None else _value(limit[end], unit) for end in ("low", "high")
    )
    if low is None:
        return f"{said} is at most {high}"
    if high is None:
        return f"{said} is at least {low}"
    return f"{said} is between {low} and {high}"


def _names(view: CompareView, parameter: str, names: list[str]) -> str:
    whole = view.reader.run.scenario().parameters[parameter].value
    every = list(getattr(whole, "names", ()))
    left = [name for name in every if name not in names]
    words = [view.variant_words(name) for name in names]
    if len(left) < len(names):
        return f"anything but {_or([view.variant_words(name) for name in left])}"
    return _or(words)


def _or(words: list[str]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _value(value: float, unit: str) -> str:
    if unit == "share":
        return percent(value)
    told = UNITS[unit].words if unit in _COUNTED else ""
    return f"{number(value)} {told}".strip()


def box_sentence(view: CompareView, box: Mapping[str, Any]) -> Statement:
    """Return a box in one sentence, with density, coverage and what resampling says."""
    limits = join(limit_words(view, limit) for limit in box["limits"])
    firm = [limit for limit in box["limits"] if limit["reproduced"] >= FIRM]
    again = (
        "Every resample limits the same quantities."
        if len(firm) == len(box["limits"])
        else f"Resamples confirm {small(len(firm))} of the {small(len(box['limits']))} limits."
    )
    return say(
        "comparison.box",
        {
            "where": f"Where {limits}",
            "question": QUESTION_WORDS[box["question"]],
            "density": percent(box["density"]),
            "share": percent(box["share"]),
            "coverage": "all such cases"
            if box["coverage"] >= 1.0
            else f"{percent(box['coverage'])} of all such cases",
            "again": again,
        },
        computed_from=(
            *view.addresses("holds", box["option"]),
            *(f"param/{limit['parameter']}" for limit in box["limits"]),
        ),
        grade="E",
    )


def turn_sentence(view: CompareView, over: str) -> Statement | None:
    """Return what moves an option's gain most, and whether any one quantity turns it."""
    turns = view.found["turns"][view.lead][over]
    if not turns:
        return None
    most = turns[0]
    turning = [turn for turn in turns if turn["turns_in"]]
    named = []
    for turn in turning[:_NAMED]:
        at = ""
        if turn["value"] is not None:
            unit = view.reader.scenario.parameters[turn["parameter"]].unit
            at = f", at {_value(turn['value'], unit)}"
        variants = join(view.variant_words(name) for name in turn["turns_in"][:2])
        named.append(f"{parameter_words(turn['parameter'])} ({variants}{at})")
    low, high = sorted((most["low"], most["high"]))
    return say(
        "comparison.turns",
        {
            "count": number(len(turns), published=True),
            "option": view.title(view.lead),
            "over": over_words(view, over),
            "most": parameter_words(most["parameter"]),
            "low": more_or_fewer((low, low)),
            "high": more_or_fewer((high, high)),
            "turn": f"The comparison turns with {'; '.join(named)}."
            if named
            else "No one quantity turns the comparison beyond sampling error.",
        },
        computed_from=(
            *view.addresses("holds", view.lead),
            f"param/{most['parameter']}",
            *(f"param/{turn['parameter']}" for turn in turning[:_NAMED]),
        ),
        grade="E",
    )
