"""The posterior against going through all cases, on any split of the draws, and its errors."""

import os
import pickle
import subprocess
import sys

import numpy as np
import pytest
from tests.prospects.feasibility.networks import Case, enumerated, random_case

from ceasefire.prospects.feasibility import Network, Node, plan_path, posterior

YES = ("no", "yes")
CHAIN = Case(
    Network((Node("kept", YES, ("agreed",)), Node("agreed", YES))),
    {
        "agreed": np.array([[0.75, 0.25], [0.5, 0.5]]),
        "kept": np.array([[[1.0, 0.0], [0.4, 0.6]]]),
    },
    {"kept": np.array([[1.0, 3.0], [0.0, 1.0]])},
    [("agreed",), ("kept",), ("kept", "agreed")],
)


def answer(case):
    return posterior(case.network, case.tables, case.likelihoods, case.asked)


def test_bayes_rule_by_hand():
    found = answer(CHAIN)
    # First draw: 0.75 x 1 not agreed; agreed 0.25 x (0.4 + 3 x 0.6). Second: only kept is left.
    np.testing.assert_allclose(found.chances["agreed",], [[0.75 / 1.3, 0.55 / 1.3], [0, 1]])
    np.testing.assert_allclose(found.chances["kept", "agreed"][0, 1], [0, 0.45 / 1.3])
    np.testing.assert_allclose(found.log_evidence, np.log([1.3, 0.3]))


@pytest.mark.parametrize("seed", range(60))
def test_marginals_and_evidence_are_those_of_going_through_all_cases(seed):
    case = random_case(seed, 3, most_nodes=5)
    found = answer(case)
    for draw in range(3):
        chances, evidence = enumerated(case, draw)
        for names, expected in chances.items():
            row = found.chances[names][min(draw, len(found.chances[names]) - 1)]
            np.testing.assert_allclose(row, expected, rtol=0, atol=1e-12)
        log_evidence = found.log_evidence[min(draw, len(found.log_evidence) - 1)]
        assert log_evidence == pytest.approx(np.log(evidence), abs=1e-12)


def test_three_nodes_at_once_in_any_order():
    case = random_case(3, 2, most_nodes=5)
    names = tuple(node.id for node in case.network.nodes)[:3]
    asked = case._replace(asked=[names, names[::-1]])
    found = answer(asked).chances
    np.testing.assert_allclose(found[names][1], enumerated(asked, 1)[0][names], atol=1e-12)
    np.testing.assert_array_equal(found[names], found[names[::-1]].transpose(0, 3, 2, 1))


@pytest.mark.parametrize("seed", [1, 4, 11])
@pytest.mark.parametrize("rows", [1, 7, 64, 333, 1024])
def test_any_split_of_the_draws_gives_the_same_bytes(seed, rows):
    case = random_case(seed, 1024)
    assert case.likelihoods
    whole = answer(case)
    parts = [answer(case.rows(first, first + rows)) for first in range(0, 1024, rows)]
    for names, expected in whole.chances.items():
        assert np.concatenate([part.chances[names] for part in parts]).tobytes() == (
            expected.tobytes()
        )
    log_evidence = np.concatenate([part.log_evidence for part in parts])
    assert log_evidence.tobytes() == whole.log_evidence.tobytes()


