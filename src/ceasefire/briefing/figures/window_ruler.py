"""The window as a ruler: the options by size over the tests that bound it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from ceasefire.briefing.figures.labels import (
    Align,
    Box,
    spread,
    text_box,
    text_width,
    thousands,
    wrap,
)
from ceasefire.briefing.figures.marks import chance_at, family_mark, gradient, hatch, size_at
from ceasefire.briefing.figures.pins import PinLabel, stack_labels
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    AXIS,
    FAMILIES,
    INK,
    NARROW,
    PAPER,
    RULE,
    SECONDARY,
    WIDE,
)


@dataclass(frozen=True)
class Pin:
    """One option: its name, family and size in deployed troops (both ends equal if one)."""

    name: str
    family: str
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """How likely a size passes: (troops, probability) with troops rising.

    ``brief`` is the name where the strip is narrow (a few characters).
    """

    name: str
    brief: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class TestStrip:
    """One computed test: letter, title, what the shade means, one curve a strength of attack."""

    letter: str
    title: str
    note: str
    brief: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class DeclaredStrip:
    """The limit that no source measures, with ticks at shares of the host's strength."""

    letter: str
    title: str
    note: str
    brief: str
    text: str
    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class WindowRuler:
    """The options and the strips, top to bottom."""

    pins: tuple[Pin, ...]
    tests: tuple[TestStrip, ...]
    declared: DeclaredStrip
    description: str


_TICKS: Final = (1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6)
_MINOR: Final = tuple(k * p for p in (1e3, 1e4, 1e5) for k in range(1, 10))
_CHANCES: Final = (0.05, 0.5, 0.95)
_EDGE: Final = "#CFCBC2"


