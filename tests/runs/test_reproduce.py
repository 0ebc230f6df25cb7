"""A run made again from its folder: the same bytes, or what differs and why it cannot."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.runs.fakes import ROOMS, made

from ceasefire.core.errors import RunError, StaleRunError
from ceasefire.runs.reproduce import compare_files, reproduce


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(made(tmp_path_factory.mktemp("once") / "run", n=600).folder)


def again(root: Path, out: Path) -> Any:
    return reproduce(root, out, rooms=ROOMS, workers=1)


def test_a_run_is_made_again_to_the_byte(finished: Path, tmp_path: Path) -> None:
    found = again(finished, tmp_path / "again")
    assert found.equal
    assert "manifest.json" in found.same
    assert any(name.startswith("results/") for name in found.same)
    assert any(name.startswith("draws/") for name in found.same)


def test_a_changed_block_is_named(finished: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(finished, tmp_path / "copy"))
    block = next(copy.glob("results/size/*/000001.parquet"))
    block.write_bytes(block.read_bytes()[:-1])
    found = again(copy, tmp_path / "again")
    assert found.other == (block.relative_to(copy).as_posix(),)
    assert not found.equal


def test_a_file_too_many_is_named(finished: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(finished, tmp_path / "copy"))
    (copy / "results" / "more.json").write_text("{}", encoding="utf-8")
    assert compare_files(finished, copy).alone == ("results/more.json",)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("code_hash", "0" * 64, "the code of the model is another"),
        ("pack_hash", "0" * 64, "the content of the pack is another"),
        ("rows_per_block", 8, "the rows per block is 8 there"),
        ("versions", {"numpy": "1.0"}, "version of numpy is 1.0 there"),
    ],
)
def test_a_manifest_changed_by_hand_is_refused(
    finished: Path, tmp_path: Path, field: str, value: object, words: str
) -> None:
    copy = Path(shutil.copytree(finished, tmp_path / "copy"))
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    (copy / "manifest.json").unlink()
    (copy / "manifest.json").write_text(json.dumps(manifest | {field: value}), encoding="utf-8")
    with pytest.raises(StaleRunError, match=words):
        again(copy, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_pack_changed_since_is_refused(finished: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(finished, tmp_path / "copy"))
    (copy / "pack" / "notes.txt").write_text("more", encoding="utf-8")
    with pytest.raises(StaleRunError, match="the content of the pack is another"):
        again(copy, tmp_path / "again")


def test_a_run_cut_short_and_itself_are_refused(finished: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="the run itself"):
        again(finished, finished)
    copy = Path(shutil.copytree(finished, tmp_path / "copy"))
    lines = (copy / "ledger.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (copy / "ledger.jsonl").unlink()
    (copy / "ledger.jsonl").write_text("".join(lines[:-2]), encoding="utf-8")
    with pytest.raises(RunError, match="is not finished"):
        again(copy, tmp_path / "again")
