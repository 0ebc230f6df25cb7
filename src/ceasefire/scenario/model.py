"""The scenario the stages see: frozen, validated, filtered to its as-of date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

__all__ = [
    "Choice",
    "Dependence",
    "Fixed",
    "HoldingQuestion",
    "Option",
    "Pert",
    "Quantiles",
    "Quantity",
    "Scenario",
    "Sector",
    "Source",
    "Term",
    "Uniform",
    "Value",
]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number without range."""

    value: float


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any value between low and high, none more likely than another."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pert:
    """Low, most likely and high: a PERT distribution (Vose 2008, lambda = 4)."""

    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True)
class Quantiles:
    """5%, 50% and 95% quantiles: a two-piece normal through the three."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Named alternatives in equal shares of the draws; a value is the index of a name."""

    names: tuple[str, ...]


Value = Fixed | Uniform | Pert | Quantiles | Choice


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range with unit, sources, date from which it was known, and grade.

    ``origin`` is ``pack`` or ``reference`` and ``position`` its place among the declared
    parameters of that file (from 0): together they own a Sobol dimension.
    """

    name: str
    value: Value
    unit: str
    sources: tuple[str, ...]
    known_from: date | None
    grade: str
    note: str
    origin: str
    position: int


@dataclass(frozen=True, slots=True)
class Dependence:
    """A stated dependence: ``child`` moves with ``parent`` (correlation of normal scores).

    Stated pairs form a tree read in order: a child has one parent, named before it.
    """

    parent: str
    child: str
    correlation: float
    grade: str


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of ``sources.yaml`` (a checked subset of Hayagriva)."""

    key: str
    type: str
    title: str
    author: str
    publisher: str
    date: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A stretch of line or border; ``length`` and ``density_share`` name parameters.

    ``kind`` is ``land_contact``, ``river_contact``, ``border_adversary`` or ``border_third``;
    the front is the sum of the two contact kinds.
    """

    id: str
    title: str
    kind: str
    length: str
    density_share: str

    @property
    def contact(self) -> bool:
        """Whether the sector is part of the front."""
        return self.kind in ("land_contact", "river_contact")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the settlement: a lever with its value in words, number or truth."""

    name: str
    value: str | float | bool
    unit: str
    description: str
    sources: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class Option:
    """A row of attributes, not a label. Troops are deployed foreign troops.

    ``placement`` is ``none``, ``line``, ``mobile_reserve``, ``rear`` or ``outside``;
    ``family`` is ``observe``, ``reassure``, ``deter``, ``line``, ``aid`` or ``none``;
    ``consent`` (of the parties to the force) is ``yes``, ``partial`` or ``no``;
    ``timing`` is ``after_ceasefire`` or ``wartime``. ``tasks`` maps a task id of
    ``tasks.csv`` to an amount: a number or the name of a parameter.
    """

    id: str
    title: str
    family: str
    troops_low: float
    troops_high: float
    combat_brigades: float
    heavy_share: float
    aircraft: float
    air_defence: str
    placement: str
    mandate: str
    rules: str
    command: str
    consent: str
    timing: str
    duration_years: float
    host_troops: str
    aid: str
    sectors: tuple[str, ...]
    tasks: Mapping[str, str | float]
    sources: tuple[str, ...]
    grade: str
    note: str


@dataclass(frozen=True, slots=True)
class HoldingQuestion:
    """How the question whether it holds is asked.

    ``allocation`` maps sector ids to shares of a force on the line; empty means by length.
    """

    horizon_years: int = 5
    replicates: int = 4
    allocation: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """What kind of ceasefire it is; None where the pack does not say.

    ``conflict`` is ``interstate``, ``civil_war``, ``internationalised`` or ``none``.
    """

    conflict: str | None = None
    great_power: bool | None = None
    adversary_nuclear: bool | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A pack with its reference tables as of a date.

    ``parameters`` holds visible quantities by name, reference first; ``invisible`` the names
    without a value on the as-of date; ``declared`` all names of ``reference`` and ``pack`` in
    their order, which a quantity's position counts. ``tables`` maps a table name to its visible
    rows (typed cells: str, float, int, bool, date or None); ``published_after`` the rows of
    ``proposals`` dated later, read by the grey layer alone.
    """

    id: str
    title: str
    as_of: date
    parties: Mapping[str, str]
    terms: tuple[Term, ...]
    sectors: tuple[Sector, ...]
    parameters: Mapping[str, Quantity]
    invisible: tuple[str, ...]
    dependences: tuple[Dependence, ...]
    options: tuple[Option, ...]
    concepts: Mapping[str, str]
    tables: Mapping[str, tuple[Mapping[str, object], ...]]
    published_after: tuple[Mapping[str, object], ...]
    sources: Mapping[str, Source]
    path: Path
    declared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holding: HoldingQuestion = field(default_factory=HoldingQuestion)
    setting: Setting = field(default_factory=Setting)

    def option(self, id: str) -> Option:
        """Return the option with this id.

        Raises
        ------
        KeyError
            If the pack has no such option.
        """
        for option in self.options:
            if option.id == id:
                return option
        raise KeyError(id)

    def declares(self, name: str) -> bool:
        """Return whether the pack has this parameter, with a value visible on the date or not."""
        return name in self.parameters or name in self.invisible

    def rows(self, table: str) -> tuple[Mapping[str, object], ...]:
        """Return the visible rows of a table, none where the pack lacks it."""
        return self.tables.get(table, ())
