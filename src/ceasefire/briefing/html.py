"""The briefing as one HTML page: no script, nothing from outside, every figure at three widths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from ceasefire.briefing.citations import formatted
from ceasefire.briefing.figures.theme import FAMILIES, MIDDLE, NARROW, WIDE
from ceasefire.briefing.model import (
    Briefing,
    Cell,
    Figure,
    OptionRow,
    Reference,
    Section,
    Statement,
)
from ceasefire.briefing.paragraphs import paragraphs
from ceasefire.briefing.svg import figure_svg, slug
from ceasefire.briefing.words import number

__all__ = ["render_html"]

FAMILY_WORDS = {
    "observe": "watch the line",
    "reassure": "reassure from the rear",
    "deter": "deter a new attack",
    "line": "hold the line",
    "aid": "no foreign force, more aid",
    "none": "no force; in charts: not a size",
}
GRADES = {
    "A": "original seen",
    "B": "reputable relay",
    "C": "weak relay",
    "D": "derived here",
    "E": "our judgement",
}
VERDICTS = {
    "supported": "Supported",
    "contested": "Contested",
    "refuted": "Refuted",
    "not_checkable": "Not checkable",
    "not_yet_assessed": "Not yet assessed",
}
# The class of the page's style sheet that shows a drawing of this width.
_WIDTHS = ((str(WIDE), "wide"), (str(MIDDLE), "mid"), (str(NARROW), "nar"))
# More numbers after one sentence would break the line; the rest stand in the list and the JSON.
_SUPERSCRIPTS = 4
_NAMED_SOURCES = 6
_HASH = re.compile(r"\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,64}\b|[0-9a-f]{4}…[0-9a-f]{4}")
# A range or a judged chance: breaking a line inside it would hide that it is one.
_RANGE = re.compile(
    r"(?:(?:up to|under|over) )?\d[\d,.]*(?:–\d[\d,.]*)?[ \u00a0]in[ \u00a0]10\b"
    r"|\d[\d,.]*–\d[\d,.]*"
)
_QUANTITY = re.compile(r"(?:×|under |over |up to )?\d[\d,.]*(?:–\d[\d,.]*)?(?:[ \u00a0]?%)?")
# Words that fit a third of a phone in a few lines; a column with longer ones gets the whole width.
_THIRD = 30
_NO_QUANTITY = ("not applicable", "not given", "unknown", "none", "all")


@dataclass(frozen=True, slots=True)
class _Cited:
    """Numbers shown after a sentence and how many more there are."""

    shown: tuple[int, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Named:
    """Sources of a figure by number and short name, and how many more there are."""

    named: tuple[tuple[int, str], ...]
    more: int


def render_html(briefing: Briefing) -> str:
    """Return the briefing as one self-contained HTML page; the same bytes for the same briefing.

    Raises ``KeyError`` for a figure that lacks one of its three widths and ``ValueError`` for a
    figure that cannot be drawn or refers to something outside.
    """
    claims = briefing.claims
    return _template().render(
        briefing=briefing,
        css=Markup(_text("brief.css")),
        families=FAMILIES,
        family_words=tuple(FAMILY_WORDS.items()),
        grades=GRADES,
        verdicts=VERDICTS,
        option_right=_numeric([(*row.given, *row.computed) for row in briefing.options]),
        verdict_counts=[(key, sum(c.verdict == key for c in claims)) for key in VERDICTS],
        assessed=[claim for claim in claims if claim.verdict != "not_yet_assessed"],
        waiting=[claim for claim in claims if claim.verdict == "not_yet_assessed"],
        **_lookups(briefing),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("ceasefire.briefing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(slug=slug, stopped=_stopped, unbroken=_unbroken)
    environment.globals.update(
        address=_address,
        cell=_cell,
        drawings=_drawings,
        family_words_of=lambda family: FAMILY_WORDS.get(family, FAMILY_WORDS["none"]),
        is_code=_is_code,
        last_word=_last_word,
        long_columns=_long_columns,
        linked_parts=_linked_parts,
        numeric=_numeric,
        sentence=_sentence,
        paragraphs=paragraphs,
        slug=slug,
        without_troops=_without_troops,
        words_and_band=_words_and_band,
    )
    return environment.get_template("brief.html.j2")


def _text(name: str) -> str:
    return files("ceasefire.briefing").joinpath("templates", name).read_text(encoding="utf-8")


def _lookups(briefing: Briefing) -> dict[str, Callable[..., Any]]:
    """Return what the template asks of this briefing: numbers, names and places on the page."""
    references = {reference.key: reference for reference in briefing.references}
    numbers = {key: ref.number for key, ref in references.items()} | dict(briefing.numbers)
    sections: dict[str, Section] = {section.title: section for section in briefing.sections}
    sections |= {section.question: section for section in briefing.sections}
    places = {
        statement.id: (_anchor(statement), section.title)
        for section in reversed(briefing.sections)
        for statement in (*section.statements, *section.notes)
    }

    def cited(keys: Iterable[str]) -> _Cited:
        found = sorted({numbers[key] for key in keys if key in numbers})
        return _Cited(tuple(found[:_SUPERSCRIPTS]), max(0, len(found) - _SUPERSCRIPTS))

    def source_names(keys: Iterable[str]) -> _Named:
        found = sorted(
            {key: references[key] for key in keys if key in references}.values(),
            key=lambda reference: reference.number,
        )
        named = tuple((reference.number, _short(reference)) for reference in found)
        return _Named(named[:_NAMED_SOURCES], max(0, len(named) - _NAMED_SOURCES))

    def stated(ids: Iterable[str]) -> list[tuple[str, str]]:
        # One link a section: the first sentence there that the verdict rests on.
        found: dict[str, str] = {}
        for key in ids:
            if key in places:
                anchor, title = places[key]
                found.setdefault(title, anchor)
        return [(anchor, title) for title, anchor in found.items()]

    return {
        "anchor": _anchor,
        "cited": cited,
        "section_of": sections.get,
        "source_names": source_names,
        "stated": stated,
    }


def _anchor(statement: Statement) -> str:
    return "st-" + slug(statement.id)


def _drawings(figure: Figure, prefix: str) -> list[tuple[str, Markup]]:
    """Return each drawing with the class that shows it: one a width, and those for paper."""
    wanted = [(kind, width, figure.specs[width]) for width, kind in _WIDTHS]
    wanted += [("pap", f"page-{n}", page) for n, page in enumerate(figure.pages, start=1)]
    # Built by an XML writer, which escapes every text and attribute.
    return [
        (kind, Markup(figure_svg(figure, spec, f"{prefix}-{name}"))) for kind, name, spec in wanted
    ]


def _cell(value: Cell) -> str:
    if value is None:
        return "not given"
    return value if isinstance(value, str) else number(value, published=True)


def _unbroken(text: str) -> Markup:
    """Return the text, escaped, with every range kept on one line."""
    return Markup(_RANGE.sub(r'<span class="nb">\g<0></span>', str(escape(text))))


def _last_word(text: str) -> tuple[str, str]:
    """Return the text and its last word, which stays on a line with the marks behind it."""
    before, space, last = text.rpartition(" ")
    return before + space, last


def _numeric(rows: Sequence[Sequence[Cell]]) -> list[bool]:
    """Return for each column whether it holds numbers, which stand on the right."""
    return [_quantities([_cell(value) for value in column]) for column in zip(*rows, strict=True)]


def _long_columns(rows: Sequence[Sequence[Cell]]) -> list[bool]:
    """Return for each column whether a card on a phone gives it the whole width."""
    return [any(len(_cell(v)) > _THIRD for v in column) for column in zip(*rows, strict=True)]


def _quantities(column: Sequence[str]) -> bool:
    found = [text for text in column if text and text not in _NO_QUANTITY]
    return bool(found) and all(_QUANTITY.fullmatch(text) for text in found)


def _words_and_band(text: str) -> tuple[str, str]:
    """Return a judged chance as its word and its band: 'likely, 7–9 in 10' in two parts."""
    word, mark, band = text.partition(", ")
    return (word, band) if mark and band.endswith(" in 10") else (text, "")


def _without_troops(row: OptionRow) -> bool:
    """Say whether an option has no troops, so that its card on a phone needs no cells."""
    return (
        bool(row.given)
        and row.given[0] == "0"
        and all(text in _NO_QUANTITY or text == "0" for text in row.computed)
    )


def _short(reference: Reference) -> str:
    name = reference.author or reference.place or reference.title
    year = re.match(r"\d{4}", reference.date)
    return f"{name} {year[0]}" if year else name


def _linked_parts(reference: Reference) -> tuple[str, str, str]:
    """Return the citation in three parts, of which the middle one, its title, carries the link."""
    text = formatted(reference)
    title = f"“{reference.title}”"
    before, found, after = text.partition(title)
    return (before, found, after) if found else ("", text, "")


def _address(reference: Reference) -> str:
    """Return the address if it is one a reader may follow, else nothing."""
    return reference.url if urlsplit(reference.url).scheme in ("http", "https") else ""


def _is_code(value: str) -> bool:
    return value.startswith("ceasefire ") or _HASH.search(value) is not None


def _sentence(text: str) -> str:
    return _stopped(text[:1].upper() + text[1:])


def _stopped(text: str) -> str:
    """Return the text with a full stop, unless it has an end."""
    return text if text.endswith((".", "!", "?", "…")) else text + "."
