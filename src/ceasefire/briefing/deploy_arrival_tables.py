"""Tables of the deploy section that say when a force is there, and past moves beside it."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.briefing.deploy_data import forces
from ceasefire.briefing.deploy_read import chance_of, comes, days_range, troops
from ceasefire.briefing.model import DataTable
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import number

__all__ = ["arrival_table", "half_there_table", "moves_table"]

_DAYS = (30, 60, 90, 180)
_SHARES = (25, 50, 100)


def arrival_table(reader: RunReader) -> DataTable | None:
    """Return troops by a day, and days to shares of them."""
    rows = tuple(
        (
            view.option.title,
            *(troops(view.spread(f"arrived.day_{day}_troops"), "") for day in _DAYS),
            *(days_range(view, share) for share in _SHARES),
        )
        for view in forces(reader)
        if f"arrived.day_{_DAYS[0]}_troops" in view.names
    )
    if not rows:
        return None
    return DataTable(
        "When it is there, at the earliest",
        (
            "Option",
            *(f"Troops by day {day}" for day in _DAYS),
            "Days to a quarter",
            "Days to half",
            "Days to all",
        ),
        rows,
        "5–95% of the draws, by an upper bound, from the ceasefire or, for a deployment in "
        "wartime, from the call. Days to a part of the troops that come: of the draws in which "
        "anybody comes.",
    )


def half_there_table(reader: RunReader) -> DataTable | None:
    """Return how likely half of what comes is there by a day."""
    rows = []
    for view in forces(reader):
        if "arrival.days_to_50" not in view.names or not comes(view).any():
            continue
        days = view.values("arrival.days_to_50")
        bands = [chance_of(view, (days <= day,), comes(view)) for day in _DAYS]
        if None not in bands:
            rows.append((view.option.title, *(band.words for band in bands if band)))
    if not rows:
        return None
    return DataTable(
        "How likely half of those who come are there by a day",
        ("Option", *(f"Day {day}" for day in _DAYS)),
        tuple(rows),
        "Of the draws in which anybody comes, over the states of the backer, by an upper bound.",
    )


def moves_table(reader: RunReader) -> DataTable | None:
    """Return past moves beside what the program of arrival makes of them."""
    if not any(f"arrived.day_{_DAYS[0]}_troops" in view.names for view in forces(reader)):
        return None
    rows = tuple(
        (
            str(row["title"]),
            _seen(row),
            _measured(row["model"], row),
            "yes" if row["reproduced"] else "no",
            str(row["why"]),
        )
        for row in reader.scenario.rows("moves_checked")
    )
    if not rows:
        return None
    return DataTable(
        "Past moves, and what the model makes of them",
        ("Move", "Seen", "Model", "Within a third", "Why not, or what it tests"),
        rows,
        "The program of arrival with its central norms in daily steps, nothing fitted to a move. "
        "Days count from the order, or from a port or border where the report does. Where a force "
        "was on call or staged beforehand, the model is late.",
    )


def _seen(row: Mapping[str, object]) -> str:
    low, high = row["seen_low"], row["seen_high"]
    most = _measured(high, row)
    if low == high:
        return most
    return f"at most {most}" if low is None else f"{number(float(str(low)))}–{most}"


def _measured(value: object, row: Mapping[str, object]) -> str:
    """Return days, or troops, with the word."""
    return f"{number(float(str(value)))} {row['measure']}"
