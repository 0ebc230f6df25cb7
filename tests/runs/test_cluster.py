"""A run that outgrows one machine: the bytes of a serial run, whoever computes and whoever dies."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.runs.fakes import ROOMS, contents, made
from tests.runs.test_resume import group_members, until, workers_of

from ceasefire.core.errors import RunError, UsageError
from ceasefire.runs.block import Job
from ceasefire.runs.executors import dask as dask_module
from ceasefire.runs.executors.dask_worker import Order, compute
from ceasefire.runs.executors.task import Task
from ceasefire.runs.manifest import code_hash, versions
from ceasefire.runs.plain import digest
from ceasefire.runs.state import state_of

LONG: dict[str, Any] = {"n": 6000, "seconds": 0.1}  # 24 blocks x 2 options; size takes 4.8 s
SCRIPT = """
import sys
from pathlib import Path
from tests.runs.fakes import made
from ceasefire.core.errors import CeasefireError
try:
    made(Path({folder!r}), n={n}, seconds={seconds}, **{keywords!r})
except CeasefireError as error:
    sys.exit(str(error))
"""


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return every file of the same run by one process."""
    return contents(made(tmp_path_factory.mktemp("serial") / "r", workers=1, **LONG).folder)


@pytest.fixture
def begun(root: Path, tmp_path: Path) -> Iterator[Any]:
    """Return a call that starts a run in a process of its own, and wait until blocks are there."""
    processes: list[subprocess.Popen[bytes]] = []

    def begin(folder: Path, **keywords: Any) -> subprocess.Popen[bytes]:
        script = SCRIPT.format(folder=str(folder), keywords=keywords, **LONG)
        processes.append(
            subprocess.Popen(
                [sys.executable, "-c", script],
                cwd=root,
                start_new_session=True,
                stderr=subprocess.PIPE,
            )
        )
        until(lambda: len(sized(folder)) >= 3, processes[-1], seconds=60.0)
        return processes[-1]

    yield begin
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


def sized(folder: Path) -> list[Path]:
    """Return the blocks of size that lie on the disk."""
    return list(folder.glob("results/size/*/*.parquet"))


