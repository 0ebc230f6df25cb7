"""Reads other people's files cell by cell; a problem names the file, the line and the column."""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ceasefire.core.errors import PackError
from ceasefire.scenario.problems import ENOUGH, NOWHERE, Problems, quoted
from ceasefire.scenario.text import TABLE_LIMIT, read_text

__all__ = ["Cells", "SourceFile"]

_UNKNOWN = {"", ".", "NA", "NaN", "nan", "null"}
_WORDS = {"true": True, "t": True, "1": True, "1.0": True}
_WORDS |= {"false": False, "f": False, "0": False, "0.0": False}


class Cells:
    """One row: typed cells, with problems noted in the file's list."""

    def __init__(self, file: str, line: int, row: Mapping[str, object], problems: Problems) -> None:
        self.file, self.line, self.row, self.problems = file, line, row, problems

    def note(self, what: str, why: str = "", fix: str = "") -> None:
        """Add a problem of this row."""
        if len(self.problems) < ENOUGH:
            self.problems.note(self.file, (self.line, 1), what, why, fix)

    def text(self, column: str) -> str:
        """Return a cell as text, empty where unknown."""
        value = self.row.get(column)
        shown = "" if value is None else str(value).strip()
        return "" if shown in _UNKNOWN else shown

    def number(self, column: str, low: float = -math.inf) -> float | None:
        """Return a number of at least ``low``, None where unknown or not a number (noted)."""
        shown = self.text(column)
        if not shown:
            return None
        try:
            value = float(shown)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or value < low:
            least = "" if low == -math.inf else f" of at least {low:g}"
            self.note(f"The column '{column}' holds {quoted(shown)}, not a number{least}")
            return None
        return value

    def flag(self, column: str) -> bool | None:
        """Return true or false, None where unknown or neither (noted)."""
        shown = self.text(column)
        if shown and shown.casefold() not in _WORDS:
            self.note(f"The column '{column}' holds {quoted(shown)}, neither true nor false")
        return _WORDS.get(shown.casefold())

    def day(self, column: str, near: int | None = None) -> date | None:
        """Return a date written 1994-11-20, or 11/20/94 in the century nearest to a year."""
        shown = self.text(column)
        if not shown:
            return None
        try:
            if "/" not in shown:
                return date.fromisoformat(shown[:10])
            month, day, year = (int(part) for part in shown.split("/"))
            if year < 100 and near is not None:
                year += 100 * round((near - year) / 100)
            return date(year, month, day)
        except ValueError:
            self.note(f"The column '{column}' holds {quoted(shown)}, not a date")
            return None


class SourceFile:
    """A file of comma-separated values that must be of a known kind.

    Parameters
    ----------
    path : path-like
    kind : str
        What the file should be, in words for its reader.
    needed : tuple of str
        Columns that are read.
    text : str, optional
        What the file holds, where it had to be translated; it is read from the path if not given.

    Raises
    ------
    PackError
        If the file cannot be read, is empty, or lacks columns: each is named with the kind.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        kind: str,
        needed: tuple[str, ...],
        text: str | None = None,
    ) -> None:
        self.file = str(path)
        self.problems = Problems()
        if text is None:
            text = read_text(Path(path), TABLE_LIMIT, self.problems)
        self.finish()
        self._records = self._parsed(text or "", kind, needed)
        self.finish()

    def finish(self) -> None:
        """Raise the problems found so far, all of them; do nothing if there are none."""
        if self.problems:
            raise PackError(self.problems)

    def __iter__(self) -> Iterator[Cells]:
        for line, row in self._records:
            yield Cells(self.file, line, row, self.problems)

    def _parsed(
        self, text: str, kind: str, needed: tuple[str, ...]
    ) -> list[tuple[int, dict[str, object]]]:
        reader = csv.reader(io.StringIO(text, newline=""))
        try:
            header = [name.strip() for name in next(reader, [])]
            if missing := [name for name in needed if name not in header]:
                expected = f"This should be {kind}"
                for name in missing:
                    shown = ", ".join(header[:12]) or "none: the file is empty"
                    fix = f"Its columns are {shown}"
                    self.problems.note(
                        self.file, (1, 1), f"The column '{name}' is missing", expected, fix
                    )
                return []
            found: list[tuple[int, dict[str, object]]] = []
            for record in reader:
                if record:
                    found.append((reader.line_num, dict(zip(header, record, strict=False))))
        except csv.Error as error:
            what = f"The file cannot be read as comma-separated values: {error}"
            self.problems.note(self.file, (reader.line_num, 1), what, f"This should be {kind}")
            return []
        if not found:
            self.problems.note(self.file, NOWHERE, "The file has no rows", f"This should be {kind}")
        return found
