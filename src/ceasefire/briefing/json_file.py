"""``brief.json``: the briefing for machines, with every number behind every sentence."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ceasefire.briefing.model import Briefing, Figure, Section

__all__ = ["write_json"]

# The middle width: the one that also stands in the PDF.
_WIDTH = "640"


def write_json(briefing: Briefing) -> bytes:
    """Return the bytes of ``brief.json``: the same briefing gives the same bytes.

    Raises
    ------
    ValueError
        If a number is not finite: JSON has no word for it, and the page should not either.
    """
    tree = {
        "format": briefing.format,
        "title": briefing.title,
        "as_of": briefing.as_of,
        "manifest": dict(briefing.manifest),
        "short_answer": [
            {"question": question, **asdict(statement)}
            for question, statement in briefing.short_answer
        ],
        "sections": [_section(section) for section in briefing.sections],
        "options": {
            "columns": {
                "given": briefing.option_columns[0],
                "computed": briefing.option_columns[1],
            },
            "rows": [asdict(row) for row in briefing.options],
        },
        "claims": [asdict(claim) for claim in briefing.claims],
        "limits": [asdict(statement) for statement in briefing.limits],
        "sources": [asdict(reference) for reference in briefing.references],
        "reproduce": dict(briefing.reproduce),
    }
    text = json.dumps(tree, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def _section(section: Section) -> dict[str, Any]:
    return {
        "question": section.question,
        "title": section.title,
        "statements": [asdict(statement) for statement in section.statements],
        "notes": [asdict(statement) for statement in section.notes],
        "change": [asdict(statement) for statement in section.change],
        "figures": [_figure(figure) for figure in section.figures],
        "tables": [asdict(table) for table in section.tables],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "title": figure.title,
        "sentence": figure.sentence,
        "sources": figure.sources,
        "spec": figure.specs[_WIDTH],
    }
