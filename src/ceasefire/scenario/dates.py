"""Dates as people write them: a year, a month or a day; without a day the period's last one."""

from __future__ import annotations

import calendar
import re
from datetime import date

__all__ = ["last_day"]

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def last_day(text: str) -> date:
    """Return the last day that ``2025``, ``2025-01`` or ``2025-01-31`` may mean.

    What happened some time in a month was known to all by its last day, not by its first.

    Raises
    ------
    ValueError
        If the text is no such date.
    """
    found = _FORM.fullmatch(text.strip())
    if not found:
        raise ValueError(f"'{text}' is not a date such as 2025-01-31, 2025-01 or 2025")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        month = month if found.group(2) else 12
        day = day if found.group(3) else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except (ValueError, IndexError) as error:
        raise ValueError(f"there is no such date as '{text}'") from error
