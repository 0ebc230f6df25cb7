"""Troops along a line: against a double loop, and more never asks for fewer."""

import numpy as np
import pytest
from hypothesis import given
from tests.size.arrays import column, grid

from ceasefire.size.line_density import line_troops

DENSITY = np.array([0.25, 4.2, 87.5])


@given(column(0, 3000), grid(0.05, 12), column(0, 1))
def test_it_is_the_product_written_out(length, ratio, reserve):
    troops = line_troops(DENSITY, length, ratio, reserve)
    assert troops.shape == (len(length), len(DENSITY))
    for draw in range(len(length)):
        for mission in range(len(DENSITY)):
            by_hand = DENSITY[mission] * length[draw] * ratio[draw, mission] * (1 + reserve[draw])
            assert troops[draw, mission] == pytest.approx(by_hand, rel=1e-12)


@given(column(0, 3000), column(0, 500), grid(0.05, 12), column(0, 1))
def test_a_longer_line_or_a_larger_reserve_never_takes_fewer(length, more, ratio, reserve):
    troops = line_troops(DENSITY, length, ratio, reserve)
    assert (line_troops(DENSITY, length + more, ratio, reserve) >= troops).all()
    assert (line_troops(DENSITY, length, ratio, reserve + more / 500) >= troops).all()


@given(column(0, 3000), grid(0.05, 12), grid(0, 5), column(0, 1))
def test_less_consent_never_takes_fewer(length, ratio, worse, reserve):
    troops = line_troops(DENSITY, length, ratio, reserve)
    assert (line_troops(DENSITY, length, ratio + worse, reserve) >= troops).all()


@given(column(1, 3000), grid(0.05, 12), column(0, 1))
def test_two_halves_of_a_line_take_what_the_whole_takes(length, ratio, reserve):
    half = line_troops(DENSITY, length / 2, ratio, reserve)
    assert half * 2 == pytest.approx(line_troops(DENSITY, length, ratio, reserve), rel=1e-12)


def test_sensors_replace_monitors_and_never_add_to_them(pack):
    """The share that sensors replace comes off the monitors' density, in every draw."""
    from ceasefire.draws import Draws
    from ceasefire.purpose import evaluate as mission_of
    from ceasefire.purpose import prepare as purpose_plan
    from ceasefire.size import evaluate, prepare

    option = pack.option("observers-5k")
    draws, rows = Draws(pack, 64, 7), range(64)
    mission = mission_of(purpose_plan(pack, option), draws, rows)
    result = evaluate(prepare(pack, option), draws, rows, purpose=mission)
    estimate = next(e for e in result.estimates if e.method == "line_density")
    sample = draws.sample(rows)
    length = sum(
        sample[s.length] * sample[s.density_share] for s in pack.sectors if s.id in option.sectors
    )
    unikom = 300 / 240 * length * (1 + sample["reserve_share"])
    found = estimate.troops[:, estimate.variants.index("unikom")]
    assert found == pytest.approx(unikom * (1 - sample["sensor_replacement"]))
