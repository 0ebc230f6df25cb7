"""The ends by cause are cumulative incidences with competing risks: cases with closed forms."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from ceasefire.prospects import outcome

DAYS, EPOCH = 365, 30
YEARS = 5
EPOCHS = -(-YEARS * DAYS // EPOCH)
GRID = np.minimum(np.arange(EPOCHS + 1) * EPOCH, YEARS * DAYS) / DAYS


def histories(spiral_days: list[int]) -> Any:
    days = np.array([spiral_days], dtype=np.int32)
    never = np.full_like(days, -1)
    counted = np.zeros((1, len(spiral_days), YEARS))
    return SimpleNamespace(days_counted=counted, spiral_day=days, quiet_lost_day=never)


def joined(attack: Any, other: Any, spiral_days: list[int]) -> outcome.Joint:
    """Return the joint outcome of cumulative hazards (functions of years)."""
    chances = [np.exp(-np.array([[f(t) for t in GRID]])) for f in (attack, other)]
    return outcome.joint(histories(spiral_days), *chances)


def test_two_exponentials_share_the_ends_by_their_rates() -> None:
    found = joined(lambda t: 0.3 * t, lambda t: 0.1 * t, [-1, -1])
    for year in range(YEARS):
        ended = 1 - np.exp(-0.4 * (year + 1))
        # The last year ends with an epoch; others end inside one, where chances are linear.
        near = 1e-9 if year == YEARS - 1 else 1e-3
        assert found.deliberate[0, year] == pytest.approx(0.75 * ended, rel=near)
        assert found.other[0, year] == pytest.approx(0.25 * ended, rel=near)


def test_a_cause_that_acts_early_is_not_credited_with_ends_that_came_late() -> None:
    # Attack at 0.4 a year until year 2, then none; the other cause at 0.2 throughout. By the share
    # of hazards so far it would have 0.8 / 1.8 of all ends by year 5.
    found = joined(lambda t: 0.4 * min(t, 2.0), lambda t: 0.2 * t, [-1])
    by_attack = 0.4 / 0.6 * (1 - np.exp(-0.6 * 2))
    # Year two lies inside an epoch, whose hazards count as constant in it.
    assert found.deliberate[0, -1] == pytest.approx(by_attack, rel=2e-3)
    h2 = np.exp(-0.4 * 2 - 0.2 * 5)
    assert found.h2[0, -1] == pytest.approx(h2, rel=1e-9)
    assert found.other[0, -1] == pytest.approx(1 - h2 - by_attack, rel=5e-3)
    wrong = (1 - h2) * 0.8 / 1.8
    assert abs(found.deliberate[0, -1] - wrong) > 0.05


def test_a_spiral_ends_what_still_stood_and_nothing_after_it() -> None:
    # One history spirals after 600 days (an end of an epoch), one never.
    found = joined(lambda t: 0.3 * t, lambda t: 0.1 * t, [600, -1])
    stood = np.exp(-0.4 * 600 / DAYS)
    assert found.spiral[0, -1] == pytest.approx(0.5 * stood, rel=1e-9)
    never = 1 - np.exp(-0.4 * YEARS)
    assert found.deliberate[0, -1] == pytest.approx(0.75 * (1 - stood + never) / 2, rel=1e-9)
    total = found.h2 + found.spiral + found.deliberate + found.other
    np.testing.assert_allclose(total, 1.0, atol=1e-12)
