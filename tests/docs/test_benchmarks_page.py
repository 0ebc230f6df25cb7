"""The page on benchmarks is what the benchmark command wrote; what was not tested is no success."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def record() -> ModuleType:
    spec = importlib.util.spec_from_file_location("record", ROOT / "benchmarks" / "record.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["record"] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_is_made_from_the_results(record: ModuleType) -> None:
    works = json.loads(record.RESULTS.read_text(encoding="utf-8"))["works"]
    assert record.PAGE.read_text(encoding="utf-8") == record.page(works)
    for name in ("start-up", "coalition", "dynamics", "game", "network", "holding", "track-record"):
        assert works[name]["figures"], name


def test_a_peer_that_is_not_installed_misses_its_target(record: ModuleType) -> None:
    figure = record.Figure("kernel to Mesa", None, "x", least=300.0)
    assert not figure.met
    assert figure.verdict == "no"
    assert figure.said == "not installed, not tested: target missed"


def test_one_work_leaves_the_figures_of_the_others(record: ModuleType) -> None:
    known = {"game": {"figures": ["kept"]}, "holding": {"figures": ["old"]}}
    found = record.merged(known, "holding", "all", 0.5, [record.Figure("a", 1.0, "s", 2.0)])
    assert found["game"] == {"figures": ["kept"]}
    assert [row["work"] for row in found["holding"]["figures"]] == ["a"]
    assert found["holding"]["figures"][0]["met"]


@pytest.mark.parametrize(
    ("value", "most", "least", "met"),
    [
        (1.0, 2.0, None, True),
        (3.0, 2.0, None, False),
        (3.0, None, 2.0, True),
        (1.0, None, 2.0, False),
    ],
)
def test_targets_are_held_against_the_figure(
    record: ModuleType, value: float, most: float | None, least: float | None, met: bool
) -> None:
    assert record.Figure("a", value, "s", most, least=least).met is met
