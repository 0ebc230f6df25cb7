"""The shipped pack, run in memory, and made-up columns: the evidence that checks look at."""

import pytest

import ceasefire.scenario
from ceasefire import purpose, size
from ceasefire.comparison import Evidence
from ceasefire.draws import Draws

ROWS = range(512)


def evidence_from(scenario, columns, made_from=None, rows_per_block=100):
    """Return evidence from columns by address, all of the same length."""
    draws = len(next(iter(columns.values())))

    def names(stage, option):
        head = f"{stage}/{option}/"
        return tuple(a.removeprefix(head) for a in columns if a.startswith(head))

    def blocks(addresses):
        for start in range(0, draws, rows_per_block):
            yield {a: columns[a][start : start + rows_per_block] for a in addresses}

    return Evidence(
        scenario=scenario,
        draws=draws,
        names=names,
        made_from=lambda address: (made_from or {}).get(address, ()),
        blocks=blocks,
    )


@pytest.fixture(scope="session")
def pack():
    return ceasefire.scenario.load("ukraine-2025")


@pytest.fixture(scope="session")
def results(pack):
    """Columns and what they are made from, both by address."""
    draws = Draws(pack, len(ROWS), 7)
    found = {f"param/{name}": values for name, values in draws.sample(ROWS).items()}
    made_from = {}
    for option in pack.options:
        mission = purpose.evaluate(purpose.prepare(pack, option), draws, ROWS)
        plan = size.prepare(pack, option)
        requirement = size.evaluate(plan, draws, ROWS, purpose=mission)
        for stage, result in (("purpose", mission), ("size", requirement)):
            table = result.table()
            for column, array in zip(table.columns, table.arrays, strict=True):
                address = f"{stage}/{option.id}/{column.name}"
                found[address] = array
                made_from[address] = tuple(
                    read.replace("/", f"/{option.id}/") if not read.startswith("param/") else read
                    for read in column.reads
                )
    return found, made_from


@pytest.fixture(scope="session")
def evidence(pack, results):
    return evidence_from(pack, *results)
