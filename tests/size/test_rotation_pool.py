"""The pool behind a force, and the national rules the reference table has of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.size.arrays import column

from ceasefire.size.rotation_pool import pool_troops, rotation_multiplier

# Months out and at home as the rows' own sources give them.
CYCLES = {
    "italy-2003": (4, 12),
    "uk-harmony": (6, 24),
    "france-16-month": (4, 12),
    "france-2008": (6, 12),
    "germany-4-20": (4, 20),
    "us-reserve": (1, 4),
}


@given(column(0, 3e5), column(2.5, 6), column(0, 1))
def test_the_pool_grows_with_the_force_and_with_the_multiplier(deployed, multiplier, more):
    pool = pool_troops(deployed, multiplier)
    assert (pool >= deployed).all()
    assert (pool_troops(deployed * (1 + more), multiplier) >= pool).all()
    assert (pool_troops(deployed, multiplier + more) >= pool).all()


@given(st.floats(1, 24), st.floats(0, 48))
def test_the_multiplier_counts_soldiers_for_one_deployed(tour, dwell):
    assert rotation_multiplier(tour, dwell) * tour == pytest.approx(tour + dwell)
    assert rotation_multiplier(tour, dwell) >= 1


@pytest.mark.parametrize("rule", CYCLES)
def test_a_row_has_the_multiplier_of_its_cycle(pack, rule):
    (row,) = (row for row in pack.rows("rotation_rules") if row["id"] == rule)
    assert row["multiplier_low"] == row["multiplier_high"] == rotation_multiplier(*CYCLES[rule])


def test_every_rule_stays_inside_the_published_span(pack):
    rows = pack.rows("rotation_rules")
    assert len(rows) >= 9
    for row in rows:
        assert 2.5 <= row["multiplier_low"] <= row["multiplier_high"] <= 6, row["id"]
