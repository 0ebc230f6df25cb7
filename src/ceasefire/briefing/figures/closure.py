"""Figure: troops there by day, at the earliest, in one panel an option, and what holds them."""

from dataclasses import dataclass
from typing import Any

from ceasefire.briefing.figures.interval_rows import (
    Quantiles,
    draw_grid,
    even_ticks,
    with_own_scales,
)
from ceasefire.briefing.figures.labels import (
    Box,
    short,
    text_box,
    thousands,
    wrap,
)
from ceasefire.briefing.figures.marks import family_mark
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    FAMILIES,
    GRID,
    NARROW,
    PAPER,
    SECONDARY,
    WIDE,
)

__all__ = ["Closure", "Curve", "closure"]

_DAY_TICKS = (0, 30, 60, 90, 120, 150, 180)


@dataclass(frozen=True)
class Curve:
    """One option: troops there by each day, as quantiles, from day 0 on.

    ``milestones`` say in words when a part of the force is there; ``held`` what holds it back;
    ``start`` what happens on day 0.
    """

    title: str
    family: str
    asked: tuple[float, float]
    days: tuple[float, ...]
    troops: tuple[Quantiles, ...]
    milestones: tuple[str, ...]
    held: str
    start: str


@dataclass(frozen=True)
class Closure:
    """The options, each in a panel of its own."""

    curves: tuple[Curve, ...]
    description: str


def closure(data: Closure, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the closure curves at one width in px."""
    sheet = Sheet(width, data.description)
    if width == WIDE:
        gap = 40.0
        room = (width - gap * (len(data.curves) - 1)) / len(data.curves)
        boxes = [
            Box(i * (room + gap), 0, i * (room + gap) + room, 0) for i in range(len(data.curves))
        ]
        pairs = list(zip(data.curves, boxes, strict=True))
        top = max(_words(sheet, *pair) for pair in pairs)
        y = max(_panel(sheet, curve, box, top) for curve, box in pairs)
        return with_own_scales(sheet.spec(y))
    y = 0.0
    for curve in data.curves:
        box = Box(0, y, width, y)
        y = _panel(sheet, curve, box, _words(sheet, curve, box)) + 24
    return with_own_scales(sheet.spec(y - 18))


def _words(sheet: Sheet, curve: Curve, box: Box) -> float:
    """Write what an option's panel says in words and return where its drawing may begin."""
    size = 11.0 if sheet.width == NARROW else 12.0
    family_mark(sheet, curve.family, box.left + 6, box.top + 10, 5)
    titles = wrap(curve.title, box.right - box.left - 20, 13, True)
    y = sheet.lines(titles, box.left + 18, box.top + 15, 13, bold=True, leading=16)
    milestones = "; ".join(curve.milestones)
    y += 3
    for text in (milestones[0].upper() + milestones[1:], f"Held back most by {curve.held}"):
        lines = wrap(text, box.right - box.left, size)
        y = sheet.lines(lines, box.left, y, size, SECONDARY, leading=16) + 2
    return y + 4


def _panel(sheet: Sheet, curve: Curve, box: Box, top: float) -> float:
    """Draw one option's curve below ``top`` and return its lower edge."""
    bottom = top + (190 if sheet.width == WIDE else 116)
    left = box.left + (46 if sheet.width != NARROW else 34)
    right = box.right - 12
    most = max(curve.asked[1], max(q[4] for q in curve.troops)) * 1.12
    days = Axis("day", "linear", (0.0, max(curve.days)), (left, right))
    troops = Axis("troops", "linear", (0.0, most), (bottom, top))
    _band(sheet, curve, (0, 4), days, troops, 0.22)
    _band(sheet, curve, (1, 3), days, troops, 0.5)
    for tick in even_ticks(most, 4):
        sheet.rule(left, troops.at(tick), right, troops.at(tick), GRID)
        words_of = thousands if sheet.width != NARROW else short
        sheet.text(words_of(tick), left - 6, troops.px(tick) + 4, 11, SECONDARY, "right")
    draw_grid(
        sheet,
        days,
        [day for day in _DAY_TICKS if day <= days.numbers()[1]],
        (top, bottom),
        lambda day: f"{day:.0f}",
        11,
        baseline=bottom + 15,
    )
    sheet.text(f"days after {curve.start}", left, bottom + 30, 11, SECONDARY)
    _asked(sheet, curve, troops, (left, right))
    return bottom + 34


def _asked(sheet: Sheet, curve: Curve, troops: Axis, ends: tuple[float, float]) -> None:
    low, high = curve.asked
    for value in dict.fromkeys(curve.asked):
        sheet.rule(ends[0], troops.at(value), ends[1], troops.at(value), SECONDARY, 1.2, dash=True)
    shown = thousands(low) if low == high else f"{thousands(low)}–{thousands(high)}"
    text = f"asked for: {shown}"
    y = troops.px(high) - 5
    sheet.plate(text_box([text], ends[0] + 4, y, 11), 2)
    sheet.text(text, ends[0] + 4, y, 11, SECONDARY)


def _band(
    sheet: Sheet, curve: Curve, ends: tuple[int, int], days: Axis, troops: Axis, share: float
) -> None:
    """Fill between two quantiles: one symbol whose path is the band, in px from its left foot."""
    low, high = ends
    x0, y0 = days.range[0], troops.range[0]
    upper = [(days.px(d) - x0, troops.px(q[high]) - y0) for d, q in _points(curve)]
    lower = [(days.px(d) - x0, troops.px(q[low]) - y0) for d, q in _points(curve)]
    corners = "L".join(f"{x:.1f},{y:.1f}" for x, y in (*upper, *reversed(lower)))
    colour = _pale(FAMILIES[curve.family].colour, share)
    # A symbol of 4 square px is drawn at half its root, one px to the unit.
    sheet.point(x0, y0, f"M{corners}Z", 4, colour, colour, 1.0)


def _points(curve: Curve) -> list[tuple[float, Quantiles]]:
    return list(zip(curve.days, curve.troops, strict=True))


def _pale(colour: str, share: float) -> str:
    """Return a colour thinned with the white of the page."""
    parts = zip(_parts(colour), _parts(PAPER), strict=True)
    mixed = (round(a * share + b * (1 - share)) for a, b in parts)
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _parts(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
