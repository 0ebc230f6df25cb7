"""The same run by one process, by two, and by a Dask cluster of two, with blocks of about a second.

``python benchmarks/executors.py``. The pack is a file with a name and the one stage takes
sines for about a second of one core a block, so that what is left of the clock is the executor's:
starting workers, handing over, waiting for the last one. The folders must come out byte-equal. Two
processes need two free cores: the load of the machine is printed beside the figures.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ceasefire.core.philox import uniforms
from ceasefire.core.status import Status
from ceasefire.results.columns import Column, Table
from ceasefire.runs import run
from ceasefire.runs.stages import Rooms, Stage

BLOCKS, ROWS = 40, 256
ROUNDS = 450_000  # sines of a block of numbers: about a second
LEAST_RATIO, MOST_OVERHEAD = 1.8, 10.0
Row = dict[str, Any]


@dataclass(frozen=True)
class Option:
    id: str = "one"


@dataclass(frozen=True)
class Scenario:
    id: str = "work"
    as_of: date = date(2025, 2, 1)
    parameters: tuple[str, ...] = ("x",)
    options: tuple[Option, ...] = (Option(),)

    def option(self, id: str) -> Option:
        return self.options[0]


@dataclass(frozen=True)
class Sample:
    scenario: Scenario
    n: int
    seed: int

    def sample(self, rows: range) -> dict[str, np.ndarray]:
        return {"x": uniforms(self.seed, "scramble", np.arange(rows.start, rows.stop))}


@dataclass(frozen=True)
class Worked:
    x: np.ndarray

    def table(self) -> Table:
        status = np.full(len(self.x), Status.OK, dtype=np.uint8)
        columns = (Column("status", "uint8", "", "status"), Column("x", "float64", "", "worked"))
        return Table(columns, (status, self.x))


def load(folder: Path) -> Scenario:
    return Scenario()


def save(scenario: Scenario, folder: Path) -> None:
    for name in ("pack", "published_after"):
        (folder / name).mkdir(parents=True)
        (folder / name / "name.txt").write_text(scenario.id)


def prepare(scenario: Scenario, option: Option) -> Option:
    return option


def evaluate(plan: Option, draws: Sample, rows: range) -> Worked:
    x = draws.sample(rows)["x"]
    for _ in range(ROUNDS):
        x = np.sin(x)
    return Worked(x)


def results(folder: Path) -> dict[str, bytes]:
    places = sorted([*folder.glob("draws/*"), *folder.glob("results/**/*.parquet")])
    return {str(path.relative_to(folder)): path.read_bytes() for path in places}


def row(
    work: str, value: float, unit: str, most: float | None = None, least: float | None = None
) -> Row:
    met = (most is None or value <= most) and (least is None or value >= least)
    return {"work": work, "value": value, "unit": unit, "most": most, "least": least, "met": met}


def measure() -> list[Row]:
    """Return one row a figure: work, value, unit, the most or least asked for, and if it is met."""
    import executors  # by its name, which workers find; as a script this module has another

    rooms = Rooms(
        executors.load,
        executors.save,
        executors.Sample,
        (Stage("work", executors.prepare, executors.evaluate),),
    )
    scenario = executors.Scenario()
    ways: dict[str, dict[str, Any]] = {
        "serial": {"workers": 1},
        "processes": {"workers": 2},
        "dask": {"workers": 2, "dask": "local"},
    }
    took, written = {}, []
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        for name, way in ways.items():
            draws = executors.Sample(scenario, BLOCKS * ROWS, 7)
            start = time.perf_counter()
            done = run(scenario, draws, Path(folder) / name, rooms=rooms, **way)
            took[name] = time.perf_counter() - start
            written.append(results(done.folder))
    if any(one != written[0] for one in written):
        raise SystemExit("the folders differ")
    overhead = 100 * (took["dask"] / took["processes"] - 1)
    return [
        row("load of the machine before", load_before, ""),
        row("a block, one process", took["serial"] / BLOCKS, "s"),
        row(f"{BLOCKS} blocks, one process", took["serial"], "s"),
        row(f"{BLOCKS} blocks, two processes", took["processes"], "s"),
        row(f"{BLOCKS} blocks, Dask, two workers", took["dask"], "s"),
        row("two processes to one", took["serial"] / took["processes"], "x", least=LEAST_RATIO),
        row("Dask beyond two processes", overhead, "%", most=MOST_OVERHEAD),
    ]


def main() -> int:
    """Print the figures as a table and, last, as JSON; return 1 where a figure is missed."""
    rows = measure()
    for one in rows:
        limits = [f"  at {way} {one[way]:g}" for way in ("least", "most") if one[way] is not None]
        verdict = ("  met" if one["met"] else "  MISSED") if limits else ""
        print(f"{one['work']:36} {one['value']:10.3g} {one['unit']}{''.join(limits)}{verdict}")
    print(json.dumps(rows))
    return 0 if all(one["met"] for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
