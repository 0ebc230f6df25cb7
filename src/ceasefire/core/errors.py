"""The exception tree.

::

    CeasefireError
    ├── UsageError        exit 2   the command or call is wrong
    ├── PackError         exit 3   a pack or table has problems (all of them, with places)
    ├── RunError          exit 1   a run cannot go on
    │   └── StaleRunError exit 1   the run folder was made by another pack, format or version
    ├── SolverError       exit 1   a numerical method gave no certified answer
    └── DrawFailures      exit 4   more draws failed than allowed

A user's mistake ends in one of these, never in a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "CeasefireError",
    "DrawFailures",
    "PackError",
    "Problem",
    "RunError",
    "SolverError",
    "StaleRunError",
    "UsageError",
]


class CeasefireError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code = 1


class UsageError(CeasefireError):
    """The command or the call is wrong: an unknown option, an impossible number of draws."""

    exit_code = 2


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a pack: where, what, why it matters, what to do."""

    file: str
    line: int
    column: int
    what: str
    why: str = ""
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {' '.join(_sentence(p) for p in (self.what, self.why, self.fix) if p)}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


class PackError(CeasefireError):
    """A pack has problems; ``problems`` holds all of them, sorted by place."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        count = len(self.problems)
        head = f"{count} problem{'s' if count != 1 else ''}:"
        super().__init__("\n".join([head, *(f"  • {p}" for p in self.problems)]))


class RunError(CeasefireError):
    """A run cannot go on: a locked folder, a full disk, a damaged block."""


class StaleRunError(RunError):
    """The run folder was made from another pack, by another format or another version."""


class SolverError(CeasefireError):
    """A numerical method gave no certified answer."""


class DrawFailures(CeasefireError):
    """More draws failed than ``--max-failed`` allows; the results stay in the run folder."""

    exit_code = 4
