"""Cases of one option that are asked of the network together, and the tables they need.

A case is one deadline, one settlement, one date, and what is made certain or ruled out. Cases lie
behind one another along the draw axis, so that the network is contracted once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ceasefire.prospects.feasibility.infer import posterior
from ceasefire.prospects.feasibility.network import Network
from ceasefire.prospects.feasibility.rules import Link, Rule
from ceasefire.prospects.feasibility.tables import hazard, logit, noisy_and
from ceasefire.results import FloatArray
from ceasefire.scenario.network_rules import BINARY, SHIFT

__all__ = ["Case", "chances"]

_MONTHS_A_YEAR = 12.0


@dataclass(frozen=True)
class Case:
    """One question to the network.

    Attributes
    ----------
    months : float
        The deadline, after the case's date.
    terms : mapping of str to bool
        What the settlement says.
    given : mapping of str to ndarray, shape (draws,)
        What other questions say, chances by name; ``acceptance_shift`` is in log-odds.
    news : mapping of str to ndarray, shape (draws,)
        What evidence adds to the log-odds of a node.
    fixed : mapping of str to bool
        Nodes that are made true or false, whatever they depend on.
    """

    months: float
    terms: Mapping[str, bool]
    given: Mapping[str, FloatArray]
    news: Mapping[str, FloatArray] = field(default_factory=dict)
    fixed: Mapping[str, bool] = field(default_factory=dict)


def chances(
    network: Network,
    rules: Sequence[Rule],
    sample: Mapping[str, FloatArray],
    cases: Sequence[Case],
    asked: Sequence[str],
) -> Mapping[str, FloatArray]:
    """Return the chance that each node asked for is true, shape (cases, draws).

    Parameters
    ----------
    network : Network
    rules : sequence of Rule
        Of all its nodes.
    sample : mapping of str to ndarray, shape (draws,)
    cases : sequence of Case
    asked : sequence of str
        Nodes with the states no and yes.
    """
    draws = len(next(iter(sample.values())))
    tables = {rule.id: _table(rule, sample, cases, draws) for rule in rules}
    moved = {name for case in cases for name in case.news}
    likelihoods = {
        name: np.exp(_stacked([case.news.get(name) for case in cases], draws)[:, None] * _YES)
        for name in sorted(moved)
    }
    found = posterior(network, tables, likelihoods, [(name,) for name in asked])
    return {name: found.chances[name,][:, 1].reshape(len(cases), draws) for name in asked}


_YES = np.array([[0.0, 1.0]])


def _table(
    rule: Rule, sample: Mapping[str, FloatArray], cases: Sequence[Case], draws: int
) -> FloatArray:
    """Return the table of a node in all cases, shape (cases x draws, *parent sizes, own size)."""
    # Most cases differ in other nodes: a table is made once for all that share what it is made of.
    distinct: dict[tuple[object, ...], int] = {}
    places = [distinct.setdefault(_made_of(rule, case), len(distinct)) for case in cases]
    own = _by_rule(rule, sample, [cases[places.index(n)] for n in range(len(distinct))], draws)
    made: FloatArray = own.reshape(len(distinct), draws, *own.shape[1:])[places]
    for place, case in enumerate(cases):
        if rule.id in case.fixed:
            made[place] = (0.0, 1.0) if case.fixed[rule.id] else (1.0, 0.0)
    return made.reshape(-1, *own.shape[1:])


def _made_of(rule: Rule, case: Case) -> tuple[object, ...]:
    """Return all of a case that a node's table is made of, so that equal ones can be found."""
    given = {link.effect for link in (*rule.links, *rule.terms) if link.effect == SHIFT}
    given |= {rule.amount} if rule.kind == "given" else set()
    terms = [case.terms[link.parent] for link in rule.terms]
    months = case.months if rule.kind == "hazard" else None
    return (*(id(case.given[name]) for name in sorted(given)), *terms, months)


def _by_rule(
    rule: Rule, sample: Mapping[str, FloatArray], cases: Sequence[Case], draws: int
) -> FloatArray:
    if rule.kind == "drawn":
        one: FloatArray = np.eye(len(rule.states))[sample[rule.amount].astype(np.int64)]
        return np.tile(one, (len(cases), 1))
    if rule.kind == "given":
        top = _stacked([case.given[rule.amount] for case in cases], draws)
    else:
        top = np.tile(sample[rule.amount], len(cases))
    if rule.kind == "hazard":
        months = np.repeat([case.months for case in cases], draws)
        top = hazard(top / _MONTHS_A_YEAR, months)
    if rule.kind == "logit":
        for link in rule.terms:
            met = np.repeat(
                [_state(case.terms[link.parent]) in link.states for case in cases], draws
            )
            top = top + np.where(met, _effect(link, sample, cases, draws), 0.0)
        added = [_by_state(rule, parent, sample, cases, draws) for parent in rule.parents]
        return logit(top, added)
    passed = [_by_state(rule, parent, sample, cases, draws) for parent in rule.parents]
    return noisy_and(top, passed)


def _by_state(
    rule: Rule,
    parent: str,
    sample: Mapping[str, FloatArray],
    cases: Sequence[Case],
    draws: int,
) -> FloatArray:
    """Return what each state of a parent adds or lets through, (cases x draws, states)."""
    links = [link for link in rule.links if link.parent == parent]
    states = links[0].all_states
    additive = rule.kind == "logit"
    found = np.full((len(cases) * draws, len(states)), 0.0 if additive else 1.0)
    for link in links:
        effect = _effect(link, sample, cases, draws)
        for place, state in enumerate(states):
            if additive and state in link.states:
                found[:, place] += effect
            elif not additive and state not in link.states:
                found[:, place] *= effect
    return found


def _effect(
    link: Link, sample: Mapping[str, FloatArray], cases: Sequence[Case], draws: int
) -> FloatArray:
    """Return the effect of a link in all cases; none at all lets nothing through."""
    if link.effect == SHIFT:
        return _stacked([case.given[SHIFT] for case in cases], draws)
    if not link.effect:
        return np.zeros(len(cases) * draws)
    return np.tile(sample[link.effect], len(cases))


def _stacked(values: Sequence[FloatArray | None], draws: int) -> FloatArray:
    return np.concatenate([np.zeros(draws) if one is None else one for one in values])


def _state(true: bool) -> str:
    return BINARY[int(true)]
