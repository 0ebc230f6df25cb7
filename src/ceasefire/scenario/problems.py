"""Collects what is wrong with a pack, so that a reader hears of everything at once."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable

from ceasefire.core.errors import Problem

__all__ = ["ENOUGH", "NOWHERE", "Place", "Problems", "nearest", "quoted", "suggestion"]

Place = tuple[int, int]
NOWHERE: Place = (0, 0)
# A table with more mistakes than this has one mistake: it is the wrong table.
ENOUGH = 100


class Problems(list[Problem]):
    """The problems found so far."""

    def note(self, file: str, place: Place, what: str, why: str = "", fix: str = "") -> None:
        """Add one problem at a line and column of a file."""
        self.append(Problem(file, place[0], place[1], what, why, fix))


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return the valid name most like this one, or an empty text if none is like it."""
    names = sorted(set(valid))
    folded = {candidate.casefold(): candidate for candidate in names}
    found = difflib.get_close_matches(name.casefold()[:200], list(folded), n=1, cutoff=0.55)
    return folded[found[0]] if found else ""


def suggestion(name: str, valid: Iterable[str], limit: int = 14) -> str:
    """Return advice that names the nearest valid name, or up to ``limit`` where none is near."""
    names = sorted(set(valid))
    near = nearest(name, names)
    if near:
        return f"Perhaps you meant '{near}'"
    if not names or not limit:
        return ""
    more = ", ..." if len(names) > limit else ""
    return f"Use one of: {', '.join(names[:limit])}{more}"


def quoted(value: object, limit: int = 60) -> str:
    """Return a value from a file as a message shows it: one line, not too long."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int | float):
        return "a number too large" if 1e300 < abs(value) < math.inf else f"{value:.15g}"
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return f"'{text[:limit]}{'...' if len(text) > limit else ''}'"
