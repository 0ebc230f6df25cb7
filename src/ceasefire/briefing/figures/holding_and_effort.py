"""Figure: the chance to hold against the yearly cost of what comes, with the soldiers tied down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import even_ticks, with_own_scales
from ceasefire.briefing.figures.labels import spread, wrap
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    AXIS,
    FAMILIES,
    GRID,
    MIDDLE,
    NARROW,
    PAPER,
    SECONDARY,
    WIDE,
)

__all__ = ["EffortMark", "HoldingAndEffort", "holding_and_effort"]

_HEIGHT: Final = {WIDE: 380.0, MIDDLE: 320.0, NARROW: 280.0}
_COLUMNS: Final = {WIDE: 3, MIDDLE: 2, NARROW: 1}
_LEFT = 44.0
_GAP = 13.0


@dataclass(frozen=True)
class EffortMark:
    """An option: its cost a year, its chance to hold in the variants, the soldiers it ties down.

    ``low`` and ``high`` are the ends over the variants and ``middle`` the central one's mean.
    """

    title: str
    family: str
    cost: float
    low: float
    middle: float
    high: float
    tied: float


@dataclass(frozen=True)
class HoldingAndEffort:
    """Marks in the order of their numbers."""

    marks: tuple[EffortMark, ...]
    description: str


def holding_and_effort(data: HoldingAndEffort, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the figure at one width in px."""
    sheet = Sheet(width, data.description)
    top, bottom = 24.0, 24.0 + _HEIGHT[width]
    most = max(mark.cost for mark in data.marks) * 1.08 or 1.0
    cost = Axis("cost", "linear", (0.0, most), (_LEFT + 14, width - 12))
    chance = Axis("chance", "linear", (0.0, 1.0), (bottom, top))
    sheet.text("holds to the horizon, of ten histories", 0, 12, 11, SECONDARY)
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        sheet.rule(_LEFT, chance.at(tick), width - 8, chance.at(tick), GRID)
        sheet.text(f"{10 * tick:g}", _LEFT - 8, chance.px(tick) + 4, 11, SECONDARY, "right")
    for tick in even_ticks(most, 6 if width == WIDE else 4):
        x = cost.px(tick)
        sheet.rule(x, bottom, x, bottom + 4, AXIS)
        sheet.text(f"{tick:g}", x, bottom + 17, 11, SECONDARY, "center")
    sheet.text("€ billion a year beyond today’s aid", _LEFT, bottom + 34, 11, SECONDARY)
    places = _apart([cost.px(mark.cost) for mark in data.marks], *cost.range)
    largest = max(mark.tied for mark in data.marks) or 1.0
    for number, (mark, x) in enumerate(zip(data.marks, places, strict=True), 1):
        _mark(sheet, mark, number, x, chance, largest)
    return with_own_scales(sheet.spec(_key(sheet, data.marks, bottom + 52, width)))


def _mark(
    sheet: Sheet, mark: EffortMark, number: int, x: float, chance: Axis, largest: float
) -> None:
    family = FAMILIES[mark.family]
    sheet.rule(x, chance.at(mark.low), x, chance.at(mark.high), family.colour, 2.0, 0.5)
    size = 30.0 + 220.0 * mark.tied / largest
    sheet.point(x, chance.at(mark.middle), "circle", size, family.colour, PAPER, 0.8)
    sheet.text(str(number), x, chance.px(mark.high) - 4, 10, SECONDARY, "center")


def _apart(wanted: Sequence[float], low: float, high: float) -> list[float]:
    """Move places that would cover each other apart, each as little as it takes."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    gap = min(_GAP, (high - low) / max(1, len(wanted) - 1))
    placed = spread([wanted[place] for place in order], [gap] * (len(order) - 1), low, high)
    moved = list(wanted)
    for place, x in zip(order, placed, strict=True):
        moved[place] = x
    return moved


def _key(sheet: Sheet, marks: Sequence[EffortMark], top: float, width: int) -> float:
    """Write the names of the numbers in columns and return the lower edge."""
    columns = _COLUMNS[width]
    room = width / columns
    each = -(-len(marks) // columns)
    lowest = top
    for column in range(columns):
        y = top
        for number in range(column * each, min(len(marks), (column + 1) * each)):
            mark = marks[number]
            lines = wrap(f"{number + 1}  {mark.title}", room - 26, 11)
            colour = FAMILIES[mark.family].colour
            sheet.point(column * room + 6, y + 7, "circle", 50, colour, PAPER, 0.8)
            y = sheet.lines(lines, column * room + 17, y + 11, 11) - 7
        lowest = max(lowest, y)
    return lowest + 8
