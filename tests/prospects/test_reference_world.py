"""The anchor of decisions: once a pack, met in the mean, the same whatever is run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ceasefire import prospects
from ceasefire.draws import Draws
from ceasefire.prospects.anchor import anchor
from ceasefire.prospects.baseline import question
from ceasefire.prospects.deliberate import exposure, survives
from ceasefire.prospects.occasion import decisions
from ceasefire.prospects.reference_world import without_force
from ceasefire.prospects.variants import CLASSES, Axes
from ceasefire.scenario import switch
from ceasefire.scenario.model import Scenario

ROWS = 512


@pytest.mark.parametrize("place", range(len(CLASSES)))
def test_other_draws_of_typical_terms_break_by_decision_as_their_class_says(
    flagship: Scenario, place: int
) -> None:
    option = without_force(flagship.option("no-force"))
    plan = replace(prospects.prepare(flagship, option), knots_years=(0.0, 0.5, 2.0, 5.0))
    sample = Draws(flagship, ROWS, 11).sample(range(ROWS))
    still, nowhere = np.zeros(ROWS, dtype=np.int64), np.zeros(ROWS, dtype=bool)
    where = Axes(still + place, still, still, nowhere, nowhere)
    found = decisions(sample, where, question(plan, sample, option))
    hazard = anchor(where, 0.0, sample).deliberate
    exposed = exposure(found.attack, plan.knots_years, (5.0,))
    held = survives(plan.occasion_scales[place] * hazard, found.types, exposed)[:, 0]
    apart = held - np.exp(-hazard)
    assert abs(apart.mean()) < 3 * apart.std(ddof=1) / np.sqrt(ROWS)
    assert held.std() > np.exp(-hazard).std()


def test_the_scales_depend_on_neither_the_horizon_nor_a_state_the_reader_fixed(
    flagship: Scenario,
) -> None:
    first = prospects.prepare(flagship, flagship.option("deterrent-40k")).occasion_scales
    assert len(first) == len(CLASSES)
    assert all(scale > 0 for scale in first)
    for changed in (switch(flagship, horizon=12), switch(flagship, backer="full")):
        for option in ("no-force", "line-100k"):
            plan = prospects.prepare(changed, changed.option(option))
            assert plan.occasion_scales == first
