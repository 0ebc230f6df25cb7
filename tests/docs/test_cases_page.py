"""The codebook of past cases counts what the table holds and names its every column."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

from ceasefire.scenario.tables import declared

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/cases.md").read_text(encoding="utf-8")
TABLE = ROOT / "src/ceasefire/packs/reference/operations.csv"
ROW = re.compile(r"^\| `?([^|`]+?)`? \| ([^|]+) \|$", re.M)


def missions() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_numbers_of_cases() -> None:
    rows = missions()
    ends = [row for row in rows if row["ceasefire_broke"] == "true"]
    held = {
        "missions": len(rows),
        "with a ceasefire to keep": sum(row["ceasefire_broke"] != "" for row in rows),
        "ceasefire broke during the mission": len(ends),
        "with a line length": sum(row["line_length_km"] != "" for row in rows),
        "with some recalled, rough or ceiling figure": sum(r["weak_cells"] != "" for r in rows),
        "ends with a page that tells of them": sum(r["break_sources"] != "" for r in ends),
        "ends with a second reading": sum("second reading" in r["break_reasoning"] for r in ends),
        "settings with a note": sum(row["coding_note"] != "" for row in rows),
    }
    printed = dict(ROW.findall(PAGE))
    assert {name: printed[name] for name in held} == {n: str(count) for n, count in held.items()}


def test_counts_of_codes() -> None:
    printed = dict(ROW.findall(PAGE))
    for column in (
        *("mandate", "conflict", "placement", "great_power", "adversary_nuclear"),
        *("break_cause", "force_role", "grade"),
    ):
        counts = Counter(row[column] for row in missions() if row[column])
        words = (f"{word} {count}" for word, count in sorted(counts.items()))
        assert printed[column] == ", ".join(words), column


def test_every_column_is_explained() -> None:
    explained = PAGE.partition("## Facts of the mission")[2]
    columns = declared()["operations"].columns
    assert [name for name in columns if f"`{name}`" not in explained] == []
