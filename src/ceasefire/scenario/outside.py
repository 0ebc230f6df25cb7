"""Tables from outside a pack, with declared columns: every problem of a file at once."""

from __future__ import annotations

from pathlib import Path

from ceasefire.core.errors import PackError
from ceasefire.scenario.columns import Table
from ceasefire.scenario.problems import Problems
from ceasefire.scenario.tables import Row, TableRows, rows_of
from ceasefire.scenario.text import TABLE_LIMIT, read_text

__all__ = ["outside_rows", "sound_rows"]


def outside_rows(table: Table, path: Path) -> tuple[TableRows, Problems]:
    """Return the rows of a file that lies outside a pack, and what is wrong with them.

    Raises
    ------
    PackError
        If the file cannot be read, is empty or has no rows.
    """
    problems = Problems()
    text = read_text(path, TABLE_LIMIT, problems)
    if text is None:
        raise PackError(problems)
    found = rows_of(table, str(path), text)
    problems.extend(found.problems)
    if not problems and not found.rows:
        fix = f"Add a row: {table.description}"
        problems.note(str(path), (1, 1), "The table has no rows", "", fix)
    if not found.rows:
        raise PackError(problems)
    return found, problems


def sound_rows(found: TableRows) -> tuple[tuple[int, Row], ...]:
    """Return the rows in whose cells nothing is wrong, by position.

    A mistake is told once: what follows from a cell that could not be read is not told as well.
    """
    wrong = {problem.line for problem in found.problems}
    if found.lines and min(wrong, default=found.lines[0]) < found.lines[0]:
        return ()
    return tuple(
        (index, row)
        for index, (row, line) in enumerate(zip(found.rows, found.lines, strict=True))
        if line not in wrong
    )
