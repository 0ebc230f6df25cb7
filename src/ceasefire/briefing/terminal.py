"""The briefing in a terminal: the short answer, one question, the claims."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ceasefire.briefing.cells import cell_text, numeric_columns, stopped, unbroken, verdict_words
from ceasefire.briefing.model import Briefing, Claim, DataTable, Statement
from ceasefire.briefing.words import NBSP
from ceasefire.core.errors import UsageError
from ceasefire.results.verdict import VERDICTS

__all__ = ["print_briefing", "print_claims", "print_question"]

# Longer lines are hard to read, however wide the window is.
_TEXT_WIDTH = 96
_GAP = 2
# The narrowest that the first column and other columns of words become before a table is parted.
_FIRST = 24
_WORDS = 12
# Shapes as on the page: the word beside them says the same without the sign.
_ICONS = {
    "supported": "●",
    "contested": "◐",
    "refuted": "■",
    "not_checkable": "○",
    "not_yet_assessed": "◌",
}


def print_briefing(briefing: Briefing, console: Console) -> None:
    """Print title, as-of date, the short answer, the options and the count of verdicts."""
    _heading(console, briefing.title, first=True)
    _line(console, f"As of {briefing.as_of}", style="dim")
    console.print()
    _paragraph(console, briefing.standfirst)
    titles = {section.question: section.title for section in briefing.sections}
    for question, statement in briefing.short_answer:
        _heading(console, titles.get(question, question))
        _statement(console, statement)
    _key(console, [statement for _, statement in briefing.short_answer])
    if briefing.options:
        _options(briefing, console)
    if briefing.claims:
        _heading(console, "The claims of the debate")
        _paragraph(console, _counts(briefing.claims))
    console.print()
    _paragraph(
        console,
        "Figures, what would change the answers, reasons for the verdicts, limits and sources "
        "are in brief.html and brief.pdf; brief.json has the same as data.",
    )


def print_question(briefing: Briefing, question: str, console: Console) -> None:
    """Print the answer to one question, what would change it, and its tables.

    Raises
    ------
    UsageError
        If the briefing has no such question.
    """
    found = [section for section in briefing.sections if section.question == question]
    if not found:
        known = ", ".join(section.question for section in briefing.sections) or "none"
        raise UsageError(f"This run does not answer “{question}”; it answers: {known}.")
    section = found[0]
    _heading(console, section.title, first=True)
    _line(console, f"As of {briefing.as_of}", style="dim")
    for statement in section.statements:
        console.print()
        _statement(console, statement)
    if section.notes:
        _heading(console, section.notes_title)
        for statement in section.notes:
            console.print()
            _statement(console, statement)
    if section.change:
        _heading(console, "What would change this")
        for statement in section.change:
            _statement(console, statement, mark="- ")
    _key(console, [*section.statements, *section.notes, *section.change])
    for table in section.tables:
        _data_table(table, console)


def print_claims(briefing: Briefing, console: Console) -> None:
    """Print each claim with its verdict and the reason; those that wait come last."""
    _heading(console, "The claims of the debate, checked", first=True)
    _line(console, f"As of {briefing.as_of}", style="dim")
    console.print()
    _paragraph(console, _counts(briefing.claims))
    for claim in sorted(briefing.claims, key=lambda c: c.verdict == "not_yet_assessed"):
        console.print()
        _claim(claim, console)


def _claim(claim: Claim, console: Console) -> None:
    head = Text()
    head.append(f"{claim.id}  ", style="dim")
    head.append(f"{_ICONS[claim.verdict]} {verdict_words(claim.verdict)}", style="bold")
    console.print(head, soft_wrap=True)
    _paragraph(console, f"“{claim.claim}”", indent=4, style="bold")
    by = ", ".join(part for part in (claim.who, claim.when) if part)
    _paragraph(console, by, indent=4, style="dim")
    decides = f" What decides: {stopped(claim.deciding)}" if claim.deciding else ""
    _paragraph(console, claim.why + decides, indent=4)


def _counts(claims: Sequence[Claim]) -> str:
    counted = [(v, sum(claim.verdict == v for claim in claims)) for v in VERDICTS]
    parts = (f"{_ICONS[v]} {n} {verdict_words(v).lower()}" for v, n in counted if n)
    return f"{len(claims)} claims: {', '.join(part.replace(' ', NBSP) for part in parts)}."


def _options(briefing: Briefing, console: Console) -> None:
    given, computed = briefing.option_columns
    table = DataTable(
        "The options side by side",
        ("Option", *given, *computed),
        tuple((row.title, *row.given, *row.computed) for row in briefing.options),
        f"Given: {', '.join(given)}. The rest is computed; a range holds nine draws in ten.",
    )
    _data_table(table, console)


def _statement(console: Console, statement: Statement, mark: str = "") -> None:
    judged = f"{NBSP}[E]" if statement.grade == "E" else ""
    _paragraph(console, f"{mark}{statement.text}{judged}", hanging=len(mark))


def _key(console: Console, statements: Sequence[Statement]) -> None:
    """Say what [E] means, where a statement has it."""
    if any(statement.grade == "E" for statement in statements):
        console.print()
        _paragraph(console, "[E] rests on this project’s judgement.", style="dim")


def _data_table(table: DataTable, console: Console) -> None:
    """Print a table; where it is too wide, in parts that each repeat its first column."""
    _heading(console, table.title)
    rows = [tuple(unbroken(cell_text(value)) for value in row) for row in table.rows]
    columns = _columns(table.columns, rows)
    for n, part in enumerate(_parts(columns, console.width)):
        if n:
            console.print()
        _print_part(part, console)
    if table.note:
        _paragraph(console, table.note, style="dim")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: the width below which a number or a word would break, and the width it wants."""

    name: str
    cells: tuple[str, ...]
    number: bool
    least: int
    wanted: int


