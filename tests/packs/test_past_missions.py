"""Past missions: coded columns are filled, agree with each other, and are right where known."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ceasefire.scenario.tables import declared

TABLE = Path(__file__).resolve().parents[2] / "src/ceasefire/packs/reference/operations.csv"
SETTING = ("conflict", "placement", "great_power", "adversary_nuclear")
# The length is that of a border or boundary, and the force stood elsewhere: its row says so.
LENGTH_OFF_THE_LINE = {"unisfa", "sfor", "althea", "usfk", "berlin", "belize"}
# conflict, placement, great power, nuclear weapons
KNOWN = {
    "usfk": ("interstate", "rear", "true", "false"),
    "unficyp_1974": ("interstate", "line", "false", "false"),
    "kfor": ("internationalised", "area", "false", "false"),
    "undof": ("interstate", "line", "false", "true"),
    "unifil2": ("internationalised", "line", "false", "true"),
    "smm_minsk2": ("internationalised", "line", "true", "true"),
    "efp": ("none", "rear", "true", "true"),
    "unmee": ("interstate", "line", "false", "false"),
    "onub": ("civil_war", "area", "false", "false"),
}


@pytest.fixture(scope="module")
def missions() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("column", SETTING)
def test_every_mission_is_coded_with_an_allowed_word(
    missions: dict[str, dict[str, str]], column: str
) -> None:
    said = declared()["operations"].columns[column]
    allowed = set(said.allowed) or {"true", "false"}
    assert {id for id, row in missions.items() if row[column] not in allowed} == set()
    assert len({row[column] for row in missions.values()}) > 1


@pytest.mark.parametrize("id", sorted(KNOWN))
def test_cases_that_nobody_disputes(missions: dict[str, dict[str, str]], id: str) -> None:
    assert tuple(missions[id][column] for column in SETTING) == KNOWN[id]


def test_a_length_means_a_line_but_for_stated_exceptions(
    missions: dict[str, dict[str, str]],
) -> None:
    long = {id for id, row in missions.items() if row["line_length_km"]}
    off = {id for id in long if missions[id]["placement"] != "line"}
    assert off == LENGTH_OFF_THE_LINE
    assert {id for id in off if not missions[id]["coding_note"]} == set()


def test_the_codes_agree_with_each_other(missions: dict[str, dict[str, str]]) -> None:
    for id, row in missions.items():
        if row["conflict"] == "none":
            assert row["ceasefire_broke"] != "true", id
        if row["placement"] == "rear":
            assert row["mandate"] == "forward_presence", id
        if row["mandate"] == "forward_presence":
            assert row["placement"] in ("rear", "line"), id
        if row["great_power"] == "false" and row["adversary_nuclear"] == "true":
            # Israel and South Africa are the only such states outside the Security Council's five.
            assert "Israel" in row["coding_note"] or "South Africa" in row["coding_note"], id


def test_recalled_cells_are_never_graded_as_seen_in_the_original(
    missions: dict[str, dict[str, str]],
) -> None:
    weak = {id for id, row in missions.items() if row["weak_cells"]}
    assert weak
    assert {id for id, row in missions.items() if row["grade"] not in tuple("ABCDE")} == set()
    assert {id for id in weak if missions[id]["grade"] == "A"} == set()


def test_every_end_names_a_page_or_says_that_none_was_seen(
    missions: dict[str, dict[str, str]],
) -> None:
    broken = {id for id, row in missions.items() if row["ceasefire_broke"] == "true"}
    for column in ("break_cause", "force_role", "break_reasoning"):
        assert {id for id, row in missions.items() if row[column]} == broken
    sourced = {id for id, row in missions.items() if row["break_sources"]}
    assert sourced <= broken
    unseen = {id for id in broken if "no page seen" in missions[id]["break_reasoning"]}
    assert unseen == broken - sourced
