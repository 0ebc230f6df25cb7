"""The local balance of power over time, in brigade equivalents.

The host's army is the main deterrent. A foreign force adds its combat brigades, weighed by quality
and by how much of it counts at once from where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ceasefire.results import FloatArray
from ceasefire.scenario.model import Option

__all__ = [
    "PARAMETERS",
    "STRENGTHS",
    "acting_share",
    "adversary_power",
    "backer_in_place",
    "coalition_power",
    "host_power",
]

PARAMETERS = (
    "adversary_brigades",
    "air_worth_brigades_per_100",
    "aid_surge_host_growth",
    "backer_full_brigades",
    "backer_logistics_brigades",
    "backer_present_share",
    "coalition_brigade_quality",
    "defence_advantage",
    "host_brigade_quality",
    "host_brigades",
    "heavy_brigade_premium",
    "host_troops",
    "presence_acts_outside",
    "presence_acts_rear",
    "presence_acts_reserve",
    "recovery_growth",
    "recovery_years_fast",
    "recovery_years_slow",
)
STRENGTHS = ("adversary_brigades", "host_brigades", "host_troops")
"""Parameters of the two armies, which a pack must hold."""
PRESENCE_ACTS = {
    "mobile_reserve": "presence_acts_reserve",
    "rear": "presence_acts_rear",
    "outside": "presence_acts_outside",
}
"""The parameter that says how much of a force counts at once; on the line, all of it does."""


def adversary_power(
    years: Sequence[float], sample: Mapping[str, FloatArray], fast: np.ndarray
) -> FloatArray:
    """Return the adversary's power as it recovers, shape (draws, years)."""
    pace = np.where(fast, sample["recovery_years_fast"], sample["recovery_years_slow"])
    t = np.asarray(years)[None, :]
    grown = 1.0 + sample["recovery_growth"][:, None] * (1.0 - np.exp(-t / pace[:, None]))
    power: FloatArray = sample["adversary_brigades"][:, None] * grown
    return power


def host_power(
    option: Option,
    sample: Mapping[str, FloatArray],
    soldiers_added: FloatArray,
    cap_troops: float | None,
    backed: np.ndarray,
    supported: np.ndarray,
) -> FloatArray:
    """Return the host's power with what its backer gives before an attack, shape (draws,).

    Parameters
    ----------
    option : Option
        Its aid: a surge makes the host's brigades grow.
    sample : mapping of str to ndarray, shape (draws,)
    soldiers_added : ndarray, shape (draws,)
        Soldiers relieved for the front, or paid with money.
    cap_troops : float, optional
        Ceiling on the host's army in the settlement.
    backed, supported : ndarray of bool, shape (draws,)
        Whether the backer gives intelligence and logistics at least; whether it gives full support,
        of which a share is in place and counts before it decides on an attack.
    """
    growth = sample["aid_surge_host_growth"] if option.aid == "surge" else 0.0
    army = sample["host_troops"] * (1.0 + growth) + soldiers_added
    if cap_troops is not None:
        army = np.minimum(army, cap_troops)
    share = army / sample["host_troops"]
    brigades = sample["host_brigades"] * share
    power = brigades * sample["host_brigade_quality"] * sample["defence_advantage"]
    total: FloatArray = power + np.where(backed, sample["backer_logistics_brigades"], 0.0)
    return total + np.where(supported, backer_in_place(sample), 0.0)


def backer_in_place(sample: Mapping[str, FloatArray]) -> FloatArray:
    """Return the brigades of full support that are in place before an attack, shape (draws,)."""
    brigades: FloatArray = sample["backer_present_share"] * sample["backer_full_brigades"]
    return brigades


def acting_share(option: Option, sample: Mapping[str, FloatArray]) -> FloatArray:
    """Return how much of a force counts at once from where it stands, shape (draws,)."""
    acts = PRESENCE_ACTS.get(option.placement)
    return sample[acts] if acts else np.ones_like(sample["coalition_brigade_quality"])


def coalition_power(
    option: Option, present_share: FloatArray, sample: Mapping[str, FloatArray]
) -> FloatArray:
    """Return the coalition's power, shape (draws, knots).

    ``present_share`` (draws, knots) is the share of the option's own size that is in place. Heavy
    brigades count for more than light ones.
    """
    worth = 1.0 + sample["heavy_brigade_premium"] * option.heavy_share
    brigades = option.combat_brigades * sample["coalition_brigade_quality"] * worth
    air = option.aircraft / 100.0 * sample["air_worth_brigades_per_100"]
    ground = brigades * acting_share(option, sample)
    power: FloatArray = (ground + air)[:, None] * present_share
    return power
