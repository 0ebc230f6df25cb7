"""Epochs are a grid, not a rate: halving them leaves survival and its causes as they are.

Incidents draw their random numbers by day, so both grids live through the same days: what differs
is by draw, and its standard error is that of the difference.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import numpy as np
import pytest
from tests.prospects.conftest import Stage

from ceasefire.draws import Draws
from ceasefire.prospects import baseline, holding, outcome, plan
from ceasefire.results import Holding
from ceasefire.scenario.model import HoldingQuestion, Scenario

DRAWS = 192
OPTIONS = ("no-force", "line-100k")
GRID = 1e-5
"""What may remain of reading survival between the ends of epochs, far below one draw's weight."""


def on_epochs_of(days: int, scenario: Scenario) -> dict[str, Holding]:
    with pytest.MonkeyPatch.context() as patched:
        for module in (baseline, holding, outcome, plan):
            patched.setattr(module, "EPOCH_DAYS", days)
        patched.setattr(baseline, "_remembered", OrderedDict())
        stage = Stage(scenario, Draws(scenario, DRAWS, 7))
        return {option: stage.evaluate(option).holding for option in OPTIONS}


@pytest.fixture(scope="module")
def grids(flagship: Scenario) -> tuple[dict[str, Holding], dict[str, Holding]]:
    long = replace(flagship, holding=HoldingQuestion(horizon_years=5, replicates=4))
    return on_epochs_of(plan.EPOCH_DAYS, long), on_epochs_of(plan.EPOCH_DAYS // 2, long)


@pytest.mark.parametrize("year", [1, 5])
@pytest.mark.parametrize("name", ["h2", "h1", "spiral", "deliberate", "other"])
@pytest.mark.parametrize("option", OPTIONS)
def test_halving_the_epoch_leaves_survival_as_it_is(
    grids: tuple[dict[str, Holding], dict[str, Holding]], option: str, name: str, year: int
) -> None:
    whole, half = (getattr(grid[option], name)[:, year - 1] for grid in grids)
    difference = half - whole
    error = difference.std(ddof=1) / np.sqrt(DRAWS)
    assert error < 0.003
    assert abs(difference.mean()) < 3 * error + GRID
