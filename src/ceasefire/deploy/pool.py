"""What a state can keep deployed: one rule of rotation at a time, never two.

``target_share``
    the share of land forces that NATO set as a target, army x professional share x target
``measured_share``
    that share times what has been kept out in fact
``national_rotation``
    the deployable pool divided by the state's own multiplier, (tour + dwell) / tour

From each the troops abroad already are taken, less what a state would release for this.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ceasefire.deploy.contributors import Contributor
from ceasefire.draws import Sample
from ceasefire.results import FloatArray
from ceasefire.results.deployment import MAIN_RULE

__all__ = ["MAIN_RULE", "PARAMETERS", "RULES", "available_troops", "pool_multiplier"]

RULES = ("target_share", "measured_share", MAIN_RULE)
PARAMETERS = (
    "sustained_share",
    "sustained_factor",
    "deployable_share",
    "rotation_within_range",
    "garrison_released",
    "flank_released",
    "mandate_ceiling_share",
)


def available_troops(
    states: Sequence[Contributor], rule: str, sample: Sample, *, flank_released: bool = True
) -> FloatArray:
    """Return the troops each state can keep on this task, shape (draws, states), not negative.

    Without ``flank_released`` the eastern flank keeps all its contingents.

    Raises
    ------
    KeyError
        If the rule is not in ``RULES``.
    """
    kept = {
        "target_share": _target_share,
        "measured_share": _measured_share,
        "national_rotation": _national_rotation,
    }[rule]
    columns = [
        np.maximum(kept(state, sample) - committed_troops(state, sample, flank_released), 0.0)
        * (sample["mandate_ceiling_share"] if state.needs_vote else 1.0)
        for state in states
    ]
    return np.stack(columns, axis=1) if columns else np.zeros((len(sample.rows), 0))


def committed_troops(state: Contributor, sample: Sample, flank_released: bool = True) -> FloatArray:
    """Return the troops abroad that stay where they are, shape (draws,).

    Operations stay; of garrisons, and of troops whose task the source does not name, a drawn
    share is released, of the eastern flank another.
    """
    standing = (state.garrison_troops + state.unsplit_troops) * (1.0 - sample["garrison_released"])
    released = sample["flank_released"] if flank_released else 0.0
    flank = state.flank_troops * (1.0 - released)
    return state.operations_troops + standing + flank


def pool_multiplier(state: Contributor, sample: Sample) -> FloatArray:
    """Return the soldiers in the pool behind each one deployed, shape (draws,)."""
    span = state.rotation_high - state.rotation_low
    return state.rotation_low + span * sample["rotation_within_range"]


def _target_share(state: Contributor, sample: Sample) -> FloatArray:
    return state.army_troops * state.professional_share * sample["sustained_share"]


def _measured_share(state: Contributor, sample: Sample) -> FloatArray:
    return _target_share(state, sample) * sample["sustained_factor"]


def _national_rotation(state: Contributor, sample: Sample) -> FloatArray:
    pool = state.army_troops * state.professional_share * sample["deployable_share"]
    return pool / pool_multiplier(state, sample)
