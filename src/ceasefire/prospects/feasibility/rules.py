"""The network as the pack has it: how the chance of each node is made from what it depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.prospects.feasibility.network import Network, Node
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.model import Choice, Scenario
from ceasefire.scenario.network_rules import BINARY, SHIFT

__all__ = ["Link", "Rule", "network", "parameters", "rules"]


@dataclass(frozen=True, slots=True)
class Link:
    """What a node depends on: a parent that counts in some of its states.

    ``all_states`` are the parent's; ``effect`` is a parameter, ``acceptance_shift``, or nothing
    where the node cannot be without it.
    """

    parent: str
    states: tuple[str, ...]
    all_states: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How the table of one node is made.

    ``kind`` is ``root``, ``logit``, ``noisy_and``, ``hazard``, ``drawn`` or ``given``; ``amount``
    the parameter it starts from, or what another question gives. ``links`` are to other nodes,
    ``terms`` to terms of the settlement. ``role`` is what the page takes the node for.
    """

    id: str
    title: str
    kind: str
    amount: str
    role: str
    description: str
    states: tuple[str, ...]
    links: tuple[Link, ...]
    terms: tuple[Link, ...]

    @property
    def parents(self) -> tuple[str, ...]:
        """The nodes it depends on, each once, in the order of the links."""
        return tuple(dict.fromkeys(link.parent for link in self.links))


def rules(scenario: Scenario) -> tuple[Rule, ...]:
    """Return the rule of each node, in the pack's order; nothing where it has no network."""
    rows = scenario.rows("network_nodes")
    ids = [str(row["id"]) for row in rows]
    states = {str(row["id"]): _states(scenario, row) for row in rows}
    by_node: dict[str, list[Link]] = {id: [] for id in ids}
    for row in scenario.rows("network_links"):
        link = Link(
            parent=str(row["parent"]),
            states=keys_in(row["states"]) or ("yes",),
            all_states=states.get(str(row["parent"]), BINARY),
            effect=str(row["effect"] or ""),
        )
        by_node[str(row["node"])].append(link)
    return tuple(
        Rule(
            id=str(row["id"]),
            title=str(row["title"]),
            kind=str(row["rule"]),
            amount=str(row["amount"]),
            role=str(row["role"] or ""),
            description=str(row["description"]),
            states=states[str(row["id"])],
            links=tuple(link for link in by_node[str(row["id"])] if link.parent in ids),
            terms=tuple(link for link in by_node[str(row["id"])] if link.parent not in ids),
        )
        for row in rows
    )


def network(found: tuple[Rule, ...]) -> Network:
    """Return the nodes with their states and parents."""
    return Network(tuple(Node(rule.id, rule.states, rule.parents) for rule in found))


def parameters(found: tuple[Rule, ...]) -> tuple[str, ...]:
    """Return the parameters that the rules read."""
    names = [rule.amount for rule in found if rule.kind != "given"]
    links = [link for rule in found for link in (*rule.links, *rule.terms)]
    names += [link.effect for link in links if link.effect not in ("", SHIFT)]
    return tuple(dict.fromkeys(names))


def _states(scenario: Scenario, row: Mapping[str, object]) -> tuple[str, ...]:
    """Return the states of a node; of a drawn one those of its draws, then others that count."""
    quantity = scenario.parameters.get(str(row["amount"]))
    if row["rule"] != "drawn" or quantity is None or not isinstance(quantity.value, Choice):
        return BINARY
    links = [link for link in scenario.rows("network_links") if link["parent"] == row["id"]]
    counting = [state for link in links for state in keys_in(link["states"])]
    return tuple(dict.fromkeys((*quantity.value.names, *counting)))
