"""The pool that must stand behind a deployed force, by rotation rule."""

from dataclasses import dataclass
from typing import Any

from ceasefire.briefing.figures.labels import (
    Box,
    beside,
    first_free,
    short,
    text_box,
    text_width,
    thousands,
    wrap,
)
from ceasefire.briefing.figures.marks import family_mark, mark_box
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import AXIS, GRID, MIDDLE, NARROW, RULE, SECONDARY, WIDE


@dataclass(frozen=True)
class RotationRule:
    """One rule: soldiers in the pool for one deployed; ``name`` says whose."""

    multiplier: float
    name: str


@dataclass(frozen=True)
class PublishedPool:
    """A pool named in public, in troops; ``after`` the as-of date it is hollow."""

    pool: float
    label: str
    after: bool


@dataclass(frozen=True)
class PoolRow:
    """One force size in deployed troops, its pool by each rule, and the pools published for it."""

    force: float
    note: str
    pools: tuple[float, ...]
    published: tuple[PublishedPool, ...] = ()


@dataclass(frozen=True)
class RotationPools:
    """Rules by rising multiplier and rows by force; a rule is discrete, never averaged."""

    rules: tuple[RotationRule, ...]
    rows: tuple[PoolRow, ...]
    description: str


@dataclass(frozen=True)
class _Layout:
    """Places at one width, in px; without ``column`` the words stand over the drawing."""

    axis: tuple[float, float]
    column: float | None
    row: float
    line: float
    note: float
    rules: int
    size: float


_LAYOUTS = {
    WIDE: _Layout((226, 850), 872, 66, 32, 210, 3, 12.5),
    MIDDLE: _Layout((104, 506), 522, 54, 30, 92, 2, 12),
    NARROW: _Layout((4, NARROW - 6), None, 88, 54, 0, 1, 11),
}
_GREY = "#747D8A"
_TICKS = tuple(k * p for p in (1e3, 1e4, 1e5, 1e6) for k in (1, 3))


