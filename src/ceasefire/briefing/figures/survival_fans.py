"""Figure: survival by option in small multiples, one curve a variant, with causes below each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import GREY, with_own_scales
from ceasefire.briefing.figures.labels import Box, text_width, wrap
from ceasefire.briefing.figures.marks import family_mark
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    AXIS,
    FAMILIES,
    GRID,
    INK,
    MIDDLE,
    NARROW,
    PAPER,
    SECONDARY,
    WIDE,
)

__all__ = ["SurvivalFan", "SurvivalFans", "survival_fans"]

_TICKS: Final = (0, 0.5, 1)
# Causes in the order of the bar: escalation, decision, other.
SHADES: Final = ("#3C4654", "#A9B0B9", "#E3E0D8")
_COLUMNS: Final = {WIDE: 5, MIDDLE: 3, NARROW: 1}


@dataclass(frozen=True)
class SurvivalFan:
    """One option; curves are chances at years 0, 1, ... and end with the horizon.

    ``alone`` are the curves of the world without the force, ``quiet`` the highest curve of the
    stricter measure, ``causes`` the chances of the three ends at the horizon, ``words`` says both
    envelopes at the horizon.
    """

    title: str
    family: str
    curves: tuple[tuple[float, ...], ...]
    alone: tuple[tuple[float, ...], ...]
    quiet: tuple[float, ...]
    causes: tuple[float, float, float]
    words: tuple[str, ...]


@dataclass(frozen=True)
class SurvivalFans:
    """The options, each in a panel; ``causes`` names the three ends in the order of the bars."""

    fans: tuple[SurvivalFan, ...]
    causes: tuple[str, str, str]
    description: str


def survival_fans(data: SurvivalFans, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the survival fans at one width in px."""
    sheet = Sheet(width, data.description)
    columns = min(_COLUMNS[width], len(data.fans))
    gap = 26.0 if width != NARROW else 0.0
    room = (width - gap * (columns - 1)) / columns
    y = _key(sheet, data.causes) + 22
    for start in range(0, len(data.fans), columns):
        fans = data.fans[start : start + columns]
        boxes = [Box(i * (room + gap), y, i * (room + gap) + room, y) for i in range(len(fans))]
        pairs = list(zip(fans, boxes, strict=True))
        top = max(_words(sheet, fan, box) for fan, box in pairs)
        y = max(_panel(sheet, fan, box, top) for fan, box in pairs) + 24
    return with_own_scales(sheet.spec(y - 18))


def _key(sheet: Sheet, causes: Sequence[str]) -> float:
    """Say what lines and shades mean and return the last baseline."""
    size = 11.0 if sheet.width == NARROW else 12.0
    entries = ["no force", "a variant", "stricter measure, highest", *causes]
    x, y = 0.0, 14.0
    for index, words in enumerate(entries):
        needed = 30 + text_width(words, size)
        if x and x + needed > sheet.width:
            x, y = 0.0, y + 19
        if index == 0:
            sheet.rect(x, y - 10, x + 22, y + 1, "#E6E6E4")
        elif index == 1:
            sheet.rule(x, y - 4, x + 22, y - 4, INK, 1.2)
        elif index == 2:
            sheet.rule(x, y - 4, x + 22, y - 4, INK, 1.2, dash=True)
        else:
            sheet.rect(x, y - 10, x + 22, y + 1, SHADES[index - 3], stroke=GREY)
        sheet.text(words, x + 28, y, size, SECONDARY)
        x += needed + 16
    return y


def _words(sheet: Sheet, fan: SurvivalFan, box: Box) -> float:
    size = 11.0
    family_mark(sheet, fan.family, box.left + 6, box.top + 10, 5)
    titles = wrap(fan.title, box.right - box.left - 20, 13, True)
    y = sheet.lines(titles, box.left + 18, box.top + 15, 13, bold=True, leading=16) + 2
    for words in fan.words:
        y = sheet.lines(wrap(words, box.right - box.left, size), box.left, y, size, SECONDARY)
    return y


def _panel(sheet: Sheet, fan: SurvivalFan, box: Box, top: float) -> float:
    """Draw one option's curves below ``top`` and its causes; return the lower edge."""
    bottom = top + (150 if sheet.width == WIDE else 112)
    left, right = box.left + 26, box.right - 8
    years = Axis("year", "linear", (0.0, float(len(fan.quiet) - 1)), (left, right))
    chances = Axis("chance", "linear", (0.0, 1.0), (bottom, top))
    _band(sheet, fan.alone, years, chances, "#E6E6E4")
    for tick in _TICKS:
        sheet.rule(left, chances.at(tick), right, chances.at(tick), GRID)
        sheet.text(f"{10 * tick:g}", left - 6, chances.px(tick) + 4, 11, SECONDARY, "right")
    look = FAMILIES[fan.family]
    _band(sheet, fan.curves, years, chances, look.colour + "26")
    for curve in _ends(fan.alone):
        _line(sheet, curve, years, chances, GREY, 1.2)
    for curve in fan.curves:
        _line(sheet, curve, years, chances, look.colour, 1.2)
    _line(sheet, fan.quiet, years, chances, INK, 1.2, dash=True)
    sheet.rule(left, bottom, right, bottom, AXIS)
    for year in range(0, len(fan.quiet), max(1, (len(fan.quiet) - 1) // 5)):
        sheet.text(str(year), years.px(year), bottom + 15, 11, SECONDARY, "center")
    return _causes(sheet, fan.causes, (left, right), bottom + 24)


def _causes(sheet: Sheet, causes: Sequence[float], ends: tuple[float, float], top: float) -> float:
    """Draw the shares of the ends as one bar and return its lower edge."""
    total = sum(causes) or 1.0
    start = ends[0]
    for share, shade in zip(causes, SHADES, strict=True):
        end = start + (ends[1] - ends[0]) * share / total
        sheet.rect(start, top, end, top + 12, shade, stroke=PAPER)
        start = end
    return top + 14


def _ends(curves: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
    steps = list(zip(*curves, strict=True))
    return [tuple(min(step) for step in steps), tuple(max(step) for step in steps)]


def _line(
    sheet: Sheet,
    curve: Sequence[float],
    years: Axis,
    chances: Axis,
    colour: str,
    width: float,
    dash: bool = False,
) -> None:
    for (year, now), (later, then) in pairwise(enumerate(curve)):
        places = years.at(year), chances.px(now), years.at(later), chances.px(then)
        sheet.rule(*places, colour, width, dash=dash)


def _band(
    sheet: Sheet, curves: Sequence[Sequence[float]], years: Axis, chances: Axis, fill: str
) -> None:
    """Fill between the lowest and the highest curve: one symbol, in px from the left foot."""
    x0, y0 = years.range[0], chances.range[0]
    low, high = _ends(curves)
    upper = [(years.px(year) - x0, chances.px(v) - y0) for year, v in enumerate(high)]
    lower = [(years.px(year) - x0, chances.px(v) - y0) for year, v in enumerate(low)]
    corners = "L".join(f"{x:.1f},{y:.1f}" for x, y in (*upper, *reversed(lower)))
    # A symbol of 4 square px is drawn at half its root, one px to the unit.
    sheet.point(x0, y0, f"M{corners}Z", 4, fill, fill, 0.0)
