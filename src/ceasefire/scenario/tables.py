"""Reads a CSV table against its declared columns; every problem has line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from ceasefire.core.errors import Problem
from ceasefire.scenario.cells import CellError, cell
from ceasefire.scenario.columns import Column, Table, declared
from ceasefire.scenario.dates import last_day
from ceasefire.scenario.problems import ENOUGH, Place, Problems, quoted, suggestion

__all__ = ["Row", "TableRows", "parse", "rows_of", "visible"]

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table as read: typed rows with the line each starts on."""

    file: str
    text: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]

    def place(self, row: int, column: str) -> Place:
        """Return line and column of a cell."""
        if column not in self.header:
            return self.lines[row], 1
        return _field_place(self.text, self.lines[row], self.header.index(column))


@lru_cache(maxsize=64)
def parse(name: str, file: str, text: str) -> TableRows:
    """Return the rows of a table of packs. Treat them as read only: they are kept."""
    return rows_of(declared()[name], file, text)


def rows_of(table: Table, file: str, text: str) -> TableRows:
    """Return the rows of a table with declared columns, and what is wrong with them."""
    problems = Problems()
    records = _records(file, text, problems)
    if not records:
        if not problems:
            fix = f"Start with a line of column names: {', '.join(_needed(table))}"
            problems.note(file, (1, 1), "The table is empty", "", fix)
        return TableRows(file, text, (), (), (), tuple(problems))
    line, header = records[0][0], tuple(part.strip() for part in records[0][1])
    _check_header(file, text, line, header, table, problems)
    rows: list[Row] = []
    lines: list[int] = []
    for line, record in records[1:]:
        if len(problems) >= ENOUGH:
            problems.note(file, (line, 1), f"The rows from line {line} on were not checked")
            break
        if len(record) != len(header):
            what = f"The row has {len(record)} cells, the header {len(header)}"
            fix = "Put text with a comma in double quotes"
            problems.note(file, (line, 1), what, "", fix)
            continue
        rows.append(_typed(file, text, line, header, record, table, problems))
        lines.append(line)
    _check_unique(file, rows, lines, table, problems)
    return TableRows(file, text, header, tuple(rows), tuple(lines), tuple(problems))


def visible(table: Table, row: Row, as_of: date) -> Row | None:
    """Return the row as known on a date: None if it was not, without cells that were not."""
    changed: dict[str, object] = {}
    for column in table.columns.values():
        if not column.role.startswith("date"):
            continue
        day = row.get(column.name)
        if day is None or (day if isinstance(day, date) else last_day(str(day))) <= as_of:
            continue
        if column.role == "dated":
            return None
        changed[column.name] = changed[column.role.removeprefix("dates ")] = None
    return {**row, **changed} if changed else row


def _records(file: str, text: str, problems: Problems) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return found
        except csv.Error as error:
            what = f"The row cannot be read: {error}"
            fix = "Check the double quotes; one inside a text is written twice"
            problems.note(file, (line, 1), what, "", fix)
            return found
        if any(part.strip() for part in record):
            found.append((line, record))


def _needed(table: Table) -> list[str]:
    return [column.name for column in table.columns.values() if column.presence != "optional"]


def _check_header(
    file: str, text: str, line: int, header: tuple[str, ...], table: Table, problems: Problems
) -> None:
    missing = [name for name in _needed(table) if name not in header]
    for index, name in enumerate(header):
        if name not in table.columns:
            fix = suggestion(name, missing or set(table.columns) - set(header))
            what = f"The column {quoted(name)} is not known in {PurePath(file).name}"
            problems.note(file, _field_place(text, line, index), what, "", fix)
        elif name in header[:index]:
            what = f"The column '{name}' stands here a second time"
            problems.note(file, _field_place(text, line, index), what, "", "Remove one of them")
    for name in missing:
        what = f"The column '{name}' is missing"
        problems.note(file, (line, 1), what, table.columns[name].description, "Add it")


def _typed(
    file: str,
    text: str,
    line: int,
    header: tuple[str, ...],
    record: list[str],
    table: Table,
    problems: Problems,
) -> Row:
    row: dict[str, object] = {
        name: None for name, column in table.columns.items() if column.role != "note"
    }
    for index, (name, raw) in enumerate(zip(header, record, strict=True)):
        column: Column | None = table.columns.get(name)
        if column is None or column.role == "note":
            continue
        try:
            row[name] = cell(raw, column)
        except CellError as error:
            place = _field_place(text, line, index)
            problems.note(file, place, str(error), "", error.fix)
    return row


def _check_unique(
    file: str, rows: list[Row], lines: list[int], table: Table, problems: Problems
) -> None:
    first: dict[tuple[object, ...], int] = {}
    for row, line in zip(rows, lines, strict=True):
        if len(problems) > ENOUGH:
            return
        key = tuple(row[name] for name in table.keys)
        if not key or None in key:
            continue
        if key in first:
            shown = " ".join(quoted(str(part)) for part in key)
            what = f"{shown} stands on line {first[key]} and again on line {line}"
            why = f"'{' and '.join(table.keys)}' of {PurePath(file).name} must be unique"
            problems.note(file, (line, 1), what, why, "Keep one of the rows")
        else:
            first[key] = line


def _field_place(text: str, line: int, index: int) -> Place:
    """Return where the n-th field of the record that starts on a line begins."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    column, quotes, count = 1, False, 0
    for char in text[start:]:
        if count == index:
            break
        column += 1
        if char == '"':
            quotes = not quotes
        elif char == "," and not quotes:
            count += 1
        elif char == "\n":
            line, column = line + 1, 1
    return line, column
