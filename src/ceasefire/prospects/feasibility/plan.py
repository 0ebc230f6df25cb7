"""What is fixed for an option before any draw: the network, the terms, the events, the dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ceasefire.prospects.feasibility.evidence import Event, events
from ceasefire.prospects.feasibility.network import Network
from ceasefire.prospects.feasibility.rules import Rule, network, parameters, rules
from ceasefire.results import Evidence
from ceasefire.scenario.evidence import evidence_of
from ceasefire.scenario.model import Option, Scenario
from ceasefire.scenario.months import days_looked_at
from ceasefire.scenario.network_rules import CAP, MINIMUM

__all__ = ["FeasibilityPlan", "prepare"]

CONDITIONS = (
    "host_keeps_sovereignty",
    "host_keeps_territory",
    "host_keeps_army",
    "host_keeps_democracy",
    "host_keeps_cooperation",
)
"""The terms without which a settlement is a surrender (claim C22 of the debate)."""


@dataclass(frozen=True)
class FeasibilityPlan:
    """An option's plan.

    ``reason`` is empty where the question applies. ``terms`` holds what the settlement says of
    each term that a rule reads; ``days`` the dates of the look back, the as-of date last.
    """

    option: Option
    reason: str = ""
    rules: tuple[Rule, ...] = ()
    network: Network = field(default_factory=lambda: Network(()))
    terms: Mapping[str, bool] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    days: tuple[date, ...] = ()
    horizon_years: int = 5
    parameters: tuple[str, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)

    def node(self, role: str) -> str:
        """Return the id of the node with a role, or nothing."""
        return next((rule.id for rule in self.rules if rule.role == role), "")

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that the pack has as terms."""
        return tuple(name for name in CONDITIONS if name in self.terms)

    @property
    def all_met(self) -> float:
        """1 where the settlement meets every condition, else 0."""
        return float(all(self.terms[name] for name in self.conditions))


def prepare(scenario: Scenario, option: Option) -> FeasibilityPlan:
    """Return the plan of an option."""
    found = rules(scenario)
    if not found:
        return FeasibilityPlan(option, reason="no_network")
    if option.timing == "wartime":
        return FeasibilityPlan(option, reason="no_ceasefire_yet")
    if option.aid == "equal_cost":
        return FeasibilityPlan(option, reason="beside_each_force")
    names = (*parameters(found), CAP, MINIMUM)
    if any(name not in scenario.parameters for name in names):
        return FeasibilityPlan(option, reason="input_not_visible")
    seen = events(scenario)
    rows = scenario.rows("evidence")
    cited = [key.strip() for row in rows for key in str(row["sources"] or "").split(";")]
    read = {link.parent for rule in found for link in rule.terms} | set(CONDITIONS)
    return FeasibilityPlan(
        option=option,
        rules=found,
        network=network(found),
        terms={t.name: bool(t.value) for t in scenario.terms if t.name in read},
        events=seen,
        days=days_looked_at(scenario),
        horizon_years=scenario.holding.horizon_years,
        parameters=names,
        evidence=evidence_of(scenario, names, cited),
    )
