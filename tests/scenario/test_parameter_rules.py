"""Parameters that cannot mean what they say are named with a fix."""

from pathlib import Path

import pytest

from ceasefire.scenario import check, new


@pytest.mark.parametrize(
    ("name", "lines", "words"),
    [
        ("branching_ratio", "{low: 0.5, high: 1.1}\n    unit: ratio", "can reach 1.1"),
        ("clash_chance", "3\n    unit: per_year", "'clash_chance' is in 'per_year'"),
        ("spiral_share", "{low: 0.2, high: 0.9}\n    unit: share", "can reach 1.23 together"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(
    tmp_path: Path, name: str, lines: str, words: str
) -> None:
    pack = new(tmp_path / "mine")
    path = pack / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    mark = "# A row of attributes each."
    assert mark in text
    added = f"  {name}:\n    value: {lines}\n    grade: E\n\n{mark}"
    path.write_text(text.replace(mark, added, 1), encoding="utf-8")
    problems = [str(problem) for problem in check(pack)]
    assert any(words in problem for problem in problems), problems
