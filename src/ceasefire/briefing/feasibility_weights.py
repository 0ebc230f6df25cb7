"""Tables of what decides whether it happens: the backer, and each quantity at either end."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ceasefire.briefing.feasibility_data import HEADLINE, FeasibilityView, weights
from ceasefire.briefing.feasibility_say import quantity_words, tenths_of
from ceasefire.briefing.holding_data import tenths
from ceasefire.briefing.model import Band, DataTable

__all__ = ["by_backer", "hangs_on"]

_SHOWN = 6
_JUDGED = "Nine draws in ten; this project’s judgement."
_LEARNT = (
    "Shares of the rank variance from draw to draw, which learning the quantity would take away. "
    "Ends: its lowest and highest fifth; of a choice, the first and the last."
)
_NEVER_EVEN = " No quantity, at either end of its range, makes a ceasefire an even chance."


def by_backer(view: FeasibilityView) -> DataTable | None:
    """Return the chances by the state of the backer, which the draws hold in equal parts."""
    happens, both = view.in_states(view.happens), view.in_states(view.both)
    if not view.sends or len(happens) < 2:
        return None
    return DataTable(
        "All of it, by the state of the backer",
        ("The backer gives", "A ceasefire and the force", "And then holds"),
        tuple(
            (name.replace("_", " "), tenths(band), tenths(both[name]))
            for name, band in happens.items()
        ),
        f"{_JUDGED} For “{view.option.title}”. Which state it will be is not foretold: the draws "
        "hold as many of each.",
    )


def hangs_on(view: FeasibilityView) -> DataTable | None:
    """Return the quantities that move the answer most, and a ceasefire at either end of each."""
    settled = dict(weights(view, view.values(f"settlement.{HEADLINE}")))
    whole = dict(weights(view, view.happens))
    known = {*settled, *whole}
    names = sorted(known, key=lambda n: (-max(settled.get(n, 0.0), whole.get(n, 0.0)), n))[:_SHOWN]
    if not names:
        return None
    ends = {name: tuple(_ends(view, name)) for name in names}
    short = all(band.high < 0.5 for bands in ends.values() for band in bands)
    return DataTable(
        "What the answer hangs on",
        (
            "Quantity",
            "Of what moves a ceasefire",
            "Of what moves all of it",
            "A ceasefire, at its low end",
            "At its high end",
        ),
        tuple(
            (
                quantity_words(view, name),
                tenths_of(settled.get(name, 0.0)),
                tenths_of(whole.get(name, 0.0)),
                *(tenths(band) for band in ends[name]),
            )
            for name in names
        ),
        f"{_JUDGED} {_LEARNT}{_NEVER_EVEN if short else ''}",
    )


def _ends(view: FeasibilityView, name: str) -> Iterator[Band]:
    """Yield the chance of a ceasefire at both ends of a quantity: fifths, or choices."""
    settled, drawn = view.values(f"settlement.{HEADLINE}"), view.reader.parameter(name)
    low, high = np.quantile(drawn, [0.2, 0.8])
    for mask in (drawn <= low, drawn >= high):
        yield view.envelope(np.where(mask, settled, np.nan))
