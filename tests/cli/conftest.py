"""The program as a person starts it: in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Return a call of ``ceasefire`` with arguments, in an empty folder unless told."""
    elsewhere = tmp_path_factory.mktemp("cwd")

    def call(*arguments: object, cwd: Path = elsewhere) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ceasefire", *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )

    return call


@pytest.fixture
def template(cli: Cli, tmp_path: Path) -> Path:
    """Return a new pack made by the program."""
    made = cli("new", tmp_path / "second-pack")
    assert made.returncode == 0, made.stderr
    return tmp_path / "second-pack"
