"""A column of a result table: its name, type, unit, meaning, formula and sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "PARAMETER",
    "STATUS_COLUMNS",
    "Column",
    "FloatArray",
    "StatusArray",
    "Table",
    "parameters_of",
]

PARAMETER = "param/"
"""What the address of a parameter begins with."""
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


def parameters_of(
    reads: Sequence[str], made_from: Callable[[str], Sequence[str]]
) -> tuple[str, ...]:
    """Return the names of the parameters that columns are made from, at any depth, each once.

    Parameters
    ----------
    reads : sequence of str
        Addresses: ``param/<name>`` or ``<stage>/<option>/<column>``.
    made_from : callable
        Gives what a column reads, as addresses.
    """
    found: list[str] = []
    seen: set[str] = set()
    ahead = list(reversed(reads))
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        if address.startswith(PARAMETER):
            found.append(address.removeprefix(PARAMETER))
        else:
            ahead += reversed(made_from(address))
    return tuple(found)
