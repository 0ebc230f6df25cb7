"""Turns the text of a cell into a value of its column's type, or says what is wrong with it."""

from __future__ import annotations

import math
import re

from ceasefire.core.units import UNITS
from ceasefire.scenario.columns import Column
from ceasefire.scenario.dates import last_day
from ceasefire.scenario.problems import quoted, suggestion, unit_suggestion

__all__ = ["CellError", "cell", "keys_in"]

_TRUTH = {"true": True, "false": False, "1": True, "0": False}
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_PATTERNS = {
    "id": (r"[a-z0-9][a-z0-9_-]{0,79}", "lower-case letters, digits, _ and -"),
    "name": (r"[a-z][a-z0-9_]{0,79}", "lower-case letters, digits and _"),
    "iso3": (r"[A-Z]{3}", "three capital letters"),
    "grade": (r"[ABCDE]", "A, B, C, D or E"),
}


class CellError(ValueError):
    """A cell that does not fit its column; ``fix`` says what to do."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what)
        self.fix = fix


def cell(text: str, column: Column) -> object:
    """Return the value of a cell: str, float, int, bool, date, or None where it is blank.

    Raises
    ------
    CellError
        If the text is not of the column's type, among its allowed values or inside its range.
    """
    text = text.strip()
    if not text:
        if column.presence == "filled":
            one_of = f" with one of {', '.join(column.allowed)}" if column.allowed else ""
            raise CellError(f"The cell of '{column.name}' is blank", f"Fill it{one_of}")
        return None
    if column.allowed and text not in column.allowed:
        what = f"{quoted(text)} is not a value of '{column.name}'"
        raise CellError(what, suggestion(text, column.allowed))
    if column.type in ("number", "integer"):
        return _number(text, column)
    if column.type == "boolean":
        if text.lower() not in _TRUTH:
            what = f"{quoted(text)} in '{column.name}' is neither true nor false"
            raise CellError(what, "Write true or false")
        return _TRUTH[text.lower()]
    if column.type in ("date", "when"):
        try:
            day = last_day(text)
        except ValueError:
            what = f"{quoted(text)} in '{column.name}' is not a date"
            raise CellError(what, "Write 2025-01-31, 2025-01 or 2025") from None
        # A day that is not known is not made up: 2024-12 stays the text it is.
        return day if column.type == "date" else text
    if column.type == "unit" and text not in UNITS:
        what = f"{quoted(text)} is not a unit of the table"
        raise CellError(what, unit_suggestion(text))
    if column.type in _PATTERNS:
        pattern, words = _PATTERNS[column.type]
        if not re.fullmatch(pattern, text):
            raise CellError(f"{quoted(text)} does not fit '{column.name}'", f"Write {words}")
    return text


def keys_in(text: object) -> tuple[str, ...]:
    """Return the parts of a cell whose parts are separated by semicolons."""
    return tuple(part.strip() for part in str(text or "").split(";") if part.strip())


def _number(text: str, column: Column) -> float | int:
    if not _NUMBER.fullmatch(text):
        what = f"{quoted(text)} in '{column.name}' is not a number"
        raise CellError(what, "Write digits with a decimal point, without unit or thousands sign")
    value = float(text)
    if not math.isfinite(value) or not column.low <= value <= column.high:
        low, high = quoted(column.low), quoted(column.high)
        what = f"{quoted(value)} in '{column.name}' is outside {low} to {high}"
        raise CellError(what, "Check the number and its unit")
    if column.type == "integer":
        if value != int(value):
            raise CellError(f"{quoted(value)} in '{column.name}' is not a whole number", "Round it")
        return int(value)
    return value
