"""Collects what is wrong with a pack, so that a reader hears of everything at once."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable

from ceasefire.core.errors import Problem
from ceasefire.core.units import UNITS

__all__ = [
    "ENOUGH",
    "NOWHERE",
    "Place",
    "Problems",
    "nearest",
    "quoted",
    "suggestion",
    "unit_suggestion",
]

Place = tuple[int, int]
NOWHERE: Place = (0, 0)
# A table with more mistakes than this has one mistake: it is the wrong table.
ENOUGH = 100
_LIKE = 0.55
_WORDS_LIKE = 0.7
# What people write for a unit of the table, and how many of it one is, where that is not 1.
_UNIT_WORDS = {
    ("km", ""): "kilometre kilometres kilometer kilometers kms",
    ("km", "a mile is 1.609344 km"): "mile miles mi",
    ("km", "a nautical mile is 1.852 km"): "nm nmi nautical_miles",
    ("m", ""): "metre metres meter meters",
    ("m", "a foot is 0.3048 m"): "foot feet ft",
    ("m", "a yard is 0.9144 m"): "yard yards yd",
    ("km2", ""): "sq_km sqkm km^2 km² square_km square_kilometres square_kilometers",
    ("km2", "a square mile is 2.589988 km2"): "sq_mi sqmi square_miles",
    ("km2", "a hectare is 0.01 km2"): "ha hectare hectares",
    ("hours", ""): "h hr hrs hour",
    ("days", ""): "d day",
    ("days", "a week is 7 days"): "w week weeks",
    ("months", ""): "month",
    ("years", ""): "y yr yrs year",
    ("share", "1% is 0.01"): "% percent per_cent percentage pct",
    ("troops", ""): "soldier soldiers men personnel servicemen peacekeepers",
    ("people", ""): "person persons inhabitants civilians population",
    ("eur_2025", ""): "eur euro euros €",
    ("eur_2025_bn", ""): "bn_eur eur_bn billion_euros bn",
    ("eur_2025", "in euros of 2025"): "usd dollar dollars $ gbp pounds £",
}
_UNIT_MEANT = {word: meant for meant, words in _UNIT_WORDS.items() for word in words.split()}


class Problems(list[Problem]):
    """The problems found so far."""

    def note(self, file: str, place: Place, what: str, why: str = "", fix: str = "") -> None:
        """Add one problem at a line and column of a file."""
        self.append(Problem(file, place[0], place[1], what, why, fix))


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return the valid name most like this one, or an empty text if none is like it.

    Where the name holds digits, as keys of sources do, its words must be alike by themselves: any
    two keys share most of a date.
    """
    given = name.casefold()[:200]
    folded = {candidate.casefold(): candidate for candidate in sorted(set(valid))}
    like = list(folded)
    if given != (words := _letters(given)):
        like = [
            key
            for key in folded
            if difflib.SequenceMatcher(None, _letters(key), words).ratio() >= _WORDS_LIKE
        ]
    found = difflib.get_close_matches(given, like, n=1, cutoff=_LIKE)
    return folded[found[0]] if found else ""


def _letters(name: str) -> str:
    """Return a name without its digits and the signs beside them."""
    return re.sub(r"[-_.]*[0-9][-_.0-9]*", "", name)


def unit_suggestion(name: str) -> str:
    """Return advice on a unit that is not in the table: what was meant, or what there is."""
    unit, factor = _UNIT_MEANT.get(re.sub(r"[\s_-]+", "_", name.strip().casefold()), ("", ""))
    if not unit:
        return suggestion(name, UNITS, limit=40)
    return f"Give the value in '{unit}': {factor}" if factor else f"Write '{unit}'"


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
