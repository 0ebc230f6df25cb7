"""A small scenario made in memory: enough parameters to see every kind of range."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ceasefire.scenario.model import (
    Choice,
    Dependence,
    Fixed,
    Pert,
    Quantiles,
    Quantity,
    Scenario,
    Uniform,
)

VALUES = {
    "backer_state": Choice(("none", "logistics", "full")),
    "share": Uniform(0.5, 1.0),
    "length": Pert(670.0, 700.0, 752.0),
    "troops": Quantiles(600.0, 650.0, 711.0),
    "other": Uniform(0.0, 1.0),
    "sites": Fixed(40.0),
}


def quantity(name, value, position, origin="reference"):
    return Quantity(name, value, "share", (), None, "E", "", origin, position)


@pytest.fixture
def scenario():
    parameters = {n: quantity(n, v, i) for i, (n, v) in enumerate(VALUES.items())}
    return Scenario(
        id="small",
        title="Small",
        as_of=date(2025, 2, 1),
        parties={},
        terms=(),
        sectors=(),
        parameters=parameters,
        invisible=(),
        dependences=(Dependence("share", "other", 0.8, "E"),),
        options=(),
        concepts={},
        tables={},
        published_after=(),
        sources={},
        path=Path(),
    )


@pytest.fixture
def grown(scenario):
    """The same scenario with two more parameters: one in the pack, one in the reference."""
    more = {
        "pack_extra": quantity("pack_extra", Uniform(0, 1), 0, "pack"),
        "late_extra": quantity("late_extra", Uniform(0, 1), len(VALUES)),
    }
    return replace(scenario, parameters={**scenario.parameters, **more})


@pytest.fixture(scope="session")
def flagship():
    from ceasefire.scenario import load

    return load("ukraine-2025")