def rotation_pools(data: RotationPools, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the pools at one width in px.

    One row a force size: a tick a rule on a logarithmic troop axis, published pools as dots.
    """
    layout = _LAYOUTS[width]
    sheet = Sheet(width, data.description)
    pools = [pool for row in data.rows for pool in row.pools]
    pools += [published.pool for row in data.rows for published in row.published]
    ends = (min(pools) / 1.35, max(pools) * 1.35)
    axis = Axis("pool", "log", ends, layout.axis)
    top, height = 26.0, layout.row
    bottom = top + height * len(data.rows)
    lines = [top + height * i + layout.line for i in range(len(data.rows))]
    _grid(sheet, axis, lines, bottom)
    for i in range(1, len(data.rows)):
        y = top + height * i
        sheet.rule(0, y, width, y, RULE)
    for row, y in zip(data.rows, lines, strict=True):
        sheet.rule(
            axis.at(row.pools[0]),
            y,
            axis.at(row.pools[-1]),
            y,
            _GREY,
            2,
        )
    for row, y in zip(data.rows, lines, strict=True):
        for pool in row.pools:
            place = axis.at(pool)
            sheet.rule(place, y - 6, place, y + 6, _GREY, 2)
    for i, (row, y) in enumerate(zip(data.rows, lines, strict=True)):
        right = axis.range[1] + (14 if layout.column else 2)
        frame = Box(axis.range[0], y - layout.line, right, y + height - layout.line)
        _published(sheet, row, axis, y, _name_rules(sheet, row, data.rules, axis, y), frame)
        _words(sheet, row, top + height * i, y)
    return sheet.spec(_key(sheet, data.rules, bottom + 42))


def _grid(sheet: Sheet, axis: Axis, lines: list[float], bottom: float) -> None:
    layout, wide = _LAYOUTS[int(sheet.width)], sheet.width == WIDE
    low, high = axis.numbers()
    ticks = [tick for tick in _TICKS if low <= tick <= high]
    for tick in ticks:
        for y in lines:
            sheet.rule(axis.at(tick), y - 24, axis.at(tick), y + layout.row - layout.line - 6, GRID)
        label = thousands(tick) if wide else short(tick)
        sheet.text(label, axis.at(tick), bottom + 16, 12 if wide else 11, SECONDARY, "center")
    sheet.rule(axis.range[0], bottom, axis.range[1], bottom, AXIS)
    if layout.column is not None:
        sheet.text("deployed", 0, 14, 12, SECONDARY)
        sheet.text("soldiers in the pool, log scale", axis.range[0], 14, 12, SECONDARY)
        sheet.text("pool", layout.column, 14, 12, SECONDARY)
    else:
        sheet.text("soldiers in the pool, log scale", 0, 14, 11, SECONDARY)


def _name_rules(
    sheet: Sheet, row: PoolRow, rules: tuple[RotationRule, ...], axis: Axis, y: float
) -> list[Box]:
    """Name the ticks, both ends first, and return the boxes that labels must keep clear of."""
    first, *between = zip(rules, row.pools, strict=True)
    taken = [Box(axis.px(row.pools[0]), y - 7, axis.px(row.pools[-1]), y + 7)]
    for rule, pool in [first, *between[-1:], *between[:-1]]:
        label, place = f"×{rule.multiplier:g}", axis.at(pool)
        box = text_box([label], place.px, y - 12, 11, "center")
        if not any(box.overlaps(other, 2) for other in taken[1:]):
            sheet.text(label, place, y - 12, 11, SECONDARY, "center")
            taken.append(box)
    return taken


def _published(
    sheet: Sheet, row: PoolRow, axis: Axis, y: float, taken: list[Box], frame: Box
) -> None:
    size = 12.0 if sheet.width == WIDE else 11.0
    boxes = [mark_box(axis.at(published.pool), y, 5) for published in row.published]
    for published in row.published:
        family_mark(sheet, "none", axis.at(published.pool), y, 5.2, hollow=published.after)
    taken = [*taken, *boxes]
    for published, box in zip(row.published, boxes, strict=True):
        below = Box(box.left, box.top, box.right, box.bottom + 2)
        for lines in ([published.label], wrap(published.label, 120, size)):
            spot = first_free(beside(lines, below, size), taken, frame)
            if spot is not None:
                sheet.lines(lines, spot.x, spot.y, size, align=spot.align)
                taken.append(spot.box)
                break


def _words(sheet: Sheet, row: PoolRow, top: float, y: float) -> None:
    words = "–".join(dict.fromkeys(map(thousands, (row.pools[0], row.pools[-1]))))
    layout = _LAYOUTS[int(sheet.width)]
    if layout.column is not None:
        size = layout.size + 1.5
        sheet.text(thousands(row.force), 0, y + 2, size, bold=True)
        lines = wrap(row.note, layout.note, layout.size)
        sheet.lines(lines, 0, y + 18, layout.size, SECONDARY, leading=15)
        sheet.text(words, layout.column, y + 5, size, bold=True)
    else:
        sheet.text(thousands(row.force), 0, top + 18, 13, bold=True)
        after = text_width(thousands(row.force), 13, True) + 7
        room = sheet.width - after - text_width(words, 12, True) - 8
        sheet.text(wrap(row.note, room, 11)[0] if row.note else "", after, top + 18, 11, SECONDARY)
        sheet.text(words, sheet.width - 1, top + 18, 12, align="right", bold=True)


def _key(sheet: Sheet, rules: tuple[RotationRule, ...], top: float) -> float:
    """List whose rule each multiplier is, in columns, and return the lower edge."""
    layout = _LAYOUTS[int(sheet.width)]
    count, size = layout.rules, layout.size
    room = sheet.width / count
    y, lowest = top, top
    for i, rule in enumerate(rules):
        if i and i % count == 0:
            y = lowest + 6
        x = room * (i % count)
        sheet.text(f"×{rule.multiplier:g}", x, y, size, bold=True)
        lines = wrap(rule.name, room - 46, size)
        lowest = max(lowest, sheet.lines(lines, x + 32, y, size, SECONDARY, leading=15))
    return lowest - 4
