"""Mission: what an option's force is for, in troops by task, and whom it frees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.results.columns import STATUS_COLUMNS, Column, FloatArray, StatusArray, Table

__all__ = ["Mission", "TaskColumns"]


@dataclass(frozen=True, slots=True)
class TaskColumns:
    """One task of an option: its arm decides the tail, its service whom it relieves.

    ``arm`` is ``manoeuvre`` (carries a tail by slice), ``ground``, ``air`` or ``sea``. Relief reads
    ``relief_reads`` beside ``reads``, and ``ceasefire_reads`` too after a ceasefire.
    """

    id: str
    title: str
    arm: str
    formula: str
    relieves: str
    grade: str
    sources: tuple[str, ...]
    reads: tuple[str, ...]
    relief_reads: tuple[str, ...] = ()
    ceasefire_reads: tuple[str, ...] = ()

    def reads_of(self, kind: str) -> tuple[str, ...]:
        """Return what the column of a kind is made from: demand, or relief in or after a war."""
        if kind == "demand":
            return self.reads
        after = self.ceasefire_reads if kind == "freed_ceasefire" else ()
        return (*self.reads, *self.relief_reads, *after)


@dataclass(frozen=True)
class Mission:
    """Demand and relief of one option for a block of draws.

    Attributes
    ----------
    option : str
    tasks : tuple of TaskColumns
    demand_troops : ndarray, shape (draws, tasks)
        Foreign troops on each task, without any tail.
    freed_ceasefire_troops, freed_wartime_troops : ndarray, shape (draws, tasks)
        Host troops the task relieves after a ceasefire, and in wartime.
    status, reason : ndarray of uint8, shape (draws,)
    """

    option: str
    tasks: tuple[TaskColumns, ...]
    demand_troops: FloatArray
    freed_ceasefire_troops: FloatArray
    freed_wartime_troops: FloatArray
    status: StatusArray
    reason: StatusArray

    def table(self) -> Table:
        """Return the columns and arrays that are stored for this option."""
        columns = list(STATUS_COLUMNS)
        arrays: list[NDArray[Any]] = [self.status, self.reason]
        for index, task in enumerate(self.tasks):
            for kind, values in self._by_kind():
                columns.append(_task_column(task, kind))
                arrays.append(np.ascontiguousarray(values[:, index]))
        return Table(tuple(columns), tuple(arrays))

    @classmethod
    def from_arrays(
        cls, option: str, tasks: tuple[TaskColumns, ...], arrays: Mapping[str, NDArray[Any]]
    ) -> Mission:
        """Return the mission whose ``table()`` wrote these arrays."""
        draws = arrays["status"].shape[0]
        stacked = {
            kind: np.stack([arrays[f"{t.id}_{kind}_troops"] for t in tasks], axis=1)
            if tasks
            else np.zeros((draws, 0))
            for kind in _KINDS
        }
        return cls(
            option,
            tasks,
            stacked["demand"],
            stacked["freed_ceasefire"],
            stacked["freed_wartime"],
            arrays["status"],
            arrays["reason"],
        )

    @property
    def relieving(self) -> tuple[str, ...]:
        """The columns of the host troops relieved after a ceasefire, as ``purpose/<column>``."""
        return tuple(f"purpose/{task.id}_freed_ceasefire_troops" for task in self.tasks)

    def _by_kind(self) -> tuple[tuple[str, FloatArray], ...]:
        values = (self.demand_troops, self.freed_ceasefire_troops, self.freed_wartime_troops)
        return tuple(zip(_KINDS, values, strict=True))


_KINDS = ("demand", "freed_ceasefire", "freed_wartime")

_WORDS = {
    "demand": "foreign troops on the task, without tail",
    "freed_ceasefire": "host troops the task relieves after a ceasefire",
    "freed_wartime": "host troops the task relieves in wartime",
}


def _task_column(task: TaskColumns, kind: str) -> Column:
    formula = task.formula if kind == "demand" else f"min(host load, s x {task.id}_demand_troops)"
    return Column(
        name=f"{task.id}_{kind}_troops",
        dtype="float64",
        unit="troops",
        description=f"{task.title}: {_WORDS[kind]}",
        formula=formula,
        grade=task.grade if kind == "demand" else "E",
        sources=task.sources,
        reads=task.reads_of(kind),
    )
