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
from ceasefire.briefing.figures.theme import AXIS, GRID, RULE, SECONDARY, WIDE


@dataclass(frozen=True)
class RotationRule:
    """One rule: the pool is ``multiplier`` times the deployed force; ``name`` says whose."""

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
    """One force size in deployed troops and the pools published for it."""

    force: float
    note: str
    published: tuple[PublishedPool, ...] = ()


@dataclass(frozen=True)
class RotationPools:
    """Rules by multiplier and rows by force; a rule is discrete, never averaged."""

    rules: tuple[RotationRule, ...]
    rows: tuple[PoolRow, ...]
    description: str


_GREY = "#747D8A"
_TICKS = tuple(k * p for p in (1e3, 1e4, 1e5, 1e6) for k in (1, 3))


def rotation_pools(data: RotationPools, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the pools at one width in px.

    One row a force size: a tick a rule on a logarithmic troop axis, published pools as dots.
    """
    wide = width == WIDE
    sheet = Sheet(width, data.description)
    rules = sorted(data.rules, key=lambda rule: rule.multiplier)
    pools = [row.force * rule.multiplier for row in data.rows for rule in rules]
    pools += [published.pool for row in data.rows for published in row.published]
    ends = (min(pools) / 1.35, max(pools) * 1.35)
    axis = Axis("pool", "log", ends, (226, 850) if wide else (4, width - 6))
    top, height = 26.0, 66.0 if wide else 88.0
    bottom = top + height * len(data.rows)
    lines = [top + height * i + (32 if wide else 54) for i in range(len(data.rows))]
    _grid(sheet, axis, lines, bottom)
    for i in range(1, len(data.rows)):
        y = top + height * i
        sheet.rule(0, y, width, y, RULE)
    for row, y in zip(data.rows, lines, strict=True):
        sheet.rule(
            axis.at(row.force * rules[0].multiplier),
            y,
            axis.at(row.force * rules[-1].multiplier),
            y,
            _GREY,
            2,
        )
    for row, y in zip(data.rows, lines, strict=True):
        for rule in rules:
            place = axis.at(row.force * rule.multiplier)
            sheet.rule(place, y - 6, place, y + 6, _GREY, 2)
    for i, (row, y) in enumerate(zip(data.rows, lines, strict=True)):
        frame = Box(axis.range[0], y - 32, axis.range[1] + (20 if wide else 2), y + 34)
        _published(sheet, row, axis, y, _name_rules(sheet, row, rules, axis, y), frame)
        _words(sheet, row, rules, top + height * i, y)
    return sheet.spec(_key(sheet, rules, bottom + (44 if wide else 40)))


def _grid(sheet: Sheet, axis: Axis, lines: list[float], bottom: float) -> None:
    wide = sheet.width == WIDE
    low, high = axis.numbers()
    ticks = [tick for tick in _TICKS if low <= tick <= high]
    for tick in ticks:
        for y in lines:
            sheet.rule(axis.at(tick), y - 24, axis.at(tick), y + 26, GRID)
        label = thousands(tick) if wide else short(tick)
        sheet.text(label, axis.at(tick), bottom + 16, 12 if wide else 11, SECONDARY, "center")
    sheet.rule(axis.range[0], bottom, axis.range[1], bottom, AXIS)
    if wide:
        sheet.text("deployed", 0, 14, 12, SECONDARY)
        sheet.text("soldiers in the pool, log scale", axis.range[0], 14, 12, SECONDARY)
        sheet.text("pool", 872, 14, 12, SECONDARY)
    else:
        sheet.text("soldiers in the pool, log scale", 0, 14, 11, SECONDARY)


def _name_rules(
    sheet: Sheet, row: PoolRow, rules: list[RotationRule], axis: Axis, y: float
) -> list[Box]:
    """Name the ticks, both ends first, and return the boxes that labels must keep clear of."""
    first, *between = rules
    ends = [axis.px(row.force * rule.multiplier) for rule in (first, rules[-1])]
    taken = [Box(ends[0], y - 7, ends[1], y + 7)]
    for rule in [first, *between[-1:], *between[:-1]]:
        label, place = f"×{rule.multiplier:g}", axis.at(row.force * rule.multiplier)
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


def _words(sheet: Sheet, row: PoolRow, rules: list[RotationRule], top: float, y: float) -> None:
    low, high = (row.force * rule.multiplier for rule in (rules[0], rules[-1]))
    words = f"{thousands(low)}–{thousands(high)}"
    if sheet.width == WIDE:
        sheet.text(thousands(row.force), 0, y + 2, 14, bold=True)
        sheet.lines(wrap(row.note, 210, 12.5), 0, y + 18, 12.5, SECONDARY, leading=15)
        sheet.text(words, 872, y + 5, 14, bold=True)
    else:
        sheet.text(thousands(row.force), 0, top + 18, 13, bold=True)
        after = text_width(thousands(row.force), 13, True) + 7
        room = sheet.width - after - text_width(words, 12, True) - 8
        sheet.text(wrap(row.note, room, 11)[0] if row.note else "", after, top + 18, 11, SECONDARY)
        sheet.text(words, sheet.width - 1, top + 18, 12, align="right", bold=True)


def _key(sheet: Sheet, rules: list[RotationRule], top: float) -> float:
    """List whose rule each multiplier is, in columns, and return the lower edge."""
    count = 3 if sheet.width == WIDE else 1
    size = 12.5 if sheet.width == WIDE else 11.0
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
