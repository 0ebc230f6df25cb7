"""Published studies: the method's own arithmetic, and the input that closes the gap."""

from dataclasses import replace

import numpy as np
import pytest
from tests.comparison.conftest import evidence_from

from ceasefire.comparison.studies import studies

FIXED = {
    "brigade_size": 4_000.0,
    "slice_bosnia_1993": 2.5,
    "adversary_troops_in_theatre": 600_000.0,
    "tolerated_ratio": 1.5,
    "host_troops": 300_000.0,
    "land_contact_length": 700.0,
    "river_contact_length": 300.0,
}
ROW = {
    "id": "s",
    "title": "A study",
    "who": "somebody",
    "published": "2024-05",
    "rule": "brigades",
    "answer_low": 20_000.0,
    "answer_high": 20_000.0,
    "inputs": "brigades=2",
    "hinge": "slice",
    "option": None,
    "reason": None,
    "grade": "B",
    "sources": "a;b",
}


def found(pack, **cells):
    scenario = replace(pack, tables={**pack.tables, "studies": (ROW | cells,)})
    columns = {f"param/{name}": np.full(50, value) for name, value in FIXED.items()}
    (study,) = studies(evidence_from(scenario, columns))
    return study


def test_brigades_are_built_up_and_the_slice_closes_the_gap(pack):
    study = found(pack)
    assert study.theirs == pytest.approx((20_000, 20_000))  # 2 x 4,000 x 2.5
    assert study.implied == pytest.approx((2.5, 2.5))
    assert study.held == (2.5, 2.5)
    dearer = found(pack, answer_low=32_000.0, answer_high=32_000.0)
    assert dearer.implied == pytest.approx((4.0, 4.0))


def test_a_line_is_density_times_its_length(pack):
    study = found(pack, rule="watch", inputs="length=1100", hinge="density", answer_low=5_500.0,
                  answer_high=5_500.0)  # fmt: skip
    assert study.implied == pytest.approx((5.0, 5.0))
    low, high = study.held
    assert study.theirs == pytest.approx((1_100 * low, 1_100 * high))
    assert study.ours == pytest.approx((1_000 * low, 1_000 * high))  # the pack's contact sectors


def test_a_ratio_falls_with_what_is_tolerated(pack):
    study = found(pack, rule="ratio", inputs="adversary=600000-700000", hinge="ratio",
                  answer_low=100_000.0, answer_high=100_000.0)  # fmt: skip
    assert study.theirs == pytest.approx((100_000, 700_000 / 1.5 - 300_000))
    assert study.implied == pytest.approx((600_000 / 400_000, 700_000 / 400_000))


def test_at_least_has_no_upper_end(pack):
    study = found(pack, answer_high=None)
    assert study.answer == (20_000.0, None)
    assert study.implied == (pytest.approx(2.5), None)


def test_what_is_published_later_is_marked_and_what_cannot_be_computed_says_why(pack):
    assert found(pack).known
    assert not found(pack, published="2025-02").known  # a month counts from its last day
    none = found(pack, rule="none", reason="It gives no size.", hinge=None, inputs=None)
    assert none.theirs is None
    assert none.reason == "It gives no size."


def test_an_input_that_is_not_known_on_the_date_leaves_the_answer_unknown(pack):
    parameters = {n: q for n, q in pack.parameters.items() if n != "brigade_size"}
    study = found(replace(pack, parameters=parameters))
    assert study.theirs is None
    assert study.implied is None
