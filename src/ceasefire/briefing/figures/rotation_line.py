"""One line below a troop axis: the pool behind a force, which is not a size."""

from dataclasses import dataclass
from typing import Final

from ceasefire.briefing.figures.labels import Box, rounded, text_box, text_width, wrap
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import NARROW, PAPER, RULE, SECONDARY, WIDE

COLUMN: Final = 872.0  # where the column of numbers starts on a wide page, in px


@dataclass(frozen=True)
class RotationLine:
    """The pool behind a force under published rules: not a size, so shown apart.

    ``pools`` holds (soldiers for one deployed, troops in the pool) by rising multiplier.
    """

    title: str
    note: str
    pools: tuple[tuple[float, float], ...]
    grade: str


def grade_box(sheet: Sheet, grade: str, y: float) -> None:
    """Write a grade of evidence in its box at the right edge; ``y`` is the baseline."""
    right = sheet.width - 1.0
    sheet.rect(right - 19, y - 14, right, y + 5, PAPER, stroke="#8D8A83")
    sheet.text(grade, right - 9.5, y, 13, SECONDARY, "center", bold=True)


def rotation_line(sheet: Sheet, line: RotationLine, axis: Axis, top: float) -> float:
    """Draw the rotation pools below the axis and return their lower edge, in px."""
    wide, beside = sheet.width == WIDE, sheet.width != NARROW
    sheet.rule(0, top, sheet.width, top, RULE)
    left = 17.0 if wide else 0.0
    room = axis.range[0] - left - 14 if beside else sheet.width
    title = 14.0 if wide else 13.0
    y = sheet.lines(wrap(line.title, room, title), left, top + 22, title, leading=17)
    y = sheet.lines(wrap(line.note, room, 12), left, y, 12, SECONDARY, leading=15)
    middle = top + 34 if beside else y + 20
    pools = [troops for _, troops in line.pools]
    grey = "#747D8A"
    sheet.rule(axis.at(pools[0]), middle, axis.at(pools[-1]), middle, grey, 2)
    taken: list[Box] = []
    # The ends are named first, what lies between as far as there is room.
    first, *between = line.pools
    for multiplier, troops in [first, *between[-1:], *between[:-1]]:
        place = axis.at(troops)
        sheet.rule(place, middle - 5, place, middle + 5, grey, 2)
        label = f"×{multiplier:g}"
        box = text_box([label], place.px, middle - 11, 11, "center")
        if not any(box.overlaps(other, 3) for other in taken):
            sheet.text(label, place, middle - 11, 11, SECONDARY, "center")
            taken.append(box)
    sheet.text(rounded(pools[0]), axis.px(pools[0]) - 8, middle + 4, 12, align="right", bold=True)
    last = rounded(pools[-1])
    if axis.px(pools[-1]) + 8 + text_width(last, 12, True) <= (COLUMN if wide else sheet.width):
        sheet.text(last, axis.px(pools[-1]) + 8, middle + 4, 12, bold=True)
    else:
        sheet.text(last, axis.px(pools[-1]), middle + 20, 12, align="right", bold=True)
    if wide:
        grade_box(sheet, line.grade, top + 27)
    elif beside:
        sheet.text(f"evidence {line.grade}", left, y, 11, SECONDARY)
        y += 15
    else:
        sheet.text(f"evidence {line.grade}", sheet.width - 1, top + 22, 11, SECONDARY, "right")
    return max(y - 8, middle + 24)
