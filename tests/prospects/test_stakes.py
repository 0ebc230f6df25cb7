"""What the game is told of a force: where it stands and whose it is, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ceasefire import prospects
from ceasefire.draws import Draws
from ceasefire.prospects.baseline import question
from ceasefire.prospects.stakes import stakes
from ceasefire.prospects.variants import VARIANT, axes
from ceasefire.scenario import switch
from ceasefire.scenario.model import Scenario

TROOPS = 40_000.0


def told(scenario: Scenario, **changed: object) -> tuple[object, dict[str, np.ndarray]]:
    """Return what the game is told of the whole force, and the sample it was told from."""
    option = replace(scenario.option("deterrent-40k"), **changed)
    plan = prospects.prepare(scenario, option)
    sample = Draws(scenario, 32, 7).sample(range(32))
    rows = len(sample.rows)
    whole = np.ones((rows, len(plan.knots_years)))
    asked = question(plan, sample, option, share=whole, troops=np.full(rows, TROOPS))
    where = axes(plan.variants, sample[VARIANT])
    found = stakes(sample, where, asked, 2.0, np.ones(rows), np.full(rows, 0.3))
    return found, dict(sample.items())


def test_provocation_is_that_of_whose_the_force_is_and_where_it_stands(flagship: Scenario) -> None:
    rear, sample = told(flagship, placement="rear", command="ad_hoc_coalition")
    scale = (TROOPS / sample["provocation_scale_troops"]) ** sample["provocation_power"]
    assert rear.provocation == pytest.approx(0.3 * scale)
    outside, _ = told(flagship, placement="outside", command="ad_hoc_coalition")
    assert outside.provocation == pytest.approx(
        rear.provocation * sample["provocation_outside_share"]
    )
    union, _ = told(flagship, placement="rear", command="eu")
    assert union.provocation == pytest.approx(rear.provocation * sample["reading_low_share"])
    blue, _ = told(flagship, placement="rear", command="un")
    assert blue.provocation == pytest.approx(rear.provocation * sample["reading_none_share"])


def test_a_force_weighs_by_what_acts_at_once(flagship: Scenario) -> None:
    for placement, share in (
        ("line", None),
        ("mobile_reserve", "presence_acts_reserve"),
        ("rear", "presence_acts_rear"),
        ("outside", "presence_acts_outside"),
    ):
        found, sample = told(flagship, placement=placement)
        near = TROOPS * (sample[share] if share else 1.0)
        weight = 1 - np.exp(-near / sample["force_fight_scale_troops"])
        assert found.stand_cost == pytest.approx(sample["stand_cost"] * weight)
        assert found.force_log == pytest.approx(np.log1p(near / sample["force_fight_scale_troops"]))


def test_the_stronger_defence_makes_success_rarer(flagship: Scenario) -> None:
    found, _ = told(flagship, placement="line")
    assert (found.success[:, 1, 0] < found.success[:, 0, 0]).all()  # the force stands
    assert (found.success[:, 0, 1] < found.success[:, 0, 0]).all()  # the backer supports


def test_full_support_is_there_once(flagship: Scenario) -> None:
    # What is in place before an attack does not come a second time when the backer supports.
    logistics, _ = told(switch(flagship, backer="logistics"))
    full, sample = told(switch(flagship, backer="full"))
    assert (full.success[:, :, 0] < logistics.success[:, :, 0]).all()
    np.testing.assert_allclose(full.success[:, :, 1], logistics.success[:, :, 1], rtol=1e-12)
    assert (sample["backer_present_share"] > 0).all()


def test_a_tier_on_the_line_weighs_as_one_there(flagship: Scenario) -> None:
    tiers = flagship.option("two-tiers")
    plan = prospects.prepare(flagship, tiers)
    assert plan.line_share == pytest.approx(15_000 / 45_000)
    assert set(plan.allocation) == {"land-contact", "river-contact"}
    behind, _ = told(flagship, placement="rear")
    partly, sample = told(flagship, placement="rear", sectors=tiers.sectors, tasks=tiers.tasks)
    share = 15_000 / 40_000
    near = TROOPS * (share + (1 - share) * sample["presence_acts_rear"])
    assert partly.force_log == pytest.approx(np.log1p(near / sample["force_fight_scale_troops"]))
    assert (partly.force_log > behind.force_log).all()
