"""Figure: boxes of assumptions, each limit as the part of a quantity's range that it keeps."""

from dataclasses import dataclass
from typing import Any, Final

from ceasefire.briefing.figures.labels import wrap
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import GRID, MIDDLE, NARROW, RULE, SECONDARY, WIDE

__all__ = ["BoxPanel", "BoxSide", "DiscoveryBoxes", "discovery_boxes"]

_BARS: Final = {WIDE: (420.0, 760.0), MIDDLE: (236.0, 430.0), NARROW: (0.0, 350.0)}
_KEPT = "#192B84"


@dataclass(frozen=True)
class BoxSide:
    """A limit: the kept parts of the quantity's range, from 0 to 1, and the limit in words."""

    title: str
    kept: tuple[tuple[float, float], ...]
    words: str


@dataclass(frozen=True)
class BoxPanel:
    """A box: its case in words, what it holds in words, and its limits."""

    title: str
    words: str
    sides: tuple[BoxSide, ...]


@dataclass(frozen=True)
class DiscoveryBoxes:
    """Boxes, one below the other."""

    panels: tuple[BoxPanel, ...]
    description: str


def discovery_boxes(data: DiscoveryBoxes, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the boxes at one width in px."""
    sheet = Sheet(width, data.description)
    y = 0.0
    for number, panel in enumerate(data.panels):
        if number:
            sheet.rule(0, y, width, y, RULE)
            y += 6
        y = sheet.lines(wrap(panel.title, width, 13, True), 0, y + 15, 13, bold=True)
        y = sheet.lines(wrap(panel.words, width, 11), 0, y + 1, 11, SECONDARY)
        for side in panel.sides:
            y = _side(sheet, side, y, width)
        y += 10
    return sheet.spec(y)


def _side(sheet: Sheet, side: BoxSide, top: float, width: int) -> float:
    """Draw a limit below ``top`` and return its lower edge."""
    left, right = _BARS[width]
    if width == NARROW:
        y = sheet.lines(wrap(side.title, width, 12), 0, top + 8, 12)
        y = sheet.lines(wrap(side.words, width, 11), 0, y, 11, SECONDARY)
        middle, bottom = y, y + 14
    else:
        names = wrap(side.title, left - 14, 12)
        words = wrap(side.words, width - right - 14, 11)
        height = max(24.0, 15.0 * len(names) + 6, 14.0 * len(words) + 8)
        middle = top + height / 2
        sheet.lines(names, 0, middle + 4.5 - 7.5 * (len(names) - 1), 12, leading=15)
        first = middle + 4 - 7.0 * (len(words) - 1)
        sheet.lines(words, right + 14, first, 11, SECONDARY)
        bottom = top + height
    sheet.rect(left, middle - 5, right, middle + 5, GRID)
    for start, stop in side.kept:
        span = right - left
        sheet.rect(left + span * start, middle - 5, left + span * stop, middle + 5, _KEPT, 0.85)
    return bottom
