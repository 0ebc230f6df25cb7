"""Published studies name options and inputs that there are, with what their rule needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ceasefire.scenario import check, load
from ceasefire.scenario.study_rules import stated_inputs

HEADER = (
    "id,title,who,published,rule,answer_low,answer_high,inputs,hinge,option,reason,grade,sources\n"
)


def study(
    rule: str = "brigades",
    low: str = "10000",
    inputs: str = "brigades=1",
    hinge: str = "slice",
    option: str = "guards",
    reason: str = "",
) -> str:
    source = "local-2025-1"
    return f"s,A study,Us,2025-03,{rule},{low},,{inputs},{hinge},{option},{reason},B,{source}\n"


@pytest.fixture
def sourced(minimal: Path) -> Path:
    sources = minimal / "sources.yaml"
    text = sources.read_text(encoding="utf-8") if sources.exists() else ""
    entry = 'local-2025-1:\n  type: Web\n  title: "A study"\n  url: "https://example.org/"\n'
    sources.write_text(text + entry, encoding="utf-8")
    return minimal


def problems(pack: Path, row: str) -> str:
    (pack / "studies.csv").write_text(HEADER + row, encoding="utf-8")
    return "\n".join(str(problem) for problem in check(pack))


def test_a_study_later_than_the_date_stays_and_its_inputs_are_read(sourced: Path) -> None:
    assert problems(sourced, study(inputs="brigades=1-3")) == ""
    (row,) = load(sourced).rows("studies")
    assert stated_inputs(row) == {"brigades": (1.0, 3.0)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (study(option="guard"), "There is no option 'guard'. Perhaps you meant 'guards'."),
        (study(hinge="density"), "The rule 'brigades' has no input 'density'"),
        (study(inputs="length=3"), "The rule 'brigades' has no input 'length'"),
        (study(inputs="brigades=many"), "An input cannot be read"),
        (study(inputs="brigades=3-1"), "An input cannot be read"),
        (study(low=""), "The rule 'brigades' needs the cell 'answer_low'. Fill it."),
        (study(rule="none"), "A study without a rule needs a reason"),
        (study(rule="guess"), "'guess' is not a value of 'rule'"),
    ],
)
def test_a_study_that_says_what_is_not_there_is_told(sourced: Path, row: str, words: str) -> None:
    assert words in problems(sourced, row)
