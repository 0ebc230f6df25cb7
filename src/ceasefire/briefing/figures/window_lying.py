"""The window on a wide page: troops left to right, strips below the pins."""

from typing import Final

from ceasefire.briefing.figures.labels import Align, Box, text_box, text_width, thousands, wrap
from ceasefire.briefing.figures.marks import family_mark, gradient, hatch
from ceasefire.briefing.figures.pins import PinLabel, stack_labels
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import FAMILIES, INK, PAPER, RULE, SECONDARY
from ceasefire.briefing.figures.window_parts import (
    EDGE,
    Curve,
    Pin,
    WindowRuler,
    by_size,
    letter_disc,
    passing,
    plated,
    size_words,
    tested,
    troop_domain,
)

_TICKS: Final = (1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6)
_MINOR: Final = tuple(k * p for p in (1e3, 1e4, 1e5) for k in range(1, 10))


def lying(sheet: Sheet, data: WindowRuler) -> float:
    """Draw the window left to right and return its height, in px."""
    axis = Axis("troops", "log", troop_domain(data), (236, sheet.width - 16))
    groups = by_size(data)
    labels = [
        PinLabel(
            (axis.px(pins[0].low) + axis.px(pins[0].high)) / 2,
            (size_words(pins[0]), *(line for pin in pins for line in wrap(pin.name, 128, 12))),
            marks=8.0 + 14 * (len(pins) - 1),
        )
        for pins in groups
    ]
    corner = Box(0, -52, 190, 12)
    boxes = stack_labels(labels, Box(0, -1e4, sheet.width, 0), corner)
    ruler = 8 - min(box.top for _, box in boxes)
    bottom, strips = _lying_strips(data, axis, ruler + 46)
    _guides(sheet, groups, axis, ruler, strips)
    _ruler(sheet, axis, ruler)
    for pins, label, (align, box) in zip(groups, labels, boxes, strict=True):
        _pin(sheet, pins, axis, label, align, box, ruler)
    sheet.text("Options of this briefing", 0, ruler - 22, 13.5, bold=True)
    sheet.text("deployed troops, log scale", 0, ruler - 5, 12.5, SECONDARY)
    _lying_words(sheet, data, axis, strips)
    return bottom


def _lying_strips(
    data: WindowRuler, axis: Axis, top: float
) -> tuple[float, list[tuple[Box, Curve | None]]]:
    """Return the lower edge and each strip's box with its curve, the declared one last."""
    strips: list[tuple[Box, Curve | None]] = []
    y = top
    for test in data.tests:
        y += 24
        for curve in test.curves:
            height = 18 if len(test.curves) > 1 else 32
            strips.append((Box(axis.range[0], y, axis.range[1], y + height), curve))
            # Room below for the names of the ticks, where there are any.
            y += height + (19 if passing(axis, curve) else 5)
        y += 12
    y += 24
    strips.append((Box(axis.range[0], y, axis.range[1], y + 32), None))
    return y + 56, strips


def _guides(
    sheet: Sheet,
    groups: list[list[Pin]],
    axis: Axis,
    ruler: float,
    strips: list[tuple[Box, Curve | None]],
) -> None:
    """Draw each option's line down to the strips, shade them, and mark it where it is tested."""
    sizes = [(size, pins) for pins in groups for size in {pins[0].low, pins[0].high}]
    for size, _ in sizes:
        sheet.rule(axis.at(size), ruler, axis.at(size), strips[-1][0].bottom, RULE)
    for strip, curve in strips:
        if curve is not None:
            gradient(sheet, axis, (strip.top, strip.bottom), curve.points)
        else:
            sheet.rect(*_corners(strip), PAPER)
            hatch(sheet, strip, "#B9B5AA")
    for size, pins in sizes:
        for strip, curve in strips:
            for pin in [pin for pin in pins if tested(pin, curve)][:1]:
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


def _lying_words(
    sheet: Sheet, data: WindowRuler, axis: Axis, strips: list[tuple[Box, Curve | None]]
) -> None:
    for strip, curve in strips:
        sheet.rect(*_corners(strip), "transparent", stroke=EDGE)
        if curve is not None:
            middle = (strip.top + strip.bottom) / 2 + 4
            sheet.text(curve.name, strip.left - 8, middle, 12, SECONDARY, "right")
            _lying_ticks(sheet, axis, curve, strip)
    start = 0
    for test in data.tests:
        _heading(sheet, test.letter, test.title, test.note, strips[start][0].top - 8)
        start += len(test.curves)
    declared, (strip, _) = data.declared, strips[-1]
    _heading(sheet, declared.letter, declared.title, declared.note, strip.top - 8)
    plated(sheet, declared.text, strip.left + 12, strip.top + 20, 12.5)
    low, high = axis.numbers()
    for label, troops in declared.shares:
        if low < troops < high:
            sheet.rule(axis.at(troops), strip.bottom, axis.at(troops), strip.bottom + 5, INK, 1.2)
            plated(sheet, label, axis.px(troops), strip.bottom + 17, 12, "center")


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _lying_ticks(sheet: Sheet, axis: Axis, curve: Curve, strip: Box) -> None:
    """Tick where the chance passes 5, 50 and 95%; names beside the middle one make room."""
    places = passing(axis, curve)
    for chance, x in places.items():
        sheet.rule(x, strip.top, x, strip.bottom, SECONDARY if chance < 0.5 else PAPER, 2.0)
    y = strip.bottom + 14
    middle = None
    if 0.5 in places:
        middle = plated(sheet, "50%", places[0.5], y, 12, "center", bold=True)
    for chance in (chance for chance in places if chance != 0.5):
        label, x = f"{chance:.0%}", places[chance]
        half = text_width(label, 12) / 2
        if middle is not None:
            x = min(x, middle.left - half - 6) if chance < 0.5 else max(x, middle.right + half + 6)
        plated(sheet, label, x, y, 12, "center")


def _heading(sheet: Sheet, letter: str, title: str, note: str, y: float) -> None:
    """Write a strip's letter, its title and, after it, what the shade means."""
    letter_disc(sheet, letter, 10, y - 4)
    length = text_width(title, 13.5, True)
    sheet.plate(Box(28, y - 11, 36 + length + text_width(note, 12.5), y + 3))
    sheet.text(title, 28, y, 13.5, bold=True)
    sheet.text(note, 28 + length + 8, y, 12.5, SECONDARY)
