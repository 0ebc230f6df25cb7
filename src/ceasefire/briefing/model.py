"""The briefing as data: what every renderer gets. Nothing here knows HTML, typst or a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "Band",
    "Briefing",
    "Cell",
    "Claim",
    "DataTable",
    "Estimate",
    "Figure",
    "OptionRow",
    "Reference",
    "Section",
    "Statement",
    "VariantRange",
]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Spread over the draws; ``p50``, ``mean`` and ``se`` are None where grade E decides it."""

    p05: float
    p50: float | None
    p95: float
    mean: float | None
    se: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Band:
    """A probability that rests on judgement: a range and its words."""

    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class VariantRange:
    """The range of one named variant over its ``n`` draws."""

    name: str
    p05: float
    p95: float
    n: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with the numbers behind it, its sources and where it was computed from."""

    id: str
    text: str
    estimate: Estimate | None
    band: Band | None
    variants: tuple[VariantRange, ...]
    sources: tuple[str, ...]
    computed_from: tuple[str, ...]
    grade: str


Cell = str | float | None


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows of text or numbers (right-aligned); ``note`` is a line under the table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: heading with the finding, what is shown, the sentence from its numbers.

    ``specs`` maps the widths 1076, 640 and 358 (as text) to Vega-Lite specifications. ``pages``
    are the drawings for paper, 640 px wide, of a figure too tall for one page; without them the
    PDF takes the drawing of that width.
    """

    id: str
    title: str
    subtitle: str
    sentence: str
    specs: Mapping[str, Mapping[str, Any]]
    sources: tuple[str, ...]
    table: DataTable | None = None
    pages: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One question: its answer, what would change it, its figures and tables.

    ``statements`` is the answer, a few sentences; ``notes`` what a second reading wants, under
    ``notes_title``.
    """

    question: str
    title: str
    statements: tuple[Statement, ...]
    notes_title: str = ""
    notes: tuple[Statement, ...] = ()
    change: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[DataTable, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option of the table: arithmetic columns apart from computed ones, all as text.

    ``sources`` and ``grade`` say where its size comes from.
    """

    id: str
    title: str
    family: str
    given: tuple[str, ...]
    computed: tuple[str, ...]
    sources: tuple[str, ...] = ()
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the debate in the speaker's terms, its verdict and the reason."""

    id: str
    claim: str
    who: str
    when: str
    verdict: str
    why: str
    deciding: str
    statements: tuple[str, ...]
    computed_from: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """One numbered source; ``place`` is its publisher or the site that relays it."""

    number: int
    key: str
    author: str
    title: str
    place: str
    date: str
    url: str
    grade: str
    note: str


@dataclass(frozen=True)
class Briefing:
    """Everything a reader sees, in the order of the page.

    ``facts`` are the lines of the title block (label, value); ``numbers`` gives each source key
    its number in the list of ``references``.
    """

    title: str
    standfirst: str
    as_of: str
    facts: tuple[tuple[str, str], ...]
    manifest: Mapping[str, Any]
    short_answer: tuple[tuple[str, Statement], ...]
    sections: tuple[Section, ...]
    option_columns: tuple[tuple[str, ...], tuple[str, ...]]
    options: tuple[OptionRow, ...]
    claims: tuple[Claim, ...]
    limits: tuple[Statement, ...]
    references: tuple[Reference, ...]
    reproduce: tuple[tuple[str, str], ...]
    format: int = 1
    numbers: Mapping[str, int] = field(default_factory=dict)
