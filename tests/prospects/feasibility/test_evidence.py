"""Dated evidence by hand: ratios within their range, fading, the cap of a month, no future."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ceasefire.draws import Draws
from ceasefire.prospects.feasibility.evidence import Event, events, log_ratios, shifts

DAY = date(2025, 1, 31)
MADE = (
    Event("talks", date(2024, 12, 3), "calm", 1.0, 1.5, 3.0, 90.0),
    Event("fire", date(2025, 1, 12), "calm", 0.2, 0.5, 1.0, 30.0),
    Event("treaty", date(2025, 1, 20), "accepts", 2.0, 2.0, 2.0, 365.0),
)


@pytest.fixture(scope="module")
def sample(pack):
    return Draws(pack, 333, 7)


def event(day, node="calm", half_life=90.0):
    return Event(f"{node}-{day}", date.fromisoformat(day), node, 0.1, 1.0, 10.0, half_life)


def added(found, ratios, cap=9.0, day=DAY):
    """Return what events with these ratios add on a day, one draw."""
    return {
        node: float(values[0])
        for node, values in shifts(found, np.array([ratios]), np.array([cap]), day).items()
    }


def test_ratios_lie_within_what_was_coded(sample):
    found = log_ratios(sample.seed, range(333), MADE)
    assert found.shape == (333, 3)
    for place, one in enumerate(MADE):
        low, high = np.log(one.ratio_low), np.log(one.ratio_high)
        assert (found[:, place] >= low).all()
        assert (found[:, place] <= high).all()
    assert np.median(found[:, 0]) == pytest.approx(np.log(1.5), abs=0.1)
    assert np.median(found[:, 1]) == pytest.approx(np.log(0.5), abs=0.1)
    assert found[:, 0].std() > 0.1
    np.testing.assert_array_equal(found[:, 2], np.log(2.0))


def test_an_event_is_the_same_whatever_stands_beside_it(sample):
    together = log_ratios(sample.seed, range(333), MADE)
    for place, one in enumerate(MADE):
        alone = log_ratios(sample.seed, range(333), (one,))
        np.testing.assert_array_equal(alone[:, 0], together[:, place])
    turned = log_ratios(sample.seed, range(333), MADE[::-1])
    np.testing.assert_array_equal(turned, together[:, ::-1])


def test_two_events_are_not_one_number_twice(sample):
    twin = replace(MADE[0], id="other-talks")
    found = log_ratios(sample.seed, range(333), (MADE[0], twin))
    assert abs(np.corrcoef(found.T)[0, 1]) < 0.2


@pytest.mark.parametrize("rows", [1, 7, 64])
def test_any_split_of_rows_gives_the_same_ratios(sample, rows):
    whole = log_ratios(sample.seed, range(333), MADE)
    parts = [
        log_ratios(sample.seed, range(start, min(start + rows, 333)), MADE)
        for start in range(0, 333, rows)
    ]
    assert np.concatenate(parts).tobytes() == whole.tobytes()


def test_another_seed_is_another_judgement(pack, sample):
    other = log_ratios(8, range(333), MADE)
    assert not np.array_equal(other, log_ratios(sample.seed, range(333), MADE))


def test_news_weighs_half_after_its_half_life():
    old = str(DAY - timedelta(days=90))
    assert added([event(str(DAY))], [0.8]) == {"calm": pytest.approx(0.8)}
    assert added([event(old)], [0.8]) == {"calm": pytest.approx(0.4)}
    assert added([event(old, half_life=45.0)], [0.8]) == {"calm": pytest.approx(0.2)}


def test_news_for_and_against_are_set_off():
    found = added([event("2025-01-31"), event("2025-01-31")], [0.8, -0.5])
    assert found == {"calm": pytest.approx(0.3)}


def test_a_month_is_capped_and_months_add_up():
    never_old = 1e9
    january = [event(f"2025-01-{day}", half_life=never_old) for day in (10, 20)]
    december = event("2024-12-31", half_life=never_old)
    assert added(january, [0.6, 0.6], cap=0.7) == {"calm": pytest.approx(0.7)}
    assert added(january, [-0.6, -0.6], cap=0.7) == {"calm": pytest.approx(-0.7)}
    both = added([*january, december], [0.6, 0.6, 0.5], cap=0.7)
    assert both == {"calm": pytest.approx(1.2)}
    a_year_before = event("2024-01-10", half_life=never_old)
    assert added([january[0], a_year_before], [0.6, 0.6], cap=0.7)["calm"] == pytest.approx(1.2)


def test_the_cap_is_each_nodes_own():
    found = [event("2025-01-10", "calm", 1e9), event("2025-01-11", "accepts", 1e9)]
    assert added(found, [2.0, -0.3], cap=0.7) == {
        "calm": pytest.approx(0.7),
        "accepts": pytest.approx(-0.3),
    }


def test_what_has_faded_is_capped_and_not_the_other_way():
    found = [event(str(DAY - timedelta(days=30)), half_life=30.0)]
    assert added(found, [1.6], cap=0.7) == {"calm": pytest.approx(0.7)}
    assert added(found, [1.0], cap=0.7) == {"calm": pytest.approx(0.5)}


def test_each_draw_has_its_own_cap():
    found = shifts([event("2025-01-31")], np.array([[2.0], [2.0]]), np.array([0.5, 1.0]), DAY)
    np.testing.assert_allclose(found["calm"], [0.5, 1.0])


def test_nothing_of_the_future_counts():
    found = [event("2025-01-31"), event("2025-02-01"), event("2025-02-01", "accepts")]
    assert added(found, [0.4, 5.0, 5.0]) == {"calm": pytest.approx(0.4)}
    assert added(found, [0.4, 5.0, 5.0], day=date(2025, 1, 30)) == {}


def test_news_against_a_node_lowers_it_in_every_draw(sample):
    found = shifts(MADE, log_ratios(sample.seed, range(333), MADE), np.full(333, 0.7), DAY)
    assert (found["accepts"] > 0.0).all()
    ratios = log_ratios(sample.seed, range(333), MADE[1:2])
    alone = shifts(MADE[1:2], ratios, np.full(333, 0.7), DAY)
    assert (alone["calm"] < 0.0).all()


def test_events_are_read_in_order_from_when_they_could_be_known(pack):
    cells = {"node": "war_weighs", "lr_low": 1, "lr_mode": 2, "lr_high": 3, "half_life_days": 90}
    days = {"b": ("2025-01-05", "2025-01-05"), "a": ("2025-01-01", "2025-01-20")}
    rows = [
        cells | {"id": id, "date": date.fromisoformat(on), "known_from": date.fromisoformat(known)}
        for id, (on, known) in days.items()
    ]
    found = events(replace(pack, tables={**pack.tables, "evidence": tuple(rows[::-1])}))
    assert [(one.id, str(one.day)) for one in found] == [("b", "2025-01-05"), ("a", "2025-01-20")]
    assert found[0] == Event("b", date(2025, 1, 5), "war_weighs", 1.0, 2.0, 3.0, 90.0)
