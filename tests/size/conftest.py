"""The shipped pack, and a run of every option through purpose and size."""

import pytest

import ceasefire.scenario
from ceasefire import purpose, size
from ceasefire.draws import Draws

DRAWS = 1024


@pytest.fixture(scope="session")
def pack():
    return ceasefire.scenario.load("ukraine-2025")


@pytest.fixture(scope="session")
def draws(pack):
    return Draws(pack, DRAWS, 7)


@pytest.fixture(scope="session")
def run():
    """Return what gives mission and requirement of an option for some rows."""

    def evaluated(scenario, option, draws, rows):
        mission = purpose.evaluate(purpose.prepare(scenario, option), draws, rows)
        return mission, size.evaluate(size.prepare(scenario, option), draws, rows, purpose=mission)

    return evaluated


@pytest.fixture(scope="session")
def results(pack, draws, run):
    """Mission and requirement of every option, by option id."""
    return {option.id: run(pack, option, draws, range(DRAWS)) for option in pack.options}
