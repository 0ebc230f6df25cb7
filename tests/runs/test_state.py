"""How far a run is, told at any time and by looking alone."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from tests.runs.fakes import contents, made
from tests.runs.test_resume import SLOW, started

from ceasefire.core.errors import RunError
from ceasefire.runs.state import state_of


def test_a_finished_run(tmp_path: Path) -> None:
    run = made(tmp_path / "run", n=600)
    before = contents(run.folder)
    state = state_of(run.folder)
    assert (state.draws, state.running, state.failed) == (600, False, 0)
    assert state.done == state.total == 3 * (1 + len(state.options) * (len(state.stages) - 1))
    assert all(part.done == part.total for part in state.stages)
    assert contents(run.folder) == before  # looking changes nothing


def test_a_run_that_goes_on_and_one_that_was_killed(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "run"
    with started(folder, 2, root) as process:
        assert state_of(folder).running
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    killed = state_of(folder)
    assert not killed.running
    assert killed.done < killed.total
    made(folder, **SLOW)  # type: ignore[arg-type]
    assert state_of(folder).done == killed.total


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="not a run folder"):
        state_of(tmp_path)
    run = made(tmp_path / "run", n=10)
    manifest = run.folder / "manifest.json"
    changed = json.loads(manifest.read_text(encoding="utf-8")) | {"format": 99}
    manifest.unlink()
    manifest.write_text(json.dumps(changed), encoding="utf-8")
    with pytest.raises(RunError, match="format 99"):
        state_of(run.folder)
