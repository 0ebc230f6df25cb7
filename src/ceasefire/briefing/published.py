"""Published figures by concept and date: what was known when, and what is a size at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import number
from ceasefire.scenario.cells import keys_in

__all__ = ["FAMILY_OF_CONCEPT", "PublishedSummary", "family_of", "published_summary"]

# Concepts that give a size, by the family they belong to; any other concept is not a size.
FAMILY_OF_CONCEPT: Mapping[str, str] = {
    "monitors": "observe",
    "reassurance": "reassure",
    "training": "reassure",
    "air-shield": "reassure",
    "deterrence": "deter",
    "tripwire": "deter",
    "peacekeeping": "line",
    "DMZ": "line",
}
FAMILY_WORDS: Mapping[str, str] = {
    "observe": "to watch the line",
    "reassure": "to reassure from the rear",
    "deter": "to deter",
    "line": "to stand on the line",
}


@dataclass(frozen=True, slots=True)
class PublishedSummary:
    """What had been published by the as-of date: sizes with a number, counted by plan."""

    known: int
    low: float
    high: float
    by_family: tuple[str, ...]
    sources: tuple[str, ...]


def family_of(row: Mapping[str, object]) -> str:
    """Return the family of a published figure, or ``none`` where it is not a size."""
    return FAMILY_OF_CONCEPT.get(str(row["concept"]), "none")


def published_summary(reader: RunReader) -> PublishedSummary:
    """Return the summary of the figures visible on the as-of date."""
    rows = [r for r in reader.scenario.rows("proposals") if family_of(r) != "none" and _ends(r)]
    ends = [end for row in rows for end in _ends(row)]
    families = []
    for family, words in FAMILY_WORDS.items():
        found = [row for row in rows if family_of(row) == family]
        if found:
            families.append(f"{_count(found)} {words}{_spread(found)}")
    return PublishedSummary(
        known=_count(rows),
        low=min(ends, default=0.0),
        high=max(ends, default=0.0),
        by_family=tuple(families),
        sources=tuple(dict.fromkeys(key for row in rows for key in keys_in(row["sources"]))),
    )


def _count(rows: Sequence[Mapping[str, object]]) -> int:
    """Count plans, not rows: several rows can relay one plan."""
    return len({str(row["cluster"]) for row in rows})


def _spread(rows: Sequence[Mapping[str, object]]) -> str:
    # An "at least" or "at most" has no middle.
    middles = [sum(_ends(row)) / 2 for row in rows if len(_ends(row)) == 2]
    if not middles:
        return ""
    low, high = number(min(middles), published=True), number(max(middles), published=True)
    return f" (those with both ends {low if low == high else f'{low} to {high}'})"


def _ends(row: Mapping[str, object]) -> tuple[float, ...]:
    cells = (row["troops_low"], row["troops_high"])
    return tuple(float(str(cell)) for cell in cells if cell is not None)
