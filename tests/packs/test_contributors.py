"""The states that may contribute: every one has forces, rules, caveats and units that add up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ceasefire.scenario import load

PACKS = Path(__file__).resolve().parents[2] / "src/ceasefire/packs"
CAVEATS = {
    *("un_mandate", "us_backstop", "nato_or_eu_mandate", "adversary_consent", "truce_first"),
    *("no_combat_units", "logistics_only", "small_only"),
}
ORGANISATIONS = {"nato", "eu_nato_planning", "eu", "un", "osce"}
# Soldiers abroad in all, as the notes count them.
ABROAD = {"GBR": 8000, "FRA": 14000, "DEU": 2850, "ITA": 7751, "PRT": 1100, "USA": 200_000}
DEPLOYABLE = 0.45


def table(pack: str, name: str) -> list[dict[str, str]]:
    with (PACKS / pack / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def forces() -> dict[str, dict[str, str]]:
    return {row["iso3"]: row for row in table("reference", "contributor_forces")}


@pytest.fixture(scope="module")
def politics() -> dict[str, dict[str, str]]:
    return {row["iso3"]: row for row in table("ukraine-2025", "contributors")}


@pytest.fixture(scope="module")
def types() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in table("reference", "unit_types")}


def abroad(row: dict[str, str]) -> int:
    parts = ("operations", "garrisons", "eastern_flank", "unsplit")
    return sum(int(row[f"committed_{part}"]) for part in parts)


def cell(row: dict[str, str], name: str) -> set[str]:
    return {part for part in row[name].split(";") if part}


def test_every_contributor_has_forces(
    forces: dict[str, dict[str, str]], politics: dict[str, dict[str, str]]
) -> None:
    assert forces.keys() == politics.keys()
    assert all(abroad(row) <= int(row["active_personnel"]) for row in forces.values())


def test_the_parts_abroad_sum_to_what_the_notes_count(forces: dict[str, dict[str, str]]) -> None:
    assert {iso3: abroad(forces[iso3]) for iso3 in ABROAD} == ABROAD
    assert sum(map(abroad, forces.values())) == 264_766
    european = [row for row in forces.values() if "true" in (row["nato"], row["eu"])]
    assert sum(map(abroad, european)) - abroad(forces["USA"]) - abroad(forces["CAN"]) == 47_516


def test_a_multiplier_is_the_range_of_the_rules_it_names(
    forces: dict[str, dict[str, str]],
) -> None:
    rules = {row["id"]: row for row in table("reference", "rotation_rules")}
    for iso3, row in forces.items():
        found = [rules[id] for id in sorted(cell(row, "rotation_rule"))]
        if found:
            assert float(row["rotation_low"]) == min(float(r["multiplier_low"]) for r in found)
            assert float(row["rotation_high"]) == max(float(r["multiplier_high"]) for r in found)
            assert all(r["known_from"] <= "2025-02-01" for r in found), iso3
        else:
            assert (row["rotation_low"], row["rotation_high"]) == ("3", "5"), iso3
    assert {iso3 for iso3, row in forces.items() if row["rotation_rule"]} == {
        *("GBR", "FRA", "DEU", "ITA", "USA")
    }


def test_caveats_and_hurdles_say_what_they_rest_on(politics: dict[str, dict[str, str]]) -> None:
    stances = {row["id"]: row for row in table("ukraine-2025", "stances")}
    for iso3, row in politics.items():
        assert cell(row, "caveats") <= CAVEATS, iso3
        marked = "true" in (row["lead_nation"], row["in_question"])
        told = cell(row, "caveats") or cell(row, "easier_commands") or marked
        assert bool(row["politics_note"]) == bool(told), iso3
        said = row["politics_note"].replace(",", " ").replace(":", " ").replace(")", " ").split()
        for id in (word.strip("(;") for word in said if word.strip("(;")[4:7] == "202"):
            assert stances[id]["iso3"] == iso3
            assert stances[id]["known_from"] <= "2025-02-01"


def test_a_hurdle_follows_the_rule_of_parliament(politics: dict[str, dict[str, str]]) -> None:
    higher = {"HUN": "two_thirds", "HRV": "two_thirds", "IRL": "triple_lock"}
    for iso3, row in politics.items():
        plain = "vote" if row["parliament_rule"] == "parliament_prior" else "none"
        assert row["parliament_hurdle"] == higher.get(iso3, plain)
        assert not row["easier_commands"] or row["parliament_hurdle"] != "none"
        assert cell(row, "easier_commands") <= ORGANISATIONS


def test_leads_are_those_of_the_claim(politics: dict[str, dict[str, str]]) -> None:
    (claim,) = [row for row in table("ukraine-2025", "claims") if row["id"] == "C16"]
    leads = {row["name"] for row in politics.values() if row["lead_nation"] == "true"}
    assert leads == {"United Kingdom", "France", "Netherlands"}
    assert all(name in claim["claim"] for name in leads)


def test_in_question_are_the_states_that_a_claim_calls_not_ready(
    politics: dict[str, dict[str, str]],
) -> None:
    claims = [row for row in table("ukraine-2025", "claims") if row["rule"] == "not_ready_to_send"]
    named = set().union(*(cell(row, "states_out") for row in claims))
    assert {iso3 for iso3, row in politics.items() if row["in_question"] == "true"} == named


def test_units_fit_into_the_deployable_pool(
    forces: dict[str, dict[str, str]], types: dict[str, dict[str, str]]
) -> None:
    used: dict[str, float] = dict.fromkeys(forces, 0.0)
    for row in table("reference", "contributor_units"):
        state, kind = forces[row["iso3"]], types[row["unit"]]
        assert cell(kind, "capability") & cell(state, "capabilities"), row
        used[row["iso3"]] += int(row["count"]) * float(kind["step_troops"])
    for iso3, row in forces.items():
        army = float(row["army_personnel"]) * float(row["professional_share_assumed"])
        assert used[iso3] <= DEPLOYABLE * army, iso3
    assert {iso3 for iso3, troops in used.items() if not troops} == {"ISL"}


def test_every_capability_has_its_unit_type(
    forces: dict[str, dict[str, str]], types: dict[str, dict[str, str]]
) -> None:
    words = set().union(*(cell(row, "capabilities") for row in forces.values()))
    mapped = [word for row in types.values() for word in sorted(cell(row, "capability"))]
    assert sorted(mapped) == sorted(words)
    assert len(mapped) == 13


def test_a_battle_group_is_a_quarter_of_the_brigade_that_moved(
    types: dict[str, dict[str, str]],
) -> None:
    norms = {row["id"]: row for row in table("reference", "lift_norms")}
    kinds = {"heavy": "L046", "mechanised": "L048", "light": "L051"}
    for kind, norm in kinds.items():
        row = types[f"{kind}_battle_group"]
        for bound in ("low", "central", "high"):
            brigade = 4 * int(row["steps_per_unit"]) * float(row[f"tonnes_{bound}"])
            assert brigade == pytest.approx(float(norms[norm][bound]), abs=8)


def test_manoeuvre_and_support_make_up_a_force(types: dict[str, dict[str, str]]) -> None:
    support = [row for row in types.values() if row["kind"] == "support"]
    norms = [(float(r["per_10000_low"]) + float(r["per_10000_high"])) / 2 for r in support]
    troops = sum(n * float(r["step_troops"]) for n, r in zip(norms, support, strict=True))
    slice_ratio = 2.2
    rest = 1 - troops / 10_000 - 1 / slice_ratio
    assert 0 <= rest <= 0.05  # headquarters, signals and police
    assert all(float(r["tonnes_low"]) <= float(r["tonnes_central"]) for r in types.values())
    assert all(float(r["tonnes_central"]) <= float(r["tonnes_high"]) for r in types.values())
    assert all(r["lift"] == "light" for r in types.values() if r["id"] == "airlift")


def test_nothing_later_than_the_date_is_visible() -> None:
    scenario = load("ukraine-2025", as_of="2025-01-29")
    assert scenario.rows("contributor_forces") == ()
    assert scenario.rows("contributors") == ()
    assert len(load("ukraine-2025").rows("contributor_units")) == 259
