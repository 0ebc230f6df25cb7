"""Loads and checks packs."""

from __future__ import annotations

import os
from datetime import date

from ceasefire.core.errors import PackError, Problem, UsageError
from ceasefire.scenario.assembly import assembled
from ceasefire.scenario.consistency import check_consistency
from ceasefire.scenario.dates import last_day
from ceasefire.scenario.model import Scenario
from ceasefire.scenario.packs import locate
from ceasefire.scenario.problems import Problems
from ceasefire.scenario.reading import read

__all__ = ["check", "load"]


def load(pack: str | os.PathLike[str], as_of: date | str | None = None) -> Scenario:
    """Return a pack with its reference tables as of a date.

    Parameters
    ----------
    pack
        A shipped name, a pack's folder, or a run folder.
    as_of
        A date, or its text: 2025-02-01, 2025-02 or 2025; without a day the period's last one.
        The pack's own by default; a later one is allowed.

    Raises
    ------
    PackError
        With every problem of the pack.
    UsageError
        If ``as_of`` is no date.
    """
    day = _day(as_of)
    problems = Problems()
    draft = read(locate(pack), problems)
    if draft is not None:
        check_consistency(draft, problems)
    if problems or draft is None:
        raise PackError(problems)
    return assembled(draft, day)


def check(path: str | os.PathLike[str], as_of: date | str | None = None) -> tuple[Problem, ...]:
    """Return every problem of a pack, none if :func:`load` would return it."""
    try:
        load(path, as_of)
    except PackError as error:
        return error.problems
    return ()


def _day(as_of: date | str | None) -> date | None:
    if isinstance(as_of, str):
        try:
            return last_day(as_of)
        except ValueError as error:
            raise UsageError(f"as-of date: {error}") from None
    return as_of
