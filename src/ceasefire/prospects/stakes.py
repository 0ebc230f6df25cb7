"""What the players stand to win and lose on an occasion, from an option's force beside a host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.balance import (
    acting_share,
    adversary_power,
    backer_in_place,
    coalition_power,
    host_power,
)
from ceasefire.prospects.game import GameParameters
from ceasefire.prospects.variants import Axes
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Option

__all__ = ["PARAMETERS", "Question", "provocation_level", "stakes"]

_PLAIN = (
    "attack_cost",
    "attack_cost_force",
    "attack_cost_support",
    "coalition_holds",
    "coalition_stake",
    "escalation_loss_aggressor",
    "escalation_loss_coalition",
    "host_reject_value",
    "ignore_cost",
    "limited_stake",
    "overrun_loss",
    "probe_cost",
    "reject_value",
    "resolve_multiplier",
    "respond_cost",
    "support_cost",
    "support_value",
    "territory_cost",
    "withdraw_cost",
    "withholding_share",
)
"""Parameters that the game takes as they are, under their own names."""
_BY_WEIGHT = (
    "ally_duty",
    "audience_cost",
    "escalation_risk",
    "probe_gain",
    "probe_gain_withdrawal",
    "probe_punished",
    "stand_cost",
    "tripwire_pull",
)
"""Parameters that count by the weight of the force, 1 - exp(-troops / force_fight_scale_troops)."""
PARAMETERS = (
    *_PLAIN,
    *_BY_WEIGHT,
    "balance_steepness",
    "believed_support",
    "choice_precision",
    "escalation_nest",
    "force_cost_per_1000",
    "force_fight_scale_troops",
    "opportunist_share",
    "provocation_high",
    "provocation_low",
    "provocation_outside_share",
    "provocation_power",
    "provocation_scale_troops",
    "resolute_share",
)


@dataclass(frozen=True)
class Question:
    """What the game is asked about: an option's force over time beside a host.

    Attributes
    ----------
    option : Option
    knots_years : tuple of float
    share : ndarray, shape (draws, knots)
        Share of the option's own size in place; 0 is a world without the force.
    troops : ndarray, shape (draws,)
        The option's own size, as announced.
    host_soldiers : ndarray, shape (draws,)
        Soldiers added to the host: relieved by the force, or paid with its money.
    backed : ndarray of bool, shape (draws,)
        Whether the backer gives intelligence and logistics at least.
    supportive : ndarray of bool, shape (draws,)
        Whether the backer gives full support already: a share of it is in place, which all see and
        which counts in the balance before any attack, and it is of the type that supports once war
        is back. Intelligence and logistics stop short of the forces that support means then, so a
        backer that gives no more is of the withholding type, which may still come round. What the
        others believe of it is ``believed_support``.
    line_share : float
        Share of the troops that stand on the line where the force as a whole does not.
    host_cap_troops : float, optional
    reading_share : str
        The parameter that scales provocation by how the adversary reads the command; blank where
        it minds it fully.
    """

    option: Option
    knots_years: tuple[float, ...]
    share: FloatArray
    troops: FloatArray
    host_soldiers: FloatArray
    backed: NDArray[np.bool_]
    supportive: NDArray[np.bool_]
    host_cap_troops: float | None = None
    reading_share: str = ""
    line_share: float = 0.0

    def rows(self, chosen: NDArray[np.int64]) -> Question:
        """Return the question for some of the draws."""
        return replace(
            self,
            share=self.share[chosen],
            troops=self.troops[chosen],
            host_soldiers=self.host_soldiers[chosen],
            backed=self.backed[chosen],
            supportive=self.supportive[chosen],
        )


def provocation_level(sample: Mapping[str, FloatArray], axes: Axes) -> FloatArray:
    """Return the provocation of the draw's variant, shape (draws,), in the aggressor's stakes."""
    low, high = sample["provocation_low"], sample["provocation_high"]
    level: FloatArray = np.select([axes.provocation == 1, axes.provocation == 2], [low, high], 0.0)
    return level


def stakes(
    sample: Mapping[str, FloatArray],
    axes: Axes,
    asked: Question,
    year: float,
    share: FloatArray,
    provocation: FloatArray,
) -> GameParameters:
    """Return what the game is played for at a time, with so much of the force in place.

    Parameters
    ----------
    year : float
        Since the signature.
    share, provocation : ndarray, shape (draws,)
        Share of the option's own size in place; provocation in units of the aggressor's stake, for
        a force of ``provocation_scale_troops`` that it minds fully.
    """
    option = asked.option
    adversary = adversary_power((year,), sample, axes.fast_recovery)[:, 0]
    host = host_power(
        option,
        sample,
        asked.host_soldiers,
        asked.host_cap_troops,
        asked.backed,
        asked.supportive,
    )
    # What is in place already cannot come a second time.
    rest = sample["backer_full_brigades"] - np.where(asked.supportive, backer_in_place(sample), 0.0)
    coalition = coalition_power(option, share[:, None], sample)[:, 0]
    troops = asked.troops * share
    scale = sample["provocation_scale_troops"]
    # What a probe, a stand or a war with the force is worth grows with the force: a force of
    # nobody is no force, and both worlds have the same moves. So far as it is near enough to
    # fight, that is.
    near = troops * (asked.line_share + (1.0 - asked.line_share) * acting_share(option, sample))
    weight = -np.expm1(-near / sample["force_fight_scale_troops"])
    by_weight = {name: sample[name] * weight for name in _BY_WEIGHT}
    return GameParameters(
        success=_success(sample, adversary, host, coalition, rest),
        troops_thousand=troops / 1000.0,
        force_log=np.log1p(near / sample["force_fight_scale_troops"]),
        provocation=provocation
        * _minded(asked, sample)
        * (troops / scale) ** sample["provocation_power"],
        force_cost=sample["force_cost_per_1000"],
        **by_weight,
        **{name: sample[name] for name in _PLAIN},
    )


def _minded(asked: Question, sample: Mapping[str, FloatArray]) -> FloatArray:
    """Return the share of its provocation that the adversary minds: whose it is, where it is."""
    whole = np.ones_like(sample["provocation_power"])
    command = sample[asked.reading_share] if asked.reading_share else whole
    outside = asked.option.placement == "outside"
    return command * (sample["provocation_outside_share"] if outside else whole)


def _success(
    sample: Mapping[str, FloatArray],
    adversary: FloatArray,
    host: FloatArray,
    coalition: FloatArray,
    support_brigades: FloatArray,
) -> FloatArray:
    """Return the chance that an attack succeeds, shape (draws, stand, support).

    A logistic curve in the log ratio of power, even at a ratio of one.
    """
    found = np.empty((len(adversary), 2, 2))
    for stand in (0, 1):
        for support in (0, 1):
            against = host + stand * coalition + support * support_brigades
            lead = sample["balance_steepness"] * np.log(adversary / against)
            found[:, stand, support] = 1.0 / (1.0 + np.exp(-lead))
    return found
