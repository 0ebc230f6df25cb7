"""Troops required by method, grouped by the job, with the claims of the debate as references."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

from ceasefire.briefing.figures.claim_lines import Claim, draw_claims
from ceasefire.briefing.figures.labels import Box, rounded, short, span, text_width, thousands, wrap
from ceasefire.briefing.figures.marks import (
    below_axis,
    family_mark,
    hatch,
    interval,
    log_ticks,
    quantile_dots,
    sheaf,
)
from ceasefire.briefing.figures.requirement_parts import (
    DOTS,
    LAYOUTS,
    LEAST,
    Band,
    JobGroup,
    MethodRow,
    RequirementByMethod,
    Variant,
    arrange,
    grade_below,
    grade_words,
    on_axis,
    range_words,
    reason_lines,
)
from ceasefire.briefing.figures.rotation_line import RotationLine, grade_box, rotation_line
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    AXIS,
    FAMILIES,
    GRID,
    MIDDLE,
    PAGE,
    PAPER,
    RULE,
    SECONDARY,
    WIDE,
)

__all__ = [
    "Claim",
    "JobGroup",
    "MethodRow",
    "RequirementByMethod",
    "RotationLine",
    "Variant",
    "requirement_by_method",
    "requirement_pages",
]


def requirement_by_method(data: RequirementByMethod, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the requirement by method at one width in px.

    Rows share a logarithmic troop axis. Each has twenty quantile dots over a bar of 90% and 50%
    with a notch at the middle, or a sheaf of variants, or the reason why it does not apply.
    """
    sheet = Sheet(width, data.description)
    return sheet.spec(_drawn(sheet, data, _domain(data)))


def requirement_pages(data: RequirementByMethod) -> tuple[dict[str, Any], ...]:
    """Return the drawings for paper: as few as a page's height allows, cut between two jobs.

    All have the same axis, so that sizes on one page compare with those on another. A figure that
    fits one page, or that cannot be cut, needs none beside its drawing of that width.
    """
    ends = _domain(data)
    best: list[tuple[Sheet, float]] = []
    for count in range(1, len(data.groups) + 1):
        best = min(
            ([_page(part, ends) for part in cut] for cut in _cuts(data, count)), key=_tallest
        )
        if _tallest(best) <= PAGE:
            break
    return tuple(sheet.spec(height) for sheet, height in best) if len(best) > 1 else ()


def _page(data: RequirementByMethod, ends: tuple[float, float]) -> tuple[Sheet, float]:
    sheet = Sheet(MIDDLE, data.description)
    return sheet, _drawn(sheet, data, ends)


def _tallest(drawn: list[tuple[Sheet, float]]) -> float:
    return max(height for _, height in drawn)


def _cuts(data: RequirementByMethod, count: int) -> Iterator[list[RequirementByMethod]]:
    """Yield every way to cut the figure into ``count`` parts between jobs."""
    total = len(data.groups)
    for inner in combinations(range(1, total), count - 1):
        yield [
            replace(
                data,
                groups=data.groups[start:end],
                rotation=data.rotation if end == total else None,
            )
            for start, end in pairwise((0, *inner, total))
        ]


def _domain(data: RequirementByMethod) -> tuple[float, float]:
    values = [v for claim in data.claims for v in (claim.low, claim.high)]
    for row in (row for group in data.groups for row in group.rows):
        values += [*(row.quantiles or ()), *(row.dots if row.middle else ())]
        values += [v for variant in row.variants for v in (variant.p05, variant.p95) if v >= 1]
    if data.rotation is not None:
        values += [troops for _, troops in data.rotation.pools]
    high = max(values) * 1.15
    # Four decades at most: what lies below, zero included, ends in a tip at the left.
    return max(min(v for v in values if v > 0) / 1.2, high / 10_000), high


def _drawn(sheet: Sheet, data: RequirementByMethod, ends: tuple[float, float]) -> float:
    """Draw the figure and return its height, in px."""
    width = int(sheet.width)
    layout, wide = LAYOUTS[width], width == WIDE
    axis = Axis("troops", "log", ends, layout.axis)
    heads, bands, bottom = arrange(data, axis, width)
    # On a narrow page the words stand between the drawings: no line runs through them.
    whole = [(layout.top - 6, bottom)]
    parts = whole if layout.beside else [_below_words(band) for band in bands]
    draw_claims(sheet, data.claims, axis, parts)
    ticks = log_ticks(*axis.numbers())
    for start, end in parts:
        for tick in ticks:
            sheet.rule(axis.at(tick), start, axis.at(tick), end, GRID)
    for tick in ticks:
        label = thousands(tick) if wide else short(tick)
        sheet.text(label, axis.at(tick), bottom + 17, 12 if wide else 11, SECONDARY, "center")
    for _, y in heads[1:]:
        sheet.rule(0, y - 4, width, y - 4, RULE)
    sheet.rule(axis.range[0], bottom, axis.range[1], bottom, AXIS)
    for band in bands:
        _draw(sheet, band, axis)
    for group, y in heads:
        look = FAMILIES[group.family]
        family_mark(sheet, group.family, 6.0, y + 13, 5.0)
        sheet.text(group.title, 17.0, y + 17.5, 13.5, look.text, bold=True)
    for band in bands:
        _words(sheet, band)
    bottom = _below_axis(sheet, layout.column, layout.beside, bottom)
    if data.rotation is not None:
        bottom = rotation_line(sheet, data.rotation, axis, bottom)
    return bottom + 4


