"""Figure: the provocation above which a force makes an attack likelier than none does."""

from dataclasses import dataclass
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import draw_grid, kept
from ceasefire.briefing.figures.labels import text_width, wrap
from ceasefire.briefing.figures.marks import family_mark
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    AXIS,
    FAMILIES,
    MIDDLE,
    NARROW,
    RULE,
    SECONDARY,
    WIDE,
)

__all__ = ["Assumed", "FlipRow", "Provocation", "provocation_flip"]

_MOST: Final = 2.0  # stakes of the aggressor up to which a flip is sought
_TICKS: Final = (0.0, 0.5, 1.0, 1.5, 2.0)
_SHADES: Final = ("#E3E0D8", "#CFCBC1")


@dataclass(frozen=True)
class Assumed:
    """What a variant assumes: its name, and the range in stakes."""

    title: str
    ends: tuple[float, float]


@dataclass(frozen=True)
class FlipRow:
    """An option: nine in ten of its flips, None where no draw flips, and that in words."""

    title: str
    family: str
    ends: tuple[float, float] | None
    words: str


@dataclass(frozen=True)
class Provocation:
    """Options in the order of the pack, over what the variants assume."""

    assumed: tuple[Assumed, ...]
    rows: tuple[FlipRow, ...]
    description: str


@dataclass(frozen=True)
class _Layout:
    axis: tuple[float, float]
    column: float | None
    size: float


_LAYOUTS: Final = {
    WIDE: _Layout((320, 800), 824, 13),
    MIDDLE: _Layout((212, 446), 462, 12),
    NARROW: _Layout((4, NARROW - 12), None, 12),
}


def provocation_flip(data: Provocation, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the flips at one width in px."""
    layout = _LAYOUTS[width]
    sheet = Sheet(width, data.description)
    top = _key(sheet, data) + 44
    heights = [_height(row, layout, width) for row in data.rows]
    bottom = top + sum(heights)
    axis = Axis("stakes", "linear", (0.0, _MOST), layout.axis)
    for shade, one in zip(_SHADES, data.assumed, strict=False):
        sheet.rect(axis.at(one.ends[0]), top, axis.at(min(one.ends[1], _MOST)), bottom, shade)
    draw_grid(sheet, axis, _TICKS, (top, bottom), lambda tick: f"{tick:g}")
    sheet.text("adversary’s stakes", layout.axis[0], top - 22, 11, SECONDARY)
    y = top
    for row, height in zip(data.rows, heights, strict=True):
        _row(sheet, row, axis, layout, y, height)
        y += height
        sheet.rule(0, y, width, y, RULE)
    sheet.rule(layout.axis[0], y, layout.axis[1], y, AXIS)
    return sheet.spec(y + 4)


def _key(sheet: Sheet, data: Provocation) -> float:
    x, y, size = 0.0, 14.0, 11.0 if sheet.width == NARROW else 12.0
    for shade, one in zip(_SHADES, data.assumed, strict=False):
        needed = 28 + text_width(one.title, size)
        if x and x + needed > sheet.width:
            x, y = 0.0, y + 19
        sheet.rect(x, y - 11, x + 22, y + 2, shade)
        sheet.text(one.title, x + 28, y, size, SECONDARY)
        x += needed + 18
    return y


def _height(row: FlipRow, layout: _Layout, width: float) -> float:
    if layout.column is None:
        return 50 + 14.0 * (len(wrap(row.words, width, 11)) - 1)
    titles = wrap(row.title, layout.axis[0] - 34, layout.size)
    words = wrap(row.words, width - layout.column, 11)
    return max(15.0 * len(titles), 14.0 * len(words)) + 12


def _row(
    sheet: Sheet, row: FlipRow, axis: Axis, layout: _Layout, top: float, height: float
) -> None:
    if layout.column is None:
        family_mark(sheet, row.family, 6, top + 11, 4.5)
        sheet.text(wrap(row.title, sheet.width - 18, layout.size)[0], 16, top + 15, layout.size)
        sheet.lines(wrap(row.words, sheet.width, 11), 0, top + 29, 11, SECONDARY)
        middle = top + height - 10
    else:
        middle = top + height / 2
        family_mark(sheet, row.family, 8, middle, 5)
        titles = wrap(row.title, layout.axis[0] - 34, layout.size)
        sheet.lines(titles, 20, middle + 4.5 - 7.5 * (len(titles) - 1), layout.size, leading=15)
        words = wrap(row.words, sheet.width - layout.column, 11)
        sheet.lines(words, layout.column, middle + 4 - 7 * (len(words) - 1), 11, SECONDARY)
    colour = FAMILIES[row.family].colour
    if row.ends is None:
        return
    low, high = (kept(axis, end) for end in row.ends)
    sheet.rule(axis.at(low), middle, axis.at(high), middle, colour, 2.0)
    for end in dict.fromkeys((low, high)):
        sheet.rule(axis.at(end), middle - 7, axis.at(end), middle + 7, colour, 2.0)
