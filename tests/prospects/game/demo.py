"""The demo parameters of the design note: for tests of the code, never a default."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ceasefire.prospects.game import GameParameters

RESOLUTE, SUPPORTIVE, PRECISION = 0.5, 3 / 7, 6.0
"""Means of the note's Beta(4,4) and Beta(3,4); its lambda."""
STATED = {
    "limited_stake": 0.5,
    "reject_value": -0.05,
    "attack_cost": 0.35,
    "attack_cost_force": 0.12,
    "attack_cost_support": 0.2,
    "escalation_risk": 0.08,
    "escalation_loss_aggressor": 1.2,
    "escalation_loss_coalition": 1.5,
    "probe_cost": 0.02,
    "probe_punished": 0.05,
    "probe_gain": 0.1,
    "probe_gain_withdrawal": 0.3,
    "force_cost": 0.003,
    "stand_cost": 0.45,
    "audience_cost": 0.3,
    "host_reject_value": -0.3,
    "territory_cost": 0.3,
    "overrun_loss": 1.0,
}
NOT_STATED = {
    "coalition_holds": 0.75,
    "coalition_stake": 0.95,
    "respond_cost": 0.0,
    "ignore_cost": 0.035,
    "withdraw_cost": 0.38,
    "support_value": 0.855,
    "support_cost": 0.192,
    "ally_duty": 0.368,
    "withholding_share": 0.132,
    "resolve_multiplier": 2.1,
    "deaths_by_size": 0.243,
    "provocation_power": 1.5,
}
"""The note gives no value (the coalition's costs), one for two types (the backer's), a range (the
power of the provocation), or one that does not lead to its table (resolve, 1.8): fitted to it."""
PROVOCATION, PROVOCATION_TROOPS = 0.25, 80.0
TRIPWIRE, FORCE_TROOPS = 0.1, 15.0


def demo_success(
    force_log: NDArray[np.float64], base: float = 0.9, denial: float = 0.8
) -> NDArray[np.float64]:
    """Return the note's chance of success, by stand and support."""
    stand, support = np.arange(2.0)[:, None], np.arange(2.0)[None, :]
    logit = base - 0.8 * support - 0.5 * stand * support
    return 1 / (1 + np.exp(-logit + denial * force_log[:, None, None] * stand))


def demo(
    troops_thousand: ArrayLike,
    noise: np.random.Generator | None = None,
    spread: float = 0.3,
    **changes: float,
) -> GameParameters:
    """Return the demo at these sizes; with ``noise`` every payoff is scattered in its logarithm."""
    troops = np.atleast_1d(np.asarray(troops_thousand, dtype=np.float64))
    value = {
        name: np.full(len(troops), mean)
        * (np.exp(noise.normal(0, spread, len(troops))) if noise else 1.0)
        for name, mean in (STATED | NOT_STATED | {"provocation": PROVOCATION} | changes).items()
    }
    force_log = np.log1p(troops / FORCE_TROOPS)
    size = troops / PROVOCATION_TROOPS
    value["provocation"] = value["provocation"] * size ** value.pop("provocation_power")
    met = -np.expm1(-value.pop("deaths_by_size") * troops / FORCE_TROOPS)
    return GameParameters(
        success=demo_success(force_log),
        troops_thousand=troops,
        force_log=force_log,
        tripwire_pull=TRIPWIRE * met,
        **value,
    )
