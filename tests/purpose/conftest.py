"""The shipped pack, and the mission of every option."""

import pytest

import ceasefire.scenario
from ceasefire import purpose
from ceasefire.draws import Draws

DRAWS = 1024


@pytest.fixture(scope="session")
def pack():
    return ceasefire.scenario.load("ukraine-2025")


@pytest.fixture(scope="session")
def draws(pack):
    return Draws(pack, DRAWS, 7)


@pytest.fixture(scope="session")
def missions(pack, draws):
    """Mission of every option, by option id."""
    return {
        option.id: purpose.evaluate(purpose.prepare(pack, option), draws, range(DRAWS))
        for option in pack.options
    }
