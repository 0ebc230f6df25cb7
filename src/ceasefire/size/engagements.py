"""How often attackers won at a ratio of forces: a local lookup in past engagements, with its n.

The table counts 672 division-level engagements of 1904-1991 (Dupuy Institute 2019). It is never
a rule for a theatre, and no curve is fitted: the bins are not even monotone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ceasefire.results import FloatArray

__all__ = ["Bins", "attacker_wins", "bins_of"]

# Lower end of the ratio, attacker's wins (share) and number of engagements (None where the copy
# seen does not give it), by rising ratio.
Bins = tuple[tuple[float, float, float | None], ...]


def bins_of(rows: Sequence[Mapping[str, object]]) -> Bins:
    """Return the table's bins by rising ratio."""
    found = [
        (
            float(str(row["ratio_low"])),
            float(str(row["attacker_wins_pct"])) / 100.0,
            None if row["n"] is None else float(str(row["n"])),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda bin: bin[0]))


def attacker_wins(ratio: FloatArray, bins: Bins) -> tuple[FloatArray, FloatArray]:
    """Return the share of engagements that attackers won in the bin of each ratio, and its n.

    Shapes (draws,); a ratio below the lowest bin takes the lowest; n is NaN where it is unknown.
    """
    starts = np.array([low for low, _, _ in bins])
    place = np.clip(np.searchsorted(starts, ratio, side="right") - 1, 0, len(bins) - 1)
    wins = np.array([share for _, share, _ in bins])[place]
    counts = np.array([np.nan if n is None else n for _, _, n in bins])[place]
    return wins, counts
