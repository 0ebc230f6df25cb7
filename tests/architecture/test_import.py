"""Importing the package is silent and light; modules are counted, not seconds."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"altair", "numpy", "pandas", "polars", "scipy", "typst", "vl_convert"}


def interpreted(*arguments: str) -> tuple[str, str, set[str]]:
    """Run Python; return stdout, what else stood on stderr, and the top-level modules imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True
    )
    report = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    rest = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in report}
    return done.stdout, "\n".join(rest), modules


def test_import_is_silent_and_loads_the_standard_library_only() -> None:
    before = interpreted("-c", "pass")[2]
    stdout, stderr, after = interpreted("-c", "import ceasefire")
    assert (stdout, stderr) == ("", "")
    assert after - before - set(sys.stdlib_module_names) == {"ceasefire"}


def test_help_loads_nothing_heavy() -> None:
    stdout, stderr, modules = interpreted("-m", "ceasefire", "--help")
    assert "brief" in stdout
    assert stderr == ""
    assert modules & HEAVY == set()


def test_heavy_libraries_are_recognised() -> None:
    assert "numpy" in interpreted("-c", "import numpy.linalg")[2] & HEAVY
