"""Sizes claimed in the debate, as references across a troop axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ceasefire.briefing.figures.labels import spread, text_width, thousands
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import INK, NARROW, REFERENCE, SECONDARY, WIDE

_APART: Final = 14.0  # between two labels, in px


@dataclass(frozen=True)
class Claim:
    """A size claimed in the debate, in troops; ``brief`` names the speaker on narrow pages."""

    low: float
    high: float
    who: str
    brief: str


def draw_claims(
    sheet: Sheet, claims: Sequence[Claim], axis: Axis, parts: Sequence[tuple[float, float]]
) -> None:
    """Draw the claims as bands or lines with their labels above, moved apart where they meet.

    Speakers are named in full where all names fit over the axis, else briefly.
    """
    wide = sheet.width == WIDE
    size = 12.0 if wide else 11.0
    claims = sorted(claims, key=lambda claim: claim.low)
    sizes = [
        thousands(c.low) if c.low == c.high else f"{thousands(c.low)}–{thousands(c.high)}"
        for c in claims
    ]
    left = 0.0 if sheet.width == NARROW else axis.range[0]
    right = 862.0 if wide else sheet.width
    names, widths = [c.who for c in claims], _widths([c.who for c in claims], sizes, size)
    if sum(widths) + _APART * (len(widths) - 1) > right - left:
        names = [claim.brief for claim in claims]
        widths = _widths(names, sizes, size)
    middles = [(axis.px(c.low) + axis.px(c.high)) / 2 for c in claims]
    gaps = [(a + b) / 2 + _APART for a, b in pairwise(widths)]
    if claims:
        middles = spread(middles, gaps, left + widths[0] / 2, right - widths[-1] / 2)
    for claim, name, number, x in zip(claims, names, sizes, middles, strict=True):
        start, end = axis.at(claim.low), axis.at(claim.high)
        for top, bottom in parts:
            if claim.low == claim.high:
                sheet.rule(start, top, start, bottom, "#B9B5AA", 1.4)
            else:
                sheet.rect(start, top, end, bottom, REFERENCE)
        sheet.text(name, x, 30, size, SECONDARY, "center")
        sheet.text(number, x, 46, size + 0.5, INK, "center", bold=True)


def _widths(names: Sequence[str], sizes: Sequence[str], size: float) -> list[float]:
    return [
        max(text_width(name, size), text_width(number, size + 0.5, True))
        for name, number in zip(names, sizes, strict=True)
    ]
