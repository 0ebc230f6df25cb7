"""The PDF: text as text, tagged, linked, the same bytes each time."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from tests.briefing.fixture_briefing import NASTY, briefing

from ceasefire.briefing.model import Briefing, Figure
from ceasefire.briefing.pdf import _widths, render_pdf

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def structure(pdf: bytes) -> bytes:
    """Return the file with its compressed streams laid open."""
    opened = [pdf]
    for stream in STREAM.findall(pdf):
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(opened)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(briefing())


@pytest.fixture(scope="module")
def text(pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("needs pdftotext (poppler) to read a PDF back")
    return _read(program, pdf, tmp_path_factory.mktemp("pdf"))


def _read(program: str, pdf: bytes, folder: Path) -> str:
    path = folder / "brief.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([program, "-raw", str(path), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().replace("\u00a0", " ").split())


def test_same_briefing_same_bytes(pdf: bytes) -> None:
    assert render_pdf(briefing()) == pdf


def test_the_file_is_tagged_and_has_title_language_and_no_hour(pdf: bytes) -> None:
    opened = structure(pdf)
    assert pdf.startswith(b"%PDF-")
    assert re.search(rb"/Marked true", opened)
    assert re.search(rb"/Lang\s*\(en", opened)
    assert b"A European force behind a ceasefire in Ukraine" in opened
    assert b"CreationDate" not in opened


def test_every_figure_has_words_for_who_cannot_see_it(pdf: bytes) -> None:
    opened = structure(pdf)
    for section in briefing().sections:
        for figure in section.figures:
            assert b"/Alt(" + figure.sentence[:50].encode() in opened


def test_a_figure_in_pages_stands_on_paper_in_parts_and_its_other_drawing_does_not() -> None:
    given = briefing()
    figure = given.sections[0].figures[0]
    part = figure.specs["640"]
    # A drawing that asks for the net is refused, so one that is not used may.
    unused = {**part, "data": {"url": "https://example.org/data.csv"}}
    specs = {**figure.specs, "640": unused}
    words = b"/Alt(" + figure.sentence[:50].encode()
    once = structure(render_pdf(_with_figure(given, figure))).count(words)
    paged = replace(figure, specs=specs, pages=(part,) * 3)
    assert structure(render_pdf(_with_figure(given, paged))).count(words) == 3 * once


def test_no_column_of_a_table_breaks_a_number() -> None:
    rows = [["a mission of many words and more words", "170,000–260,000", "not applicable"]] * 3
    columns = ("Mission", "Troops", "A heading of several words")
    widths = _widths(columns, rows, [False, True, True], 60)
    assert sum(widths) <= 60
    assert widths[1] > len("170,000–260,000")
    assert widths[2] > len("not applicable")


def test_cited_numbers_lead_to_the_list_and_addresses_out_of_it(pdf: bytes) -> None:
    opened = structure(pdf)
    assert opened.count(b"/URI(https://example.org/") >= 34
    assert opened.count(b"/Subtype/Link") > opened.count(b"/URI(")


def test_text_that_looks_like_markup_comes_out_as_it_is(text: str) -> None:
    assert " ".join(NASTY.split()) in text
    assert f"“A claim may say {NASTY}”" in text


def test_every_statement_claim_option_and_address_is_on_paper(text: str) -> None:
    given = briefing()
    # A superscript stands between a sentence and its full stop for the next.
    for section in given.sections:
        for statement in (*section.statements, *section.notes, *section.change):
            assert statement.text in text
    for claim in given.claims:
        assert f"Claim {claim.id}" in text
        assert claim.why in text
    for row in given.options:
        assert row.title in text
    squeezed = text.replace(" ", "")
    for reference in given.references:
        assert reference.url in squeezed
    for _, command in given.reproduce:
        assert command in text


def test_figures_tables_and_verdicts_are_on_paper(text: str) -> None:
    for words in ("Five methods, five answers", "Lengths of the line, by sector", "per km <b>"):
        assert words in text
    for verdict in ("Supported", "Contested", "Refuted", "Not checkable", "Not yet assessed"):
        assert verdict in text
    assert "The numbers in the figures" in text


def test_a_briefing_without_options_claims_or_figures_is_still_a_file() -> None:
    given = briefing()
    sections = tuple(replace(section, figures=(), tables=()) for section in given.sections)
    small = replace(
        given, options=(), claims=(), sections=sections, limits=(), reproduce=(), short_answer=()
    )
    assert render_pdf(small).startswith(b"%PDF-")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd"])
def test_an_address_of_another_kind_is_no_link(url: str) -> None:
    given = briefing()
    bad = replace(given.references[0], url=url)
    opened = structure(render_pdf(replace(given, references=(bad, *given.references[1:]))))
    assert url.encode() not in opened


def test_a_drawing_that_asks_for_the_net_is_refused() -> None:
    given = briefing()
    figure = given.sections[0].figures[0]
    spec = {**figure.specs["640"], "data": {"url": "https://example.org/data.csv"}}
    specs = {**figure.specs, "640": spec}
    with pytest.raises(ValueError, match=r"example\.org"):
        render_pdf(_with_figure(given, replace(figure, specs=specs)))


def test_a_figure_without_its_drawing_for_paper_is_refused() -> None:
    given = briefing()
    figure = given.sections[0].figures[0]
    narrow = replace(figure, specs={"358": figure.specs["358"]})
    with pytest.raises(KeyError, match="640"):
        render_pdf(_with_figure(given, narrow))


def _with_figure(given: Briefing, figure: Figure) -> Briefing:
    section = replace(given.sections[0], figures=(figure,))
    return replace(given, sections=(section, *given.sections[1:]))
