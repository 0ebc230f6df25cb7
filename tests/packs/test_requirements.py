"""What planners asked for: enough rows, each sourced, and none at odds with the operations."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from ceasefire.scenario import load
from ceasefire.scenario.dates import last_day

REFERENCE = Path(__file__).resolve().parents[2] / "src/ceasefire/packs/reference"
SEEN = set("ABC")
# A plan may wait for its operation: that for Namibia did so for more than ten years.
WAITED = {"untag-1978": 11 * 366}
PLANNED_AHEAD = 3 * 366


def read(name: str) -> dict[str, dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, strict=True)}


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    return read("requirements")


@pytest.fixture(scope="module")
def operations() -> dict[str, dict[str, str]]:
    return read("operations")


def test_enough_official_estimates_were_seen_on_a_page(rows: dict[str, dict[str, str]]) -> None:
    seen = [r for r in rows.values() if r["official"] == "true" and r["grade"] in SEEN]
    assert len(seen) >= 25
    # Enough of each kind for a comparison of its own.
    tasks = Counter(row["task"] for row in seen)
    assert tasks["line"] >= 10
    assert tasks["stabilisation"] >= 20
    refused = [r for r in seen if r["authorised_troops"] == "0"]
    assert len(refused) >= 5


def test_figures_are_in_order(rows: dict[str, dict[str, str]]) -> None:
    for name, row in rows.items():
        assert int(row["estimate_low_troops"]) <= int(row["estimate_high_troops"]), name
        if row["authorised_troops"] and row["deployed_troops"]:
            assert int(row["deployed_troops"]) <= 2 * int(row["authorised_troops"]), name
        if row["authorised_troops"] == "0":
            assert not row["deployed_troops"], name
            assert not row["operation"] or name == "bosnia-border-1993", name


def test_what_was_only_recalled_says_so(rows: dict[str, dict[str, str]]) -> None:
    for name, row in rows.items():
        weak = set(filter(None, row["weak_cells"].split(";")))
        assert all(row[column] for column in weak), name
        assert row["sources"] or row["grade"] == "E", name
        assert (row["grade"] == "E") <= ("estimate_low_troops" in weak), name


def test_no_estimate_stands_twice(rows: dict[str, dict[str, str]]) -> None:
    told_apart = Counter(
        (row["decided_on"], row["estimate_low_troops"], row["estimate_high_troops"], row["task"])
        for row in rows.values()
    )
    assert [key for key, n in told_apart.items() if n > 1] == []
    assert max(Counter(row["title"] for row in rows.values()).values()) == 1


def test_estimates_precede_or_belong_to_their_operation(
    rows: dict[str, dict[str, str]], operations: dict[str, dict[str, str]]
) -> None:
    for name, row in rows.items():
        decided = last_day(row["decided_on"])
        assert date(1945, 1, 1) < decided < date(2025, 2, 1), name
        assert decided <= date.fromisoformat(row["known_from"]), name
        if not row["operation"]:
            continue
        operation = operations[row["operation"]]
        ahead = timedelta(days=WAITED.get(name, PLANNED_AHEAD))
        assert last_day(operation["start"]) - ahead <= decided, name
        if operation["end"]:
            assert decided <= last_day(operation["end"]), name


def test_what_held_agrees_with_the_operations(
    rows: dict[str, dict[str, str]], operations: dict[str, dict[str, str]]
) -> None:
    compared = 0
    for name, row in rows.items():
        operation = operations.get(row["operation"])
        if not operation or not row["held"] or not operation["years_to_break"]:
            continue
        watched = float(operation["years_to_break"])
        late = (last_day(row["decided_on"]) - last_day(operation["start"])).days / 365.25
        if watched - late >= 5:
            # No ceasefire broke within five years, so no large-scale war came either.
            assert row["held"] == "true", name
            compared += 1
        if row["held"] == "false":
            assert operation["ceasefire_broke"] == "true" or watched - late < 5, name
    assert compared >= 10


def test_the_rows_are_loaded_and_those_of_later_years_are_not() -> None:
    now = {str(row["id"]): row for row in load("ukraine-2025").rows("requirements")}
    assert now.keys() == read("requirements").keys()
    assert now["safe-areas-full"]["estimate_low_troops"] == 34_000
    assert "note" not in now["safe-areas-full"]
