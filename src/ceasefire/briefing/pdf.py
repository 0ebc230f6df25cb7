"""The briefing as a tagged PDF, typeset by Typst from a template that gets it as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ceasefire.briefing.cells import (
    cell_text,
    number_runs,
    numeric_columns,
    stopped,
    unbroken,
    verdict_words,
)
from ceasefire.briefing.citations import formatted
from ceasefire.briefing.figures.theme import FAMILIES, MIDDLE, PAPER_MM
from ceasefire.briefing.html import FAMILY_WORDS, GRADES
from ceasefire.briefing.model import (
    Briefing,
    Claim,
    DataTable,
    Figure,
    Reference,
    Section,
    Statement,
)
from ceasefire.briefing.paragraphs import paragraphs
from ceasefire.results.verdict import VERDICTS

__all__ = ["render_pdf"]

# Numbers or runs of numbers after one sentence; the rest are in the list and in brief.json.
_SUPERSCRIPTS = 8
# Characters that fit side by side in a table: on a page at 8.5 and at 8 pt, on one lying down.
_PORTRAIT, _DENSE, _LANDSCAPE = 126, 138, 192
# The gap between two columns, in characters of words and of numbers, whose digits are wider, and
# the least width of a column of words.
_GAP, _WIDER, _WORDS = 2, 3, 14
# The mark before the name of an option, in characters.
_MARK = 4
# Rows up to which a table stays in one piece and comes before the longer ones.
_SHORT = 20

Json = dict[str, Any]


def render_pdf(briefing: Briefing) -> bytes:
    """Return the briefing as a tagged PDF, A4; the same bytes for the same briefing.

    Raises
    ------
    KeyError
        If a figure lacks its drawing for paper, 640 px wide.
    ValueError
        If a figure cannot be drawn, or asks for anything outside its specification.
    """
    # Heavy, and only this function needs them.
    import typst
    import vl_convert

    figures = [figure for section in briefing.sections for figure in section.figures]
    with TemporaryDirectory(prefix="ceasefire-pdf-") as folder:
        template = files("ceasefire.briefing").joinpath("templates", "brief.typ").read_bytes()
        main = Path(folder, "brief.typ")
        main.write_bytes(template)
        for n, figure in enumerate(figures):
            for name, spec in zip(_files(n, figure), _drawings(figure), strict=True):
                drawn = vl_convert.vegalite_to_pdf(dict(spec), allowed_base_urls=[])
                Path(folder, name).write_bytes(drawn)
        return typst.compile(
            main,
            root=Path(folder),
            ignore_system_fonts=True,
            format="pdf",
            # Data, never markup: the template sets every string as text.
            sys_inputs={"briefing": json.dumps(_content(briefing), allow_nan=False)},
            timestamp=0,
        )


def _files(n: int, figure: Figure) -> list[str]:
    return [f"figure-{n}-{part}.pdf" for part in range(len(_drawings(figure)))]


def _drawings(figure: Figure) -> Sequence[Mapping[str, Any]]:
    return figure.pages or (figure.specs[str(MIDDLE)],)


def _content(briefing: Briefing) -> Json:
    """Return what the template sets: strings, numbers of sources and names of files."""
    numbers = {r.key: r.number for r in briefing.references} | dict(briefing.numbers)
    titles = {section.question: section.title for section in briefing.sections}
    labels = [label for label, _ in briefing.facts]
    facts = briefing.facts if "As of" in labels else (("As of", briefing.as_of), *briefing.facts)
    waiting = [claim for claim in briefing.claims if claim.verdict == "not_yet_assessed"]
    assessed = [claim for claim in briefing.claims if claim.verdict != "not_yet_assessed"]
    return {
        "title": briefing.title,
        "standfirst": briefing.standfirst,
        "drawing": {"width": PAPER_MM[0], "height": PAPER_MM[1]},
        "as_of": briefing.as_of,
        "facts": facts,
        "short": [
            {"question": titles.get(question, question), "said": _said(statement, numbers)}
            for question, statement in briefing.short_answer
        ],
        "sections": _sections(briefing.sections, numbers),
        "options": _options(briefing),
        "verdicts": [
            {"id": v, "words": verdict_words(v), "count": _count(briefing.claims, v)}
            for v in VERDICTS
        ],
        "assessed": [_claim(claim, numbers) for claim in assessed],
        "waiting": [_claim(claim, numbers) for claim in waiting],
        "limits": [_said(statement, numbers) for statement in briefing.limits],
        "references": [_reference(reference) for reference in briefing.references],
        "reproduce": briefing.reproduce,
        "families": {
            name: {"colour": family.colour, "words": FAMILY_WORDS[name]}
            for name, family in FAMILIES.items()
        },
        "grades": GRADES,
    }


def _sections(sections: Iterable[Section], numbers: Mapping[str, int]) -> list[Json]:
    found: list[Json] = []
    drawn = 0
    for section in sections:
        figures = [_figure(f, _files(drawn + n, f), numbers) for n, f in enumerate(section.figures)]
        drawn += len(figures)
        found.append(
            {
                "title": section.title,
                "paragraphs": [
                    [_said(statement, numbers) for statement in group]
                    for group in paragraphs(section.statements)
                ],
                "notes_title": section.notes_title,
                "notes": [
                    [_said(statement, numbers) for statement in group]
                    for group in paragraphs(section.notes)
                ],
                "change": [_said(statement, numbers) for statement in section.change],
                "figures": figures,
                "short_tables": [_table(t) for t in section.tables if len(t.rows) <= _SHORT],
                "long_tables": [_table(t) for t in section.tables if len(t.rows) > _SHORT],
            }
        )
    return found


def _said(statement: Statement, numbers: Mapping[str, int]) -> Json:
    return {
        "text": unbroken(statement.text),
        "cited": _cited(statement.sources, numbers),
        "judged": statement.grade == "E",
    }


def _cited(keys: Iterable[str], numbers: Mapping[str, int]) -> Json:
    runs = number_runs(keys, numbers)
    return {"runs": runs[:_SUPERSCRIPTS], "more": max(0, len(runs) - _SUPERSCRIPTS)}


def _figure(figure: Figure, files: Sequence[str], numbers: Mapping[str, int]) -> Json:
    return {
        "title": figure.title,
        "subtitle": figure.subtitle,
        "sentence": unbroken(figure.sentence),
        "files": files,
        "cited": _cited(figure.sources, numbers),
        "table": _table(figure.table) if figure.table else None,
    }


def _table(table: DataTable) -> Json:
    rows = [[unbroken(cell_text(v)) for v in row] for row in table.rows]
    right = numeric_columns(table.rows) or [False] * len(table.columns)
    widths = _widths(table.columns, rows, right, _DENSE)
    return {
        "title": table.title,
        "columns": table.columns,
        "rows": rows,
        "right": right,
        "widths": widths,
        "dense": sum(widths) > _PORTRAIT,
        # A table of few words does not run across the page.
        "share": min(1.0, sum(widths) / _PORTRAIT),
        "note": table.note,
    }


def _widths(
    columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], room: int
) -> list[int]:
    """Return the width of each column in characters: numbers whole, words as there is room."""
    wanted, least, longest_cells = [], [], []
    for n, name in enumerate(columns):
        cells = [row[n] for row in rows]
        longest = max((len(cell) for cell in cells), default=0)
        word = max(len(part) for text in (name, *cells) for part in text.split(" "))
        narrow = max(word, longest if right[n] else min(longest, _WORDS))
        gap = _WIDER if right[n] else _GAP
        least.append(narrow + gap)
        # A heading of several words may take two lines or three.
        wanted.append(max(narrow, longest, min(len(name), 12)) + gap)
        longest_cells.append(wanted[-1])
    while sum(wanted) > room and (able := [n for n, w in enumerate(wanted) if w > least[n]]):
        # The column whose narrowing makes the table least longer gives way; among equals the one
        # whose longest cell has the fewest lines.
        def cost(n: int) -> tuple[int, float, int]:
            narrower = [width - (column == n) for column, width in enumerate(wanted)]
            return _lines(rows, narrower), -wanted[n] / longest_cells[n], -wanted[n]

        wanted[min(able, key=cost)] -= 1
    return wanted


def _lines(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> int:
    """Return about how many lines rows take in columns of these widths, in characters."""
    return sum(
        max(-(-len(cell) // max(width - _GAP, 1)) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _options(briefing: Briefing) -> Json:
    given, computed = briefing.option_columns
    cells = [[unbroken(cell) for cell in (*row.given, *row.computed)] for row in briefing.options]
    right = numeric_columns([(*row.given, *row.computed) for row in briefing.options])
    titled = [[row.title, *own] for row, own in zip(briefing.options, cells, strict=True)]
    names = ("Option", *given, *computed)
    widths = _widths(names, titled, [False, *right], _LANDSCAPE - _MARK) if titled else [0]
    return {
        "given": given,
        "computed": computed,
        "right": right,
        "widths": [widths[0] + _MARK, *widths[1:]],
        "rows": [
            {
                "title": row.title,
                "family": row.family if row.family in FAMILIES else "none",
                "cells": own,
            }
            for row, own in zip(briefing.options, cells, strict=True)
        ],
    }


def _count(claims: Iterable[Claim], verdict: str) -> int:
    return sum(claim.verdict == verdict for claim in claims)


def _claim(claim: Claim, numbers: Mapping[str, int]) -> Json:
    return {
        "id": claim.id,
        "claim": claim.claim,
        "by": ", ".join(part for part in (claim.who, claim.when) if part),
        "verdict": claim.verdict,
        "words": verdict_words(claim.verdict),
        "why": unbroken(claim.why),
        "deciding": stopped(claim.deciding),
        "cited": _cited(claim.sources, numbers),
    }


def _reference(reference: Reference) -> Json:
    return {
        "number": reference.number,
        "text": formatted(reference),
        "note": stopped(reference.note[:1].upper() + reference.note[1:]),
        "url": reference.url if reference.url.startswith(("http://", "https://")) else "",
        "grade": reference.grade,
    }
