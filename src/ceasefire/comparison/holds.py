"""Does a claim hold? In nearly all draws, in every variant, at both ends of every judgement."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ceasefire.draws.fifths import BoolArray, fifths
from ceasefire.results import FloatArray

__all__ = ["NEARLY_ALL", "Ends", "Tally", "ends", "rule_of_evidence"]

NEARLY_ALL = 0.95

Ends = tuple[float, float]


def ends(values: FloatArray) -> Ends:
    """Return where the lowest fifth of a parameter ends and its highest begins."""
    low, high = fifths(values)
    return float(values[low].max()), float(values[high].min())


class Tally:
    """Counts of draws in which a claim holds, kept block after block.

    Draws are counted in groups: all of them, then the lowest and the highest fifth of every
    judgement. Memory does not grow with the number of draws.

    Parameters
    ----------
    judgements : mapping of str to (float, float)
        For every grade-E parameter, :func:`ends` of its fifths.
    """

    def __init__(self, judgements: Mapping[str, Ends]) -> None:
        self._ends = dict(judgements)
        self._draws = np.zeros(1 + 2 * len(self._ends), dtype=np.int64)
        self._holds: dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]] = {}

    @property
    def known(self) -> int:
        """The number of draws that say something."""
        return int(self._draws[0])

    def add(
        self,
        holds: Mapping[str, BoolArray],
        ok: BoolArray,
        judgements: Mapping[str, FloatArray],
    ) -> None:
        """Count a block of draws.

        Parameters
        ----------
        holds : mapping of str to ndarray of bool, shape (rows,)
            Whether the claim holds, by named variant.
        ok : ndarray of bool, shape (rows,)
            Draws that say something; no other is counted.
        judgements : mapping of str to ndarray, shape (rows,)
        """
        groups = [ok]
        for name, (low, high) in self._ends.items():
            groups += [ok & (judgements[name] <= low), ok & (judgements[name] >= high)]
        members = np.stack(groups)
        self._draws += members.sum(axis=1)
        for name, truth in holds.items():
            counts = (members & truth).sum(axis=1)
            self._holds[name] = self._holds.get(name, 0) + counts

    def share(self, variant: str) -> float:
        """Return the share of all ok draws in which a variant holds."""
        return int(self._holds[variant][0]) / self.known

    def share_range(self, variant: str, judgements: tuple[str, ...] | None = None) -> Ends:
        """Return the lowest and highest share over all ok draws and the fifths of judgements.

        The same as :func:`ceasefire.draws.fifths.share_range`; all judgements by default.
        """
        shares = [
            int(self._holds[variant][group]) / int(self._draws[group])
            for group in self._groups(judgements)
            if self._draws[group]
        ]
        return min(shares), max(shares)

    def verdict(self) -> str:
        """Return ``supported``, ``refuted`` or ``contested``, see :func:`rule_of_evidence`."""
        if not self.known or not self._holds:
            return "contested"
        ranges = [self.share_range(variant) for variant in self._holds]
        if min(low for low, _ in ranges) >= NEARLY_ALL:
            return "supported"
        if max(high for _, high in ranges) <= 1 - NEARLY_ALL:
            return "refuted"
        return "contested"

    def _groups(self, judgements: tuple[str, ...] | None) -> list[int]:
        places = [
            place
            for place, name in enumerate(self._ends)
            if judgements is None or name in judgements
        ]
        return [0, *(1 + 2 * place + end for place in places for end in (0, 1))]


def rule_of_evidence(
    true_by_variant: Mapping[str, BoolArray],
    ok: BoolArray,
    judgements: Mapping[str, FloatArray],
) -> str:
    """Return ``supported``, ``refuted`` or ``contested`` for a claim.

    A claim is supported (refuted) if it holds (fails) in at least 95% of ok draws in every
    variant, and also within the lowest and the highest fifth of every grade-E parameter.

    Parameters
    ----------
    true_by_variant : mapping of ndarray of bool, shape (draws,)
        Whether the claim holds, by named variant.
    ok : ndarray of bool, shape (draws,)
    judgements : mapping of ndarray, shape (draws,)
        Values of every grade-E parameter that the test reads.
    """
    tally = Tally({name: ends(values) for name, values in judgements.items()})
    tally.add(true_by_variant, ok, judgements)
    return tally.verdict()
