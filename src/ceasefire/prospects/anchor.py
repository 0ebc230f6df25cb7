"""The anchor: how often the world without a force breaks, and by what, from past cases.

One reference class at a time gives the share broken within five years at the level of H2. A share
of it is spirals, a share what no force on a line touches, and the rest decisions to attack. The
precedents' hazard ratio of a force is not applied on top: what a force changes comes out of the two
engines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ceasefire.prospects.variants import CLASSES, Axes
from ceasefire.results import FloatArray

__all__ = ["PARAMETERS", "YEARS", "Anchor", "anchor"]

YEARS = 5.0
"""Years over which the reference classes state the share broken."""
PARAMETERS = (
    *(f"broken_5y_{name}" for name in CLASSES),
    "spiral_share",
    "other_share",
    "spiral_cascade",
    "agreement_hazard_ratio",
)


@dataclass(frozen=True)
class Anchor:
    """Cumulative hazards over five years without a force, by cause; shape (draws,)."""

    spiral: FloatArray
    deliberate: FloatArray
    other: FloatArray


def anchor(axes: Axes, strength: float, sample: Mapping[str, FloatArray]) -> Anchor:
    """Return the hazards that the world without a force has.

    Parameters
    ----------
    axes : Axes
        The reference class of each draw, and whether the strength of an agreement matters.
    strength : float
        Share of the settlement's provisions that bind, less that of the typical case. Where it
        matters, a full settlement multiplies the hazards of a bare truce by the drawn ratio, a
        partial one by its power.
    sample : mapping of str to ndarray, shape (draws,)
    """
    levels = np.stack([sample[f"broken_5y_{name}"] for name in CLASSES])
    broken = np.zeros(len(axes.reference))
    for position in range(len(CLASSES)):
        broken = np.where(axes.reference == position, levels[position], broken)
    total = -np.log1p(-broken)
    bound = sample["agreement_hazard_ratio"] ** strength
    total = np.where(axes.agreement_matters, total * bound, total)
    spiral, other = sample["spiral_share"] * total, sample["other_share"] * total
    return Anchor(spiral, total - spiral - other, other)
