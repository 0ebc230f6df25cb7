"""The decision over time: integrals, the mixture over types, the anchor."""

import numpy as np
import pytest
from scipy import integrate

from ceasefire.prospects.deliberate import exposure, occasions_scale, survives

KNOTS = (0.0, 0.5, 2.0, 5.0)


@pytest.fixture
def chances():
    return np.random.default_rng(3).uniform(0, 0.6, (7, 2, len(KNOTS)))


def test_exposure_is_the_integral_of_the_line_between_knots(chances):
    years = (0.25, 0.5, 1.7, 5.0)
    found = exposure(chances, KNOTS, years)
    for place, year in enumerate(years):
        grid = np.union1d(np.linspace(0, year, 4001), [k for k in KNOTS if k <= year])
        values = np.apply_along_axis(lambda c, at=grid: np.interp(at, KNOTS, c), 2, chances)
        expected = integrate.trapezoid(values, grid, axis=2)
        np.testing.assert_allclose(found[:, :, place], expected, rtol=1e-9)


def test_the_anchor_is_met_in_the_mean_and_leaves_the_draws_apart(chances):
    weights = np.random.default_rng(4).dirichlet([2, 3], 7)
    hazard = np.linspace(0.02, 1.2, 7)
    at_five = exposure(chances, KNOTS, (5.0,))
    scale = occasions_scale(hazard, weights, at_five[:, :, 0])
    held = survives(scale * hazard, weights, at_five)[:, 0]
    assert held.mean() == pytest.approx(np.exp(-hazard).mean(), rel=1e-12)
    assert np.abs(held - np.exp(-hazard)).max() > 0.01
    stronger = survives(scale * hazard, weights, 0.8 * at_five)[:, 0]
    assert (stronger > held).all()


def test_two_types_make_the_hazard_fall_with_time():
    chances = np.stack([np.full((1, 4), 0.5), np.full((1, 4), 0.05)], axis=1)
    years = tuple(range(6))
    held = survives(np.array([1.0]), np.array([[0.5, 0.5]]), exposure(chances, KNOTS, years))[0]
    hazard = -np.diff(np.log(held))
    assert (np.diff(hazard) < 0).all()


def test_a_finer_grid_of_knots_changes_nothing_where_the_chance_is_linear(chances):
    finer = (0.0, 0.25, 0.5, 1.0, 2.0, 3.5, 5.0)
    dense = np.apply_along_axis(lambda c: np.interp(finer, KNOTS, c), 2, chances)
    years = (0.4, 1.9, 4.4)
    np.testing.assert_allclose(
        exposure(chances, KNOTS, years), exposure(dense, finer, years), rtol=1e-12
    )