def window_ruler(data: WindowRuler, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the window at one width in px.

    The troop axis is logarithmic: left to right on a wide page, downwards on a narrow one.
    Strips are shaded by probability with ticks where it passes 5, 50 and 95%; the declared
    limit is hatched.
    """
    sheet = Sheet(width, data.description)
    draw = _lying if width == WIDE else _standing
    return sheet.spec(draw(sheet, data))


def _domain(data: WindowRuler) -> tuple[float, float]:
    sizes = [size for pin in data.pins for size in (pin.low, pin.high)]
    for curve in (curve for test in data.tests for curve in test.curves):
        found = [size_at(curve.points, chance) for chance in _CHANCES]
        sizes += [size for size in found if size is not None and size >= 1_000]
    sizes += [troops for _, troops in data.declared.shares]
    return max(min(sizes), 1_000) / 1.25, max(sizes) * 1.25


def _groups(data: WindowRuler) -> list[list[Pin]]:
    """Options of one size share a place on the ruler."""
    order = sorted(data.pins, key=lambda pin: (pin.low * pin.high, pin.low, pin.family, pin.name))
    return [list(pins) for _, pins in groupby(order, key=lambda pin: (pin.low, pin.high))]


def _number(pin: Pin) -> str:
    low, high = thousands(pin.low), thousands(pin.high)
    return low if low == high else f"{low}–{high}"


# Left to right -----------------------------------------------------------------------------------


def _lying(sheet: Sheet, data: WindowRuler) -> float:
    axis = Axis("troops", "log", _domain(data), (236, sheet.width - 16))
    groups = _groups(data)
    labels = [
        PinLabel(
            (axis.px(pins[0].low) + axis.px(pins[0].high)) / 2,
            (_number(pins[0]), *(line for pin in pins for line in wrap(pin.name, 128, 12))),
            marks=8.0 + 14 * (len(pins) - 1),
        )
        for pins in groups
    ]
    corner = Box(0, -52, 190, 12)
    boxes = stack_labels(labels, Box(0, -1e4, sheet.width, 0), corner)
    ruler = 8 - min(box.top for _, box in boxes)
    bottom, strips = _lying_strips(sheet, data, axis, ruler + 46)
    _guides(sheet, groups, axis, ruler, strips)
    _ruler(sheet, axis, ruler)
    for pins, label, (align, box) in zip(groups, labels, boxes, strict=True):
        _pin(sheet, pins, axis, label, align, box, ruler)
    sheet.text("Options of this briefing", 0, ruler - 22, 13.5, bold=True)
    sheet.text("deployed troops, log scale", 0, ruler - 5, 12.5, SECONDARY)
    _lying_words(sheet, data, axis, strips)
    return bottom


def _lying_strips(
    sheet: Sheet, data: WindowRuler, axis: Axis, top: float
) -> tuple[float, list[Box]]:
    """Shade the strips and return the lower edge and each strip's box, the declared one last."""
    strips, y = [], top
    for test in data.tests:
        y += 24
        for curve in test.curves:
            height = 22 if len(test.curves) > 1 else 32
            strips.append(Box(axis.range[0], y, axis.range[1], y + height))
            gradient(sheet, axis, (y, y + height), curve.points)
            y += height + 19
        y += 6
    y += 24
    strips.append(Box(axis.range[0], y, axis.range[1], y + 32))
    hatch(sheet, strips[-1], "#B9B5AA")
    return y + 56, strips


def _guides(
    sheet: Sheet, groups: list[list[Pin]], axis: Axis, ruler: float, strips: list[Box]
) -> None:
    """Draw each option's line down through the strips, coloured inside them."""
    sizes = [(size, pins[0]) for pins in groups for size in {pins[0].low, pins[0].high}]
    for size, _ in sizes:
        sheet.rule(axis.at(size), ruler, axis.at(size), strips[-1].bottom, RULE)
    for size, pin in sizes:
        for strip in strips:
            place, colour = axis.at(size), FAMILIES[pin.family].colour
            sheet.rule(place, strip.top, place, strip.bottom, PAPER, 2.6, 0.7)
            sheet.rule(place, strip.top, place, strip.bottom, colour, 1.3)


def _ruler(sheet: Sheet, axis: Axis, y: float) -> None:
    low, high = axis.numbers()
    for tick in (t for t in _MINOR if low < t < high):
        sheet.rule(axis.at(tick), y, axis.at(tick), y + 4, INK, 0.8)
    sheet.rule(axis.range[0], y, axis.range[1], y, INK, 1.6)
    for tick in (t for t in _TICKS if low < t < high):
        label = thousands(tick)
        sheet.plate(text_box([label], axis.px(tick), y + 20, 11, "center"))
        sheet.text(label, axis.at(tick), y + 20, 11, SECONDARY, "center")


def _pin(
    sheet: Sheet, pins: list[Pin], axis: Axis, label: PinLabel, align: Align, box: Box, ruler: float
) -> None:
    first = pins[0]
    sheet.rule(label.x, ruler - 8 * len(pins), label.x, box.bottom + ruler + 1, "#8D8A83")
    if first.low != first.high:
        colour = FAMILIES[first.family].colour
        sheet.rule(axis.at(first.low), ruler, axis.at(first.high), ruler, colour, 3)
    for i, pin in enumerate(pins):
        for size in sorted({pin.low, pin.high}):
            family_mark(sheet, pin.family, axis.at(size), ruler - 14 * i, 6.2)
    x = {"left": box.left, "center": (box.left + box.right) / 2, "right": box.right}[align]
    y = sheet.lines([label.lines[0]], x, ruler + box.top + 11, 12.5, INK, align, bold=True)
    for pin in pins:
        colour = FAMILIES[pin.family].text
        y = sheet.lines(wrap(pin.name, 128, 12), x, y, 12, colour, align)


def _lying_words(sheet: Sheet, data: WindowRuler, axis: Axis, strips: list[Box]) -> None:
    for strip in strips:
        sheet.rect(*_corners(strip), "transparent", stroke=_EDGE)
    left = iter(strips)
    for test in data.tests:
        for i, curve in enumerate(test.curves):
            strip = next(left)
            if i == 0:
                _heading(sheet, test.title, test.note, strip.top - 8)
            name_y = (strip.top + strip.bottom) / 2 + 4
            sheet.text(curve.name, strip.left - 8, name_y, 12, SECONDARY, "right")
            _lying_ticks(sheet, axis, curve, strip)
    declared, strip = data.declared, strips[-1]
    _heading(sheet, declared.title, declared.note, strip.top - 8)
    _plate(sheet, declared.text, strip.left + 12, strip.top + 20, 12.5)
    low, high = axis.numbers()
    for label, troops in declared.shares:
        if low < troops < high:
            sheet.rule(axis.at(troops), strip.bottom, axis.at(troops), strip.bottom + 5, INK, 1.2)
            _plate(sheet, label, axis.px(troops), strip.bottom + 17, 12, "center")
    firsts = [strips[sum(len(t.curves) for t in data.tests[:i])] for i in range(len(data.tests))]
    for test, strip in zip((*data.tests, declared), (*firsts, strips[-1]), strict=True):
        _letter(sheet, test.letter, 10, strip.top - 12)


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _lying_ticks(sheet: Sheet, axis: Axis, curve: Curve, strip: Box) -> None:
    """Tick where the chance passes 5, 50 and 95%; names beside the middle one make room."""
    places = _passing(axis, curve)
    for chance, x in places.items():
        sheet.rule(x, strip.top, x, strip.bottom, SECONDARY if chance < 0.5 else PAPER, 2.0)
    y = strip.bottom + 14
    middle = None
    if 0.5 in places:
        middle = _plate(sheet, "50%", places[0.5], y, 12, "center", bold=True)
    for chance in (chance for chance in places if chance != 0.5):
        label, x = f"{chance:.0%}", places[chance]
        half = text_width(label, 12) / 2
        if middle is not None:
            x = min(x, middle.left - half - 6) if chance < 0.5 else max(x, middle.right + half + 6)
        _plate(sheet, label, x, y, 12, "center")


def _passing(axis: Axis, curve: Curve) -> dict[float, float]:
    """Return where on the axis, in px, the curve passes 5, 50 and 95%."""
    low, high = axis.numbers()
    sizes = {chance: size_at(curve.points, chance) for chance in _CHANCES}
    return {
        chance: axis.px(size)
        for chance, size in sizes.items()
        if size is not None and low < size < high
    }


def _letter(sheet: Sheet, letter: str, x: float, y: float) -> None:
    sheet.point(x, y, "circle", 400, fill=INK, stroke=INK)
    sheet.text(letter, x, y + 4.5, 12.5, PAPER, "center", bold=True)


def _heading(sheet: Sheet, title: str, note: str, y: float) -> None:
    """Write a strip's title and, after it, what the shade means."""
    length = text_width(title, 13.5, True)
    sheet.plate(Box(28, y - 11, 36 + length + text_width(note, 12.5), y + 3))
    sheet.text(title, 28, y, 13.5, bold=True)
    sheet.text(note, 28 + length + 8, y, 12.5, SECONDARY)


def _plate(
    sheet: Sheet,
    text: str,
    x: float,
    y: float,
    size: float,
    align: Align = "left",
    bold: bool = False,
) -> Box:
    """Write a line on a white plate that stops the lines behind it."""
    box = text_box([text], x, y, size, align, bold)
    sheet.plate(box)
    sheet.text(text, x, y, size, INK, align, bold)
    return box


# Top to bottom -----------------------------------------------------------------------------------


def _standing(sheet: Sheet, data: WindowRuler) -> float:
    narrow = sheet.width == NARROW
    groups = _groups(data)
    size = 11.0 if narrow else 12.0
    room = 132.0 if narrow else 214.0
    blocks = [_block(pins, room, size) for pins in groups]
    heights = [len(block) * 14.0 + 4 for block in blocks]
    top = 96.0 if narrow else 82.0
    length = max(520.0, sum(heights) + 40)
    axis = Axis("troops", "log", _domain(data), (top, top + length))
    wanted = [(axis.px(pins[0].low) + axis.px(pins[0].high)) / 2 for pins in groups]
    gaps = [(a + b) / 2 for a, b in zip(heights, heights[1:], strict=False)]
    places = spread(wanted, gaps, top + heights[0] / 2, top + length - heights[-1] / 2)
    ruler = room + (28.0 if narrow else 34.0)
    columns = _columns(data, ruler + 12, sheet.width, narrow)
    for pins, place in zip(groups, places, strict=True):
        _standing_guides(sheet, pins, axis, place, room, ruler, columns)
    sheet.rule(ruler, top, ruler, top + length, INK, 1.6)
    _standing_strips(sheet, data, axis, columns)
    for pins, block, place in zip(groups, blocks, places, strict=True):
        for i, pin in enumerate(pins):
            for troops in sorted({pin.low, pin.high}):
                family_mark(sheet, pin.family, ruler - 11 * i, axis.at(troops), 5.2)
        y = place - (len(block) - 1) * 7 + 4
        for text, colour, bold in block:
            sheet.text(text, room, y, size, colour, "right", bold)
            y += 14
    sheet.text("Options by size,", 0, 44, 12, bold=True)
    sheet.text("smallest on top,", 0, 60, size, SECONDARY)
    sheet.text("log scale", 0, 75, size, SECONDARY)
    return top + length + 10


def _block(pins: list[Pin], room: float, size: float) -> list[tuple[str, str, bool]]:
    """Return the lines of a label: text, colour, bold."""
    lines = [(_number(pins[0]), INK, True)]
    for pin in pins:
        colour = FAMILIES[pin.family].text
        lines += [(line, colour, False) for line in wrap(pin.name, room, size)]
    return lines


def _columns(
    data: WindowRuler, left: float, right: float, narrow: bool
) -> list[tuple[float, float]]:
    """Return left and right edge of each strip's column, the declared one last."""
    shares = [1.0 if len(t.curves) > 1 else 1.5 for t in data.tests for _ in t.curves] + [1.9]
    gap = 4.0 if narrow else 8.0
    unit = (right - 1 - left - gap * (len(shares) - 1)) / sum(shares)
    columns, x = [], left
    for share in shares:
        columns.append((x, x + unit * share))
        x += unit * share + gap
    return columns


def _standing_guides(
    sheet: Sheet,
    pins: list[Pin],
    axis: Axis,
    place: float,
    room: float,
    ruler: float,
    columns: list[tuple[float, float]],
) -> None:
    """Lead from the label to the mark, and mark the size between the columns."""
    first = pins[0]
    middle = (axis.px(first.low) + axis.px(first.high)) / 2
    sheet.rule(room + 4, place, ruler - 6 - 11 * (len(pins) - 1), middle, "#8D8A83", 0.8)
    colour = FAMILIES[first.family].colour
    if first.low != first.high:
        sheet.rule(ruler, axis.at(first.low), ruler, axis.at(first.high), colour, 3)
    for troops in sorted({first.low, first.high}):
        sheet.rule(ruler, axis.at(troops), columns[-1][1], axis.at(troops), AXIS, 0.8, dash=True)


def _standing_strips(
    sheet: Sheet, data: WindowRuler, axis: Axis, columns: list[tuple[float, float]]
) -> None:
    top, bottom = axis.range
    size = 11.0 if sheet.width == NARROW else 12.0
    curves = [curve for test in data.tests for curve in test.curves]
    for curve, column in zip(curves, columns[:-1], strict=True):
        gradient(sheet, axis, column, curve.points, upright=True)
    sheet.rect(columns[-1][0], top, columns[-1][1], bottom, PAPER)
    for start, end in columns:
        sheet.rect(start, top, end, bottom, "transparent", stroke=_EDGE)
    hatch(sheet, Box(columns[-1][0], top, columns[-1][1], bottom), "#B9B5AA")
    for curve, (start, end) in zip(curves, columns[:-1], strict=True):
        _standing_ticks(sheet, axis, curve, start, end)
    _standing_declared(sheet, data.declared, axis, columns[-1])
    left = iter(columns)
    for test in data.tests:
        own = [next(left) for _ in test.curves]
        _standing_heading(sheet, test.letter, test.brief, own[0][0], own[-1][1])
        for curve, (start, end) in zip(test.curves, own, strict=True):
            if len(own) > 1:
                sheet.text(curve.brief, (start + end) / 2, top - 5, size, INK, "center", bold=True)
    _standing_heading(sheet, data.declared.letter, data.declared.brief, *columns[-1])


def _standing_heading(sheet: Sheet, letter: str, words: str, start: float, end: float) -> None:
    size = 11.0 if sheet.width == NARROW else 12.0
    middle = (start + end) / 2
    _letter(sheet, letter, middle, 11)
    lines = wrap(words, end - start - 1, size)
    sheet.lines(lines, middle, 36, size, SECONDARY, "center", leading=13)


def _standing_declared(
    sheet: Sheet, declared: DeclaredStrip, axis: Axis, column: tuple[float, float]
) -> None:
    """Tick the shares of the host's strength and say that the limit is declared."""
    (start, end), (top, bottom) = column, axis.range
    low, high = axis.numbers()
    taken = []
    for label, troops in declared.shares:
        if low < troops < high:
            sheet.rule(start, axis.at(troops), start + 8, axis.at(troops), INK, 1.2)
            size = 11.0 if sheet.width == NARROW else 12.0
            taken.append(_plate(sheet, label, end - 6, axis.px(troops) + 4, size, "right"))
    lines, middle = wrap(declared.text, end - start - 4, 11), (start + end) / 2
    frame = Box(start, top + 6, end, bottom - 6)
    for y in range(int(top) + 20, int(bottom), 6):
        box = text_box(lines, middle, y, 11, "center", leading=13)
        if box.within(frame) and not any(box.overlaps(other, 8) for other in taken):
            sheet.plate(box, margin=1)
            sheet.lines(lines, middle, y, 11, INK, "center", leading=13)
            return


def _standing_ticks(sheet: Sheet, axis: Axis, curve: Curve, start: float, end: float) -> None:
    """Tick where the chance passes 5, 50 and 95%, named where no tick runs through the name."""
    places = _passing(axis, curve)
    for chance, y in places.items():
        sheet.rule(start, y, end, y, SECONDARY if chance < 0.5 else PAPER, 1.5)
    lines = [Box(start, y - 1, end, y + 1) for y in places.values()]
    for chance, y in places.items():
        label, middle = f"{chance:.0%}", (start + end) / 2
        baseline = y - 4 if chance < 0.5 else y + 13
        box = text_box([label], middle, baseline, 11, "center", chance == 0.5)
        if not any(box.overlaps(line) for line in lines):
            # White only where the ramp is dark enough for it.
            dark = chance_at(curve.points, axis.value_at(baseline - 4)) > 0.8
            sheet.text(label, middle, baseline, 11, PAPER if dark else INK, "center", chance == 0.5)
