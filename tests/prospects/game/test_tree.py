"""The tree as data: its size, what each player knows, what is refused."""

from dataclasses import replace

import numpy as np
import pytest
from tests.prospects.game.trees import nests_of, nodes_of, tree_of

from ceasefire.prospects.game import deterrence_tree, solve

EVERY = [(host, types) for host in (True, False) for types in (True, False)]


def test_the_game_of_the_note_has_its_size():
    tree = deterrence_tree(host_moves=False, aggressor_types=False)
    # The note draws both types at one node of nature with four branches, here at three with two.
    assert (tree.nodes - 2, len(tree.ends), tree.infosets) == (159, 85, 32)


@pytest.mark.parametrize("shape", EVERY)
def test_every_node_follows_its_parent_by_an_action_that_its_parent_has(shape):
    tree = deterrence_tree(*shape)
    assert (tree.parent[1:] < np.arange(1, tree.nodes)).all()
    assert tree.parent[0] == -1
    for node in range(tree.nodes):
        moves = sorted(tree.move[tree.parent == node].tolist())
        if tree.player[node] >= 0:
            set_ = tree.infoset[node]
            assert moves == list(range(tree.first_action[set_], tree.first_action[set_ + 1]))
        else:
            assert moves == ([0, 1] if tree.player[node] == -1 else [])


@pytest.mark.parametrize("shape", EVERY)
def test_an_information_set_belongs_to_one_player(shape):
    tree = deterrence_tree(*shape)
    for set_ in range(tree.infosets):
        owners = tree.player[(tree.player >= 0) & (tree.infoset == set_)]
        assert len(set(owners.tolist())) == 1


def test_the_aggressor_does_not_know_the_coalition_and_knows_itself():
    tree = deterrence_tree()
    names = list(nests_of(tree))
    ends = dict(zip(tree.ends.tolist(), tree.facts, strict=True))
    seen: dict[str, set[tuple[str, str, str]]] = {}
    for end, facts in ends.items():
        node = int(tree.parent[end])
        while node >= 0:
            if tree.player[node] == 0 and "coalition" in facts:
                types = (facts["aggressor"], facts["coalition"], facts["backer"])
                seen.setdefault(names[tree.infoset[node]], set()).add(types)
            node = int(tree.parent[node])
    assert len(seen) == 12
    for met in seen.values():
        assert len({own for own, _, _ in met}) == 1
        assert len({(coalition, backer) for _, coalition, backer in met}) == 4


def test_probe_and_attack_share_a_nest_and_nothing_else_does():
    tree = deterrence_tree()
    for knows, moves in nests_of(tree).items():
        alone = len({nest for _, nest in moves}) == len(moves)
        assert alone != knows.endswith("force there")
    nests = dict(nests_of(tree)["limited: force there"])
    assert nests["probe"] == nests["attack"] != nests["comply"]


def test_an_unknown_action_is_named():
    tree = deterrence_tree()
    with pytest.raises(KeyError, match="surrender"):
        tree.action("host: terms", "surrender")


def test_a_player_that_would_have_to_forget_is_refused():
    tree = deterrence_tree(False, False)
    nodes = nodes_of(tree)
    merged = [
        replace(n, knows="aggressor: after ignore") if n.knows == "aggressor: settlement" else n
        for n in nodes
    ]
    merged = [
        replace(n, by={"accept": "stop", "reject": "attack"}.get(n.by, n.by))
        if n.parent == 0 else n for n in merged
    ]  # fmt: skip
    nests = {k: v for k, v in nests_of(tree).items() if k != "aggressor: settlement"}
    made = tree_of(merged, nests)
    with pytest.raises(ValueError, match="forget"):
        solve(made, np.zeros((1, 85, 4)), np.full((1, 3), 0.5), np.ones(1), np.ones(1))


def test_a_tree_rebuilt_from_its_words_is_the_same():
    tree = deterrence_tree()
    again = tree_of(nodes_of(tree), nests_of(tree))
    for name in ("parent", "player", "infoset", "move", "first_action", "nest"):
        np.testing.assert_array_equal(getattr(tree, name), getattr(again, name))
    assert tree.actions == again.actions
    assert tree.facts == again.facts
