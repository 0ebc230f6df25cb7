"""The briefing as a tagged PDF, typeset by Typst from a template that gets it as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
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
from ceasefire.briefing.figures.theme import FAMILIES, MIDDLE, WIDE
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
# Room for a drawing on the page, in mm: width and height; the template has the same height.
_ROOM = (178, 205)

Json = dict[str, Any]


def render_pdf(briefing: Briefing) -> bytes:
    """Return the briefing as a tagged PDF, A4; the same bytes for the same briefing.

    Raises
    ------
    KeyError
        If a figure lacks its drawing 640 or 1076 wide, or that its size.
    ValueError
        If a figure cannot be drawn, or asks for anything outside its specification.
    """
    # Heavy, and only this function needs it.
    import typst

    figures = [figure for section in briefing.sections for figure in section.figures]
    with TemporaryDirectory(prefix="ceasefire-pdf-") as folder:
        template = files("ceasefire.briefing").joinpath("templates", "brief.typ").read_bytes()
        main = Path(folder, "brief.typ")
        main.write_bytes(template)
        for n, figure in enumerate(figures):
            Path(folder, _file(n)).write_bytes(_drawing(figure))
        return typst.compile(
            main,
            root=Path(folder),
            ignore_system_fonts=True,
            format="pdf",
            # Data, never markup: the template sets every string as text.
            sys_inputs={"briefing": json.dumps(_content(briefing), allow_nan=False)},
            timestamp=0,
        )


def _file(n: int) -> str:
    return f"figure-{n}.pdf"


def _drawing(figure: Figure) -> bytes:
    import vl_convert

    # The width made for paper, unless its drawing is so tall that the wider one comes out larger.
    spec = max((figure.specs[str(width)] for width in (MIDDLE, WIDE)), key=_scale)
    return vl_convert.vegalite_to_pdf(dict(spec), allowed_base_urls=[])


def _scale(spec: Mapping[str, Any]) -> float:
    """Return the size on paper of one px of a drawing that must fit the page, in mm."""
    return min(_ROOM[0] / float(spec["width"]), _ROOM[1] / float(spec["height"]))


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
        figures = [_figure(f, _file(drawn + n), numbers) for n, f in enumerate(section.figures)]
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
                "tables": [_table(table) for table in section.tables],
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


def _figure(figure: Figure, file: str, numbers: Mapping[str, int]) -> Json:
    return {
        "title": figure.title,
        "subtitle": figure.subtitle,
        "sentence": unbroken(figure.sentence),
        "file": file,
        "cited": _cited(figure.sources, numbers),
        "table": _table(figure.table) if figure.table else None,
    }


def _table(table: DataTable) -> Json:
    return {
        "title": table.title,
        "columns": table.columns,
        "rows": [[unbroken(cell_text(v)) for v in row] for row in table.rows],
        "right": numeric_columns(table.rows) or [False] * len(table.columns),
        "note": table.note,
    }


def _options(briefing: Briefing) -> Json:
    given, computed = briefing.option_columns
    return {
        "given": given,
        "computed": computed,
        "right": numeric_columns([(*row.given, *row.computed) for row in briefing.options]),
        "rows": [
            {
                "title": row.title,
                "family": row.family if row.family in FAMILIES else "none",
                "cells": [unbroken(cell) for cell in (*row.given, *row.computed)],
            }
            for row in briefing.options
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
