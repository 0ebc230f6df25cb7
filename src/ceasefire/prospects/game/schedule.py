"""The order in which the solver walks a tree: what follows comes before what it follows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.game.tree import Tree

__all__ = ["Schedule"]

_BETWEEN = 0.01
"""Added to the rank for each of nature's nodes in between, so that they come after their parent."""


class Schedule(NamedTuple):
    """The tree as the solver walks it.

    ``order`` lists nature's and the players' nodes backwards: an information set stands together,
    after everything that follows any of its nodes. ``kids`` are a node's children from
    ``kids_at[node]`` on, in the order of its actions.
    """

    order: NDArray[np.int64]
    kids_at: NDArray[np.int64]
    kids: NDArray[np.int64]
    parent: NDArray[np.int64]
    player: NDArray[np.int64]
    infoset: NDArray[np.int64]
    move: NDArray[np.int64]
    first: NDArray[np.int64]
    nest: NDArray[np.int64]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, tree: Tree) -> Schedule:
        """Return the schedule of a tree.

        Raises
        ------
        ValueError
            If an information set follows itself.
        """
        rank = _ranks(tree)
        inner = [node for node in range(tree.nodes) if tree.player[node] >= -1]
        order = sorted(inner, key=lambda n: (-rank[n], tree.player[n] < 0, tree.infoset[n], n))
        kids: list[list[int]] = [[] for _ in range(tree.nodes)]
        for node in range(1, tree.nodes):
            kids[tree.parent[node]].append(node)
        for of_node in kids:
            of_node.sort(key=lambda n: int(tree.move[n]))
        return cls(
            order=np.array(order, dtype=np.int64),
            kids_at=np.cumsum([0, *(len(k) for k in kids)]).astype(np.int64),
            kids=np.array([n for k in kids for n in k], dtype=np.int64),
            parent=tree.parent,
            player=tree.player,
            infoset=tree.infoset,
            move=tree.move,
            first=tree.first_action,
            nest=tree.nest,
            ends=tree.ends,
        )


def _ranks(tree: Tree) -> NDArray[np.float64]:
    """Return for each node how many information sets stand before it at least."""
    rank = np.zeros(tree.nodes)
    level = np.zeros(tree.infosets)
    for _ in range(tree.infosets + 1):
        before = level.copy()
        for node in range(tree.nodes):
            above = rank[tree.parent[node]] if node else 0.0
            if tree.player[node] >= 0:
                set_ = tree.infoset[node]
                level[set_] = max(level[set_], np.floor(above) + 1.0)
                rank[node] = level[set_]
            else:
                rank[node] = above + _BETWEEN
        if (level == before).all():
            return rank
    raise ValueError("an information set follows itself: the players would have to forget")
