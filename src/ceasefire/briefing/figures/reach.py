"""Figure: the size that a coalition reaches under each rotation rule, against the size asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import GREY, Quantiles, draw_grid, kept
from ceasefire.briefing.figures.labels import rounded, short, span, text_width, thousands, wrap
from ceasefire.briefing.figures.marks import below_axis, family_mark, interval, log_ticks
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    FAMILIES,
    INK,
    MIDDLE,
    NARROW,
    PAPER,
    RULE,
    SECONDARY,
    WIDE,
)

__all__ = ["Reach", "ReachRow", "ReachRule", "reach"]

SHADES: Final = ("#A9B0B9", GREY, INK)
LEAST: Final = 1_000.0  # where the logarithmic axis begins, in troops


@dataclass(frozen=True)
class ReachRule:
    """A rule of rotation: its name on the page, and whether coalitions are put together by it."""

    name: str
    main: bool


@dataclass(frozen=True)
class ReachRow:
    """An option: the troops it asks for, and what a coalition brings under each rule.

    Without a middle: who joins is judged.
    """

    title: str
    family: str
    asked: tuple[float, float]
    reached: tuple[Quantiles, ...]


@dataclass(frozen=True)
class Reach:
    """Options by size, and the rules in the order of each row's bars."""

    rules: tuple[ReachRule, ...]
    rows: tuple[ReachRow, ...]
    description: str


@dataclass(frozen=True)
class _Layout:
    axis: tuple[float, float]
    column: float | None
    size: float
    room: float  # for a row that has its words beside it


_LAYOUTS = {
    WIDE: _Layout((300, 880), 900, 13, 38),
    MIDDLE: _Layout((206, 532), 544, 12, 35),
    NARROW: _Layout((4, NARROW - 6), None, 12, 62),
}


def reach(data: Reach, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the sizes reached at one width in px."""
    layout = _LAYOUTS[width]
    sheet = Sheet(width, data.description)
    most = max(max(row.asked[1], *(q[4] for q in row.reached)) for row in data.rows)
    axis = Axis("troops", "log", (LEAST, max(most, 2 * LEAST) * 1.15), layout.axis)
    top = _key(sheet, data.rules) + 46
    main_rule = [rule.main for rule in data.rules].index(True)
    heights = [_height(row, main_rule, layout, sheet) for row in data.rows]
    bottom = top + sum(heights)
    sheet.text("troops, log scale", layout.axis[0], top - 24, 11, SECONDARY)
    if layout.column is not None:
        words = wrap(f"by {data.rules[main_rule].name}", width - layout.column, 11)
        sheet.lines(words[:2], layout.column, top - 8 - 13 * (len(words[:2]) - 1), 11, SECONDARY,
                    leading=13)  # fmt: skip
    draw_grid(
        sheet,
        axis,
        log_ticks(*axis.numbers()),
        (top, bottom),
        thousands if width == WIDE else short,
    )
    edges = [top, *(top + sum(heights[: i + 1]) for i in range(len(heights)))]
    middles = [(start + end) / 2 for start, end in pairwise(edges)]
    if layout.column is None:
        middles = [end - 22 for end in edges[1:]]
    _asked(sheet, data.rows, axis, middles)
    for row, middle in zip(data.rows, middles, strict=True):
        _bars(sheet, row, axis, middle)
    for row, start, middle in zip(data.rows, edges[:-1], middles, strict=True):
        _words(sheet, row, main_rule, layout, (start, middle))
    for y in edges[1:]:
        sheet.rule(0, y, width, y, RULE)
    return sheet.spec(bottom + 4)


def _key(sheet: Sheet, rules: Sequence[ReachRule]) -> float:
    """Say what the bars and the outlined mark are, and return the last baseline."""
    size = 11.0 if sheet.width == NARROW else 12.0
    x, y = 0.0, 14.0
    entries = [*(f"by {rule.name}" for rule in rules), "what the option asks for"]
    for index, words in enumerate(entries):
        needed = 34 + text_width(words, size)
        if x and x + needed > sheet.width:
            x, y = 0.0, y + 19
        if index < len(rules):
            sheet.rule(x, y - 4, x + 26, y - 4, SHADES[index], 2.0)
            sheet.rule(x + 6, y - 4, x + 20, y - 4, SHADES[index], 6.0)
        else:
            sheet.rect(x + 8, y - 13, x + 18, y + 4, PAPER, stroke=INK)
        sheet.text(words, x + 32, y, size, SECONDARY)
        x += needed + 16
    return y


def _reached(row: ReachRow, rule: int) -> str:
    """Return the troops reached under a rule in words."""
    low, _, _, _, high = row.reached[rule]
    if high < 1:
        return "nobody"
    return f"up to {rounded(high)}" if low < 1 else span(low, high)


def _title_over(row: ReachRow, words: str, layout: _Layout, sheet: Sheet) -> list[str]:
    """Return the lines of a title that stands over its bars, left of the words."""
    room = sheet.width - 18 - text_width(words, layout.size, True) - 8
    return wrap(row.title, room, layout.size)


def _height(row: ReachRow, main: int, layout: _Layout, sheet: Sheet) -> float:
    if layout.column is None:
        return layout.room + 13.0 * (len(_title_over(row, _reached(row, main), layout, sheet)) - 1)
    titles = wrap(row.title, layout.axis[0] - 30, layout.size)
    return max(layout.room, 15.0 * len(titles) + 6)


def _asked(sheet: Sheet, rows: Sequence[ReachRow], axis: Axis, middles: Sequence[float]) -> None:
    """Outline the sizes asked for: a pale box, at least 10 px wide."""
    for row, y in zip(rows, middles, strict=True):
        low, high = (axis.px(kept(axis, value)) for value in row.asked)
        if high - low < 10:
            low, high = (low + high) / 2 - 5, (low + high) / 2 + 5
        sheet.rect(low, y - 15, high, y + 15, PAPER, stroke=FAMILIES[row.family].colour)


def _bars(sheet: Sheet, row: ReachRow, axis: Axis, middle: float) -> None:
    for index, quantiles in enumerate(row.reached):
        y = middle + 9.0 * (index - (len(row.reached) - 1) / 2)
        if quantiles[4] < LEAST:
            below_axis(sheet, axis.range[0] + 5, y, SHADES[index])
            continue
        p05, p25, p50, p75, p95 = (kept(axis, value) for value in quantiles)
        interval(sheet, axis, y, (p05, p25, p50, p75, p95), SHADES[index], middle=False)
        if quantiles[0] < LEAST:
            below_axis(sheet, axis.range[0], y, SHADES[index])


def _words(
    sheet: Sheet, row: ReachRow, main: int, layout: _Layout, places: tuple[float, float]
) -> None:
    top, middle = places
    words = _reached(row, main)
    if layout.column is None:
        family_mark(sheet, row.family, 6, top + 11, 4.5)
        lines = _title_over(row, words, layout, sheet)
        sheet.lines(lines, 16, top + 15, layout.size, leading=13)
        sheet.text(words, sheet.width - 1, top + 15, layout.size, align="right", bold=True)
        return
    family_mark(sheet, row.family, 8, middle, 5)
    titles = wrap(row.title, layout.axis[0] - 30, layout.size)
    sheet.lines(titles, 20, middle + 4.5 - 7.5 * (len(titles) - 1), layout.size, leading=15)
    sheet.text(words, layout.column, middle + 4.5, layout.size, bold=True)
