"""A run of every option through purpose and size."""

import pytest

from ceasefire import purpose, size


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
    return {option.id: run(pack, option, draws, range(draws.n)) for option in pack.options}
