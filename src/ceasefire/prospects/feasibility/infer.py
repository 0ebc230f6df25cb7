"""Exact posterior of a discrete Bayesian network for all draws at once.

A draw is a column of numbers, a cell of a table a row: each step multiplies and adds whole rows,
cell by cell and always in the same order, so that a draw's answer does not depend on its company.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

import numpy as np

from ceasefire.prospects.feasibility.contraction import Contraction, Step, plan_path
from ceasefire.prospects.feasibility.network import Network, Node
from ceasefire.results import FloatArray

__all__ = ["Posterior", "posterior"]

_SUM_TOLERANCE: Final = 1e-9


class Posterior(NamedTuple):
    """What the network says, D draws.

    Attributes
    ----------
    chances : mapping of tuple of str to ndarray, shape (D, *states)
        Each joint marginal that was asked for, axes in the order of its tuple; NaN in a draw in
        which the evidence is impossible.
    log_evidence : ndarray, shape (D,)
        Natural logarithm of the chance of the evidence; -inf where that is impossible.
    """

    chances: dict[tuple[str, ...], FloatArray]
    log_evidence: FloatArray


def posterior(
    network: Network,
    tables: Mapping[str, FloatArray],
    likelihoods: Mapping[str, FloatArray],
    asked: Sequence[tuple[str, ...]],
) -> Posterior:
    """Return joint marginals given virtual evidence, and the chance of the evidence.

    Parameters
    ----------
    network : Network
    tables : mapping of str to ndarray, shape (D, *parent sizes, own size)
        Chances of each node's states given those of its parents; the first axis is 1 where the
        table is the same in every draw. All nodes have one.
    likelihoods : mapping of str to ndarray, shape (D, states) or (1, states)
        Virtual evidence (Pearl 1988): the chance of what was observed given each state, up to a
        factor. Nodes without evidence are left out; (0, 1) says that the second state was seen.
    asked : sequence of tuple of str
        Node ids of each joint marginal.

    Raises
    ------
    ValueError
        If a table is missing, does not fit its parents, is negative or does not sum to one over
        the node's own states within 1e-9; if a likelihood does not fit, is negative or not finite;
        if an id is no node. The error names the node.

    Notes
    -----
    Sum over products of all tables and likelihoods (Zhang and Poole 1994), in the order of
    :func:`plan_path`. Impossible evidence is no error, see :class:`Posterior`; a chance too small
    for a float counts as impossible, but the scale of a likelihood does not make it so.
    """
    joint = tuple(tuple(names) for names in asked)
    plan = plan_path(network, tuple(sorted(likelihoods)), joint)
    nodes = network.in_order()
    _check_ids(nodes, tables)
    by_axis = {axis: _table(node, tables[node.id], nodes) for axis, node in enumerate(nodes)}
    seen = [_likelihood(nodes[axis], likelihoods[nodes[axis].id]) for axis in plan.likelihoods]
    draws = _draws(nodes, tables, likelihoods)
    scales = [_largest(one) for one in seen]
    operands = [by_axis[axis] for axis in plan.tables]
    operands += [one / scale for one, scale in zip(seen, scales, strict=True)]
    for step in plan.steps:
        operands.append(_multiplied(step, plan, operands))
    chances = {}
    for names, answer in zip(joint, plan.answers, strict=True):
        in_order = sorted(names, key=[node.id for node in nodes].index)
        cells = _normalised(operands[answer]).transpose(-1, *(in_order.index(n) for n in names))
        chances[names] = np.array(np.broadcast_to(cells, (draws, *cells.shape[1:])), order="C")
    log_evidence = np.zeros(draws)
    if plan.evidence is not None:
        log_evidence += _log(operands[plan.evidence])
        for scale in scales:
            log_evidence += _log(scale)
    return Posterior(chances, log_evidence)


def _multiplied(step: Step, plan: Contraction, operands: Sequence[FloatArray]) -> FloatArray:
    """Return the product of two operands, (*cells, draws), summed term by term."""
    both = sorted({*plan.axes[step.left], *plan.axes[step.right]})
    sizes: dict[int, int] = {}
    for number in (step.left, step.right):
        sizes.update(zip(plan.axes[number], operands[number].shape[:-1], strict=True))
    terms = (
        operands[step.left][_cells(both, plan.axes[step.left], at)]
        * operands[step.right][_cells(both, plan.axes[step.right], at)]
        for states in product(*(range(sizes[axis]) for axis in step.summed))
        for at in (dict(zip(step.summed, states, strict=True)),)
    )
    total = next(terms)
    for term in terms:
        total += term
    return total


def _cells(
    both: Sequence[int], own: tuple[int, ...], at: Mapping[int, int]
) -> tuple[int | slice | None, ...]:
    """Return the index that takes these states and lines up what is left with the other operand."""
    index: list[int | slice | None] = []
    for axis in both:
        if axis in own:
            index.append(at.get(axis, slice(None)))
        elif axis not in at:
            index.append(None)
    return (*index, slice(None))


def _normalised(cells: FloatArray) -> FloatArray:
    """Return cells, (*cells, draws), that sum to one in each draw; NaN where all are zero."""
    total = _summed(cells.reshape(-1, cells.shape[-1]))
    chances: FloatArray = cells / np.where(total > 0.0, total, np.nan)
    return chances


def _summed(rows: FloatArray) -> FloatArray:
    """Return the sum over the first axis, one after the other."""
    total: FloatArray = rows[0].copy()
    for row in rows[1:]:
        total += row
    return total


def _largest(likelihood: FloatArray) -> FloatArray:
    """Return each draw's largest likelihood, 1 where all are zero: a scale against underflow."""
    largest = likelihood.max(axis=0)
    scale: FloatArray = np.where(largest > 0.0, largest, 1.0)
    return scale


