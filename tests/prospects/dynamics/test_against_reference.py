"""The compiled kernel and the NumPy reference give the same histories on the same uniforms."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from scipy import stats
from tests.prospects.dynamics.demo import demo, doses

from ceasefire.core.philox import philox4x32
from ceasefire.prospects.dynamics import (
    Histories,
    kernel_steps,
    probes,
    random,
    reference_state,
    sampling,
    simulate,
)
from ceasefire.prospects.dynamics import reference_steps as steps
from ceasefire.prospects.dynamics.reference import simulate_reference

# Sums over classes run in another order; every count and every day is the same to the bit.
WEIGHTED = {"incidents_met", "clash_days_met", "sector_days_met"}

CASES: dict[str, dict[str, Any]] = {
    "uneven presence": {"presence": doses(), "classes": 40},
    "thin presence": {"presence": 0.1},
    "saw-tooth, settling, deaths elsewhere": {
        "classes": 3,
        "regrowth": 1.0,
        "recommitments_per_year": 2.0,
        "settling": 0.5,
        "battle_deaths_elsewhere": 0.02,
        "deliverable": 3.0,
        "spoiler_rate": 0.005,
        "monitoring_damping": 0.1,
    },
    "busy line at the cap, losses, broken burst": {
        "presence": np.array([0.1, 0.2, 0.4]),
        "classes": 3,
        "local_rate": 0.3,
        "spiral_rate": 1e-5,
        "probe_burst": 2.5,
        "loss_feedback": 0.01,
        "response": 0.3,
        "unevenness": np.linspace(0.5, 1.5, 40)[None].repeat(2, axis=0),
    },
    "64 short memories": {"segments": 64, "memory_days": 0.3, "local_rate": 0.05},
}


def assert_same(left: Histories, right: Histories) -> None:
    for field in fields(Histories):
        one, other = getattr(left, field.name), getattr(right, field.name)
        assert one.dtype == other.dtype, field.name
        if field.name in WEIGHTED:
            np.testing.assert_allclose(one, other, rtol=1e-12, err_msg=field.name)
        else:
            np.testing.assert_array_equal(one, other, err_msg=field.name)


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES.keys())
def test_kernel_and_reference_give_the_same_histories(changes: dict[str, Any]) -> None:
    # More than a year where deaths leave the window of 365 days.
    years = 2 if "settling" in changes else 1
    world = demo(2, years=years, **changes)
    settings = {"seed": 3, "draws": [5, 90_000], "replicates": 25, "years": years}
    compiled = simulate(*world, **settings)
    assert compiled.incidents.sum() > 0
    assert_same(compiled, simulate_reference(*world, **settings))


def test_on_streams_of_their_own_they_have_the_same_distributions() -> None:
    """Kolmogorov and Smirnov's test, seeds apart: what differs is chance alone."""
    world = demo(1, presence=0.3, years=1, spiral_rate=0.02)
    settings = {"draws": [5], "replicates": 400, "years": 1}
    compiled = simulate(*world, seed=11, **settings)
    plain = simulate_reference(*world, seed=12, **settings)
    for name in ("incidents", "clash_days", "spiral_day"):
        left, right = (getattr(found, name)[0].reshape(400, -1) for found in (compiled, plain))
        tested = stats.ks_2samp(left.sum(axis=1), right.sum(axis=1))
        assert tested.pvalue > 1e-3, name
    assert (compiled.spiral_day >= 0).any()
    busier = simulate(*demo(1, presence=0.0, years=1), seed=11, **settings)
    seen = [found.incidents[0].reshape(400, -1).sum(axis=1) for found in (busier, plain)]
    assert stats.ks_2samp(*seen).pvalue < 1e-6  # it would show


def test_the_busy_case_reaches_the_busy_sampler_and_the_cap() -> None:
    case = demo(2, years=1, **CASES["busy line at the cap, losses, broken burst"])
    histories = simulate(*case, seed=3, draws=[5, 90_000], replicates=25, years=1)
    assert 0 < histories.capped.sum() < 0.9 * histories.days_counted.sum()
    assert (histories.incidents_by_epoch > sampling.BUSY * 30).any()


def test_half_steps_agree_with_the_reference_too() -> None:
    world = demo(1, presence=0.2, years=1, regrowth=0.5)
    settings = {"seed": 3, "draws": [4], "replicates": 30, "years": 1, "steps_per_day": 2}
    assert_same(simulate(*world, **settings), simulate_reference(*world, **settings))


def test_words_inside_the_kernel_are_those_of_core() -> None:
    counter = (70_001, 3, 1_824, random.PLACE + 7)
    words = random.block(7, *counter)
    expected = philox4x32(counter, (7, random.LANE))
    assert [int(word) for word in words] == expected.tolist()


def test_reference_and_kernel_name_the_same_constants() -> None:
    assert (steps.BUSY, steps.MOST) == (sampling.BUSY, sampling.MOST)
    assert (steps.FORGETTING, steps.LEARNED_MOST) == (probes.FORGETTING, probes.LEARNED_MOST)
    assert reference_state.QUIET_DEATHS == kernel_steps.QUIET_DEATHS
    for name in ("DETAIL", "BURST", "LADDER", "PLACE", "SEGMENT"):
        assert getattr(steps, name) == getattr(random, name), name
