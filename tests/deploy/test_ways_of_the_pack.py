"""The shipped network: a way for every state, and a plain answer where there is none."""

from dataclasses import replace

import numpy as np
import pytest
from tests.deploy.moves import Rows
from tests.deploy.ways import TONNES, line

from ceasefire.core.errors import UsageError
from ceasefire.deploy import arrival
from ceasefire.deploy.arrival_bounds import Case, bounds
from ceasefire.deploy.network import GROUPS, network, reception

PLACEMENTS = ("line", "mobile_reserve", "rear", "outside")


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_every_state_has_a_way_over_land_or_sea_to_every_placement(pack, placement):
    way = network(pack, reception(pack, placement))
    homes = {row["home_of"]: row["id"] for row in pack.rows("movement_nodes") if row["home_of"]}
    states = {row["iso3"] for row in pack.rows("contributors")}
    assert len(states) == 46
    assert states == set(homes)
    days = {iso3: way.days[home] for iso3, home in homes.items()}
    assert max(days.values()) < 40  # New Zealand, by Suez
    assert min(days, key=days.__getitem__) in ("POL", "ROU", "SVK")


def test_a_force_arrives_in_cities_of_the_host_or_in_hubs_of_poland_and_romania(pack):
    nodes = {row["id"]: row for row in pack.rows("movement_nodes")}
    for placement in PLACEMENTS:
        shares = reception(pack, placement)
        assert sum(shares.values()) == pytest.approx(1)
        hosts = {nodes[node]["iso3"] for node in shares}
        assert hosts == ({"POL", "ROU"} if placement == "outside" else {"UKR"})
        assert {nodes[node]["kind"] for node in shares} <= {"city", "rail_hub"}


def test_a_place_that_no_link_leads_to_is_named(pack):
    tables = {name: list(pack.rows(name)) for name in ("movement_nodes", "movement_links")}
    tables["movement_links"] = [
        row for row in tables["movement_links"] if "c_lviv" not in (row["from"], row["to"])
    ]
    with pytest.raises(UsageError, match="no link leads to the places of reception: c_lviv"):
        network(Rows(tables), {"c_lviv": 1.0})


def way_with(base, group=GROUPS[0]):
    """Return the line as a stored way, solved as the model solves it."""
    capacities = tuple(replace(capacity, group=group) for capacity in base.capacities)
    base = replace(base, capacities=capacities)
    case = Case("all", np.full((1, 3), 1_000.0), np.full((1, 3), 5.0), "central")
    found = bounds(base, ("home",), TONNES, (30.0, 60.0), 25.0, (case,))
    return arrival.Way(base, ("home",), found, TONNES, (1.0, 1.0, 1.0), 25.0)


def load(way, origin="home", place=0.5):
    names = (*(f"capacity_within_range_{group}" for group in GROUPS), "tonnes_within_range")
    sample = {name: np.array([place]) for name in names}
    troops = np.full((1, 1, 3), 1_000.0)
    return troops, arrival.moved(way, (origin,), troops, np.zeros((1, 1, 3)), sample)


def test_troops_of_a_state_without_a_start_stay_at_home():
    way = way_with(line())
    for origin, there in (("home", 3_000.0), ("", 0.0), ("elsewhere", 0.0)):
        troops, moving = load(way, origin)
        arrived, _ = arrival.arrive(way, moving)
        assert arrived[0, -1] == pytest.approx(there)
        days = arrival.days_to(way.horizons_days, arrived, troops.sum(axis=(1, 2)))
        assert np.isinf(days[100][0]) == (there == 0)


def solved(way, moving):
    """Return troops there by the horizons that are solved, and days to a quarter of them."""
    arrived, bottleneck = arrival.arrive(way, moving)
    arrived = arrived[:, : len(way.horizons_days)]
    days = arrival.days_to(way.horizons_days, arrived, moving.troops.sum(axis=(1, 2)))
    return np.abs(arrived), days[25], bottleneck


@pytest.mark.parametrize("group", GROUPS[:4])
def test_where_next_to_nothing_goes_through_the_narrow_kind_is_named(group):
    way = way_with(line(capacity=(1.0, 1.0)), group)
    arrived, days, bottleneck = solved(way, load(way)[1])
    assert (arrived < 60).all()
    assert np.isinf(days).all()
    assert bottleneck[0] == 1 + GROUPS.index(group)


def test_where_nothing_goes_through_nobody_arrives():
    way = way_with(line(capacity=(0.0, 0.0)))
    arrived, days, _ = solved(way, load(way)[1])
    assert (arrived == 0).all()
    assert np.isinf(days).all()
