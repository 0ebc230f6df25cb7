"""A time axis in months: where they start, how they are written."""

from datetime import date
from typing import Final

from ceasefire.briefing.figures.labels import text_width
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import NARROW, SECONDARY, WIDE

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def brief_date(day: date) -> str:
    """Write a date as on an axis: 1 Feb 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_starts(axis: Axis) -> list[date]:
    """Return the first days of the months that start within an axis of dates."""
    first, last = (day for day in axis.domain if isinstance(day, date))
    number = first.year * 12 + first.month
    found = []
    while (day := date(number // 12, number % 12 + 1, 1)) < last:
        found.append(day)
        number += 1
    return found


def month_labels(sheet: Sheet, axis: Axis, y: float) -> None:
    """Name the months below the axis: each on a wide page, every second or fourth otherwise."""
    wide = sheet.width == WIDE
    step = 1 if wide else 4 if sheet.width == NARROW else 2
    size = 12 if wide else 11
    for i, month in enumerate(month_starts(axis)):
        if i % step:
            continue
        label = _MONTHS[month.month - 1]
        if not wide or i == 0 or month.month == 1:
            label += f" {month.year}"
        if axis.px(month) + 2 + text_width(label, size) <= sheet.width:
            sheet.text(label, axis.at(month), y, size, SECONDARY, shift=2)
