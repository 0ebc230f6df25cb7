"""Presence: arrival, retention, the shapes of the dose."""

import numpy as np
import pytest

from ceasefire.prospects.presence import dose, interpolated, retention, troops_at
from ceasefire.prospects.variants import DOSES
from ceasefire.results import SentForce

OK = np.zeros(3, dtype=np.uint8)
SENT = SentForce(
    horizons_days=(30.0, 90.0),
    arrived_troops=np.array([[0.0, 4_000.0], [2_000.0, 9_000.0], [0.0, 0.0]]),
    reached_troops=np.array([10_000.0, 9_000.0, 0.0]),
    host_soldiers=None,
    status=OK,
    reason=OK,
)


def test_interpolation_agrees_with_numpy():
    rng = np.random.default_rng(1)
    known = (15.0, 30.0, 60.0, 180.0)
    values = rng.random((5, 4))
    days = (1.0, 15.0, 44.0, 179.0, 400.0)
    expected = [np.interp(days, (0.0, *known), (0.0, *row)) for row in values]
    np.testing.assert_allclose(interpolated(days, known, values), expected, rtol=1e-12)


def test_what_has_not_arrived_follows_by_the_end_of_the_first_year():
    size = np.array([8_000.0, 20_000.0, 8_000.0])
    kept = np.ones((3, 3))
    found = troops_at((90.0, 365.0, 1_000.0), SENT, size, kept)
    np.testing.assert_allclose(found[0], [4_000, 8_000, 8_000])  # never above the size asked for
    np.testing.assert_allclose(found[1], [9_000, 9_000, 9_000])
    np.testing.assert_allclose(found[2], 0)


def test_without_a_curve_the_force_is_there_as_asked_for():
    bare = SentForce((), None, None, None, OK, OK)
    size = np.array([1_000.0, 2_000.0, 3_000.0])
    kept = retention((0.0, 365.25), np.full(3, 0.5))
    found = troops_at((0.0, 365.25), bare, size, kept)
    np.testing.assert_allclose(found[:, 0], size)
    np.testing.assert_allclose(found[:, 1], size * np.exp(-0.5))


@pytest.mark.parametrize("shape", range(len(DOSES)))
def test_every_shape_rises_from_nothing_to_full(shape):
    share = np.linspace(0, 1.4, 50)[None, :]
    kinds = np.array([shape])
    found = dose(share, kinds, np.array([3.0]), np.array([0.5]))[0]
    assert found[0] == 0
    assert found[-1] == 1
    assert (np.diff(found) >= 0).all()


def test_shapes_differ_in_the_middle():
    share = np.full((3, 1), 0.4)
    found = dose(share, np.arange(3), np.full(3, 3.0), np.full(3, 0.5))[:, 0]
    np.testing.assert_allclose(found, [np.log(2.2) / np.log(4.0), 0.0, 0.0])
    above = dose(share + 0.2, np.arange(3), np.full(3, 3.0), np.full(3, 0.5))[:, 0]
    np.testing.assert_allclose(above, [np.log(2.8) / np.log(4.0), 1.0, 0.2])
