"""Arrival: the program against arithmetic, its prices as a bound, five-day against daily steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.deploy.ways import TONNES, line, released, with_flight

from ceasefire.core.errors import UsageError
from ceasefire.deploy import arrival
from ceasefire.deploy.arrival_bounds import Case, arrived_by, bounds
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


def test_the_bound_is_tight_in_the_case_it_was_solved_for():
    (found,) = prices(line(), 20.0)
    troops = np.full((1, 1, 3), 9_000.0)
    start = np.zeros((1, 1, 3))
    bound = arrived_by((found,), np.array([0]), troops, start, CENTRAL[None])[0]
    assert bound == pytest.approx(found.solved_troops, rel=1e-9)


def test_five_day_steps_agree_with_daily_ones_on_the_shipped_network(pack):
    shares = {"c_lviv": 0.5, "c_kyiv": 0.5}
    way = network(pack, shares)
    homes = {str(r["home_of"]): str(r["id"]) for r in pack.rows("movement_nodes") if r["home_of"]}
    origins = tuple(homes[iso3] for iso3 in ("FRA", "GBR", "NLD", "POL"))
    tonnes = np.array([capacity.low for capacity in way.capacities])
    found = {}
    for step_days in (5.0, 1.0):
        program = build(way, origins, TONNES, 30.0, 25.0, step_days)
        entries = [
            (o, c, round(days / step_days), 10_000.0)
            for o, origin in enumerate(origins)
            for c, days in enumerate(arrival.travel_days(way, origin))
        ]
        lower, upper = right_side(program, released(len(origins), program.steps, entries), tonnes)
        solution = solve_lp(program.cost, program.matrix, lower, upper)
        found[step_days] = -solution.objective
    # Ways full for the whole month: the coarse steps promise 4% more.
    assert found[1.0] <= found[5.0] == pytest.approx(found[1.0], rel=0.05)


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
