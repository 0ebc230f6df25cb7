"""One small world for the tests of the whole stage: the flagship, few draws, made-up arrivals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

import ceasefire.prospects as prospects
import ceasefire.purpose as purpose
import ceasefire.size as size
from ceasefire.draws import Draws
from ceasefire.results import SentForce
from ceasefire.scenario import load
from ceasefire.scenario.model import HoldingQuestion, Scenario

DRAWS = 24


@dataclass(frozen=True)
class Stage:
    """Evaluates an option of a scenario with a force that arrives as asked for."""

    scenario: Scenario
    draws: Draws
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the plan, set to these."""

    def evaluate(
        self, option: str, rows: range | None = None, sent: float = 1.0, **changed: Any
    ) -> Any:
        """Return the prospects of an option, changed where told, of which a share is sent."""
        rows = rows or range(self.draws.n)
        chosen = replace(self.scenario.option(option), **changed)
        mission = purpose.evaluate(purpose.prepare(self.scenario, chosen), self.draws, rows)
        required = size.evaluate(
            size.prepare(self.scenario, chosen), self.draws, rows, purpose=mission
        )
        ok = np.zeros(len(rows), dtype=np.uint8)
        asked = required.size_troops
        force = SentForce(
            horizons_days=(30.0, 180.0),
            arrived_troops=sent * np.stack([0.2 * asked, asked], axis=1),
            reached_troops=sent * asked,
            host_soldiers=asked,
            status=ok,
            reason=ok,
        )
        plan = replace(prospects.prepare(self.scenario, chosen), **self.fixed)
        return prospects.evaluate(
            plan, self.draws, rows, purpose=mission, size=required, deploy=force
        )


@pytest.fixture(scope="session")
def flagship() -> Scenario:
    scenario = load("ukraine-2025")
    return replace(scenario, holding=HoldingQuestion(horizon_years=3, replicates=2))


@pytest.fixture(scope="session")
def stage(flagship: Scenario) -> Stage:
    return Stage(flagship, Draws(flagship, DRAWS, 7))
