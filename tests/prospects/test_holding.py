"""The stage as a whole: what adds up, what must move which way, what is said where it ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.prospects.conftest import DRAWS, Stage

from ceasefire import prospects
from ceasefire.core.errors import UsageError
from ceasefire.core.status import REASONS, Status
from ceasefire.draws import Draws
from ceasefire.prospects.spiral import Channels, hazard
from ceasefire.prospects.world import behaviour
from ceasefire.scenario import load, switch
from ceasefire.scenario.central import central
from ceasefire.scenario.model import Fixed

TELLING = ("no-force", "deterrent-40k", "line-100k", "observers-5k", "outside")


def columns(result):
    table = result.table()
    return dict(zip((c.name for c in table.columns), table.arrays, strict=True))


@pytest.fixture(scope="module")
def answers(stage):
    return {option: stage.evaluate(option) for option in TELLING}


@pytest.mark.parametrize("option", TELLING)
def test_it_holds_or_ends_by_one_of_the_causes(answers, option):
    found = answers[option].holding
    total = found.h2 + found.spiral + found.deliberate + found.other
    np.testing.assert_allclose(total, 1.0, atol=1e-9)
    for chance in (found.h2, found.spiral, found.deliberate, found.other):
        assert (chance >= -1e-12).all()
    assert (np.diff(found.h2, axis=1) <= 1e-12).all()
    assert (found.h1 <= found.h2 + 1e-12).all()


def test_no_force_is_its_own_twin(answers):
    found = answers["no-force"].holding
    np.testing.assert_array_equal(found.h2, found.no_force_h2)
    np.testing.assert_array_equal(found.h1, found.no_force_h1)
    assert found.equal_money_h2 is None


def test_every_option_has_the_same_world_without_a_force(answers):
    first = answers["no-force"].holding.no_force_h2
    for other in answers.values():
        np.testing.assert_array_equal(other.holding.no_force_h2, first)


@pytest.mark.parametrize("option", ["line-100k", "deterrent-40k"])
def test_any_split_of_the_rows_gives_the_same_bits(stage, answers, option):
    whole = columns(answers[option])
    for start, stop in ((0, 1), (1, 8), (8, DRAWS)):
        part = columns(stage.evaluate(option, range(start, stop)))
        for name, values in part.items():
            np.testing.assert_array_equal(values, whole[name][start:stop], err_msg=name)


def test_a_force_off_the_line_is_never_without_exposure(answers):
    for option in ("deterrent-40k", "outside"):
        assert (answers[option].violence.force_deaths > 0).all()
        assert (answers[option].violence.off_line_share > 0.99).mean() == 1.0
    assert (answers["line-100k"].violence.off_line_share < 1).any()


def test_only_presence_on_the_line_damps_incidents(answers):
    assert (answers["deterrent-40k"].ground.hazard_ratio == 1).all()
    assert (answers["observers-5k"].ground.hazard_ratio == 1).all()  # unarmed: they watch
    assert (answers["line-100k"].ground.hazard_ratio < 1).any()


def fixed_at(scenario, **values):
    parameters = dict(scenario.parameters)
    for name, value in values.items():
        parameters[name] = replace(parameters[name], value=Fixed(value))
    return replace(scenario, parameters=parameters)


def test_without_a_coalition_holding_rises_with_the_hosts_power(flagship):
    # The reference class speaks of one host; this one is weaker, as strong, stronger.
    usual = fixed_at(flagship, host_brigades=100.0)
    plan = prospects.prepare(usual, usual.option("no-force"))
    class_speaks_of = {"occasion_scales": plan.occasion_scales}
    held, attacked = [], []
    for brigades in (60.0, 100.0, 180.0):
        changed = fixed_at(flagship, host_brigades=brigades)
        found = Stage(changed, Draws(changed, DRAWS, 7), class_speaks_of).evaluate("no-force")
        attacked.append(found.deterrence.attack[:, 0])
        held.append(found.holding.h2[:, -1])
    assert (attacked[0] > attacked[1]).all()
    assert (attacked[1] > attacked[2]).all()
    assert (held[0] < held[1]).all()
    assert (held[1] < held[2]).all()


def test_better_terms_lower_the_hazard_of_a_spiral_in_every_draw(flagship):
    plan = prospects.prepare(flagship, flagship.option("no-force"))
    sample = Draws(flagship, DRAWS, 7).sample(range(DRAWS))
    none = Channels(*[np.zeros(DRAWS)] * 7)
    dose = np.zeros((DRAWS, len(plan.stretches)))
    own, better = (
        hazard(
            plan.line,
            behaviour(plan.line, plan.stretches, terms, sample, 7, np.arange(DRAWS)),
            none,
            dose,
        )
        for terms in (plan.settlement, plan.better)
    )
    assert (better < own).all()


def test_better_terms_are_those_of_a_settlement_with_all_of_them(flagship, answers):
    values = {
        "buffer_width": central(flagship, "better_buffer_km"),
        "sensor_coverage": central(flagship, "better_camera_every_km"),
        **dict.fromkeys(
            ("heavy_weapon_withdrawal", "joint_commission", "attribution", "snapback"), True
        ),
    }
    terms = tuple(replace(t, value=values.get(t.name, t.value)) for t in flagship.terms)
    changed = replace(flagship, terms=terms)
    found = Stage(changed, Draws(changed, DRAWS, 7)).evaluate("no-force").holding
    np.testing.assert_array_equal(found.h2, answers["no-force"].holding.better_terms_h2)
    np.testing.assert_array_equal(found.h2, found.better_terms_h2)


def test_two_tiers_damp_incidents_on_the_line_by_the_tier_that_stands_there(stage, answers):
    found = stage.evaluate("two-tiers")
    assert (found.ground.hazard_ratio < 1).any()
    whole = stage.evaluate("two-tiers", placement="line")
    assert whole.ground.hazard_ratio.mean() < found.ground.hazard_ratio.mean()


@pytest.mark.parametrize(
    ("option", "reason"),
    [("wartime-support", "no_ceasefire_yet"), ("equal-money", "beside_each_force")],
)
def test_where_the_question_does_not_apply_the_reason_is_given(stage, option, reason):
    found = stage.evaluate(option)
    assert (found.status == Status.NOT_APPLICABLE).all()
    assert {REASONS[code][0] for code in found.reason} == {reason}
    assert found.holding is None


def test_a_line_where_incidents_breed_more_than_themselves_fails_and_is_counted(flagship):
    parameters = dict(flagship.parameters)
    for name, value in (("branching_ratio", 1.0), ("branching_own_share", 1.0)):
        parameters[name] = replace(parameters[name], value=Fixed(value))
    changed = replace(flagship, parameters=parameters)
    found = Stage(changed, Draws(changed, 4, 7)).evaluate("no-force")
    assert (found.status == Status.FAILED).all()


def test_the_certificate_holds_in_every_draw(answers):
    for found in answers.values():
        assert (found.deterrence.residual <= 1e-8).all()


def test_better_presence_never_raises_the_mean_field_hazard(stage):
    small = stage.evaluate("line-100k", troops_low=10_000.0, troops_high=10_000.0)
    large = stage.evaluate("line-100k", troops_low=200_000.0, troops_high=200_000.0)
    assert (large.ground.hazard_ratio <= small.ground.hazard_ratio + 1e-12).all()
    assert (large.ground.hazard_ratio < small.ground.hazard_ratio).any()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"horizon": 0}, "1 to 30 years"),
        ({"horizon": 100}, "1 to 30 years"),
        ({"replicates": 0}, "1 to"),
        ({"allocation": {"land-contact": 0.5}}, "sums to 0.5"),
        ({"allocation": {"border-belarus": 1.0}}, "not a contact sector"),
        ({"allocation": {"land-contact": 1.5, "river-contact": -0.5}}, "share of 'land-contact'"),
        ({"allocation": {"land-contact": float("nan")}}, "share of 'land-contact' is nan"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(flagship, asked, words):
    with pytest.raises(UsageError, match=words):
        switch(flagship, **asked)


def test_an_allocation_moves_presence_between_sectors(flagship):
    weights = {"land-contact": 1.0, "river-contact": 0.0}
    moved = switch(flagship, allocation=weights)
    even = Stage(flagship, Draws(flagship, DRAWS, 7)).evaluate("line-100k")
    land = Stage(moved, Draws(moved, DRAWS, 7)).evaluate("line-100k")
    by_sector = even.violence.sectors.index("river-contact")
    assert land.violence.incidents_by_class[:, by_sector].sum() > 0
    assert not np.array_equal(land.ground.hazard_ratio, even.ground.hazard_ratio)


@pytest.mark.parametrize("as_of", ["2024-01-01", "2025-01-01"])
def test_before_the_line_was_known_the_answer_is_unknown(as_of):
    early = load("ukraine-2025", as_of)
    found = Stage(early, Draws(early, 4, 7)).evaluate("no-force")
    assert (found.status == Status.UNKNOWN).all()
    assert {REASONS[code][0] for code in found.reason} == {"input_not_visible"}
