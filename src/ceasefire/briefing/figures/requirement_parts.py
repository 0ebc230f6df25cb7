"""Troops required by method: the data, and the place of each row at one width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ceasefire.briefing.figures.claim_lines import Claim
from ceasefire.briefing.figures.labels import text_width, wrap
from ceasefire.briefing.figures.marks import sheaf_height
from ceasefire.briefing.figures.rotation_line import RotationLine
from ceasefire.briefing.figures.sheet import Axis
from ceasefire.briefing.figures.theme import MIDDLE, NARROW, WIDE


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
class Layout:
    """Where words and drawing stand at one width, in px.

    ``beside`` says that the drawing stands right of the words; ``column`` is where the numbers
    stand if they have a column of their own, else they follow the words.
    """

    left: float
    room: float
    axis: tuple[float, float]
    beside: bool
    column: float | None
    title: float
    note: float
    top: float


LAYOUTS: Final = {
    WIDE: Layout(17, 285, (318, 854), True, 872, 14, 12.5, 66),
    MIDDLE: Layout(0, 200, (214, MIDDLE - 10), True, None, 13, 12, 62),
    NARROW: Layout(0, NARROW, (6, NARROW - 8), False, None, 14, 12.5, 58),
}
DOTS: Final = 42.0
# The smallest text of a drawing, in px.
LEAST: Final = 11.0


@dataclass(frozen=True)
class Band:
    """One row on the page: upper edge and the heights of its text and of its drawing, in px."""

    row: MethodRow
    family: str
    top: float
    text: float
    drawing: float


def arrange(
    data: RequirementByMethod, axis: Axis, width: int
) -> tuple[list[tuple[JobGroup, float]], list[Band], float]:
    """Give every group and row its place; return them with the lower edge of the last row."""
    layout = LAYOUTS[width]
    heads, bands, y = [], [], layout.top
    for group in data.groups:
        heads.append((group, y))
        y += 32 if width != MIDDLE else 28
        for row in group.rows:
            text = _text_height(row, layout)
            drawing = _drawing_height(row, axis, width)
            bands.append(Band(row, group.family, y, text, drawing))
            y += (
                max(text, drawing) + (12 if layout.column else 6)
                if layout.beside
                else (text + drawing + 8)
            )
        y += 6
    return heads, bands, y


def reason_lines(row: MethodRow, width: int) -> list[str]:
    """Return in lines why a method does not apply."""
    layout = LAYOUTS[width]
    room = width - layout.axis[0] - 60 if layout.beside else width - 44
    return wrap(f"Does not apply: {row.reason}", room, layout.note)


def grade_words(row: MethodRow) -> str:
    """Return the grade of evidence in words, for pages without a column for it."""
    return f"evidence {row.grade}"


def grade_below(words: str, row: MethodRow, room: float) -> bool:
    """Tell whether the grade needs a line of its own below the range."""
    return text_width(words, 12.5, True) + text_width(grade_words(row), LEAST) + 10 > room


def range_words(main: str, more: str, row: MethodRow) -> str:
    """Return the range with its middle where it has one, for pages without a column for it."""
    return f"{main} {more}" if row.middle and not row.variants and not row.reason else main


def _text_height(row: MethodRow, layout: Layout) -> float:
    height = len(wrap(row.title, layout.room, layout.title)) * 17.0 + 8
    if row.note:
        height += len(wrap(row.note, layout.room, layout.note)) * 15
    if layout.beside and layout.column is None and not row.reason:
        height += 34 if row.middle and row.quantiles else 18
    return height


def _drawing_height(row: MethodRow, axis: Axis, width: int) -> float:
    foot = 0.0 if LAYOUTS[width].beside else 22.0
    if row.reason:
        return 18.0 + 15 * len(reason_lines(row, width))
    if row.variants:
        drawn = [(v.name, v.p05, v.p95) for v in on_axis(row.variants, axis)]
        return sheaf_height(axis, drawn) + foot
    return (DOTS + 14 if row.middle else 22.0) + foot


def on_axis(variants: tuple[Variant, ...], axis: Axis) -> list[Variant]:
    """Return the variants with what lies below the axis, zero included, at its left end."""
    edge, _ = axis.numbers()
    return [Variant(v.name, max(v.p05, edge), max(v.p95, edge)) for v in variants]
