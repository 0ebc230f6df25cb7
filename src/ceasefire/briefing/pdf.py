"""The briefing as a tagged PDF, typeset by Typst from a template that gets it as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from typing import Any

from ceasefire.briefing.cells import (
    cell_text,
    number_runs,
    numeric_columns,
    stopped,
    verdict_words,
)
from ceasefire.briefing.citations import formatted
from ceasefire.briefing.figures.theme import FAMILIES, MIDDLE
from ceasefire.briefing.html import FAMILY_WORDS, GRADES
from ceasefire.briefing.model import (
    Briefing,
    Claim,
    DataTable,
    Figure,
    OptionRow,
    Reference,
    Section,
    Statement,
)
from ceasefire.results.verdict import VERDICTS

__all__ = ["render_pdf"]

# Statements that share a paragraph, and the characters from which on one stands alone.
_PARAGRAPH_STATEMENTS = 3
_PARAGRAPH_CHARACTERS = 520
# Numbers or runs of numbers after one sentence; the rest are in the list and in brief.json.
_SUPERSCRIPTS = 8

Json = dict[str, Any]
Said = Callable[[Statement], Json]


def render_pdf(briefing: Briefing) -> bytes:
    """Return the briefing as a PDF, A4, tagged; the same bytes for the same briefing.

    Raises
    ------
    KeyError
        If a figure has no drawing 640 wide.
    ValueError
        If a figure cannot be drawn, or asks for anything outside its specification.
    """
    # Heavy, and only this function needs it.
    import typst

    drawings = {
        figure: f"figure-{n}.pdf"
        for n, figure in enumerate(f for section in briefing.sections for f in section.figures)
    }
    drawn = {name: _drawing(figure) for figure, name in _by_place(briefing)}
    template = files("ceasefire.briefing").joinpath("templates", "brief.typ").read_bytes()
    return typst.compile(
        {"main": template, **drawn},
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"briefing": json.dumps(_content(briefing), allow_nan=False)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
