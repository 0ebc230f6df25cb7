"""The network as data: what can be the case, and what each thing depends on."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Network", "Node"]

_FEWEST_STATES = 2


@dataclass(frozen=True)
class Node:
    """One thing that is in one of several states.

    Attributes
    ----------
    id : str
    states : tuple of str
        At least two, the reference state first.
    parents : tuple of str
        Ids of the nodes it depends on; their order is that of the axes of its table.
    """

    id: str
    states: tuple[str, ...]
    parents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.states) < _FEWEST_STATES:
            raise ValueError(f"'{self.id}' has {len(self.states)} states: two or more are needed")
        for what, names in (("state", self.states), ("parent", self.parents)):
            if twice := _twice(names):
                raise ValueError(f"node '{self.id}' has the {what} '{twice}' twice: name it once")


@dataclass(frozen=True)
class Network:
    """Nodes, in any order, that form a directed graph without cycles.

    Raises
    ------
    ValueError
        If two nodes share an id, a parent is no node, or nodes depend on themselves in a circle.
    """

    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        ids = tuple(node.id for node in self.nodes)
        if twice := _twice(ids):
            raise ValueError(f"two nodes have the id '{twice}': rename one of them")
        for node in self.nodes:
            for parent in node.parents:
                if parent not in ids:
                    raise ValueError(
                        f"node '{node.id}' has the parent '{parent}', which is no node: "
                        f"the nodes are {', '.join(ids)}"
                    )
        self.in_order()

    def in_order(self) -> tuple[Node, ...]:
        """Return the nodes, parents before children, otherwise as they were given."""
        placed: dict[str, Node] = {}
        left = list(self.nodes)
        while left:
            ready = next((n for n in left if all(p in placed for p in n.parents)), None)
            if ready is None:
                raise ValueError(f"nodes depend on themselves: {_cycle(left)}; leave out one arrow")
            placed[ready.id] = ready
            left.remove(ready)
        return tuple(placed.values())


def _twice(names: tuple[str, ...]) -> str | None:
    return next((name for place, name in enumerate(names) if name in names[:place]), None)


def _cycle(left: list[Node]) -> str:
    """Return a cycle in words; each node that is left has a parent that is left too."""
    by_id = {node.id: node for node in left}
    upwards = [left[0].id]
    while len(set(upwards)) == len(upwards):
        upwards.append(next(p for p in by_id[upwards[-1]].parents if p in by_id))
    return " -> ".join(reversed(upwards[upwards.index(upwards[-1]) :]))
