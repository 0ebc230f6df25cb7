"""The shipped pack, run in memory, as the evidence that verdicts look at."""

import pytest

import ceasefire.scenario
from ceasefire import purpose, size
from ceasefire.comparison.verdicts import Evidence
from ceasefire.draws import Draws

ROWS = range(512)


@pytest.fixture(scope="session")
def pack():
    return ceasefire.scenario.load("ukraine-2025")


@pytest.fixture(scope="session")
def tables(pack):
    """Arrays by stage, option and column."""
    draws = Draws(pack, len(ROWS), 7)
    found = {}
    for option in pack.options:
        mission = purpose.evaluate(purpose.prepare(pack, option), draws, ROWS)
        plan = size.prepare(pack, option)
        requirement = size.evaluate(plan, draws, ROWS, purpose=mission)
        for stage, result in (("purpose", mission), ("size", requirement)):
            table = result.table()
            names = [column.name for column in table.columns]
            found[stage, option.id] = dict(zip(names, table.arrays, strict=True))
    return found


@pytest.fixture(scope="session")
def evidence(pack, tables):
    sample = Draws(pack, len(ROWS), 7).sample(ROWS)
    return Evidence(
        scenario=pack,
        column=lambda stage, option, name: tables[stage, option][name],
        names=lambda stage, option: tuple(tables.get((stage, option), ())),
        parameter=lambda name: sample[name],
    )
