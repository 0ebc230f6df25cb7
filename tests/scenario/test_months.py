"""The days of a look back: month ends from the first dated row to the as-of date, which is last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from ceasefire.scenario.months import days_looked_at


@dataclass(frozen=True)
class Dated:
    """A scenario of dated rows alone."""

    as_of: date
    tables: dict[str, list[date]]

    def rows(self, table: str) -> tuple[dict[str, object], ...]:
        return tuple({"date": day} for day in self.tables.get(table, ()))


def looked_at(as_of: str, **tables: list[str]) -> list[str]:
    dated = {name: [date.fromisoformat(day) for day in days] for name, days in tables.items()}
    found = days_looked_at(Dated(date.fromisoformat(as_of), dated))  # type: ignore[arg-type]
    return [day.isoformat() for day in found]


@pytest.mark.parametrize(
    ("as_of", "first", "days"),
    [
        ("2025-02-01", "2024-12-15", ["2024-12-31", "2025-01-31", "2025-02-01"]),
        ("2025-02-28", "2025-01-31", ["2025-01-31", "2025-02-28"]),
        ("2024-03-15", "2024-02-01", ["2024-02-29", "2024-03-15"]),
        ("2025-02-01", "2025-02-01", ["2025-02-01"]),
        ("2025-01-31", "2025-01-02", ["2025-01-31"]),
    ],
)
def test_month_ends_and_then_the_date_itself(as_of: str, first: str, days: list[str]) -> None:
    assert looked_at(as_of, stances=[first]) == days


def test_the_first_of_either_table_begins_it() -> None:
    early, late = ["2024-12-20", "2024-11-05"], ["2025-01-10"]
    begun = ["2024-11-30", "2024-12-31", "2025-01-31", "2025-02-10"]
    assert looked_at("2025-02-10", stances=early, evidence=late) == begun
    assert looked_at("2025-02-10", stances=late, evidence=early) == begun


def test_without_dated_rows_the_date_itself_is_looked_at() -> None:
    assert looked_at("2025-02-01") == ["2025-02-01"]
    assert looked_at("2025-02-01", proposals=["2024-01-01"]) == ["2025-02-01"]
