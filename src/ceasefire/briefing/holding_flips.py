"""On what an option's advantage in holding hangs, from the flips that the run stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ceasefire.briefing.holding_data import HoldingView, lead_view, reads
from ceasefire.briefing.holding_read import in_ten, label
from ceasefire.briefing.model import DataTable, Statement
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, number
from ceasefire.core.errors import RunError

__all__ = ["change_ranking", "ranking", "ranking_table"]

_ROWS = 10
_NAMED = 4


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
    most = max(flips, key=_moved)
    slots: dict[str, object] = {
        "option": view.option.title,
        "count": number(len(flips), published=True),
        "most": _name(most["quantity"]),
        "low": in_ten(min(group["mean"] for group in most["groups"])),
        "high": in_ten(max(group["mean"] for group in most["groups"])),
        "turning": join(_name(flip["quantity"]) for flip in turning[:_NAMED]),
    }
    last = f"year_{view.years}"
    columns = reads(view, f"holds.h2.{last}", f"no_force.h2.{last}")
    sentence = "prospects.ranking_turns" if turning else "prospects.ranking"
    return say(sentence, slots, computed_from=columns, grade="E")


def ranking_table(reader: RunReader) -> DataTable | None:
    """Return the quantities that move the flagship's advantage over no force most."""
    view = lead_view(reader)
    flips = ranking(view).get("no_force", []) if view else []
    if view is None or not flips:
        return None
    order = sorted(flips, key=lambda flip: (not flip["turns"], -_moved(flip), flip["quantity"]))
    return DataTable(
        f"What moves the advantage of “{view.option.title}” over no force",
        ("Quantity", "At its low end", "At its high end", "Where the comparison turns"),
        tuple(
            (_name(flip["quantity"]), *(_end(group) for group in _ends(flip)), _turn(flip))
            for flip in order[:_ROWS]
        ),
        "Of ten histories, how many more hold with the force, in the lowest and the highest fifth "
        "of the draws by that quantity, or in the variant where it does worst and best. The "
        f"{number(min(_ROWS, len(order)))} of {number(len(order), published=True)} quantities "
        "that move it most.",
    )


def _moved(flip: Mapping[str, Any]) -> float:
    means = [float(group["mean"]) for group in flip["groups"]]
    return max(means) - min(means)


def _ends(flip: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the first and the last fifth, or the worst and the best choice."""
    groups = list(flip["groups"])
    if isinstance(groups[0]["at"], str):
        groups.sort(key=lambda group: group["mean"])
    return [groups[0], groups[-1]]


def _end(group: Mapping[str, Any]) -> str:
    more = in_ten(float(group["mean"]))
    at = group["at"]
    return f"{more} ({label(at) if isinstance(at, str) else number(float(at))})"


def _turn(flip: Mapping[str, Any]) -> str:
    if not flip["turns"]:
        return "does not turn"
    return "by choice" if flip["value"] is None else f"at {number(float(flip['value']))}"


def _name(quantity: str) -> str:
    return "the structural variant" if quantity == "holding_variant" else quantity.replace("_", " ")