def test_a_table_for_all_draws_is_that_table_in_every_draw():
    case = random_case(5, 8)
    assert {len(table) for table in case.tables.values()} == {1, 8}
    spread = {name: np.repeat(t, 8 // len(t), axis=0) for name, t in case.tables.items()}
    found, expected = answer(case), answer(case._replace(tables=spread))
    for names in case.asked:
        assert found.chances[names].tobytes() == expected.chances[names].tobytes()


def test_a_node_that_hangs_on_nothing_drawn_is_answered_in_every_draw():
    drawn = np.array([[[1.0, 0.0], [0.4, 0.6]], [[1.0, 0.0], [0.3, 0.7]]])
    tables = {"agreed": np.array([[0.75, 0.25]]), "kept": drawn}
    found = answer(CHAIN._replace(tables=tables, likelihoods={}))
    np.testing.assert_array_equal(found.chances["agreed",], [[0.75, 0.25], [0.75, 0.25]])
    assert found.log_evidence.shape == (2,)


def test_without_anything_drawn_there_is_one_row():
    case = CHAIN.rows(0, 1)
    assert answer(case._replace(likelihoods={})).chances["kept",].shape == (1, 2)


def test_what_else_is_asked_changes_nothing():
    case = random_case(8, 5)
    whole = answer(case)
    for names in case.asked:
        alone = answer(case._replace(asked=[names]))
        assert alone.chances[names].tobytes() == whole.chances[names].tobytes()
        assert alone.log_evidence.tobytes() == whole.log_evidence.tobytes()


def test_without_evidence_its_chance_is_one():
    found = answer(CHAIN._replace(likelihoods={}))
    assert (found.log_evidence == 0.0).all()
    np.testing.assert_allclose(found.chances["kept",][:, 1], [0.15, 0.3])


@pytest.mark.parametrize(
    "likelihoods",
    [
        {"kept": np.array([[0.0, 0.0], [1.0, 1.0]])},
        {"agreed": np.array([[1.0, 0.0], [1.0, 1.0]]), "kept": np.array([[0.0, 1.0], [1.0, 1.0]])},
    ],
)
def test_impossible_evidence_is_no_number_in_its_draw_alone(likelihoods):
    found = answer(CHAIN._replace(likelihoods=likelihoods))
    assert np.isneginf(found.log_evidence[0])
    assert found.log_evidence[1] == 0.0
    for chances in found.chances.values():
        assert np.isnan(chances[0]).all()
        assert chances[1].sum() == pytest.approx(1.0)


def test_the_scale_of_a_likelihood_shows_in_the_evidence_alone():
    small = {name: 1e-300 * one for name, one in CHAIN.likelihoods.items()}
    small["agreed"] = np.full((1, 2), 1e-300)
    found, plain = answer(CHAIN._replace(likelihoods=small)), answer(CHAIN)
    np.testing.assert_allclose(found.chances["agreed",], plain.chances["agreed",], rtol=1e-12)
    moved = found.log_evidence - plain.log_evidence
    np.testing.assert_allclose(moved, 2 * np.log(1e-300), rtol=1e-12)


def test_the_inputs_are_left_alone():
    case = random_case(2, 4)
    before = pickle.dumps((case.tables, case.likelihoods))
    answer(case)
    assert pickle.dumps((case.tables, case.likelihoods)) == before


def changed(**what):
    given = CHAIN._asdict()
    for kind, values in what.items():
        given[kind] = {**given[kind], **{name: np.array(one) for name, one in values.items()}}
    return Case(**given)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (changed(tables={"agreed": [[1.5, -0.5]]}), "table of 'agreed' is negative: -0.5"),
        (changed(tables={"agreed": [[0.5, 0.5 + 1e-8]]}), "table of 'agreed' does not sum to one"),
        (changed(tables={"agreed": [[np.nan, 1.0]]}), "table of 'agreed' does not sum to one"),
        (changed(tables={"kept": [[0.5, 0.5]]}), r"table of 'kept' has the shape \(1, 2\)"),
        (changed(tables={"kept": np.ones((1, 3, 2)) / 2}), r"needs \(draws or 1, 2, 2\)"),
        (changed(tables={"agreed": np.ones((0, 2))}), "table of 'agreed' has the shape"),
        (
            changed(tables={"agreed": np.ones((3, 2)) / 2}),
            "of 'kept' has 2 draws, table of 'agreed' has 3",
        ),
        (changed(tables={"fear": [[0.5, 0.5]]}), "a table for fear: no node"),
        (CHAIN._replace(tables={}), "no table for agreed, kept"),
        (changed(likelihoods={"kept": [[-0.1, 1.0]]}), "likelihood of 'kept' is negative: -0.1"),
        (changed(likelihoods={"kept": [[np.nan, 1.0]]}), "likelihood of 'kept' is not finite"),
        (changed(likelihoods={"kept": [[np.inf, 1.0]]}), "likelihood of 'kept' is not finite"),
        (changed(likelihoods={"kept": [[1.0] * 3]}), "likelihood of 'kept' has the shape"),
        (changed(likelihoods={"kept": np.ones((5, 2))}), "'kept' has 5 draws, .* has 2"),
        (changed(likelihoods={"fear": [[1.0, 1.0]]}), "evidence: 'fear' is no node"),
        (CHAIN._replace(asked=[("kept", "fear")]), "asked: 'fear' is no node"),
        (CHAIN._replace(asked=[("kept", "kept")]), "asked: 'kept' stands twice"),
        (CHAIN._replace(asked=[()]), "no nodes was asked for"),
    ],
)
def test_bad_input_is_named(case, message):
    with pytest.raises(ValueError, match=message):
        answer(case)


def test_a_sum_off_by_rounding_is_let_through():
    answer(changed(tables={"agreed": [[0.5, 0.5 + 1e-10]]}))


def test_the_plan_is_a_plain_value_that_shares_steps():
    case = random_case(8, 1)
    evidence = tuple(case.likelihoods)
    whole = plan_path(case.network, evidence, tuple(case.asked))
    assert pickle.loads(pickle.dumps(whole)) == whole
    assert len(set(whole.steps)) == len(whole.steps)


def test_nodes_that_cannot_matter_are_left_out():
    nodes = tuple(Node(f"n{at}", YES, (f"n{at - 1}",) if at else ()) for at in range(40))
    assert plan_path(Network(nodes), ("n2",), (("n1",),)).tables == (0, 1, 2)


def test_a_long_chain_is_forgotten_step_by_step():
    nodes = tuple(Node(f"n{at}", YES, (f"n{at - 1}",) if at else ()) for at in range(40))
    tables = {node.id: np.array([[[0.9, 0.1], [0.2, 0.8]]]) for node in nodes}
    tables["n0"] = np.array([[0.0, 1.0]])
    found = posterior(Network(nodes), tables, {}, [("n39",)])
    expected = np.array([0.0, 1.0]) @ np.linalg.matrix_power(tables["n1"][0], 39)
    np.testing.assert_allclose(found.chances["n39",][0], expected, rtol=1e-12)
    assert max(len(axes) for axes in plan_path(Network(nodes), (), (("n39",),)).axes) == 2


def test_the_order_is_the_same_in_every_process():
    code = (
        "from ceasefire.prospects.feasibility import Network, Node, plan_path\n"
        "for size in (12, 40):\n"
        "    parents = [tuple(f'n{i - d}' for d in (1, 3) if i >= d) for i in range(size)]\n"
        "    nodes = tuple(Node(f'n{i}', ('no', 'yes'), of) for i, of in enumerate(parents))\n"
        "    asked = (('n9',), ('n3', f'n{size - 1}'))\n"
        "    print(plan_path(Network(nodes), ('n5', 'n8'), asked))"
    )
    plans = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(plans) == 1
