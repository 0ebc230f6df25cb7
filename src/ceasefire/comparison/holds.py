"""Does a claim hold? In nearly all draws, in every variant, at both ends of every judgement.

Variants are those that a check names, and the worlds of every structural choice of the pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    judgement, then those of each world of every structural choice. Memory does not grow with the
    number of draws.

    Parameters
    ----------
    judgements : mapping of str to (float, float)
        For every grade-E parameter, :func:`ends` of its fifths.
    worlds : mapping of str to int
        For every structural choice, such as the reference class of the baseline, how many it has.
    """

    def __init__(
        self, judgements: Mapping[str, Ends], worlds: Mapping[str, int] | None = None
    ) -> None:
        self._ends = dict(judgements)
        self._worlds = dict(worlds or {})
        groups = 1 + 2 * len(self._ends) + sum(self._worlds.values())
        self._draws = np.zeros(groups, dtype=np.int64)
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
            Values of every judgement; of every structural choice, the index of the world.
        """
        groups = [ok]
        for name, (low, high) in self._ends.items():
            groups += [ok & (judgements[name] <= low), ok & (judgements[name] >= high)]
        for name, count in self._worlds.items():
            groups += [ok & (judgements[name] == index) for index in range(count)]
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
        return self._range(variant, self._groups(judgements))

    def extremes(self, variant: str) -> Ends:
        """Return the same over all groups, the worlds of structural choices among them."""
        return self._range(variant, range(len(self._draws)))

    def weakest(self, variant: str) -> tuple[str, int] | None:
        """Return the structural choice and its world in which a variant holds least often.

        None where there is no choice, or where all worlds are alike.
        """
        places = [(name, index) for name, count in self._worlds.items() for index in range(count)]
        first = len(self._draws) - len(places)
        by_world = {
            place: int(self._holds[variant][first + n]) / int(self._draws[first + n])
            for n, place in enumerate(places)
            if self._draws[first + n]
        }
        if len(set(by_world.values())) < 2:
            return None
        return min(by_world, key=by_world.__getitem__)

    def verdict(self) -> str:
        """Return ``supported``, ``refuted`` or ``contested``, see :func:`rule_of_evidence`."""
        if not self.known or not self._holds:
            return "contested"
        ranges = [self.extremes(variant) for variant in self._holds]
        if min(low for low, _ in ranges) >= NEARLY_ALL:
            return "supported"
        if max(high for _, high in ranges) <= 1 - NEARLY_ALL:
            return "refuted"
        return "contested"

    def _range(self, variant: str, groups: Iterable[int]) -> Ends:
        shares = [
            int(self._holds[variant][group]) / int(self._draws[group])
            for group in groups
            if self._draws[group]
        ]
        return min(shares), max(shares)

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
    worlds: Mapping[str, FloatArray] | None = None,
) -> str:
    """Return ``supported``, ``refuted`` or ``contested`` for a claim.

    A claim is supported (refuted) if it holds (fails) in at least 95% of ok draws in every
    variant, in every world of every structural choice, and within the lowest and the highest
    fifth of every grade-E parameter.

    Parameters
    ----------
    true_by_variant : mapping of ndarray of bool, shape (draws,)
        Whether the claim holds, by named variant.
    ok : ndarray of bool, shape (draws,)
    judgements : mapping of ndarray, shape (draws,)
        Values of every grade-E parameter that the test reads.
    worlds : mapping of ndarray, shape (draws,)
        The index of the draw's world, by structural choice.
    """
    found = worlds or {}
    tally = Tally(
        {name: ends(values) for name, values in judgements.items()},
        {name: int(values.max()) + 1 for name, values in found.items()},
    )
    tally.add(true_by_variant, ok, {**judgements, **found})
    return tally.verdict()
