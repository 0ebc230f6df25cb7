"""Size against the adversary: a force makes the ratio asked for, and no smaller one does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.size.arrays import column

from ceasefire.size.force_ratio import force_for_ratio
from ceasefire.size.hold_time import anchor_troops
from ceasefire.size.window import soft_target_brigades


@given(column(0, 2e6), column(0.25, 4), column(0, 1.2e6))
def test_the_force_makes_exactly_the_tolerated_ratio(adversary, ratio, host):
    force = force_for_ratio(adversary, ratio, host)
    assert (force >= 0).all()
    needed = force > 1
    made = adversary[needed] / (host + force)[needed]
    assert made == pytest.approx(ratio[needed], rel=1e-9)
    # Where none is needed, the host alone keeps the ratio.
    assert (adversary[force == 0] <= (ratio * host)[force == 0] * (1 + 1e-12)).all()


@given(column(0, 2e6), column(0.25, 4), column(0, 1.2e6), column(0, 3e5))
def test_more_adversary_takes_more_and_more_host_takes_less(adversary, ratio, host, more):
    force = force_for_ratio(adversary, ratio, host)
    assert (force_for_ratio(adversary + more, ratio, host) >= force).all()
    assert (force_for_ratio(adversary, ratio, host + more) <= force).all()
    assert (force_for_ratio(adversary, ratio + more / 1e5, host) <= force).all()


def test_the_davos_premise():
    """1.5m against 0.8m and 0.2m is 1.5 to one (Zelenskyy, January 2025)."""
    force = force_for_ratio(np.array([1.5e6]), np.array([1.5]), np.array([8e5]))
    assert force == pytest.approx([2e5])


@given(
    st.sampled_from([1, 3, 6]),
    column(1, 2),
    column(0.02, 0.3),
    column(5, 80),
    column(0.05, 1),
)
def test_the_soft_target_bound_is_met_with_equality_and_not_below(s, ratio, per_km, sector, reach):
    brigades = soft_target_brigades(s, ratio, per_km, sector, reach)
    assert (brigades >= 0).all()
    host = per_km * sector
    needed = brigades > 1e-6
    at_bound = s / (host + reach * brigades)
    assert at_bound[needed] == pytest.approx(ratio[needed], rel=1e-9)
    smaller = s / (host + reach * brigades * 0.999)
    assert (smaller[needed] > ratio[needed]).all()
    assert (s <= (ratio * host)[brigades == 0] * (1 + 1e-12)).all()


@given(column(1, 2), column(0.02, 0.3), column(5, 80), column(0.05, 1))
def test_the_bound_rises_with_the_attack_and_falls_with_reach(ratio, per_km, sector, reach):
    bounds = [soft_target_brigades(s, ratio, per_km, sector, reach) for s in (1, 3, 6)]
    assert (bounds[0] <= bounds[1]).all()
    assert (bounds[1] <= bounds[2]).all()
    assert (soft_target_brigades(6, ratio, per_km, sector, reach / 2) >= bounds[2]).all()
    assert (soft_target_brigades(6, ratio, per_km * 2, sector, reach) <= bounds[2]).all()


@given(column(2e4, 5e4), column(1, 60), column(1, 60))
def test_the_anchor_is_blank_exactly_where_help_comes_too_late(force, hold, reinforce):
    troops = anchor_troops(force, hold, reinforce)
    assert np.array_equal(np.isnan(troops), hold < reinforce)
    assert np.array_equal(troops[hold >= reinforce], force[hold >= reinforce])


def test_help_on_the_last_day_is_in_time():
    assert anchor_troops(np.array([3e4]), np.array([28.0]), np.array([28.0])) == [3e4]
