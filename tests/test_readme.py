"""The excerpt in the README is what the model says today."""

import re
from pathlib import Path

import pytest

from ceasefire.briefing.build import build
from ceasefire.briefing.sections import QUESTIONS
from ceasefire.draws import draw
from ceasefire.runs import run
from ceasefire.scenario import load


@pytest.mark.usefixtures("one_solved_draw")
def test_the_quoted_answer_is_the_models_own(root: Path, tmp_path: Path) -> None:
    scenario = load("ukraine-2025")
    briefing = build(run(scenario, draw(scenario, 1024, 7), tmp_path / "run"), figures=False)
    quoted = re.sub(r"\s+", " ", (root / "README.md").read_text(encoding="utf-8").replace(">", " "))
    assert len(briefing.short_answer) == len(QUESTIONS)
    titles = {section.question: section.title for section in briefing.sections}
    for question, statement in briefing.short_answer:
        said = statement.text.replace("\u00a0", " ")
        assert f"**{titles[question]}** {said}" in quoted
