"""Past missions as known on a date: what came later had not happened yet."""

from datetime import date

import pytest

from ceasefire.scenario import load
from ceasefire.scenario.operations_rules import as_known


def row(**cells: object) -> dict[str, object]:
    base: dict[str, object] = {
        "start": "1978-03",
        "years_to_break": 4.2,
        "ceasefire_broke": True,
        "censored": False,
        "break_cause": "deliberate_offensive",
        "break_reasoning": "Told afterwards.",
        "force_role": "bystander",
    }
    return base | cells


def test_a_break_is_not_known_before_it_happened() -> None:
    early = as_known(row(), date(1980, 3, 31))
    assert early["ceasefire_broke"] is False
    assert early["censored"] is True
    assert early["years_to_break"] == pytest.approx(2.0)
    assert early["break_cause"] is early["break_reasoning"] is early["force_role"] is None


def test_it_is_known_once_it_happened_and_stays_as_it_is() -> None:
    assert as_known(row(), date(1983, 1, 1)) == row()


def test_what_was_watched_for_long_is_watched_no_longer_than_to_the_date() -> None:
    held = row(years_to_break=50.5, ceasefire_broke=False, censored=True, start="1974-08")
    early = as_known(held, date(1984, 8, 31))
    assert (early["years_to_break"], early["ceasefire_broke"]) == (pytest.approx(10.0), False)


def test_twice_is_as_once() -> None:
    once = as_known(row(), date(1981, 7, 17))
    assert as_known(once, date(1981, 7, 17)) == once


@pytest.mark.parametrize("pack", ["golan-1974", "kosovo-1999"])
def test_no_pack_sees_an_outcome_from_after_its_date(pack: str) -> None:
    scenario = load(pack)
    year = scenario.as_of.year + scenario.as_of.timetuple().tm_yday / 365.25
    for mission in scenario.rows("operations"):
        if mission["years_to_break"] is not None:
            begun = int(str(mission["start"])[:4])
            assert begun + float(str(mission["years_to_break"])) <= year + 0.1, mission["id"]
