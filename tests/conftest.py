"""Fixtures that more than one room's tests use."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from ceasefire.draws import Draws
    from ceasefire.scenario.model import Scenario

# The same examples on every machine, however slow: a failure seen once can be seen again.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent
# What never belongs to the repository, for a copy that came without git.
UNTRACKED = {
    *(".git", ".venv", "build", "dist", "__pycache__", ".benchmarks", ".hypothesis"),
    *(".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache"),
}


def pytest_configure(config: pytest.Config) -> None:
    """Solve every plan once for all tests and the programs they start, and keep it for the next."""
    kept = getattr(config, "cache", None)  # absent where pytest's own cache is switched off
    if kept is not None:
        os.environ.setdefault("CEASEFIRE_CACHE_DIR", str(kept.mkdir("ceasefire")))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with one file that makes the shared run and end with those that would wait for it."""
    users = {item.path for item in items if "flagship_folder" in getattr(item, "fixturenames", ())}
    first = next((item.path for item in items if item.path in users), None)
    items.sort(key=lambda item: -1 if item.path == first else item.path in users)


@pytest.fixture(scope="session")
def root() -> Path:
    """Top folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def repository_files() -> list[Path]:
    """Files that are, or with the next commit would be, in the repository."""
    if shutil.which("git") and (ROOT / ".git").exists():
        # Owned by someone else (a container's mount) is no reason not to look.
        listing = subprocess.run(
            [
                *("git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"),
                *("--cached", "--others", "--exclude-standard"),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        paths = [ROOT / name for name in listing.split("\0") if name]
    else:
        paths = [
            path
            for path in ROOT.rglob("*")
            if not UNTRACKED.intersection(path.relative_to(ROOT).parts)
            and not path.relative_to(ROOT).parts[0].startswith("briefing-")
        ]
    return sorted(path for path in paths if path.is_file())


@pytest.fixture(scope="session")
def pack() -> Scenario:
    """The shipped pack."""
    # Imported here: tests of the repository itself do without the package.
    from ceasefire.scenario import load

    return load("ukraine-2025")


@pytest.fixture(scope="session")
def draws(pack: Scenario) -> Draws:
    """A sample of the shipped pack, a whole block of it."""
    from ceasefire.draws import Draws

    return Draws(pack, 1024, 7)


@pytest.fixture(scope="session")
def few_plans(tmp_path_factory: pytest.TempPathFactory) -> Callable[[pytest.MonkeyPatch], None]:
    """Return what puts coalitions together for the largest size alone, within this process.

    For tests on dates of their own, whose plans no other test needs: every option still has its
    coalition, way and cost. Arrival is solved again in one draw of an option, not three.
    """
    # Apart from the plans of the whole ladder; one folder for all tests that ask for this.
    folder = tmp_path_factory.getbasetemp() / "few-plans"

    def patched(patch: pytest.MonkeyPatch) -> None:
        from ceasefire.deploy import candidates

        patch.setattr(candidates, "RUNGS", candidates.RUNGS[-1:])
        patch.setattr("ceasefire.deploy.deployment._SOLVED_ROWS", 1)
        patch.setenv("CEASEFIRE_CACHE_DIR", str(folder))

    return patched


@pytest.fixture
def one_rung(
    few_plans: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run with few plans."""
    few_plans(monkeypatch)


@pytest.fixture
def one_solved_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solve arrival again in one draw of an option, not three: for runs within this process."""
    monkeypatch.setattr("ceasefire.deploy.deployment._SOLVED_ROWS", 1)


@pytest.fixture(scope="session")
def flagship_folder(pack: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a finished run of all options of the shipped pack over 256 draws, to be read only.

    All processes of a test run share it: the first makes it, the others wait.
    """
    from ceasefire.draws import draw
    from ceasefire.runs import run

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    finished = shared / "flagship-finished"
    with (shared / "flagship.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            run(pack, draw(pack, 256, 7), shared / "flagship")
            finished.touch()
    return shared / "flagship"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium that browser tests drive; without one they skip."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine: nothing was checked in a browser")
    return path
