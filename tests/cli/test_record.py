"""The commands on past missions: words, JSON, another table, and what is refused."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Cli

from ceasefire.cli.spells import print_spells

SPELLS = "fortna_peacekept/spells_timevarying.csv"
AGREEMENTS = "ucdp_termination/ucdp-peace-agreements-221.csv"


def test_the_record_in_words_and_as_data_agrees(inside: Cli) -> None:
    words = inside("hindcast")
    assert words.returncode == 0
    assert "troops by" in words.stdout
    assert "kilometre" in words.stdout
    assert "Brier score" in words.stdout
    found = json.loads(inside("hindcast", "--json").stdout)
    asked = {s["method"]: s for s in found["sizes"] if s["target"] == "asked"}
    share = asked["line_density"]["factor_of_two"]
    assert f"{share:.0%}" in words.stdout
    for name in ("factor_of_two", "coverage_50", "coverage_90"):
        assert all(0 <= score[name] <= 1 for score in found["sizes"])
    assert {s["forecaster"] for s in found["breaks"]} == {"prior", "consent", "median", "base_rate"}


def test_another_table_with_the_columns_is_judged(inside: Cli, root: Path, tmp_path: Path) -> None:
    shipped = (root / "src/ceasefire/packs/reference/operations.csv").read_text(encoding="utf-8")
    lines = shipped.splitlines()
    mine = tmp_path / "mine.csv"
    chosen = [line for line in lines if line.startswith(("undof,", "unikom,"))]
    mine.write_text("\n".join([lines[0], *chosen]) + "\n", encoding="utf-8")
    found = json.loads(inside("hindcast", "--operations", str(mine), "--json").stdout)
    assert {case["case"] for case in found["cases"]["sent"]} == {"undof", "unikom"}


def test_a_bad_table_is_refused_without_a_traceback(inside: Cli, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("id,name\na,b\n", encoding="utf-8")
    found = inside("hindcast", "--operations", str(bad))
    assert found.returncode == 3
    assert "The column 'mandate' is missing" in found.stderr
    assert "Traceback" not in found.stderr


def test_cases_like_a_past_mission(inside: Cli) -> None:
    found = json.loads(inside("precedents", "ukraine-2025", "--like", "kfor", "--json").stdout)
    assert found["like"] == "kfor"
    distances = [near["distance"] for near in found["nearest"]]
    assert len(distances) == 5
    assert distances == sorted(distances)
    wrong = inside("precedents", "ukraine-2025", "--like", "kfro")
    assert wrong.returncode == 2
    assert "kfor" in wrong.stderr


def test_an_options_precedents_as_data(inside: Cli) -> None:
    asked = ("precedents", "ukraine-2025", "--option", "tripwire-10k", "--draws", "8", "--json")
    found = json.loads(inside(*asked).stdout)
    option = found["options"]["tripwire-10k"]
    assert len(option["nearest"]) == 5
    assert option["losses"]["calm_line"]["p95"] < option["losses"]["open_war"]["p05"]
    assert found["hindcast"]["sizes"]
    assert {row["level"] for row in found["reference_classes"]} == {"H1", "H2"}


def test_spells_from_a_file_that_is_not_one_are_refused(inside: Cli, tmp_path: Path) -> None:
    path = tmp_path / "spells.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    wrong = inside("precedents", "ukraine-2025", "--spells", f"fortna={path}")
    assert wrong.returncode == 3
    kind = inside("precedents", "ukraine-2025", "--spells", f"fortnight={path}")
    assert kind.returncode == 2
    assert "fortna" in kind.stderr


def test_spells_from_a_file_stand_beside_the_shipped_classes(inside: Cli) -> None:
    folder = os.environ.get("CEASEFIRE_EXTERNAL_DATA")
    if not folder:
        pytest.skip("CEASEFIRE_EXTERNAL_DATA names no folder with the files of others")
    given = (f"fortna={folder}/{SPELLS}", f"ucdp-agreements={folder}/{AGREEMENTS}")
    asked = [part for file in given for part in ("--spells", file)]
    rows = json.loads(inside("precedents", "ukraine-2025", *asked, "--json").stdout)
    classes = {"civil_war_truce", "monitored_line", "interstate_ending"}
    assert classes | {"no_class", "models"} == set(rows)
    (agreements,) = rows["no_class"]
    assert (agreements["n"], agreements["failures"]) == (368, 128)
    (model,) = rows["models"]
    if importlib.util.find_spec("lifelines") is None:
        assert "explore" in model["words"][0]
    else:
        assert model["raw"]["hr"] == pytest.approx(0.62, abs=0.005)
        assert model["adjusted"]["hr"] == pytest.approx(0.37, abs=0.005)
        assert 0.7 < model["cross_validated_c"] < model["c_index"] < 0.77
        assert any("Weibull shape" in words for words in model["words"])
    none = next(r for r in rows["civil_war_truce"] if r["id"] == "fortna-truce-none")
    assert none["estimated"]
    assert none["broken_5y"] == pytest.approx(0.81, abs=0.01)


def test_without_the_extra_the_classes_stand_and_what_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = os.environ.get("CEASEFIRE_EXTERNAL_DATA")
    if not folder:
        pytest.skip("CEASEFIRE_EXTERNAL_DATA names no folder with the files of others")
    monkeypatch.setitem(sys.modules, "lifelines", None)
    print_spells([f"fortna={folder}/{SPELLS}"], as_json=False)
    said = " ".join(capsys.readouterr().out.split())
    assert "Civil war truce: share broken" in said
    assert "ceasefire[explore]" in said


def test_a_horizon_that_no_case_was_watched_for_is_said(
    inside: Cli, root: Path, tmp_path: Path
) -> None:
    shipped = (root / "src/ceasefire/packs/reference/operations.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(shipped.splitlines()))
    (row,) = (row for row in rows if row["id"] == "undof")
    row |= {"id": "young", "ceasefire_broke": "false", "censored": "true", "years_to_break": "2"}
    mine = tmp_path / "mine.csv"
    with mine.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    said = inside("hindcast", "--operations", str(mine))
    assert said.returncode == 0
    assert "Within 5, 10 years: none observed yet" in " ".join(said.stdout.split())
