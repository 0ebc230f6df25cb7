"""Published sizes by concept and date, with the computed range behind each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log10
from typing import Any, Final

from ceasefire.briefing.figures.labels import (
    Box,
    Spot,
    beside,
    first_free,
    short,
    span,
    tethered,
    text_width,
    thousands,
    wrap,
)
from ceasefire.briefing.figures.marks import AFTER_OPACITY, arrow_tip, family_mark
from ceasefire.briefing.figures.months import brief_date, month_labels, month_starts
from ceasefire.briefing.figures.point_key import key_of_points
from ceasefire.briefing.figures.published_parts import (
    ComputedBand,
    FamilyRow,
    Panel,
    PublishedFigure,
    PublishedSizes,
    placed_marks,
)
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    ACCENT,
    AXIS,
    FAMILIES,
    GRID,
    MIDDLE,
    NARROW,
    SECONDARY,
    WIDE,
)

__all__ = ["ComputedBand", "FamilyRow", "PublishedFigure", "PublishedSizes", "published_sizes"]


@dataclass(frozen=True)
class _Layout:
    left: float
    head: float
    row: float
    gap: float
    radius: float
    labels: int


_TETHERED: Final = 3  # labels up to this priority may stand farther off, with a leader
_LAYOUTS: Final = {
    WIDE: _Layout(left=262, head=0, row=166, gap=20, radius=4.6, labels=9),
    # Five rows fill a page of paper and no more.
    MIDDLE: _Layout(left=34, head=24, row=97, gap=16, radius=3.8, labels=5),
    NARROW: _Layout(left=34, head=26, row=112, gap=18, radius=3.8, labels=5),
}


def published_sizes(data: PublishedSizes, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the published sizes at one width in px.

    Rows share the time axis and the logarithmic troop axis. Published figures are dots, joined
    dots or dots with an arrow; those after the as-of date are hollow and paler.
    """
    wide = width == WIDE
    layout = _LAYOUTS[width]
    sheet = Sheet(width, data.description)
    top = key_of_points(sheet, data.as_of) + (40 if wide else 14)
    months = Axis("drawn_on", "utc", _months(data), (layout.left, width - 8))
    ends = _troop_domain(data)
    panels = []
    for row in data.rows:
        frame = Box(layout.left, top + layout.head, width - 8, top + layout.head + layout.row)
        troops = Axis("troops", "log", ends, (frame.bottom, frame.top))
        placed = placed_marks(row, data.as_of, months, troops, layout.radius)
        panels.append(Panel(row, frame, troops, placed))
        top = frame.bottom + layout.gap
    # Kind by kind, not row by row: neighbours of one kind share a layer.
    for panel in panels:
        _bands(sheet, panel)
    _grid(sheet, panels, months, wide)
    _as_of(sheet, data.as_of, months, panels, wide)
    _figures(sheet, panels, months, layout.radius)
    for panel in panels:
        head = _head_beside if wide else _head_across
        head(sheet, panel, data.as_of)
        _label(sheet, panel, months.px(data.as_of), layout, panel is panels[0], data.as_of)
    month_labels(sheet, months, panels[-1].frame.bottom + 16)
    return sheet.spec(panels[-1].frame.bottom + 24)


def _months(data: PublishedSizes) -> tuple[date, date]:
    days = [figure.published for row in data.rows for figure in row.figures] + [data.as_of]
    first, last = min(days), max(days)
    after_last = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return first.replace(day=1) - timedelta(days=7), after_last


def _troop_domain(data: PublishedSizes) -> tuple[float, float]:
    values = [v for row in data.rows for f in row.figures for v in (f.low, f.high) if v is not None]
    values += [v for row in data.rows for band in row.bands for v in (band.p05, band.p95)]
    return min(values) / 1.5, max(values) * 1.6


def _ticks(ends: tuple[float, float], wide: bool) -> list[float]:
    powers = [10.0**k for k in range(floor(log10(ends[0])), floor(log10(ends[1])) + 1)]
    steps = (1, 3) if wide else (1,)
    ticks = [p * s for p in powers for s in steps]
    return [t for t in ticks if ends[0] * 1.15 <= t <= ends[1] / 1.15]


