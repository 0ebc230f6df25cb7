"""The reference page and the editors' schema are made from the declarations, and up to date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from ceasefire.scenario.packs import PACKS
from ceasefire.scenario.reference_page import page, schema_text

REMAKE = "run: python -m ceasefire.scenario.reference_page"


def test_the_page_is_up_to_date(root: Path) -> None:
    written = (root / "docs/reference/pack-format.md").read_text(encoding="utf-8")
    assert written == page(), REMAKE


def test_the_schema_is_up_to_date() -> None:
    written = (PACKS / "scenario.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), REMAKE


@pytest.mark.parametrize("name", ["ukraine-2025", "template"])
def test_the_schema_accepts_what_loads_and_refuses_the_rest(name: str) -> None:
    schema = Draft202012Validator(json.loads(schema_text()))
    data = YAML(typ="safe", pure=True).load(PACKS / name / "scenario.yaml")
    # An editor's YAML has dates; the schema speaks of their text.
    data = json.loads(json.dumps(data, default=str))
    assert list(schema.iter_errors(data)) == []
    data["options"][0]["troups"] = 5
    assert [error.validator for error in schema.iter_errors(data)] == ["additionalProperties"]
