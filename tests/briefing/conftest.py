"""One run of the flagship pack and its briefing, shared by the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ceasefire.briefing.build import build
from ceasefire.briefing.model import Briefing, Statement
from ceasefire.runs import open_run
from ceasefire.runs.reading import Run
from ceasefire.scenario import load
from ceasefire.scenario.model import Scenario

QUESTIONS = [
    *("size", "purpose", "deploy", "precedents", "feasibility", "prospects"),
    "comparison",  # answered by a summary of the stages
]


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return load("ukraine-2025")


@pytest.fixture(scope="session")
def flagship(flagship_folder: Path) -> Run:
    """Return all options of ukraine-2025 over 256 draws."""
    return open_run(flagship_folder)


@pytest.fixture(scope="session")
def built(flagship: Run) -> Briefing:
    return build(flagship)


@pytest.fixture(scope="session")
def statements(built: Briefing) -> list[Statement]:
    """Return every statement a reader sees."""
    return list(statements_of(built))


def statements_of(briefing: Briefing) -> Iterator[Statement]:
    yield from (statement for _, statement in briefing.short_answer)
    for section in briefing.sections:
        yield from (*section.statements, *section.notes, *section.change)
    yield from briefing.limits


def printed(briefing: Briefing) -> list[tuple[str, str]]:
    """Return every text a reader sees, with a name for where it stands."""
    found = [("title", briefing.title), ("standfirst", briefing.standfirst)]
    found += [("as of", briefing.as_of)]
    found += [(s.id, s.text) for s in statements_of(briefing)]
    found += [(f"fact {name}", text) for name, text in (*briefing.facts, *briefing.reproduce)]
    for section in briefing.sections:
        found.append((section.question, section.title))
        for figure in section.figures:
            for part in ("title", "subtitle", "sentence"):
                found.append((f"figure {figure.id} {part}", getattr(figure, part)))
        tables = [*section.tables, *(f.table for f in section.figures if f.table)]
        for table in tables:
            found += [(f"note of {table.title}", table.note), ("table", table.title)]
            found += cells(table.title, [table.columns, *table.rows])
    found += cells("options", [(o.title, *o.given, *o.computed) for o in briefing.options])
    for claim in briefing.claims:
        words = (claim.claim, claim.who, claim.when, claim.why, claim.deciding)
        found += [(claim.id, text) for text in words]
    return found


def cells(name: str, rows: list[tuple[Any, ...]]) -> list[tuple[str, str]]:
    """Return the words in the cells of a table; None is an empty cell."""
    return [(name, str(cell)) for row in rows for cell in row if cell is not None]
