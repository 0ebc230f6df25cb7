"""Who joins: shares follow the chances, states move together, and each is its own."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import special

from ceasefire.deploy.participation import COMMITTED, chance, joins, scores


class Fixed(dict):
    """A sample in which every parameter has one value."""

    def __init__(self, count, **values):
        super().__init__({name: np.full(count, value) for name, value in values.items()})
        self.rows = range(count)


COUNT = 20_000
CHANCES = {"join_open": 0.5, "join_opposed": 0.05, "join_lead": 0.9}


def asked(states, stances, rho=0.4, shift_none=0.0, none=False, count=COUNT):
    sample = Fixed(
        count,
        join_correlation=rho,
        join_shift_backer_none=shift_none,
        join_shift_backer_full=0.0,
        **CHANCES,
    )
    backer = {
        "none": np.full(count, none),
        "logistics": np.full(count, not none),
        "full": np.zeros(count, dtype=bool),
    }
    return joins(scores(SimpleNamespace(seed=7), sample, states), sample, stances, backer)


def test_shares_are_the_chances_of_the_stances():
    found = asked(("FRA", "ITA", "HUN"), ("lead", "open", "opposed"))
    assert found.mean(axis=0) == pytest.approx([0.9, 0.5, 0.05], abs=0.02)


def test_states_move_together_as_much_as_is_stated():
    found = asked(("SWE", "ITA"), ("open", "open"), rho=0.4)
    both = (found[:, 0] & found[:, 1]).mean()
    # Two normal scores with correlation 0.4: P(both below 0) = 1/4 + asin(0.4)/(2 pi).
    assert both == pytest.approx(0.25 + np.arcsin(0.4) / (2 * np.pi), abs=0.015)
    apart = asked(("SWE", "ITA"), ("open", "open"), rho=0.0)
    assert (apart[:, 0] & apart[:, 1]).mean() == pytest.approx(0.25, abs=0.015)


def test_without_the_backer_fewer_join():
    found = asked(("ITA",), ("open",), shift_none=-0.5, none=True)
    assert found.mean() == pytest.approx(special.ndtr(-0.5), abs=0.02)


def test_a_state_is_the_same_whoever_stands_beside_it():
    alone = asked(("ITA",), ("open",))
    among = asked(("FRA", "ITA", "POL"), ("lead", "open", "open"))
    assert np.array_equal(alone[:, 0], among[:, 1])


def test_a_committed_state_always_joins():
    assert asked(("POL",), (COMMITTED,)).all()


def test_the_chance_that_is_told_is_the_share_that_joins():
    sample = Fixed(COUNT, join_correlation=0.4, join_shift_backer_none=-0.5)
    sample |= Fixed(COUNT, join_shift_backer_full=0.0, **CHANCES)
    backer = {"none": np.ones(COUNT, dtype=bool), "full": np.zeros(COUNT, dtype=bool)}
    told = chance(sample, "lead", backer).mean()
    found = asked(("FRA",), ("lead",), shift_none=-0.5, none=True)
    assert found.mean() == pytest.approx(told, abs=0.01)
    assert told == pytest.approx(special.ndtr(special.ndtri(0.9) - 0.5))
