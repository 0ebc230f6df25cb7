"""Host troops freed: never more than are bound by the task, never more than replace them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ceasefire.purpose.relief import freed_troops


def column(low, high):
    return hnp.arrays(np.float64, 4, elements=st.floats(low, high))


@given(column(0, 1e5), column(0, 1e5), column(0, 1))
def test_freed_is_the_smaller_of_load_and_replacement(foreign, load, rate):
    freed = freed_troops(foreign, load, rate)
    assert (freed <= load).all()
    assert (freed <= rate * foreign).all()
    assert ((freed == load) | (freed == rate * foreign)).all()


@given(column(0, 1e5), column(0, 1e5), column(0, 1), column(0, 1e4))
def test_more_foreign_troops_never_free_fewer(foreign, load, rate, more):
    freed = freed_troops(foreign, load, rate)
    assert (freed_troops(foreign + more, load, rate) >= freed).all()
    assert (freed_troops(foreign, load + more, rate) >= freed).all()


def test_no_more_than_the_guards_there_are():
    foreign, rate = np.array([40_000.0, 1_000.0]), np.array([1.0, 0.5])
    assert freed_troops(foreign, np.full(2, 17_200.0), rate) == pytest.approx([17_200, 500])
