"""What each player decides on an occasion: by what it is, and by what is believed of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ceasefire import prospects
from ceasefire.draws import Draws
from ceasefire.prospects.baseline import question
from ceasefire.prospects.occasion import Decisions, decisions
from ceasefire.prospects.variants import VARIANT, axes
from ceasefire.scenario import switch
from ceasefire.scenario.model import Fixed, Scenario

OTHERS = ("types", "attack", "accepts_log_odds", "probe", "respond", "stand")


def decided(scenario: Scenario, state: str, **fixed: float) -> Decisions:
    """Return what is decided about 40,000 troops, with the backer in this state in every draw."""
    scenario = switch(scenario, backer=state)
    parameters = dict(scenario.parameters)
    for name, value in fixed.items():
        parameters[name] = replace(parameters[name], value=Fixed(value))
    scenario = replace(scenario, parameters=parameters)
    option = scenario.option("deterrent-40k")
    plan = prospects.prepare(scenario, option)
    sample = Draws(scenario, 32, 7).sample(range(32))
    whole = np.ones((32, len(plan.knots_years)))
    asked = question(plan, sample, option, share=whole, troops=np.full(32, 40_000.0))
    return decisions(sample, axes(plan.variants, sample[VARIANT]), asked)


def test_the_backers_type_is_its_own_and_the_others_see_what_is_in_place(
    flagship: Scenario,
) -> None:
    full, logistics = decided(flagship, "full"), decided(flagship, "logistics")
    # Not in every draw: where the host needs it less, the backer supports more rarely once war is
    # back, and the aggressor fears that less.
    assert full.mixed_attack.mean() < logistics.mixed_attack.mean()
    assert (full.mixed_attack < logistics.mixed_attack).mean() > 0.8
    nowhere = {"backer_present_share": 0.0}
    full, logistics = (decided(flagship, state, **nowhere) for state in ("full", "logistics"))
    assert (full.support > logistics.support).all()
    for name in OTHERS:
        np.testing.assert_array_equal(getattr(full, name), getattr(logistics, name), err_msg=name)


def test_in_war_logistics_alone_are_no_more_than_nothing(flagship: Scenario) -> None:
    logistics = decided(flagship, "logistics", backer_logistics_brigades=0.0)
    none = decided(flagship, "none", backer_logistics_brigades=0.0)
    for name in (*OTHERS, "support"):
        np.testing.assert_array_equal(getattr(none, name), getattr(logistics, name), err_msg=name)


@pytest.mark.parametrize("state", ["none", "full"])
def test_what_is_believed_of_the_backer_moves_attack_and_not_what_it_is(
    flagship: Scenario, state: str
) -> None:
    doubted = decided(flagship, state, believed_support=0.1)
    trusted = decided(flagship, state, believed_support=0.9)
    fewer = trusted.mixed_attack < doubted.mixed_attack
    assert trusted.mixed_attack.mean() < doubted.mixed_attack.mean()
    assert fewer.mean() > 0.9
    # Not in every draw: belief also drives the aggressor from probes, some of which become attacks.
    assert (trusted.probe < doubted.probe).mean() > 0.5
    # The backer moves last and knows all that matters to it.
    np.testing.assert_allclose(trusted.support, doubted.support, rtol=0, atol=1e-9)
