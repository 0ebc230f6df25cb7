"""The mean field: its own algebra, and the scale that meets the drawn total."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from ceasefire.prospects.plan import prepare
from ceasefire.prospects.spiral import _power_mean, collapse_rate, hazard, hazard_ratio, scaled
from ceasefire.prospects.world import behaviour, channels


@pytest.fixture(scope="module")
def world(stage):
    plan = prepare(stage.scenario, stage.scenario.option("line-100k"))
    sample = stage.draws.sample(range(stage.draws.n))
    numbers = np.arange(stage.draws.n)
    quiet = behaviour(plan.line, plan.stretches, plan.settlement, sample, 7, numbers)
    return plan.line, quiet, channels(plan.settlement, sample)


def test_the_power_mean_is_that_of_a_poisson_number():
    mean = np.array([1e-4, 0.3, 4.0, 15.0, 19.9, 20.1, 60.0, 5_000.0])
    power = np.array([1.0, 1.5, 2.0, 2.5, 2.0, 2.0, 1.2, 2.5])
    n = np.arange(8_000)
    expected = [(stats.poisson.pmf(n, m) * n**p).sum() for m, p in zip(mean, power, strict=True)]
    np.testing.assert_allclose(_power_mean(mean, power), expected, rtol=2e-3)


def test_the_scaled_channels_meet_the_total(world):
    line, quiet, mix = world
    draws = len(quiet.branching_own)
    target = np.linspace(-1.2, -0.05, draws)
    found = scaled(line, quiet, mix, target)
    full = np.ones((draws, len(line.classes)))
    np.testing.assert_allclose(
        np.log(hazard_ratio(line, quiet, found, full)), target, rtol=0, atol=1e-6
    )


def test_a_total_of_no_effect_or_harm_leaves_no_channel(world):
    line, quiet, mix = world
    found = scaled(line, quiet, mix, np.full(len(quiet.branching_own), 0.1))
    for values in (found.triggering, found.background, found.clash, found.calms_sector):
        assert (values == 0).all()


def test_the_hazard_falls_with_the_dose(world):
    line, quiet, mix = world
    shape = (len(quiet.branching_own), len(line.classes))
    by_dose = [hazard(line, quiet, mix, np.full(shape, dose)) for dose in (0.0, 0.3, 0.7, 1.0)]
    for less, more in pairwise(by_dose):
        assert (more < less).all()


def test_the_collapse_rate_meets_the_anchor_or_its_bound(world):
    line, quiet, mix = world
    draws = len(quiet.branching_own)
    asked = np.full(draws, 0.03)
    cascade = np.full(draws, 2.0)
    rate = collapse_rate(line, quiet, asked, cascade)
    nobody = np.zeros((draws, len(line.classes)))
    yearly = rate * hazard(line, quiet, mix, nobody) * cascade * 365.25
    bound = rate >= 0.05
    np.testing.assert_allclose(yearly[~bound], 0.03, rtol=1e-9)
    assert (yearly[bound] < 0.03).all()
