"""The months that a pack's dated rows cover, for a look back."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from ceasefire.scenario.model import Scenario

__all__ = ["days_looked_at"]

_TABLES = ("stances", "evidence")


def days_looked_at(scenario: Scenario) -> tuple[date, ...]:
    """Return the last day of each month since the first dated stance or event, and the as-of date.

    Only the as-of date is returned where the pack has neither.
    """
    dated = [row["date"] for table in _TABLES for row in scenario.rows(table)]
    first = min((day for day in dated if isinstance(day, date)), default=scenario.as_of)
    found = []
    day = _month_end(first)
    while day < scenario.as_of:
        found.append(day)
        day = _month_end(day + timedelta(days=1))
    return (*found, scenario.as_of)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
