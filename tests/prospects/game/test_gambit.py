"""Gambit's answers, kept as numbers (tools/oracles/gambit.py made them); nests are off."""

import json
from pathlib import Path

import numpy as np
import pytest

from ceasefire.prospects.game import deterrence_tree, solve

KEPT = json.loads((Path(__file__).parent / "data" / "gambit.json").read_text())
TREES = {"note": deterrence_tree(False, False), "whole": deterrence_tree()}
INSTANCES = KEPT["instances"]


def test_gambit_was_asked_about_different_games():
    of_note = [one for one in INSTANCES if one["tree"] == "note"]
    assert len({(one["troops_thousand"], one["precision"]) for one in of_note}) >= 6
    assert len(INSTANCES) > len(of_note)


@pytest.mark.parametrize("name", list(TREES))
def test_the_actions_are_those_that_gambit_was_asked_about(name):
    assert [tuple(action) for action in KEPT["actions"][name]] == list(TREES[name].actions)


@pytest.mark.parametrize(
    "one",
    INSTANCES,
    ids=lambda one: f"{one['tree']}-{one['troops_thousand']}-{one['precision']}",
)
def test_every_action_has_gambits_chance(one):
    found = solve(
        TREES[one["tree"]],
        np.array([one["payoffs"]]),
        np.array([one["chances"]]),
        np.array([one["precision"]]),
        np.ones(1),
    )
    assert not found.failed[0]
    np.testing.assert_allclose(found.choice[0], one["gambit"], rtol=0, atol=1e-8)
