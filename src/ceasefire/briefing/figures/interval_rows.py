"""Rows of intervals on one measured axis, in groups: name, bar, words at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any, Final

from ceasefire.briefing.figures.labels import text_width, wrap
from ceasefire.briefing.figures.marks import below_axis, interval
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import AXIS, GRID, MIDDLE, NARROW, RULE, SECONDARY, WIDE

__all__ = [
    "GREY",
    "IntervalRow",
    "Quantiles",
    "RowGroup",
    "draw_grid",
    "even_ticks",
    "interval_rows",
    "kept",
    "with_own_scales",
]

GREY: Final = "#747D8A"
Quantiles = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class IntervalRow:
    """One row; ``quantiles`` are p05, p25, p50, p75, p95; no ``middle`` where E decides.

    ``words`` are the numbers of the row as text, ``note`` a line in grey below them.
    """

    title: str
    quantiles: Quantiles
    words: str
    note: str = ""
    colour: str = GREY
    middle: bool = True


@dataclass(frozen=True)
class RowGroup:
    """Rows under a heading of their own, which may be empty."""

    title: str
    rows: tuple[IntervalRow, ...]


@dataclass(frozen=True)
class _Layout:
    """Places at one width, in px; without ``column`` the words stand over the drawing."""

    axis: tuple[float, float]
    column: float | None
    size: float
    note: float


_LAYOUTS = {
    WIDE: _Layout((226, 796), 820, 13, 12),
    MIDDLE: _Layout((136, 404), 416, 12, 11),
    NARROW: _Layout((2, NARROW - 4), None, 12, 11),
}


def even_ticks(high: float, most: int = 6) -> list[float]:
    """Return round numbers from 0 to ``high`` in steps of 1, 2 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(high / most))
    steps = (factor * power for factor in (1, 2, 5, 10))
    step = next(step for step in steps if high / step <= most)
    return [step * i for i in range(floor(high / step) + 1)]


def kept(axis: Axis, value: float) -> float:
    """Return the value, or the nearer end of the axis where it lies outside."""
    low, high = axis.numbers()
    return min(max(value, low), high)


def draw_grid(
    sheet: Sheet,
    axis: Axis,
    ticks: Sequence[float],
    rows: tuple[float, float],
    words: Callable[[float], str],
    size: float = 11,
    baseline: float | None = None,
) -> None:
    """Draw upright lines between two heights, and their numbers on ``baseline``, px.

    A number that would touch the one before it is left out.
    """
    _grid_lines(sheet, axis, ticks, rows)
    end = -1e9
    for tick in ticks:
        width = text_width(words(tick), size)
        x = min(max(axis.px(tick), width / 2), sheet.width - width / 2)
        if x - width / 2 > end + 6:
            y = rows[0] - 6 if baseline is None else baseline
            sheet.text(words(tick), x, y, size, SECONDARY, "center")
            end = x + width / 2


def with_own_scales(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a specification whose layers may measure on different axes."""
    return {**spec, "resolve": {"scale": {"x": "independent", "y": "independent"}}}


def _grid_lines(
    sheet: Sheet, axis: Axis, ticks: Sequence[float], rows: tuple[float, float]
) -> None:
    for tick in ticks:
        sheet.rule(axis.at(tick), rows[0], axis.at(tick), rows[1], GRID)


def interval_rows(
    sheet: Sheet,
    axis_field: str,
    axis_title: str,
    groups: Sequence[RowGroup],
    words: Callable[[float], str],
    top: float = 0.0,
) -> float:
    """Draw groups of rows on one axis from zero and return their lower edge, in px."""
    layout = _LAYOUTS[int(sheet.width)]
    high = max(row.quantiles[4] for group in groups for row in group.rows) * 1.04
    axis = Axis(axis_field, "linear", (0.0, high or 1.0), layout.axis)
    beside = layout.column is not None
    sheet.text(axis_title, layout.axis[0] if beside else 0, top + 13, layout.note, SECONDARY)
    y = top + 38
    ticks = even_ticks(axis.numbers()[1], 6 if sheet.width == WIDE else 5)
    for number, group in enumerate(groups):
        if number:
            sheet.rule(0, y, sheet.width, y, RULE)
            y += 4
        if group.title:
            sheet.text(group.title, 0, y + 14, layout.size, bold=True)
            y += 21
        heights = [_height(row, layout, sheet.width) for row in group.rows]
        start, end = y, y + sum(heights)
        if number:
            _grid_lines(sheet, axis, ticks, (start, end))
        else:
            draw_grid(sheet, axis, ticks, (start, end), words, layout.note, top + 32)
        for row, height in zip(group.rows, heights, strict=True):
            _row(sheet, row, axis, layout, y)
            y += height
        y = end + 6
    sheet.rule(layout.axis[0], y - 6, layout.axis[1], y - 6, AXIS)
    return y


def _height(row: IntervalRow, layout: _Layout, width: float) -> float:
    if layout.column is None:
        notes = wrap(row.note, width, layout.note) if row.note else []
        return 40 + 14.0 * len(notes)
    notes = wrap(row.note, width - layout.column, layout.note) if row.note else []
    titles = wrap(row.title, layout.axis[0] - 14, layout.size)
    return max(18 + 14.0 * len(notes), 6 + 15.0 * len(titles)) + 8


def _row(sheet: Sheet, row: IntervalRow, axis: Axis, layout: _Layout, top: float) -> None:
    if layout.column is None:
        titles = wrap(row.title, sheet.width, layout.size)
        sheet.text(titles[0], 0, top + 14, layout.size)
        sheet.text(row.words, sheet.width - 1, top + 14, layout.size, align="right", bold=True)
        notes = wrap(row.note, sheet.width, layout.note) if row.note else []
        sheet.lines(notes, 0, top + 28, layout.note, SECONDARY)
        middle = top + 25 + 14.0 * len(notes)
    else:
        height = _height(row, layout, sheet.width)
        titles = wrap(row.title, layout.axis[0] - 14, layout.size)
        notes = wrap(row.note, sheet.width - layout.column, layout.note) if row.note else []
        middle = top + height / 2
        first = middle + 4.5 - 7.5 * (len(titles) - 1)
        sheet.lines(titles, 0, first, layout.size, leading=15)
        y = middle + 4.5 - 7.0 * len(notes)
        sheet.text(row.words, layout.column, y, layout.size, bold=True)
        sheet.lines(notes, layout.column, y + 14, layout.note, SECONDARY)
    interval(sheet, axis, middle, row.quantiles, row.colour, row.middle)
    if row.quantiles[4] <= 0:
        below_axis(sheet, axis.range[0] + 5, middle, row.colour)
