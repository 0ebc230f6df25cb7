"""Past missions that contradict themselves, and tables of missions from outside a pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from ceasefire.core.errors import PackError
from ceasefire.scenario.columns import declared
from ceasefire.scenario.dates import last_day
from ceasefire.scenario.outside import outside_rows
from ceasefire.scenario.problems import ENOUGH, Problems, quoted
from ceasefire.scenario.tables import Row, TableRows

__all__ = ["as_known", "check_operations", "outside_table"]

_DAYS_A_YEAR = 365.25
_CITING = ("notes", "grade", "sources")


def check_operations(table: TableRows, problems: Problems) -> None:
    """Note missions that end before they begin, or lose more to hostile acts than in all."""
    before = len(problems)
    for index, row in enumerate(table.rows):
        if len(problems) - before >= ENOUGH:
            return
        for column, what, fix in _contradictions(row):
            problems.note(table.file, table.place(index, column), what, "", fix)


def as_known(row: Row, as_of: date) -> Row:
    """Return a past mission as it was known on a date: what came later had not happened yet.

    A ceasefire that broke later, or was watched longer, had held until the date.
    """
    start, years = row["start"], row["years_to_break"]
    if not isinstance(years, int | float) or start is None:
        return row
    until = (as_of - last_day(str(start))).days / _DAYS_A_YEAR
    if years <= until:
        return row
    return {
        **row,
        "ceasefire_broke": False,
        "years_to_break": max(0.0, round(until, 1)),
        "censored": True,
        **{name: None for name in row if name.startswith("break_") or name == "force_role"},
    }


def outside_table(name: str, path: Path) -> tuple[Row, ...]:
    """Return the rows of a table with declared columns that lies outside a pack.

    What a pack needs to be cited (``grade``, ``sources``, ``notes``) may be missing from it.

    Raises
    ------
    PackError
        With every problem of the file, also that it is not there or has no rows.
    """
    asked = declared()[name]
    columns = {
        key: replace(column, presence="optional") if key in _CITING else column
        for key, column in asked.columns.items()
    }
    table, problems = outside_rows(replace(asked, columns=columns), path)
    if not problems and name == "operations":
        check_operations(table, problems)
    if problems:
        raise PackError(problems)
    return table.rows


def _contradictions(row: Row) -> list[tuple[str, str, str]]:
    found = []
    name = quoted(row["id"])
    start, end = row["start"], row["end"]
    if start is not None and end is not None and str(end)[:7] < str(start)[: len(str(end)[:7])]:
        what = f"{name} ends ({end}) before it begins ({start})"
        found.append(("end", what, "Exchange or correct the dates"))
    hostile, total = row["fatalities_hostile"], row["fatalities_total"]
    if isinstance(hostile, int) and isinstance(total, int) and hostile > total:
        what = f"{name} has {hostile} deaths by hostile acts, more than its {total} of all causes"
        found.append(("fatalities_hostile", what, "Correct one of them"))
    if row["ceasefire_broke"] is True and row["censored"] is True:
        what = f"{name} broke, and was also lost from observation first"
        found.append(("censored", what, "Set it to false where the break was seen"))
    if row["ceasefire_broke"] is False and row["censored"] is False:
        what = f"{name} neither broke nor was lost from observation"
        fix = "Set 'censored' to true where it still holds, or held as long as it was watched"
        found.append(("censored", what, fix))
    if row["ceasefire_broke"] is not None and row["years_to_break"] is None:
        what = f"{name} says whether its ceasefire broke, and not after how long"
        fix = "Fill 'years_to_break': until it broke, or until observation ended"
        found.append(("years_to_break", what, fix))
    return found
