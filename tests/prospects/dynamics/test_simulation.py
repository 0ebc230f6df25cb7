"""What the simulation must do whatever its parameters are."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.prospects.dynamics.demo import World, demo

from ceasefire.core.errors import UsageError
from ceasefire.prospects.dynamics import Histories, Line, epochs, simulate, take

DRAWS = 24


def varied(draws: int, years: int, presence: float = 0.4, **changes: float) -> World:
    """Return draws that differ in what matters most, from fixed random numbers."""
    rng = np.random.default_rng(1)
    own = rng.uniform(0.1, 0.5, draws)
    values = {
        "local_rate": rng.uniform(0.005, 0.06, draws),
        "branching_own": own * 0.6,
        "branching_across": own * 0.4,
        "memory_days": rng.uniform(4, 25, draws),
        "loss_feedback": rng.uniform(0, 0.01, draws),
    }
    return demo(draws, presence=presence, years=years, classes=2, **(values | changes))


def part(world: World, rows: list[int]) -> World:
    line, behaviour, force, deaths = world
    return line, take(behaviour, rows), take(force, rows), take(deaths, rows)


@given(order=st.permutations(range(DRAWS)), cut=st.integers(1, DRAWS - 1))
@settings(max_examples=6)
def test_a_draw_does_not_depend_on_the_others(order: list[int], cut: int) -> None:
    world = varied(DRAWS, 1)
    numbers = np.arange(DRAWS) * 7 + 3
    whole = simulate(*world, seed=5, draws=numbers, replicates=3, years=1)
    for rows in (order[:cut], order[cut:]):
        some = simulate(*part(world, rows), seed=5, draws=numbers[rows], replicates=3, years=1)
        for field in fields(Histories):
            expected = getattr(whole, field.name)[rows]
            np.testing.assert_array_equal(getattr(some, field.name), expected, field.name)


def test_more_replicates_and_years_leave_the_first_as_they_were() -> None:
    world = varied(4, 3)
    long = simulate(*world, seed=5, draws=range(4), replicates=5, years=3)
    short = varied(4, 1)
    few = simulate(*short, seed=5, draws=range(4), replicates=2, years=1)
    np.testing.assert_array_equal(few.incidents[:, :, 0], long.incidents[:, :2, 0])
    within = np.where(long.spiral_day < 365, long.spiral_day, -1)
    np.testing.assert_array_equal(few.spiral_day, within[:, :2])


def test_counting_stops_at_the_spiral() -> None:
    world = demo(1, presence=0.0, years=3)
    made = simulate(*world, seed=2, draws=[0], replicates=200, years=3)
    ended = made.spiral_day >= 0
    assert ended.mean() > 0.9
    days = np.where(ended, made.spiral_day + 1, 3 * 365)
    np.testing.assert_array_equal(made.days_counted.sum(axis=2), days)
    first = np.arange(epochs(3)) * 30
    after = ended[:, :, None] & (first > made.spiral_day[:, :, None])
    assert made.incidents_by_epoch[after].sum() == 0
    np.testing.assert_array_equal(made.incidents.sum((2, 3)), made.incidents_by_epoch.sum(axis=2))
    assert (made.quiet_lost_day[ended] >= 0).all()
    assert (made.quiet_lost_day[ended] <= made.spiral_day[ended]).all()


def test_quiet_is_lost_on_the_day_deaths_elsewhere_reach_25() -> None:
    # A tenth of a death a day and nothing on the line: 25 are reached with the 250th day.
    world = demo(1, years=2, local_rate=0.0, probes_per_year=0.0, battle_deaths_elsewhere=0.1001)
    made = simulate(*world, seed=1, draws=[0], replicates=2, years=2)
    assert (made.quiet_lost_day == 249).all()
    # 24 in any 365 days never reach it, however long.
    world = demo(1, years=3, local_rate=0.0, probes_per_year=0.0, battle_deaths_elsewhere=24 / 365)
    made = simulate(*world, seed=1, draws=[0], replicates=2, years=3)
    assert (made.quiet_lost_day == -1).all()


def test_what_is_met_is_weighted_by_presence_and_losses_lower_it() -> None:
    world = demo(1, presence=0.5, years=1)
    made = simulate(*world, seed=1, draws=[0], replicates=50, years=1)
    np.testing.assert_allclose(made.incidents_met, 0.5 * made.incidents)
    np.testing.assert_allclose(made.clash_days_met, 0.5 * made.clash_days)
    losing = demo(1, presence=0.5, years=1, loss_feedback=0.5)
    lost = simulate(*losing, seed=1, draws=[0], replicates=50, years=1)
    assert lost.incidents_met.sum() < 0.5 * lost.incidents.sum()
    assert lost.incidents.sum() > made.incidents.sum()


def test_shortfall_needs_more_than_reserve_and_what_arrived() -> None:
    settings = {"seed": 1, "draws": [0], "replicates": 200, "years": 2}
    none = simulate(*demo(1, presence=0.2, years=2), **settings)
    np.testing.assert_array_equal(none.shortfall_day, none.reinforcement_day)
    some = simulate(*demo(1, presence=0.2, years=2, deliverable=8.0), **settings)
    np.testing.assert_array_equal(some.reinforcement_day, none.reinforcement_day)
    assert (some.shortfall_day >= 0).sum() < (none.shortfall_day >= 0).sum()


def test_no_probe_succeeds_where_the_force_always_responds() -> None:
    settings = {"seed": 1, "draws": [0], "replicates": 100, "years": 1}
    firm = simulate(*demo(1, years=1, response=1.0), **settings)
    weak = simulate(*demo(1, years=1), **settings)
    assert firm.probes.sum() > 0
    assert firm.probes_succeeded.sum() == 0 < weak.probes_succeeded.sum() < weak.probes.sum()


def test_supercritical_draws_are_flagged_and_not_simulated() -> None:
    world = varied(3, 1)
    behaviour = replace(world[1], branching_own=np.array([0.3, 1.2, 0.3]))
    made = simulate(world[0], behaviour, *world[2:], seed=1, draws=range(3), replicates=2, years=1)
    np.testing.assert_array_equal(made.supercritical, [False, True, False])
    assert (made.days_counted[1] == 0).all()
    assert (made.days_counted[0] > 0).all()
    alone = (world[0], behaviour, *world[2:])
    alone = simulate(*part(alone, [2]), seed=1, draws=[2], replicates=2, years=1)
    np.testing.assert_array_equal(alone.incidents[0], made.incidents[2])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"years": 0}, "horizon is 0 years: give 1 to 99"),
        ({"years": 100}, "horizon is 100 years"),
        ({"replicates": 0}, "replicates is 0"),
        ({"epoch_days": 0}, "epoch has 0 days"),
        ({"steps_per_day": 0}, "day has 0 steps"),
    ],
)
def test_sizes_out_of_range_are_refused_by_name(changes: dict[str, int], message: str) -> None:
    world = demo(1, years=1)
    sizes = {"seed": 1, "draws": [0], "replicates": 1, "years": 1} | changes
    with pytest.raises(UsageError, match=message):
        simulate(*world, **sizes)


def test_arrays_that_do_not_fit_are_refused_by_name() -> None:
    line, behaviour, force, deaths = demo(2, years=1)
    sizes = {"seed": 1, "draws": [0, 1], "replicates": 1, "years": 1}
    with pytest.raises(ValueError, match="spill has shape"):
        simulate(line, replace(behaviour, spill=np.zeros(3)), force, deaths, **sizes)
    with pytest.raises(ValueError, match="reserve has values that are not finite"):
        simulate(line, behaviour, replace(force, reserve=np.full(2, np.nan)), deaths, **sizes)
    with pytest.raises(ValueError, match="memory_days has values that are not above zero"):
        simulate(line, replace(behaviour, memory_days=np.zeros(2)), force, deaths, **sizes)


def test_a_line_says_what_is_wrong_with_it() -> None:
    with pytest.raises(ValueError, match="1 to 64 segments, not 65: use longer"):
        Line(("land",), np.zeros(65, np.int64), np.ones(64, np.bool_), 25.0)
    with pytest.raises(ValueError, match="3 segments have 2 joints"):
        Line(("land",), np.zeros(3, np.int64), np.ones(3, np.bool_), 25.0)
    with pytest.raises(ValueError, match="not in classes"):
        Line(("land",), np.ones(3, np.int64), np.ones(2, np.bool_), 25.0)
    with pytest.raises(ValueError, match="above zero"):
        Line(("land",), np.zeros(1, np.int64), np.ones(0, np.bool_), 0.0)
