"""The briefing in a terminal: whole numbers at any width, user text as text."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.briefing.fixture_briefing import NASTY, briefing

from ceasefire.briefing.model import Briefing, DataTable
from ceasefire.briefing.terminal import print_briefing, print_claims, print_section

Printer = Callable[[Briefing, Console], None]
PRINTERS: dict[str, Printer] = {
    "briefing": print_briefing,
    "claims": lambda given, console: print_claims(given.claims, given.as_of, console),
    "size": lambda given, console: print_section(given.sections[0], given.as_of, console),
    "purpose": lambda given, console: print_section(given.sections[1], given.as_of, console),
}


def printed(name: str, width: int, *, terminal: bool = False) -> str:
    file = io.StringIO()
    system = "truecolor" if terminal else None
    console = Console(file=file, width=width, force_terminal=terminal, color_system=system)
    PRINTERS[name](briefing(), console)
    return file.getvalue()


def words(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", PRINTERS)
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_window_and_nothing_is_cropped(name: str, width: int) -> None:
    text = printed(name, width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "…" not in text


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_options_keep_every_number_whole_or_name_the_column_left_out(width: int) -> None:
    text = printed("briefing", width).replace("\u00a0", " ")
    tokens = set(text.split())
    given, computed = briefing().option_columns
    flat = words(text)
    _, _, left = flat.partition("Not shown for want of room: ")
    for n, name in enumerate(given):
        cells = {row.given[n] for row in briefing().options if " " not in row.given[n]}
        assert (name in left) != (cells - {""} <= tokens), name
    assert computed[0] not in left
    assert any("2–6 in 10" in line for line in text.splitlines())
    assert bool(left) == (width < 200)


@pytest.mark.parametrize("name", PRINTERS)
def test_names_that_look_like_markup_come_out_as_they_are(name: str) -> None:
    text = words(printed(name, 200))
    assert "[red]" in text
    if name in ("claims", "size"):  # the others set it in a column, line by line
        assert words(NASTY) in text


def test_no_colour_or_style_outside_a_terminal() -> None:
    assert "\x1b" not in printed("briefing", 80)
    assert "\x1b[1m" in printed("briefing", 80, terminal=True)


def test_briefing_has_title_date_answers_and_counts_of_verdicts() -> None:
    text = words(printed("briefing", 80))
    for part in ("As of 2025-02-01", "What is it for?", "26 claims", "6 supported", "brief.pdf"):
        assert part in text
    for _, statement in briefing().short_answer:
        assert statement.text in text


def test_question_has_statements_what_would_change_them_and_tables() -> None:
    text = words(printed("size", 120))
    section = briefing().sections[0]
    for statement in (*section.statements, *section.notes, *section.change):
        assert words(statement.text) in text
    assert "What would change this" in text
    assert "[E] rests on this project’s judgement." in text
    assert section.tables[0].title in text


def test_the_options_are_one_table_and_short() -> None:
    lines = printed("briefing", 80).splitlines()
    heads = [line for line in lines if line.startswith("Mobile reserve, 60,000")]
    assert len(heads) == 1
    assert len(lines) < 100


def test_a_table_that_is_too_wide_becomes_one_entry_a_row() -> None:
    wide = DataTable(
        "Missions", ("Mission", "Use", "Line, km", "UN troops", "Note"),
        (("First", "to watch and to wait for others", 1_080.0, 5_000.0, "a note of words"),) * 2,
    )  # fmt: skip
    section = replace(briefing().sections[0], tables=(wide,))
    flat = {}
    for width in (60, 140):
        file = io.StringIO()
        print_section(section, briefing().as_of, Console(file=file, width=width))
        flat[width] = words(file.getvalue())
    entry = (
        "First use: to watch and to wait for others; line, km: 1,080; UN troops: 5,000; "
        "note: a note of words"
    )
    assert flat[60].count(entry) == 2
    assert "line, km:" not in flat[140]
    assert "First to watch and to wait for others 1,080 5,000 a note of words" in flat[140]


def test_every_claim_has_verdict_and_reason_and_those_that_wait_come_last() -> None:
    text = printed("claims", 120)
    flat = words(text)
    heads = [line for line in text.splitlines() if line[:1] == "C" and "  " in line]
    assert len(heads) == 26
    assert all("Not yet assessed" in head for head in heads[-5:])
    assert not any("Not yet assessed" in head for head in heads[:-5])
    for claim in briefing().claims:
        assert words(claim.why) in flat
