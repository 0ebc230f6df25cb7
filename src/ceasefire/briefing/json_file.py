"""The briefing as ``brief.json``: every statement, figure and claim for a program to read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from ceasefire.briefing.model import Briefing, Claim, Figure, OptionRow, Section

__all__ = ["write_json"]


def write_json(briefing: Briefing) -> bytes:
    """Return the briefing as UTF-8 JSON: sorted keys, the same bytes for the same briefing.

    Raises
    ------
    ValueError
        If a number is not finite.
    TypeError
        If the manifest or a figure holds something that JSON has no form for.
    """
    content = {
        "format": briefing.format,
        "manifest": briefing.manifest,
        "title": briefing.title,
        "as_of": briefing.as_of,
        "short_answer": [
            {"question": question, **_plain(statement)}
            for question, statement in briefing.short_answer
        ],
        "sections": [_section(section) for section in briefing.sections],
        "options": [_option(row, briefing.option_columns) for row in briefing.options],
        "claims": [_claim(claim) for claim in briefing.claims],
        "sources": briefing.references,
        "limits": briefing.limits,
        "reproduce": [{"label": label, "text": text} for label, text in briefing.reproduce],
    }
    text = json.dumps(
        _plain(content), indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False
    )
    return (text + "\n").encode()


def _section(section: Section) -> dict[str, Any]:
    return {
        "question": section.question,
        "title": section.title,
        "statements": section.statements,
        "change": section.change,
        "figures": [_figure(figure) for figure in section.figures],
        "tables": section.tables,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "title": figure.title,
        "sentence": figure.sentence,
        "spec": figure.specs["640"],
    }


def _option(
    row: OptionRow, columns: tuple[tuple[str, ...], tuple[str, ...]]
) -> dict[str, str | dict[str, str]]:
    given, computed = columns
    return {
        "id": row.id,
        "title": row.title,
        "family": row.family,
        "given": dict(zip(given, row.given, strict=True)),
        "computed": dict(zip(computed, row.computed, strict=True)),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "claim": claim.claim,
        "who": claim.who,
        "when": claim.when,
        "verdict": claim.verdict,
        "why": claim.why,
        "deciding": claim.deciding,
        "statements": claim.statements,
        "sources": claim.sources,
        "computed_from": claim.computed_from,
    }


def _plain(value: Any) -> Any:
    """Return dataclasses and mappings as dicts, tuples as lists; json refuses the rest."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
