"""Figure: chances by month in small multiples, each with its own scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import with_own_scales
from ceasefire.briefing.figures.labels import Box, wrap
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import AXIS, GRID, MIDDLE, NARROW, SECONDARY, WIDE

__all__ = ["LookBack", "LookBackPanel", "look_back"]

_COLUMNS: Final = {WIDE: 4, MIDDLE: 2, NARROW: 1}
_INK, _FILL = "#2B5C8A", "#2B5C8A33"
_STEPS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)


@dataclass(frozen=True)
class LookBackPanel:
    """One chance over time: low and high by date, and words for its last value."""

    title: str
    low: tuple[float, ...]
    high: tuple[float, ...]
    words: str


@dataclass(frozen=True)
class LookBack:
    """The panels over the same dates."""

    days: tuple[date, ...]
    panels: tuple[LookBackPanel, ...]
    description: str


def look_back(data: LookBack, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the look back at one width in px."""
    sheet = Sheet(width, data.description)
    columns = min(_COLUMNS[width], len(data.panels))
    gap = 30.0 if width != NARROW else 0.0
    room = (width - gap * (columns - 1)) / columns
    y = 0.0
    for start in range(0, len(data.panels), columns):
        panels = data.panels[start : start + columns]
        boxes = [Box(i * (room + gap), y, i * (room + gap) + room, y) for i in range(len(panels))]
        pairs = list(zip(panels, boxes, strict=True))
        top = max(_words(sheet, panel, box) for panel, box in pairs)
        y = max(_panel(sheet, data.days, panel, box, top) for panel, box in pairs) + 26
    return with_own_scales(sheet.spec(y - 20))


def _words(sheet: Sheet, panel: LookBackPanel, box: Box) -> float:
    room = box.right - box.left
    y = sheet.lines(wrap(panel.title, room, 13, True), box.left, box.top + 14, 13, bold=True)
    return sheet.lines(wrap(panel.words, room, 11), box.left, y + 2, 11, SECONDARY)


def _panel(sheet: Sheet, days: Sequence[date], panel: LookBackPanel, box: Box, top: float) -> float:
    """Draw one chance below ``top`` and return the lower edge."""
    bottom = top + (130 if sheet.width == WIDE else 104)
    left, right = box.left + 34, box.right - 6
    most = next(step for step in _STEPS if step >= min(1.0, max(panel.high)))
    chances = Axis("chance", "linear", (0.0, most), (bottom, top))
    for tick in (0.0, most / 2.0, most):
        sheet.rule(left, chances.at(tick), right, chances.at(tick), GRID)
        sheet.text(f"{100 * tick:g}%", left - 6, chances.px(tick) + 4, 11, SECONDARY, "right")
    first, last = days[0].toordinal(), days[-1].toordinal()
    span = max(1, last - first)
    xs = [left + (right - left) * (day.toordinal() - first) / span for day in days]
    upper = list(zip(xs, (chances.px(v) for v in panel.high), strict=True))
    lower = list(zip(xs, (chances.px(v) for v in panel.low), strict=True))
    _band(sheet, upper, lower, (left, bottom))
    for line in (upper, lower):
        for (x, y), (x2, y2) in pairwise(line):
            sheet.rule(x, y, x2, y2, _INK, 1.4)
    sheet.rule(left, bottom, right, bottom, AXIS)
    for place, align in ((0, "left"), (-1, "right")):
        words = f"{days[place]:%m}/{days[place].year}"
        x = left if place == 0 else right
        sheet.text(words, x, bottom + 15, 11, SECONDARY, "left" if align == "left" else "right")
    return bottom + 16


def _band(
    sheet: Sheet,
    upper: Sequence[tuple[float, float]],
    lower: Sequence[tuple[float, float]],
    foot: tuple[float, float],
) -> None:
    """Fill between two lines: one symbol, in px from the left foot."""
    corners = "L".join(f"{x - foot[0]:.1f},{y - foot[1]:.1f}" for x, y in (*upper, *lower[::-1]))
    # A symbol of 4 square px is drawn at half its root, one px to the unit.
    sheet.point(foot[0], foot[1], f"M{corners}Z", 4, _FILL, _FILL, 0.0)
