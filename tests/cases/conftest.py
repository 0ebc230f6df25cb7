"""The shipped pack, as of its own date and as of a day when everything in it is known."""

import pytest

import ceasefire.scenario


@pytest.fixture(scope="session")
def scenario():
    return ceasefire.scenario.load("ukraine-2025")


@pytest.fixture(scope="session")
def later():
    return ceasefire.scenario.load("ukraine-2025", as_of="2099-12-31")
