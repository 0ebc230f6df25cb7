"""What an option is worth where all of it comes: its label is a size, its draws often are not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.deploy_data import MAIN_RULE
from ceasefire.briefing.holding_data import HoldingView, holding_views, lead_view, reads, tenths
from ceasefire.briefing.holding_read import about, gain_words
from ceasefire.briefing.model import DataTable, Statement
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.say import say

__all__ = ["came_in_full", "full_statement", "full_table"]

_FULL = 0.8
"""Share of what is asked for from which a force counts as come in full (MODEL.md 0, holding)."""
_FEWEST, _LEAST_VARIANTS = 5, 3
_COLUMN = f"coalition.{MAIN_RULE}_troops"


def came_in_full(view: HoldingView) -> NDArray[np.bool_] | None:
    """Return the draws in which at least four fifths of the size come; None without a coalition."""
    reader, id = view.reader, view.option.id
    if view.option.troops_high == 0 or _COLUMN not in reader.names("deploy", id):
        return None
    came = reader.values("deploy", id, _COLUMN).astype(float)
    asked = reader.values("size", id, "size_troops").astype(float)
    full: NDArray[np.bool_] = came >= _FULL * asked
    return full & np.isfinite(view.values("holds.h2.year_1"))


def full_statement(reader: RunReader) -> Statement | None:
    """Return how often the flagship comes in full, and what it is worth then."""
    view = lead_view(reader)
    full = came_in_full(view) if view else None
    if view is None or full is None:
        return None
    slots: dict[str, object] = {"option": view.option.title, "share": about(_share(view, full))}
    worth = _worth(view, full)
    slots |= {"all": gain_words(view.histories(_gain(view)))}
    if worth is not None:
        slots["gain"] = worth
    last = f"year_{view.years}"
    return say(
        "prospects.full" if worth is not None else "prospects.full_rare",
        slots,
        computed_from=(
            *reads(view, f"holds.h2.{last}", f"no_force.h2.{last}"),
            f"deploy/{view.option.id}/{_COLUMN}",
            f"size/{view.option.id}/size_troops",
        ),
        grade="E",
    )


def full_table(reader: RunReader) -> DataTable | None:
    """Return for each force how often it comes in full, and what it is worth then."""
    rows = []
    for view in holding_views(reader):
        full = came_in_full(view)
        if full is None:
            continue
        worth = _worth(view, full)
        rows.append(
            (
                view.option.title,
                about(_share(view, full)),
                gain_words(view.histories(_gain(view))),
                "too few draws" if worth is None else worth,
                "too few draws" if worth is None else _holds(view, full),
            )
        )
    if not rows:
        return None
    return DataTable(
        "If it came in full",
        (
            "Option",
            "Comes in full, of ten draws",
            "Of ten histories hold, against no force",
            "The same where it comes in full",
            "That it holds there",
        ),
        tuple(rows),
        "In full: at least four fifths of what the option asks for. Where less comes, options of "
        "any size are the same small force under several names. No large-scale war to the last "
        "year, over the variants with at least five such draws; a coalition comes more often "
        "where the backer gives more, so these draws are not the others with a larger force.",
    )


def _share(view: HoldingView, full: NDArray[np.bool_]) -> float:
    known = np.isfinite(view.values("holds.h2.year_1"))
    return float(full.sum() / known.sum())


def _gain(view: HoldingView) -> NDArray[np.float64]:
    last = f"year_{view.years}"
    gain: NDArray[np.float64] = view.values(f"holds.h2.{last}") - view.values(f"no_force.h2.{last}")
    return gain


def _enough(view: HoldingView, full: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the draws that come in full, of variants with enough of them."""
    kept = np.zeros_like(full)
    for mask in view.masks.values():
        if (mask & full).sum() >= _FEWEST:
            kept |= mask & full
    return kept


def _worth(view: HoldingView, full: NDArray[np.bool_]) -> str | None:
    gains = view.histories(_gain(view), _enough(view, full))
    return gain_words(gains) if len(gains) >= _LEAST_VARIANTS else None


def _holds(view: HoldingView, full: NDArray[np.bool_]) -> str:
    return tenths(view.band(f"holds.h2.year_{view.years}", _enough(view, full)))
