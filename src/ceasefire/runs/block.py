"""One block: 256 draws of one option through one stage, and what to do with rows that fail."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.errors import RunError
from ceasefire.core.status import Status
from ceasefire.results.columns import STATUS_COLUMNS, Column, Table
from ceasefire.runs.codebook import columns_hash, failed_values
from ceasefire.runs.folder import DRAWS, ROWS_PER_BLOCK, Folder, write_whole
from ceasefire.runs.parquet import parquet_bytes, read_columns
from ceasefire.runs.plain import digest, to_json
from ceasefire.runs.stages import Rooms, Stage

__all__ = ["Evaluator", "Job", "Outcome", "Plans"]

Plans = Mapping[tuple[str, str], Any]
Arrays = dict[str, NDArray[Any]]


_REMEMBERED = 4  # blocks of the sample: the one in hand and a few single rows


@dataclass(frozen=True)
class Job:
    """What a process needs to know to compute any block of a run."""

    root: Path
    n: int
    seed: int
    rooms: Rooms
    durable: bool = False  # whether each block waits for the disk


@dataclass(frozen=True, slots=True)
class Outcome:
    """A block as written: its hash, its draws by status, and its columns where it has them."""

    stage: str
    option: str
    block: int
    sha256: str
    statuses: Mapping[str, int]
    columns: tuple[Column, ...] | None
    columns_hash: str


class RememberedDraws:
    """Draws that keep the sample of the last few blocks, which every option reads."""

    def __init__(self, draws: Any) -> None:
        self._draws = draws
        self._samples: OrderedDict[range, Any] = OrderedDict()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._draws, name)

    def sample(self, rows: range) -> Any:
        """Return the sample of these rows."""
        if rows not in self._samples:
            self._samples[rows] = self._draws.sample(rows)
            if len(self._samples) > _REMEMBERED:
                self._samples.popitem(last=False)
        return self._samples[rows]


class Evaluator:
    """Computes blocks of a job in this process."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._folder = Folder(job.root)

    @cached_property
    def _scenario(self) -> Any:
        return self._job.rooms.load(self._folder.root)

    @cached_property
    def _draws(self) -> Any:
        return RememberedDraws(self._job.rooms.draws(self._scenario, self._job.n, self._job.seed))

    def write_draws(self, block: int) -> Outcome:
        """Write a block of the sample: the draw's index and every parameter."""
        rows = self._rows(block)
        sample = self._draws.sample(rows)
        arrays = {"draw": np.arange(rows.start, rows.stop, dtype=np.int64)}
        arrays |= {name: sample[name] for name in self._scenario.parameters if name in sample}
        return self._write(DRAWS, "", block, arrays, None)

    def write_block(self, stage_name: str, option: str, block: int, plans: Plans) -> Outcome:
        """Evaluate a stage on a block of draws and write what it gives.

        Raises
        ------
        RunError
            If the stage gives other arrays than it declares, or the disk refuses.
        """
        stage = self._job.rooms.stage(stage_name)
        rows = self._rows(block)
        reads = {
            name: read_columns(self._folder.block(name, option, block)) for name in stage.reads
        }
        self._forget_failures(stage_name, option, rows)
        described = True
        try:
            table = self._table(stage, option, plans, rows, reads)
        except (MemoryError, RunError):
            raise
        except Exception:
            table, described = self._row_by_row(stage, option, plans, rows, reads)
        arrays = _checked(stage_name, table, len(rows))
        upstream = _failed_rows(reads, len(rows))
        for column, array in arrays.items():
            if upstream.any():
                lost = failed_values(column, array.dtype.name, len(rows))
                arrays[column] = np.where(upstream, lost, array)
        declared = table.columns if described else None
        return self._write(stage_name, option, block, arrays, declared)

    def _rows(self, block: int) -> range:
        start = block * ROWS_PER_BLOCK
        return range(start, min(self._job.n, start + ROWS_PER_BLOCK))

    def _table(
        self, stage: Stage, option: str, plans: Plans, rows: range, reads: Mapping[str, Arrays]
    ) -> Table:
        given = {}
        for name, arrays in reads.items():
            restore = self._job.rooms.stage(name).restore
            if restore is None:
                raise RunError(f"Stage {stage.name} reads {name}, which cannot be restored.")
            given[name] = restore(option, plans[name, option], _Lost(arrays, len(rows)))
        result = stage.evaluate(plans[stage.name, option], self._draws, rows, **given)
        table: Table = result.table()
        return table

    def _row_by_row(
        self, stage: Stage, option: str, plans: Plans, rows: range, reads: Mapping[str, Arrays]
    ) -> tuple[Table, bool]:
        """Return the rows that can be computed among those that failed, and if there are any."""
        tables: list[Table | None] = []
        for index, row in enumerate(rows):
            own = {
                name: {column: array[index : index + 1] for column, array in arrays.items()}
                for name, arrays in reads.items()
            }
            try:
                tables.append(self._table(stage, option, plans, range(row, row + 1), own))
            except (MemoryError, RunError):
                raise
            except Exception as error:
                tables.append(None)
                self._write_failure(stage.name, option, row, own, error)
        return _joined(stage.name, tables), any(table is not None for table in tables)

    def _write_failure(
        self, stage: str, option: str, row: int, reads: Mapping[str, Arrays], error: Exception
    ) -> None:
        sample = self._draws.sample(range(row, row + 1))
        record = {
            "draw": row,
            "exception": type(error).__name__,
            "option": option,
            "parameters": {
                name: sample[name][0] for name in self._scenario.parameters if name in sample
            },
            "reads": {
                name: {column: array[0] for column, array in arrays.items()}
                for name, arrays in reads.items()
            },
            "seed": self._job.seed,
            "stage": stage,
            "words": str(error),
        }
        write_whole(self._folder.failures(stage, option) / f"{row}.json", to_json(record))

    def _forget_failures(self, stage: str, option: str, rows: range) -> None:
        folder = self._folder.failures(stage, option)
        if folder.is_dir():
            for row in rows:
                (folder / f"{row}.json").unlink(missing_ok=True)

    def _write(
        self,
        stage: str,
        option: str,
        block: int,
        arrays: Arrays,
        columns: tuple[Column, ...] | None,
    ) -> Outcome:
        data = parquet_bytes(arrays)
        write_whole(self._folder.block(stage, option, block), data, durable=self._job.durable)
        codes = arrays.get("status", np.zeros(0, dtype=np.uint8))
        counts = Counter(Status(code).name.lower() for code in codes.tolist())
        return Outcome(
            stage=stage,
            option=option,
            block=block,
            sha256=digest(data),
            statuses=dict(sorted(counts.items())),
            columns=columns,
            columns_hash=columns_hash(columns) if columns else "",
        )


