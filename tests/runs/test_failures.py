"""A row that fails is kept, counted and told; the others are what they would have been."""

from __future__ import annotations

import numpy as np
import pytest
from tests.runs.fakes import ROOMS, FakeDraws, FakeScenario, contents, made

from ceasefire.core.errors import DrawFailures, RunError
from ceasefire.core.status import Status, reason_code
from ceasefire.results.columns import Column, Table
from ceasefire.runs import open_run
from ceasefire.runs.stages import Rooms, Stage

FAILED, REASON = Status.FAILED, reason_code("computation_failed")


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return made(tmp_path_factory.mktemp("sound") / "r")


def test_failing_row_is_kept_and_the_rest_untouched(tmp_path, sound):
    run = made(tmp_path / "r", failing={"size/rear": (300, 599)})
    troops = run.column("size", "rear", "line.low_troops")
    others = np.delete(np.arange(600), [300, 599])
    assert np.isnan(troops[[300, 599]]).all()
    assert np.array_equal(troops[others], sound.column("size", "rear", "line.low_troops")[others])
    for prefix in ("", "line."):
        status = run.column("size", "rear", f"{prefix}status")
        assert np.flatnonzero(status == FAILED).tolist() == [300, 599]
        assert run.column("size", "rear", f"{prefix}reason")[300] == REASON
    assert run.statuses("size", "rear") == {"failed": 2, "ok": 598}
    assert run.statuses("size", "line") == {"ok": 600}


def test_inputs_of_a_failed_row_are_written(tmp_path, sound):
    run = made(tmp_path / "r", failing={"size/rear": (300,)})
    (record,) = run.failures()
    demand = run.column("purpose", "rear", "guard_demand_troops")[300]
    assert record == {
        "draw": 300,
        "exception": "ZeroDivisionError",
        "option": "rear",
        "parameters": {name: sound.parameter(name)[300] for name in ("length", "share")},
        "reads": {
            "purpose": {
                "guard_demand_troops": demand,
                "guard_freed_ceasefire_troops": demand / 2,
                "guard_freed_wartime_troops": demand / 3,
                "reason": 0,
                "status": 0,
            }
        },
        "seed": 7,
        "stage": "size",
        "words": "no brigades in draw 300",
    }
    assert (run.folder / "failures" / "size" / "rear" / "300.json").is_file()


def test_failed_row_stays_failed_in_what_rests_on_it(tmp_path):
    run = made(tmp_path / "r", failing={"purpose/rear": (3,)})
    assert run.column("size", "rear", "status")[3] == FAILED
    assert run.column("size", "rear", "line.status")[3] == FAILED
    assert np.isnan(run.column("size", "rear", "line.low_troops")[3])
    assert run.statuses("size", "rear") == {"failed": 1, "ok": 599}
    assert [(f["stage"], f["draw"]) for f in run.failures()] == [("purpose", 3)]


def test_block_in_which_every_row_failed(tmp_path, sound):
    keywords = {"failing": {"purpose/rear": tuple(range(256, 512))}, "max_failed": 1.0}
    run = made(tmp_path / "one", **keywords)
    demand = run.column("purpose", "rear", "guard_demand_troops")
    assert np.flatnonzero(np.isnan(demand)).tolist() == list(range(256, 512))
    assert run.statuses("size", "rear") == {"failed": 256, "ok": 344}
    assert run.codebook == sound.codebook
    assert contents(run.folder) == contents(made(tmp_path / "two", workers=2, **keywords).folder)
    before = contents(run.folder)
    made(tmp_path / "one", **keywords)
    assert contents(run.folder) == before


def test_too_many_failures_end_with_everything_written(tmp_path):
    failing = {"purpose/rear": tuple(range(7)), "size/line": (1, 2)}
    for _ in ("made", "resumed"):
        with pytest.raises(DrawFailures, match=r"7 of 600 draws failed in \w+ of rear") as caught:
            made(tmp_path / "r", failing=failing)
        assert caught.value.exit_code == 4
    run = open_run(tmp_path / "r")
    assert run.statuses("size", "line") == {"failed": 2, "ok": 598}
    assert len(run.failures()) == 9
    allowed = made(tmp_path / "r", failing=failing, max_failed=0.02)
    assert allowed.statuses("purpose", "rear") == {"failed": 7, "ok": 593}


def evaluate_mistaken(plan, draws, rows):
    return Mistaken(len(rows))


class Mistaken:
    def __init__(self, rows):
        self.rows = rows

    def table(self):
        status = Column("status", "uint8", "", "status")
        return Table((status,), (np.zeros(self.rows, dtype=np.int64),))


def test_array_that_is_not_as_declared_is_a_mistake_not_a_failed_draw(tmp_path):
    from ceasefire.runs import run

    stage = Stage("purpose", ROOMS.stages[0].prepare, evaluate_mistaken)
    rooms = Rooms(ROOMS.load, ROOMS.save, ROOMS.draws, (stage,))
    scenario = FakeScenario()
    with pytest.raises(RunError, match="declares status as uint8 with 5 rows and gives int64"):
        run(scenario, FakeDraws(scenario, 5, 7), tmp_path / "r", rooms=rooms)


@pytest.mark.parametrize("rows", [1, 7, 64, 333, 1024])
def test_any_split_of_rows_gives_the_same_arrays(tmp_path, rows):
    scenario = FakeScenario()
    draws = FakeDraws(scenario, 1024, 7)
    run = made(tmp_path / "r", n=1024)
    for stage, plan in ((s, s.prepare(scenario, scenario.option("rear"))) for s in ROOMS.stages):
        parts = []
        for start in range(0, 1024, rows):
            part = range(start, min(1024, start + rows))
            reads = {}
            if stage.reads:
                first = ROOMS.stages[0]
                mission_plan = first.prepare(scenario, scenario.option("rear"))
                reads = {"purpose": first.evaluate(mission_plan, draws, part)}
            parts.append(stage.evaluate(plan, draws, part, **reads).table())
        for index, column in enumerate(parts[0].columns):
            joined = np.concatenate([table.arrays[index] for table in parts])
            assert np.array_equal(joined, run.column(stage.name, "rear", column.name))
