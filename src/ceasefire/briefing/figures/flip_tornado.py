"""Figure: what each quantity does to a gain, as bars from its low end to its high end."""

from dataclasses import dataclass
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import draw_grid
from ceasefire.briefing.figures.labels import text_box, wrap
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import AXIS, INK, MIDDLE, NARROW, PAPER, SECONDARY, WIDE

__all__ = ["FlipTornado", "TornadoBar", "flip_tornado"]

_AXES: Final = {WIDE: (420.0, 1040.0), MIDDLE: (236.0, 610.0), NARROW: (8.0, 346.0)}
_LOW, _HIGH = "#C67E2E", "#192B84"
_TICKS: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


@dataclass(frozen=True)
class TornadoBar:
    """A quantity: what its ends add, in a hundred, and whether it turns the sign somewhere."""

    title: str
    low: float
    high: float
    turns: bool


@dataclass(frozen=True)
class FlipTornado:
    """Bars, the longest first."""

    bars: tuple[TornadoBar, ...]
    description: str


def flip_tornado(data: FlipTornado, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the tornado at one width in px."""
    sheet = Sheet(width, data.description)
    left, right = _AXES[width]
    most = max(abs(end) for bar in data.bars for end in (bar.low, bar.high)) * 1.08
    axis = Axis("moved", "linear", (-most, most), (left, right))
    step = next((tick for tick in _TICKS if most / tick <= 3.2), _TICKS[-1])
    count = int(most / step)
    ticks = [step * place for place in range(-count, count + 1)]
    narrow = width == NARROW
    titles = [wrap(bar.title, width if narrow else left - 16, 12) for bar in data.bars]
    heights = [
        (15.0 * len(lines) + 24) if narrow else max(26.0, 15.0 * len(lines) + 8) for lines in titles
    ]
    top = 54.0
    _legend(sheet, width)
    draw_grid(sheet, axis, ticks, (top, top + sum(heights)), _signed, 11)
    sheet.rule(axis.at(0.0), top, axis.at(0.0), top + sum(heights), AXIS)
    y = top
    for bar, lines, height in zip(data.bars, titles, heights, strict=True):
        middle = y + (height - 12 if narrow else height / 2)
        first = y + 14 if narrow else middle + 4.5 - 7.5 * (len(lines) - 1)
        if narrow:  # the grid runs below the titles
            sheet.plate(text_box(lines, 0, first, 12))
        sheet.lines(lines, 0, first, 12, leading=15)
        for end, colour in ((bar.low, _LOW), (bar.high, _HIGH)):
            start, stop = sorted((axis.px(0.0), axis.px(end)))
            sheet.rect(start, middle - 5, stop, middle + 5, colour, 0.85)
        if bar.turns:
            sheet.point(axis.at(0.0), middle, "diamond", 60, PAPER, INK, 1.4)
        y += height
    return sheet.spec(y + 4)


def _legend(sheet: Sheet, width: int) -> None:
    x = 0.0
    for colour, words in ((_LOW, "at its low end"), (_HIGH, "at its high end")):
        sheet.rect(x, 4, x + 12, 14, colour, 0.85)
        sheet.text(words, x + 17, 14, 11, SECONDARY)
        x += 110
    if width == NARROW:
        sheet.point(6, 26, "diamond", 60, PAPER, INK, 1.4)
        sheet.text("turns the sign in a variant", 17, 30, 11, SECONDARY)
    else:
        sheet.point(x + 6, 9, "diamond", 60, PAPER, INK, 1.4)
        sheet.text("turns the sign in a variant", x + 17, 14, 11, SECONDARY)


def _signed(tick: float) -> str:
    return "0" if tick == 0 else f"{'+' if tick > 0 else '−'}{abs(tick):g}"
