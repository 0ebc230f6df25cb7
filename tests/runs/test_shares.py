"""Shares of a run: each its own blocks, gathered into the folder of a single run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.runs.fakes import SUMMED, FakeDraws, FakeScenario, contents, made
from tests.runs.test_resume import SLOW, started

from ceasefire.core.errors import DrawFailures, RunError, StaleRunError, UsageError
from ceasefire.runs.folder import Folder
from ceasefire.runs.gather import gather
from ceasefire.runs.locks import locked_share
from ceasefire.runs.run_folder import run_share
from ceasefire.runs.share import Share
from ceasefire.runs.state import state_of

N = 2000  # 8 blocks x 2 options
SCRIPT = """
from pathlib import Path
from tests.runs.test_shares import share
share(Path({folder!r}), {text!r}, seconds=0.01)
"""


def share(folder: Path, text: str, n: int = N, workers: int = 1, **own: Any) -> None:
    """Compute a share of the fake run."""
    scenario = FakeScenario(**own)
    draws = FakeDraws(scenario, n, 7)
    run_share(scenario, draws, folder, Share.parse(text), workers=workers, rooms=SUMMED)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return contents(made(tmp_path_factory.mktemp("serial") / "r", n=N, rooms=SUMMED).folder)


@pytest.mark.parametrize("of", [1, 2, 3, 5, 16, 20])
def test_shares_cover_every_block_once(of: int) -> None:
    owners = [Share.owner(block, option, 8, 2, of).index for block in range(8) for option in (0, 1)]
    assert owners == sorted(owners)
    assert set(owners) <= set(range(1, of + 1))
    counts = [owners.count(index) for index in range(1, of + 1)]
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/2"])
def test_what_is_no_share_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="--block takes a share such as 3/8"):
        Share.parse(text)


@pytest.mark.parametrize("of", [1, 3])
def test_shares_gathered_are_a_serial_run(
    serial: dict[str, bytes], tmp_path: Path, of: int
) -> None:
    folder = tmp_path / "r"
    for index in reversed(range(of)):
        share(folder, f"{index + 1}/{of}", workers=1 + index % 2)
    before = state_of(folder)
    assert (before.done, before.finished) == (before.total, False)
    assert before.summaries == {"claims": False}
    assert [s["share"] for s in before.sessions] == [f"{i + 1}-of-{of}" for i in range(of)]
    gather(folder, rooms=SUMMED)
    assert contents(folder) == serial
    after = state_of(folder)
    assert after.finished
    assert [s["share"] for s in after.sessions] == [f"{i + 1}-of-{of}" for i in range(of)]
    gather(folder, rooms=SUMMED)  # once more changes nothing
    assert contents(folder) == serial


def test_several_processes_at_once(serial: dict[str, bytes], tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "r"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT.format(folder=str(folder), text=f"{index}/4")],
            cwd=root,
            stderr=subprocess.PIPE,
        )
        for index in range(1, 5)
    ]
    assert [process.communicate(timeout=60)[1] for process in processes] == [b""] * 4
    gather(folder, rooms=SUMMED)
    same = made(tmp_path / "s", n=N, rooms=SUMMED, seconds=0.01)
    assert contents(folder) == contents(same.folder)


def test_a_missing_share_is_named_with_the_command_that_computes_it(
    serial: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "r"
    share(folder, "1/3")
    share(folder, "3/3")
    with pytest.raises(RunError) as caught:
        gather(folder, rooms=SUMMED)
    told = str(caught.value)
    lacking = state_of(folder).total - state_of(folder).done
    assert told.startswith(f"{lacking} blocks of {folder} are absent or not whole (")
    assert "draws/000003.parquet" in told
    assert told.endswith(f"then gather again: ceasefire run {folder} --block 2/3")
    share(folder, "2/3")
    gather(folder, rooms=SUMMED)
    assert contents(folder) == serial


@pytest.mark.parametrize("harm", ["cut", "absent"])
def test_a_block_harmed_since_is_named_and_computed_anew(
    serial: dict[str, bytes], tmp_path: Path, harm: str
) -> None:
    folder = tmp_path / "r"
    share(folder, "1/2")
    share(folder, "2/2")
    block = folder / "results" / "size" / "line" / "000007.parquet"
    block.write_bytes(block.read_bytes()[:-20]) if harm == "cut" else block.unlink()
    assert state_of(folder).damaged == (str(block),)
    words = r"^1 blocks? of .*000007\.parquet\).*--block 2/2$"
    with pytest.raises(RunError, match=words):
        gather(folder, rooms=SUMMED)
    share(folder, "2/2")
    gather(folder, rooms=SUMMED)
    assert contents(folder) == serial


def test_a_whole_run_takes_up_shares_and_a_share_what_a_run_did(
    serial: dict[str, bytes], tmp_path: Path
) -> None:
    share(tmp_path / "a", "2/2")
    steps: list[int] = []
    taken = made(
        tmp_path / "a", n=N, rooms=SUMMED, progress=lambda stage, done, total: steps.append(done)
    )
    assert contents(taken.folder) == serial
    assert steps[0] == 4  # of the draws

    def stop(stage: str, finished: int, total: int) -> None:
        if finished >= 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "b", n=N, rooms=SUMMED, progress=stop)
    before = (tmp_path / "b" / "ledger.jsonl").read_bytes()
    share(tmp_path / "b", "1/2")
    share(tmp_path / "b", "2/2")
    assert (tmp_path / "b" / "ledger.jsonl").read_bytes() == before  # each writes its own
    gather(tmp_path / "b", rooms=SUMMED)
    assert contents(tmp_path / "b") == serial


def test_failed_draws_are_counted_when_all_is_there(tmp_path: Path) -> None:
    for text in ("1/2", "2/2"):
        share(tmp_path / "r", text, failing={"size/rear": tuple(range(300, 340))})
    with pytest.raises(DrawFailures, match="40 of 2,000 draws failed in size of rear"):
        gather(tmp_path / "r", rooms=SUMMED)
    assert gather(tmp_path / "r", rooms=SUMMED, max_failed=0.02).draws == N


def test_who_may_write_at_once(tmp_path: Path, root: Path) -> None:
    with started(tmp_path / "r", 1, root):
        with pytest.raises(RunError, match="Another run is writing"):
            share(tmp_path / "r", "1/2", **SLOW)
        with pytest.raises(RunError, match="Another run is writing"):
            gather(tmp_path / "r", rooms=SUMMED)
    share(tmp_path / "s", "1/2")
    with locked_share(Folder(tmp_path / "s", "1-of-2")):
        assert state_of(tmp_path / "s").running
        with pytest.raises(RunError, match=r"Another process computes share 1-of-2"):
            share(tmp_path / "s", "1/2")
        with pytest.raises(RunError, match="Another run is writing"):
            made(tmp_path / "s", n=N, rooms=SUMMED)
        share(tmp_path / "s", "2/2")  # another share goes on beside it


def test_shares_of_another_run_are_refused(tmp_path: Path) -> None:
    share(tmp_path / "r", "1/2")
    with pytest.raises(StaleRunError, match="the number of draws is 2000 there and 1999 here"):
        share(tmp_path / "r", "2/2", n=1999)
    (tmp_path / "r" / "pack" / "notes.txt").write_text("more")
    with pytest.raises(StaleRunError, match="the content of the pack is another"):
        gather(tmp_path / "r", rooms=SUMMED)
