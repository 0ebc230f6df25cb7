"""The design note's demo tables (its 4.5), from this package's payoffs and solver.

Where the note states no single value (ten of them; the power of provocation and resolve are set to
1.5 and 2.1) the demo is fitted, to the first table and the peaks of the second alike. So agreement
shows that these payoffs can be the note's, and is no independent evidence. The note prints two
digits and shows lambda 15 and a provocation of 0.5 from the same parameters.
"""

import numpy as np
import pytest
from tests.prospects.game import demo as note

from ceasefire.prospects.game import answers, deterrence_tree, payoffs, solve

TREE = deterrence_tree(host_moves=False, aggressor_types=False)
TROOPS = np.array([0.0, 10, 20, 30, 50, 80, 120])
TABLE = {
    "accepts": [0.68, 0.57, 0.51, 0.46, 0.36, 0.22, 0.11],
    "deploys": [0.84, 0.95, 0.97, 0.98, 0.98, 0.97, 0.88],
    "attack": [0.48, 0.32, 0.23, 0.19, 0.15, 0.16, 0.26],
    "probe": [0.43, 0.44, 0.44, 0.45, 0.45, 0.45, 0.43],
    "stand": [0.61, 0.69, 0.75, 0.79, 0.85, 0.89, 0.93],
    "accepts and no attack": [0.35, 0.39, 0.39, 0.38, 0.31, 0.19, 0.08],
}


def columns(supportive=note.SUPPORTIVE, precision=note.PRECISION, **changes):
    """Return the note's columns.

    "attack" and "probe" are given that the force is there, "attack" at once or after a probe;
    "stand" is over all attacks on the force, with the types that are then there.
    """
    draws = len(TROOPS)
    chances = np.tile([0.5, note.RESOLUTE, supportive], (draws, 1))
    values = payoffs(TREE, note.demo(TROOPS, **changes))
    found = solve(TREE, values, chances, np.full(draws, precision), np.ones(draws))
    assert not found.failed.any()
    said = answers(TREE, found, chances[:, 1], np.ones(draws, dtype=bool))
    held = np.zeros((2, draws))
    for n in range(1, TREE.nodes):
        if TREE.player[TREE.parent[n]] < 0:
            continue
        knows, move = TREE.actions[TREE.move[n]]
        if ": attacked, " in knows:
            held += found.reach[:, n] * np.array([[move == "stand"], [True]])
    return {
        "accepts": said.accepts[:, 0],
        "deploys": said.deploys,
        "attack": said.attack[:, 0],
        "probe": said.probe[:, 0],
        "stand": held[0] / held[1],
        "accepts and no attack": said.accepts[:, 0] * (1 - said.attack[:, 0]),
    }


@pytest.mark.parametrize("column", list(TABLE))
def test_the_table_of_force_sizes(column):
    # Half a last digit of rounding, and half a digit that the fit leaves.
    np.testing.assert_allclose(columns()[column], TABLE[column], rtol=0, atol=0.011)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"provocation": 0.0}, [0.35, 0.40, 0.44, 0.46, 0.50, 0.53, 0.55]),
        ({"provocation": 0.1}, [0.35, 0.39, 0.42, 0.43, 0.42, 0.37, 0.28]),
        ({"provocation": 0.5}, [0.35, 0.37, 0.35, 0.30, 0.18, 0.09]),
        ({"precision": 15.0}, [0.39, 0.58, 0.70, 0.48, 0.23, 0.04, 0.00]),
    ],
    ids=["no provocation", "little provocation", "much provocation", "precise"],
)
def test_the_table_of_flips(change, expected):
    found = columns(**change)["accepts and no attack"][: len(expected)]
    np.testing.assert_allclose(found, expected, rtol=0, atol=0.012)


@pytest.mark.parametrize(
    ("change", "peak"),
    [({"supportive": 0.1}, 0.36), ({"supportive": 0.9}, 0.44)],
    ids=["backer unlikely", "backer likely"],
)
def test_the_peak_moves_with_the_backer(change, peak):
    assert columns(**change)["accepts and no attack"].max() == pytest.approx(peak, abs=0.008)


def test_without_provocation_a_larger_force_is_always_better():
    found = columns(provocation=0.0)["accepts and no attack"]
    assert (np.diff(found) > 0).all()


def test_far_more_provocation_turns_the_largest_force_from_best_to_worst():
    found = columns(provocation=0.25)["accepts and no attack"]
    assert found.argmin() == len(TROOPS) - 1
