"""Dated forecasts in a file, and what became of them in another.

A forecast says by which day it will be decided, and by which rule; an outcome says on which day the
rule decided it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from ceasefire.core.errors import PackError
from ceasefire.scenario.columns import Column, Table
from ceasefire.scenario.outside import outside_rows, sound_rows
from ceasefire.scenario.problems import Problems, quoted, suggestion
from ceasefire.scenario.tables import Row, TableRows

__all__ = [
    "FORECAST_COLUMNS",
    "Forecast",
    "Outcome",
    "forecasts_text",
    "read_forecasts",
    "read_outcomes",
    "write_forecasts",
]


def _share(name: str, presence: str, description: str) -> Column:
    return Column(name, "number", "share", presence, low=0.0, high=1.0, description=description)


_FORECASTS = Table(
    "forecasts",
    "outside",
    "One dated forecast",
    {
        column.name: column
        for column in (
            Column("id", "id", role="key", description="Names the forecast in both files."),
            Column("question", "text", description="What may happen, in words."),
            Column("made_on", "date", description="When it was made."),
            Column("deadline", "date", description="The last day on which it may be decided."),
            Column("resolution_rule", "text", description="What decides it, from public sources."),
            _share("probability", "filled", "Chance that it happens; this is scored."),
            _share("p05", "blank", "Low end of the chance over the variants of the model."),
            _share("p95", "blank", "High end."),
            Column("grade", "grade", "", "blank", description="Grade of what decides the chance."),
            Column("pack", "text", "", "blank", description="The pack it was made from."),
            Column("option", "text", "", "blank", description="The option it is about."),
        )
    },
)
FORECAST_COLUMNS = tuple(_FORECASTS.columns)
"""The columns of a file of forecasts in their order, as :func:`write_forecasts` writes them."""
_OUTCOMES = Table(
    "outcomes",
    "outside",
    "One outcome of a forecast",
    {
        column.name: column
        for column in (
            Column("id", "id", role="key", description="The id of the forecast."),
            Column(
                *("outcome", "text"),
                allowed=("0", "1", "void"),
                description="1 if it happened, 0 if not, void if the rule could not decide.",
            ),
            Column("resolved_on", "date", description="The day on which the rule decided it."),
        )
    },
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """A dated forecast: the fields are the columns of its file, in their order.

    ``p05`` and ``p95`` are the range over variants, None where none was given; ``grade``, ``pack``
    and ``option`` are blank where there is none.
    """

    id: str
    question: str
    made_on: date
    deadline: date
    resolution_rule: str
    probability: float
    p05: float | None = None
    p95: float | None = None
    grade: str = ""
    pack: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a forecast; ``happened`` is None where the question was void."""

    id: str
    happened: bool | None
    resolved_on: date


def write_forecasts(path: Path, rows: Iterable[Forecast]) -> None:
    """Write forecasts as a CSV that :func:`read_forecasts` reads again."""
    path.write_text(forecasts_text(rows), encoding="utf-8", newline="")


def forecasts_text(rows: Iterable[Forecast]) -> str:
    """Return forecasts as the text of that file."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(FORECAST_COLUMNS)
    writer.writerows(astuple(row) for row in rows)
    return file.getvalue()


def read_forecasts(path: Path) -> tuple[Forecast, ...]:
    """Return the forecasts of a file.

    Raises
    ------
    PackError
        With every problem of the file.
    """
    found, problems = outside_rows(_FORECASTS, path)
    for index, row in sound_rows(found):
        _check_forecast(found, index, row, problems)
    if problems:
        raise PackError(problems)
    return tuple(
        Forecast(**{name: row[name] for name in FORECAST_COLUMNS if row[name] is not None})  # type: ignore[arg-type]
        for row in found.rows
    )


def _check_forecast(found: TableRows, index: int, row: Row, problems: Problems) -> None:
    made, due, low, high = (row[name] for name in ("made_on", "deadline", "p05", "p95"))
    if isinstance(made, date) and isinstance(due, date) and due < made:
        what = f"The deadline {due} is before the day the forecast was made, {made}"
        problems.note(found.file, found.place(index, "deadline"), what, "", "Correct one of them")
    if (low is None) != (high is None):
        blank = "p05" if low is None else "p95"
        what = f"'{blank}' is blank and its other end is not"
        problems.note(found.file, found.place(index, blank), what, "", "Fill both or neither")
    elif isinstance(low, float) and isinstance(high, float) and low > high:
        what = f"'p05' {quoted(low)} is above 'p95' {quoted(high)}"
        problems.note(found.file, found.place(index, "p05"), what, "", "Exchange them")


def read_outcomes(path: Path, forecasts: Sequence[Forecast]) -> tuple[Outcome, ...]:
    """Return the outcomes of some forecasts.

    Raises
    ------
    PackError
        With every problem of the file: also an id that no forecast has, and one that was resolved
        before its forecast was made or after its deadline.
    """
    found, problems = outside_rows(_OUTCOMES, path)
    by_id = {forecast.id: forecast for forecast in forecasts}
    for index, row in sound_rows(found):
        forecast = by_id.get(str(row["id"]))
        if forecast is None:
            what = f"No forecast has the id {quoted(row['id'])}"
            fix = suggestion(str(row["id"]), by_id)
            problems.note(found.file, found.place(index, "id"), what, "", fix)
        else:
            _check_day(found, index, row, forecast, problems)
    if problems:
        raise PackError(problems)
    return tuple(
        Outcome(
            str(row["id"]),
            None if row["outcome"] == "void" else row["outcome"] == "1",
            _day(row["resolved_on"]),
        )
        for row in found.rows
    )


def _check_day(
    found: TableRows, index: int, row: Row, forecast: Forecast, problems: Problems
) -> None:
    """Note a day outside those of the forecast; void may be declared at any later time."""
    day, place = _day(row["resolved_on"]), found.place(index, "resolved_on")
    if day < forecast.made_on:
        what = (
            f"{quoted(forecast.id)} was resolved on {day}, before it was made on {forecast.made_on}"
        )
        why = "What was known already is no forecast"
        problems.note(found.file, place, what, why, "Correct the day, or leave the forecast out")
    elif day > forecast.deadline and row["outcome"] != "void":
        what = (
            f"{quoted(forecast.id)} was resolved on {day}, after its deadline {forecast.deadline}"
        )
        why = "What happens after the deadline does not count"
        fix = "Give the day on which the rule decided it: without an event, the deadline itself"
        problems.note(found.file, place, what, why, fix)


def _day(cell: object) -> date:
    if not isinstance(cell, date):
        raise TypeError(f"{cell!r} is not a date")
    return cell
