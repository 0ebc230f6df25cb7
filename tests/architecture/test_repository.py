"""What the repository may hold, and what the built wheel must hold."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from ruamel.yaml import YAML

import ceasefire

HOSTS = (
    r"(?:[\w.-]+\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|anaconda\.org|crates\.io|"
    r"rubygems\.org|unpkg\.com|jsdelivr\.net|golang\.org|(?:deb|security)\.debian\.org)"
)
# A known registry, or any host with a package index below it, or an option that names one.
REGISTRY = re.compile(
    rf"(?:https?|file)://(?:{HOSTS}(?=[/:\s\"'>)]|$)|[^\s\"'<>]*/simple(?:/|\s|$))"
    r"|--(?:(?:extra-)?index-url|find-links)"
)


def test_no_file_names_a_package_registry(root: Path, repository_files: list[Path]) -> None:
    assert root / "pyproject.toml" in repository_files
    found = []
    for path in repository_files:
        text = path.read_bytes().decode("utf-8", errors="replace")
        found += [f"{path.relative_to(root)}: {match[0]}" for match in REGISTRY.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("url = https:// files.pythonhosted.org/packages/x.whl", True),
        ("see https:// pypi.org", True),
        ("http:// 10.0.0.1:3141/root/simple/", True),
        ("pip install -- index-url x", True),
        ("https:// www.un.org/simple-guide", False),
        ("https:// example.org/pypi.org-explained", False),
    ],
)
def test_registry_addresses_are_recognised(text: str, found: bool) -> None:
    # Written with a gap, so that this file names no address itself.
    assert bool(REGISTRY.search(text.replace("// ", "//").replace("-- ", "--"))) is found


def test_no_external_data_is_tracked(root: Path, repository_files: list[Path]) -> None:
    assert [p for p in repository_files if "external" in p.relative_to(root).parts[:-1]] == []


def test_constraints_pin_every_declared_library_by_name_and_version(
    root: Path, declared: dict[str, list[str]]
) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line)] == []
    pinned = {line.partition("==")[0].lower() for line in lines}
    assert {name for names in declared.values() for name in names} - pinned == set()


def test_one_version_everywhere(root: Path) -> None:
    citation = YAML(typ="safe").load(root / "CITATION.cff")
    headings = re.findall(r"^## (\S+)", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert ceasefire.__version__ == citation["version"] == headings[0]


def test_the_wheel_holds_the_whole_package_and_runs(
    root: Path, tmp_path: Path, repository_files: list[Path]
) -> None:
    (wheel,) = WheelBuilder(str(root)).build(directory=str(tmp_path), versions=["standard"])
    source = root / "src"
    expected = {str(p.relative_to(source)) for p in repository_files if p.is_relative_to(source)}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if not name.startswith("ceasefire-")}
        assert packed == expected
        archive.extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    where = "import ceasefire; print(ceasefire.__file__)"
    for arguments, answer in (
        (["-c", where], str(tmp_path / "site/ceasefire/__init__.py")),
        (["-m", "ceasefire", "check", "ukraine-2025"], "ukraine-2025"),
    ):
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert answer in done.stdout
