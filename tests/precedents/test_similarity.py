"""Nearness: Gower's distance by hand, missing values, order, and what must be alike."""

from dataclasses import replace
from itertools import permutations

import pytest

from ceasefire.precedents.cases import Case, case_of_option, past_cases
from ceasefire.precedents.precedent import weights
from ceasefire.precedents.similarity import DIFFERENCES, nearest
from ceasefire.scenario import load
from ceasefire.scenario.model import Scenario

WEIGHTS = {"mandate": 3.0, "consent": 2.0, "line": 2.0, "size": 1.0}
ONE = Case("one", ("interposition",), "yes", "line", 100.0, "interstate", False, 1_000.0)


def test_the_distance_is_the_weighted_mean_of_differences() -> None:
    other = replace(ONE, id="other", consent="partial", line_km=1_000.0, troops=30_000.0)
    (found,) = nearest(ONE, (other,), WEIGHTS)
    # Mandate alike, half a step of consent, ten times the line, thirty times the troops.
    assert found.differences == pytest.approx(
        {"mandate": 0.0, "consent": 0.5, "line": 1.0, "size": 1.0}
    )
    assert found.distance == pytest.approx((3 * 0 + 2 * 0.5 + 2 * 1 + 1 * 1) / 8)
    assert found.known_share == 1.0


def test_what_one_case_does_not_tell_is_left_out_of_the_mean() -> None:
    silent = replace(ONE, id="silent", consent=None, line_km=None, troops=30_000.0)
    (found,) = nearest(ONE, (silent,), WEIGHTS)
    assert found.known_share == pytest.approx(4 / 8)
    assert found.distance == pytest.approx(1 / 4)


def test_a_case_that_tells_too_little_is_not_compared() -> None:
    silent = Case("silent", (), "yes", None, None, None, None, 1_000.0)
    assert nearest(ONE, (silent,), WEIGHTS) == ()


def test_a_force_with_a_line_is_far_from_one_without() -> None:
    without = replace(ONE, id="without", line_km=0.0)
    assert DIFFERENCES["line"](ONE, without) == 1.0
    assert DIFFERENCES["line"](without, replace(without, id="too")) == 0.0


def test_order_of_the_past_changes_nothing_and_the_case_is_not_its_own_neighbour() -> None:
    past = [replace(ONE, id=id, troops=t) for id, t in (("a", 500.0), ("b", 2_000.0), ("c", 9e4))]
    found = {
        tuple(n.operation for n in nearest(ONE, (*order, ONE), WEIGHTS))
        for order in permutations(past)
    }
    assert found == {("a", "b", "c")}  # half and double are as far: by name


def test_every_weighted_feature_has_a_rule(flagship: Scenario) -> None:
    assert set(weights(flagship)) == set(DIFFERENCES)


def test_kfor_is_near_the_forces_that_came_before_it(flagship: Scenario) -> None:
    past = {case.id: case for case in past_cases(flagship)}
    found = {n.operation for n in nearest(past["kfor"], tuple(past.values()), weights(flagship))}
    assert found & {"ifor", "sfor", "untaes", "interfet"}


def test_the_flagship_deterrent_is_near_korea_and_germany_and_not_blue_helmets(
    flagship: Scenario,
) -> None:
    case = case_of_option(flagship, flagship.option("deterrent-40k"))
    found = [n.operation for n in nearest(case, past_cases(flagship), weights(flagship))]
    assert "usfk" in found[:3]
    un = {r["id"] for r in flagship.rows("operations") if r["organisation"] == "UN"}
    assert not un & set(found)


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return load("ukraine-2025")
