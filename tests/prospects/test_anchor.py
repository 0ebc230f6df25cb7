"""The anchor: one reference class at a time, split by cause."""

import numpy as np
import pytest

from ceasefire.prospects.anchor import anchor
from ceasefire.prospects.variants import CLASSES, axes

NAMES = (
    "central",
    "civil_war_truce",
    "interstate_ending",
    "dose_step",
    "provocation_high",
    "recovery_fast",
    "agreement_matters",
)
SAMPLE = {
    "broken_5y_monitored_line": np.full(7, 0.4),
    "broken_5y_civil_war_truce": np.full(7, 0.8),
    "broken_5y_interstate_ending": np.full(7, 0.1),
    "spiral_share": np.full(7, 0.2),
    "other_share": np.full(7, 0.3),
    "agreement_hazard_ratio": np.full(7, 0.4),
}


def test_each_variant_moves_one_axis():
    found = axes(NAMES, np.arange(7.0))
    assert [CLASSES[i] for i in found.reference] == [
        "monitored_line",
        "civil_war_truce",
        "interstate_ending",
        *["monitored_line"] * 4,
    ]
    assert found.dose.tolist() == [0, 0, 0, 1, 0, 0, 0]
    assert found.provocation.tolist() == [1, 1, 1, 1, 2, 1, 1]
    assert found.fast_recovery.tolist() == [False] * 5 + [True, False]
    assert found.agreement_matters.tolist() == [False] * 6 + [True]


def test_the_causes_sum_to_the_class_and_a_strong_agreement_lowers_all():
    found = anchor(axes(NAMES, np.arange(7.0)), 0.5, SAMPLE)
    total = found.spiral + found.deliberate + found.other
    broken = 1 - np.exp(-total)
    np.testing.assert_allclose(broken[:6], [0.4, 0.8, 0.1, 0.4, 0.4, 0.4], rtol=1e-12)
    assert total[6] == pytest.approx(total[0] * 0.4**0.5)
    np.testing.assert_allclose(found.spiral, 0.2 * total)
    np.testing.assert_allclose(found.other, 0.3 * total)
