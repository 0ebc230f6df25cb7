"""The stage table and its parts: a question alone walks what its answer is made from."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import pytest
from tests.runs.fakes import ROOMS, made

from ceasefire.core.errors import StaleRunError, UsageError
from ceasefire.runs.rooms import rooms

WALKED = {
    "purpose": ("purpose",),
    "size": ("purpose", "size"),
    "deploy": ("purpose", "size", "deploy"),
    "precedents": ("purpose", "size", "precedents"),
    "prospects": ("purpose", "size", "deploy", "prospects"),
    "feasibility": ("purpose", "size", "deploy", "prospects", "feasibility"),
    "claims": ("purpose", "size", "deploy", "precedents", "prospects", "feasibility"),
    "flips": ("purpose", "size", "deploy", "prospects"),
    "comparison": ("purpose", "size", "deploy", "prospects", "feasibility"),
    "hindcast": (),
}


@pytest.mark.parametrize("name", WALKED)
def test_a_part_has_what_its_stage_reads_and_what_that_reads(name: str) -> None:
    part = rooms().upto(name)
    assert tuple(stage.name for stage in part.stages) == WALKED[name]
    assert [s.name for s in part.summaries] == [s.name for s in rooms().summaries if s.name == name]


def test_all_stages_and_summaries_are_the_whole_table() -> None:
    whole = rooms()
    assert whole.upto(*WALKED) == whole
    with pytest.raises(KeyError):
        whole.upto("weather")


def test_a_stage_reads_earlier_stages_and_a_summary_reads_stages() -> None:
    names = [(stage.name,) for stage in rooms().stages]
    for stage, earlier in zip(rooms().stages, accumulate(names, initial=()), strict=False):
        assert set(stage.reads) <= set(earlier), stage.name
    for summary in rooms().summaries:
        assert set(summary.reads) <= {name for (name,) in names}, summary.name


def test_a_part_of_a_run_says_what_it_lacks_and_is_no_whole_run(tmp_path: Path) -> None:
    part = made(tmp_path / "r", rooms=ROOMS.upto("purpose"))
    whole = made(tmp_path / "whole")
    assert list(part.manifest["stages"]) == ["purpose"]
    mine, theirs = (run.column("purpose", "rear", "guard_demand_troops") for run in (part, whole))
    assert mine.tobytes() == theirs.tobytes()
    for asked in (lambda: part.columns("size", "rear"), lambda: part.column("size", "rear", "x")):
        with pytest.raises(UsageError, match="no stage 'size'"):
            asked()
    with pytest.raises(StaleRunError, match="stages"):
        made(tmp_path / "r")
