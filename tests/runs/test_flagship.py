"""The package's own rooms through a run folder."""

from __future__ import annotations

import pickle
import shutil

import numpy as np
import pytest

from ceasefire.draws import draw
from ceasefire.runs import open_run, run
from ceasefire.runs.plain import plain
from ceasefire.runs.rooms import rooms
from ceasefire.runs.solved_before import solved_before
from ceasefire.scenario import content_hash, load


@pytest.fixture(scope="module")
def scenario():
    return load("ukraine-2025")


@pytest.fixture(scope="module")
def finished(scenario, tmp_path_factory):
    folder = tmp_path_factory.mktemp("flagship") / "r"
    return run(scenario, draw(scenario, n=400), folder, options=chosen(scenario))


def chosen(scenario):
    """Three options of different families."""
    families = {option.family: option.id for option in scenario.options}
    return [families[name] for name in ("none", "reassure", "line")]


def test_folder_alone_tells_what_was_run(scenario, finished, tmp_path):
    assert finished.manifest["pack_hash"] == content_hash(scenario)
    moved = open_run(shutil.copytree(finished.folder, tmp_path / "elsewhere"))
    again = moved.scenario()
    assert (again.parameters, again.options) == (scenario.parameters, scenario.options)
    assert again.published_after == scenario.published_after != ()
    for option in moved.options:
        assert moved.statuses("size", option) == {"ok": 400}
        assert np.isfinite(moved.column("size", option, "size_troops")).all()


def test_every_claim_of_the_pack_has_a_verdict(scenario, finished):
    assert set(finished.claims()) == {row["id"] for row in scenario.rows("claims")} != set()


@pytest.mark.parametrize("rows", [1, 7, 64, 333])
def test_stages_give_the_same_arrays_on_any_split_of_rows(scenario, finished, rows):
    draws, (purpose, size, *_) = draw(scenario, n=400), rooms().stages
    for option in finished.options:
        plans = [stage.prepare(scenario, scenario.option(option)) for stage in (purpose, size)]
        for start in range(0, 333, max(rows, 83)):
            part = range(start, min(start + rows, 333))
            mission = purpose.evaluate(plans[0], draws, part)
            need = size.evaluate(plans[1], draws, part, purpose=mission)
            for stage, table in (("purpose", mission.table()), ("size", need.table())):
                for column, array in zip(table.columns, table.arrays, strict=True):
                    stored = finished.column(stage, option, column.name)
                    assert stored[part.start : part.stop].tobytes() == array.tobytes()


@pytest.fixture(scope="module")
def stored(finished):
    """Return the stored columns of each stage and option, by name."""
    found = {}
    for column in finished.codebook["columns"]:
        stage, option, name = column.split("/", 2)
        array = finished.column(stage, option, name)
        found.setdefault((stage, option), {})[name] = array
    return found


@pytest.mark.parametrize("rows", [1, 7, 64, 256])
def test_feasibility_gives_the_same_arrays_on_any_split_of_rows(scenario, finished, stored, rows):
    draws, table = draw(scenario, n=400), rooms()
    stage = table.stage("feasibility")
    for option in finished.options:
        plan = stage.prepare(scenario, scenario.option(option))
        whole = stored["feasibility", option]
        for start in range(0, 333, max(rows, 83)):
            part = range(start, min(start + rows, 333))
            reads = {}
            for name in stage.reads:
                arrays = stored[name, option].items()
                arrays = {column: array[part.start : part.stop] for column, array in arrays}
                reads[name] = table.stage(name).restore(option, None, arrays)
            result = stage.evaluate(plan, draws, part, **reads).table()
            assert [column.name for column in result.columns] == list(whole)
            for column, array in zip(result.columns, result.arrays, strict=True):
                assert whole[column.name][part.start : part.stop].tobytes() == array.tobytes()


def test_the_last_day_looked_back_to_is_the_headline(scenario, finished, stored):
    asked = [o for o in finished.options if scenario.option(o).timing == "after_ceasefire"]
    assert len(asked) > 1
    for option in asked:
        found = stored["feasibility", option]
        for name in ("settlement", "happens"):
            last = found[f"on_{scenario.as_of}.{name}"]
            np.testing.assert_allclose(last, found[f"{name}.months_12"], rtol=1e-12)
        assert 0.0 < found["settlement.months_12"].mean() < 1.0


def test_plans_travel_and_are_plain(scenario, finished):
    for stage in rooms().stages:
        solved = () if stage.solve is None else (solved_before(stage, scenario),)
        for option in finished.options:
            plan = stage.prepare(scenario, scenario.option(option), *solved)
            assert plain(pickle.loads(pickle.dumps(plan))) == plain(plan)
            assert finished.plan(stage.name, option) == plain(plan)
