"""Figure: options by measures, each cell shaded by how near it is to the best."""

from dataclasses import dataclass
from typing import Any, Final

from ceasefire.briefing.figures.labels import text_width, wrap
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import INK, MIDDLE, NARROW, PAPER, RULE, SECONDARY, WIDE, ramp

__all__ = ["MatrixCell", "MatrixRow", "OutcomeMatrix", "outcome_matrix"]

_NAMES: Final = {WIDE: 300, MIDDLE: 168, NARROW: 132}
_SIZES: Final = {WIDE: 13, MIDDLE: 11, NARROW: 11}
_COLUMNS: Final = {WIDE: 8, MIDDLE: 6, NARROW: 3}
"""How many measures have room, the first of them."""
_DARK = 0.78  # place from which the text on a cell is white


@dataclass(frozen=True)
class MatrixCell:
    """``place`` is 1 for the best option of the column and 0 for the worst; None without one."""

    text: str
    place: float | None


@dataclass(frozen=True)
class MatrixRow:
    """An option and its cells, one a measure."""

    title: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class OutcomeMatrix:
    """``heads`` name the measures, most important first."""

    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    description: str


def outcome_matrix(data: OutcomeMatrix, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the matrix at one width in px."""
    sheet = Sheet(width, data.description)
    count = min(_COLUMNS[width], len(data.heads))
    size, names = _SIZES[width], _NAMES[width]
    room = (width - names) / count
    heads = [wrap(head, room - 8, size - 1) for head in data.heads[:count]]
    y = 14.0 * max(len(lines) for lines in heads) + 6
    for column, lines in enumerate(heads):
        x = names + room * (column + 0.5)
        first = y - 8 - 14.0 * (len(lines) - 1)
        sheet.lines(lines, x, first, size - 1, SECONDARY, "center")
    for row in data.rows:
        titles = wrap(row.title, names - 12, size)
        height = max(24.0, 15.0 * len(titles) + 9)
        sheet.rule(0, y, width, y, RULE)
        first = y + height / 2 + 4.5 - 7.5 * (len(titles) - 1)
        sheet.lines(titles, 0, first, size, leading=15)
        for column, cell in enumerate(row.cells[:count]):
            _cell(sheet, cell, names + room * column, y, room, height, size - 1)
        y += height
    sheet.rule(0, y, width, y, RULE)
    return sheet.spec(y + 2)


def _cell(
    sheet: Sheet, cell: MatrixCell, x: float, y: float, room: float, height: float, size: float
) -> None:
    if cell.place is not None:
        sheet.rect(x + 1, y + 1, x + room - 1, y + height - 1, ramp(cell.place))
    dark = cell.place is not None and cell.place > _DARK
    while text_width(cell.text, size) > room - 4 and size > 8:
        size -= 0.5
    colour = PAPER if dark else INK if cell.place is not None else SECONDARY
    sheet.text(cell.text, x + room / 2, y + height / 2 + 0.35 * size, size, colour, "center")
