"""The shipped tables: every figure has its source, its grade and the day it could be known."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from ruamel.yaml import YAML

UA, REF = "ukraine-2025", "reference"
PACKS = Path(__file__).resolve().parents[2] / "src/ceasefire/packs"
BY_HAND = "# Entries below are written by hand"
# Table: rows and the columns that tell them apart.
TABLES: dict[tuple[str, str], tuple[int, str]] = {
    (UA, "areas"): (3, "area_id"),
    (UA, "claims"): (26, "id"),
    (UA, "contributors"): (46, "iso3"),
    (UA, "donbas_monthly"): (93, "month"),
    (UA, "infrastructure"): (46, "id"),
    (UA, "movement_links"): (272, "id"),
    (UA, "movement_nodes"): (139, "id"),
    (UA, "oblasts"): (27, "iso_3166_2"),
    (UA, "osce_smm_public_counts"): (27, "id"),
    (UA, "proposals"): (77, "id"),
    (UA, "stances"): (121, "id"),
    (REF, "calibration"): (45, "parameter"),
    (REF, "commands"): (8, "id"),
    (REF, "contributor_forces"): (46, "iso3"),
    (REF, "costs"): (118, "item"),
    (REF, "engagements"): (11, "id"),
    (REF, "lift_norms"): (97, "id"),
    (REF, "operations"): (84, "id"),
    (REF, "presence_effects"): (2, "id"),
    (REF, "reference_classes"): (19, "id"),
    (REF, "requirements"): (67, "id"),
    (REF, "rotation_rules"): (16, "id"),
    (REF, "unit_types"): (12, "id"),
}
REGISTRIES = {"pypi.org", "files.pythonhosted.org", "registry.npmjs.org", "deb.debian.org"}
# Claims are exempt from the date; the calibration is computed here, from figures with dates.
UNDATED = {"claims", "calibration"}
each_table = pytest.mark.parametrize(("pack", "name"), list(TABLES))


def rows(pack: str, name: str) -> list[dict[str, str]]:
    with (PACKS / pack / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def sources(pack: str) -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = YAML(typ="safe").load(PACKS / pack / "sources.yaml")
    return loaded


def visible(pack: str) -> set[str]:
    """Return the keys that a table of the pack may use."""
    return set(sources(REF)) | set(sources(pack))


def cited(row: dict[str, str]) -> list[str]:
    cells = [cell for name, cell in row.items() if name.endswith("sources")]
    return [key for cell in cells for key in cell.split(";") if key]


@each_table
def test_rows_are_complete_and_told_apart(pack: str, name: str) -> None:
    count, key = TABLES[pack, name]
    table = rows(pack, name)
    assert len(table) == count
    assert [k for k, n in Counter(row[key] for row in table).items() if n > 1 or not k] == []
    assert [row for row in table if None in row or None in row.values()] == []


@each_table
def test_every_source_resolves(pack: str, name: str) -> None:
    known = visible(pack)
    assert [(r, k) for r in rows(pack, name) for k in cited(r) if k not in known] == []


@each_table
def test_every_row_is_graded_by_what_stands_behind_it(pack: str, name: str) -> None:
    entries = sources(REF) | sources(pack)
    for row in rows(pack, name):
        keys = [key for key in row["sources"].split(";") if key]
        assert row["grade"] in set("ABCDE")
        if not keys:
            assert row["grade"] in "DE", row
            assert row["grade"] == "E" or row["derivation"], row
        elif not any(entries[key].get("url") for key in keys):
            assert row["grade"] in "CDE", row


@each_table
def test_known_from_is_a_day(pack: str, name: str) -> None:
    for row in rows(pack, name):
        if name in UNDATED:
            assert "known_from" not in row
        elif row["known_from"]:
            assert date.fromisoformat(row["known_from"]).isoformat() == row["known_from"]


@pytest.mark.parametrize("pack", [UA, REF])
def test_sources_are_well_formed(pack: str) -> None:
    allowed = {"type", "title", "author", "publisher", "date", "url", "note"}
    for key, entry in sources(pack).items():
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*-(nd|\d{4}(-\d\d){0,2})-\d+", key)
        assert set(entry) <= allowed
        assert entry["type"] in {"Web", "Article", "Report", "Book", "Misc"}
        assert entry["title"]
        assert entry.get("url") or "page not located" in entry["note"]
        if entry.get("url"):
            assert urlsplit(entry["url"]).scheme in {"http", "https"}
            assert urlsplit(entry["url"]).hostname not in REGISTRIES
            stem = (urlsplit(entry["url"]).hostname or "").strip(".").removeprefix("www.")
            assert key.startswith(f"{stem.replace('_', '-')}-")
        if entry.get("date"):
            padded = entry["date"] + "-01-01"[len(entry["date"]) - 4 :]
            assert date.fromisoformat(padded)


def test_one_page_is_one_source() -> None:
    assert set(sources(REF)) & set(sources(UA)) == set()
    pages = [(e.get("url"), e["title"]) for pack in (UA, REF) for e in sources(pack).values()]
    assert [page for page, n in Counter(pages).items() if n > 1] == []


@pytest.mark.parametrize("path", sorted(PACKS.glob("*/*.csv")), ids=lambda p: p.stem)
def test_files_are_plain_csv(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    raw.decode("utf-8")


def test_dated_statements_are_known_when_they_were_made() -> None:
    proposals = {row["id"]: row for row in rows(UA, "proposals")}
    assert proposals["macron-bfmtv-40k"]["known_from"] == "2024-12-31"
    assert proposals["zelensky-davos-200k"]["known_from"] == "2025-01-21"
    assert proposals["hodges-line-100-200k"]["known_from"] == "2025-02-28"
    stances = {row["id"]: row for row in rows(UA, "stances")}
    assert stances["swe-2024-12-20-1"]["known_from"] == "2024-12-31"
    assert [r for r in stances.values() if r["known_from"] < r["date"]] == []
    links = rows(UA, "movement_links")
    assert Counter(row["known_from"] for row in links) == {"": 271, "2025-09-05": 1}


def test_a_figure_is_not_known_before_the_page_that_gives_it() -> None:
    costs = {row["item"]: row for row in rows(REF, "costs")}
    assert costs["kiel_total_aid_2022_2024"]["known_from"] == "2025-02-28"
    assert costs["kiel_military_aid_annual_average"]["known_from"] == "2025-02-28"
    assert costs["kiel_total_military_change_2025"]["known_from"] == "2026-02-28"
    assert costs["ukraine_budget_2025_pay"]["known_from"] == "2024-09-14"
    said_late = re.compile("hold-out|after the as-of date")
    late = [row for row in costs.values() if said_late.search(row["note"])]
    assert len(late) == 12
    assert [row["item"] for row in late if row["known_from"] <= "2025-02-01"] == []


def test_relays_of_one_plan_share_a_cluster() -> None:
    clusters = Counter(row["cluster"] for row in rows(UA, "proposals"))
    shared = {name: n for name, n in clusters.items() if n > 1}
    assert shared == {"anglo-french-30k": 4, "kyiv-100-150k": 2, "gcsp-5k-10k": 2}


def test_contributors_are_whole_after_the_split() -> None:
    stances = {row["iso3"]: row["stance"] for row in rows(UA, "contributors")}
    forces = {row["iso3"]: row for row in rows(REF, "contributor_forces")}
    assert stances.keys() == forces.keys()
    assert Counter(stances.values()) == {
        **{"lead": 1, "supportive": 3, "open": 4, "enabler_only": 3, "reluctant": 5},
        **{"opposed": 4, "undecided": 26},
    }
    willing = [iso3 for iso3, stance in stances.items() if stance in ("lead", "supportive", "open")]
    sustained = sum(int(forces[iso3]["sustainable_troops_estimate"]) for iso3 in willing)
    assert sustained == pytest.approx(33_900, abs=100)


def test_oblasts_add_up_to_ukraine() -> None:
    table = rows(UA, "oblasts")
    assert sum(float(row["area_km2"]) for row in table) == 603_540
    counted = [row for row in table if row["population_date"] == "2022-01-01"]
    assert len(counted) == 25
    assert sum(int(row["population"]) for row in counted) == 41_167_335
    assert {"UA-40", "UA-43"} == {row["iso_3166_2"] for row in table} - {
        row["iso_3166_2"] for row in counted
    }


def test_links_join_known_nodes() -> None:
    nodes = {row["id"] for row in rows(UA, "movement_nodes")}
    ends = {row[end] for row in rows(UA, "movement_links") for end in ("from", "to")}
    assert ends <= nodes


def test_weak_cells_are_filled_columns_of_operations() -> None:
    for row in rows(REF, "operations"):
        for column in filter(None, row["weak_cells"].split(";")):
            assert row[column], (row["id"], column)


def test_engagements_climb_without_overlap() -> None:
    table = rows(REF, "engagements")
    lows = [float(row["ratio_low"]) for row in table]
    highs = [float(row["ratio_high"]) for row in table[:-1]]
    assert all(low < high < above for low, high, above in zip(lows, highs, lows[1:], strict=False))
    assert table[-1]["ratio_high"] == table[-1]["n"] == ""
    # The source counts 672; the copy seen cuts the last number off.
    assert sum(int(row["n"]) for row in table[:-1]) == 629


def test_rotation_rules_known_on_1_february_2025() -> None:
    table = rows(REF, "rotation_rules")
    assert all(2 <= float(r["multiplier_low"]) <= float(r["multiplier_high"]) <= 6 for r in table)
    later = {row["id"] for row in table if row["known_from"] > "2025-02-01"}
    assert later == {
        *("dannatt-2025", "battisti-2025", "nato-general-2025", "swp-2025", "clarke-2025"),
        "coalition-planners-2025",
    }


def test_importing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = os.environ.get("CEASEFIRE_SHARED_DATA")
    if not folder:
        pytest.skip("CEASEFIRE_SHARED_DATA does not name the folder the tables were compiled in")
    script = PACKS.parents[2] / "tools/import_tables.py"
    command = [sys.executable, str(script), folder, "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    made = sorted(tmp_path.glob("*/*"))
    assert len(made) == 18
    for path in made:
        shipped = (PACKS / path.relative_to(tmp_path)).read_text(encoding="utf-8")
        imported = path.read_text(encoding="utf-8")
        if path.suffix == ".yaml":
            shipped, imported = (text.partition(BY_HAND)[0] for text in (shipped, imported))
        assert imported == shipped, path.name
