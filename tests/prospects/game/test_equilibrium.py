"""The solver against play worked out without it, and what must hold whatever the payoffs."""

import numpy as np
import pytest
from tests.prospects.game.demo import RESOLUTE, SUPPORTIVE, demo
from tests.prospects.game.trees import all_seen, backward, best_play, with_twin

from ceasefire.prospects.game import CERTIFIED, deterrence_tree, payoffs, solve

NOTE = deterrence_tree(host_moves=False, aggressor_types=False)
WHOLE = deterrence_tree()


def scattered(tree, draws, seed, most_precise=12.0, spread=0.3):
    """Return the arguments of ``solve`` for payoffs scattered about the demo."""
    rng = np.random.default_rng(seed)
    parameters = demo(rng.uniform(0, 120, draws), rng, spread)
    chances = rng.uniform(0.1, 0.9, (draws, 3))
    precision = rng.uniform(2, most_precise, draws)
    return tree, payoffs(tree, parameters), chances, precision, rng.uniform(0.3, 1, draws)


@pytest.fixture(scope="module")
def many():
    given = scattered(WHOLE, 300, 1)
    return given, solve(*given)


def test_without_precision_every_action_is_as_likely():
    tree, payoff, chances, _, _ = scattered(NOTE, 5, 2)
    found = solve(tree, payoff, chances, np.zeros(5), np.ones(5))
    sizes = np.diff(tree.first_action)
    expected = np.repeat(1 / sizes, sizes)
    np.testing.assert_allclose(found.choice, np.tile(expected, (5, 1)), rtol=1e-14)


@pytest.mark.parametrize("tree", [NOTE, WHOLE], ids=["note", "whole"])
def test_where_all_is_seen_play_is_one_pass_from_the_ends(tree):
    seen = all_seen(tree)
    given = scattered(seen, 4, 3)
    found = solve(*given)
    for draw in range(4):
        expected = backward(seen, *(array[draw] for array in given[1:]))
        np.testing.assert_allclose(found.choice[draw], expected, rtol=0, atol=1e-12)


def test_play_is_the_logit_response_to_itself(many):
    given, found = many
    assert not found.failed.any()
    for draw in range(0, 300, 60):
        one = [array[draw] for array in given[1:]]
        response, gain = best_play(WHOLE, one[0], one[1], found.choice[draw], one[2], one[3])
        np.testing.assert_allclose(found.choice[draw], response, rtol=0, atol=CERTIFIED)
        assert found.regret[draw] == pytest.approx(gain.max(), abs=1e-9)


def test_the_residual_certifies_every_answer_and_chances_sum_to_one(many):
    _, found = many
    assert found.residual.max() <= CERTIFIED
    sums = np.add.reduceat(found.choice, WHOLE.first_action[:-1], axis=1)
    np.testing.assert_allclose(sums, 1, rtol=1e-12)
    at_ends = found.reach[:, WHOLE.ends].sum(axis=1)
    np.testing.assert_allclose(at_ends, 1, rtol=1e-12)


@pytest.mark.parametrize("rows", [1, 7, 64])
def test_a_draw_does_not_depend_on_those_beside_it(many, rows):
    (tree, *arrays), found = many
    for start in range(0, 300, rows):
        part = solve(tree, *(array[start : start + rows] for array in arrays))
        np.testing.assert_array_equal(part.choice, found.choice[start : start + rows])
        np.testing.assert_array_equal(part.residual, found.residual[start : start + rows])
        if start > 10 * rows:
            break


def test_other_order_other_rows_same_answers(many):
    (tree, *arrays), found = many
    order = np.random.default_rng(5).permutation(300)
    shuffled = solve(tree, *(array[order] for array in arrays))
    np.testing.assert_array_equal(shuffled.choice, found.choice[order])
    np.testing.assert_array_equal(shuffled.sweeps, found.sweeps[order])


def test_fewer_than_one_in_a_thousand_are_left_without_an_answer():
    found = solve(*scattered(NOTE, 6000, 6, most_precise=15.0))
    assert found.failed.mean() < 0.001


def test_a_draw_without_an_answer_is_marked_and_never_dropped():
    # Play this precise turns on a hair of belief: steps as small as the solver's jump over it.
    tree, payoff, chances, _, _ = scattered(NOTE, 400, 7, spread=1.0)
    found = solve(tree, payoff, chances, np.full(400, 1e4), np.ones(400))
    assert found.failed.any()
    assert len(found.choice) == 400
    np.testing.assert_array_equal(found.failed, found.residual > CERTIFIED)
    assert not np.isnan(found.choice).any()


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e3, 1e6])
@pytest.mark.parametrize("nest", [1e-3, 0.5, 1.0])
def test_the_extremes_are_numbers(size, nest):
    tree, payoff, chances, _, _ = scattered(WHOLE, 6, 8, spread=1.0)
    chances[0], chances[1] = 0.0, 1.0
    found = solve(tree, payoff * size, chances, np.full(6, 40.0), np.full(6, nest))
    for array in (found.choice, found.reach, found.residual, found.regret):
        assert np.isfinite(array).all()
    assert (found.choice >= 0).all()
    np.testing.assert_allclose(found.reach[:, tree.ends].sum(axis=1), 1, rtol=1e-9)


def test_a_second_name_for_a_probe_makes_escalation_no_likelier_inside_a_nest():
    knows = "aggressor: force there"
    twin = with_twin(NOTE, knows, "probe", "probe elsewhere")
    parameters = demo([10.0, 40.0, 90.0])
    chances = np.tile([0.5, RESOLUTE, SUPPORTIVE], (3, 1))
    precision = np.full(3, 6.0)

    def escalates(tree, nest):
        found = solve(tree, payoffs(tree, parameters), chances, precision, np.full(3, nest))
        assert not found.failed.any()
        return 1 - found.choice[:, tree.action(knows, "comply")]

    np.testing.assert_allclose(escalates(twin, 1e-3), escalates(NOTE, 1e-3), atol=5e-3)
    np.testing.assert_allclose(escalates(twin, 1e-5), escalates(NOTE, 1e-5), atol=5e-5)
    assert (escalates(twin, 1.0) - escalates(NOTE, 1.0) > 0.05).all()


@pytest.mark.parametrize(
    ("precision", "nest", "words"),
    [(-1.0, 1.0, "precision"), (np.nan, 1.0, "precision"), (1.0, 0.0, "dissimilarity"),
     (1.0, 1.1, "dissimilarity")],
)  # fmt: skip
def test_a_value_out_of_range_is_refused(precision, nest, words):
    tree, payoff, chances, _, _ = scattered(NOTE, 1, 9)
    with pytest.raises(ValueError, match=words):
        solve(tree, payoff, chances, np.array([precision]), np.array([nest]))
