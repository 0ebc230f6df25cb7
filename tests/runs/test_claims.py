"""Verdicts from a run folder: columns of many files, block after block."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from ceasefire.core.errors import RunError
from ceasefire.core.status import Status
from ceasefire.draws import draw
from ceasefire.runs import open_run, run
from ceasefire.runs.claims import evidence_of, write_claims
from ceasefire.runs.folder import ROWS_PER_BLOCK, Folder
from ceasefire.runs.parquet import parquet_bytes
from ceasefire.scenario import load

ADDRESSES = (
    "param/host_troops",
    "size/line-100k/size_troops",
    "size/line-100k/line_density.unmee_troops",
    "size/deterrent-40k/window.hold_combat_troops",
)
DRAWS = ROWS_PER_BLOCK + 40


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    scenario = load("ukraine-2025")
    folder = tmp_path_factory.mktemp("claims") / "r"
    return run(scenario, draw(scenario, DRAWS), folder, options=["line-100k", "deterrent-40k"])


@pytest.mark.parametrize(("together", "parts"), [(1, [ROWS_PER_BLOCK, 40]), (2, [DRAWS])])
def test_blocks_are_the_columns_in_parts(finished, monkeypatch, together, parts):
    monkeypatch.setattr("ceasefire.runs.claims._BLOCKS", together)
    evidence = evidence_of(finished)
    blocks = list(evidence.blocks(ADDRESSES))
    assert [len(block["param/host_troops"]) for block in blocks] == parts
    for address in ADDRESSES:
        whole = np.concatenate([block[address] for block in blocks])
        np.testing.assert_array_equal(whole, stored(finished, address))


def stored(finished, address):
    """Return a whole column as the run hands it out."""
    stage, _, rest = address.partition("/")
    if stage == "param":
        return finished.parameter(rest)
    return finished.column(stage, *rest.split("/"))


def test_options_that_were_not_run_have_no_columns(finished):
    evidence = evidence_of(finished)
    assert evidence.names("size", "korea-30k") == ()
    assert "size_troops" in evidence.names("size", "line-100k")


def test_writing_the_verdicts_again_gives_the_same_bytes(finished):
    path = Folder(finished.folder).claims
    before = path.read_bytes()
    path.unlink()
    write_claims(open_run(finished.folder))
    assert path.read_bytes() == before


def test_a_block_that_was_changed_is_not_counted(finished, tmp_path):
    moved = shutil.copytree(finished.folder, tmp_path / "moved")
    path = Folder(moved).block("size", "line-100k", 1)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(RunError, match="was changed"):
        list(evidence_of(open_run(moved)).blocks(ADDRESSES))


@pytest.mark.parametrize("together", [1, 2])
def test_a_block_without_the_column_has_no_values(finished, tmp_path, monkeypatch, together):
    """Nothing but the reasons is stored where every row of a block failed."""
    monkeypatch.setattr("ceasefire.runs.claims._BLOCKS", together)
    moved = open_run(shutil.copytree(finished.folder, tmp_path / "moved"))
    address = "size/line-100k/size_troops"
    evidence = evidence_of(moved)
    list(evidence.blocks([address]))  # found whole before the file changes
    failed = {"status": np.full(ROWS_PER_BLOCK, Status.FAILED, dtype=np.uint8)}
    Folder(moved.folder).block("size", "line-100k", 0).write_bytes(parquet_bytes(failed))
    values = np.concatenate([block[address] for block in evidence.blocks([address])])
    assert np.isnan(values[:ROWS_PER_BLOCK]).all()
    np.testing.assert_array_equal(
        values[ROWS_PER_BLOCK:], stored(finished, address)[ROWS_PER_BLOCK:]
    )
