"""In which order the factors of a network are multiplied and summed, found without any draw."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from opt_einsum.paths import dynamic_programming, greedy

from ceasefire.prospects.feasibility.network import Network

__all__ = ["Contraction", "Step", "plan_path"]

Axes = tuple[int, ...]

_MOST_TABLES_EXACT: Final = 14
"""Above that the best order would take longer to find than it saves: a good one does."""


@dataclass(frozen=True)
class Step:
    """Multiply two operands, then sum over some axes.

    Attributes
    ----------
    left, right : int
        Positions among the factors and the results of earlier steps.
    summed : tuple of int
        Axes that stand in neither another operand nor the answer.
    """

    left: int
    right: int
    summed: Axes


@dataclass(frozen=True)
class Contraction:
    """How to get some joint marginals and the evidence; an axis is a place in ``in_order()``.

    The axes of every operand ascend. Queries share the steps that are the same in both.

    Attributes
    ----------
    tables, likelihoods : tuple of int
        The axes of the nodes whose tables, then likelihoods, are the factors.
    axes : tuple of tuple of int
        Axes of each operand: the factors, then the results of the steps.
    steps : tuple of Step
    answers : tuple of int
        The operand that holds each joint marginal, not normalised.
    evidence : int or None
        The operand that holds the chance of the evidence; None where there is no evidence.
    """

    tables: Axes
    likelihoods: Axes
    axes: tuple[Axes, ...]
    steps: tuple[Step, ...]
    answers: tuple[int, ...]
    evidence: int | None


@lru_cache(maxsize=256)
def plan_path(
    network: Network, evidence: tuple[str, ...], asked: tuple[tuple[str, ...], ...]
) -> Contraction:
    """Return the contraction that answers ``asked`` where ``evidence`` has likelihoods.

    Parameters
    ----------
    network : Network
    evidence : tuple of str
        Ids of the nodes with a likelihood, in any order, each once.
    asked : tuple of tuple of str
        Ids of the nodes of each joint marginal.

    Raises
    ------
    ValueError
        If an id is no node, a tuple is empty or names a node twice.

    Notes
    -----
    Each likelihood goes into its own node's table first. The order of the rest has the fewest
    multiplications of all without outer products, found by dynamic programming (Pfeifer, Haegeman
    and Verstraete 2014), and is a greedy one beyond 14 tables; both in opt_einsum (Smith and Gray
    2018). It depends on the sizes of the nodes alone, not on the number of draws, so that any split
    of them gives the same bytes. Nodes without asked or observed descendants sum to one and are
    left out (Shachter 1986).
    """
    nodes = network.in_order()
    place = {node.id: axis for axis, node in enumerate(nodes)}
    _check(evidence, asked, place)
    family = [tuple(sorted(place[name] for name in (*n.parents, n.id))) for n in nodes]
    seen = sorted(place[name] for name in evidence)
    wanted = [tuple(sorted(place[name] for name in names)) for names in asked]
    needed = [_ancestors((*axes, *seen), family) for axes in wanted]
    observed = _ancestors(seen, family)
    tables = tuple(sorted(set().union(observed, *needed)))
    grown = _Grown([family[axis] for axis in tables] + [(axis,) for axis in seen])
    number = {axis: operand for operand, axis in enumerate(tables)}
    virtual = {number[axis]: len(tables) + at for at, axis in enumerate(seen)}
    sizes = {axis: len(node.states) for axis, node in enumerate(nodes)}

    def contracted(among: Collection[int], output: Axes) -> int:
        return grown.contract([number[axis] for axis in sorted(among)], virtual, output, sizes)

    answers = [contracted(among, axes) for among, axes in zip(needed, wanted, strict=True)]
    return Contraction(
        tables=tables,
        likelihoods=tuple(seen),
        answers=tuple(answers),
        evidence=contracted(observed, ()) if seen else None,
        axes=tuple(grown.axes),
        steps=tuple(grown.steps),
    )


@dataclass
class _Grown:
    """Operands so far: factors, then results of steps."""

    axes: list[Axes]
    steps: list[Step] = field(default_factory=list)
    found: dict[Step, int] = field(default_factory=dict)

    def contract(
        self, tables: list[int], virtual: dict[int, int], output: Axes, sizes: dict[int, int]
    ) -> int:
        """Add the steps from these tables, with their evidence, to the axes ``output``.

        Returns the operand that is left.
        """
        operands = tables
        for table in (table for table in tables if table in virtual):
            operands = self._joined(operands, table, virtual[table], output)
        inputs = [frozenset(self.axes[operand]) for operand in operands]
        search = dynamic_programming if len(inputs) <= _MOST_TABLES_EXACT else greedy
        for first, second in search(inputs, frozenset(output), sizes):
            operands = self._joined(operands, operands[first], operands[second], output)
        return operands[0]

    def _joined(self, operands: list[int], one: int, other: int, output: Axes) -> list[int]:
        """Return the operands with two of them, or one and a likelihood, replaced by their step."""
        rest = [operand for operand in operands if operand not in (one, other)]
        kept = {*output, *(axis for operand in rest for axis in self.axes[operand])}
        return [*rest, self._step(min(one, other), max(one, other), kept)]

    def _step(self, left: int, right: int, kept: set[int]) -> int:
        both = sorted({*self.axes[left], *self.axes[right]})
        step = Step(left, right, tuple(axis for axis in both if axis not in kept))
        if step not in self.found:
            self.found[step] = len(self.axes)
            self.axes.append(tuple(axis for axis in both if axis in kept))
            self.steps.append(step)
        return self.found[step]


def _ancestors(of: Iterable[int], family: list[Axes]) -> set[int]:
    """Return these nodes and all they depend on."""
    found: set[int] = set()
    waiting = list(of)
    while waiting:
        axis = waiting.pop()
        if axis not in found:
            found.add(axis)
            waiting.extend(family[axis])
    return found


def _check(
    evidence: tuple[str, ...], asked: tuple[tuple[str, ...], ...], place: dict[str, int]
) -> None:
    for names in asked:
        if not names:
            raise ValueError("a joint marginal of no nodes was asked for: name one or more")
    for what, names in (("evidence", evidence), *(("asked", names) for names in asked)):
        for name in names:
            if name not in place:
                raise ValueError(f"{what}: '{name}' is no node: the nodes are {', '.join(place)}")
            if names.count(name) > 1:
                raise ValueError(f"{what}: '{name}' stands twice in {names}: name it once")
