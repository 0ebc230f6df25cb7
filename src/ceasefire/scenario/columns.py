"""The tables a pack may hold and their columns, declared as data in two CSV files beside this.

Checks, the reference page and the copy in a run folder are all made from the declaration.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

__all__ = ["Column", "Table", "declared"]


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column.

    ``presence`` is ``filled`` (every cell), ``blank`` (cells may be blank) or ``optional`` (the
    column may be missing). ``role`` is ``key`` (the keys of a row are unique), ``dated`` (the row
    is unseen before), ``dates X`` (cell X is unseen before), ``note`` (never loaded) or nothing.
    ``refers`` is the ``table.column`` that must hold the cell's value.
    """

    name: str
    type: str
    unit: str = ""
    presence: str = "filled"
    role: str = ""
    allowed: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf
    refers: str = ""
    description: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table; ``home`` is ``pack``, ``reference``, or ``outside`` of any pack."""

    name: str
    home: str
    description: str
    columns: Mapping[str, Column]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that together are unique in a row."""
        return tuple(c.name for c in self.columns.values() if c.role == "key")


@cache
def declared() -> Mapping[str, Table]:
    """Return the declared tables by name."""
    columns: dict[str, dict[str, Column]] = {}
    for row in _rows("columns.csv"):
        columns.setdefault(row["table"], {})[row["column"]] = Column(
            name=row["column"],
            type=row["type"],
            unit=row["unit"],
            presence=row["presence"],
            role=row["role"],
            allowed=tuple(row["allowed"].split("|")) if row["allowed"] else (),
            low=float(row["low"] or "-inf"),
            high=float(row["high"] or "inf"),
            refers=row["refers"],
            description=row["description"],
        )
    return {
        row["table"]: Table(row["table"], row["home"], row["description"], columns[row["table"]])
        for row in _rows("tables.csv")
    }


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
