"""Chances to break: the estimator, left-out missions, weights for lost ones, scores by hand."""

from __future__ import annotations

import numpy as np
import pytest

from ceasefire.hindcast.missions import Mission
from ceasefire.hindcast.survival import (
    HORIZONS,
    Foretold,
    class_of,
    concordance,
    foretell,
    score_breaks,
    unbroken,
)

SHARES = {"truce_none": (0.5, 0.8, 0.8), "truce_present": (0.4, 0.5, 0.5)}


def mission(id: str, years: float, broke: bool, **changed: object) -> Mission:
    values: dict[str, object] = {
        "title": id,
        "role": "stabilise",
        "consent": "yes",
        "start": 1990,
        "line_km": None,
        "population": None,
        "first_troops": None,
        "peak_troops": None,
        "kin": id,
    }
    return Mission(id=id, broke=broke, years=years, **{**values, **changed})  # type: ignore[arg-type]


def test_the_share_unbroken_by_hand() -> None:
    found = unbroken([1.0, 2.0, 2.0, 4.0], [True, True, False, False], [0.5, 1.0, 3.0])
    assert found.tolist() == [1.0, 0.75, 0.5]


def test_nobody_is_foretold_from_its_own_outcome() -> None:
    many = [mission(f"m{n}", 3.0 + n, broke=n % 2 == 0) for n in range(12)]
    turned = [mission(m.id, m.years or 0.0, not m.broke) if m.id == "m5" else m for m in many]
    before = next(f for f in foretell(many, SHARES) if f.mission == "m5")
    after = next(f for f in foretell(turned, SHARES) if f.mission == "m5")
    assert before.chances == after.chances
    others = next(f for f in foretell(turned, SHARES) if f.mission == "m4")
    assert others.chances != next(f for f in foretell(many, SHARES) if f.mission == "m4").chances


def test_kin_are_not_foretold_from_one_another() -> None:
    cases = [mission(f"m{n}", 1.0 + n, n % 2 == 0) for n in range(8)]
    twin = mission("m8", 0.2, True, kin="m0")
    (alone,) = (f for f in foretell(cases, SHARES) if f.mission == "m0")
    (beside,) = (f for f in foretell([*cases, twin], SHARES) if f.mission == "m0")
    assert beside.chances == alone.chances
    (other,) = (f for f in foretell([*cases, twin], SHARES) if f.mission == "m1")
    assert other.chances["base_rate"][0] == pytest.approx(2 / 8)


def test_the_middle_time_is_told_as_certainty() -> None:
    cases = [mission(f"m{n}", 3.0, True) for n in range(6)]
    assert foretell(cases, SHARES)[0].chances["median"] == (0.0, 1.0, 1.0)


def test_nothing_is_scored_where_nobody_was_watched_so_long() -> None:
    cases = [told(f"m{n}", 2.0, False, 0.3) for n in range(3)]
    assert score_breaks(cases, "prior", 0) is not None
    assert score_breaks(cases, "prior", 1) is None


def test_out_of_time_nothing_later_is_learnt_and_nothing_earlier_judged() -> None:
    early = [mission(f"e{n}", 2.0 + n, broke=True) for n in range(6)]
    late = [mission(f"l{n}", 20.0, broke=False, start=2005) for n in range(4)]
    found = foretell([*early, *late], SHARES, 1999)
    assert {f.mission for f in found} == {m.id for m in late}
    assert found[0].chances["base_rate"][2] == 1.0  # all early ones broke within ten years


def test_classes_follow_from_the_columns() -> None:
    assert class_of(mission("a", 1, True, line_km=100.0)) == "line"
    assert class_of(mission("b", 1, True, role="watch")) == "truce_none"
    assert class_of(mission("c", 1, True)) == "truce_present"
    assert class_of(mission("d", 1, True, role="guarantee", line_km=9.0)) == ""


def told(id: str, years: float, broke: bool, chance: float, base: float = 0.5) -> Foretold:
    chances = {"prior": (chance,) * len(HORIZONS), "base_rate": (base,) * len(HORIZONS)}
    return Foretold(id, id, 1990, years, broke, id, chances)


def test_the_brier_score_by_hand_where_nobody_is_lost() -> None:
    cases = [told("a", 1, True, 0.8), told("b", 30, False, 0.1), told("c", 2, True, 0.4)]
    found = score_breaks(cases, "prior", 1)
    assert found is not None
    assert found.brier == pytest.approx((0.2**2 + 0.1**2 + 0.6**2) / 3)
    assert found.gain == pytest.approx(0.25 - found.brier)
    assert (found.n, found.broken) == (3, 2)


def test_a_mission_lost_from_sight_counts_through_the_others() -> None:
    cases = [
        told("seen1", 9, False, 0.2),
        told("seen2", 9, False, 0.2),
        told("lost", 1, False, 0.9),
        told("broke", 3, True, 0.7),
    ]
    found = score_breaks(cases, "prior", 1)
    assert found is not None
    # Of four one is lost after a year: the other three count 4/3 each.
    assert found.brier == pytest.approx((2 * 0.2**2 + 0.3**2) * (4 / 3) / 4)


def test_a_calibrated_forecaster_is_calibrated_in_its_table() -> None:
    rng = np.random.default_rng(3)
    chances = rng.choice([0.1, 0.5, 0.7], 3000)
    broke = rng.random(3000) < chances
    cases = [
        told(f"m{n}", 3.0 if b else 20.0, bool(b), float(p))
        for n, (p, b) in enumerate(zip(chances, broke, strict=True))
    ]
    found = score_breaks(cases, "prior", 1)
    assert found is not None
    for part in found.calibration:
        assert part.foretold == pytest.approx(part.happened, abs=0.05)
    assert found.gain_low > 0


def test_concordance_by_hand() -> None:
    cases = [told("a", 1, True, 0.9), told("b", 2, True, 0.1), told("c", 9, False, 0.5)]
    # a before b: right; a before c: right; b before c: wrong.
    assert concordance(cases, "prior") == pytest.approx(2 / 3)
    assert concordance([told("a", 1, False, 0.9)], "prior") is None