def _below_axis(sheet: Sheet, column: float | None, beside: bool, bottom: float) -> float:
    """Name the scale and the columns of numbers, and return where the drawing goes on."""
    name = "troops, log scale"
    if column is not None:
        sheet.text(name, 17, bottom + 17, 12, SECONDARY)
        sheet.text("90% range", column, 46, 12, SECONDARY)
        sheet.text("evidence", sheet.width, 46, 12, SECONDARY, "right")
        return bottom + 30
    if beside:
        sheet.text(name, 0, bottom + 17, 11, SECONDARY)
        return bottom + 28
    sheet.text(name, sheet.width - 1.0, bottom + 33, 11, SECONDARY, "right")
    return bottom + 42


def _below_words(band: Band) -> tuple[float, float]:
    top = band.top + band.text
    return top, top + band.drawing - 20


def _draw(sheet: Sheet, band: Band, axis: Axis) -> None:
    row, colour = band.row, FAMILIES[band.family].colour
    top = band.top if LAYOUTS[int(sheet.width)].beside else band.top + band.text
    if row.reason:
        _draw_reason(sheet, band, axis, top)
        return
    if row.variants:
        drawn = [(v.name, v.p05, v.p95) for v in on_axis(row.variants, axis)]
        sheaf(sheet, axis, top, drawn, colour)
        return
    if row.quantiles is None:
        raise ValueError(f"{row.title}: neither quantiles, variants nor a reason")
    low, _ = axis.numbers()
    y = top + (DOTS + 6 if row.middle else 12)
    interval(sheet, axis, y, [max(v, low) for v in row.quantiles], colour, row.middle)
    if row.quantiles[0] < low:
        below_axis(sheet, axis.range[0], y, colour)
    if row.middle and row.dots:
        dots = [max(v, low) for v in row.dots]
        quantile_dots(sheet, axis, y - 6, dots, colour, DOTS)


def _draw_reason(sheet: Sheet, band: Band, axis: Axis, top: float) -> None:
    """Write over a hatched box why the method does not apply."""
    layout = LAYOUTS[int(sheet.width)]
    left = axis.range[0] if layout.beside else 0.0
    box = Box(left, top, sheet.width - 1.0, top + band.drawing - 6)
    lines = reason_lines(band.row, int(sheet.width))
    inset = 10.0
    longest = max(text_width(line, layout.note) for line in lines)
    plate = Box(box.left + inset, box.top, box.left + 2 * inset + longest + 6, box.bottom)
    sheet.rect(box.left, box.top, box.right, box.bottom, PAPER)
    hatch(sheet, box, AXIS, gap=plate)
    sheet.lines(lines, plate.left + 8, box.top + 18, layout.note, leading=15)


def _words(sheet: Sheet, band: Band) -> None:
    """Write the row's name, its range in words and its grade."""
    row, layout = band.row, LAYOUTS[int(sheet.width)]
    left = 17.0 if layout.left else 0.0
    size = layout.title
    y = sheet.lines(wrap(row.title, layout.room, size), left, band.top + 14, size, leading=17)
    if row.note:
        lines = wrap(row.note, layout.room, layout.note)
        y = sheet.lines(lines, left, y, layout.note, SECONDARY, leading=15)
    if row.reason:
        return
    main, more = _range(row)
    if layout.column is not None:
        sheet.text(main, layout.column, band.top + 14, 14, bold=True)
        sheet.text(more, layout.column, band.top + 31, 12.5, SECONDARY)
        grade_box(sheet, row.grade, band.top + 14)
        return
    words = range_words(main, more, row)
    if not layout.beside:
        foot = band.top + band.text + band.drawing - 6
        sheet.text(words, 0, foot, 12, bold=True)
        sheet.text(grade_words(row), sheet.width - 1.0, foot, LEAST, SECONDARY, "right")
        return
    sheet.text(words, left, y + 2, 12.5, bold=True)
    if grade_below(words, row, layout.room):
        sheet.text(grade_words(row), left, y + 17, LEAST, SECONDARY)
    else:
        after = left + text_width(words, 12.5, True) + 10
        sheet.text(grade_words(row), after, y + 2, LEAST, SECONDARY)


def _range(row: MethodRow) -> tuple[str, str]:
    if row.variants:
        low, high = min(v.p05 for v in row.variants), max(v.p95 for v in row.variants)
        return span(low, high), f"envelope of {len(row.variants)} variants"
    if row.quantiles is None:
        return "", ""
    words = span(row.quantiles[0], row.quantiles[-1])
    if row.middle:
        return rounded(row.quantiles[2]), f"({words})"
    return words, "rests on judgement: no middle"
