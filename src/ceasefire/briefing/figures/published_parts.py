"""Published figures of one row: the data, and the day on which each mark stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from ceasefire.briefing.figures.labels import Box
from ceasefire.briefing.figures.sheet import Axis


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
class Panel:
    """One drawn row: its frame and troop axis in px, each figure with its day and its box."""

    row: FamilyRow
    frame: Box
    troops: Axis
    placed: list[tuple[PublishedFigure, date, Box]]


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


def placed_marks(
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
