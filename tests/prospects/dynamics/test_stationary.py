"""Branching matrix and its spectral radius."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.prospects.dynamics.demo import World, demo

from ceasefire.prospects.dynamics import spectral_radius, supercritical
from ceasefire.prospects.dynamics.stationary import branching_matrix, damping


def by_side(world: World, left: np.ndarray, d: int) -> np.ndarray:
    """Return the matrix over both sides of each segment, written out cell by cell."""
    line, b = world[0], world[1]
    s = line.segments
    matrix = np.zeros((2 * s, 2 * s))
    for j in range(s):
        for side in range(2):
            matrix[2 * j + side, 2 * j + side] = b.branching_own[d] * left[d, j]
            matrix[2 * j + side, 2 * j + 1 - side] = b.branching_across[d] * left[d, j]
            for i in (j - 1, j + 1):
                if 0 <= i < s and line.joined[min(i, j)]:
                    matrix[2 * j + side, 2 * i : 2 * i + 2] = b.branching_next[d] / 4 * left[d, j]
    return matrix


def world() -> tuple[World, np.ndarray]:
    line, *rest = demo(3, presence=np.array([0.0, 0.4, 1.0]), classes=3, segments=9, years=1)
    joined = np.ones(8, np.bool_)
    joined[4] = False
    made = (replace(line, joined=joined), *rest)
    return made, damping(*made[:3], made[2].presence[:, :, 0])


def test_radius_is_that_of_the_matrix_over_both_sides() -> None:
    case, left = world()
    radius = spectral_radius(case[0], case[1], left)
    for d in range(3):
        expected = np.abs(np.linalg.eigvals(by_side(case, left, d))).max()
        np.testing.assert_allclose(radius[d], expected, rtol=1e-10)


def test_matrix_adds_up_the_two_sides() -> None:
    case, left = world()
    matrix = branching_matrix(case[0], case[1], left)
    sides = by_side(case, left, 1).reshape(9, 2, 9, 2)
    np.testing.assert_allclose(matrix[1], sides.sum(axis=1)[:, :, 0])


def test_presence_and_its_loss_decide_what_is_supercritical() -> None:
    # 1.1 set off undamped; a full presence prevents 40% of it.
    line, behaviour, force, _ = demo(2, presence=1.0, years=1, branching_own=0.8)
    assert not supercritical(line, behaviour, force).any()
    losing = replace(force, loss_feedback=np.array([0.0, 0.1]))
    np.testing.assert_array_equal(supercritical(line, behaviour, losing), [False, True])
    late = force.presence.copy()
    late[0, 0, 0] = 0.0
    flagged = supercritical(line, behaviour, replace(force, presence=late))
    np.testing.assert_array_equal(flagged, [True, False])
