"""Parameters that cannot mean what they say are named with a fix."""

from pathlib import Path

import pytest

from ceasefire.scenario import check, new


@pytest.mark.parametrize(
    ("name", "lines", "words"),
    [
        ("branching_ratio", "{low: 0.5, high: 1.1}\n    unit: ratio", "can reach 1.1"),
        ("clash_chance", "3\n    unit: per_year", "'clash_chance' is in 'per_year'"),
        ("branching_own_share", "{low: 0.3, high: 0.7}\n    unit: share", "can reach 1.1 together"),
        ("branching_own_share", "1.2\n    unit: share", "1.2"),
        ("believed_support", "3\n    unit: share", "value 3 is outside"),
        ("opportunist_share", "2\n    unit: per_year", "'opportunist_share' is in 'per_year'"),
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


@pytest.mark.parametrize(
    ("old", "new_text", "words"),
    [
        (
            "sectors: [contact]\n    tasks: {monitoring",
            "tasks: {monitoring",
            "'observers' stands on",
        ),
        ("sectors: [contact]", "sectors: [quiet-border]", "on none of its contact sectors"),
        ("concepts: {}", "holding: {horizon_years: 0}\nconcepts: {}", "horizon_years"),
        ("concepts: {}", "holding: {horizon_years: 100}\nconcepts: {}", "horizon_years"),
        ("concepts: {}", "holding: {replicates: 0}\nconcepts: {}", "replicates"),
        ("concepts: {}", "holding: {allocation: {contact: 0.5}}\nconcepts: {}", "sums to 0.5"),
        ("concepts: {}", "holding: {allocation: {contact: 2}}\nconcepts: {}", "'contact' is 2"),
        (
            "concepts: {}",
            "holding: {allocation: {quiet-border: 1}}\nconcepts: {}",
            "'quiet-border' is not a contact sector",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_named_with_a_fix(
    tmp_path: Path, old: str, new_text: str, words: str
) -> None:
    pack = new(tmp_path / "mine")
    path = pack / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new_text, 1), encoding="utf-8")
    found = [problem for problem in check(pack) if words in str(problem)]
    assert found, [str(problem) for problem in check(pack)]
    assert all(problem.fix for problem in found)


def test_a_sector_without_a_length_is_named(tmp_path: Path) -> None:
    pack = new(tmp_path / "mine")
    path = pack / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    head, mark, tail = text.partition("  contact_length:\n")
    assert mark
    _, unit, rest = tail.partition("    unit: km")
    path.write_text(f"{head}{mark}    value: 0\n{unit}{rest}", encoding="utf-8")
    problems = [str(problem) for problem in check(pack)]
    assert any("can be 0" in problem for problem in problems), problems