def _bands(sheet: Sheet, panel: Panel) -> None:
    colour, frame, troops = FAMILIES[panel.row.family].colour, panel.frame, panel.troops
    for band in panel.row.bands:
        pairs = [(band.p05, band.p95, 0.10)]
        if band.p25 is not None and band.p75 is not None:
            pairs.append((band.p25, band.p75, 0.16))
        for low, high, opacity in pairs:
            sheet.rect(frame.left, troops.px(low), frame.right, troops.px(high), colour, opacity)


def _grid(sheet: Sheet, panels: Sequence[Panel], months: Axis, wide: bool) -> None:
    for panel in panels:
        for month in month_starts(months):
            place = months.at(month)
            sheet.rule(place, panel.frame.top, place, panel.frame.bottom, GRID)
    ends = panels[0].troops.numbers()
    for frame, troops in ((panel.frame, panel.troops) for panel in panels):
        for tick in _ticks(ends, wide):
            y = troops.px(tick)
            colour = "#DCD8CF" if log10(tick) % 1 == 0 else GRID
            sheet.rule(frame.left, y, frame.right, y, colour)
            label = thousands(tick) if wide else short(tick)
            sheet.text(label, frame.left - 5, y + 4, 12 if wide else 11, SECONDARY, "right")
        sheet.rule(frame.left, frame.bottom, frame.right, frame.bottom, AXIS)


def _count(row: FamilyRow, as_of: date, brief: bool) -> str:
    known = sum(not figure.after for figure in row.figures)
    total = f"{len(row.figures)} figure{'s' * (len(row.figures) != 1)}"
    if brief:
        return f"{total}, {known} by {brief_date(as_of)}"
    return f"{total}, {known} of\u00a0them by\u00a0{as_of.day}\u00a0{as_of:%B}\u00a0{as_of.year}"


def _head_beside(sheet: Sheet, panel: Panel, as_of: date) -> None:
    row, frame = panel.row, panel.frame
    look = FAMILIES[row.family]
    room = frame.left - 20 - 62  # 62 px hold the numbers of the troop axis
    y = frame.top + 17
    family_mark(sheet, row.family, 7.0, y - 5, 6.0)
    y = sheet.lines(wrap(row.title, room, 15, True), 20.0, y, 15, bold=True, leading=18)
    for words, space in ((row.note, 8), (_count(row, as_of, False), 9)):
        y = space + sheet.lines(wrap(words, room, 12.5), 20.0, y, 12.5, SECONDARY, leading=15)
    for band in row.bands:
        label = f"computed {span(band.p05, band.p95)}"
        if len(row.bands) > 1 or band.name:
            label = f"{band.name} {span(band.p05, band.p95)}".strip()
        lines = wrap(label, room, 12.5, True)
        y = sheet.lines(lines, 20.0, y, 12.5, look.text, bold=True, leading=15)


def _head_across(sheet: Sheet, panel: Panel, as_of: date) -> None:
    row, top = panel.row, panel.frame.top - 24
    family_mark(sheet, row.family, 6.0, top + 9, 5.0)
    sheet.text(row.title, 15.0, top + 14, 13, bold=True)
    sheet.text(_count(row, as_of, True), sheet.width - 1.0, top + 14, 11, SECONDARY, "right")


def _as_of(sheet: Sheet, as_of: date, months: Axis, panels: Sequence[Panel], wide: bool) -> None:
    place = months.at(as_of)
    top = panels[0].frame.top
    for frame in (panel.frame for panel in panels):
        sheet.rule(place, frame.top - (6 if wide else 0), place, frame.bottom, ACCENT, 1.6)
    if wide:
        label = f"as of {as_of.day} {as_of:%B} {as_of.year}"
        sheet.text(label, place, top - 12, 12.5, ACCENT, "center", bold=True)
    else:
        sheet.text(f"as of {brief_date(as_of)}", place, top + 10, 11, ACCENT, bold=True, shift=4)


