"""Random networks with tables and evidence, and their posterior by going through all cases."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np

from ceasefire.prospects.feasibility import Network, Node


class Case(NamedTuple):
    """A network with tables, likelihoods, and what to ask: every node, and one pair."""

    network: Network
    tables: dict[str, np.ndarray]
    likelihoods: dict[str, np.ndarray]
    asked: list[tuple[str, ...]]

    def rows(self, first: int, last: int) -> Case:
        """Return the same for some of the draws; what is the same in all stays as it is."""
        tables, likelihoods = (
            {name: one[first:last] if len(one) > 1 else one for name, one in given.items()}
            for given in (self.tables, self.likelihoods)
        )
        return self._replace(tables=tables, likelihoods=likelihoods)


def random_case(seed: int, draws: int, most_nodes: int = 10) -> Case:
    """Return a network of 2 nodes or more with 2 to 4 states and up to 3 parents.

    Some tables are the same in all draws; some evidence is certain.
    """
    rng = np.random.default_rng(seed)
    ids = [f"n{number}" for number in range(rng.integers(2, most_nodes + 1))]
    states = {name: int(rng.integers(2, 5)) for name in ids}
    nodes, tables, likelihoods = [], {}, {}
    for place, name in enumerate(ids):
        parents = rng.permutation(ids[:place])[: rng.integers(0, 4)].tolist()
        nodes.append(Node(name, tuple("abcd"[: states[name]]), tuple(parents)))
        many = 1 if rng.random() < 0.3 else draws
        shape = (many, *(states[parent] for parent in parents))
        tables[name] = rng.dirichlet(np.ones(states[name]), shape)
        if rng.random() < 0.4:
            likelihoods[name] = rng.uniform(0.05, 1.0, (draws, states[name]))
            if rng.random() < 0.3:
                likelihoods[name][:] = np.eye(states[name])[0]
    shuffled = [nodes[place] for place in rng.permutation(len(nodes))]
    pair = tuple(rng.permutation(ids)[:2].tolist())
    return Case(Network(tuple(shuffled)), tables, likelihoods, [*((name,) for name in ids), pair])


def enumerated(case: Case, draw: int) -> tuple[dict[tuple[str, ...], np.ndarray], float]:
    """Return joint marginals and the chance of the evidence in a draw, one case after another."""
    tables, likelihoods = (
        {name: one[min(draw, len(one) - 1)] for name, one in given.items()}
        for given in (case.tables, case.likelihoods)
    )
    nodes = case.network.nodes
    size = {node.id: len(node.states) for node in nodes}
    found = {names: np.zeros([size[name] for name in names]) for names in case.asked}
    evidence = 0.0
    for states in product(*(range(size[node.id]) for node in nodes)):
        at = dict(zip(size, states, strict=True))
        chance = 1.0
        for node in nodes:
            chance *= tables[node.id][tuple(at[name] for name in (*node.parents, node.id))]
        for name, likelihood in likelihoods.items():
            chance *= likelihood[at[name]]
        evidence += chance
        for names, cells in found.items():
            cells[tuple(at[name] for name in names)] += chance
    return {names: cells / evidence for names, cells in found.items()}, evidence
