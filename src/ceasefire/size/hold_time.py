"""A force that holds until it is reinforced: one published anchor, no curve."""

from __future__ import annotations

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size.method import Method, MethodPlan, applicable

__all__ = ["METHOD", "anchor_troops"]


def anchor_troops(
    force_troops: FloatArray, hold_days: FloatArray, reinforce_days: FloatArray
) -> FloatArray:
    """Return the anchor's force where it holds at least as long as help takes, else NaN.

    The anchor is RAND's Baltic force of seven brigades beside host armies (Shlapak and Johnson
    2016; Shlapak 2017): another theatre, shown as a yardstick. No curve is fitted through it.
    """
    return np.where(hold_days >= reinforce_days, force_troops, np.nan)


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    return applicable(
        METHOD.name,
        scenario,
        variants={
            "combat_brigades_only": "combat brigades only",
            "with_tail": "with their tail",
        },
        roles={
            "force": ("rand_combat_troops",),
            "hold": ("rand_hold_days",),
            "reinforce": ("reinforcement_days",),
            "slice": ("slice",),
        },
    )


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    combat = anchor_troops(
        sample["rand_combat_troops"], sample["rand_hold_days"], sample["reinforcement_days"]
    )
    return np.stack([combat, combat * sample["slice"]], axis=1)


METHOD = Method(
    name="hold_time",
    title="Hold until help arrives",
    note="one published force, another theatre",
    formula="the published force where it holds >= time to reinforce; with tail: x slice",
    basis="combat troops, and deployed troops with their tail",
    prepare=_prepare,
    troops=_troops,
    mandate_reason="no_threat_task",
    blank_reason="no_anchor",
)
