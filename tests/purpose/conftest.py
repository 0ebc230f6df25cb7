"""The mission of every option."""

import pytest

from ceasefire import purpose


@pytest.fixture(scope="session")
def missions(pack, draws):
    """Mission of every option, by option id."""
    return {
        option.id: purpose.evaluate(purpose.prepare(pack, option), draws, range(draws.n))
        for option in pack.options
    }