def _columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[_Column]:
    numeric = numeric_columns(rows) or [False] * len(names)
    found = []
    for n, (name, number) in enumerate(zip(names, numeric, strict=True)):
        cells = tuple(row[n] for row in rows)
        longest = max((cell_len(cell) for cell in cells), default=0)
        word = max(cell_len(w) for text in (name, *cells) for w in text.split(" "))
        least = max(word, longest if number else min(longest, _FIRST if n == 0 else _WORDS))
        wanted = max(least, longest) if number else max(least, longest, cell_len(name))
        found.append(_Column(name, cells, number, least, wanted))
    return found


def _parts(columns: Sequence[_Column], total: int) -> list[list[tuple[_Column, int]]]:
    """Return the columns in as few parts as fit, each column with its width.

    Every part starts with the columns that tell the rows apart. Words fold, the widest column
    first; a number is never broken, nor a single long word.
    """
    lead = _lead(columns)
    parts = [list(columns[:lead])]
    for column in columns[lead:]:
        part = parts[-1]
        if len(part) > lead and _span(c.least for c in (*part, column)) > total:
            parts.append([*columns[:lead], column])
        else:
            part.append(column)
    return [_fitted(part, total) for part in parts]


def _lead(columns: Sequence[_Column]) -> int:
    """Return how many columns from the left tell the rows apart, one where all would not."""
    rows = list(zip(*(column.cells for column in columns), strict=True))
    for count in range(1, len(columns)):
        if len({row[:count] for row in rows}) == len(rows):
            return count
    return 1


def _fitted(part: Sequence[_Column], total: int) -> list[tuple[_Column, int]]:
    widths = [column.wanted for column in part]
    while _span(widths) > total:
        able = [n for n, column in enumerate(part) if widths[n] > column.least]
        if not able:
            break
        widths[max(able, key=lambda n: widths[n])] -= 1
    return list(zip(part, widths, strict=True))


def _span(widths: Iterable[int]) -> int:
    found = list(widths)
    return sum(found) + _GAP * (len(found) - 1)


def _print_part(part: Sequence[tuple[_Column, int]], console: Console) -> None:
    _print_row([(column.name, width, column.number) for column, width in part], console, "dim")
    _line(console, "─" * _span(width for _, width in part), style="dim")
    for n in range(len(part[0][0].cells)):
        _print_row([(c.cells[n], width, c.number) for c, width in part], console)


def _print_row(cells: Sequence[tuple[str, int, bool]], console: Console, style: str = "") -> None:
    wrapped = [_wrapped(text, width) for text, width, _ in cells]
    for lines in zip_longest(*wrapped, fillvalue=""):
        shown = (
            _padded(line, width, number)
            for line, (_, width, number) in zip(lines, cells, strict=True)
        )
        _line(console, (" " * _GAP).join(shown).rstrip(" "), style)


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * max(0, width - cell_len(text))
    return space + text if right else text + space


def _wrapped(text: str, width: int) -> list[str]:
    # Rich breaks lines at no-break spaces; textwrap keeps 39,000 and its unit together.
    return textwrap.wrap(unbroken(text), width, break_long_words=False, break_on_hyphens=False)


def _heading(console: Console, text: str, first: bool = False) -> None:
    if not first:
        console.print()
    _paragraph(console, text, style="bold")


def _paragraph(
    console: Console, text: str, *, indent: int = 0, hanging: int = 0, style: str = ""
) -> None:
    width = min(console.width, _TEXT_WIDTH) - indent
    for n, line in enumerate(_wrapped(text, width - hanging)):
        _line(console, " " * (indent + (hanging if n else 0)) + line, style)


def _line(console: Console, text: str, style: str = "") -> None:
    # A Text is never read as markup; without soft wrap Rich would crop a long address.
    console.print(Text(text, style=style), soft_wrap=True, highlight=False)
