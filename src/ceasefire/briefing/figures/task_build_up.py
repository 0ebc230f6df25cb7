"""The task build-up of one option: parts stacked left to right, each with its own interval."""

from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10
from typing import Any, Final

from ceasefire.briefing.figures.labels import (
    short,
    span,
    text_box,
    text_width,
    thousands,
    wrap,
)
from ceasefire.briefing.figures.marks import interval
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    AXIS,
    FAMILIES,
    GRID,
    NARROW,
    RULE,
    SECONDARY,
    WIDE,
)

Quantiles = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Step:
    """One part of the force: a task, the tail, air, sea.

    ``amount`` is its troops in one draw near the middle of the total, the same draw for all
    steps, so that the blocks add up. ``quantiles`` are p05, p25, p50, p75, p95 over all draws.
    """

    name: str
    amount: float
    quantiles: Quantiles
    note: str = ""
    middle: bool = True


@dataclass(frozen=True)
class TaskBuildUp:
    """The steps in order and the joint quantiles of the total; ``middle`` False if E decides."""

    family: str
    steps: tuple[Step, ...]
    total_name: str
    total: Quantiles
    description: str
    middle: bool = True


@dataclass(frozen=True)
class _Part:
    """A step with the place where its block starts and ends, in troops."""

    step: Step
    start: float
    end: float
    last: bool


_LEAST_COLUMN: Final = 96.0
_KEY: Final = (
    "blocks: one draw near the middle, so that the parts add up",
    "bars: 90% and 50% of all draws",
)


