"""What can be said on the as-of date: a quantity without a visible value is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["NotVisible", "told"]

T = TypeVar("T")


class NotVisible(LookupError):
    """A quantity has no value on the as-of date, so what needs it cannot be said."""


def told(*builders: Callable[[], T | None]) -> tuple[T, ...]:
    """Return what can be said on the as-of date.

    A builder that returns None, or needs a quantity without a visible value, says nothing; the
    limits name the quantities.
    """
    found = []
    for builder in builders:
        try:
            said = builder()
        except NotVisible:
            continue
        if said is not None:
            found.append(said)
    return tuple(found)
