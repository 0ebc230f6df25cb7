"""What the page prints of the size stage is read from its columns and plans, not computed again."""

from __future__ import annotations

import numpy as np
import pytest

from ceasefire.briefing.build_up_data import task_build_up_data
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.rotation_data import pools_behind, rotation_pools_data
from ceasefire.briefing.size_plan import size_plan_of
from ceasefire.briefing.yardsticks_table import yardsticks_table
from ceasefire.core.errors import RunError
from ceasefire.runs.reading import Run


@pytest.fixture
def reader(flagship: Run) -> RunReader:
    return RunReader(flagship)


def test_a_pool_is_the_middle_of_its_stored_column(reader: RunReader, flagship: Run) -> None:
    pools = pools_behind(reader, "deterrent-40k")
    rules = {str(row["title"]): str(row["id"]) for row in reader.scenario.rows("rotation_rules")}
    assert sum(len(pool.rules) for pool in pools) == len(rules)
    assert [pool.multiplier for pool in pools] == sorted({pool.multiplier for pool in pools})
    for pool in pools:
        for title in pool.rules:
            column = flagship.column(
                "size", "deterrent-40k", f"rotation_pool.{rules[title]}_troops"
            )
            assert np.median(column) == pytest.approx(pool.troops, rel=0.002)
            assert 40_000 * pool.multiplier == pytest.approx(pool.troops, rel=0.002)


def test_every_row_of_pools_is_a_size_that_an_option_states(reader: RunReader) -> None:
    data = rotation_pools_data(reader)
    assert data is not None
    stated = {o.troops_low for o in reader.scenario.options if o.troops_low == o.troops_high}
    assert len(data.rows) == 5
    assert {row.force for row in data.rows} <= stated
    assert all(len(row.pools) == len(data.rules) for row in data.rows)
    (gady,) = (row for row in data.rows if row.published)
    assert (gady.force, gady.published[0].pool) == (40_000, 100_000)


def test_the_parts_of_a_force_and_its_stored_tail_make_its_stored_total(
    reader: RunReader, flagship: Run
) -> None:
    data = task_build_up_data(reader)
    assert data is not None
    (tail,) = (step for step in data.steps if step.name.startswith("Tail"))
    total = flagship.column("size", "reassurance-25k", "task_build_up.slice_2025_packages_troops")
    stored = flagship.column("size", "reassurance-25k", "tail.slice_2025_packages_troops")
    # One draw, in the middle of the total: there the parts add up.
    row = int(np.argsort(total)[len(total) // 2])
    assert tail.amount == stored[row] > 0
    assert sum(step.amount for step in data.steps) == pytest.approx(total[row])


@pytest.mark.parametrize("option", ["deterrent-40k", "deterrent-200k"])
@pytest.mark.parametrize("test", ["hold_combat", "hold_deployed"])
def test_the_share_that_passes_is_counted_over_the_draws_with_a_bound(
    reader: RunReader, flagship: Run, option: str, test: str
) -> None:
    bound = flagship.column("size", option, f"window.{test}_troops").tolist()
    size = flagship.column("size", option, "size_troops").tolist()
    passed = [s >= b for s, b in zip(size, bound, strict=True) if b == b]
    assert 0 < len(passed) < len(bound)
    assert reader.pass_share(option, test) == pytest.approx(sum(passed) / len(passed))


def test_the_table_of_yardsticks_prints_the_density_that_the_stage_used(reader: RunReader) -> None:
    table = yardsticks_table(reader)
    assert table is not None
    plan = reader.size_plan("monitors-15k")
    used = plan.method("line_density")
    assert len(table.rows) == len(plan.yardsticks)
    density = {y.operation: y.density_per_km for y in plan.yardsticks}
    for mission, numbers in zip(used.variants, used.numbers, strict=True):
        assert density[mission] == numbers["density_per_km"]
    unmee = next(row for row in table.rows if "Ethiopia" in row[0])
    assert unmee[3:7] == ("4,200", "4,200", "1,000", "4.2")


def test_a_plan_of_another_version_is_refused_in_words() -> None:
    with pytest.raises(RunError, match="job_method"):
        size_plan_of({"methods": []})
