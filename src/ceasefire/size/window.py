"""The window of the debate: not a soft target, no instant reinforcement, no hidden guarantee.

Claim C14 names three tests without figures. A and B are computed as stated here; C has no
measure in the literature and is shown by proxies only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import Column, FloatArray
from ceasefire.results.force_requirement import Window
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size.engagements import Bins, attacker_wins, bins_of
from ceasefire.size.hold_time import anchor_troops

__all__ = [
    "ATTACKERS",
    "WindowPlan",
    "evaluate",
    "local_ratio",
    "prepare",
    "soft_target_brigades",
]

ATTACKERS = (1, 3, 6)
REACH = {
    "line": "reach_72h_line",
    "mobile_reserve": "reach_72h_reserve",
    "rear": "reach_72h_rear",
    "outside": "reach_72h_outside",
}
_FRONT = ("host_brigades", "attack_sector_length", "tolerated_local_ratio")
_TROOPS = ("brigade_size", "slice")
_HOLD = ("rand_combat_troops", "rand_hold_days", "reinforcement_days", "slice")


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """What the window needs for an option; ``reason`` is empty where it applies."""

    reason: str
    reach: str = ""
    contact_lengths: tuple[str, ...] = ()
    engagements: Bins = ()
    engagement_sources: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter the window reads."""
        if self.reason:
            return ()
        return (*_FRONT, *_TROOPS, *_HOLD, self.reach, *self.contact_lengths, "host_troops")


def soft_target_brigades(
    attackers: float,
    tolerated_ratio: FloatArray,
    host_brigades_per_km: FloatArray,
    sector_km: FloatArray,
    reach: FloatArray,
) -> FloatArray:
    """Return the smallest force, in brigades, that keeps a local attack at the ratio or below.

    attackers / (host per km x sector + reach x F) <= r, solved for F >= 0; shape (draws,).
    ``reach`` is the share of the force's brigades on the sector within 72 hours.
    """
    needed = np.maximum(0.0, attackers / tolerated_ratio - host_brigades_per_km * sector_km)
    result: FloatArray = needed / reach
    return result


def local_ratio(
    attackers: float, host_brigades: FloatArray, force_brigades: FloatArray
) -> FloatArray:
    """Return attacking brigades to host and foreign brigades on one sector, shape (draws,)."""
    result: FloatArray = attackers / (host_brigades + force_brigades)
    return result


def prepare(scenario: Scenario, option: Option) -> WindowPlan:
    """Return the plan of the window for an option."""
    if option.troops_high == 0:
        return WindowPlan("no_force")
    if option.timing == "wartime":
        return WindowPlan("wartime")
    if option.placement not in REACH:
        return WindowPlan("no_deployment")
    if option.combat_brigades == 0:
        # The ratio counts combat brigades: observers and trainers are not measured by it.
        return WindowPlan("no_threat_task")
    contact = tuple(s.length for s in scenario.sectors if s.contact)
    table = scenario.rows("engagements")
    keys = [key for row in table for key in keys_in(row["sources"])]
    plan = WindowPlan(
        "", REACH[option.placement], contact, bins_of(table), tuple(dict.fromkeys(keys))
    )
    missing = [n for n in plan.parameters if n not in scenario.parameters]
    return WindowPlan("input_not_visible") if missing or not contact else plan


def evaluate(plan: WindowPlan, sample: Sample, size_troops: FloatArray) -> Window:
    """Return the bounds of the window in troops, and the size as a share of the host's army."""
    if plan.reason:
        return Window()
    front_km = np.zeros(len(sample.rows))
    for name in plan.contact_lengths:
        front_km = front_km + sample[name]
    per_km = sample["host_brigades"] / front_km
    per_brigade = sample["brigade_size"] * sample["slice"]
    columns, arrays = [], []
    for attackers in ATTACKERS:
        brigades = soft_target_brigades(
            attackers,
            sample["tolerated_local_ratio"],
            per_km,
            sample["attack_sector_length"],
            sample[plan.reach],
        )
        columns.append(_soft_column(attackers, plan))
        arrays.append(brigades * per_brigade)
        if plan.engagements:
            ratio = local_ratio(
                attackers,
                per_km * sample["attack_sector_length"],
                size_troops / per_brigade * sample[plan.reach],
            )
            columns += _win_columns(attackers, plan)
            arrays += attacker_wins(ratio, plan.engagements)
    hold = anchor_troops(
        sample["rand_combat_troops"], sample["rand_hold_days"], sample["reinforcement_days"]
    )
    columns += [_hold_column("combat", _HOLD[:3]), _hold_column("deployed", _HOLD), _SHARE]
    arrays += [hold, hold * sample["slice"], size_troops / sample["host_troops"]]
    return Window(tuple(columns), tuple(arrays))


def _soft_column(attackers: int, plan: WindowPlan) -> Column:
    reads = (*_FRONT, *_TROOPS, plan.reach, *plan.contact_lengths)
    return Column(
        f"window.soft_s{attackers}_troops",
        "float64",
        "troops",
        f"smallest force that holds an attack by {attackers} brigades at the tolerated ratio",
        "max(0, s / r - host brigades per km x sector) / reach x brigade x slice",
        "E",
        reads=tuple(f"param/{name}" for name in reads),
    )


def _win_columns(attackers: int, plan: WindowPlan) -> list[Column]:
    reads = (*_FRONT[:2], *_TROOPS, plan.reach, *plan.contact_lengths)
    formula = "lookup of s / (host on the sector + reach x size / (brigade x slice))"
    words = f"past engagements at the ratio that {attackers} attacking brigades have beside it"
    named = (
        (f"window.wins_s{attackers}", "share", "share that attackers won of"),
        (f"window.cases_s{attackers}", "", "number of"),
    )
    return [
        Column(
            name,
            "float64",
            unit,
            f"{what} {words}",
            formula,
            "E",
            sources=plan.engagement_sources,
            reads=tuple(f"param/{name}" for name in reads),
        )
        for name, unit, what in named
    ]


def _hold_column(basis: str, names: tuple[str, ...]) -> Column:
    return Column(
        f"window.hold_{basis}_troops",
        "float64",
        "troops",
        f"published force that holds until reinforced ({basis} troops); blank where none does",
        "the published force where it holds >= time to reinforce",
        "D",
        reads=tuple(f"param/{name}" for name in names),
    )


_SHARE = Column(
    "window.host_share",
    "float64",
    "share",
    "size of the force as a share of the host's army",
    "size / host troops",
    "D",
    reads=("param/host_troops",),
)
