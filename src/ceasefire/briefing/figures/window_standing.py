"""The window on a narrow page: troops downwards, one column a strip."""

from itertools import pairwise

from ceasefire.briefing.figures.labels import Box, spread, text_box, text_width, wrap
from ceasefire.briefing.figures.marks import chance_at, family_mark, gradient, hatch
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import AXIS, FAMILIES, INK, NARROW, PAPER, SECONDARY
from ceasefire.briefing.figures.window_parts import (
    EDGE,
    Curve,
    DeclaredStrip,
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


def standing(sheet: Sheet, data: WindowRuler) -> float:
    """Draw the window top to bottom and return its height, in px."""
    narrow = sheet.width == NARROW
    groups = by_size(data)
    size = 11.0 if narrow else 12.0
    room = 116.0 if narrow else 214.0
    blocks = [_block(pins, room, size) for pins in groups]
    heights = [len(block) * 14.0 + 4 for block in blocks]
    names = [text_width(c.brief, size, True) for t in data.tests for c in t.curves]
    ruler = room + (26.0 if narrow else 34.0)
    columns = _columns(data, ruler + (9 if narrow else 12), sheet.width, narrow)
    top = _head(data, columns, size) + max(names, default=0) + 8
    length = max(500.0, sum(heights) + 40)
    axis = Axis("troops", "log", troop_domain(data), (top, top + length))
    wanted = [(axis.px(pins[0].low) + axis.px(pins[0].high)) / 2 for pins in groups]
    gaps = [(a + b) / 2 for a, b in pairwise(heights)]
    places = spread(wanted, gaps, top + heights[0] / 2, top + length - heights[-1] / 2)
    sheet.rule(ruler, top, ruler, top + length, INK, 1.6)
    for pins, place in zip(groups, places, strict=True):
        _standing_guides(sheet, pins, axis, place, room, ruler, columns)
    _standing_strips(sheet, data, axis, columns)
    _standing_marks(sheet, data, groups, axis, columns)
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
    return _tick_note(sheet, columns, size, top + length)


def _head(data: WindowRuler, columns: list[tuple[float, float]], size: float) -> float:
    """Return the lower edge of the headings of the strips."""
    counts, start = [], 0
    for test in data.tests:
        own = columns[start : start + len(test.curves)]
        counts.append(len(wrap(test.brief, own[-1][1] - own[0][0] - 1, size)))
        start += len(test.curves)
    counts.append(len(wrap(data.declared.brief, columns[-1][1] - columns[-1][0] - 1, size)))
    return 36.0 + 13 * (max(counts) - 1) + 6


def _tick_note(
    sheet: Sheet, columns: list[tuple[float, float]], size: float, bottom: float
) -> float:
    """Say below the strips what ticks without a name mean, and return the lower edge."""
    if all(_roomy(*column) for column in columns):
        return bottom + 10
    words = "ticks: 5, 50 and 95% of the draws"
    sheet.text(words, columns[-1][1], bottom + 16, size, SECONDARY, "right")
    return bottom + 24


def _roomy(start: float, end: float) -> bool:
    return end - start >= text_width("50%", 11, True) + 2


def _block(pins: list[Pin], room: float, size: float) -> list[tuple[str, str, bool]]:
    """Return the lines of a label: text, colour, bold."""
    lines = [(size_words(pins[0]), INK, True)]
    for pin in pins:
        colour = FAMILIES[pin.family].text
        lines += [(line, colour, False) for line in wrap(pin.name, room, size)]
    return lines


def _columns(
    data: WindowRuler, left: float, right: float, narrow: bool
) -> list[tuple[float, float]]:
    """Return left and right edge of each strip's column, the declared one last.

    Each column holds its heading and the names of its ticks; what is left over goes to all alike.
    """
    size = 11.0 if narrow else 12.0
    curves = [(curve, len(test.curves) > 1) for test in data.tests for curve in test.curves]
    needs = [
        # Names of several strips of one test run upwards.
        (size + 5.0) if many else 40.0
        for _, many in curves
    ]
    words = f"{data.declared.brief} {data.declared.text}".split(" ")
    needs.append(max(text_width(word, 11) for word in words) + 2)
    gap = 3.0 if narrow else 8.0
    spare = (right - 1 - left - gap * (len(needs) - 1)) / sum(needs)
    columns, x = [], left
    for need in needs:
        columns.append((x, x + need * spare))
        x += need * spare + gap
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


def _standing_marks(
    sheet: Sheet,
    data: WindowRuler,
    groups: list[list[Pin]],
    axis: Axis,
    columns: list[tuple[float, float]],
) -> None:
    """Mark each option's size at the side of the strips that speak of it."""
    curves = [curve for test in data.tests for curve in test.curves]
    for pins in groups:
        for curve, (start, end) in zip(curves, columns[:-1], strict=True):
            for pin in [pin for pin in pins if tested(pin, curve)][:1]:
                for troops in sorted({pin.low, pin.high}):
                    place, colour = axis.at(troops), FAMILIES[pin.family].colour
                    reach = start + max(4.0, (end - start) * 0.18)
                    sheet.rule(start, place, reach, place, PAPER, 3.4, 0.8)
                    sheet.rule(start, place, reach, place, colour, 2.0)


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
        sheet.rect(start, top, end, bottom, "transparent", stroke=EDGE)
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
                middle = (start + end) / 2 + 0.35 * size
                sheet.text(curve.brief, middle, top - 6, size, bold=True, upwards=True)
    _standing_heading(sheet, data.declared.letter, data.declared.brief, *columns[-1])


def _standing_heading(sheet: Sheet, letter: str, words: str, start: float, end: float) -> None:
    size = 11.0 if sheet.width == NARROW else 12.0
    middle = (start + end) / 2
    letter_disc(sheet, letter, middle, 11)
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
            taken.append(plated(sheet, label, end - 6, axis.px(troops) + 4, size, "right"))
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
    places = passing(axis, curve)
    named = _roomy(start, end)
    for chance, y in places.items():
        sheet.rule(start, y, end, y, SECONDARY if chance < 0.5 else PAPER, 1.5)
    lines = [Box(start, y - 1, end, y + 1) for y in places.values()]
    for chance, y in places.items() if named else ():
        label, middle = f"{chance:.0%}", (start + end) / 2
        baseline = y - 4 if chance < 0.5 else y + 13
        box = text_box([label], middle, baseline, 11, "center", chance == 0.5)
        if not any(box.overlaps(line) for line in lines):
            # White only where the ramp is dark enough for it.
            dark = chance_at(curve.points, axis.value_at(baseline - 4)) > 0.8
            sheet.text(label, middle, baseline, 11, PAPER if dark else INK, "center", chance == 0.5)
