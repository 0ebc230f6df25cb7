"""Precedents: past cases near an option, and what the losses of past missions would mean for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.results.columns import STATUS_COLUMNS, Column, FloatArray, StatusArray, Table
from ceasefire.results.deployment import Evidence

__all__ = ["Losses", "Precedents"]


@dataclass(frozen=True)
class Losses:
    """Deaths a year in a force of the option's size, had it met what past missions met.

    Attributes
    ----------
    kinds : tuple of str
        What the missions faced; kinds are never averaged.
    hostile : ndarray, shape (draws, kinds), people
        Deaths by hostile acts a year.
    other : ndarray, shape (draws,), people
        Deaths of other causes a year, by all missions alike.
    """

    kinds: tuple[str, ...]
    hostile: FloatArray
    other: FloatArray
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True)
class Precedents:
    """What past missions say of one option in a block of draws; the nearest cases are its plan's.

    ``losses`` is None where the option sends no force or the tables are absent.
    """

    option: str
    losses: Losses | None
    status: StatusArray
    reason: StatusArray

    def table(self) -> Table:
        """Return the columns and arrays that are stored for this option."""
        columns = [
            *STATUS_COLUMNS,
        ]
        arrays: list[NDArray[Any]] = [self.status, self.reason]
        if self.losses is not None:
            found = self.losses
            for index, kind in enumerate(found.kinds):
                e = found.evidence.get(kind, Evidence())
                text = f"deaths by hostile acts a year, had it met a {kind.replace('_', ' ')}"
                name, formula = f"losses.{kind}.hostile", "size x deaths / person-years of missions"
                columns.append(_column(name, text, formula, e))
                arrays.append(np.ascontiguousarray(found.hostile[:, index]))
            e = found.evidence.get("other", Evidence())
            text = "deaths of accidents and illness a year, as in past missions"
            columns.append(_column("losses.other", text, "size x rate of a mission", e))
            arrays.append(found.other)
        return Table(tuple(columns), tuple(arrays))


def _column(name: str, text: str, formula: str, e: Evidence) -> Column:
    return Column(name, "float64", "people", text, formula, e.grade, e.sources, e.reads)
