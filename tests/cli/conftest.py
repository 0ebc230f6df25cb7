"""The program as a person starts it: in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ceasefire.cli import main
from ceasefire.scenario import new

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
def inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Cli:
    """Return the same call in this process: what a mistake prints needs no interpreter anew."""

    def call(*arguments: object, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        words = ["ceasefire", *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", words)
        monkeypatch.chdir(cwd)
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, out, err)

    return call


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Return a new pack."""
    return new(tmp_path / "second-pack")
