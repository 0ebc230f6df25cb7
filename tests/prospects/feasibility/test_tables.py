"""Tables from coefficients, by hand and at their limits."""

import numpy as np
import pytest

from ceasefire.prospects.feasibility.tables import hazard, logit, noisy_and

ONE = np.ones(1)
BOTH = np.ones((1, 2))


def of_log_odds(value):
    return 1.0 / (1.0 + np.exp(-value))


def test_log_odds_add_up_over_the_parents():
    base, weight = np.array([-1.0, 0.5]), np.array([[0.0, 2.0], [0.0, -0.25]])
    by_state = np.array([[0.1, 0.5, 1.5], [0.2, -1.0, 3.0]])
    table = logit(base, [weight, by_state])
    assert table.shape == (2, 2, 3, 2)
    np.testing.assert_allclose(table[0, 0, 0, 1], of_log_odds(-1.0 + 0.1))
    np.testing.assert_allclose(table[0, 1, 2, 1], of_log_odds(-1.0 + 2.0 + 1.5))
    np.testing.assert_allclose(table[1, 1, 1, 1], of_log_odds(0.5 - 0.25 - 1.0))
    np.testing.assert_allclose(table.sum(axis=-1), 1.0, atol=1e-15)


def test_log_odds_of_a_node_without_parents():
    np.testing.assert_allclose(logit(np.zeros(3), []), np.full((3, 2), 0.5))


def test_log_odds_far_out_stay_chances():
    table = logit(np.array([-800.0, 800.0]), [])
    np.testing.assert_array_equal(table, [[1.0, 0.0], [0.0, 1.0]])


def test_a_coefficient_for_all_draws_goes_with_drawn_ones():
    table = logit(np.zeros(1), [np.array([[0.0, 1.0], [0.0, 2.0], [0.0, 3.0]])])
    np.testing.assert_allclose(table[:, 1, 1], of_log_odds(np.array([1.0, 2.0, 3.0])))


def test_absent_parents_let_through_by_chance():
    first, second = np.array([[0.1, 1.0], [1.0, 1.0]]), np.array([[0.2, 1.0], [0.0, 1.0]])
    table = noisy_and(np.array([0.9, 0.5]), [first, second])
    assert table.shape == (2, 2, 2, 2)
    np.testing.assert_allclose(table[0, ..., 1], [[0.9 * 0.1 * 0.2, 0.9 * 0.1], [0.9 * 0.2, 0.9]])
    np.testing.assert_allclose(table[1, ..., 1], [[0.0, 0.5], [0.0, 0.5]])
    np.testing.assert_allclose(table.sum(axis=-1), 1.0, atol=1e-15)


def test_waiting_at_a_constant_rate():
    np.testing.assert_allclose(
        hazard(np.array([0.0, 0.1, 1e-12]), np.array([6.0])), [0.0, 1.0 - np.exp(-0.6), 6e-12]
    )
    once, again = hazard(ONE * 0.3, ONE * 2.0), hazard(ONE * 0.3, ONE * 4.0)
    np.testing.assert_allclose(1.0 - again, (1.0 - once) ** 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: logit(np.array([np.nan]), []), "base is not finite in 1 places"),
        (lambda: logit(ONE, [BOTH, BOTH * np.inf]), r"weights\[1\] is not finite"),
        (lambda: logit(np.ones((1, 2)), []), r"base has the shape \(1, 2\)"),
        (lambda: logit(ONE, [ONE]), r"weights\[0\] has the shape \(1,\)"),
        (lambda: logit(ONE, [np.ones((1, 1, 1))]), r"weights\[0\] has the shape"),
        (lambda: logit(np.ones(3), [np.ones((2, 2))]), r"weights\[0\] has 2 draws, .* 3"),
        (lambda: noisy_and(ONE * 1.1, []), "top is no chance: 1.1"),
        (lambda: noisy_and(ONE, [BOTH, -BOTH]), r"passed\[1\] is negative: -1"),
        (lambda: noisy_and(ONE, [BOTH * np.nan]), r"passed\[0\] is not finite"),
        (lambda: noisy_and(np.ones(3), [np.ones((2, 2))]), r"passed\[0\] has 2 draws, .* 3"),
        (lambda: hazard(-ONE, ONE), "rate_per_month is negative"),
        (lambda: hazard(ONE, -ONE), "months is negative"),
        (lambda: hazard(ONE, ONE * np.inf), "months is not finite"),
        (lambda: hazard(np.ones(3), np.ones(2)), "months has 2 draws, .* 3"),
    ],
)
def test_what_is_out_of_bounds_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
