"""Troops required by method, grouped by the job, with the claims of the debate as references."""

from dataclasses import dataclass
from typing import Any, Final

from ceasefire.briefing.figures.claim_lines import Claim, draw_claims
from ceasefire.briefing.figures.labels import (
    Box,
    rounded,
    short,
    span,
    text_width,
    thousands,
    wrap,
)
from ceasefire.briefing.figures.marks import (
    below_axis,
    family_mark,
    hatch,
    interval,
    log_ticks,
    quantile_dots,
    sheaf,
)
from ceasefire.briefing.figures.rotation_line import (
    COLUMN,
    RotationLine,
    grade_box,
    rotation_line,
)
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    AXIS,
    FAMILIES,
    GRID,
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
]


@dataclass(frozen=True)
class Variant:
    """One named variant of a method (a past mission as yardstick): its 90% range in troops."""

    name: str
    p05: float
    p95: float


@dataclass(frozen=True)
class MethodRow:
    """One method or named variant.

    ``quantiles`` are p05, p25, p50, p75, p95 in troops, ``dots`` twenty equally likely values.
    ``middle`` is False where grade E decides: then neither notch nor dots are drawn. A row with
    ``variants`` is a sheaf and needs no quantiles; a row with a ``reason`` does not apply.
    """

    title: str
    note: str = ""
    grade: str = ""
    quantiles: tuple[float, float, float, float, float] | None = None
    dots: tuple[float, ...] = ()
    middle: bool = True
    variants: tuple[Variant, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class JobGroup:
    """The methods that answer for one job; the family gives mark and colour."""

    family: str
    title: str
    rows: tuple[MethodRow, ...]


@dataclass(frozen=True)
class RequirementByMethod:
    """All groups, top to bottom."""

    groups: tuple[JobGroup, ...]
    claims: tuple[Claim, ...]
    rotation: RotationLine | None
    description: str


@dataclass(frozen=True)
class _Band:
    """One row on the page: upper edge and the heights of its text and of its drawing, in px."""

    row: MethodRow
    family: str
    top: float
    text: float
    drawing: float


_DOTS: Final = 42.0


def requirement_by_method(data: RequirementByMethod, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the requirement by method at one width in px.

    Rows share a logarithmic troop axis. Each has twenty quantile dots over a bar of 90% and 50%
    with a notch at the middle, or a sheaf of variants, or the reason why it does not apply.
    """
    wide = width == WIDE
    sheet = Sheet(width, data.description)
    axis = Axis("troops", "log", _domain(data), (318, 854) if wide else (6, width - 8))
    top = 66.0 if wide else 58.0
    heads, bands, bottom = _arrange(data, top, width)
    # On a narrow page the words stand between the drawings: no line runs through them.
    parts = [(top - 6, bottom)] if wide else [_drawn(band) for band in bands]
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
    if wide:
        sheet.text("troops, log scale", COLUMN, bottom + 17, 12, SECONDARY)
        sheet.text("90% range", COLUMN, 46, 12, SECONDARY)
        sheet.text("evidence", width, 46, 12, SECONDARY, "right")
        bottom += 30
    else:
        sheet.text("troops, log scale", width - 1.0, bottom + 33, 11, SECONDARY, "right")
        bottom += 42
    if data.rotation is not None:
        bottom = rotation_line(sheet, data.rotation, axis, bottom)
    return sheet.spec(bottom + 4)


def _domain(data: RequirementByMethod) -> tuple[float, float]:
    values = [v for claim in data.claims for v in (claim.low, claim.high)]
    for row in (row for group in data.groups for row in group.rows):
        values += [*(row.quantiles or ()), *(row.dots if row.middle else ())]
        values += [v for variant in row.variants for v in (variant.p05, variant.p95) if v >= 1]
    if data.rotation is not None:
        values += [data.rotation.force * m for m in data.rotation.multipliers]
    high = max(values) * 1.15
    # Four decades at most: what lies below, zero included, ends in a tip at the left.
    return max(min(v for v in values if v > 0) / 1.2, high / 10_000), high


def _arrange(
    data: RequirementByMethod, top: float, width: int
) -> tuple[list[tuple[JobGroup, float]], list[_Band], float]:
    """Give every group and row its place; return them with the lower edge of the last row."""
    wide = width == WIDE
    heads, bands, y = [], [], top
    for group in data.groups:
        heads.append((group, y))
        y += 32
        for row in group.rows:
            text = _text_height(row, width)
            drawing = _drawing_height(row, width)
            bands.append(_Band(row, group.family, y, text, drawing))
            y += max(text, drawing) + 12 if wide else text + drawing + 8
        y += 6
    return heads, bands, y


def _text_height(row: MethodRow, width: int) -> float:
    room = 285 if width == WIDE else width
    lines = len(wrap(row.title, room, 14)) * 17 + bool(row.note) * (
        len(wrap(row.note, room, 12.5)) * 15
    )
    return lines + 8.0


def _drawing_height(row: MethodRow, width: int) -> float:
    foot = 0.0 if width == WIDE else 22.0
    if row.reason:
        return 18.0 + 15 * len(_reason(row, width))
    if row.variants:
        return 26 + 5.0 * len(row.variants) + foot
    return (_DOTS + 14 if row.middle else 22.0) + foot


def _reason(row: MethodRow, width: int) -> list[str]:
    room = width - 318 - 60 if width == WIDE else width - 44
    return wrap(f"Does not apply: {row.reason}", room, 12.5)


def _drawn(band: _Band) -> tuple[float, float]:
    top = band.top + band.text
    return top, top + band.drawing - 20


def _draw(sheet: Sheet, band: _Band, axis: Axis) -> None:
    row, colour = band.row, FAMILIES[band.family].colour
    wide = sheet.width == WIDE
    top = band.top if wide else band.top + band.text
    if row.reason:
        box = Box(axis.range[0] if wide else 0.0, top, sheet.width - 1.0, top + band.drawing - 6)
        lines = _reason(row, int(sheet.width))
        inset = 10.0
        longest = max(text_width(line, 12.5) for line in lines)
        plate = Box(box.left + inset, box.top, box.left + 2 * inset + longest + 6, box.bottom)
        sheet.rect(box.left, box.top, box.right, box.bottom, PAPER)
        hatch(sheet, box, AXIS, gap=plate)
        sheet.lines(lines, plate.left + 8, box.top + 18, 12.5, leading=15)
        return
    if row.variants:
        # A logarithmic axis has no zero: what needs no troops is drawn at its edge.
        edge = float(axis.domain[0])  # type: ignore[arg-type]
        drawn = [(v.name, max(v.p05, edge), max(v.p95, edge)) for v in row.variants]
        sheaf(sheet, axis, top, drawn, colour)
        return
    if row.quantiles is None:
        raise ValueError(f"{row.title}: neither quantiles, variants nor a reason")
    low, _ = axis.numbers()
    y = top + (_DOTS + 6 if row.middle else 12)
    interval(sheet, axis, y, [max(v, low) for v in row.quantiles], colour, row.middle)
    if row.quantiles[0] < low:
        below_axis(sheet, axis.range[0], y, colour)
    if row.middle and row.dots:
        dots = [max(v, low) for v in row.dots]
        quantile_dots(sheet, axis, y - 6, dots, colour, _DOTS)


def _words(sheet: Sheet, band: _Band) -> None:
    """Write the row's name, its range in words and its grade."""
    row, wide = band.row, sheet.width == WIDE
    room = 285 if wide else sheet.width
    left = 17.0 if wide else 0.0
    y = sheet.lines(wrap(row.title, room, 14), left, band.top + 14, 14, leading=17)
    if row.note:
        sheet.lines(wrap(row.note, room, 12.5), left, y, 12.5, SECONDARY, leading=15)
    if row.reason:
        return
    main, more = _range(row)
    if wide:
        sheet.text(main, COLUMN, band.top + 14, 14, bold=True)
        sheet.text(more, COLUMN, band.top + 31, 12.5, SECONDARY)
        grade_box(sheet, row.grade, band.top + 14)
    else:
        foot = band.top + band.text + band.drawing - 6
        words = f"{main} {more}" if row.middle and not row.variants else main
        sheet.text(words, 0, foot, 12, bold=True)
        sheet.text(f"evidence grade {row.grade}", sheet.width - 1.0, foot, 11, SECONDARY, "right")


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
