"""The rooms import downwards only, and the check that says so notices when they do not."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

LINTER = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package and contracts in ``folder``."""
    return subprocess.run(
        [LINTER, "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )


def test_every_contract_is_kept(root: Path) -> None:
    found = lint(root)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/errors.py", "import ceasefire.scenario", "Each room imports only from"),
        ("size/__init__.py", "import ceasefire.purpose", "Each room imports only from"),
        ("briefing/__init__.py", "import ceasefire.comparison", "A briefing is rebuilt"),
        ("results/columns.py", "import altair", "Numbers below, pictures on top"),
        ("core/units.py", "import ceasefire.core.status", "No cycles among modules"),
    ],
)
def test_a_forbidden_import_is_noticed(
    root: Path, tmp_path: Path, module: str, line: str, contract: str
) -> None:
    shutil.copytree(
        root / "src/ceasefire", tmp_path / "src/ceasefire", ignore=shutil.ignore_patterns("packs")
    )
    shutil.copy(root / "pyproject.toml", tmp_path)
    with (tmp_path / "src/ceasefire" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    if "cycles" in contract:
        status = tmp_path / "src/ceasefire/core/status.py"
        status.write_text("import ceasefire.core.units\n", encoding="utf-8")
    found = lint(tmp_path)
    assert found.returncode == 1
    assert any(contract in row and "BROKEN" in row for row in found.stdout.splitlines())


def root_imports(source: str, modules: set[str]) -> list[int]:
    """Lines of ``source`` that import the package root instead of a module below it."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            reaches_root = any(alias.name == "ceasefire" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "ceasefire":
            reaches_root = any(alias.name not in modules for alias in node.names)
        else:
            continue
        if reaches_root:
            lines.append(node.lineno)
    return lines


def rooms(package: Path) -> set[str]:
    """Names of the subpackages and modules right below the package root."""
    return {path.stem for path in package.iterdir() if not path.name.startswith("_")}


def test_nothing_inside_imports_the_package_root(root: Path) -> None:
    package = root / "src/ceasefire"
    found = {
        str(path.relative_to(root)): lines
        for path in sorted(package.rglob("*.py"))
        if (lines := root_imports(path.read_text(encoding="utf-8"), rooms(package)))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import ceasefire", [1]),
        ("import ceasefire as cf", [1]),
        ("x = 1\nfrom ceasefire import load", [2]),
        ("def f():\n    from ceasefire import __version__", [2]),
        ("from ceasefire import core", []),
        ("import ceasefire.core.units\nfrom ceasefire.core import errors", []),
    ],
)
def test_root_imports_are_found(source: str, lines: list[int]) -> None:
    assert root_imports(source, {"core"}) == lines


def third_party(package: Path) -> set[str]:
    """Top-level names, outside the standard library, that the package imports."""
    names: set[str] = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"ceasefire"}


def test_imported_and_declared_libraries_are_the_same(
    root: Path, declared: dict[str, list[str]]
) -> None:
    homes = packages_distributions()
    # What is optional need not be installed; there the import's name is the library's.
    imported = {homes.get(name, [name])[0].lower() for name in third_party(root / "src/ceasefire")}
    assert imported == {*declared["runtime"], *declared["explore"], *declared["cluster"]}
