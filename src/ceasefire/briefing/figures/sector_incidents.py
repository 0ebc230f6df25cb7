"""Figure: incidents a year for each 100 km by class of sector, in worlds beside each other."""

from dataclasses import dataclass
from math import log10
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import Quantiles, draw_grid, kept
from ceasefire.briefing.figures.labels import short, text_width, thousands, wrap
from ceasefire.briefing.figures.marks import below_axis, family_mark, interval
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import AXIS, FAMILIES, MIDDLE, NARROW, RULE, SECONDARY, WIDE

__all__ = ["SectorIncidents", "SectorRow", "World", "sector_incidents"]


@dataclass(frozen=True)
class World:
    """A world that the sectors are shown in: its name and family."""

    title: str
    family: str


@dataclass(frozen=True)
class SectorRow:
    """A class of sector: quantiles and words for each world, in the order of the worlds."""

    title: str
    incidents: tuple[Quantiles, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class SectorIncidents:
    """Classes of sector, each with one bar a world."""

    worlds: tuple[World, ...]
    rows: tuple[SectorRow, ...]
    description: str


@dataclass(frozen=True)
class _Layout:
    axis: tuple[float, float]
    column: float | None
    size: float


_LAYOUTS: Final = {
    WIDE: _Layout((250, 880), 900, 13),
    MIDDLE: _Layout((176, 520), 534, 12),
    NARROW: _Layout((4, NARROW - 6), None, 12),
}
_BAR: Final = 18.0


def sector_incidents(data: SectorIncidents, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the incidents at one width in px."""
    layout = _LAYOUTS[width]
    sheet = Sheet(width, data.description)
    y = _key(sheet, data) + 40
    most = max(q[4] for row in data.rows for q in row.incidents)
    axis = Axis("incidents", "log", (1.0, max(10.0, most * 1.2)), layout.axis)
    ticks = [10.0**power for power in range(int(log10(axis.numbers()[1])) + 1)]
    heights = [_height(row, layout) for row in data.rows]
    words = thousands if width == WIDE else short
    draw_grid(sheet, axis, ticks, (y, y + sum(heights)), words)
    for row, height in zip(data.rows, heights, strict=True):
        _row(sheet, data, row, axis, layout, y, height)
        y += height
        sheet.rule(0, y, width, y, RULE)
    sheet.rule(layout.axis[0], y, layout.axis[1], y, AXIS)
    return sheet.spec(y + 4)


def _key(sheet: Sheet, data: SectorIncidents) -> float:
    x, y, size = 0.0, 14.0, 11.0 if sheet.width == NARROW else 12.0
    for world in data.worlds:
        needed = 20 + text_width(world.title, size)
        if x and x + needed > sheet.width:
            x, y = 0.0, y + 19
        family_mark(sheet, world.family, x + 6, y - 4, 5)
        sheet.text(world.title, x + 18, y, size, SECONDARY)
        x += needed + 18
    return y


def _height(row: SectorRow, layout: _Layout) -> float:
    bars = _BAR * len(row.incidents) + 10
    return bars + 20 + (14 * len(row.words)) if layout.column is None else max(bars, 40.0)


def _row(
    sheet: Sheet,
    data: SectorIncidents,
    row: SectorRow,
    axis: Axis,
    layout: _Layout,
    top: float,
    height: float,
) -> None:
    if layout.column is None:
        sheet.text(row.title, 0, top + 15, layout.size, bold=True)
        sheet.lines(list(row.words), 0, top + 29, 11, SECONDARY)
        first = top + 20 + 14 * len(row.words) + _BAR / 2
    else:
        lines = wrap(row.title, layout.axis[0] - 16, layout.size)
        middle = top + height / 2
        sheet.lines(lines, 0, middle + 4.5 - 7.5 * (len(lines) - 1), layout.size, leading=15)
        first = middle - _BAR * (len(row.incidents) - 1) / 2
        for number, text in enumerate(row.words):
            sheet.text(text, layout.column, first + _BAR * number + 4.5, layout.size, bold=True)
    for number, (quantiles, world) in enumerate(zip(row.incidents, data.worlds, strict=True)):
        y, colour = first + _BAR * number, FAMILIES[world.family].colour
        if quantiles[4] < 1.0:
            below_axis(sheet, axis.range[0] + 5, y, colour)
            continue
        p05, p25, p50, p75, p95 = (kept(axis, value) for value in quantiles)
        interval(sheet, axis, y, (p05, p25, p50, p75, p95), colour, False)
        if quantiles[0] < 1.0:
            below_axis(sheet, axis.range[0] + 5, y, colour)
