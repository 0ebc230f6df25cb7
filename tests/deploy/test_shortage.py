"""A shortage: what is missing, and the one constraint whose lifting closes most of it."""

import pytest
from tests.deploy.coalitions import small

from ceasefire.deploy.coalition import best_coalition
from ceasefire.deploy.shortage import shortage

FREE = {"soft": (1e4, 1e4), "lead_share": 0.0}


def why(problem):
    return shortage(problem, best_coalition(problem, "nominal", 1_000.0))


def test_nothing_missing_is_no_shortage():
    assert why(small()) is None


@pytest.mark.parametrize(
    ("change", "binding"),
    [
        ({"cap": ((300.0, 0.0),)}, "more_soldiers"),
        ({"cap": ((0.0, 0.0),)}, "more_soldiers"),
        ({"available": ((1.0, 1.0), (1.0, 1.0))}, "more_units"),
        ({"excluded": ("BBB",), "available": ((1.0, 1.0), (3.0, 1.0))}, "all_admitted"),
        ({"excluded": (), "leads": (), "available": ((4.0, 1.0), (0.0, 0.0))}, "no_lead_needed"),
    ],
)
def test_the_binding_constraint_is_named(change, binding):
    found = why(small(required=((4.0, 1.0),), **{**FREE, **change}))
    assert found is not None
    assert found.binding == binding
    assert found.closes[binding] == max(found.closes.values()) > 0


def test_what_is_missing_adds_up():
    found = why(small(required=((9.0, 9.0),), **FREE))
    assert {m.unit: m.troops for m in found.missing} == {
        "battle_group": pytest.approx(5 * 300),
        "engineers": pytest.approx(6 * 100),
    }
    assert found.short_troops == pytest.approx(2_100)
    assert found.missing[0].unit == "battle_group"


def test_a_first_rotation_before_parliaments_decide_is_short_in_that_class():
    found = why(
        small(
            required=((1.0, 0.0), (2.0, 0.0)),
            cap=((0.0, 0.0), (1e4, 1e4)),
            rotations=(1, 5),
            **FREE,
        )
    )
    assert [(m.rotation_class, m.unit, m.steps) for m in found.missing] == [
        ("class-0", "battle_group", 1.0)
    ]
    assert found.binding == "parliaments_in_time"
    assert found.short_troops == pytest.approx(300 / 6)
    assert found.closes["half_the_size"] == pytest.approx(150 / 6)


def test_half_the_size_is_told_but_is_no_constraint():
    found = why(small(required=((9.0, 9.0),), available=((0.0, 0.0), (0.0, 0.0))))
    assert found.binding == ""
    assert found.closes["half_the_size"] == pytest.approx(found.short_troops / 2)
