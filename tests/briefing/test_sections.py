"""One question alone: the same answer as in the whole briefing, from what it is made from."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.briefing.conftest import QUESTIONS

from ceasefire.briefing.answers import answer_json
from ceasefire.briefing.build import build
from ceasefire.briefing.model import Briefing, Section
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.sections import made_from, section_of
from ceasefire.core.errors import RunError
from ceasefire.draws import draw
from ceasefire.runs import open_run, run
from ceasefire.runs.plain import digest
from ceasefire.runs.reading import Run
from ceasefire.runs.rooms import rooms
from ceasefire.scenario.model import Scenario


def cut(whole: Run, question: str, folder: Path) -> Run:
    """Return a run without all that is not walked for a question."""
    shutil.copytree(whole.folder, folder, copy_function=os.link)
    part = rooms().upto(*made_from(question))
    kept = {stage.name for stage in part.stages} | {f"{s.name}.json" for s in part.summaries}
    for path in (folder / "results").iterdir():
        if path.name not in kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    manifest = {**whole.manifest, "stages": {stage.name: {} for stage in part.stages}}
    text = json.dumps(manifest)
    ledger = (folder / "ledger.jsonl").read_text(encoding="utf-8")
    written = digest(whole.folder.joinpath("manifest.json").read_bytes())
    for name, content in (
        ("manifest.json", text),
        ("ledger.jsonl", ledger.replace(written, digest(text))),
    ):
        (folder / name).unlink()  # a link: the whole run keeps its own
        (folder / name).write_text(content, encoding="utf-8")
    return open_run(folder)


def in_whole(built: Briefing, question: str) -> Section:
    """Return the section of the whole briefing, but for its figures."""
    (section,) = (s for s in built.sections if s.question == question)
    return replace(section, figures=())


@pytest.mark.parametrize("question", [*QUESTIONS, "claims"])
def test_an_answer_needs_nothing_that_is_not_walked_for_it(
    flagship: Run, built: Briefing, question: str, tmp_path: Path
) -> None:
    part = cut(flagship, question, tmp_path / "part")
    assert answer_json(part, question) == answer_json(flagship, question)
    if question != "claims":
        assert section_of(RunReader(part), question) == in_whole(built, question)


def test_a_question_run_alone_is_answered_as_in_the_whole_briefing(
    scenario: Scenario, flagship: Run, built: Briefing, tmp_path: Path
) -> None:
    part = rooms().upto(*made_from("size"))
    alone = run(scenario, draw(scenario, flagship.draws, 7), tmp_path / "run", rooms=part)
    assert sorted(path.name for path in (alone.folder / "results").iterdir()) == [
        *("hindcast.json", "purpose", "size"),
    ]
    assert section_of(RunReader(alone), "size") == in_whole(built, "size")


def test_a_part_of_a_run_is_taken_for_no_other(flagship: Run, tmp_path: Path) -> None:
    part = cut(flagship, "size", tmp_path / "part")
    words = "answers purpose and size, not deploy"
    with pytest.raises(RunError, match=f"{words}, precedents, feasibility, prospects and compar"):
        build(part)
    with pytest.raises(RunError, match=words):
        section_of(RunReader(part), "deploy")
    with pytest.raises(RunError, match=words):
        answer_json(part, "deploy")
