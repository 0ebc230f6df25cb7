"""What was changed, cut short or never written is told, and never taken for a finished run."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.runs.fakes import SUMMED, contents, made

from ceasefire.core.errors import RunError, StaleRunError
from ceasefire.runs import folder as folder_module
from ceasefire.runs import open_run
from ceasefire.runs.reproduce import reproduce
from ceasefire.runs.stages import Summary
from ceasefire.runs.state import state_of


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    return Path(made(tmp_path / "r", rooms=SUMMED).folder)


def test_summaries_that_stand_there_whole_are_not_written_again(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in finished.rglob("*") if path.is_file()}

    def never(run: Any) -> None:
        raise AssertionError("written again")

    rooms = replace(SUMMED, summaries=(Summary("claims", never, reads=("size",)),))
    again = made(finished, rooms=rooms)
    assert again.claims().keys() == {"rear", "line"}
    after = {path: path.stat().st_mtime_ns for path in finished.rglob("*") if path.is_file()}
    assert after == before  # no file was written at all


@pytest.mark.parametrize("harm", ["changed", "absent", "another block"])
def test_summaries_that_do_not_are_refused_and_written_anew(finished: Path, harm: str) -> None:
    before = contents(finished)
    path = finished / "results" / "claims.json"
    if harm == "absent":
        path.unlink()
    elif harm == "changed":
        path.write_text(path.read_text().replace("rear", "fore"))
    else:  # as if the summary had been made before a block was computed anew
        ledger = finished / "ledger.jsonl"
        lines = ledger.read_text().splitlines(keepends=True)
        ledger.write_text("".join([*lines[:-1], lines[-1].replace('"key": "', '"key": "0')]))
    assert state_of(finished).summaries == {"claims": False}
    assert not state_of(finished).finished
    if harm != "another block":
        with pytest.raises(RunError, match=r"claims\.json is (absent|not what the run wrote)"):
            open_run(finished).claims()
    made(finished, rooms=SUMMED)
    assert contents(finished) == before


def test_a_run_killed_before_its_summaries_is_not_finished(tmp_path: Path) -> None:
    def killed(run: Any) -> None:
        raise KeyboardInterrupt

    rooms = replace(SUMMED, summaries=(Summary("claims", killed, reads=("size",)),))
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "r", rooms=rooms)
    state = state_of(tmp_path / "r")
    assert state.done == state.total
    assert state.summaries == {"claims": False}
    assert not state.finished
    made(tmp_path / "r", rooms=SUMMED)
    assert state_of(tmp_path / "r").finished
    assert contents(tmp_path / "r") == contents(made(tmp_path / "s", rooms=SUMMED).folder)


@pytest.mark.parametrize(
    "edit", [{"draws": 500}, {"options": ["rear"]}, {"seed": 8}, {"note": "mine"}, {"as_of": "x"}]
)
def test_a_manifest_edited_by_hand_is_refused_by_all_that_read(
    finished: Path, tmp_path: Path, edit: dict[str, Any]
) -> None:
    path = finished / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | edit))
    actions: list[Callable[[], Any]] = [
        lambda: open_run(finished),
        lambda: state_of(finished),
        lambda: reproduce(finished, tmp_path / "again", rooms=SUMMED),
        lambda: made(finished, rooms=SUMMED),
    ]
    for action in actions[:2]:
        with pytest.raises(StaleRunError, match=r"was changed since the run was made.*Put back"):
            action()
    for action in actions[2:]:
        with pytest.raises(StaleRunError):
            action()
    assert not (tmp_path / "again").exists()


def test_a_pack_edited_in_the_folder_is_refused(finished: Path) -> None:
    file = finished / "pack" / "scenario.json"
    file.write_text(file.read_text().replace("25000", "26000"))
    with pytest.raises(StaleRunError, match=r"pack was changed since the run was made. Put back"):
        open_run(finished)


def test_stages_are_told_in_the_order_of_the_walk(finished: Path) -> None:
    state = state_of(finished, ("size", "purpose"))
    assert [part.stage for part in state.stages] == ["draws", "size", "purpose"]
    sizes = {p.stage: p.bytes for p in state.stages}
    own = sum(p.stat().st_size for p in finished.glob("results/size/*/*.parquet"))
    assert sizes["size"] == own > 0


@pytest.mark.parametrize("stage", ["draws", "purpose", "size"])
def test_a_block_cut_short_is_seen_refused_and_computed_anew(finished: Path, stage: str) -> None:
    before = contents(finished)
    place = "draws" if stage == "draws" else f"results/{stage}/line"
    block = finished / place / "000001.parquet"
    block.write_bytes(block.read_bytes()[: block.stat().st_size // 2])
    state = state_of(finished)
    assert state.damaged == (str(block),)
    assert (state.done, state.finished) == (state.total - 1, False)
    made(finished, rooms=SUMMED)
    assert contents(finished) == before
    assert state_of(finished).finished


class FullDisk:
    """A file on a disk that takes some blocks, and of the next one half."""

    left = 7

    def __init__(self, path: Path, mode: str) -> None:
        self._file, self._block = open(path, mode), ".parquet" in path.name  # noqa: SIM115

    def __enter__(self) -> FullDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        FullDisk.left -= self._block
        if FullDisk.left < 0 and self._block:
            self._file.write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def test_a_disk_that_fills_in_the_middle_of_a_block_leaves_no_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(folder_module, "open", FullDisk, raising=False)
        with pytest.raises(RunError, match=r"The disk is full: .*goes on from the last whole"):
            made(tmp_path / "r", rooms=SUMMED)
    assert not list(tmp_path.rglob("*.tmp"))
    state = state_of(tmp_path / "r")
    assert (state.damaged, state.finished) == ((), False)
    assert len(list(tmp_path.rglob("*.parquet"))) == 7
    assert state.sessions[-1]["ended"].startswith("The disk is full")
    again = made(tmp_path / "r", rooms=SUMMED)
    assert contents(again.folder) == contents(made(tmp_path / "s", rooms=SUMMED).folder)
