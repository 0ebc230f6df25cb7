"""What pyproject.toml declares."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement


@pytest.fixture(scope="session")
def declared(root: Path) -> dict[str, list[str]]:
    """Names of the declared libraries in lower case, by ``runtime`` and extra."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"runtime": project["dependencies"], **project["optional-dependencies"]}
    return {
        group: [Requirement(line).name.lower() for line in lines] for group, lines in groups.items()
    }
