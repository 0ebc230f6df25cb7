"""Words of the section on holding: variants, axes, differences between two worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.holding_data import CENTRAL, HoldingView
from ceasefire.briefing.read import Envelope
from ceasefire.briefing.words import number, small
from ceasefire.results import FloatArray

__all__ = [
    "AXES",
    "CLASSES",
    "VARIANTS",
    "Flips",
    "about",
    "axis_of",
    "between",
    "counts",
    "deciding_axis",
    "flips_of",
    "gain_words",
    "in_ten",
    "in_tenths",
    "label",
    "likelier",
    "one_digit",
]

# Short names of the variants, as they stand in tables and figures.
VARIANTS: Mapping[str, str] = {
    "central": "the central variant",
    "civil_war_truce": "civil-war truces as the measure",
    "interstate_ending": "endings of wars between states as the measure",
    "dose_step": "presence as a step",
    "dose_threshold": "presence above a threshold",
    "provocation_none": "a force that provokes nothing",
    "provocation_high": "a force that provokes strongly",
    "recovery_fast": "fast recovery of the adversary",
    "agreement_matters": "terms that bind",
}
CLASSES = ("civil_war_truce", "interstate_ending")
"""Variants that measure the world without a force by other past cases than the central one."""
AXES: Mapping[str, str] = {
    "civil_war_truce": "which past ceasefires are the measure",
    "interstate_ending": "which past ceasefires are the measure",
    "dose_step": "how presence works as it grows",
    "dose_threshold": "how presence works as it grows",
    "provocation_none": "how much a force provokes",
    "provocation_high": "how much a force provokes",
    "recovery_fast": "how fast the adversary recovers",
    "agreement_matters": "whether strong terms bind",
}


class Flips:
    """Provocation at which an option's force makes an attack likelier than none does."""

    def __init__(self, values: FloatArray, masks: Mapping[str, NDArray[np.bool_]]) -> None:
        known = ~np.isnan(values)
        sought = values[known]
        self.sought = len(sought)
        self.found = np.sort(sought[np.isfinite(sought)])
        self.shares = {
            name: float(np.isfinite(values[mask & known]).mean())
            for name, mask in masks.items()
            if (mask & known).any()
        }
        """Share of a variant's draws that have such a level."""

    @property
    def share(self) -> float:
        """Share of the draws in which it was sought that have such a level."""
        return len(self.found) / self.sought if self.sought else 0.0

    @property
    def ends(self) -> tuple[float, float] | None:
        """Nine in ten of the levels, in stakes of the aggressor; None where no draw flips."""
        if not len(self.found):
            return None
        low, high = np.quantile(self.found, [0.05, 0.95])
        return float(low), float(high)


def flips_of(view: HoldingView) -> Flips | None:
    """Return the flips of an option, or None where none were sought."""
    if not view.has("provocation_flip"):
        return None
    found = Flips(view.values("provocation_flip"), view.masks)
    return found if found.sought else None


def label(variant: str) -> str:
    """Return a variant in words."""
    return VARIANTS.get(variant, variant.replace("_", " "))


def axis_of(variant: str) -> str:
    """Return what a variant moves, in words."""
    return AXES.get(variant, label(variant))


def deciding_axis(shares: Mapping[str, float], left_out: Sequence[str] = ()) -> str:
    """Return the variant that moves a share furthest from the central variant, or ''."""
    if CENTRAL not in shares:
        return ""
    moved = {
        name: abs(share - shares[CENTRAL])
        for name, share in shares.items()
        if name != CENTRAL and axis_of(name) not in left_out
    }
    return max(moved, key=lambda name: moved[name]) if moved else ""


def likelier(spiral: Mapping[str, float], decided: Mapping[str, float]) -> str:
    """Return which end is likelier, escalation or a decision, by variant."""
    by_choice = [name for name in spiral if decided[name] > spiral[name]]
    total = len(spiral)
    if not by_choice:
        return "escalation on the line is the likelier end in every variant"
    if len(by_choice) == total:
        return "a decision to attack is the likelier end in every variant"
    if len(by_choice) > total / 2:
        rest = small(total - len(by_choice))
        return f"a decision to attack is the likelier end in all variants but {rest}"
    return f"escalation on the line is the likelier end in all variants but {small(len(by_choice))}"


