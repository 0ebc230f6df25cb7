"""Published sizes by concept and date, with the computed range behind each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Any, Final

from ceasefire.briefing.figures.labels import (
    Box,
    beside,
    first_free,
    short,
    span,
    text_width,
    thousands,
    wrap,
)
from ceasefire.briefing.figures.marks import AFTER_OPACITY, arrow_tip, family_mark
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import (
    ACCENT,
    AXIS,
    FAMILIES,
    GRID,
    NARROW,
    PAPER,
    RAMP,
    RULE,
    SECONDARY,
    WIDE,
)


@dataclass(frozen=True)
class PublishedFigure:
    """One published figure.

    ``low`` alone is "at least", ``high`` alone "at most", both equal one figure, else a range, in
    troops. ``exact`` is False where only the month is known: the mark then stands where the month
    has room. ``family`` gives the mark; ``after`` says it was published after the as-of date.
    Labels of a lower ``priority`` are placed first; without a label the mark stays unnamed.
    ``brief_label`` is tried where the label does not fit.
    """

    id: str
    published: date
    low: float | None
    high: float | None
    family: str
    after: bool
    exact: bool = True
    label: str = ""
    brief_label: str = ""
    priority: int = 100


@dataclass(frozen=True)
class ComputedBand:
    """A computed range in troops; the 50% range is None where it is not shown."""

    p05: float
    p95: float
    p25: float | None = None
    p75: float | None = None
    name: str = ""


@dataclass(frozen=True)
class FamilyRow:
    """One row: a family of concepts, its figures and the computed ranges behind them."""

    family: str
    title: str
    note: str
    figures: tuple[PublishedFigure, ...]
    bands: tuple[ComputedBand, ...] = ()


@dataclass(frozen=True)
class PublishedSizes:
    """All rows, top to bottom, and the date after which nothing is used."""

    as_of: date
    rows: tuple[FamilyRow, ...]
    description: str


@dataclass(frozen=True)
class _Layout:
    left: float
    head: float
    row: float
    gap: float
    radius: float
    labels: int


@dataclass(frozen=True)
class _Panel:
    row: FamilyRow
    frame: Box
    troops: Axis
    placed: list[tuple[PublishedFigure, date, Box]]


_LAYOUTS: Final = {
    True: _Layout(left=262, head=0, row=166, gap=20, radius=4.6, labels=9),
    False: _Layout(left=34, head=26, row=128, gap=20, radius=3.8, labels=5),
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def published_sizes(data: PublishedSizes, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the published sizes at one width in px.

    Rows share the time axis and the logarithmic troop axis. Published figures are dots, joined
    dots or dots with an arrow; those after the as-of date are hollow and paler.
    """
    wide = width == WIDE
    layout = _LAYOUTS[wide]
    sheet = Sheet(width, data.description)
    top = _key(sheet, data, width) + (40 if wide else 14)
    months = Axis("drawn_on", "utc", _months(data), (layout.left, width - 8))
    ends = _troop_domain(data)
    panels = []
    for row in data.rows:
        frame = Box(layout.left, top + layout.head, width - 8, top + layout.head + layout.row)
        troops = Axis("troops", "log", ends, (frame.bottom, frame.top))
        placed = _placed(row, data.as_of, months, troops, layout.radius)
        panels.append(_Panel(row, frame, troops, placed))
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
    _month_labels(sheet, months, panels[-1].frame.bottom + 16)
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


def _bands(sheet: Sheet, panel: _Panel) -> None:
    colour, frame, troops = FAMILIES[panel.row.family].colour, panel.frame, panel.troops
    for band in panel.row.bands:
        pairs = [(band.p05, band.p95, 0.10)]
        if band.p25 is not None and band.p75 is not None:
            pairs.append((band.p25, band.p75, 0.16))
        for low, high, opacity in pairs:
            sheet.rect(frame.left, troops.px(low), frame.right, troops.px(high), colour, opacity)


def _grid(sheet: Sheet, panels: Sequence[_Panel], months: Axis, wide: bool) -> None:
    for panel in panels:
        for month in _firsts(months):
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


