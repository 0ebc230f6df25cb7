"""Cooke's scores by hand, the mixture of a pool, and the cut-off that serves the pool best."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, entropy

from ceasefire.prospects.feasibility.cooke import (
    BINS,
    bin_counts,
    calibration,
    information,
    performance,
    pool,
    pool_scores,
    supports,
)

TRUTHS = np.arange(1.0, 11.0) * 100.0


def judge(low: float, middle: float, high: float) -> np.ndarray:
    """Quantiles that are the same multiples of each truth."""
    return TRUTHS[:, None] * np.array([low, middle, high])


def test_an_expert_with_just_the_shares_stated_is_calibrated() -> None:
    assert calibration(np.array([1, 9, 9, 1])) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("counts", [(0, 5, 5, 0), (3, 2, 2, 3), (1, 4, 5, 0), (10, 0, 0, 0)])
def test_calibration_is_the_chi_square_tail_of_the_relative_information(
    counts: tuple[int, ...],
) -> None:
    statistic = 2 * sum(counts) * entropy(counts, BINS)
    assert calibration(np.array(counts)) == pytest.approx(chi2.sf(statistic, 3))


def test_calibration_by_hand() -> None:
    # Ten truths, all between 5% and 95%: 2 N I = 20 ln(0.5 / 0.45), with a tail of 0.55.
    assert 20 * math.log(0.5 / 0.45) == pytest.approx(2.107, abs=5e-4)
    assert calibration(np.array([0, 5, 5, 0])) == pytest.approx(0.5505, abs=5e-4)


def test_a_truth_on_a_quantile_counts_as_below_it() -> None:
    quantiles = np.array([[10.0, 20.0, 30.0]] * 4)
    counts = bin_counts(quantiles, np.array([10.0, 20.0, 30.0, 31.0]))
    assert counts.tolist() == [1, 1, 1, 1]


def test_the_range_of_a_question_holds_everything_said_and_a_tenth_more() -> None:
    said = np.array([[[0.0, 10.0, 20.0]], [[10.0, 20.0, 30.0]]])
    knots = supports(said, np.array([40.0]))
    assert knots[0, 0].tolist() == [-4.0, 0.0, 10.0, 20.0, 44.0]
    assert knots[1, 0].tolist() == [-4.0, 10.0, 20.0, 30.0, 44.0]
    assert supports(said)[0, 0].tolist() == [-3.0, 0.0, 10.0, 20.0, 33.0]


def test_information_by_hand() -> None:
    # Bins of a tenth and four tenths of the range against chances of 5% and 45%.
    by_hand = 2 * (0.05 * math.log(0.05 / 0.1) + 0.45 * math.log(0.45 / 0.4))
    assert information(np.array([0.0, 1.0, 5.0, 9.0, 10.0])) == pytest.approx(by_hand)
    flat = np.array([0.0, 0.5, 5.0, 9.5, 10.0])
    assert information(flat) == pytest.approx(0.0, abs=1e-12)


def test_a_narrow_expert_says_more() -> None:
    said = np.stack([judge(0.9, 1.0, 1.1), judge(0.5, 1.0, 2.0)])
    narrow, wide = information(supports(said, TRUTHS)).mean(axis=1)
    assert narrow > wide > 0


def test_the_pool_of_two_mirrored_experts_has_its_middle_between_them() -> None:
    knots = np.array([[[0.0, 1.0, 2.0, 3.0, 10.0]], [[0.0, 7.0, 8.0, 9.0, 10.0]]])
    low, middle, high = pool(knots, np.array([0.5, 0.5]))[0]
    assert middle == pytest.approx(5.0)
    assert low + high == pytest.approx(10.0)
    # By hand: half of 5% in [0, 1] and half of 5% in [0, 7] make 5% at 1 + x of [1, 2].
    share_at_one = 0.5 * (0.05 + 0.05 / 7)
    slope = 0.5 * (0.45 + 0.05 / 7)
    assert low == pytest.approx(1.0 + (0.05 - share_at_one) / slope)


rising = st.lists(
    st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), min_size=3, max_size=3, unique=True
).map(sorted)


@given(rising)
def test_the_pool_of_one_is_that_one(quantiles: list[float]) -> None:
    knots = supports(np.array([[quantiles]]))
    assert pool(knots, np.array([1.0]))[0].tolist() == quantiles


@given(st.lists(rising, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_equal_weights_do_not_know_names(panel: list[list[float]], random: object) -> None:
    said = np.array(panel)[:, None, :]
    weights = np.full(len(panel), 1 / len(panel))
    turned = list(panel)
    random.shuffle(turned)  # type: ignore[attr-defined]
    first = pool(supports(said), weights)
    again = pool(supports(np.array(turned)[:, None, :]), weights)
    np.testing.assert_allclose(first, again, rtol=1e-9, atol=1e-6)
    assert (np.diff(first) > 0).all()
    assert said.min(axis=0)[0, 0] - 1e-6 <= first[0, 0]
    assert first[0, 2] <= said.max(axis=0)[0, 2] + 1e-6


def test_an_expert_who_is_always_wrong_has_no_weight() -> None:
    # Two of ten truths outside either good expert's range; the other is sure and wrong.
    good = judge(0.6, 0.95, 1.3)
    good[:5] = TRUTHS[:5, None] * np.array([0.6, 1.1, 1.3])
    wrong = judge(1.5, 1.6, 1.7)
    found = performance(np.stack([good, wrong]), TRUTHS)
    assert found.counts.tolist() == [[0, 5, 5, 0], [10, 0, 0, 0]]
    assert found.weights is not None
    assert found.weights.tolist() == [1.0, 0.0]
    assert found.cut_off == pytest.approx(0.5505, abs=5e-4)


def test_the_cut_off_is_the_one_that_serves_the_pool_best() -> None:
    rng = np.random.default_rng(5)
    middle = TRUTHS * np.exp(rng.normal(0, 0.3, (4, 10)))
    spread = np.array([0.1, 0.3, 0.5, 0.9])[:, None]
    said = np.stack([middle * np.exp(-spread), middle, middle * np.exp(spread)], axis=-1)
    found = performance(said, TRUTHS)
    assert found.weights is not None
    knots = supports(said, TRUTHS)

    def value(weights: np.ndarray) -> float:
        _, own, told = pool_scores(knots, weights, TRUTHS)
        return own * told

    for cut in found.calibration:
        raw = np.where(found.calibration >= cut, found.calibration * found.information, 0.0)
        assert value(raw / raw.sum()) <= value(found.weights)
    raw = np.where(found.calibration >= found.cut_off, found.calibration * found.information, 0)
    np.testing.assert_allclose(found.weights, raw / raw.sum())


def test_weights_do_not_depend_on_units() -> None:
    said = np.stack([judge(0.7, 1.05, 1.4), judge(0.3, 0.9, 2.0), judge(0.9, 0.97, 0.99)])
    metres = performance(said, TRUTHS)
    kilometres = performance(said / 1000.0, TRUTHS / 1000.0)
    np.testing.assert_allclose(metres.information, kilometres.information)
    np.testing.assert_allclose(metres.weights, kilometres.weights)
