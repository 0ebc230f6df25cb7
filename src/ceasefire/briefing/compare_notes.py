"""What a second reading of the comparison wants, and what would change its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ceasefire.briefing.compare_data import CompareView, compare_view
from ceasefire.briefing.compare_words import (
    FIRM,
    box_sentence,
    draw_share,
    hundred,
    turn_sentence,
)
from ceasefire.briefing.model import Statement
from ceasefire.briefing.parameter_words import parameter_words
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, number, percent, small, troops_range

__all__ = ["change_comparison", "comparison_notes"]

_NAMED = 3


def comparison_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what a second reading wants: limits, states of the world, studies, sampling."""
    view = compare_view(reader)
    if view is None:
        return ()
    return told(
        lambda: _satisfied(view),
        lambda: _war(view),
        lambda: _studies(view),
        lambda: _precision(view),
        lambda: _missing(view),
    )


def change_comparison(reader: RunReader) -> tuple[Statement, ...]:
    """Return what would change the answer: turning points, boxes, what outcomes hang on."""
    view = compare_view(reader)
    if view is None:
        return ()
    return _numbered((*_turns(view), *_boxes(view), *_hangs(view)))


def _numbered(said: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return statements of which those made from one sentence have a number in their id."""
    counts: dict[str, int] = {}
    found = []
    for statement in said:
        counts[statement.id] = counts.get(statement.id, 0) + 1
        found.append(replace(statement, id=f"{statement.id}.{counts[statement.id]}"))
    return tuple(found)


def _satisfied(view: CompareView) -> Statement | None:
    forces = [id for id in view.reader.options if view.sends(id)]
    shares = {id: ends for id in forces if (ends := view.satisfied(id, "all")) is not None}
    if view.lead not in shares or len(shares) < 2:
        return None
    best = max(shares, key=lambda id: shares[id])
    return say(
        "comparison.satisfied",
        {
            "best": view.title(best),
            "best_share": draw_share(shares[best]),
            "option": view.title(view.lead),
            "share": draw_share(shares[view.lead]),
        },
        computed_from=(
            *view.addresses("holds", best, view.lead),
            *view.addresses("cost", best, view.lead),
        ),
        grade="E",
    )


def _war(view: CompareView) -> Statement | None:
    rows = {(row["state"], row["option"]): row["quantities"] for row in view.found["states"]}
    war = rows.get(("war", ""), {}).get("soldiers")
    alone: dict[str, Any] = next(
        (q for (state, _), q in rows.items() if state == "ceasefire_alone"), {}
    )
    ours = rows.get(("ceasefire_with_force", view.lead), {})
    if war is None or not alone.get("soldiers") or not ours.get("soldiers"):
        return None
    told_of = (war, alone["soldiers"], ours["soldiers"])
    keys = [a.removeprefix("param/") for a in war["addresses"]]
    known = view.reader.scenario.parameters
    return say(
        "comparison.war",
        {
            "soldiers": _range(war),
            "alone": _range(alone["soldiers"]),
            "with_force": _range(ours["soldiers"]),
            "option": view.title(view.lead),
        },
        sources=tuple(dict.fromkeys(s for k in keys if k in known for s in known[k].sources)),
        computed_from=tuple(a for found in told_of for a in found["addresses"]),
        grade="E",
    )


def _range(found: dict[str, float]) -> str:
    return troops_range(found["low"], found["high"], unit="")


def _studies(view: CompareView) -> Statement | None:
    studies = view.found["studies"]
    computed = [study for study in studies if study["theirs"] is not None]
    if not studies:
        return None
    agree = [study for study in computed if _meets(study["answer"], study["theirs"])]
    keys = dict.fromkeys(key for study in studies for key in study["sources"])
    return say(
        "comparison.studies",
        {
            "count": small(len(studies)),
            "computed": small(len(computed)),
            "agree": small(len(agree)),
        },
        sources=tuple(keys),
        computed_from=("table/studies",),
        grade="D",
    )


def _meets(answer: tuple[float, float | None], theirs: tuple[float, float]) -> bool:
    """Return whether a published figure and the method with its inputs have a number in common."""
    high = answer[1] if answer[1] is not None else float("inf")
    return answer[0] <= theirs[1] and theirs[0] <= high


def _precision(view: CompareView) -> Statement | None:
    gains = view.gains("no_force", view.lead) if view.lead else {}
    if not gains:
        return None
    width = max(1.96 * found["gain"]["se"] for found in gains.values())
    draws = max(found["draws_within"] for found in gains.values()) * len(gains)
    return say(
        "comparison.precision",
        {
            "option": view.title(view.lead),
            "width": f"±{hundred(width)}",
            "draws": number(draws),
        },
        computed_from=view.addresses("holds", view.lead),
        grade="D",
    )


def _missing(view: CompareView) -> Statement | None:
    parts = {
        "ema-workbench": "the boxes in which a force comes, helps and harms",
        "SALib": "what each outcome hangs on",
    }
    missing = [name for name in view.found["missing"] if name in parts]
    if not missing:
        return None
    many = len(missing) > 1
    return say(
        "comparison.missing",
        {
            "libraries": join(missing),
            "are": "are" if many else "is",
            "them": "them" if many else "it",
            "parts": join(parts[name] for name in missing),
        },
        grade="D",
    )


def _turns(view: CompareView) -> Iterator[Statement]:
    for over in view.found["turns"].get(view.lead, {}):
        said = turn_sentence(view, over)
        if said is not None:
            yield said


def _boxes(view: CompareView) -> Iterator[Statement]:
    for box in view.found["boxes"]:
        firm = sum(limit["reproduced"] >= FIRM for limit in box["limits"])
        if box["option"] == view.lead and 2 * firm > len(box["limits"]):
            yield box_sentence(view, box)


def _hangs(view: CompareView) -> Iterator[Statement]:
    words = {
        "holds": f"the chance that it holds with “{view.title(view.lead)}”"
        if view.lead
        else "the chance that it holds",
        "happens_and_holds": "the chance that all of it comes about and holds",
    }
    for outcome, said in words.items():
        found = view.found["sensitivity"].get(view.lead, {}).get(outcome, [])
        if not found:
            continue
        quantities = [
            f"{parameter_words(index['parameter'])} ({percent(index['first_order'])})"
            for index in found[:_NAMED]
        ]
        yield say(
            "comparison.hangs",
            {"outcome": said, "quantities": join(quantities)},
            computed_from=(
                *view.addresses(outcome, view.lead),
                *(f"param/{index['parameter']}" for index in found[:_NAMED]),
            ),
            grade="E",
        )