def _firsts(months: Axis) -> list[date]:
    first, last = (day for day in months.domain if isinstance(day, date))
    number = first.year * 12 + first.month
    found = []
    while (day := date(number // 12, number % 12 + 1, 1)) < last:
        found.append(day)
        number += 1
    return found


def _month_labels(sheet: Sheet, months: Axis, y: float) -> None:
    width = sheet.width
    step = 1 if width == WIDE else 4 if width == NARROW else 2
    firsts = _firsts(months)
    for i, month in enumerate(firsts):
        label = _MONTHS[month.month - 1]
        if width != WIDE:
            label += f" {month.year}"
            if i % step:
                continue
        elif i == 0 or month.month == 1:
            label += f" {month.year}"
        size = 12 if width == WIDE else 11
        if months.px(month) + text_width(label, size) <= sheet.width:
            sheet.text(label, months.at(month), y, size, SECONDARY, shift=2)


def _count(row: FamilyRow, as_of: date, brief: bool) -> str:
    known = sum(not figure.after for figure in row.figures)
    total = f"{len(row.figures)} figure{'s' * (len(row.figures) != 1)}"
    if brief:
        return f"{total}, {known} by {_short(as_of)}"
    return f"{total}, {known} of\u00a0them by\u00a0{as_of.day}\u00a0{as_of:%B}\u00a0{as_of.year}"


def _head_beside(sheet: Sheet, panel: _Panel, as_of: date) -> None:
    row, frame = panel.row, panel.frame
    look = FAMILIES[row.family]
    room = frame.left - 20 - 62  # 62 px hold the numbers of the troop axis
    y = frame.top + 17
    family_mark(sheet, row.family, 7.0, y - 5, 6.0)
    y = sheet.lines(wrap(row.title, room, 15, True), 20.0, y, 15, bold=True, leading=18)
    y = sheet.lines(wrap(row.note, room, 12.5), 20.0, y, 12.5, SECONDARY, leading=15) + 8
    y = sheet.lines(wrap(_count(row, as_of, False), room, 12.5), 20.0, y, 12.5, SECONDARY, leading=15)
    y += 9
    for band in row.bands:
        label = f"computed {span(band.p05, band.p95)}"
        if len(row.bands) > 1 or band.name:
            label = f"{band.name} {span(band.p05, band.p95)}".strip()
        y = sheet.lines(wrap(label, room, 12.5, True), 20.0, y, 12.5, look.text, bold=True, leading=15)


def _head_across(sheet: Sheet, panel: _Panel, as_of: date) -> None:
    row, top = panel.row, panel.frame.top - 26
    family_mark(sheet, row.family, 6.0, top + 9, 5.0)
    sheet.text(row.title, 15.0, top + 14, 13, bold=True)
    sheet.text(_count(row, as_of, True), sheet.width - 1.0, top + 14, 11, SECONDARY, "right")


def _as_of(
    sheet: Sheet, as_of: date, months: Axis, panels: Sequence[_Panel], wide: bool
) -> None:
    place = months.at(as_of)
    top = panels[0].frame.top
    for frame in (panel.frame for panel in panels):
        sheet.rule(place, frame.top - (6 if wide else 0), place, frame.bottom, ACCENT, 1.6)
    if wide:
        label = f"as of {as_of.day} {as_of:%B} {as_of.year}"
        sheet.text(label, place, top - 12, 12.5, ACCENT, "center", bold=True)
    else:
        sheet.text(f"as of {_short(as_of)}", place, top + 10, 11, ACCENT, bold=True, shift=4)


def _short(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _extent(figure: PublishedFigure, x: float, troops: Axis, radius: float) -> Box:
    values = [troops.px(v) for v in (figure.low, figure.high) if v is not None]
    top, bottom = min(values) - radius, max(values) + radius
    if figure.high is None:
        top -= 11
    if figure.low is None:
        bottom += 11
    return Box(x - radius, top, x + radius, bottom)


def _days(figure: PublishedFigure, as_of: date, nudge: int) -> list[date]:
    """Days on which the mark may stand, the best first; never across the as-of date."""
    start, reach = figure.published, nudge
    if not figure.exact:
        start, reach = start.replace(day=15), 13
    days = sorted(
        (start + timedelta(days=i) for i in range(-reach, reach + 1)),
        key=lambda day: abs(day - start),
    )
    return [day for day in days if (day > as_of) == figure.after] or [figure.published]


def _placed(
    row: FamilyRow, as_of: date, months: Axis, troops: Axis, radius: float
) -> list[tuple[PublishedFigure, date, Box]]:
    """Give each mark the day where it hides least: exact dates first, moved by one mark at most."""
    placed: list[tuple[PublishedFigure, date, Box]] = []
    a_day = months.px(as_of + timedelta(days=1)) - months.px(as_of)
    nudge = ceil(2.2 * radius / a_day)
    for figure in sorted(row.figures, key=lambda f: (not f.exact, f.published, f.id)):
        days = _days(figure, as_of, nudge)

        def cost(day: date, figure: PublishedFigure = figure, best: date = days[0]) -> float:
            box = _extent(figure, months.px(day), troops, radius)
            hidden = sum(
                2 * radius + 1 - abs(other.left - box.left)
                for _, _, other in placed
                if box.overlaps(other, 1.0)
            )
            return hidden + 0.2 * abs((day - best).days) * a_day

        day = min(days, key=cost)
        placed.append((figure, day, _extent(figure, months.px(day), troops, radius)))
    return placed


def _figures(sheet: Sheet, panels: Sequence[_Panel], months: Axis, radius: float) -> None:
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
    sheet: Sheet, panel: _Panel, line: float, layout: _Layout, named: bool, as_of: date
) -> None:
    """Place labels by priority, each where it touches nothing; the others stay away."""
    frame, wide = panel.frame, sheet.width == WIDE
    size = 12.0 if wide else 11.0
    taken = [box for _, _, box in panel.placed] + [Box(line - 2, frame.top, line + 2, frame.bottom)]
    if named and not wide:
        length = text_width(f"as of {_short(as_of)}", 11, True)
        taken.append(Box(line, frame.top, line + 6 + length, frame.top + 14))
    left = layout.labels if sheet.width != NARROW else 2
    for figure, _, box in sorted(panel.placed, key=lambda item: (item[0].priority, item[0].id)):
        # A label stays on its mark's side of the as-of line, or it would seem to move the date.
        ends = (line, frame.right) if figure.after else (frame.left + 2, line)
        room = Box(ends[0], frame.top + 1, ends[1], frame.bottom - 2)
        for lines in _wordings(figure, sheet.width, size) if left else []:
            spot = first_free(beside(lines, box, size), taken, room)
            if spot is not None:
                sheet.lines(lines, spot.x, spot.y, size, align=spot.align)
                taken.append(spot.box)
                left -= 1
                break


def _wordings(figure: PublishedFigure, width: float, size: float) -> list[list[str]]:
    """Return the forms of a label, the fullest first; only short ones on a phone."""
    texts = [text for text in (figure.label, figure.brief_label) if text]
    forms = [lines for text in texts for lines in ([text], wrap(text, 160, size), wrap(text, 106, size))]
    if width == NARROW:
        forms = [lines for lines in forms if len(lines) == 1 and text_width(lines[0], size) < 125]
    return forms


def _key(sheet: Sheet, data: PublishedSizes, width: int) -> float:
    """Explain the marks above the rows and return the lower edge, in px."""
    colour = FAMILIES["none"].colour
    after = "published after the as-of date: shown, not used"
    if width != WIDE:
        after = f"published after {_short(data.as_of)}: not used by the model"
    size = 12.5 if width == WIDE else 11.0
    entries = ["one figure", "a range", "“at least”", "“at most”", after, "computed: 50%, 90%"]
    x, y = (230.0, 19.0) if width == WIDE else (4.0, 19.0)
    for i, entry in enumerate(entries):
        lead = 42 if i == 5 else 10
        if x + lead + text_width(entry, size) > width:
            x, y = 4.0, y + 20
        middle = y - 4.5
        if i == 1:
            sheet.rule(x + 4, middle - 5, x + 4, middle + 5, colour, 2.4)
            family_mark(sheet, "none", x + 4, middle - 5, 4.0)
            family_mark(sheet, "none", x + 4, middle + 5, 4.0)
        elif i == 5:
            sheet.rect(x, middle - 7, x + 34, middle + 7, RULE, 0.7)
            sheet.rect(x + 8, middle - 7, x + 26, middle + 7, RAMP[2])
        else:
            shift = {2: 3.0, 3: -3.0}.get(i, 0.0)
            if shift:
                tip = middle + shift + (-12 if i == 2 else 12)
                sheet.rule(x + 4, middle + shift, x + 4, tip, colour, 1.5)
                arrow_tip(sheet, x + 4, tip, i == 2, colour)
            family_mark(sheet, "none", x + 4, middle + shift, 4.6, hollow=i == 4)
        sheet.text(entry, x + lead + 4, y, size, SECONDARY)
        x += lead + text_width(entry, size) + (28 if width == WIDE else 22)
    return y