def _log(chance: FloatArray) -> FloatArray:
    possible = chance > 0.0
    found: FloatArray = np.where(possible, np.log(np.where(possible, chance, 1.0)), -np.inf)
    return found


def _table(node: Node, given: FloatArray, nodes: Sequence[Node]) -> FloatArray:
    """Return a checked table as (*cells, draws), its axes in the order of the nodes."""
    order = [one.id for one in nodes]
    size = {one.id: len(one.states) for one in nodes}
    names = (*node.parents, node.id)
    cells = _by_draw(f"table of '{node.id}'", given, tuple(size[name] for name in names))
    gap = np.abs(_summed(np.moveaxis(cells, -2, 0)) - 1.0)
    if not (gap <= _SUM_TOLERANCE).all():
        raise ValueError(
            f"table of '{node.id}' does not sum to one over the states {', '.join(node.states)}: "
            f"off by up to {gap.max():.3g}"
        )
    return cells.transpose(*sorted(range(len(names)), key=lambda at: order.index(names[at])), -1)


def _likelihood(node: Node, given: FloatArray) -> FloatArray:
    """Return a checked likelihood as (states, draws)."""
    cells = _by_draw(f"likelihood of '{node.id}'", given, (len(node.states),))
    if not np.isfinite(cells).all():
        raise ValueError(f"likelihood of '{node.id}' is not finite: give chances, or their ratios")
    return cells


def _by_draw(what: str, given: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Return numbers by draw with the draws last, checked for shape and sign."""
    values = np.asarray(given, dtype=np.float64)
    if values.shape[1:] != shape or values.ndim != len(shape) + 1 or not len(values):
        wanted = ", ".join(str(size) for size in shape)
        raise ValueError(f"{what} has the shape {values.shape}: it needs (draws or 1, {wanted})")
    if (values < 0.0).any():
        raise ValueError(f"{what} is negative: {values.min():.3g}")
    return np.ascontiguousarray(np.moveaxis(values, 0, -1))


def _check_ids(nodes: Sequence[Node], tables: Mapping[str, FloatArray]) -> None:
    ids = [node.id for node in nodes]
    if missing := [name for name in ids if name not in tables]:
        raise ValueError(f"no table for {', '.join(missing)}: every node needs one")
    if extra := [name for name in tables if name not in ids]:
        raise ValueError(f"a table for {', '.join(extra)}: no node of the network")


def _draws(
    nodes: Sequence[Node], tables: Mapping[str, FloatArray], likelihoods: Mapping[str, FloatArray]
) -> int:
    """Return the number of draws: as many as in each table and likelihood, or one for all."""
    found, first = 1, ""
    for node in nodes:
        for what, given in (("table", tables), ("likelihood", likelihoods)):
            if node.id not in given or (draws := len(given[node.id])) == 1:
                continue
            if found not in (1, draws):
                raise ValueError(
                    f"{what} of '{node.id}' has {draws} draws, {first} has {found}: "
                    "give as many, or one for all"
                )
            found, first = draws, f"{what} of '{node.id}'"
    return found
