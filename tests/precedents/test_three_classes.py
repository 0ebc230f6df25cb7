"""The three reference classes stand side by side, and the default priors need no library."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
from tests.precedents.spells_made_up import spells

from ceasefire.core.errors import UsageError
from ceasefire.precedents.survival import kaplan_meier, read_operations, three_classes

CLASSES = ["civil_war_truce", "interstate_ending", "monitored_line"]


def test_default_priors_need_no_file_and_no_lifelines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lifelines", None)
    found = three_classes()
    assert list(found) == CLASSES
    rows = [row for name in CLASSES for row in found[name]]
    assert {row.level for row in rows} == {"H1", "H2"}
    assert not any(row.estimated for row in rows)
    (truce,) = (row for row in rows if row.id == "fortna-truce-none")
    assert (truce.n, truce.failures, truce.broken_5y, truce.low) == (31, 25, 0.81, 0.65)
    (cow,) = (row for row in rows if row.id == "cow-interstate")
    assert (cow.failures, cow.low, cow.high) == (None, None, None)


def test_a_table_takes_the_place_of_its_class_and_level_only() -> None:
    made = spells([("a", 0.0, 2.0, True), ("b", 0.0, 12.0, False)], name="mine", level="H1")
    found = three_classes([made])
    mine = [row for row in found["civil_war_truce"] if row.level == "H1"]
    assert [(row.id, row.broken_1y, row.broken_5y, row.estimated) for row in mine] == [
        ("mine", 0.0, 0.5, True)
    ]
    assert "fortna-truce-none" in {row.id for row in found["civil_war_truce"]}
    assert found["monitored_line"] == three_classes()["monitored_line"]


def test_mixed_tables_and_equal_names_are_refused() -> None:
    rows = [("a", 0.0, 2.0, True)]
    with pytest.raises(UsageError, match="of no single reference class"):
        three_classes([spells(rows, reference_class="mixed")])
    with pytest.raises(UsageError, match="the same name"):
        three_classes([spells(rows), spells(rows)])


def test_the_shipped_operations_give_the_shipped_shares(root: Path) -> None:
    path = root / "src/ceasefire/packs/reference/operations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = read_operations(csv.DictReader(file))
    (row,) = (row for row in three_classes()["monitored_line"] if row.id == lines.name)
    found = kaplan_meier(lines)
    assert (found.n, found.failures) == (row.n, row.failures)
    for years, stored in ((1, row.broken_1y), (5, row.broken_5y), (10, row.broken_10y)):
        assert found.within(years).broken == pytest.approx(stored, abs=0.006)
    assert found.within(5).low == pytest.approx(row.low, abs=0.006)
    assert found.within(5).high == pytest.approx(row.high, abs=0.006)