class _Lost(dict[str, NDArray[Any]]):
    """Stored arrays; a column absent because every row of the block failed reads as failed."""

    def __init__(self, arrays: Arrays, rows: int) -> None:
        super().__init__(arrays)
        self._rows = rows

    def __missing__(self, name: str) -> NDArray[Any]:
        return failed_values(name, "float64", self._rows)


def _failed_rows(reads: Mapping[str, Arrays], rows: int) -> NDArray[np.bool_]:
    failed = np.zeros(rows, dtype=np.bool_)
    for arrays in reads.values():
        failed |= arrays["status"] == Status.FAILED
    return failed


def _joined(stage: str, tables: Sequence[Table | None]) -> Table:
    declared = next((table.columns for table in tables if table is not None), STATUS_COLUMNS)
    if any(table is not None and table.columns != declared for table in tables):
        raise RunError(f"Stage {stage} declares other columns from row to row.")
    arrays = tuple(
        np.concatenate(
            [
                failed_values(column.name, column.dtype, 1) if table is None else table.arrays[i]
                for table in tables
            ]
        )
        for i, column in enumerate(declared)
    )
    return Table(declared, arrays)


def _checked(stage: str, table: Table, rows: int) -> Arrays:
    arrays = {c.name: array for c, array in zip(table.columns, table.arrays, strict=True)}
    for column in table.columns:
        array = arrays[column.name]
        if array.shape != (rows,) or array.dtype.name != column.dtype:
            raise RunError(
                f"Stage {stage} declares {column.name} as {column.dtype} with {rows} rows and "
                f"gives {array.dtype.name} with shape {array.shape}."
            )
    if "status" not in arrays:
        raise RunError(f"Stage {stage} gives no status.")
    return arrays
