"""A new pack: every question that asks for numbers has examples to work with, marked as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from ceasefire import prospects
from ceasefire.scenario import check, load, new
from ceasefire.scenario.model import Scenario


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "border-2030"
    new(folder)
    return folder


@pytest.fixture(scope="module")
def scenario(fresh: Path) -> Scenario:
    return load(fresh)


def test_it_is_sound(fresh: Path) -> None:
    assert check(fresh) == ()


def test_whether_it_holds_is_answered_for_every_option(scenario: Scenario) -> None:
    for option in scenario.options:
        plan = prospects.prepare(scenario, option)
        assert plan.reason == "", option.id
        assert set(plan.parameters) <= set(scenario.parameters), option.id


def test_its_numbers_are_examples_that_claim_nothing(scenario: Scenario) -> None:
    own = [quantity for quantity in scenario.parameters.values() if quantity.origin == "pack"]
    assert own
    assert {(quantity.grade, quantity.sources) for quantity in own} == {("E", ())}
