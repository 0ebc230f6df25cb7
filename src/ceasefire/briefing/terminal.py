"""The briefing in a terminal: the short answer, one question, the claims."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ceasefire.briefing.cells import (
    cell_text,
    fitted,
    numeric_columns,
    stopped,
    unbroken,
    verdict_words,
)
from ceasefire.briefing.model import Briefing, Claim, DataTable, Section, Statement
from ceasefire.briefing.words import NBSP
from ceasefire.results.verdict import VERDICTS

__all__ = ["print_briefing", "print_claims", "print_section"]

# Longer lines are hard to read, however wide the window is.
_TEXT_WIDTH = 96
_GAP = 2
# The narrowest that the first column and other columns of words become.
_FIRST = 24
_WORDS = 22
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


def print_section(section: Section, as_of: str, console: Console, *, first: bool = True) -> None:
    """Print the answer to one question, what would change it, and its tables."""
    _heading(console, section.title, first=first)
    _line(console, f"As of {as_of}", style="dim")
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


def print_claims(claims: Sequence[Claim], as_of: str, console: Console) -> None:
    """Print each claim with its verdict and the reason; those that wait come last."""
    _heading(console, "The claims of the debate, checked", first=True)
    _line(console, f"As of {as_of}", style="dim")
    console.print()
    _paragraph(console, _counts(claims))
    for claim in sorted(claims, key=lambda c: c.verdict == "not_yet_assessed"):
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
    """Print the options in one table: what is computed first, what is given as there is room."""
    given, computed = briefing.option_columns
    rows = [
        tuple(unbroken(cell) for cell in (row.title, *row.given, *row.computed))
        for row in briefing.options
    ]
    columns = _columns(("Option", *given, *computed), rows)
    first, last = range(1, len(given) + 1), range(len(given) + 1, len(columns))
    shown = [0]
    for n in (*last, *first):
        if _span(columns[m].least for m in (*shown, n)) <= console.width:
            shown.append(n)
    _heading(console, "The options side by side")
    _print_table([columns[n] for n in sorted(shown)], console)
    note = "A range holds nine draws in ten."
    left = [column.name for n, column in enumerate(columns) if n not in shown]
    if left:
        note += f" Not shown for want of room: {'; '.join(left)}."
    _paragraph(console, note, style="dim")


def _statement(console: Console, statement: Statement, mark: str = "") -> None:
    judged = f"{NBSP}[E]" if statement.grade == "E" else ""
    _paragraph(console, f"{mark}{statement.text}{judged}", hanging=len(mark))


def _key(console: Console, statements: Sequence[Statement]) -> None:
    """Say what [E] means, where a statement has it."""
    if any(statement.grade == "E" for statement in statements):
        console.print()
        _paragraph(console, "[E] rests on this project’s judgement.", style="dim")


def _data_table(table: DataTable, console: Console) -> None:
    """Print a table; where it is too wide, one entry a row."""
    _heading(console, table.title)
    rows = [tuple(unbroken(cell_text(value)) for value in row) for row in table.rows]
    columns = _columns(table.columns, rows)
    if _span(column.least for column in columns) <= console.width:
        _print_table(columns, console)
    else:
        lead = _lead(columns)
        for row in rows:
            _paragraph(console, ", ".join(row[:lead]))
            rest = zip(table.columns[lead:], row[lead:], strict=True)
            said = "; ".join(_together(f"{_low(name)}: {value}") for name, value in rest)
            _paragraph(console, said, indent=4, style="dim")
    if table.note:
        _paragraph(console, table.note, style="dim")


def _together(text: str) -> str:
    """Return a short name and its value in one piece."""
    return text if len(text) > _WORDS else text.replace(" ", NBSP)


def _low(name: str) -> str:
    """Return a heading as it stands inside a line: without its capital, if it is no acronym."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


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


def _lead(columns: Sequence[_Column]) -> int:
    """Return how many columns from the left tell the rows apart, one where all would not."""
    rows = list(zip(*(column.cells for column in columns), strict=True))
    for count in range(1, len(columns)):
        if len({row[:count] for row in rows}) == len(rows):
            return count
    return 1


def _span(widths: Iterable[int]) -> int:
    found = list(widths)
    return sum(found) + _GAP * (len(found) - 1)


def _print_table(columns: Sequence[_Column], console: Console) -> None:
    """Print columns side by side: words fold, the widest column first, a number never breaks."""
    room = console.width - _GAP * (len(columns) - 1)
    widths = fitted([c.wanted for c in columns], [c.least for c in columns], room)
    heads = [(c.name, width, c.number) for c, width in zip(columns, widths, strict=True)]
    _print_row(heads, console, "dim")
    _line(console, "─" * _span(widths), style="dim")
    for n in range(len(columns[0].cells)):
        cells = [(c.cells[n], width, c.number) for c, width in zip(columns, widths, strict=True)]
        _print_row(cells, console)


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
