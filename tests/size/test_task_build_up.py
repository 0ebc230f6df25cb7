"""The sum of tasks: a total is the sum of its lines."""

import numpy as np
import pytest
from hypothesis import given
from tests.size.arrays import column, grid

from ceasefire.size.task_build_up import built_up_troops, tail_troops


@given(grid(0, 1e5), column(0, 2e5))
def test_the_total_is_the_sum_of_its_lines(tasks, tail):
    total = built_up_troops(tasks, tail)
    assert total == pytest.approx([sum(row) + end for row, end in zip(tasks, tail, strict=True)])


@given(grid(0, 1e5), column(0, 2e5))
def test_adding_up_leaves_the_lines_as_they_are(tasks, tail):
    before = tasks.copy(), tail.copy()
    built_up_troops(tasks, tail)
    assert np.array_equal(tasks, before[0])
    assert np.array_equal(tail, before[1])


def test_without_tasks_the_tail_is_all():
    assert np.array_equal(built_up_troops(np.zeros((2, 0)), np.array([5.0, 0.0])), [5.0, 0.0])


@given(column(0, 1e5), column(1, 3), column(1, 1.3))
def test_combat_and_tail_make_the_slice_with_full_support(combat, ratio, growth):
    tail = tail_troops(combat, ratio, np.ones_like(combat))
    assert combat + tail == pytest.approx(combat * ratio)
    assert (tail_troops(combat, ratio, growth) >= tail * (1 - 1e-12)).all()
