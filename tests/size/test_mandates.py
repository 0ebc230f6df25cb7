"""Which methods size which mandate: the reference table decides, and code and table agree."""

from dataclasses import replace

import pytest

from ceasefire import size
from ceasefire.size.line_density import WATCHERS, family_of
from ceasefire.size.requirement import METHODS

NAMES = {method.name for method in METHODS}


def methods_of(row):
    return set(str(row["methods"] or "").split(";")) - {""}


def with_methods(pack, mandate, methods):
    rows = tuple(
        {**row, "methods": ";".join(sorted(methods))} if row["id"] == mandate else row
        for row in pack.rows("mandates")
    )
    return replace(pack, tables={**pack.tables, "mandates": rows})


def reasons(scenario, option):
    return {plan.method: plan.reason for plan in size.prepare(scenario, option).methods}


def test_the_table_names_methods_that_exist_and_every_method_serves_a_mandate(pack):
    named = [methods_of(row) for row in pack.rows("mandates")]
    assert all(named), "a blank cell would rule out nothing"
    assert set().union(*named) == NAMES


def test_no_method_applies_to_a_mandate_whose_row_does_not_name_it(pack):
    rows = {row["id"]: methods_of(row) for row in pack.rows("mandates")}
    for option in pack.options:
        applying = {name for name, reason in reasons(pack, option).items() if not reason}
        assert applying <= rows.get(option.mandate, set()), option.id


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_a_method_struck_from_the_row_no_longer_applies(pack, method):
    rows = {row["id"]: methods_of(row) for row in pack.rows("mandates")}
    option = next(o for o in pack.options if not reasons(pack, o)[method.name])
    poorer = with_methods(pack, option.mandate, rows[option.mandate] - {method.name})
    found = reasons(poorer, option)
    assert found.pop(method.name) == method.mandate_reason
    kept = reasons(pack, option)
    del kept[method.name]
    assert found == kept


def test_a_method_written_into_the_row_applies(pack):
    option = pack.option("reassurance-25k")
    assert reasons(pack, option)["force_ratio"] == "no_threat_task"
    richer = with_methods(pack, option.mandate, NAMES)
    assert reasons(richer, option)["force_ratio"] == ""
    assert reasons(richer, option)["line_density"] == "no_line_task", "it still stands in the rear"


def test_a_blank_cell_rules_out_no_method(pack):
    option = pack.option("deterrent-40k")
    assert reasons(with_methods(pack, option.mandate, ()), option)["population_density"] == ""


def test_watchers_are_the_mandates_that_the_table_sizes_by_the_line_and_not_by_people(pack):
    """Who watches a line neither keeps civil order nor defends it; who stands on it does one."""
    watching = {
        row["id"]
        for row in pack.rows("mandates")
        if "line_density" in methods_of(row)
        and not methods_of(row) & {"population_density", "force_ratio"}
    }
    assert watching == set(WATCHERS)
    assert {o.mandate for o in pack.options if family_of(o) == "observe"} <= watching


def test_the_plan_says_which_method_sizes_the_job_and_by_which_yardsticks(pack):
    on_line, behind = (size.prepare(pack, pack.option(id)) for id in ("line-100k", "deterrent-40k"))
    assert (on_line.job_method, on_line.line_family) == ("line_density", "interpose")
    assert (behind.job_method, behind.line_family) == ("task_build_up", "")
    assert behind.yardsticks == ()
    (line_plan,) = (plan for plan in on_line.methods if plan.method == "line_density")
    stored = {y.operation: y for y in on_line.yardsticks}
    assert len(stored) == len(pack.rows("line_yardsticks"))
    for mission, numbers in zip(line_plan.variants, line_plan.numbers, strict=True):
        yardstick = stored[mission]
        assert yardstick.density_per_km == numbers["density_per_km"]
        by_length = yardstick.density_per_km * yardstick.line_km
        assert yardstick.troops == pytest.approx(by_length)
    assert stored["rupkf_karabakh"].line_km == 200, "the yardstick's own length wins"
    assert stored["unmogip"].density_per_km is None, "no first strength is known"
