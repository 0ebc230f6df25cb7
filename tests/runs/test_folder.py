"""What lies in a run folder, and what reading it gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.runs.fakes import ROOMS, FakeDraws, FakeOption, FakeScenario, contents, made

from ceasefire.core.errors import RunError, StaleRunError, UsageError
from ceasefire.runs import open_run
from ceasefire.runs.manifest import code_hash
from ceasefire.runs.plain import to_json
from ceasefire.runs.reading import NoSuchColumn


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return made(tmp_path_factory.mktemp("runs") / "small", published_after=("30,000",))


def test_layout(finished):
    blocks = [f"{block:06d}.parquet" for block in range(3)]
    places = [f"{stage}/{option}" for stage in ("purpose", "size") for option in ("line", "rear")]
    assert sorted(contents(finished.folder)) == sorted(
        [
            *("codebook.json", "ledger.jsonl", "lock", "manifest.json", "pack/scenario.json"),
            "published_after/later.json",
            *(f"draws/{name}" for name in blocks),
            *(f"plans/{place}.json" for place in places),
            *(f"results/{place}/{name}" for place in places for name in blocks),
        ]
    )


def test_manifest_names_inputs_and_versions_alone(finished):
    text = (finished.folder / "manifest.json").read_text()
    manifest = json.loads(text)
    assert sorted(manifest) == list(manifest) == sorted(finished.manifest)
    assert manifest | {"code_hash": "", "pack_hash": "", "versions": {}} == {
        "as_of": "2025-02-01",
        "code_hash": "",
        "draws": 600,
        "format": 1,
        "options": ["rear", "line"],
        "pack": "small",
        "pack_hash": "",
        "rows_per_block": 256,
        "seed": 7,
        "stages": {"purpose": {}, "size": {}},
        "versions": {},
    }
    assert set(manifest["versions"]) == {"ceasefire", "numpy", "polars", "python", "scipy"}
    assert str(finished.folder) not in text
    assert os.uname().nodename not in text


def test_draws_hold_the_index_and_every_parameter(finished):
    frame = pl.read_parquet(finished.folder / "draws" / "000001.parquet")
    assert frame.columns == ["draw", "length", "share"]
    assert frame["draw"].to_list() == list(range(256, 512))
    sample = FakeDraws(FakeScenario(), 600, 7).sample(range(600))
    assert np.array_equal(finished.parameter("share"), sample["share"])
    words = r"^The sample has no parameter param/shares\. Perhaps you meant 'share'\.$"
    with pytest.raises(NoSuchColumn, match=words):
        finished.parameter("shares")


def test_columns_are_the_stages_arrays_over_all_draws(finished):
    sample = FakeDraws(FakeScenario(), 600, 7).sample(range(600))
    demand = 25_000.0 * sample["share"]
    troops = sample["length"] * demand + 25_000.0
    assert np.array_equal(finished.column("purpose", "rear", "guard_demand_troops"), demand)
    assert np.array_equal(finished.column("size", "rear", "line.low_troops"), troops)
    assert finished.column("size", "rear", "status").dtype == np.uint8
    assert finished.statuses("size", "rear") == {"ok": 600}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("sizes", "rear", "status"), "no stage 'sizes'. Perhaps you meant 'size'."),
        (("size", "raer", "status"), "no option 'raer'. Perhaps you meant 'rear'."),
        (("size", "rear", "low_troops"), "no column 'low_troops'. Perhaps you meant 'line.low_"),
        (("size", "rear", "x"), "no column 'x'. Use one of: line.low_troops, line.reason,"),
    ],
)
def test_what_a_run_does_not_have_is_told_with_the_nearest_name(finished, wrong, words):
    with pytest.raises(UsageError) as caught:
        finished.column(*wrong)
    assert str(caught.value).startswith(f"There is no {'/'.join(wrong)}: {words}")
    assert isinstance(caught.value, KeyError)


def test_a_long_column_is_read_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr("ceasefire.runs.reading.BLOCKS_A_CALL", 2)
    run = made(tmp_path / "r", n=1200, failing={"size/rear": tuple(range(256, 512))}, max_failed=1)
    share = FakeDraws(FakeScenario(), 1200, 7).sample(range(1200))["share"]
    assert np.array_equal(run.parameter("share"), share)
    troops = run.column("size", "rear", "line.low_troops")
    assert troops.shape == (1200,)
    assert np.flatnonzero(np.isnan(troops)).tolist() == list(range(256, 512))


def test_codebook_describes_every_stored_column(finished):
    for stage in ("purpose", "size"):
        for option in ("rear", "line"):
            file = finished.folder / "results" / stage / option / "000002.parquet"
            names = [column.name for column in finished.columns(stage, option)]
            assert names == pl.read_parquet(file).columns
    guard = finished.codebook["columns"]["purpose/rear/guard_demand_troops"]
    assert guard == {
        "dtype": "float64",
        "unit": "troops",
        "description": "Guard: foreign troops on the task, without tail",
        "formula": "sites x post",
        "grade": "D",
        "sources": ["k"],
        "reads": [],
    }
    assert [s["name"] for s in finished.codebook["statuses"]][:2] == ["ok", "not_applicable"]
    assert finished.codebook["reasons"][0] == {"code": 0, "name": "none", "words": ""}


def test_plan_and_pack_come_from_the_folder(finished):
    plan = finished.plan("purpose", "rear")
    assert plan["tasks"][0]["id"] == "guard"
    assert plan["troops"] == 25_000.0
    assert finished.scenario() == FakeScenario(published_after=("30,000",))


def test_later_published_figures_stand_apart_from_the_hash(finished, tmp_path):
    later = made(tmp_path / "r", published_after=("30,000", "200,000"))
    assert later.manifest == finished.manifest
    assert later.scenario() != finished.scenario()


def test_ledger_counts_statuses_in_the_order_of_the_walk(finished):
    text = (finished.folder / "ledger.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(e["stage"], e["option"], e["block"]) for e in lines] == [
        *(("draws", "", block) for block in range(3)),
        *(
            (stage, option, block)
            for stage in ("purpose", "size")
            for option in ("rear", "line")
            for block in range(3)
        ),
    ]
    assert lines[-1]["statuses"] == {"ok": 88}


def test_default_folder_is_named_for_pack_and_manifest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first, second = made(None, n=5), made(None, n=6)
    assert first.folder.name == f"small-{first.id}"
    assert first.id != second.id


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seed": 8}, "the seed is 7 there and 8 here"),
        ({"n": 601}, "the number of draws is 600 there and 601 here"),
        ({"as_of": date(2025, 1, 1)}, "the as-of date is 2025-02-01 there and 2025-01-01 here"),
        ({"chosen": ["rear"]}, r"the options differ \(only there: line; only here: none\)"),
        ({"parameters": ("length", "share", "more")}, "the content of the pack is another"),
        ({"id": "other"}, "the pack is small there and other here"),
    ],
)
def test_another_run_in_the_folder_is_refused(finished, change, words):
    before = contents(finished.folder)
    with pytest.raises(StaleRunError, match=words) as caught:
        made(finished.folder, **change)
    assert "--out" in str(caught.value)
    assert contents(finished.folder) == before


def test_another_version_is_refused(tmp_path):
    made(tmp_path / "r", n=5)
    path = tmp_path / "r" / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["versions"]["numpy"] = "1.0"
    path.write_text(to_json(manifest))
    with pytest.raises(StaleRunError, match=r"version of numpy is 1\.0 there"):
        made(tmp_path / "r", n=5)


def test_edited_code_under_the_same_version_is_refused(tmp_path, monkeypatch):
    made(tmp_path / "r", n=5)
    before = contents(tmp_path / "r")
    monkeypatch.setattr("ceasefire.runs.manifest.code_hash", lambda: "1234abcd" * 8)
    words = r"the code of the model is another \([0-9a-f]{8} there, 1234abcd here\)"
    with pytest.raises(StaleRunError, match=words):
        made(tmp_path / "r", n=5)
    assert contents(tmp_path / "r") == before


def test_run_of_a_version_that_hashed_no_code_is_refused(tmp_path):
    made(tmp_path / "r", n=5)
    path = tmp_path / "r" / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["code_hash"]
    path.write_text(to_json(manifest))
    with pytest.raises(StaleRunError, match=r"the code of the model is another \(none there"):
        made(tmp_path / "r", n=5)


def test_code_hash_covers_the_rooms_that_compute_and_no_others(tmp_path):
    counted = ("size/window.py", "deploy/x/new.py", "scenario/columns.csv", "runs/block.py")
    files = (*counted, "briefing/html.py")
    for name in (*files, "cli/app.py", "packs/p/claims.csv", "__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    hashes = []
    for name in (*files, "cli/app.py", "packs/p/claims.csv", "__init__.py"):
        code_hash.cache_clear()
        hashes.append(code_hash(tmp_path))
        (tmp_path / name).write_text("2")
    assert len(set(hashes[:5])) == 5
    assert len(set(hashes[4:])) == 1
    (tmp_path / "size" / "__pycache__").mkdir()
    (tmp_path / "size" / "__pycache__" / "window.cpython-311.pyc").write_text("2")
    code_hash.cache_clear()
    assert code_hash(tmp_path) == hashes[-1]


def test_another_format_is_refused_by_name(tmp_path):
    made(tmp_path / "r", n=5)
    path = tmp_path / "r" / "manifest.json"
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))
    for action in (lambda: open_run(tmp_path / "r"), lambda: made(tmp_path / "r", n=5)):
        with pytest.raises(RunError, match="is of format 2; this version reads format 1"):
            action()


def test_what_is_no_run_folder_is_left_alone(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear")
    with pytest.raises(RunError, match=r"is not a run folder \(it holds dear\.txt\)"):
        made(tmp_path / "letters")
    with pytest.raises(RunError, match="is a file, not a folder"):
        made(tmp_path / "letters" / "dear.txt")
    assert contents(tmp_path) == {"letters/dear.txt": b"Dear"}
    with pytest.raises(RunError, match="it has no manifest"):
        open_run(tmp_path / "letters")


def test_wrong_calls_are_told_in_words(tmp_path):
    with pytest.raises(UsageError, match="Did you mean rear"):
        made(tmp_path / "r", chosen=["raer"])
    with pytest.raises(UsageError, match="workers must be 1 or more"):
        made(tmp_path / "r", workers=0)
    with pytest.raises(UsageError, match="between 0 and 1"):
        made(tmp_path / "r", max_failed=7)
    assert not (tmp_path / "r").exists()


def test_order_in_which_options_are_named_does_not_matter(tmp_path):
    first = made(tmp_path / "a", n=5, chosen=["line", "rear"])
    assert contents(first.folder) == contents(made(tmp_path / "b", n=5).folder)


def test_draws_of_another_scenario_are_refused(tmp_path):
    from ceasefire.runs import run

    scenario = FakeScenario()
    other = FakeDraws(FakeScenario(parameters=("share", "length")), 5, 7)
    with pytest.raises(RunError, match="gives another sample of share"):
        run(scenario, other, tmp_path / "r", rooms=ROOMS)


def test_a_plan_holds_plain_values():
    assert to_json({"b": (np.float64(1.5), float("nan")), "a": FakeOption("x", 1)}) == (
        '{\n "a": {\n  "id": "x",\n  "troops": 1\n },\n "b": [\n  1.5,\n  null\n ]\n}\n'
    )
    with pytest.raises(TypeError, match="PosixPath has no plain form"):
        to_json({"where": Path("/tmp")})


def test_one_thread_is_set_before_libraries_load():
    code = (
        "import os, ceasefire.runs, polars; from ceasefire.core.threads import THREAD_VARIABLES;"
        "print({os.environ[name] for name in THREAD_VARIABLES}, polars.thread_pool_size())"
    )
    env = {**os.environ, "OMP_NUM_THREADS": "2", "POLARS_MAX_THREADS": "2"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.stdout == "{'1'} 1\n", done.stderr
