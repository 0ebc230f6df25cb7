"""Size against the adversary: the ratio of strengths a politician tolerates."""

from __future__ import annotations

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size.method import Method, MethodPlan, applicable, inapplicable

__all__ = ["METHOD", "THREAT_MANDATES", "force_for_ratio"]

THREAT_MANDATES = ("deterrence", "forward_presence")
ADVERSARY = {"theatre": "adversary_troops_in_theatre", "army": "adversary_army"}
# Who counts on the host's side: everyone in uniform, or the share held at the front.
HOST = ("all_host", "front_host")


def force_for_ratio(
    adversary_troops: FloatArray, tolerated_ratio: FloatArray, host_troops: FloatArray
) -> FloatArray:
    """Return F = max(0, A / r - U), same shape.

    A is the adversary's strength, r the tolerated ratio of attacker to defender, U the host
    troops that count. The rule behind the 200,000 of January 2025 (1.5m against 0.8m + 0.2m).
    """
    return np.maximum(0.0, adversary_troops / tolerated_ratio - host_troops)


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    if option.troops_high == 0:
        return inapplicable(METHOD.name, "no_force")
    if option.mandate not in THREAT_MANDATES:
        return inapplicable(METHOD.name, "no_threat_task")
    if not all(scenario.declares(name) for name in ADVERSARY.values()):
        return inapplicable(METHOD.name, "no_table")
    return applicable(
        METHOD.name,
        scenario,
        variants=tuple(f"{basis}_{host}" for basis in ADVERSARY for host in HOST),
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
    formula="max(0, A / r - host troops that count)",
    basis="deployed troops, theatre headcount; a cross-check, not a local combat rule",
    prepare=_prepare,
    troops=_troops,
)
