"""Statements grouped into paragraphs, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable

from ceasefire.briefing.model import Statement

__all__ = ["paragraphs"]

# At most three sentences, and no fourth screen line of a phone more than needed.
STATEMENTS = 3
CHARACTERS = 520


def paragraphs(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Return the statements in groups of up to three, fewer where they are long."""
    groups: list[list[Statement]] = []
    for statement in statements:
        last = groups[-1] if groups else []
        length = sum(len(other.text) for other in last) + len(statement.text)
        if last and len(last) < STATEMENTS and length <= CHARACTERS:
            last.append(statement)
        else:
            groups.append([statement])
    return groups
