"""What a network may be, and in which order its nodes stand."""

import pickle

import pytest

from ceasefire.prospects.feasibility import Network, Node

YES = ("no", "yes")


def network(**parents):
    return Network(tuple(Node(name, YES, tuple(of)) for name, of in parents.items()))


def test_parents_come_first_and_the_rest_stays_as_given():
    found = network(kept=["sent", "agreed"], agreed=[], sent=["agreed"], fear=[])
    assert [node.id for node in found.in_order()] == ["agreed", "sent", "kept", "fear"]


def test_a_network_is_a_plain_value():
    one = network(a=[], b=["a"])
    assert pickle.loads(pickle.dumps(one)) == one
    assert len({one, network(a=[], b=["a"]), network(b=[], a=["b"])}) == 2


@pytest.mark.parametrize(
    ("parents", "cycle"),
    [
        ({"a": ["b"], "b": ["a"]}, "a -> b -> a"),
        ({"a": ["a"]}, "a -> a"),
        ({"root": [], "c": ["b"], "a": ["root", "c"], "b": ["a"]}, "c -> a -> b -> c"),
        ({"below": ["a"], "a": ["b"], "b": ["a"]}, "a -> b -> a"),
    ],
)
def test_a_cycle_is_named_along_its_arrows(parents, cycle):
    with pytest.raises(ValueError, match=f": {cycle};"):
        network(**parents)


def test_an_unknown_parent_is_named():
    with pytest.raises(ValueError, match=r"'b' has the parent 'c', which is no node: .* a, b"):
        network(a=[], b=["a", "c"])


def test_an_id_is_given_once():
    with pytest.raises(ValueError, match="two nodes have the id 'a'"):
        Network((Node("a", YES), Node("b", YES), Node("a", YES)))


@pytest.mark.parametrize("states", [(), ("yes",)])
def test_one_state_is_too_few(states):
    with pytest.raises(ValueError, match=r"'a' has \d states: two or more"):
        Node("a", states)


def test_states_and_parents_are_named_once():
    with pytest.raises(ValueError, match="'a' has the state 'yes' twice"):
        Node("a", ("yes", "no", "yes"))
    with pytest.raises(ValueError, match="'a' has the parent 'b' twice"):
        Node("a", YES, ("b", "b"))
