"""Scores by hand: log ratios, factor of two, coverage, resampling by cluster."""

import math

import numpy as np
import pytest

from ceasefire.hindcast.scores import bootstrap, score, sized


def case(name: str, target: float, values: list[float], cluster: str = "") -> object:
    return sized(name, cluster or name, name, "method", target, np.array(values))


def test_a_method_that_is_always_right_has_no_error_and_full_marks() -> None:
    cases = [case(f"c{n}", 10.0 * n, [9.0 * n, 10.0 * n, 11.0 * n]) for n in range(1, 6)]
    found = score("method", "asked", cases)
    assert found.median_log_ratio == 0
    assert found.factor_of_two == found.coverage_90 == found.coverage_50 == 1
    assert (found.factor_of_two_low, found.factor_of_two_high) == (1, 1)


def test_log_ratio_factor_and_coverage_by_hand() -> None:
    right = case("right", 100.0, [100.0] * 5)
    double = case("double", 100.0, [199.0] * 5)
    treble = case("treble", 100.0, [300.0] * 5)
    found = score("method", "asked", [right, double, treble])
    assert found.factor_of_two == pytest.approx(2 / 3)
    assert found.median_log_ratio == pytest.approx(math.log(1.99))
    assert found.mean_abs_log_ratio == pytest.approx((math.log(1.99) + math.log(3)) / 3)
    assert found.coverage_90 == pytest.approx(1 / 3)


def test_the_ninety_per_cent_range_of_a_uniform_prediction_holds_what_it_should() -> None:
    values = np.linspace(0, 100, 2001).tolist()
    targets = np.linspace(0.5, 99.5, 100)
    cases = [case(f"c{t}", float(t), values) for t in targets]
    found = score("method", "asked", cases)
    assert found.coverage_90 == pytest.approx(0.9, abs=0.011)
    assert found.coverage_50 == pytest.approx(0.5, abs=0.011)


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    values = np.array([1.0] * 60 + [0.0] * 40)
    low, high = bootstrap(values)
    error = 1.645 * math.sqrt(0.6 * 0.4 / 100)
    assert low == pytest.approx(0.6 - error, abs=0.02)
    assert high == pytest.approx(0.6 + error, abs=0.02)


def test_cases_of_one_mission_widen_the_interval() -> None:
    values = np.array([1.0, 0.0] * 20)
    alone = bootstrap(values)
    together = bootstrap(values, [f"m{n % 2}" for n in range(40)])
    assert together == (0.0, 1.0)
    assert alone[1] - alone[0] < 0.4


def test_no_case_is_an_error() -> None:
    with pytest.raises(ValueError, match="no case"):
        score("method", "asked", [])
