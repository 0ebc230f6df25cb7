"""Figure: incidents a month in single simulated histories, without a force and with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import GREY, with_own_scales
from ceasefire.briefing.figures.labels import Box, short, thousands, wrap
from ceasefire.briefing.figures.marks import family_mark, log_ticks
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import ACCENT, AXIS, FAMILIES, GRID, NARROW, SECONDARY, WIDE

__all__ = ["Histories", "History", "incident_history"]

_CROSS: Final = "M-0.7,-0.7L0.7,0.7M-0.7,0.7L0.7,-0.7"
_LEAST: Final = 1.0  # where the logarithmic axis begins, in incidents


@dataclass(frozen=True)
class History:
    """One world: the fan of all draws by epoch, and some draws' own histories.

    ``low`` and ``high`` are 5% and 95% over the draws in which the ceasefire still holds; a
    history ends with its last epoch before large-scale war, ``ended`` says which did.
    """

    title: str
    family: str
    low: tuple[float, ...]
    high: tuple[float, ...]
    single: tuple[tuple[float, ...], ...]
    ended: tuple[bool, ...]


@dataclass(frozen=True)
class Histories:
    """The worlds beside each other, on one scale; ``epoch_days`` days are one point."""

    worlds: tuple[History, ...]
    epoch_days: float
    description: str


def incident_history(data: Histories, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the histories at one width in px."""
    sheet = Sheet(width, data.description)
    most = max(max(world.high) for world in data.worlds)
    most = max(most, *(max(line) for world in data.worlds for line in world.single))
    side_by_side = width != NARROW
    gap = 34.0
    count = len(data.worlds) if side_by_side else 1
    room = (width - gap * (count - 1)) / count
    y, bottoms = 0.0, [0.0]
    for number, world in enumerate(data.worlds):
        left = number * (room + gap) if side_by_side else 0.0
        top = 0.0 if side_by_side else y
        y = _panel(sheet, world, data.epoch_days, most, Box(left, top, left + room, top)) + 20
        bottoms.append(y)
    return with_own_scales(sheet.spec(max(bottoms) - 12))


def _panel(sheet: Sheet, world: History, epoch_days: float, most: float, box: Box) -> float:
    family_mark(sheet, world.family, box.left + 6, box.top + 10, 5)
    titles = wrap(world.title, box.right - box.left - 20, 13, True)
    top = sheet.lines(titles, box.left + 18, box.top + 15, 13, bold=True, leading=16) + 2
    bottom = top + (230 if sheet.width == WIDE else 170)
    left, right = box.left + 44, box.right - 8
    epochs = Axis("epoch", "linear", (0.0, float(len(world.low) - 1)), (left, right))
    incidents = Axis("incidents", "log", (_LEAST, most * 1.2), (bottom, top))
    _band(sheet, world, epochs, incidents)
    words = thousands if sheet.width == WIDE else short
    for tick in log_ticks(*incidents.numbers()):
        sheet.rule(left, incidents.at(tick), right, incidents.at(tick), GRID)
        sheet.text(words(tick), left - 6, incidents.px(tick) + 4, 11, SECONDARY, "right")
    sheet.rule(left, bottom, right, bottom, AXIS)
    colour = FAMILIES[world.family].colour
    for line, ended in zip(world.single, world.ended, strict=True):
        _single(sheet, line, epochs, incidents, colour)
        if ended:
            at = epochs.px(len(line) - 1), incidents.px(max(line[-1], _LEAST))
            sheet.point(*at, _CROSS, 90, "transparent", ACCENT, 2.0)
    years = (len(world.low) * epoch_days) / 365.0
    for year in range(0, int(years) + 1, max(1, round(years / 5))):
        place = min(year * 365.0 / epoch_days, len(world.low) - 1)
        sheet.text(str(year), epochs.px(place), bottom + 15, 11, SECONDARY, "center")
    sheet.text("years after the ceasefire", left, bottom + 30, 11, SECONDARY)
    return bottom + 34


def _single(
    sheet: Sheet, line: Sequence[float], epochs: Axis, incidents: Axis, colour: str
) -> None:
    for (epoch, now), (later, then) in pairwise(enumerate(line)):
        ends = (incidents.px(max(value, _LEAST)) for value in (now, then))
        first, last = ends
        sheet.rule(epochs.px(epoch), first, epochs.px(later), last, colour, 1.1, 0.75)


def _band(sheet: Sheet, world: History, epochs: Axis, incidents: Axis) -> None:
    """Fill between the quantiles: one symbol, in px from the left foot."""
    x0, y0 = epochs.range[0], incidents.range[0]

    def places(values: Sequence[float]) -> list[tuple[float, float]]:
        return [
            (epochs.px(epoch) - x0, incidents.px(max(value, _LEAST)) - y0)
            for epoch, value in enumerate(values)
        ]

    corners = (*places(world.high), *reversed(places(world.low)))
    path = "L".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    sheet.point(x0, y0, f"M{path}Z", 4, GREY + "24", GREY + "24", 0.0)
