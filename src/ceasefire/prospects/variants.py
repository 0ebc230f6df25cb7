"""The structural variants: nine worlds, the central one and eight that move one axis each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ceasefire.results import FloatArray

__all__ = ["CLASSES", "DOSES", "VARIANT", "Axes", "axes"]

VARIANT = "holding_variant"
CLASSES = ("monitored_line", "civil_war_truce", "interstate_ending")
"""Reference classes of the baseline, the central one first; ``broken_5y_<class>`` is its level."""
DOSES = ("log", "step", "threshold")
_CLASS_OF = {"civil_war_truce": 1, "interstate_ending": 2}
_DOSE_OF = {"dose_step": 1, "dose_threshold": 2}
_PROVOCATION_OF = {"provocation_none": 0, "provocation_high": 2}


@dataclass(frozen=True)
class Axes:
    """Where each draw stands on the structural axes; all arrays have shape (draws,).

    ``reference`` and ``dose`` are positions in ``CLASSES`` and ``DOSES``; ``provocation`` is 0
    (none), 1 (low) or 2 (high).
    """

    reference: NDArray[np.int64]
    dose: NDArray[np.int64]
    provocation: NDArray[np.int64]
    fast_recovery: NDArray[np.bool_]
    agreement_matters: NDArray[np.bool_]

    def rows(self, chosen: NDArray[np.int64]) -> Axes:
        """Return the axes of some of the draws."""
        return Axes(*(getattr(self, field.name)[chosen] for field in fields(self)))


def axes(names: Sequence[str], variant: FloatArray) -> Axes:
    """Return the axes of each draw from its variant, an index into ``names``."""
    chosen = variant.astype(np.int64)

    def level(table: dict[str, int], central: int) -> NDArray[np.int64]:
        by_name = np.array([table.get(name, central) for name in names], dtype=np.int64)
        found: NDArray[np.int64] = by_name[chosen]
        return found

    def there(name: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.array([n == name for n in names])[chosen]
        return found

    return Axes(
        reference=level(_CLASS_OF, 0),
        dose=level(_DOSE_OF, 0),
        provocation=level(_PROVOCATION_OF, 1),
        fast_recovery=there("recovery_fast"),
        agreement_matters=there("agreement_matters"),
    )
