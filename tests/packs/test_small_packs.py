"""Past ceasefires as packs: their methods beside what was sent, and only what was known then."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from ceasefire.briefing.build import build
from ceasefire.briefing.model import Briefing
from ceasefire.briefing.options import PARTS
from ceasefire.draws import draw
from ceasefire.runs import run
from ceasefire.scenario import check, load
from ceasefire.scenario.model import Scenario
from ceasefire.scenario.packs import PACKS

SMALL = (
    "bosnia-1995",
    "cyprus-1974",
    "donbas-2015",
    "eritrea-2000",
    "golan-1974",
    "korea-1953",
    "kosovo-1999",
    "lebanon-2006",
)
DRAWS, SEED = 64, 7
each = pytest.mark.parametrize("name", SMALL)


@each
def test_a_pack_is_sound_and_dated_by_its_eve(name: str) -> None:
    assert check(name) == ()
    scenario = load(name)
    assert scenario.id == name
    assert str(scenario.as_of.year) == name.rpartition("-")[2]
    assert {"no-force"} < {option.id for option in scenario.options}
    assert not scenario.invisible


@each
def test_the_mission_that_followed_is_no_yardstick(name: str) -> None:
    followed = {
        "bosnia-1995": "ifor",
        "cyprus-1974": "unficyp_1974",
        "donbas-2015": "smm_minsk2",
        "eritrea-2000": "unmee",
        "golan-1974": "undof",
        "korea-1953": "usfk",
        "kosovo-1999": "kfor",
        "lebanon-2006": "unifil2",
    }
    seen = {str(row["id"]) for row in load(name).rows("operations")}
    assert seen
    assert followed[name] not in seen
    assert followed[name] in {str(r["id"]) for r in load(name, "2025-01-01").rows("operations")}


@each
def test_every_source_of_a_pack_is_cited_and_one_page_is_one_source(name: str) -> None:
    yaml = YAML(typ="safe")
    own = yaml.load(PACKS / name / "sources.yaml")
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (PACKS / name).iterdir()
        if path.name in ("scenario.yaml", "line_yardsticks.csv")
    )
    assert [key for key in own if key not in text] == []
    shared = yaml.load(PACKS / "reference" / "sources.yaml")
    assert sorted(set(own) & set(shared)) == []
    pages = {entry.get("url") for entry in shared.values()}
    assert [key for key, entry in own.items() if entry["url"] in pages] == []


def line_density(name: str, option: str, folder: Path) -> np.ndarray:
    """Return troops by the density of past missions, shape (draws, missions)."""
    scenario = load(name)
    result = run(scenario, draw(scenario, DRAWS, SEED), folder, options=[option])
    columns = [
        column
        for column in result.codebook["columns"]
        if column.startswith(f"size/{option}/line_density.") and column.endswith("_troops")
    ]
    assert columns
    arrays = [result.column("size", option, column.rpartition("/")[2]) for column in columns]
    return np.stack(arrays, axis=1)


def test_golan_comes_out_in_the_order_of_what_was_sent(tmp_path: Path) -> None:
    troops = line_density("golan-1974", "observer-force-1250", tmp_path / "run")
    assert 1250 / 3 < np.median(troops) < 1250 * 3


def test_eritrea_what_was_sent_lies_among_the_yardsticks(tmp_path: Path) -> None:
    middle = np.median(line_density("eritrea-2000", "un-4200", tmp_path / "run"), axis=0)
    assert middle.min() < 4200 < np.median(middle)


def test_lebanon_what_was_sent_is_beyond_every_consented_yardstick(tmp_path: Path) -> None:
    """A failure of the method, kept in view: the force of 2006 was not sized by its line."""
    troops = line_density("lebanon-2006", "unifil-11000", tmp_path / "run")
    assert 11_000 / 10 < np.median(troops, axis=0).max() < 11_000 / 2


def test_donbas_what_was_sent_lies_among_the_yardsticks(tmp_path: Path) -> None:
    middle = np.median(line_density("donbas-2015", "smm-500", tmp_path / "run"), axis=0)
    assert middle.min() < 470 < middle.max()


def test_cyprus_comes_out_in_the_order_of_what_was_sent(tmp_path: Path) -> None:
    troops = line_density("cyprus-1974", "reinforced-4444", tmp_path / "run")
    assert 4444 / 3 < np.median(troops) < 4444 * 3


def test_korea_brigades_with_their_tail_come_near_the_army_that_stood_there(
    tmp_path: Path,
) -> None:
    """The tail of today, put on the regiments of 1953, falls short by less than half."""
    scenario = load("korea-1953")
    option = "american-army-326000"
    result = run(scenario, draw(scenario, DRAWS, SEED), tmp_path / "run", options=[option])
    troops = result.column("size", option, "task_build_up.slice_2025_packages_troops")
    assert 326_363 / 2 < np.median(troops) < 326_363


def test_korea_neutral_supervisors_are_no_matter_of_the_line(tmp_path: Path) -> None:
    """The one yardstick of 1953 gives a handful: the supervisors of 1953 watched ports."""
    troops = line_density("korea-1953", "neutral-supervisors-400", tmp_path / "run")
    assert 1 < np.median(troops) < 400 / 10


def test_kosovo_was_sized_by_its_people_and_not_by_its_line(tmp_path: Path) -> None:
    scenario = load("kosovo-1999")
    folder = tmp_path / "run"
    line = line_density("kosovo-1999", "kfor-50000", folder)
    result = run(scenario, draw(scenario, DRAWS, SEED), folder, options=["kfor-50000"])
    people = result.column("size", "kfor-50000", "all_security.serious_insurgency_troops")
    assert np.median(line, axis=0).max() < 45_000 / 3
    assert 45_000 / 1.5 < np.median(people) < 50_000 * 1.5


def test_bosnia_what_was_sent_is_beyond_every_yardstick(tmp_path: Path) -> None:
    """A failure of the method, kept in view: the force of 1995 was not sized by its line."""
    troops = line_density("bosnia-1995", "ifor-60000", tmp_path / "run")
    assert 60_000 / 4 < np.median(troops, axis=0).max() < 60_000 / 1.5


def test_one_rotation_rule_is_no_chart(tmp_path: Path) -> None:
    scenario = load("korea-1953")
    assert len(scenario.rows("rotation_rules")) == 1
    briefing = build(run(scenario, draw(scenario, DRAWS, SEED), tmp_path / "run"))
    drawn = {figure.id for section in briefing.sections for figure in section.figures}
    assert "window" in drawn
    assert "rotation" not in drawn


def hindsight_is_said(briefing: Briefing, scenario: Scenario) -> None:
    """No mission or class that came after the date stands on the page without saying so."""
    section = next(s for s in briefing.sections if s.question == "precedents")
    tables = {table.title: table for table in section.tables}
    later = {
        str(row["cases"])
        for row in scenario.rows("reference_classes")
        if row["known_from"] > scenario.as_of
    }
    assert later
    rows = tables["How often past ceasefires broke, class by class"].rows
    for row in rows:
        assert (row[-1].endswith("after the date")) == (row[0].partition(": ")[2] in later)
    said = {statement.id: statement.text for statement in section.statements}
    assert "may count this very ceasefire" in said["precedents.classes"]
    (limit,) = (s.text for s in briefing.limits if s.id == "limits.as_of")
    assert "counted later" in limit
    begun = {row["id"] for row in scenario.rows("operations")}
    for row in scenario.rows("loss_rates"):
        assert row["operation"] in begun or row["known_from"] <= scenario.as_of


@each
def test_the_briefing_answers_what_the_pack_asks(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    briefing = build(run(scenario, draw(scenario, DRAWS, SEED), tmp_path / "run"), figures=False)
    said = {s.question: [statement.id for statement in s.statements] for s in briefing.sections}
    assert said["deploy"] == ["deploy.not_applicable"]
    assert not any(id.endswith(".unknown") for ids in said.values() for id in ids)
    assert "prospects.holds_moneyless" in said["prospects"]
    text = "\n".join(
        statement.text
        for section in briefing.sections
        for statement in (*section.statements, *section.notes, *section.change)
    )
    tables = [cell for s in briefing.sections for t in s.tables for row in t.rows for cell in row]
    titles = [t.title for s in briefing.sections for t in s.tables]
    text = "\n".join((text, *titles, *map(str, tables)))
    foreign = ("Europeans", "European share", "Kyiv", "donors")
    if name != "donbas-2015":
        foreign = (*foreign, "Ukrain", "Russia")
    assert [word for word in foreign if word in text] == []
    hindsight_is_said(briefing, scenario)
    for slip in (" the the ", "The the ", "the Greece", "up to 0 foreign", "1.0 years"):
        assert slip not in text
    assert re.search(r"fewest by (.+), most by \1\.", text) is None


def test_order_is_sized_by_inhabitants_and_a_deterrent_by_its_tasks(tmp_path: Path) -> None:
    """Neither stands between two armies, and neither leaves the short answer without it."""
    wanted = {"kosovo-1999": "keeping order among", "korea-1953": "a deterrent by its brigades"}
    for name, words in wanted.items():
        scenario = load(name)
        found = run(scenario, draw(scenario, DRAWS, SEED), tmp_path / name)
        short = dict(build(found, figures=False).short_answer)
        assert words in short["size"].text


def test_a_watch_that_one_side_only_tolerates_is_no_force_between_the_armies() -> None:
    watch = load("korea-1953").option("neutral-supervisors-400")
    for consent, parts in (("yes", {"watch"}), ("partial", set())):
        option = dataclasses.replace(watch, consent=consent)
        played = {
            part for part in ("watch", "interpose", "opposed") if PARTS[part](option, "observe")
        }
        assert played == parts
    assert PARTS["opposed"](dataclasses.replace(watch, consent="partial"), "interpose")
