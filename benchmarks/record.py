"""What the benchmarks measured: kept in ``results.json``, shown on the page on benchmarks.

A run of single works replaces the figures of these works and leaves the others, each with the
machine, the load and the commit at which it was measured.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "reference" / "benchmarks.md"
NOT_TESTED = "not installed, not tested: target missed"
HEAD = """# Benchmarks

Speed and memory of this version, beside peers on the same work in the same run. The benchmark
command writes this page: `make bench` measures all, `python benchmarks/run.py game holding` single
works, whose figures replace the older ones. Where a peer is not installed, its target counts as
missed; `make bench` installs Mesa and SimPy, OR-Tools is up to the reader.

Load is the number of processes that ran when the work began: with two cores, a figure in seconds of
the clock is fair below about one, a figure in seconds of the processor bears more. A commit with
"+" had changes that were not committed yet.
"""


@dataclass(frozen=True)
class Figure:
    """One measured figure, its peer and its target; ``value`` is None where nothing was tested.

    ``most`` and ``least`` are the target, None where there is none.
    """

    work: str
    value: float | None
    unit: str
    most: float | None = None
    peer: str = ""
    peer_value: float | None = None
    least: float | None = None

    @property
    def has_target(self) -> bool:
        return self.most is not None or self.least is not None

    @property
    def met(self) -> bool:
        if not self.has_target:
            return True
        if self.value is None:
            return False
        low = self.least is None or self.value >= self.least
        return low and (self.most is None or self.value <= self.most)

    @property
    def target(self) -> str:
        if self.most is not None:
            return f"at most {self.most:g} {self.unit}".strip()
        return f"at least {self.least:g} {self.unit}".strip() if self.least is not None else ""

    @property
    def said(self) -> str:
        if self.value is None:
            return NOT_TESTED
        beside = "" if self.peer_value is None else f" ({self.peer}: {self.peer_value:.3g})"
        return f"{self.value:.3g} {self.unit}".strip() + beside

    @property
    def verdict(self) -> str:
        return ("yes" if self.met else "no") if self.has_target else ""


def of_row(row: Mapping[str, Any]) -> Figure:
    """Return the figure of a row of ``dynamics.py``, ``game.py`` or ``network.py``."""
    return Figure(
        row["work"], row["value"], row["unit"], most=row.get("most"), least=row.get("least")
    )


def machine() -> str:
    """Return the processor, its cores and the Python."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = models[0].partition(":")[2].strip() if models else name
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def commit() -> str:
    """Return the commit, with a plus where the work tree differs from it."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=HERE, capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    head = git("rev-parse", "--short=10", "HEAD")
    own = [f":!{path.relative_to(HERE.parent)}" for path in (RESULTS, PAGE)]
    changed = git("status", "--porcelain", "--", ".", *own)
    return (head or "unknown") + ("+" if head and changed else "")


def merged(
    known: Mapping[str, Any], name: str, what: str, load: float, figures: Sequence[Figure]
) -> dict[str, Any]:
    """Return the results with those of one work in the place of its older ones."""
    rows = [{**asdict(figure), "met": figure.met} for figure in figures]
    fresh = {
        "what": what,
        "machine": machine(),
        "load": round(load, 2),
        "commit": commit(),
        "figures": rows,
    }
    return {**known, name: fresh}


def kept() -> dict[str, Any]:
    """Return what earlier runs measured; empty before the first."""
    return dict(json.loads(RESULTS.read_text())["works"]) if RESULTS.exists() else {}


def write(works: Mapping[str, Any], order: Iterable[str]) -> None:
    """Write the results and the page made from them, in the order of the works."""
    ordered = {name: works[name] for name in order if name in works}
    RESULTS.write_text(json.dumps({"works": ordered}, indent=1) + "\n")
    PAGE.write_text(page(ordered), encoding="utf-8")


def page(works: Mapping[str, Any]) -> str:
    """Return the page: a table of all figures, then where each work was measured."""
    lines = [HEAD, "| name | what | target | figure | met? |", "| --- | --- | --- | --- | --- |"]
    for name, work in works.items():
        for row in work["figures"]:
            figure = Figure(**{key: value for key, value in row.items() if key != "met"})
            cells = (f"`{name}`", figure.work, figure.target, figure.said, figure.verdict)
            lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## Where and when", ""]
    lines += ["| name | what | machine | load | commit |", "| --- | --- | --- | --- | --- |"]
    for name, work in works.items():
        cells = (f"`{name}`", work["what"], work["machine"], f"{work['load']:g}", work["commit"])
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
