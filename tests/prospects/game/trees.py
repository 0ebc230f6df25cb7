"""Trees made from other trees, and play worked out without the solver."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.game import Tree


@dataclass(frozen=True)
class Node:
    """A node by words: ``by`` is the action that led here, or 0 or 1 after nature."""

    parent: int
    player: int
    knows: str | int
    by: str | int
    facts: object = None


def nodes_of(tree: Tree) -> list[Node]:
    names = list(dict.fromkeys(knows for knows, _ in tree.actions))
    facts = dict(zip(tree.ends.tolist(), tree.facts, strict=True))
    found = []
    for n in range(tree.nodes):
        above = int(tree.parent[n])
        knows = names[tree.infoset[n]] if tree.player[n] >= 0 else int(tree.infoset[n])
        after_player = n > 0 and tree.player[above] >= 0
        by = tree.actions[tree.move[n]][1] if after_player else int(tree.move[n])
        found.append(Node(above, int(tree.player[n]), knows, by, facts.get(n)))
    return found


def tree_of(nodes: list[Node], nests: dict[str, list[tuple[str, int]]]) -> Tree:
    """Return the tree of these nodes; ``nests`` gives each information set's moves and nests."""
    actions = [(knows, move) for knows, moves in nests.items() for move, _ in moves]
    place = {knows: n for n, knows in enumerate(nests)}
    sizes = [len(moves) for moves in nests.values()]
    where = {action: n for n, action in enumerate(actions)}
    move = [where[nodes[n.parent].knows, n.by] if isinstance(n.by, str) else n.by for n in nodes]
    return Tree(
        parent=np.array([n.parent for n in nodes]),
        player=np.array([n.player for n in nodes]),
        infoset=np.array([place[n.knows] if n.player >= 0 else n.knows for n in nodes]),
        move=np.array(move),
        first_action=np.cumsum([0, *sizes]),
        nest=np.array([nest for moves in nests.values() for _, nest in moves]),
        actions=tuple(actions),
        facts=tuple(n.facts for n in nodes if n.player == -2),
    )


def nests_of(tree: Tree) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for (knows, move), nest in zip(tree.actions, tree.nest.tolist(), strict=True):
        found.setdefault(knows, []).append((move, nest))
    return found


def all_seen(tree: Tree) -> Tree:
    """Return the tree where every player sees all, nature's draws too."""
    old = nests_of(tree)
    nodes = [
        replace(node, knows=f"{n}: {node.knows}") if node.player >= 0 else node
        for n, node in enumerate(nodes_of(tree))
    ]
    nests = {n.knows: old[n.knows.split(": ", 1)[1]] for n in nodes if n.player >= 0}
    return tree_of(nodes, nests)


def with_twin(tree: Tree, knows: str, move: str, twin: str) -> Tree:
    """Return the tree with a second action that leads to the same as ``move`` does."""
    nodes = nodes_of(tree)
    copies: dict[int, int] = {}
    for n in range(tree.nodes):
        node = nodes[n]
        if node.by == move and nodes[node.parent].knows == knows:
            copies[n] = len(nodes)
            nodes.append(replace(node, by=twin))
        elif node.parent in copies:
            copies[n] = len(nodes)
            nodes.append(replace(node, parent=copies[node.parent]))
    nests = nests_of(tree)
    nests[knows] = [*nests[knows], (twin, dict(nests[knows])[move])]
    return tree_of(nodes, nests)


def nested_logit(
    values: NDArray[np.float64], nest: NDArray[np.int64], precision: float, dissimilarity: float
) -> NDArray[np.float64]:
    """Return the textbook formula, unguarded against overflow."""
    within = np.exp(precision * values / dissimilarity)
    sums = {g: within[nest == g].sum() for g in nest.tolist()}
    total = sum(s**dissimilarity for s in sums.values())
    chance = [w / sums[g] * sums[g] ** dissimilarity / total
              for w, g in zip(within, nest.tolist(), strict=True)]  # fmt: skip
    return np.array(chance)


def best_play(
    tree: Tree,
    payoff: NDArray[np.float64],
    chances: NDArray[np.float64],
    choice: NDArray[np.float64],
    precision: float,
    dissimilarity: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the logit response to a play, and the gain of the best action, one draw, by recursion.

    ``payoff`` has shape (ends, players). Beliefs come from the play given; so do the values.
    """
    kids: dict[int, list[int]] = {}
    for n in range(1, tree.nodes):
        kids.setdefault(int(tree.parent[n]), []).append(n)
    end = {int(n): k for k, n in enumerate(tree.ends)}

    def chance(node: int) -> float:
        above = int(tree.parent[node])
        if tree.player[above] >= 0:
            return float(choice[tree.move[node]])
        first = float(chances[tree.infoset[above]])
        return first if tree.move[node] == 0 else 1 - first

    def value(node: int) -> NDArray[np.float64]:
        if node in end:
            return payoff[end[node]]
        return np.sum([chance(k) * value(k) for k in kids[node]], axis=0)

    def reach(node: int) -> float:
        return 1.0 if node == 0 else chance(node) * reach(int(tree.parent[node]))

    response, gain = np.zeros(len(choice)), np.zeros(tree.infosets)
    for h in range(tree.infosets):
        here = np.flatnonzero((tree.player >= 0) & (tree.infoset == h))
        weight = np.array([reach(int(n)) for n in here])
        weight /= weight.sum()
        begin, stop = tree.first_action[h], tree.first_action[h + 1]
        worth = np.zeros(stop - begin)
        for n, w in zip(here.tolist(), weight, strict=True):
            for k in kids[n]:
                worth[tree.move[k] - begin] += w * value(k)[tree.player[n]]
        own = choice[begin:stop]
        gain[h] = worth.max() - own @ worth
        response[begin:stop] = nested_logit(worth, tree.nest[begin:stop], precision, dissimilarity)
    return response, gain


def backward(
    tree: Tree,
    payoff: NDArray[np.float64],
    chances: NDArray[np.float64],
    precision: float,
    dissimilarity: float,
) -> NDArray[np.float64]:
    """Return the logit play of a game in which all is seen, in one pass from the ends."""
    kids: dict[int, list[int]] = {}
    for n in range(1, tree.nodes):
        kids.setdefault(int(tree.parent[n]), []).append(n)
    end = {int(n): k for k, n in enumerate(tree.ends)}
    choice = np.zeros(len(tree.actions))

    def value(node: int) -> NDArray[np.float64]:
        if node in end:
            return payoff[end[node]]
        worth = np.array([value(k) for k in kids[node]])
        if tree.player[node] < 0:
            first = float(chances[tree.infoset[node]])
            return first * worth[0] + (1 - first) * worth[1]
        at = [int(tree.move[k]) for k in kids[node]]
        choice[at] = nested_logit(
            worth[:, tree.player[node]], tree.nest[at], precision, dissimilarity
        )
        return choice[at] @ worth

    value(0)
    return choice
