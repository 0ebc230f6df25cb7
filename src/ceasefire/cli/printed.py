"""How a command prints an answer that is no briefing: a table, sentences below it, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["print_json", "print_sentences", "print_table"]


def print_json(found: Any) -> None:
    """Print one JSON object."""
    print(json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False, sort_keys=True))


def print_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table as wide as the terminal, and an empty line."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    _print(table)


def print_sentences(sentences: Iterable[str]) -> None:
    """Print sentences, each a paragraph of its own."""
    for sentence in sentences:
        _print(sentence)


def _print(what: Any) -> None:
    import sys

    from rich.console import Console

    console = Console(file=sys.stdout, markup=False, highlight=False)
    console.print(what)
    console.print()
