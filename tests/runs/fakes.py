"""Small rooms for runs: a pack that is one JSON file, a sample, and two questions.

Faults are part of the pack, so that spawned workers, which get nothing but it, show them too.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ceasefire.core.philox import uniforms
from ceasefire.core.status import Status
from ceasefire.results.columns import Column, Table
from ceasefire.results.mission import Mission, TaskColumns
from ceasefire.runs.stages import Rooms, Stage, Summary, restore_mission


@dataclass(frozen=True)
class FakeOption:
    id: str
    troops: float


@dataclass(frozen=True)
class FakeScenario:
    id: str = "small"
    as_of: date = date(2025, 2, 1)
    parameters: tuple[str, ...] = ("length", "share")
    options: tuple[FakeOption, ...] = (FakeOption("rear", 25_000.0), FakeOption("line", 100_000.0))
    published_after: tuple[str, ...] = ()
    failing: dict[str, tuple[int, ...]] = field(default_factory=dict)  # "stage/option" -> draws
    seconds: float = 0.0  # a block of size takes so long
    dying: str = ""  # the worker that first finds this file absent makes it, if it can, and dies

    def option(self, id: str) -> FakeOption:
        return next(option for option in self.options if option.id == id)


def save(scenario: FakeScenario, folder: Path) -> None:
    fields = {**asdict(scenario), "as_of": scenario.as_of.isoformat()}
    later = fields.pop("published_after")
    for name, content in (("pack/scenario.json", fields), ("published_after/later.json", later)):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(json.dumps(content, sort_keys=True))


def load(folder: Path) -> FakeScenario:
    fields = json.loads((folder / "pack" / "scenario.json").read_text())
    later = json.loads((folder / "published_after" / "later.json").read_text())
    return FakeScenario(
        **{
            **fields,
            "as_of": date.fromisoformat(fields["as_of"]),
            "parameters": tuple(fields["parameters"]),
            "options": tuple(FakeOption(**o) for o in fields["options"]),
            "published_after": tuple(later),
        }
    )


@dataclass(frozen=True)
class FakeDraws:
    scenario: FakeScenario
    n: int
    seed: int

    def sample(self, rows: range) -> dict[str, np.ndarray]:
        index = np.arange(rows.start, rows.stop)
        return {
            name: uniforms(self.seed, "scramble", index, k=k)
            for k, name in enumerate(self.scenario.parameters)
        }


@dataclass(frozen=True)
class Plan:
    option: str
    troops: float
    tasks: tuple[TaskColumns, ...]
    failing: tuple[int, ...]
    seconds: float
    dying: str


def prepare(stage: str, scenario: FakeScenario, option: FakeOption) -> Plan:
    task = TaskColumns("guard", "Guard", "ground", "sites x post", "army", "D", ("k",), ())
    failing = tuple(scenario.failing.get(f"{stage}/{option.id}", ()))
    return Plan(option.id, option.troops, (task,), failing, scenario.seconds, scenario.dying)


def prepare_purpose(scenario: FakeScenario, option: FakeOption) -> Plan:
    return prepare("purpose", scenario, option)


def prepare_size(scenario: FakeScenario, option: FakeOption) -> Plan:
    return prepare("size", scenario, option)


def fail(plan: Plan, rows: range) -> None:
    bad = [row for row in plan.failing if row in rows]
    if bad:
        raise ZeroDivisionError(f"no brigades in draw {bad[0]}")


def evaluate_purpose(plan: Plan, draws: FakeDraws, rows: range) -> Mission:
    fail(plan, rows)
    demand = (plan.troops * draws.sample(rows)["share"])[:, None]
    codes = np.zeros(len(rows), dtype=np.uint8)
    return Mission(plan.option, plan.tasks, demand, demand / 2, demand / 3, codes, codes)


@dataclass(frozen=True)
class Requirement:
    arrays: tuple[np.ndarray, ...]

    def table(self) -> Table:
        names = ("status", "reason", "line.status", "line.reason", "line.low_troops")
        types = ("uint8", "uint8", "uint8", "uint8", "float64")
        columns = tuple(
            Column(name, dtype, "", name, reads=("param/length",))
            for name, dtype in zip(names, types, strict=True)
        )
        return Table(columns, self.arrays)


def evaluate_size(plan: Plan, draws: FakeDraws, rows: range, *, purpose: Mission) -> Requirement:
    time.sleep(plan.seconds)
    if plan.dying and not Path(plan.dying).exists():
        if Path(plan.dying).parent.exists():
            Path(plan.dying).touch()
        os._exit(9)
    fail(plan, rows)
    troops = draws.sample(rows)["length"] * purpose.demand_troops[:, 0] + plan.troops
    codes = np.full(len(rows), Status.OK, dtype=np.uint8)
    return Requirement((codes, codes, codes, codes, troops))


ROOMS = Rooms(
    load=load,
    save=save,
    draws=FakeDraws,
    stages=(
        Stage("purpose", prepare_purpose, evaluate_purpose, restore=restore_mission),
        Stage("size", prepare_size, evaluate_size, reads=("purpose",)),
    ),
)


def write_totals(run: Any) -> None:
    totals = {option: run.column("size", option, "line.low_troops").sum() for option in run.options}
    (run.folder / "results" / "claims.json").write_text(json.dumps(totals))


SUMMED = replace(ROOMS, summaries=(Summary("claims", write_totals, reads=("size",)),))


def contents(folder: Path, *, but: tuple[str, ...] = ("session.json",)) -> dict[str, bytes]:
    """Every file of a run folder with its bytes, but for what says who computed it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }


def made(folder: Path, n: int = 600, seed: int = 7, **keywords: Any) -> Any:
    """Run a fake scenario; unknown keywords are the scenario's."""
    from ceasefire.runs import run

    chosen = keywords.pop("chosen", None)
    own = {k: keywords.pop(k) for k in tuple(keywords) if k in FakeScenario.__dataclass_fields__}
    scenario = FakeScenario(**own)
    draws = FakeDraws(scenario, n, seed)
    return run(
        scenario, draws, folder, **{"rooms": ROOMS, "workers": 1, "options": chosen, **keywords}
    )
