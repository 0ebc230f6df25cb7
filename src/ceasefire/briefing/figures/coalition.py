"""Figure: a coalition by country and unit type, together against what its option asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import (
    Quantiles,
    draw_grid,
    even_ticks,
    with_own_scales,
)
from ceasefire.briefing.figures.labels import rounded, short, span, text_width, thousands, wrap
from ceasefire.briefing.figures.marks import interval
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    AXIS,
    FAMILIES,
    INK,
    MIDDLE,
    NARROW,
    PAPER,
    RAMP,
    RULE,
    SECONDARY,
    WIDE,
)

__all__ = ["Coalition", "StateBar", "coalition"]

SHADES: Final = (RAMP[4], RAMP[3], RAMP[2], RAMP[1])


@dataclass(frozen=True)
class StateBar:
    """A state, or several small ones: troops where it takes part, p05 to p95.

    ``troops`` splits the upper end by unit group.
    """

    name: str
    troops: tuple[float, ...]
    low: float
    high: float


@dataclass(frozen=True)
class Coalition:
    """The states, largest first; ``groups`` names their parts, ``asked`` is the option's range.

    ``together`` are the quantiles of all troops. Nothing has a middle: who joins is judged.
    """

    family: str
    groups: tuple[str, ...]
    states: tuple[StateBar, ...]
    together: Quantiles
    asked: tuple[float, float]
    description: str


@dataclass(frozen=True)
class _Layout:
    axis: tuple[float, float]
    column: float
    row: float
    size: float


_LAYOUTS = {
    WIDE: _Layout((178, 880), 900, 32, 13),
    MIDDLE: _Layout((124, 506), 518, 32, 12),
    NARROW: _Layout((98, 274), 283, 34, 11),
}


def coalition(data: Coalition, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of a coalition at one width in px."""
    layout = _LAYOUTS[width]
    sheet = Sheet(width, data.description)
    y = _together(sheet, data, layout)
    y = _key(sheet, data.groups, y + 26)
    return with_own_scales(sheet.spec(_states(sheet, data.states, layout, y + 24)))


def _number(sheet: Sheet, value: float) -> str:
    return thousands(value) if sheet.width == WIDE else short(value)


def _together(sheet: Sheet, data: Coalition, layout: _Layout) -> float:
    """Draw all troops together against what is asked for, and return the lower edge."""
    low, high = data.asked
    axis = Axis("together", "linear", (0.0, max(high, data.together[4]) * 1.08), layout.axis)
    top, bottom = 24.0, 66.0
    many = 6 if sheet.width == WIDE else 4
    ticks = even_ticks(axis.numbers()[1], many)
    draw_grid(
        sheet, axis, ticks, (top, bottom), lambda v: _number(sheet, v), 11, baseline=bottom + 14
    )
    look = FAMILIES[data.family]
    words = f"asked for: {thousands(low) if low == high else f'{thousands(low)}–{thousands(high)}'}"
    start, end = axis.px(low), axis.px(high)
    if end - start < 6:
        start, end = (start + end) / 2 - 3, (start + end) / 2 + 3
    sheet.rect(start, top - 4, end, bottom, look.colour, 0.28)
    half = text_width(words, layout.size, True) / 2
    x = min(max((start + end) / 2, half), sheet.width - 1 - half)
    sheet.text(words, x, top - 9, layout.size, look.text, "center", True)
    middle = (top + bottom) / 2
    titles = wrap("All together", layout.axis[0] - 10, layout.size + 1, True)
    sheet.lines(titles, 0, middle + 5, layout.size + 1, bold=True, leading=16)
    interval(sheet, axis, middle, data.together, INK, middle=False)
    words = span(data.together[0], data.together[4])
    sheet.text(words, layout.column, middle + 5, layout.size, bold=True)
    sheet.rule(axis.range[0], bottom, axis.range[1], bottom, AXIS)
    return bottom + 14


def _key(sheet: Sheet, groups: Sequence[str], top: float) -> float:
    """Name the shades, in as many lines as they need, and return the last baseline."""
    sheet.rule(0, top - 18, sheet.width, top - 18, RULE)
    x, y, size = 0.0, top, 12.0 if sheet.width != NARROW else 11.0
    for name, shade in zip(groups, SHADES, strict=True):
        needed = 18 + text_width(name, size) + 18
        if x and x + needed - 18 > sheet.width:
            x, y = 0.0, y + 18
        sheet.rect(x, y - 10, x + 13, y + 1, shade, stroke=SECONDARY)
        sheet.text(name, x + 18, y, size, SECONDARY)
        x += needed
    return y


def _states(sheet: Sheet, states: Sequence[StateBar], layout: _Layout, top: float) -> float:
    axis = Axis("troops", "linear", (0.0, max(s.high for s in states) * 1.04), layout.axis)
    start = top + 20
    bottom = start + layout.row * len(states)
    ticks = even_ticks(axis.numbers()[1], 6 if sheet.width == WIDE else 4)
    draw_grid(sheet, axis, ticks, (start, bottom), lambda v: _number(sheet, v))
    sheet.text("state", 0, start - 6, 11, SECONDARY)
    sheet.text("when it comes", layout.column, start - 6, 11, SECONDARY)
    middles = [start + layout.row * (i + 0.5) for i in range(len(states))]
    for state, y in zip(states, middles, strict=True):
        ends = [0.0, *accumulate(state.troops)]
        for (left, right), shade in zip(pairwise(ends), SHADES, strict=True):
            if right > left:
                sheet.rect(axis.at(left), y - 10, axis.at(right), y + 3, shade, stroke=PAPER)
    for state, y in zip(states, middles, strict=True):
        sheet.rule(axis.at(state.low), y + 8, axis.at(state.high), y + 8, INK, 1.6, 0.75)
    for state, y in zip(states, middles, strict=True):
        for end in (state.low, state.high):
            sheet.rule(axis.at(end), y + 5, axis.at(end), y + 11, INK, 1.6, 0.75)
    for state, y in zip(states, middles, strict=True):
        names = wrap(state.name, layout.axis[0] - 8, layout.size)
        sheet.lines(names, 0, y + 4 - 6.5 * (len(names) - 1), layout.size, leading=13)
        words = span(state.low, state.high) if state.low else f"up to {rounded(state.high)}"
        sheet.text(words, layout.column, y + 4, layout.size, bold=True)
    sheet.rule(axis.range[0], start, axis.range[0], bottom, AXIS)
    return bottom + 6