def task_build_up(data: TaskBuildUp, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the build-up at one width in px.

    Steps stand side by side on a linear troop axis, below each other where columns get too
    narrow. Intervals start where their block starts; the total carries the joint interval.
    """
    sheet = Sheet(width, data.description)
    parts = _parts(data)
    columns = (width - 78) / len(parts)
    draw = _columns if width != NARROW and columns >= _LEAST_COLUMN else _rows
    return sheet.spec(draw(sheet, data, parts))


def _parts(data: TaskBuildUp) -> list[_Part]:
    parts, reached = [], 0.0
    for step in data.steps:
        parts.append(_Part(step, reached, reached + step.amount, False))
        reached += step.amount
    total = Step(data.total_name, reached, data.total, middle=data.middle)
    return [*parts, _Part(total, 0.0, reached, True)]


def _highest(parts: list[_Part]) -> float:
    return max(max(part.end, part.start + part.step.quantiles[-1]) for part in parts)


def _ticks(high: float) -> list[float]:
    """Return five round steps at most from zero to ``high``."""
    power = 10.0 ** floor(log10(high))
    step = next(power * k for k in (0.1, 0.2, 0.5, 1, 2) if high / (power * k) <= 5)
    return [step * i for i in range(int(high / step) + 1)]


def _shifted(part: _Part) -> list[float]:
    return [part.start + value for value in part.step.quantiles]


def _columns(sheet: Sheet, data: TaskBuildUp, parts: list[_Part]) -> float:
    wide = sheet.width == WIDE
    size = 12.5 if wide else 11.5
    left, top, bottom = 62.0, 52.0, 52.0 + (300 if wide else 260)
    high = _highest(parts)
    axis = Axis("troops", "linear", (0.0, high * 1.08), (bottom, top))
    for tick in _ticks(high * 1.08):
        sheet.rule(left, axis.at(tick), sheet.width, axis.at(tick), AXIS if tick == 0 else GRID)
        sheet.text(thousands(tick), left - 7, axis.px(tick) + 4, 12, SECONDARY, "right")
    colour = FAMILIES[data.family].colour
    room = (sheet.width - left - 16) / len(parts)
    block = min(room * 0.5, 76)
    middles = [left + room * (i + 0.5) + (16 if part.last else 0) for i, part in enumerate(parts)]
    for part, x in zip(parts, middles, strict=True):
        start, end = axis.at(part.start), axis.at(part.end)
        sheet.rect(x - block / 2, start, x + block / 2, end, colour, 0.32 if part.last else 0.17)
    for part, (x, following) in zip(parts, pairwise(middles), strict=False):
        sheet.rule(x - block / 2, axis.at(part.end), following + block / 2, axis.at(part.end), AXIS)
    for part, x in zip(parts, middles, strict=True):
        interval(sheet, axis, x, _shifted(part), colour, part.step.middle, upright=True)
    lowest = bottom
    for part, x in zip(parts, middles, strict=True):
        y = axis.px(max(part.end, part.start + part.step.quantiles[-1])) - 8
        words = span(part.step.quantiles[0], part.step.quantiles[-1])
        large = 14 if part.last else size
        sheet.plate(text_box([words], x, y, large, "center", bold=True))
        sheet.text(words, x, y, large, align="center", bold=True)
        lines = wrap(part.step.name, room - 10, size, part.last)
        y = sheet.lines(lines, x, bottom + 20, size, align="center", bold=part.last, leading=15)
        lines = wrap(part.step.note, room - 10, 11.5) if part.step.note else []
        y = sheet.lines(lines, x, y, 11.5, SECONDARY, "center")
        lowest = max(lowest, y)
    _key(sheet)
    sheet.text("deployed troops", 0, top - 16, 12, SECONDARY)
    return lowest - 4


def _rows(sheet: Sheet, data: TaskBuildUp, parts: list[_Part]) -> float:
    size = 11.0 if sheet.width == NARROW else 12.0
    top = _key(sheet) + 14
    high = _highest(parts)
    axis = Axis("troops", "linear", (0.0, high * 1.04), (2.0, sheet.width - 10))
    heights = [52.0 + (14 if part.step.note else 0) for part in parts]
    tops = [top + sum(heights[:i]) + (8 if parts[i].last else 0) for i in range(len(parts))]
    bottom = tops[-1] + heights[-1]
    drawn = [y + height - 20 for y, height in zip(tops, heights, strict=True)]
    for tick in _ticks(high * 1.04):
        for y in drawn:
            sheet.rule(axis.at(tick), y - 11, axis.at(tick), y + 11, AXIS if tick == 0 else GRID)
        label = short(tick)
        x = axis.px(tick)
        half = text_width(label, size) / 2
        sheet.text(label, max(x, half), bottom + 14, size, SECONDARY, "center")
    colour = FAMILIES[data.family].colour
    sheet.rule(0, tops[-1] - 2, sheet.width, tops[-1] - 2, RULE)
    for part, y in zip(parts, drawn, strict=True):
        start, end = axis.at(part.start), axis.at(part.end)
        sheet.rect(start, y - 9, end, y + 9, colour, 0.32 if part.last else 0.17)
    for part, y in zip(parts, drawn, strict=True):
        interval(sheet, axis, y, _shifted(part), colour, part.step.middle)
    for part, y in zip(parts, tops, strict=True):
        words = span(part.step.quantiles[0], part.step.quantiles[-1])
        sheet.text(part.step.name, 0, y + 14, size + 1, bold=part.last)
        sheet.text(words, sheet.width - 1, y + 14, size + 1, align="right", bold=True)
        if part.step.note:
            sheet.text(part.step.note, 0, y + 28, size, SECONDARY)
    sheet.text("deployed troops", sheet.width - 1, bottom + 30, size, SECONDARY, "right")
    return bottom + 36


def _key(sheet: Sheet) -> float:
    """Say what blocks and bars mean, and return the last baseline."""
    size = 12.5 if sheet.width == WIDE else 11.0
    one = " · ".join(_KEY)
    lines = [one] if text_width(one, size) <= sheet.width else list(_KEY)
    lines = [part for line in lines for part in wrap(line, sheet.width, size)]
    return sheet.lines(lines, 0, 14, size, SECONDARY) - 14
