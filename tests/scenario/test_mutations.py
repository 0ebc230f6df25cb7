"""Whatever happens to the files of a pack, it loads or its problems are listed."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ceasefire.scenario import check, load, write
from ceasefire.scenario.packs import PACKS

MINIMAL = Path(__file__).with_name("minimal")
JUNK = [
    *("\0", "\ufeff", "\u2028", "\xff", "\ud7ff", "\U0001f600", "\t", "\r", '"', "'", ",,", ";"),
    *("{", "}", "[[[[", "]", ": ", "- ", "&a ", "*a", "!!x ", "|\n", "? ", "---\n", "%YAML 1.1\n"),
    *(".nan", ".inf", "-1", "1e999", "9" * 40, "0x", "null", "NO", "true", "~", "2025-99", "0o9"),
    *("<script>alert(1)</script>", '#eval("1")', "../../etc/passwd", "x" * 5000, "%s%n", "\\u0000"),
]
TOKEN = re.compile(r"[A-Za-z0-9_.-]+|\s+|[^\sA-Za-z0-9]")

step = st.tuples(
    st.sampled_from(["delete", "double", "swap", "cut", "junk", "scalar", "token", "byte"]),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(JUNK) | st.text(max_size=5),
)
change = st.lists(step, min_size=1, max_size=3)


def changed(data: bytes, steps: list[tuple[str, float, float, str]]) -> bytes:
    """Return the bytes of a file after some mishaps, each at a place between 0 and 1."""
    for kind, here, there, junk in steps:
        raw = junk.encode("utf-8", "surrogatepass")
        lines = data.splitlines(keepends=True) or [b""]
        line, other = int(here * len(lines)), int(there * len(lines))
        at = int(here * (len(data) + 1))
        if kind == "delete":
            del lines[line]
        elif kind == "double":
            lines.insert(other, lines[line])
        elif kind == "swap":
            lines[line], lines[other] = lines[other], lines[line]
        if kind in ("delete", "double", "swap"):
            data = b"".join(lines)
        elif kind == "cut":
            data = (
                data[: int(min(here, there) * len(data))]
                + data[int(max(here, there) * len(data)) :]
            )
        elif kind == "junk":
            data = data[:at] + raw + data[at:]
        elif kind == "byte":
            data = data[:at] + bytes([int(there * 256)]) + data[at + 1 :]
        else:
            data = _token(data, kind, here, there, raw)
    return data


def _token(data: bytes, kind: str, here: float, there: float, raw: bytes) -> bytes:
    tokens = TOKEN.findall(data.decode("utf-8", "replace")) or [""]
    place, other = int(here * len(tokens)), int(there * len(tokens))
    if kind == "scalar":
        tokens[place] = raw.decode("utf-8", "replace")
    else:
        tokens[place], tokens[other] = tokens[other], tokens[place]
    return "".join(tokens).encode("utf-8")


def loads_or_lists(pack: Path, file: str, data: bytes, run: Path | None) -> bool:
    """Write a file, load the pack, put the file back; a pack that loads survives a run folder."""
    path = pack / file
    before = path.read_bytes()
    path.write_bytes(data)
    try:
        problems = check(pack)
        assert all(problem.what and "\n" not in str(problem) for problem in problems)
        if not problems and run is not None:
            scenario = load(pack)
            shutil.rmtree(run, ignore_errors=True)
            again = load(write(scenario, run))
            assert dataclasses.replace(scenario, path=again.path) == again
    finally:
        path.write_bytes(before)
    return not problems


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs")
    shutil.copytree(MINIMAL, folder / "minimal")
    shutil.copytree(PACKS / "ukraine-2025", folder / "ukraine-2025")
    return folder


MINIMAL_FILES = [
    *(["scenario.yaml"] * 6 + ["sources.yaml"] * 2 + ["proposals.csv"] * 2 + ["line.geojson"] * 2),
    *("reference/reference.yaml", "reference/tasks.csv", "reference/mandates.csv"),
]


@settings(max_examples=2000, suppress_health_check=list(HealthCheck))
@given(file=st.sampled_from(MINIMAL_FILES), steps=change)
def test_the_minimal_pack_changed_in_2000_ways(
    packs: Path, file: str, steps: list[tuple[str, float, float, str]]
) -> None:
    pack = packs / "minimal"
    loads_or_lists(pack, file, changed((pack / file).read_bytes(), steps), packs / "run")


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(data=st.data(), steps=change)
def test_the_flagship_changed_in_50_ways(
    packs: Path, data: st.DataObject, steps: list[tuple[str, float, float, str]]
) -> None:
    pack = packs / "ukraine-2025"
    file = data.draw(st.sampled_from(sorted(path.name for path in pack.iterdir())))
    loads_or_lists(pack, file, changed((pack / file).read_bytes(), steps), None)


def test_the_mishaps_reach_both_outcomes(packs: Path) -> None:
    pack = packs / "minimal"
    data = (pack / "scenario.yaml").read_bytes()
    lines = data.count(b"\n")
    outcomes = {
        loads_or_lists(pack, "scenario.yaml", changed(data, [("delete", n / lines, 0, "")]), None)
        for n in range(lines)
    }
    assert outcomes == {True, False}
