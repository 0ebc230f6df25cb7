"""Cells of a claim as the checks need them; loading the pack made sure they are filled."""

from __future__ import annotations

from ceasefire.comparison.evidence import Row
from ceasefire.scenario.cells import keys_in

__all__ = ["commands_in", "figure", "options_in", "sources_in", "states_in", "states_out"]


def figure(row: Row, column: str) -> float:
    """Return a number of the claim."""
    return float(str(row[column]))


def options_in(row: Row) -> tuple[str, ...]:
    """Return the ids of the options that the claim is about."""
    return keys_in(row["option"])


def sources_in(row: Row) -> tuple[str, ...]:
    """Return the keys of the claim's sources."""
    return keys_in(row["sources"])


def states_in(row: Row) -> tuple[str, ...]:
    """Return the codes of the states that the claim says take part."""
    return keys_in(row.get("states"))


def states_out(row: Row) -> tuple[str, ...]:
    """Return the codes of the states that the claim says do not."""
    return keys_in(row.get("states_out"))


def commands_in(row: Row) -> tuple[str, ...]:
    """Return the command arrangements the claim compares, the one it favours first."""
    return keys_in(row.get("commands"))