def in_ten(share: float) -> str:
    """Return a share as a number of ten, one significant digit.

    >>> in_ten(0.03), in_ten(0.42), in_ten(0.0)
    ('0.3', '4', '0')
    """
    tens = 10.0 * share
    if abs(tens) < 0.05:
        return "0"
    text = f"{tens:.1f}" if abs(tens) < 0.95 else f"{tens:.0f}"
    return text.replace("-", "−")


def about(share: float) -> str:
    """Return a share of the draws in tenths.

    >>> about(0.0), about(0.02), about(0.31), about(0.97), about(1.0)
    ('none', 'under 1 in 10', 'about 3 in 10', 'over 9 in 10', 'all')
    """
    if share in (0.0, 1.0):
        return "none" if share == 0.0 else "all"
    if share < 0.05 or share >= 0.95:
        return "under 1 in 10" if share < 0.5 else "over 9 in 10"
    return f"about {round(10 * share)} in 10"


def in_tenths(shares: Mapping[str, float]) -> str:
    """Return shares or ratios in tenths, from the lowest to the highest.

    >>> in_tenths({"a": 0.18, "b": 0.4}), in_tenths({"a": 0.0, "b": 0.0})
    ('2–4 in 10', 'none')
    """
    if min(shares.values()) == 1.0:
        return "all"
    low, high = (round(10 * end) for end in (min(shares.values()), max(shares.values())))
    if high == 0:
        return "none" if max(shares.values()) == 0 else "under 1 in 10"
    if low == 0:
        return f"up to {high} in 10"
    return f"{low} in 10" if low == high else f"{low}–{high} in 10"


def one_digit(value: float) -> str:
    """Return a judged number with one significant digit.

    >>> one_digit(0.18), one_digit(1.24), one_digit(0.0)
    ('0.2', '1', '0')
    """
    return number(float(f"{value:.1g}"), published=True)


def between(shares: Mapping[str, float]) -> str:
    """Return the lowest and the highest of the variants' shares, in ten.

    >>> between({"a": 0.31, "b": 0.74}), between({"a": 0.5, "b": 0.52})
    ('3–7', '5')
    """
    ends = dict.fromkeys((in_ten(min(shares.values())), in_ten(max(shares.values()))))
    return "–".join(ends)


def gain_words(gains: Mapping[str, float]) -> str:
    """Return by how many of ten histories a world does better, over the variants.

    >>> gain_words({"a": 0.04, "b": 0.2}), gain_words({"a": -0.1, "b": 0.2})
    ('0.4–2 more', '1 fewer to 2 more')
    >>> gain_words({"a": -0.2, "b": -0.1}), gain_words({"a": 0.0, "b": 0.001})
    ('1–2 fewer', 'no more')
    """
    low, high = min(gains.values()), max(gains.values())
    if in_ten(low) == in_ten(high) == "0":
        return "no more"
    if low >= 0 or in_ten(low) == "0":
        text = "–".join(dict.fromkeys((in_ten(low), in_ten(high))))
        return f"up to {in_ten(high)} more" if in_ten(low) == "0" else f"{text} more"
    if high <= 0 or in_ten(high) == "0":
        text = "–".join(dict.fromkeys((in_ten(-high), in_ten(-low))))
        return f"up to {in_ten(-low)} fewer" if in_ten(high) == "0" else f"{text} fewer"
    return f"{in_ten(-low)} fewer to {in_ten(high)} more"


def counts(envelope: Envelope | None, unit: str = "") -> str:
    """Return the ends of an envelope of counts; a low end that rounds to nothing is left out."""
    if envelope is None:
        return "unknown"
    low, high = max(0.0, envelope.low[1]), max(0.0, envelope.high[1])
    tail = f" {unit}" if unit else ""
    if high < 0.05:
        return f"hardly any{tail}"
    if low < 0.05 * high and low < 0.5:
        return f"up to {number(high)}{tail}"
    return f"{'–'.join(dict.fromkeys((number(low), number(high))))}{tail}"
