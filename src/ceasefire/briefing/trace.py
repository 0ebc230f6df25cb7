"""From a sentence of the briefing back to what it rests on: columns, parameters, sources.

A statement names the stored columns, parameters and tables it was computed from; the codebook names
the parameters that a column reads; the pack names their sources. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ceasefire.briefing.model import Briefing
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import number
from ceasefire.core.errors import UsageError
from ceasefire.draws.sample import dimension
from ceasefire.scenario.model import Choice, Fixed, Pert, Quantiles, Quantity, Uniform
from ceasefire.scenario.problems import suggestion

__all__ = ["Branch", "Traced", "trace", "traceable"]


@dataclass(frozen=True, slots=True)
class Branch:
    """One thing that something rests on, and what it rests on itself.

    Attributes
    ----------
    address : str
        ``<stage>/<option>/<column>``, ``param/<name>``, ``table/<name>``, ``source/<key>`` or
        ``manifest``.
    words : tuple of str
        What it is, each a line.
    rests_on : tuple of Branch
        Empty too where the same address stood in full before.
    """

    address: str
    words: tuple[str, ...]
    rests_on: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Traced:
    """A statement or a claim's verdict: its id, its text, its grade, and what it rests on."""

    id: str
    text: str
    grade: str
    rests_on: tuple[Branch, ...]


def traceable(briefing: Briefing) -> dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Return text, grade, addresses and sources of every statement and claim, by id."""
    found = {
        s.id: (s.text, s.grade, s.computed_from, s.sources)
        for section in briefing.sections
        for s in (*section.statements, *section.notes, *section.change)
    }
    short = (s for _, s in briefing.short_answer)
    found |= {
        s.id: (s.text, s.grade, s.computed_from, s.sources) for s in (*short, *briefing.limits)
    }
    for claim in briefing.claims:
        text = f"{claim.claim} — {claim.verdict.replace('_', ' ')}: {claim.why}"
        found[claim.id] = (text, "", claim.computed_from, claim.sources)
    return found


def trace(reader: RunReader, briefing: Briefing, id: str) -> Traced:
    """Return what a statement, or the verdict on a claim, rests on.

    Parameters
    ----------
    reader : RunReader
    briefing : Briefing
        That of the same run.
    id : str
        Of a statement of ``brief.json``, such as ``size.short``, or of a claim, such as ``C04``.

    Raises
    ------
    UsageError
        If the briefing has no such statement; the nearest id is told.
    """
    known = traceable(briefing)
    if id not in known:
        raise UsageError(f"The briefing has no statement '{id}'. {suggestion(id, known)}.")
    text, grade, addresses, sources = known[id]
    tracer = _Tracer(reader)
    branches = [tracer.branch(address) for address in addresses]
    return Traced(id, text, grade, (*branches, *tracer.sources(sources)))


class _Tracer:
    """Follows addresses; what was told in full once is only named again."""

    def __init__(self, reader: RunReader) -> None:
        self._reader = reader
        self._told: set[str] = set()

    def branch(self, address: str) -> Branch:
        if address in self._told:
            return Branch(address, ("told above",))
        self._told.add(address)
        head, _, name = address.partition("/")
        if head == "param":
            return self._parameter(address, self._reader.scenario.parameters[name])
        if head == "table":
            rows = self._reader.scenario.rows(name)
            return Branch(address, (f"{len(rows)} rows of pack/{name}.csv, as of the date",))
        if address == "manifest":
            manifest = self._reader.run.manifest
            seed = f"{manifest['draws']} draws with seed {manifest['seed']}"
            return Branch(address, (f"pack {manifest['pack']}, as of {manifest['as_of']}, {seed}",))
        return self._column(address)

    def sources(self, keys: Iterable[str]) -> Iterator[Branch]:
        known = self._reader.scenario.sources
        for key in keys:
            address = f"source/{key}"
            if address in self._told or key not in known:
                continue
            self._told.add(address)
            source = known[key]
            parts = (source.author, source.title, source.publisher, source.date, source.url)
            yield Branch(address, (", ".join(part for part in parts if part),))

    def _column(self, address: str) -> Branch:
        stage, option, column = address.split("/", 2)
        entry = self._reader.run.codebook["columns"][address]
        unit = entry["unit"]
        words = [entry["description"], f"formula: {entry['formula'] or 'as stored'}"]
        words.append(f"unit: {unit or 'none'}; grade {entry['grade']}; {self._spread(address)}")
        words.append(f"results/{stage}/{option}/*.parquet, column {column}")
        rests_on = [self.branch(read) for read in entry["reads"]]
        return Branch(address, tuple(words), (*rests_on, *self.sources(entry["sources"])))

    def _spread(self, address: str) -> str:
        stage, option, column = address.split("/", 2)
        values = self._reader.values(stage, option, column).astype(float)
        known = values[np.isfinite(values)]
        if not len(known):
            return "no draw has a value"
        low, high = (number(float(end)) for end in np.quantile(known, [0.05, 0.95]))
        return f"5–95% of {len(known)} draws: {low} to {high}"

    def _parameter(self, address: str, quantity: Quantity) -> Branch:
        known = "" if quantity.known_from is None else f"; known from {quantity.known_from}"
        words = (
            f"{_value(quantity)} {quantity.unit}; grade {quantity.grade}{known}",
            f"{quantity.origin} parameter, Sobol dimension {dimension(quantity)}, draws/*.parquet",
        )
        return Branch(address, words, tuple(self.sources(quantity.sources)))


def _value(quantity: Quantity) -> str:
    value = quantity.value
    if isinstance(value, Fixed):
        return f"{value.value:g}"
    if isinstance(value, Uniform):
        return f"{value.low:g} to {value.high:g}, uniform"
    if isinstance(value, Pert):
        return f"{value.low:g} to {value.high:g}, most likely {value.mode:g}"
    if isinstance(value, Quantiles):
        return f"{value.p05:g} to {value.p95:g} (5–95%), middle {value.p50:g}"
    assert isinstance(value, Choice)
    return f"one of {', '.join(value.names)}"
