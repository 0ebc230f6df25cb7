"""The same bytes from any number of workers, any order, and any number of interruptions."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.runs.fakes import contents, made

from ceasefire.core.errors import RunError
from ceasefire.runs import folder as folder_module
from ceasefire.runs import open_run
from ceasefire.runs.block import Evaluator

SLOW = {"n": 2000, "seconds": 0.05}  # 8 blocks x 2 options x 2 stages; size takes 0.8 s
SCRIPT = """
from pathlib import Path
from tests.runs.fakes import made
made(Path({folder!r}), workers={workers}, n={n}, seconds={seconds})
"""


@contextmanager
def started(folder: Path, workers: int, root: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run in a process of its own (and its own group, as a terminal would give it)."""
    script = SCRIPT.format(folder=str(folder), workers=workers, **SLOW)
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, start_new_session=True, stderr=subprocess.PIPE
    )
    try:
        until(lambda: len(list(folder.glob("results/size/*/*.parquet"))) >= 3, process)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until(true, process=None, seconds=20.0):
    end = time.monotonic() + seconds
    while not true():
        assert process is None or process.poll() is None, process.communicate()[1].decode()
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


def group_members(group: int) -> list[int]:
    """Processes of a group that are alive."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def workers_of(group: int) -> list[int]:
    """Spawned workers of a group, also those that are still starting."""
    found = []
    for member in group_members(group):
        try:
            line = Path(f"/proc/{member}/cmdline").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in line:
            found.append(member)
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    run = made(tmp_path_factory.mktemp("whole") / "r", workers=1, **SLOW)
    return contents(run.folder)


def test_two_workers_write_the_bytes_of_one(whole, tmp_path):
    assert contents(made(tmp_path / "r", workers=2, **SLOW).folder) == whole


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_and_resumed(whole, tmp_path, root, workers):
    with started(tmp_path / "r", workers, root) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        until(lambda: not group_members(process.pid))  # no orphan stays
    with pytest.raises(RunError, match=r"not finished.*Give the command that made the run again"):
        open_run(tmp_path / "r").column("size", "line", "line.low_troops")
    (tmp_path / "r" / "draws" / ".000009.parquet.1.tmp").write_bytes(b"half")
    assert contents(made(tmp_path / "r", workers=3 - workers, **SLOW).folder) == whole


def test_interrupted_and_resumed(whole, tmp_path, root):
    with started(tmp_path / "r", 2, root) as process:
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate(timeout=20)[1].decode()
        assert process.returncode != 0
        assert told.count("Traceback") == 1  # the parent's alone
        assert told.rstrip().endswith("KeyboardInterrupt")
        until(lambda: not group_members(process.pid), seconds=2.0)
    kept = contents(tmp_path / "r" / "results")
    assert 3 <= len(kept) < 32
    assert contents(made(tmp_path / "r", workers=1, **SLOW).folder) == whole


def test_interrupted_while_its_workers_start(tmp_path, root):
    """A worker that has not yet said what it does with Ctrl-C prints nothing either."""
    script = SCRIPT.format(folder=str(tmp_path / "r"), workers=2, **SLOW)
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, start_new_session=True, stderr=subprocess.PIPE
    )
    until(lambda: len(workers_of(process.pid)) == 2, process)
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=20)[1].decode()
    assert told.count("Traceback") == 1, told
    assert told.rstrip().endswith("KeyboardInterrupt")


def test_locked_while_another_run_writes(tmp_path, root):
    with started(tmp_path / "r", 1, root), pytest.raises(RunError, match="Another run is writing"):
        made(tmp_path / "r", **SLOW)


def test_finished_run_is_left_as_it_is(tmp_path, monkeypatch):
    first = made(tmp_path / "r")
    before = contents(first.folder)

    def never(*_: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(Evaluator, "write_block", never)
    monkeypatch.setattr(Evaluator, "write_draws", never)
    steps: list[tuple[str, int, int]] = []
    made(tmp_path / "r", progress=lambda *step: steps.append(step))
    assert contents(first.folder) == before
    assert steps[-1] == ("size", 15, 15)


@pytest.mark.parametrize("harm", ["cut", "changed", "absent", "of draws"])
def test_harmed_block_is_computed_anew_or_refused(tmp_path, harm):
    run = made(tmp_path / "r")
    before = contents(run.folder)
    place = "draws" if harm == "of draws" else "results/purpose/rear"
    path = run.folder / place / "000001.parquet"
    data = path.read_bytes()
    if harm == "absent":
        path.unlink()
    else:
        path.write_bytes(data[:-9] if harm == "cut" else data[:60] + b"!" + data[61:])
    again = open_run(run.folder)
    read = (again.parameter, "share")
    if harm != "of draws":
        read = (again.column, "purpose", "rear", "status")
    with pytest.raises(RunError, match=r"000001\.parquet is absent, cut short or was changed"):
        read[0](*read[1:])
    made(tmp_path / "r")
    assert contents(run.folder) == before


@pytest.mark.parametrize("name", ["codebook.json", "ledger.jsonl", "pack/scenario.json"])
@pytest.mark.parametrize("harm", [b"", b'{"half": ', b"\xff\xfe"])
def test_harmed_bookkeeping_is_made_anew(tmp_path, name, harm):
    run = made(tmp_path / "r", n=20)
    before = contents(run.folder)
    path = run.folder / name
    path.write_bytes(harm if name != "ledger.jsonl" else path.read_bytes()[:-40] + harm)
    made(tmp_path / "r", n=20)
    assert contents(run.folder) == before


def test_changed_plan_computes_what_rests_on_it_anew(tmp_path):
    run = made(tmp_path / "r")
    before = contents(run.folder)
    text = (run.folder / "ledger.jsonl").read_text()
    lines = text.splitlines(keepends=True)
    # As an older version's plan would have left it: the key of one purpose block is another.
    other = [
        line.replace('"key": "', '"key": "0', 1) if i == 4 else line for i, line in enumerate(lines)
    ]
    (run.folder / "ledger.jsonl").write_text("".join(other))
    steps: list[tuple[str, int, int]] = []
    made(tmp_path / "r", progress=lambda *step: steps.append(step))
    assert contents(run.folder) == before
    assert ("purpose", 8, 15) in steps


def test_blocks_lie_on_the_disk_before_the_ledger_names_them(tmp_path, monkeypatch):
    from ceasefire.runs import ledger as ledger_module

    done: list[tuple[str, int]] = []
    blocks, lines = tmp_path / "r", tmp_path / "r" / "ledger.jsonl"

    def sync() -> None:
        stored = len(list(blocks.rglob("*.parquet")))
        done.append(("blocks", stored))
        assert lines.read_text().count("\n") < stored

    monkeypatch.setattr(ledger_module.os, "sync", sync)
    monkeypatch.setattr(ledger_module, "_SECONDS_BETWEEN_WRITES", 0.0)
    steps: list[int] = []

    def progress(stage: str, finished: int, total: int) -> None:
        steps.append(finished)
        # What is told as done is recorded, and was on the disk by then.
        assert lines.read_text().count("\n") == finished
        assert not finished or done[-1] == ("blocks", finished)

    made(tmp_path / "r", n=2000, progress=progress)
    assert steps[-1] == 40
    assert len(done) >= 3


def test_ledger_is_written_together_every_few_seconds(tmp_path, monkeypatch):
    from ceasefire.runs import ledger as ledger_module

    count = iter(range(1000))
    monkeypatch.setattr(ledger_module.os, "sync", lambda: next(count))
    made(tmp_path / "r", n=2000)
    assert next(count) == 3  # once a stage, not once a block


def test_stopped_run_records_what_is_done(tmp_path):
    def stop(stage: str, finished: int, total: int) -> None:
        if finished == 24:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "r", n=2000, progress=stop)
    assert (tmp_path / "r" / "ledger.jsonl").read_text().count("\n") == 24


def test_full_disk_is_told_and_the_run_goes_on_later(tmp_path, monkeypatch):
    replace, count = os.replace, iter(range(1000))

    def full(source: object, target: object) -> None:
        if next(count) >= 12:
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(folder_module.os, "replace", full)
        with pytest.raises(RunError, match=r"The disk is full: .* Free some space"):
            made(tmp_path / "r")
    assert not list(tmp_path.rglob("*.tmp"))
    assert contents(made(tmp_path / "r").folder) == contents(made(tmp_path / "s").folder)


def test_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "r" / "lock").mkdir(parents=True)
    with pytest.raises(RunError, match="r could not be written: Is a directory"):
        made(tmp_path / "r")


def test_worker_that_dies_is_replaced(tmp_path):
    harmed = made(tmp_path / "r", workers=2, n=1500, dying=str(tmp_path / "died"))
    assert (tmp_path / "died").exists()
    assert harmed.statuses("size", "line") == {"ok": 1500}


def test_workers_that_keep_dying_end_the_run_in_words(tmp_path):
    nowhere = str(tmp_path / "nowhere" / "died")
    with pytest.raises(RunError, match=r"Worker processes died 3 times.*--workers 1"):
        made(tmp_path / "r", workers=2, n=1500, dying=nowhere)


def test_script_without_guard_may_use_workers(tmp_path, root):
    script = tmp_path / "script.py"
    script.write_text(
        "print('once')\nfrom pathlib import Path\nfrom tests.runs.fakes import made\n"
        f"made(Path({str(tmp_path / 'r')!r}), workers=2)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, script], env=env, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("once\n", "")
