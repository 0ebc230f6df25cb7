"""What a check may look at, and what it hands back: a test of blocks of draws.

A column has an address, as in the codebook: ``param/<name>`` or ``<stage>/<option>/<column>``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeVar

import numpy as np

from ceasefire.comparison.holds import Ends, Tally, ends
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray
from ceasefire.results.columns import PARAMETER, parameters_of
from ceasefire.scenario.model import Choice, Fixed, Scenario

__all__ = [
    "PARAMETER",
    "Block",
    "Check",
    "Evidence",
    "Finding",
    "Quantity",
    "Record",
    "Row",
]

Block = Mapping[str, FloatArray]
"""Columns by address for some draws, each of shape (rows,)."""
Row = Mapping[str, object]
"""A row of ``claims.csv``."""

Quantity = tuple[Sequence[str], Callable[[Block], FloatArray]]
"""Something computed in a block: the addresses it reads, and its values, shape (rows,)."""

HELD = 2**19  # numbers held at once: four megabytes

T = TypeVar("T")


@dataclass(frozen=True)
class Evidence:
    """What a check may look at: the scenario, and results block after block.

    Attributes
    ----------
    scenario : Scenario
    draws : int
    names : callable
        ``names(stage, option)``: the columns there are, none where the option was not run.
    made_from : callable
        ``made_from(address)``: what a column reads, as its declaration says.
    blocks : callable
        ``blocks(addresses)``: the columns, block after block.
    """

    scenario: Scenario
    draws: int
    names: Callable[[str, str], tuple[str, ...]]
    made_from: Callable[[str], tuple[str, ...]]
    blocks: Callable[[Sequence[str]], Iterator[Block]]
    _medians: dict[str, float] = field(default_factory=dict, init=False, repr=False)
    _ends: dict[str, Ends] = field(default_factory=dict, init=False, repr=False)

    def columns(self, stage: str, option: str, head: str = "", tail: str = "") -> tuple[str, ...]:
        """Return the addresses of a stage's columns for an option that begin and end so."""
        return tuple(
            f"{stage}/{option}/{name}"
            for name in self.names(stage, option)
            if name.startswith(head) and name.endswith(tail)
        )

    def unseen(self, *parameters: str) -> bool:
        """Return whether one of the parameters has no value on the as-of date."""
        return any(name not in self.scenario.parameters for name in parameters)

    def absent(self, stage: str, *options: str) -> str:
        """Return why the columns of a rule are not there, as a key of the sentences."""
        if not all(self.names(stage, option) for option in options):
            return "option_not_run"
        return "input_not_visible" if self.scenario.invisible else "method_not_applied"

    def medians(self, *addresses: str) -> tuple[float, ...]:
        """Return the medians of columns over all draws."""
        return self._each(addresses, self._medians, lambda values: float(np.median(values)))

    def ends(self, *parameters: str) -> dict[str, Ends]:
        """Return by name where the end fifths of parameters begin."""
        found = self._each(tuple(PARAMETER + name for name in parameters), self._ends, ends)
        return dict(zip(parameters, found, strict=True))

    def summaries(
        self, quantities: Sequence[Quantity], summary: Callable[[FloatArray], T]
    ) -> list[T]:
        """Return ``summary(values)`` of each quantity, ``values`` of shape (draws,).

        Order statistics need all draws of a quantity at once: so many quantities are computed in
        one pass over the blocks as stay below ``HELD`` numbers, one at least.
        """
        found: list[T] = []
        size = max(1, HELD // self.draws)
        for first in range(0, len(quantities), size):
            chosen = quantities[first : first + size]
            reads = tuple(dict.fromkeys(address for part, _ in chosen for address in part))
            whole = np.empty((len(chosen), self.draws))
            start = 0
            for block in self.blocks(reads):
                stop = start + len(block[reads[0]])
                for row, (_, value) in zip(whole, chosen, strict=True):
                    row[start:stop] = value(block)
                start = stop
            found += [summary(row) for row in whole]
            del whole
        return found

    def first(self, quantities: Sequence[Quantity], most: int) -> FloatArray:
        """Return the first draws of quantities, computed in one pass.

        Returns
        -------
        ndarray, shape (quantities, min(most, draws))
        """
        whole = np.empty((len(quantities), min(most, self.draws)))
        reads = tuple(dict.fromkeys(address for part, _ in quantities for address in part))
        start = 0
        for block in self.blocks(reads):
            room = whole.shape[1] - start
            if room <= 0:
                break
            for row, (_, value) in zip(whole, quantities, strict=True):
                found = value(block)[:room]
                row[start : start + len(found)] = found
            start += len(block[reads[0]])
        return whole

    def _each(
        self, addresses: Sequence[str], kept: dict[str, T], summary: Callable[[FloatArray], T]
    ) -> tuple[T, ...]:
        """Return the summaries of stored columns, each computed once for all claims."""
        new = [address for address in addresses if address not in kept]
        columns: list[Quantity] = [((address,), itemgetter(address)) for address in new]
        kept.update(zip(new, self.summaries(columns, summary), strict=True))
        return tuple(kept[address] for address in addresses)

    def judgements(self, reads: Sequence[str]) -> tuple[str, ...]:
        """Return the grade-E parameters with a range that columns are made from, at any depth."""
        return tuple(name for name in self.parameters(reads) if self._judged(name))

    def worlds(self, reads: Sequence[str]) -> dict[str, int]:
        """Return the structural choices that columns are made from, and how many each has.

        No data tell their worlds apart, so a claim has to hold in each of them.
        """
        known = self.scenario.parameters
        values = {name: known[name].value for name in self.parameters(reads) if name in known}
        return {n: len(v.names) for n, v in values.items() if isinstance(v, Choice)}

    def parameters(self, reads: Sequence[str]) -> tuple[str, ...]:
        """Return the parameters that columns are made from, at any depth, each once."""
        return parameters_of(reads, self.made_from)

    def _judged(self, name: str) -> bool:
        quantity = self.scenario.parameters.get(name)
        return (
            quantity is not None
            and quantity.grade == "E"
            and not isinstance(quantity.value, Fixed | Choice)
        )


@dataclass(frozen=True)
class Finding:
    """The numbers that fill a verdict's sentence, and the value at which the answer turns."""

    facts: Mapping[str, float | str] = field(default_factory=dict)
    flip: float | None = None


@dataclass(frozen=True)
class Check:
    """A claim made into a test.

    Attributes
    ----------
    reads : tuple of str
        Addresses of all columns the test looks at; the judgements follow from them. A draw
        counts where every one of them has a value.
    holds : callable
        ``holds(block)``: whether the claim holds in each draw of a block, by named variant.
    conclude : callable
        ``conclude(tally)``: the finding, once all draws are counted.
    reason : str
        Key of the briefing's sentence.
    deciding : str
        The parameter or variant that decides the claim if it is contested.
    computed_from : tuple of str
        Addresses that the page gives for the sentence.
    sources : tuple of str
        Sources beside those of the claim.
    blank : str
        Key of the sentence where no draw counts.
    reachable : tuple of str
        The verdicts that the test can give beside ``contested``.
    counts : callable, optional
        ``counts(block)``: the draws that say something, among those in which every column has a
        value; all of them by default.
    """

    reads: tuple[str, ...]
    holds: Callable[[Block], Mapping[str, BoolArray]]
    conclude: Callable[[Tally], Finding]
    reason: str
    deciding: str
    computed_from: tuple[str, ...]
    sources: tuple[str, ...] = ()
    blank: str = "input_not_visible"
    reachable: tuple[str, ...] = ("supported", "refuted")
    counts: Callable[[Block], BoolArray] | None = None


@dataclass(frozen=True)
class Record:
    """A claim decided by what tables hold on the as-of date, without a look at any draw.

    The fields are those of a verdict (results/verdict.py).
    """

    verdict: str
    reason: str
    facts: Mapping[str, float | str]
    computed_from: tuple[str, ...]
    sources: tuple[str, ...] = ()
    deciding: str = ""
