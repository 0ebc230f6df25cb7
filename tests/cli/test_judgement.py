"""The commands on judgements: words and JSON agree, eighty columns suffice, mistakes are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Cli


@pytest.fixture
def examples(root: Path) -> Path:
    return root / "docs/examples"


def test_experts_in_words_and_as_data(
    inside: Cli, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    words = inside("experts", examples / "experts.csv")
    assert words.returncode == 0
    assert all(len(line) <= 80 for line in words.stdout.splitlines())
    for part in ("Invented expert A", "Pool, equal weights", "a = 2.5", "is a judgement"):
        assert part in words.stdout
    found = json.loads(inside("experts", examples / "experts.csv", "--json").stdout)
    assert [one["a"] for one in found["chances"][0]["cooke"]] == [1.0, 1.5, 2.5]
    assert found["notes"][0] in " ".join(words.stdout.split())


def test_the_score_in_words_and_as_data(
    inside: Cli, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    files = (examples / "forecasts.csv", examples / "outcomes.csv")
    words = inside("score", *files)
    assert words.returncode == 0
    assert all(len(line) <= 80 for line in words.stdout.splitlines())
    assert "15 forecasts: 13 resolved on 13 questions" in words.stdout
    found = json.loads(inside("score", *files, "--json").stdout)
    assert set(found["scores"]) == {"forecast", "base_rate", "one_half"}
    assert f"{found['scores']['forecast']['brier']:.2f}" in words.stdout


def test_mistakes_are_named_without_a_traceback(inside: Cli, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    for words in (("experts", empty), ("score", empty, empty), ("experts", tmp_path)):
        found = inside(*words)
        assert found.returncode == 3
        assert found.stdout == ""
        assert "Traceback" not in found.stderr
