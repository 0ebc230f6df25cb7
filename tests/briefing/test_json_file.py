"""brief.json: the contract of its keys, nothing lost, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

import pytest
from tests.briefing.fixture_briefing import NASTY, briefing

from ceasefire.briefing.json_file import write_json
from ceasefire.briefing.model import Estimate


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_json(briefing()))
    return found


def test_keys_are_those_of_the_contract(data: dict[str, Any]) -> None:
    assert set(data) == {
        "format",
        "manifest",
        "title",
        "as_of",
        "short_answer",
        "sections",
        "options",
        "claims",
        "sources",
        "limits",
        "reproduce",
    }
    section = data["sections"][0]
    assert set(section) == {
        "question",
        "title",
        "statements",
        "notes",
        "change",
        "figures",
        "tables",
    }
    assert {"id", "title", "sentence", "spec"} <= set(section["figures"][0])
    statement = {
        "id",
        "text",
        "estimate",
        "band",
        "variants",
        "sources",
        "computed_from",
        "grade",
    }
    assert set(section["statements"][0]) == statement
    assert set(data["short_answer"][0]) == statement | {"question"}
    assert {"id", "verdict", "why", "statements"} <= set(data["claims"][0])


def test_statements_keep_every_number_and_null_where_judgement_decides(
    data: dict[str, Any],
) -> None:
    given = briefing().sections[0].statements
    written = data["sections"][0]["statements"]
    assert written == json.loads(json.dumps([asdict(statement) for statement in given]))
    judged = [s["estimate"] for s in written if s["grade"] == "E" and s["estimate"]]
    assert judged
    assert all(e["p50"] is e["mean"] is e["se"] is None for e in judged)


def test_a_figure_carries_its_specification_for_paper(data: dict[str, Any]) -> None:
    figure = briefing().sections[0].figures[0]
    assert data["sections"][0]["figures"][0]["spec"] == json.loads(json.dumps(figure.specs["640"]))


def test_options_say_what_is_given_and_what_is_computed(data: dict[str, Any]) -> None:
    columns, row = data["options"]["columns"], data["options"]["rows"][9]
    given = dict(zip(columns["given"], row["given"], strict=True))
    assert given["Troops in Ukraine"] == "50,000"
    assert len(columns["computed"]) == len(row["computed"])


def test_sources_are_numbered_and_nothing_to_reproduce_is_lost(data: dict[str, Any]) -> None:
    assert [source["number"] for source in data["sources"]] == list(range(1, 41))
    assert data["reproduce"] == dict(briefing().reproduce)


def test_text_is_written_as_it_is_read() -> None:
    text = write_json(briefing()).decode()
    assert "4,200–17,000" in text
    assert json.dumps(NASTY, ensure_ascii=False)[1:-1] in text
    assert text.endswith("}\n")


def test_same_briefing_same_bytes_whatever_the_order_of_its_mappings() -> None:
    given = briefing()
    turned = MappingProxyType(dict(reversed(given.manifest.items())))
    assert write_json(replace(given, manifest=turned)) == write_json(given)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    given = briefing()
    bad = replace(given.limits[0], estimate=Estimate(value, None, 1.0, None, None, "troops"))
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(replace(given, limits=(bad,)))
