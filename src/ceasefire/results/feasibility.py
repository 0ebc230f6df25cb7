"""Feasibility: whether a settlement and a force come about, and whether both then hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.results.columns import STATUS_COLUMNS, Column, FloatArray, StatusArray, Table
from ceasefire.results.deployment import Evidence

__all__ = ["Feasibility", "Happening", "LookBack", "Outlook"]

_Pair = tuple[Column, NDArray[Any]]


@dataclass(frozen=True)
class Outlook:
    """What feasibility reads of the question whether it holds.

    Attributes
    ----------
    h2 : ndarray, shape (draws, years), or None
        Chance of no renewed large-scale war by the end of each year after the settlement.
    present_troops : ndarray, shape (draws, years), or None
        Troops in place in the middle of each year; None without a force.
    acceptance_shift : ndarray, shape (draws,), or None
        Log-odds by which the force changes the aggressor's acceptance.
    status, reason : ndarray of uint8, shape (draws,)
    columns : tuple of str
        The columns these were read from, as ``prospects/<column>``.
    """

    h2: FloatArray | None
    present_troops: FloatArray | None
    acceptance_shift: FloatArray | None
    status: StatusArray
    reason: StatusArray
    columns: tuple[str, ...] = ()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Outlook:
        """Return the outlook as the stored columns of :class:`Prospects` have it."""
        holds, present = _years(arrays, "holds.h2.year_"), _years(arrays, "present.year_")
        shift = "acceptance_shift"
        read = (*holds, *present, shift)
        return cls(
            h2=_stacked(arrays, holds),
            present_troops=_stacked(arrays, present),
            acceptance_shift=arrays.get(shift),
            status=arrays["status"],
            reason=arrays["reason"],
            columns=tuple(f"prospects/{name}" for name in read if name in arrays),
        )

    def columns_of(self, head: str) -> tuple[str, ...]:
        """Return the columns read whose name begins so, in order of years."""
        return tuple(name for name in self.columns if name.startswith(f"prospects/{head}"))


def _years(arrays: Mapping[str, Any], start: str) -> list[str]:
    return [name for n in range(1, 100) if (name := f"{start}{n}") in arrays]


def _stacked(arrays: Mapping[str, Any], names: list[str]) -> FloatArray | None:
    return np.stack([arrays[name] for name in names], axis=1) if names else None


@dataclass(frozen=True)
class Happening:
    """Chances on the as-of date; shape (draws,) unless said.

    All are given what is known by then, and with the settlement that the pack describes.

    Attributes
    ----------
    deadlines_months : tuple of int
    headline_months : int
        The deadline of everything that names none.
    settlement, happens : ndarray, shape (draws, deadlines)
        A ceasefire by the deadline on terms that meet every condition; the same with the force
        there in time. Zero where a condition is not met. They are one where the option sends none.
    surrender : ndarray
        A ceasefire if none of the conditions were met.
    without : mapping of str to ndarray
        A ceasefire with one condition fewer, by term.
    nodes : mapping of str to ndarray
        Each node of the network with two states.
    if_sent : ndarray
        ``happens`` if the coalition came together and were there in time, whoever is willing.
    certain, never : mapping of str to ndarray
        ``if_sent`` if a node were certain as well, or ruled out.
    holds : ndarray
        No renewed large-scale war by the horizon once it happens, from the same draw.
    both : ndarray
        ``happens`` times ``holds``.
    horizon_years : int
    """

    deadlines_months: tuple[int, ...]
    headline_months: int
    settlement: FloatArray
    happens: FloatArray
    surrender: FloatArray
    without: Mapping[str, FloatArray]
    nodes: Mapping[str, FloatArray]
    if_sent: FloatArray
    certain: Mapping[str, FloatArray]
    never: Mapping[str, FloatArray]
    holds: FloatArray
    both: FloatArray
    horizon_years: int


@dataclass(frozen=True)
class LookBack:
    """The same chances with what was known on earlier dates; shape (draws, days).

    Coefficients, forces and rules are those of the as-of date: a look back, no track record.

    Attributes
    ----------
    days : tuple of str
        ISO dates, the as-of date last.
    settlement, generated, deployed, happens : ndarray
        A ceasefire within the headline's months of the date; a coalition that comes to the least
        that still is the option, if asked; the same in place after 180 days; all of it.
    """

    days: tuple[str, ...]
    settlement: FloatArray
    generated: FloatArray
    deployed: FloatArray
    happens: FloatArray


@dataclass(frozen=True)
class Feasibility:
    """Feasibility of one option for a block of draws; parts are None where it does not apply."""

    option: str
    happening: Happening | None
    look_back: LookBack | None
    status: StatusArray
    reason: StatusArray
    evidence: Evidence = field(default_factory=Evidence)
    held: tuple[str, ...] = ()
    """The column of whether it holds, as ``prospects/<column>``."""

    def table(self) -> Table:
        """Return the columns and arrays that are stored for this option."""
        columns = [*STATUS_COLUMNS]
        arrays: list[NDArray[Any]] = [self.status, self.reason]
        for column, array in self._pairs():
            columns.append(column)
            arrays.append(np.ascontiguousarray(array))
        return Table(tuple(columns), tuple(arrays))

    def _pairs(self) -> Iterator[_Pair]:
        if self.happening is not None:
            yield from _happening(self.happening, self.evidence, self.held)
        if self.look_back is not None:
            yield from _look_back(self.look_back, self.evidence)


def _column(name: str, words: str, formula: str, e: Evidence) -> Column:
    return Column(name, "float64", "share", words, formula, e.grade, e.sources, e.reads)


_NETWORK = "posterior of the network given the evidence"


def _happening(part: Happening, e: Evidence, held: tuple[str, ...]) -> Iterator[_Pair]:
    for index, months in enumerate(part.deadlines_months):
        words = f"a ceasefire within {months} months on terms that meet every condition"
        name = f"settlement.months_{months}"
        yield _column(name, words, _NETWORK, e), part.settlement[:, index]
        words = f"the same, with the force there 180 days later; deadline {months} months"
        yield _column(f"happens.months_{months}", words, _NETWORK, e), part.happens[:, index]
    months = part.headline_months
    words = f"a ceasefire within {months} months if no condition were met"
    yield _column("surrender", words, _NETWORK, e), part.surrender
    words = f"all of it within {months} months if the coalition comes and is there in time"
    yield _column("if_sent", words, _NETWORK, e), part.if_sent
    groups = (
        ("without", f"a ceasefire within {months} months without the term", part.without),
        ("node", f"chance of the node, deadline {months} months", part.nodes),
        ("certain", "if_sent, were this certain", part.certain),
        ("never", "if_sent, were this ruled out", part.never),
    )
    for group, words, values in groups:
        for name, chances in values.items():
            yield _column(f"{group}.{name}", f"{words}: {name}", _NETWORK, e), chances
    only, both = replace(e, reads=held), e.beside(*held)
    words = f"no renewed large-scale war for {part.horizon_years} years once it happens"
    yield _column("holds", words, "holds.h2 of the last year, same draw", only), part.holds
    words = f"happens within {months} months and then holds"
    yield _column("both", words, "happens x holds, in the draw", both), part.both


def _look_back(part: LookBack, e: Evidence) -> Iterator[_Pair]:
    rows = (
        ("settlement", "a ceasefire in time", part.settlement),
        ("generated", "a coalition comes together, if asked", part.generated),
        ("deployed", "and is there after 180 days", part.deployed),
        ("happens", "all of it", part.happens),
    )
    for index, day in enumerate(part.days):
        for name, words, values in rows:
            text = f"{words}, with what was known on {day}"
            yield _column(f"on_{day}.{name}", text, _NETWORK, e), values[:, index]