def _figures(sheet: Sheet, panels: Sequence[Panel], months: Axis, radius: float) -> None:
    marks = [(panel.troops, *item[:2]) for panel in panels for item in panel.placed]
    tips = []
    for troops, figure, day in marks:
        ys = [troops.px(v) for v in (figure.low, figure.high) if v is not None]
        ends = (ys[0], ys[-1])
        if figure.low is None or figure.high is None:
            up = figure.high is None
            ends = (ys[0], ys[0] - 14 if up else ys[0] + 14)
            tips.append((figure, day, ends[1], up))
        colour, opacity = FAMILIES[figure.family].colour, AFTER_OPACITY if figure.after else 1.0
        stroke = 2.4 if len(ys) == 2 else 1.5
        sheet.rule(months.at(day), ends[0], months.at(day), ends[1], colour, stroke, opacity)
    for figure, day, tip, up in tips:
        colour, opacity = FAMILIES[figure.family].colour, AFTER_OPACITY if figure.after else 1.0
        arrow_tip(sheet, months.at(day), tip, up, colour, opacity)
    for troops, figure, day in marks:
        for value in sorted({v for v in (figure.low, figure.high) if v is not None}):
            family_mark(
                sheet,
                figure.family,
                months.at(day),
                troops.px(value),
                radius,
                figure.after,
                troops=value,
                published=figure.published.isoformat(),
                id=figure.id,
            )


def _label(
    sheet: Sheet, panel: Panel, line: float, layout: _Layout, named: bool, as_of: date
) -> None:
    """Place labels by priority, each where it touches nothing; the others stay away."""
    frame, wide = panel.frame, sheet.width == WIDE
    size = 12.0 if wide else 11.0
    taken = [box for _, _, box in panel.placed] + [Box(line - 2, frame.top, line + 2, frame.bottom)]
    if named and not wide:
        length = text_width(f"as of {brief_date(as_of)}", 11, True)
        taken.append(Box(line, frame.top, line + 6 + length, frame.top + 14))
    left = layout.labels if sheet.width != NARROW else 2
    for figure, _, box in sorted(panel.placed, key=lambda item: (item[0].priority, item[0].id)):
        if left == 0:
            break
        others = [other for _, _, other in panel.placed if other is not box]
        # A label stays on its mark's side of the as-of line, or it would seem to move the date.
        ends = (line, frame.right) if figure.after else (frame.left + 2, line)
        room = Box(ends[0], frame.top + 1, ends[1], frame.bottom - 2)
        forms = _wordings(figure, sheet.width, size)
        for lines in forms:
            spot = first_free(beside(lines, box, size), taken, room, own=box, others=others)
            if spot is not None:
                break
        else:
            spot, lines = None, []
            if wide and figure.priority <= _TETHERED:
                spot, lines = _with_leader(sheet, forms, box, taken, room)
        if spot is not None:
            sheet.lines(lines, spot.x, spot.y, size, align=spot.align)
            taken.append(spot.box)
            left -= 1


def _with_leader(
    sheet: Sheet, forms: list[list[str]], mark: Box, taken: list[Box], room: Box
) -> tuple[Spot | None, list[str]]:
    """Find a farther place for a label that matters and draw the line that leads to it."""
    for lines in (form for form in forms if len(form) <= 2):
        for spot, leader in tethered(lines, mark, 12.0):
            clear = [box for box in taken if box != mark]
            free = first_free([spot], taken, room) is not None
            if free and not any(leader.overlaps(box) for box in clear):
                x = (leader.left + leader.right) / 2
                sheet.rule(x, leader.top, x, leader.bottom, SECONDARY, 0.8)
                taken.append(leader)
                return spot, lines
    return None, []


def _wordings(figure: PublishedFigure, width: float, size: float) -> list[list[str]]:
    """Return the forms of a label, the fullest first; only short ones on a phone."""
    texts = [text for text in (figure.label, figure.brief_label) if text]
    forms: list[list[str]] = []
    for text in texts:
        speaker, colon, words = text.partition(": ")
        forms += [[text], [speaker + ":", words]] if colon else [[text]]
        forms += [wrap(text, 160, size), wrap(text, 108, size)]
    if width == NARROW:
        forms = [lines for lines in forms if len(lines) == 1 and text_width(lines[0], size) < 125]
    return forms
