"""Losses: rates from the table by hand, kinds apart, and the stage as a whole."""

from __future__ import annotations

import numpy as np
import pytest

import ceasefire.precedents as precedents
import ceasefire.purpose as purpose
import ceasefire.size as size
from ceasefire.core.status import REASONS, Status
from ceasefire.draws import Draws
from ceasefire.precedents.losses import KINDS, Rates, deaths, rates
from ceasefire.results import Precedents
from ceasefire.scenario import load
from ceasefire.scenario.model import Scenario

DRAWS = 64


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return load("ukraine-2025")


def evaluated(scenario: Scenario, option: str, rows: range) -> Precedents:
    draws, chosen = Draws(scenario, DRAWS, 7), scenario.option(option)
    mission = purpose.evaluate(purpose.prepare(scenario, chosen), draws, rows)
    required = size.evaluate(size.prepare(scenario, chosen), draws, rows, purpose=mission)
    plan = precedents.prepare(scenario, chosen)
    return precedents.evaluate(plan, draws, rows, size=required)


def test_rates_are_deaths_by_person_year_of_the_missions_of_a_kind(flagship: Scenario) -> None:
    found = {rate.kind: rate for rate in rates(flagship)}
    assert set(found) == {*KINDS, "other"}
    calm = found["calm_line"]
    assert calm.high == pytest.approx(7 / 60_000)  # UNDOF
    assert calm.low == pytest.approx(0.5 / 24_000)  # UNMEE: no death counts as half of one
    assert found["calm_line"].high < found["contested_line"].high < found["open_war"].high


def test_a_calm_line_and_a_contested_one_agree_with_the_published_ranges(
    flagship: Scenario,
) -> None:
    found = {rate.kind: rate for rate in rates(flagship)}
    # Per 1,000 and year: calm 0.02 to 0.15, contested 0.09 to 0.7, an insurgency 1.5 and up.
    assert 0.02 <= 1000 * found["calm_line"].low <= 1000 * found["calm_line"].high <= 0.15
    assert 0.4 <= 1000 * found["contested_line"].high <= 0.7
    assert 1000 * found["open_war"].low >= 1.4


def test_deaths_grow_with_troops_and_lie_between_the_rates() -> None:
    rate = Rates("made_up", 0.001, 0.003, (), "D", ())
    found = deaths(rate, np.array([1_000.0, 2_000.0]), np.array([0.0, 0.5]))
    assert found.tolist() == pytest.approx([1.0, 4.0])


def test_any_split_of_the_rows_gives_the_same_bits(flagship: Scenario) -> None:
    whole = evaluated(flagship, "deterrent-40k", range(DRAWS)).table()
    for start, stop in ((0, 1), (1, 8), (8, DRAWS)):
        part = evaluated(flagship, "deterrent-40k", range(start, stop)).table()
        for column, one, other in zip(part.columns, part.arrays, whole.arrays, strict=True):
            np.testing.assert_array_equal(one, other[start:stop], err_msg=column.name)


def test_kinds_stay_apart_and_a_settlement_is_calmer_than_a_war(flagship: Scenario) -> None:
    found = evaluated(flagship, "deterrent-40k", range(DRAWS))
    assert found.losses is not None
    by_kind = dict(zip(found.losses.kinds, found.losses.hostile.T, strict=True))
    assert (by_kind["settlement"] < by_kind["open_war"]).all()
    assert (found.losses.other > 0).all()


def test_without_a_force_there_is_nothing_to_compare_and_the_reason_is_given(
    flagship: Scenario,
) -> None:
    found = evaluated(flagship, "no-force", range(4))
    assert (found.status == Status.NOT_APPLICABLE).all()
    assert {REASONS[code][0] for code in found.reason} == {"no_force"}
    assert found.losses is None
