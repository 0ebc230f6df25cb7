"""Stances over time: who had said what by a day, and nothing that was said later."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ceasefire.deploy.contributors import contributors, stances_on
from ceasefire.deploy.participation import COMMITTED
from ceasefire.results import SentForce
from ceasefire.results.deployment import MAIN_RULE
from ceasefire.scenario import switch
from ceasefire.scenario.months import days_looked_at

NEVER_SAID = "inferred_from_earlier_posture"


def said(iso3, day, position, known_from=None, number=1):
    known = date.fromisoformat(known_from) if known_from else None
    day = date.fromisoformat(day)
    cells = {"iso3": iso3, "date": day, "position": position, "known_from": known}
    return {"id": f"{iso3.lower()}-{day}-{number}", **cells}


def with_statements(pack, *rows):
    return replace(pack, tables={**pack.tables, "stances": rows})


def on(pack, iso3, *days):
    states = [state for state in contributors(pack) if state.iso3 == iso3]
    asked = [date.fromisoformat(day) for day in days]
    return [stance for (stance,) in stances_on(pack, states, asked)]


def test_a_statement_counts_from_its_day_on(pack):
    pack = with_statements(
        pack, said("ITA", "2024-11-10", "opposed"), said("ITA", "2024-12-12", "open")
    )
    days = ("2024-11-09", "2024-11-10", "2024-12-11", "2024-12-12", "2025-01-31")
    assert on(pack, "ITA", *days) == ["undecided", "opposed", "opposed", "open", "open"]


def test_a_statement_counts_from_when_it_could_be_known(pack):
    pack = with_statements(pack, said("ITA", "2024-11-10", "opposed", known_from="2024-11-30"))
    assert on(pack, "ITA", "2024-11-29", "2024-11-30") == ["undecided", "opposed"]


def test_of_one_day_the_last_of_its_statements_counts(pack):
    rows = [said("ITA", "2024-11-10", p, number=n) for n, p in ((2, "open"), (1, "opposed"))]
    assert on(with_statements(pack, *rows), "ITA", "2024-11-10") == ["open"]


def test_what_others_demand_or_propose_is_no_stance(pack):
    rows = (said("ITA", "2024-11-10", "demand"), said("ITA", "2024-11-11", "proposed_by_others"))
    assert on(with_statements(pack, *rows), "ITA", "2024-12-31") == ["undecided"]


def test_a_posture_without_a_statement_is_known_all_along(pack):
    rows = {str(row["iso3"]): row for row in pack.rows("contributors")}
    silent = next(iso3 for iso3, row in rows.items() if row["stance_basis"] == NEVER_SAID)
    assert on(with_statements(pack), silent, "2024-02-29") == [rows[silent]["stance"]]


def test_who_is_made_to_take_part_does_so_on_every_day(pack):
    made = switch(pack, include=("POL",))
    assert on(made, "POL", "2024-02-29", "2024-12-31", "2025-02-01") == [COMMITTED] * 3


def test_on_the_date_itself_the_stances_are_the_states_own(pack):
    states = contributors(pack)
    (now,) = stances_on(pack, states, [pack.as_of])
    assert now == tuple(state.stance for state in states)


def test_what_the_table_of_states_says_counts_on_the_date_alone(pack):
    rows = {str(row["iso3"]): row for row in pack.rows("contributors")}
    assert rows["GBR"]["stance_basis"] != NEVER_SAID
    silent = with_statements(pack)
    assert on(silent, "GBR", "2025-01-31", "2025-02-01") == ["undecided", rows["GBR"]["stance"]]


@pytest.mark.parametrize("day", ["2024-02-29", "2024-11-30", "2025-01-01"])
def test_what_was_said_later_changes_no_earlier_day(pack, day):
    states, asked = contributors(pack), [date.fromisoformat(day)]
    known = [row for row in pack.rows("stances") if row["known_from"] <= asked[0]]
    assert 0 < len(known) < len(pack.rows("stances"))
    assert stances_on(with_statements(pack, *known), states, asked) == stances_on(
        pack, states, asked
    )
    late = [
        said(state.iso3, str(asked[0] + timedelta(days=1)), "lead", number=number)
        for number, state in enumerate(states)
    ]
    assert stances_on(with_statements(pack, *known, *late), states, asked) == stances_on(
        pack, states, asked
    )


def test_the_stored_columns_give_the_force_back_by_day(answer, small_pack):
    result = answer("reassurance-25k")
    table = result.table()
    arrays = dict(zip((c.name for c in table.columns), table.arrays, strict=True))
    shuffled = dict(reversed(arrays.items()))
    force = SentForce.from_arrays(MAIN_RULE, shuffled)
    days = tuple(day.isoformat() for day in days_looked_at(small_pack))
    assert force.days == result.coalition.days == days
    np.testing.assert_array_equal(force.reached_by_day, result.coalition.reached_by_day)
    rule = result.coalition.rules.index(MAIN_RULE)
    np.testing.assert_array_equal(force.reached_troops, result.coalition.reached_troops[:, rule])
    np.testing.assert_array_equal(force.reached_by_day[:, -1], force.reached_troops)
    assert force.horizons_days == result.arrival.horizons_days
    np.testing.assert_array_equal(force.arrived_troops, result.arrival.arrived_troops)


def test_columns_without_a_coalition_give_no_days(answer):
    table = answer("no-force").table()
    arrays = dict(zip((c.name for c in table.columns), table.arrays, strict=True))
    force = SentForce.from_arrays(MAIN_RULE, arrays)
    assert (force.days, force.reached_by_day, force.arrived_troops) == ((), None, None)
