"""Claims that tables decide: by what was said until the as-of date, and by rules of commands."""

from dataclasses import replace
from datetime import date

import pytest
from tests.comparison.conftest import evidence_from

from ceasefire.briefing.sentences import CLAIM_REASONS
from ceasefire.comparison.record_checks import command_limits, not_ready_to_send, only_these_open
from ceasefire.scenario.cells import keys_in

BALTIC = {"states": "EST;LVA;LTU", "states_out": "POL"}
LEADERS = {"states_out": "DEU", "attributed_to": "Olaf Scholz; Friedrich Merz"}
BERLIN_PLUS = {"states": "GBR", "commands": "eu_nato_planning;nato;ad_hoc_coalition"}


def evidence_of(pack, **tables):
    """Return evidence of the pack with other tables, without any column of a stage."""
    scenario = replace(pack, tables={**pack.tables, **tables})
    return evidence_from(scenario, {"param/slice": [0.0]})


def said(pack, *changes):
    """Return the pack's statements, with others behind them."""
    rows = pack.rows("stances")
    return (*rows, *(rows[0] | {"id": f"x{n}"} | change for n, change in enumerate(changes)))


def commands(pack, id, **cells):
    return tuple(r | cells if r["id"] == id else r for r in pack.rows("commands"))


def test_only_the_named_states_were_open_is_refuted_by_those_who_were_too(pack):
    found = only_these_open(evidence_of(pack), BALTIC)
    assert (found.verdict, found.reason) == ("refuted", "others_open_too")
    assert found.facts["open"] == "Estonia, Latvia and Lithuania"
    assert found.facts["others"] == "France, Italy, Netherlands, Sweden and United Kingdom"
    assert found.facts["ruled_out"] == "Poland"
    assert set(found.sources) <= set(pack.sources)


def test_the_latest_statement_of_a_state_counts(pack):
    changed = {"iso3": "POL", "date": "2025-01-31", "position": "supportive"}
    found = only_these_open(evidence_of(pack, stances=said(pack, changed)), BALTIC)
    assert found.facts["ruled_out"] == "none"
    assert "Poland" in found.facts["others"]
    earlier = changed | {"date": "2024-01-31"}
    found = only_these_open(evidence_of(pack, stances=said(pack, earlier)), BALTIC)
    assert found.facts["ruled_out"] == "Poland"


def test_nothing_said_decides_nothing(pack):
    silent = evidence_of(pack, stances=())
    assert only_these_open(silent, BALTIC) == "no_statements"
    assert not_ready_to_send(silent, LEADERS) == "no_statements"
    unheard = LEADERS | {"attributed_to": "Olaf Scholz; Robert Habeck"}
    assert not_ready_to_send(evidence_of(pack), unheard) == "no_statements"


def test_leaders_are_quoted_with_office_and_day(pack):
    found = not_ready_to_send(evidence_of(pack), LEADERS)
    assert found.verdict == "supported"
    assert found.facts["said"].startswith("Chancellor Scholz, 7 December 2024: ")
    assert "CDU leader Merz, 19 January 2025: " in found.facts["said"]
    assert found.facts["others"] == "Foreign Minister Baerbock and Defence Minister Pistorius"


def test_a_leader_who_changes_his_mind_refutes(pack):
    changed = {"iso3": "DEU", "date": "2025-01-31", "position": "open", "speaker": "PM Scholz"}
    found = not_ready_to_send(evidence_of(pack, stances=said(pack, changed)), LEADERS)
    assert (found.verdict, found.reason) == ("refuted", "had_backed_sending")
    assert "31 January 2025" in found.facts["said"]


def test_a_month_without_a_day_is_printed_as_a_month(pack):
    changed = {"iso3": "DEU", "date": "2025-01", "speaker": "Chancellor Scholz"}
    rows = [row for row in said(pack, changed) if row["date"] != "2024-12-07"]
    found = not_ready_to_send(evidence_of(pack, stances=tuple(rows)), LEADERS)
    assert "Chancellor Scholz, January 2025: " in found.facts["said"]


def test_a_command_read_as_the_one_it_would_limit_is_contested(pack):
    found = command_limits(evidence_of(pack), BERLIN_PLUS)
    assert (found.verdict, found.deciding) == ("contested", "adversary_reading")
    assert found.facts["partners"] == "United Kingdom"
    assert found.facts["start"] == "150–270"
    assert "NATO, 30–120 days to start, some states could stop it" in found.facts["others"]
    assert "14–60 days to start, no other state can stop it" in found.facts["others"]


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({"adversary_reading": "low"}, "contested"),
        ({"adversary_reading": "low", "vetoes": ""}, "supported"),
        ({"adversary_reading": "low", "vetoes": "", "eligible": "eu"}, "refuted"),
        ({"adversary_reading": "low", "vetoes": "", "eligible": "nato"}, "supported"),
    ],
)
def test_a_calmer_command_that_nobody_stops_limits_escalation(pack, cells, verdict):
    table = commands(pack, "eu_nato_planning", **cells)
    found = command_limits(evidence_of(pack, commands=table), BERLIN_PLUS)
    assert (found.verdict, found.reason) == (verdict, "command_calmer")
    assert CLAIM_REASONS[found.reason].format(**found.facts)


def test_a_command_that_the_pack_does_not_know_decides_nothing(pack):
    unknown = BERLIN_PLUS | {"commands": "eu_nato_planning;league"}
    assert command_limits(evidence_of(pack), unknown) == "input_not_visible"


def test_who_has_not_spoken_refutes_nothing(pack):
    rows = tuple(r for r in pack.rows("stances") if r["iso3"] in ("EST", "LTU", "POL"))
    assert only_these_open(evidence_of(pack, stances=rows), BALTIC) == "no_statements"
    others = only_these_open(evidence_of(pack, stances=rows), BALTIC | {"states": "EST"})
    assert (others.verdict, others.facts["others"]) == ("refuted", "Lithuania")


def test_a_state_without_forces_on_the_date_decides_nothing(pack):
    unseen = evidence_of(pack, contributor_forces=())
    assert command_limits(unseen, BERLIN_PLUS) == "input_not_visible"


def test_states_and_commands_of_the_claims_are_known(pack):
    states = {r["iso3"] for r in pack.rows("contributor_forces")}
    ids = {r["id"] for r in pack.rows("commands")}
    for row in pack.rows("claims"):
        assert {*keys_in(row["states"]), *keys_in(row["states_out"])} <= states, row["id"]
        assert set(keys_in(row["commands"])) <= ids, row["id"]


def test_dates_of_the_table_are_read(pack):
    assert all(date.fromisoformat(f"{r['date']}-01"[:10]) for r in pack.rows("stances"))
