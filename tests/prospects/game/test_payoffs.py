"""Payoffs at single ends, worked out by hand from the formulas of the design note."""

import numpy as np
import pytest
from tests.prospects.game.demo import demo

from ceasefire.prospects.game import deterrence_tree, payoffs

F = 30.0
FORCE_LOG = np.log(3.0)
PROVOCATION = 0.25 * 0.375**1.5
DEAD = 0.1 * (1 - np.exp(-2.0))
UNUSUAL = {
    "coalition_holds": 0.31, "coalition_stake": 0.9, "respond_cost": 0.07, "ignore_cost": 0.11,
    "withdraw_cost": 0.23, "withholding_share": 0.3, "deaths_by_size": 1.0,
    "provocation_power": 1.5, "support_value": 0.6, "support_cost": 0.35, "ally_duty": 0.25,
    "resolve_multiplier": 1.8,
}  # fmt: skip


@pytest.fixture(scope="module")
def at():
    tree = deterrence_tree()
    values = payoffs(tree, demo(F, **UNUSUAL))[0]

    def find(**facts: str):
        found = [n for n, known in enumerate(tree.facts) if known == facts]
        assert len(found) == 1
        return values[found[0]]

    return find


def success(stand: int, support: int) -> float:
    logit = 0.9 - 0.8 * FORCE_LOG * stand - 0.8 * support - 0.5 * stand * support
    return 1 / (1 + np.exp(-logit))


TYPES = {"aggressor": "opportunist", "coalition": "resolute", "backer": "supportive"}
SENT = TYPES | {"deployed": "yes"}


def test_rejecting_goes_on_with_the_war(at):
    np.testing.assert_allclose(at(rejected="host"), [-0.05, 0, 0, -0.3])
    np.testing.assert_allclose(at(aggressor="limited", rejected="aggressor"), [-0.05, 0, 0, -0.3])


def test_complying_beside_a_force_costs_the_provocation(at):
    there = at(**SENT, outcome="comply")
    np.testing.assert_allclose(there, [-PROVOCATION, 0.31 - 0.003 * F, 0, -0.3])
    away = at(**TYPES, deployed="no", outcome="comply")
    np.testing.assert_allclose(away, [0, 0, 0, -0.3])


def test_an_attack_on_a_force_that_stands_with_support(at):
    p = success(1, 1)
    expected = [
        p - 0.35 - 0.12 * FORCE_LOG - 0.2 - 0.08 * 2 * 1.2,
        -p * 0.9 * 1.8 - 0.45 - 0.08 * 1.5 - 0.003 * F,
        -p * 0.6 - 0.35,
        -0.3 - p * 1.0,
    ]
    found = at(**SENT, outcome="attack", stand="yes", support="yes")
    np.testing.assert_allclose(found, expected)


def test_leaving_costs_face_and_ones_dead_and_resolve_weighs_it(at):
    p = success(0, 0)
    for type_, resolve in (("resolute", 1.8), ("irresolute", 1.0)):
        who = SENT | {"coalition": type_}
        found = at(**who, outcome="attack", stand="no", support="no")
        leaving = 0.3 * resolve + DEAD
        assert found[1] == pytest.approx(-p * 0.9 * resolve - leaving - 0.003 * F)


def test_a_withholding_backer_feels_less_and_pays_as_much(at):
    p = {support: success(1, support) for support in (0, 1)}
    who = SENT | {"backer": "withholding"}
    helps = at(**who, outcome="attack", stand="yes", support="yes")
    leaves = at(**who, outcome="attack", stand="yes", support="no")
    assert helps[2] == pytest.approx(-p[1] * 0.6 * 0.3 - 0.35)
    assert leaves[2] == pytest.approx(-p[0] * 0.6 * 0.3 - 0.25 * 0.3)


def test_the_limited_type_wants_less_of_success_alone(at):
    p = success(0, 1)
    known = SENT | {"outcome": "attack", "stand": "no", "support": "yes"}
    gap = at(**known) - at(**known | {"aggressor": "limited"})
    np.testing.assert_allclose(gap, [0.5 * p, 0, 0, 0], atol=1e-12)


@pytest.mark.parametrize(
    ("answer", "aggressor", "coalition"),
    [
        ("respond", -0.02 - 0.05 - PROVOCATION, -0.07),
        ("ignore", -0.02 + 0.1 - PROVOCATION, -0.11),
        ("withdraw", -0.02 + 0.1 + 0.3, -0.23 * 1.8),
    ],
)
def test_a_probe_that_stops(at, answer, aggressor, coalition):
    found = at(**SENT, probed="yes", answer=answer, outcome="stop")
    assert found[0] == pytest.approx(aggressor)
    assert found[1] == pytest.approx(coalition - 0.003 * F)


def test_an_attack_after_a_withdrawal_meets_no_force(at):
    p = success(0, 0)
    known = {"probed": "yes", "answer": "withdraw", "outcome": "attack"}
    found = at(**SENT, **known, stand="no", support="no")
    assert found[0] == pytest.approx(p - 0.35 - 0.02)
    assert found[1] == pytest.approx(-p * 0.9 * 1.8 - 0.23 * 1.8 - 0.003 * F)
