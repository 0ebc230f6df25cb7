"""A small pack with its own small reference tables, copied for each test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ceasefire.scenario import check

MINIMAL = Path(__file__).with_name("minimal")

Edit = Callable[..., Path]
Found = Callable[..., list[str]]


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    """Folder of a copy of the minimal pack."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))


@pytest.fixture
def edit(minimal: Path) -> Edit:
    """Replace text that stands once in a file of the copy; return the pack."""

    def replace(file: str, old: str, new: str) -> Path:
        path = minimal / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return minimal

    return replace


@pytest.fixture
def found(edit: Edit, minimal: Path) -> Found:
    """Make one change and return the problems, paths shortened to the file."""

    def problems(file: str = "", old: str = "", new: str = "") -> list[str]:
        if file:
            edit(file, old, new)
        return [str(p).replace(f"{minimal}/", "") for p in check(minimal)]

    return problems
