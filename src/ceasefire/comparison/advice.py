"""What sampling leaves open, and the risk of a wider war at which sending stops to pay."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.comparison.outcomes import Outcomes, World
from ceasefire.comparison.ranking import Difference, differences

__all__ = ["WORSE_THAN", "BreakEven", "break_even", "draws_to_tell", "draws_within"]

_TOLD = 3.0
WORSE_THAN = (1.0, 3.0, 10.0)
"""How many renewed wars a direct war between the coalition and the adversary is taken to weigh:
no source gives it, so the page shows several."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The rise in the risk of a direct war above which not sending is the lesser loss.

    Attributes
    ----------
    gain : Difference
        Chance to hold to the horizon with the force less that without, on the same draws.
    risk : mapping of str to float or None
        By how much worse a direct war is than a renewed one (``"3"``: three times): the rise in
        its chance over the horizon at which sending and not sending lose the same. None where the
        force gains nothing, so that no risk is worth it.

    Notes
    -----
    With L the loss of a renewed war and k L that of a direct one, not sending loses (1 - h0) L and
    sending (1 - h1) L + x k L, so that x = (h1 - h0) / k. The losses of the force and its cost
    stand beside it and are not in it.
    """

    gain: Difference
    risk: Mapping[str, float | None]


def break_even(table: Outcomes, place: int, world: World) -> BreakEven | None:
    """Return the break-even of an option that sends a force in a world, None without an answer."""
    gain = differences(table, table.values["holds"][place], table.twins["no_force"][place], world)
    if gain is None or not table.sends(place):
        return None
    risk = {f"{k:g}": gain.mean / k if gain.sign > 0 else None for k in WORSE_THAN}
    return BreakEven(gain, risk)


def draws_within(difference: Difference, half_width: float) -> int:
    """Return how many draws put 95% of the sampling error of a difference within a half width.

    The error falls with the root of the number of draws; of the scrambled Sobol points used here
    it falls faster, so the number is enough.
    """
    return math.ceil(difference.n * (1.96 * difference.se / half_width) ** 2)


def draws_to_tell(difference: Difference) -> int | None:
    """Return how many draws tell a difference from none at three errors; None if it is none."""
    if difference.mean == 0:
        return None
    return math.ceil(difference.n * (_TOLD * difference.se / difference.mean) ** 2)
