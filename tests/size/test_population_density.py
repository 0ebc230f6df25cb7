"""Security personnel by population, and what is left for foreign troops."""

import numpy as np
import pytest
from hypothesis import given
from tests.size.arrays import column

from ceasefire.size.population_density import foreign_troops, total_security_troops


@given(column(0, 30), column(0, 5e7))
def test_total_is_density_for_each_thousand(density, population):
    total = total_security_troops(density, population)
    by_hand = [d * (p / 1000) for d, p in zip(density, population, strict=True)]
    assert total == pytest.approx(by_hand)


@given(column(0, 1e6), column(0, 1e6))
def test_foreign_troops_fill_the_gap_and_are_never_negative(total, local):
    foreign = foreign_troops(total, local)
    assert (foreign >= 0).all()
    assert np.array_equal(foreign > 0, total > local)
    assert np.maximum(total, local) == pytest.approx(local + foreign)
