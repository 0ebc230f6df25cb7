"""Size against the adversary: the ratio of strengths a politician tolerates."""

from __future__ import annotations

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size.method import Method, MethodPlan, applicable, inapplicable

__all__ = ["METHOD", "force_for_ratio"]

ADVERSARY = {"theatre": "adversary_troops_in_theatre", "army": "adversary_army"}
# Which adversary counts, and on the host's side everyone in uniform or the share held at the
# front; in the order in which the troops are computed.
TITLES = {
    "theatre_all_host": "adversary in the theatre, all of the host",
    "theatre_front_host": "adversary in the theatre, host at the front",
    "army_all_host": "whole adversary, all of the host",
    "army_front_host": "whole adversary, host at the front",
}


def force_for_ratio(
    adversary_troops: FloatArray, tolerated_ratio: FloatArray, host_troops: FloatArray
) -> FloatArray:
    """Return F = max(0, A / r - U), same shape.

    A is the adversary's strength, r the tolerated ratio of attacker to defender, U the host
    troops that count. The rule behind the 200,000 of January 2025 (1.5m against 0.8m + 0.2m).
    """
    return np.maximum(0.0, adversary_troops / tolerated_ratio - host_troops)


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    if not all(scenario.declares(name) for name in ADVERSARY.values()):
        return inapplicable(METHOD.name, "no_table")
    return applicable(
        METHOD.name,
        scenario,
        variants=TITLES,
        roles={
            "adversary": tuple(ADVERSARY.values()),
            "host": ("host_troops", "host_front_share"),
            "ratio": ("tolerated_ratio",),
        },
    )


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    host = sample["host_troops"]
    at_front = host * sample["host_front_share"]
    columns = [
        force_for_ratio(sample[adversary], sample["tolerated_ratio"], counted)
        for adversary in plan.roles["adversary"]
        for counted in (host, at_front)
    ]
    return np.stack(columns, axis=1)


METHOD = Method(
    name="force_ratio",
    title="Ratio of forces",
    note="which strengths count is open",
    formula="max(0, A / r - host troops that count)",
    basis="deployed troops, theatre headcount; a cross-check, not a local combat rule",
    prepare=_prepare,
    troops=_troops,
    mandate_reason="no_threat_task",
)
