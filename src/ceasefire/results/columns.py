"""A column of a result table: its name, type, unit, meaning, formula and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["STATUS_COLUMNS", "Column", "FloatArray", "StatusArray", "Table"]

FloatArray = NDArray[np.float64]
StatusArray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Column:
    """Declaration of one stored column; ``codebook.json`` and the reference pages come from it.

    ``sources`` are keys of the pack's or the reference's ``sources.yaml``; ``reads`` names the
    parameters (``param/<name>``) and earlier columns (``<stage>/<column>``) it is made from.
    """

    name: str
    dtype: str
    unit: str
    description: str
    formula: str = ""
    grade: str = "D"
    sources: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


STATUS_COLUMNS = (
    Column("status", "uint8", "", "what became of the draw (core/status.py)"),
    Column("reason", "uint8", "", "code of the reason when the status is not ok"),
)
"""What every result table begins with."""


@dataclass(frozen=True)
class Table:
    """Columns with their arrays, all of shape (draws,): what a stage writes for an option."""

    columns: tuple[Column, ...]
    arrays: tuple[NDArray[Any], ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError("a column is declared twice")
        if len(names) != len(self.arrays) or len({array.shape for array in self.arrays}) > 1:
            raise ValueError("columns and arrays do not match")
