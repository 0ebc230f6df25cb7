"""Sources are numbered once, in order of first use, and printed alike everywhere."""

from __future__ import annotations

import pytest

from ceasefire.briefing.cells import number_runs
from ceasefire.briefing.citations import formatted, numbered
from ceasefire.scenario.model import Source


def _source(key: str, **changes: str) -> Source:
    parts = {
        "type": "web",
        "title": f"Title of {key}",
        "author": "A. Author",
        "publisher": "",
        "date": "2025-01-23",
        "url": f"https://www.example.org/{key}",
        "note": "",
    }
    return Source(key=key, **{**parts, **changes})


@pytest.fixture
def sources() -> dict[str, Source]:
    return {key: _source(key) for key in "abc"}


def test_numbers_follow_first_use(sources: dict[str, Source]) -> None:
    found = numbered(["c", "a", "c", "a"], sources, {"a": "B"})
    assert [(r.number, r.key, r.grade) for r in found] == [(1, "c", ""), (2, "a", "B")]


def test_a_key_in_no_list_of_sources_does_not_build(sources: dict[str, Source]) -> None:
    with pytest.raises(ValueError, match=r"no sources\.yaml: lost, gone"):
        numbered(["a", "lost", "gone", "lost"], sources, {})


def test_place_is_the_publisher_or_the_site(sources: dict[str, Source]) -> None:
    sources["b"] = _source("b", publisher="RAND")
    sources["c"] = _source("c", url="")
    assert [r.place for r in numbered("abc", sources, {})] == ["example.org", "RAND", ""]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "A. Author, “Title of a”, example.org, "),
        ({"author": ""}, "“Title of a”, example.org, "),
        ({"title": ""}, "A. Author, example.org, "),
    ],
)
def test_a_citation_leaves_out_what_is_unknown(changes: dict[str, str], text: str) -> None:
    (reference,) = numbered("a", {"a": _source("a", **changes)}, {})
    assert formatted(reference).startswith(text)
    assert "2025" in formatted(reference)


def test_runs_of_numbers_are_drawn_together_and_lead_to_their_first() -> None:
    numbers = {"a": 1, "b": 2, "c": 3, "d": 5, "e": 6, "f": 9}
    assert number_runs(["f", "d", "e", "c", "b", "a", "a", "unknown"], numbers) == [
        ("1–3", 1),
        ("5", 5),
        ("6", 6),
        ("9", 9),
    ]
