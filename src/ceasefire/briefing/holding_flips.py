"""On what an option's advantage in holding hangs, from the flips that the run stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ceasefire.briefing.holding_data import HoldingView, holding_views, lead_view, reads
from ceasefire.briefing.holding_read import gain_words, label
from ceasefire.briefing.holding_words import quantity_words
from ceasefire.briefing.model import DataTable, Statement
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, number, small
from ceasefire.core.errors import RunError

__all__ = ["change_ranking", "ranking", "ranking_table", "turning_table"]

_ROWS = 10
_NAMED = 4
_TWINS = {
    "no_force": "no force",
    "equal_money": "the same money for the host’s own soldiers",
    "better_terms": "better terms and no force",
}
"""What an option is held against, in words."""
_ERRORS = 3.0  # of a difference: many quantities are asked


def ranking(view: HoldingView) -> Mapping[str, list[dict[str, Any]]]:
    """Return the stored flips of an option by its twin; empty in a run that has none."""
    try:
        found: Mapping[str, list[dict[str, Any]]] = view.reader.run.flips().get(view.option.id, {})
    except RunError:
        return {}
    return found


def change_ranking(view: HoldingView) -> Statement | None:
    """Return whether the force's advantage over no force turns with any one quantity."""
    flips = ranking(view).get("no_force", [])
    if not flips:
        return None
    turning = [flip for flip in flips if flip["turns"]]
    clear = [flip for flip in flips if _stands_out(flip)]
    slots: dict[str, object] = {
        "option": view.option.title,
        "count": number(len(flips), published=True),
        "turning": join(quantity_words(flip["quantity"]) for flip in turning[:_NAMED]),
    }
    sentence = "prospects.ranking_turns" if turning else "prospects.ranking"
    if clear:
        most = max(clear, key=_moved)
        slots["most"] = quantity_words(most["quantity"])
        slots["ends"] = gain_words(dict(zip(("low", "high"), _pooled(most), strict=True)))
    else:
        sentence += "_luck"
    last = f"year_{view.years}"
    columns = reads(view, f"holds.h2.{last}", f"no_force.h2.{last}")
    return say(sentence, slots, computed_from=columns, grade="E")


def ranking_table(reader: RunReader) -> DataTable | None:
    """Return the quantities that move the flagship's advantage beyond sampling error."""
    view = lead_view(reader)
    if view is None:
        return None
    rows = [
        (words, quantity_words(flip["quantity"]), *_ends(flip), _turn(flip))
        for pair, words in _TWINS.items()
        for flip in sorted(
            (f for f in ranking(view).get(pair, []) if f["turns"] or _stands_out(f)),
            key=lambda flip: (not flip["turns"], -_moved(flip), flip["quantity"]),
        )[:_ROWS]
    ]
    if not rows:
        return None
    return DataTable(
        f"What moves the advantage of “{view.option.title}”",
        ("Against", "Quantity", "At its low end", "At its high end", "Where the comparison turns"),
        tuple(rows),
        "Of ten histories, how many more hold with the force: the range over the variants of the "
        "mean in the lower and in the upper half of a variant’s draws; of a choice, where it does "
        "worst and best. Only what differs beyond sampling error, at most "
        f"{small(_ROWS)} quantities a comparison.",
    )


def turning_table(reader: RunReader) -> DataTable | None:
    """Return for each option with a force what turns its comparison with each twin."""
    rows = []
    for view in holding_views(reader):
        found = ranking(view)
        if view.option.troops_high > 0 and found:
            cells = (_turning(found[pair]) if pair in found else "no answer" for pair in _TWINS)
            rows.append((view.option.title, *cells))
    if not rows:
        return None
    return DataTable(
        "What turns a comparison",
        ("Option", *(f"Against {words}" for words in _TWINS.values())),
        tuple(rows),
        "Quantities with an end at which the option holds better and one at which it holds worse "
        "than the twin, both beyond sampling error; the first "
        f"{small(_NAMED)}. The same draws.",
    )


def _turning(flips: list[dict[str, Any]]) -> str:
    turning = [flip for flip in flips if flip["turns"]]
    turning.sort(key=lambda flip: -_moved(flip))
    return join(quantity_words(flip["quantity"]) for flip in turning[:_NAMED]) or "nothing"


def _far(flip: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the first and the last fifth; of a choice, where it does worst and best."""
    groups = list(flip["groups"])
    if isinstance(groups[0]["at"], str):
        groups.sort(key=lambda group: group["mean"])
    return groups[0], groups[-1]


def _pooled(flip: Mapping[str, Any]) -> tuple[float, float]:
    low, high = (float(group["mean"]) for group in _far(flip))
    return low, high


def _moved(flip: Mapping[str, Any]) -> float:
    """Return by how much the advantage differs between the ends."""
    low, high = _pooled(flip)
    return abs(high - low)


def _stands_out(flip: Mapping[str, Any]) -> bool:
    """Whether the ends differ beyond sampling error."""
    low, high = _far(flip)
    return _moved(flip) > _ERRORS * float((low["se"] ** 2 + high["se"] ** 2) ** 0.5)


def _ends(flip: Mapping[str, Any]) -> tuple[str, str]:
    """Return the advantage at both ends: over the variants, or of the worst and the best choice."""
    if flip["by_variant"]:
        low, high = (
            gain_words({one["variant"]: float(one[end]["mean"]) for one in flip["by_variant"]})
            for end in ("low", "high")
        )
        return low, high
    first, last = (
        f"{gain_words({'': float(group['mean'])})}{_at(group['at'])}" for group in _far(flip)
    )
    return first, last


def _at(at: object) -> str:
    return f" ({label(at)})" if isinstance(at, str) else ""


def _turn(flip: Mapping[str, Any]) -> str:
    within = [label(one["variant"]) for one in flip["by_variant"] if one["turns"]]
    if within:
        return f"with {join(within)}"
    if not flip["turns"]:
        return "does not turn"
    return "by choice" if flip["value"] is None else f"at about {number(float(flip['value']))}"
