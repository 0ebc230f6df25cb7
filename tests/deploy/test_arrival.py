"""Arrival: the program against arithmetic, its prices as a bound, coarse against finer steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.deploy.ways import TONNES, line, released, with_flight

from ceasefire.core.errors import UsageError
from ceasefire.deploy import arrival
from ceasefire.deploy.arrival_bounds import Case, arrived_by, bounds, local_steps
from ceasefire.deploy.arrival_model import build, right_side
from ceasefire.deploy.network import GROUPS, network
from ceasefire.deploy.solver import solve_lp

CENTRAL = np.array([[0.0, 1.0, 0.0]] * len(GROUPS))


def most(way, horizon, supply, sustainment_kg=0.0, step_days=5.0, scale=1.0):
    """Return the troops there by a horizon, from the program itself."""
    program = build(way, ("home",), TONNES, horizon, sustainment_kg, step_days)
    tonnes = scale * np.array([capacity.central for capacity in way.capacities])
    lower, upper = right_side(program, released(1, program.steps, supply), tonnes)
    return -solve_lp(program.cost, program.matrix, lower, upper).objective


def test_the_narrowest_stretch_decides():
    # Ten days at 500 tonnes a day carry 5,000 tonnes: 1,000 soldiers with heavy loads.
    assert most(line(), 10, [(0, 0, 0, 9_000.0)]) == pytest.approx(1_000)
    # Light loads are a fifth of that.
    assert most(line(), 10, [(0, 2, 0, 9_000.0)]) == pytest.approx(5_000)


def test_what_is_released_later_has_less_time():
    early = most(line(), 20, [(0, 0, 0, 9_000.0)])
    late = most(line(), 20, [(0, 0, 2, 9_000.0)])
    assert (early, late) == (pytest.approx(2_000), pytest.approx(1_000))


def test_no_more_arrive_than_start():
    assert most(line(), 60, [(0, 0, 0, 700.0), (0, 1, 1, 300.0)]) == pytest.approx(1_000)


def test_heavy_loads_never_fly():
    # Of ten days the journey by rail leaves light loads five, at 500 tonnes a day; a flight all
    # ten, at 100 tonnes.
    assert most(with_flight(), 10, [(0, 2, 0, 1e6)]) == pytest.approx(3_500)
    assert most(with_flight(), 10, [(0, 0, 0, 1e6)]) == pytest.approx(1_000)
    closed = with_flight()
    assert most(closed, 10, [(0, 1, 0, 1e6)], scale=0.0) == 0.0


def test_sustainment_takes_its_share_of_the_line():
    dry = most(line(), 10, [(0, 0, 0, 9_000.0)])
    fed = most(line(), 10, [(0, 0, 0, 9_000.0)], sustainment_kg=25.0)
    # Sent off in the last step, all eat 125 kg in it: 5 t and 0.125 t share 5,000 t.
    assert dry == pytest.approx(1_000)
    assert 5_000 / 5.25 <= fed <= 5_000 / 5.125 + 1e-6


def test_a_force_is_received_in_the_stated_shares():
    # Half must be unloaded at the border: what the last stretch carries is half of all.
    way = line(reception={"city": 0.5, "border": 0.5})
    assert most(way, 10, [(0, 0, 0, 9_000.0)]) == pytest.approx(2_000)


def prices(way, horizon, troops=9_000.0, capacity="central"):
    case = Case("case", np.array([[troops] * 3]), np.zeros((1, 3)), capacity)
    return bounds(way, ("home",), TONNES, (horizon,), 25.0, (case,))


@given(
    troops=st.lists(st.floats(0, 20_000), min_size=3, max_size=3),
    steps=st.lists(st.integers(0, 4), min_size=3, max_size=3),
    place=st.floats(0, 1),
)
def test_stored_prices_are_never_below_the_program(troops, steps, place):
    way = with_flight()
    found = (*prices(way, 20.0), *prices(way, 20.0, 500.0, "low"))
    weight = np.array([max(1 - 2 * place, 0), 0.0, max(2 * place - 1, 0)])
    weight[1] = 1 - weight.sum()
    bound = arrived_by(
        found,
        np.array([0]),
        np.array([[troops]]),
        5.0 * np.array([[steps]]),
        np.broadcast_to(weight, (1, len(GROUPS), 3)),
    )[0]
    program = build(way, ("home",), TONNES, 20.0, 25.0)
    tonnes = np.array([[c.low, c.central, c.high] for c in way.capacities]) @ weight
    supply = released(1, program.steps + 1, [(0, i, steps[i], troops[i]) for i in range(3)])
    lower, upper = right_side(program, supply[..., :-1], tonnes)
    solved = -solve_lp(program.cost, program.matrix, lower, upper).objective
    assert bound >= solved * (1 - 1e-9) - 1e-6


@given(
    troops=st.lists(st.floats(0, 20_000), min_size=3, max_size=3),
    halves=st.lists(st.integers(0, 45), min_size=3, max_size=3),
)
def test_the_bound_is_never_below_a_program_in_finer_steps(troops, halves):
    # Half-day steps hold these days of release as they are. Loads that may fly are five days ahead
    # of the railway, and what is eaten on the way is left out: of all that the coarse steps round,
    # release alone is tested.
    way, days = with_flight(0.0), np.array([halves]) / 2.0
    case = Case("case", np.full((1, 3), 9_000.0), np.zeros((1, 3)), "central")
    found = bounds(way, ("home",), TONNES, (20.0,), 0.0, (case, few(case)))
    weights = np.tile([0.0, 1.0, 0.0], (1, len(GROUPS), 1))
    bound = arrived_by(found, np.array([0]), np.array([[troops]]), days[None], weights)[0]
    entries = [(0, i, step, troops[i]) for i, step in enumerate(halves) if step < 40]
    assert bound >= most(way, 20.0, entries, step_days=0.5) * (1 - 1e-9) - 1e-6


def few(case):
    return Case("few", case.troops / 90.0, case.release_days + 15.0, case.capacity)


def test_who_is_released_shortly_before_the_horizon_is_not_left_out():
    # Day 18 of 20 on the local clock leaves two days at 500 tonnes, for loads of one tonne.
    way, days = line(), np.full((1, 1, 3), 18.0)
    troops = np.array([[[0.0, 0.0, 9_000.0]]])
    bound = arrived_by(prices(way, 20.0), np.array([0]), troops, days, CENTRAL[None])[0]
    solved = most(way, 20.0, [(0, 2, 18, 9_000.0)], step_days=1.0)
    assert solved == pytest.approx(1_000)
    assert bound >= solved


def test_a_release_counts_from_the_start_of_its_step():
    days = np.array([-3.0, 0.0, 4.9, 5.0, 7.6, 89.0])
    assert local_steps(days, 5.0).tolist() == [0, 0, 0, 1, 1, 17]


def test_the_bound_is_tight_in_the_case_it_was_solved_for():
    (found,) = prices(line(), 20.0)
    troops = np.full((1, 1, 3), 9_000.0)
    start = np.zeros((1, 1, 3))
    bound = arrived_by((found,), np.array([0]), troops, start, CENTRAL[None])[0]
    assert bound == pytest.approx(found.solved_troops, rel=1e-9)


@pytest.mark.parametrize(("ready_days", "more"), [(0.0, 0.05), (12.0, 0.25)])
def test_five_day_steps_promise_more_than_daily_ones_on_the_shipped_network(pack, ready_days, more):
    shares = {"c_lviv": 0.5, "c_kyiv": 0.5}
    way = network(pack, shares)
    homes = {str(r["home_of"]): str(r["id"]) for r in pack.rows("movement_nodes") if r["home_of"]}
    origins = tuple(homes[iso3] for iso3 in ("FRA", "GBR", "NLD", "POL"))
    tonnes = np.array([capacity.low for capacity in way.capacities])
    found = {}
    for step_days in (5.0, 1.0):
        program = build(way, origins, TONNES, 30.0, 25.0, step_days)
        entries = [
            (o, c, int(local_steps(np.array(ready_days + days), step_days)), 10_000.0)
            for o, origin in enumerate(origins)
            for c, days in enumerate(arrival.travel_days(way, origin))
        ]
        lower, upper = right_side(program, released(len(origins), program.steps, entries), tonnes)
        solution = solve_lp(program.cost, program.matrix, lower, upper)
        found[step_days] = -solution.objective
    # Ways full for the whole month, then for the part of it that release and journey leave, of
    # which the start of the step gives back up to five days.
    assert found[1.0] <= found[5.0] <= found[1.0] * (1 + more), found


def test_days_to_lie_between_the_horizons_and_are_infinite_beyond_the_last():
    days = arrival.days_to((10.0, 20.0), np.array([[100.0, 300.0]]), np.array([400.0]))
    assert days[25] == pytest.approx([10.0])
    assert days[50] == pytest.approx([15.0])
    assert np.isinf(days[100]).all()
    nobody = arrival.days_to((10.0, 20.0), np.zeros((1, 2)), np.zeros(1))
    assert np.isinf(nobody[25]).all()


def test_a_place_of_reception_must_be_on_the_network(pack):
    with pytest.raises(UsageError, match="atlantis"):
        network(pack, {"atlantis": 1.0})
