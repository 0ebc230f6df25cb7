"""Cost: lines against plain arithmetic, present value, and what the optimiser saw."""

from dataclasses import replace

import numpy as np
import pytest
from tests.deploy.test_participation import Fixed

from ceasefire.deploy import cost

VALUES = {
    "cost_additional_eur": 100_000.0,
    "cost_full_eur": 250_000.0,
    "camp_eur": 150_000.0,
    "camps_existing_share": 0.4,
    "aircraft_year_eur": 2e7,
    "maritime_year_eur": 3e8,
    "transport_eur_per_tonne": 150.0,
    "losses_per_1000_years": 1.0,
    "casualty_cover_eur": 500_000.0,
    "discount_rate": 0.03,
    "aid_today_eur_bn": 42.0,
    "aid_europe_eur_bn": 22.0,
    "aid_surge_factor": 1.5,
    "host_soldier_year_eur": 50_000.0,
}


def lines(pack, basis, troops=40_000.0, **changes):
    option = replace(pack.option("deterrent-40k"), **changes)
    sample = Fixed(2, **VALUES)
    return cost.lines(option, basis, np.full(2, troops), np.full(2, 120_000.0), sample)


@pytest.mark.parametrize(("years", "rate", "worth"), [(5, 0.0, 5.0), (2, 0.25, 1.8), (1.5, 0, 1.5)])
def test_years_at_present_value(years, rate, worth):
    assert cost.present_years(years, np.array([rate])) == pytest.approx([worth])


def test_every_line_in_plain_arithmetic(pack):
    found = lines(pack, "additional", duration_years=1.0, aircraft=10.0, tasks={"maritime": 1.0})
    assert {name: value[0] for name, value in found.items()} == pytest.approx(
        {
            "setup": 40_000 * 0.6 * 150_000 / 1e9,
            "running": 40_000 * 100_000 / 1e9,
            "air": 10 * 2e7 / 1e9,
            "maritime": 0.3,
            "transport": 2 * 120_000 * 150 / 1e9,
            "casualties": 40 * 1.0 * 500_000 / 1e9,
        }
    )
    assert tuple(found) == cost.LINES


def test_the_two_bases_differ_in_the_running_line_alone(pack):
    additional, full = lines(pack, "additional"), lines(pack, "full")
    assert full["running"] == pytest.approx(2.5 * additional["running"])
    for name in cost.LINES:
        if name != "running":
            assert np.array_equal(additional[name], full[name])


def test_no_ships_and_no_aircraft_cost_nothing(pack):
    found = lines(pack, "additional", aircraft=0.0, tasks={})
    assert not found["air"].any()
    assert not found["maritime"].any()


def test_money_for_the_hosts_own_soldiers():
    sample = Fixed(1, **VALUES)
    assert cost.host_soldiers(np.array([4.0]), sample) == pytest.approx([80_000])
    assert cost.alternatives(sample)["aid_surge"] == pytest.approx([63.0])
