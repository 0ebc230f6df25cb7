"""The shipped pack with two options, solved once for all tests of the room."""

from dataclasses import replace

import pytest

from ceasefire import deploy, purpose, size
from ceasefire.draws import Draws

IDS = ("no-force", "tripwire-10k", "reassurance-25k")


@pytest.fixture(scope="session")
def small_pack(pack):
    return replace(pack, options=tuple(pack.option(id) for id in IDS))


@pytest.fixture(scope="session")
def solved(small_pack):
    return deploy.solve(deploy.solve_inputs(small_pack))


@pytest.fixture(scope="session")
def answer(small_pack, solved):
    """Return the deployment of an option in some rows of a sample of 333."""
    sample = Draws(small_pack, 333, 7)

    def evaluated(id, rows=range(333), draws=sample, solved=solved):
        option = small_pack.option(id)
        mission = purpose.evaluate(purpose.prepare(small_pack, option), draws, rows)
        plan = size.prepare(small_pack, option)
        requirement = size.evaluate(plan, draws, rows, purpose=mission)
        plan = deploy.prepare(small_pack, option, solved)
        return deploy.evaluate(plan, draws, rows, purpose=mission, size=requirement)

    return evaluated
