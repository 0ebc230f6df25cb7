"""The local balance: who counts for how much, and when."""

from dataclasses import replace

import numpy as np
import pytest

from ceasefire.prospects.balance import adversary_power, coalition_power, host_power
from ceasefire.scenario import load

SAMPLE = {
    "adversary_brigades": np.array([180.0]),
    "air_worth_brigades_per_100": np.array([5.0]),
    "aid_surge_host_growth": np.array([0.2]),
    "backer_full_brigades": np.array([60.0]),
    "backer_logistics_brigades": np.array([15.0]),
    "backer_present_share": np.array([0.25]),
    "coalition_brigade_quality": np.array([1.5]),
    "defence_advantage": np.array([1.3]),
    "host_brigade_quality": np.array([1.0]),
    "host_brigades": np.array([100.0]),
    "heavy_brigade_premium": np.array([0.5]),
    "host_troops": np.array([800_000.0]),
    "presence_acts_outside": np.array([0.25]),
    "presence_acts_rear": np.array([0.5]),
    "presence_acts_reserve": np.array([0.8]),
    "recovery_growth": np.array([0.4]),
    "recovery_years_fast": np.array([2.0]),
    "recovery_years_slow": np.array([8.0]),
}
NO, YES = np.array([False]), np.array([True])
NOBODY = np.zeros(1)


@pytest.fixture(scope="module")
def option():
    return load("ukraine-2025").option("deterrent-40k")


def test_the_adversary_recovers_towards_its_ceiling_faster_or_slower():
    years = (0.0, 2.0, 50.0)
    slow, fast = (adversary_power(years, SAMPLE, where)[0] for where in (NO, YES))
    assert slow[0] == fast[0] == 180.0
    assert fast[1] == pytest.approx(180 * (1 + 0.4 * (1 - np.exp(-1))))
    assert slow[1] < fast[1]
    np.testing.assert_allclose([slow[2], fast[2]], 180 * 1.4, rtol=1e-3)


def test_the_hosts_power_follows_aid_soldiers_and_a_ceiling(option):
    today = host_power(option, SAMPLE, NOBODY, None, NO, NO)
    assert today[0] == pytest.approx(130)
    surge = host_power(replace(option, aid="surge"), SAMPLE, NOBODY, None, NO, NO)
    assert surge[0] == pytest.approx(156)
    relieved = host_power(option, SAMPLE, np.array([80_000.0]), None, NO, NO)
    assert relieved[0] == pytest.approx(143)
    capped = host_power(replace(option, aid="surge"), SAMPLE, NOBODY, 600_000.0, NO, NO)
    assert capped[0] == pytest.approx(130 * 0.75)


def test_each_rung_of_the_backer_adds_to_the_host_before_an_attack(option):
    nothing, logistics, full = (
        host_power(option, SAMPLE, NOBODY, None, backed, supported)[0]
        for backed, supported in ((NO, NO), (YES, NO), (YES, YES))
    )
    assert logistics == pytest.approx(nothing + 15)
    assert full == pytest.approx(logistics + 0.25 * 60)


def test_a_force_counts_by_where_it_stands_and_what_of_it_is_there(option):
    half = np.array([[0.5]])
    by_place = {
        place: coalition_power(replace(option, placement=place), half, SAMPLE)[0, 0]
        for place in ("line", "mobile_reserve", "rear", "outside")
    }
    air = option.aircraft / 100 * 5.0
    ground = option.combat_brigades * 1.5 * (1 + 0.5 * option.heavy_share)
    assert by_place["line"] == pytest.approx(0.5 * (ground + air))
    assert by_place["mobile_reserve"] == pytest.approx(0.5 * (0.8 * ground + air))
    assert by_place["rear"] == pytest.approx(0.5 * (0.5 * ground + air))
    assert by_place["outside"] == pytest.approx(0.5 * (0.25 * ground + air))


def test_heavy_brigades_count_for_more(option):
    whole = np.array([[1.0]])
    light, heavy = (
        coalition_power(replace(option, heavy_share=share, aircraft=0), whole, SAMPLE)[0, 0]
        for share in (0.0, 1.0)
    )
    assert heavy == pytest.approx(1.5 * light)