def kill_one_worker(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Kill a worker by its own id, and wait until two more blocks came from others."""
    os.kill(workers_of(process.pid)[0], signal.SIGKILL)
    there = len(sized(folder))
    until(lambda: len(sized(folder)) >= there + 2, process, seconds=60.0)


def test_killed_worker_killed_run_and_resumed_with_processes(
    serial: dict[str, bytes], begun: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "r"
    process = begun(folder, workers=2, dask="local")
    kill_one_worker(folder, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    until(lambda: not group_members(process.pid), seconds=60.0)  # no orphan stays
    killed = state_of(folder)
    assert not killed.running
    assert not killed.finished
    assert killed.done < killed.total
    assert "running" in killed.sessions[-1]
    resumed = made(folder, workers=2, **LONG)
    assert contents(resumed.folder) == serial
    assert [s["executor"] for s in state_of(folder).sessions] == ["dask", "processes"]


@pytest.mark.parametrize("keywords", [{"workers": 2}, {"workers": 2, "dask": "local"}])
def test_a_worker_killed_by_its_id_costs_its_blocks_alone(
    serial: dict[str, bytes], begun: Any, tmp_path: Path, keywords: dict[str, Any]
) -> None:
    process = begun(tmp_path / "r", **keywords)
    kill_one_worker(tmp_path / "r", process)
    told = process.communicate(timeout=60)[1].decode()
    assert (process.returncode, told) == (0, "")
    assert contents(tmp_path / "r") == serial


def test_interrupted_cluster_leaves_nobody_and_goes_on(
    serial: dict[str, bytes], begun: Any, tmp_path: Path
) -> None:
    process = begun(tmp_path / "r", workers=2, dask="local")
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=60)[1].decode()
    assert told.count("Traceback") == 1, told
    assert told.rstrip().endswith("KeyboardInterrupt")
    until(lambda: not group_members(process.pid), seconds=60.0)
    assert contents(made(tmp_path / "r", **LONG).folder) == serial


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Return the address of a scheduler and its process with that of a worker without a nanny."""
    file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    env = {**os.environ, **paths, "DASK_DISTRIBUTED__SCHEDULER__DASHBOARD__STATUS": ""}
    start = [sys.executable, "-m"]
    where = ["--host", "127.0.0.1", "--scheduler-file", str(file), "--no-dashboard"]
    commands = (
        [*start, "distributed.cli.dask_scheduler", "--port", "0", *where],
        [*start, "distributed.cli.dask_worker", "--no-nanny", "--nthreads", "2", *where],
    )
    processes = [subprocess.Popen(commands[0], env=env, **quiet)]  # type: ignore[call-overload]
    try:
        until(file.exists, processes[0], seconds=60.0)
        processes.append(subprocess.Popen(commands[1], env=env, **quiet))  # type: ignore[call-overload]
        until(lambda: file.stat().st_size > 0)
        yield json.loads(file.read_text())["address"], processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_a_scheduler_that_is_lost_ends_the_run_in_words(
    serial: dict[str, bytes], begun: Any, tmp_path: Path, scheduler: Any
) -> None:
    address, (chief, _) = scheduler
    process = begun(tmp_path / "r", dask=address)
    chief.kill()
    told = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 1
    assert told.startswith("The Dask scheduler is gone.")
    assert "it goes on from the last whole block" in told
    assert told.count("\n") == 1
    assert state_of(tmp_path / "r").sessions[-1]["ended"].startswith("The Dask scheduler is gone")
    assert contents(made(tmp_path / "r", **LONG).folder) == serial


def test_the_last_worker_lost_ends_the_run_in_words(
    tmp_path: Path, scheduler: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, (_, worker) = scheduler
    monkeypatch.setattr(dask_module, "_WORKERLESS_SECONDS", 3.0)
    monkeypatch.setattr(dask_module, "_LOOK_SECONDS", 0.2)

    def kill(stage: str, done: int, total: int) -> None:
        worker.kill()
        worker.wait()

    with pytest.raises(RunError, match=r"has had no worker for 3 s.*goes on from the last whole"):
        made(tmp_path / "r", dask=address, progress=kill, n=6000)
    whole = made(tmp_path / "s", n=6000)
    assert contents(made(tmp_path / "r", n=6000).folder) == contents(whole.folder)


def test_workers_that_keep_dying_end_the_run_in_words(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere" / "died")
    with pytest.raises(RunError, match=r"died again and again.*last whole block"):
        made(tmp_path / "r", workers=2, dask="local", n=600, dying=nowhere)
    assert not list(tmp_path.rglob("*.tmp"))


def test_no_scheduler_no_address_no_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_module, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(RunError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        made(tmp_path / "r", n=5, dask="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="nonsense://x is no address of a Dask scheduler"):
        made(tmp_path / "r", n=5, dask="nonsense://x")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'ceasefire\[cluster\]'") as caught:
        made(tmp_path / "r", n=5, dask="local")
    assert caught.value.exit_code == 2
    assert made(tmp_path / "r", n=5).draws == 5


@pytest.mark.parametrize(
    ("token", "made_by", "words"),
    [
        ("elsewhere", {}, "does not see the run folder"),
        ("here", {"code_hash": "0" * 64}, "the code of the model is another"),
        ("here", {"versions": {"numpy": "1.0"}}, r"version of numpy is 1\.0 there"),
    ],
)
def test_a_worker_says_what_it_cannot_see_and_that_it_is_another_program(
    tmp_path: Path, token: str, made_by: dict[str, Any], words: str
) -> None:
    run = made(tmp_path / "r", n=5)
    (run.folder / ".seen-here.tmp").write_text("here")
    own = {"code_hash": code_hash(), "versions": versions()}
    order = Order(pickle.dumps(Job(run.folder, 5, 7, ROOMS)), token, own | made_by, digest(b""))
    with pytest.raises(RunError, match=words):
        compute(order, Task("draws", ((0, ("",)),)))


def test_two_runs_on_one_folder_are_refused_whoever_computes(
    begun: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(tmp_path / "r", workers=2, dask="local")
    started: list[object] = []
    monkeypatch.setattr(dask_module.Dask, "__enter__", started.append)
    with pytest.raises(RunError, match="Another run is writing"):
        made(tmp_path / "r", dask="local", **LONG)
    assert started == []  # before a cluster is started
