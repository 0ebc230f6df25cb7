"""The window on the shipped pack: its bounds in plain arithmetic."""

from dataclasses import replace

import numpy as np
import pytest

from ceasefire import size
from ceasefire.size import window

REACH = {"rear": "reach_72h_rear", "mobile_reserve": "reach_72h_reserve", "line": "reach_72h_line"}


def columns(requirement):
    names = [column.name for column in requirement.window.columns]
    return dict(zip(names, requirement.window.arrays, strict=True))


@pytest.mark.parametrize("id", ["deterrent-40k", "mobile-reserve-60k", "line-100k"])
@pytest.mark.parametrize("attackers", window.ATTACKERS)
def test_a_force_of_the_bound_holds_the_attack_at_the_tolerated_ratio(
    pack, draws, results, id, attackers
):
    sample = draws.sample(range(draws.n))
    bound = columns(results[id][1])[f"window.soft_s{attackers}_troops"]
    front = sum(sample[s.length] for s in pack.sectors if s.contact)
    host = sample["host_brigades"] / front * sample["attack_sector_length"]
    brigades = bound / (sample["brigade_size"] * sample["slice"])
    there = host + sample[REACH[pack.option(id).placement]] * brigades
    ratio, tolerated = attackers / there, sample["tolerated_local_ratio"]
    assert (ratio <= tolerated * (1 + 1e-9)).all()
    assert ratio[bound > 0] == pytest.approx(tolerated[bound > 0], rel=1e-9)
    assert np.array_equal(bound > 0, attackers / host > tolerated)


def test_the_front_is_land_and_river_and_no_quiet_border(pack, draws):
    plan = window.prepare(pack, pack.option("deterrent-40k"))
    assert plan.contact_lengths == ("land_contact_length", "river_contact_length")
    sample = draws.sample(range(64))
    front = sum(sample[name] for name in plan.contact_lengths)
    assert (front > 900).all()
    assert (front < 1100).all()


def test_the_hold_bound_is_blank_exactly_where_help_is_late(draws, results):
    sample = draws.sample(range(draws.n))
    late = sample["rand_hold_days"] < sample["reinforcement_days"]
    found = columns(results["deterrent-40k"][1])
    assert late.any()
    for basis in ("combat", "deployed"):
        assert np.array_equal(np.isnan(found[f"window.hold_{basis}_troops"]), late)
    both = found["window.hold_deployed_troops"] / found["window.hold_combat_troops"]
    assert both[~late] == pytest.approx(sample["slice"][~late])


def test_the_share_of_the_host_is_the_size_by_its_army(draws, results):
    sample = draws.sample(range(draws.n))
    share = columns(results["deterrent-40k"][1])["window.host_share"]
    assert share == pytest.approx(40_000 / sample["host_troops"])


def test_without_a_length_of_the_front_there_is_no_window(pack):
    kept = {n: q for n, q in pack.parameters.items() if n != "host_brigades"}
    poorer = replace(pack, parameters=kept, invisible=(*pack.invisible, "host_brigades"))
    option = poorer.option("deterrent-40k")
    assert size.prepare(poorer, option).window.reason == "input_not_visible"
    assert size.prepare(pack, option).window.reason == ""
