"""Figure: what a method would have said over what planners asked for, a row a case, log axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ceasefire.briefing.figures.interval_rows import GREY, Quantiles, draw_grid
from ceasefire.briefing.figures.labels import wrap
from ceasefire.briefing.figures.marks import interval
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import AXIS, MIDDLE, NARROW, SECONDARY, WIDE

__all__ = ["RatioRow", "TrackRecord", "track_record"]

_BAND = "#E8EBEF"
_AXES = {WIDE: (360.0, 1040.0), MIDDLE: (230.0, 620.0), NARROW: (2.0, NARROW - 4.0)}
_ROW = 30.0
_TICKS = (0.01, 0.1, 0.5, 1.0, 2.0, 10.0, 100.0)


@dataclass(frozen=True)
class RatioRow:
    """A case: its name, and quantiles of prediction over target (5, 25, 50, 75, 95%)."""

    title: str
    quantiles: Quantiles


@dataclass(frozen=True)
class TrackRecord:
    """The rows of a method, and what is shown in words."""

    rows: tuple[RatioRow, ...]
    description: str


def track_record(data: TrackRecord, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the record at one width in px."""
    sheet = Sheet(width, data.description)
    low = min(0.4, min(row.quantiles[0] for row in data.rows)) / 1.2
    high = max(2.5, max(row.quantiles[4] for row in data.rows)) * 1.2
    axis = Axis("ratio", "log", (low, high), _AXES[width])
    beside = width != NARROW
    row = _ROW if beside else _ROW + 16
    top, end = 44.0, 44.0 + row * len(data.rows)
    sheet.rect(axis.at(0.5), top, axis.at(2.0), end, _BAND)
    title = "prediction as a multiple of what was asked for"
    sheet.text(title, axis.range[0], 13, 12, SECONDARY)
    ticks: Sequence[float] = [tick for tick in _TICKS if low <= tick <= high]
    draw_grid(sheet, axis, ticks, (top, end), lambda tick: f"{tick:g}×", 11, 36)
    for number, case in enumerate(data.rows):
        y = top + row * number
        if beside:
            lines = wrap(case.title, axis.range[0] - 14, 12)[:2]
            sheet.lines(lines, 0, y + row / 2 + 4 - 7 * (len(lines) - 1), 12, leading=14)
            across = y + row / 2
        else:
            sheet.text(wrap(case.title, sheet.width, 12)[0], 0, y + 16, 12)
            across = y + 31
        interval(sheet, axis, across, case.quantiles, GREY, True)
    sheet.rule(axis.range[0], end, axis.range[1], end, AXIS)
    return sheet.spec(end + 6)
