"""A sizing method that is new reaches the figure and the table of the page by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ceasefire.briefing.build import build
from ceasefire.briefing.figure_data import requirement_data
from ceasefire.briefing.model import Figure
from ceasefire.briefing.read import RunReader
from ceasefire.draws import Sample, draw
from ceasefire.results import FloatArray, Mission
from ceasefire.runs import run
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size import requirement
from ceasefire.size.method import Method, MethodPlan, applicable

JOBS = ("observers-5k", "monitors-15k", "line-100k", "reassurance-25k", "deterrent-40k")


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    variants = {"by_day": "guards by day", "by_night": "guards by night"}
    return applicable("toy_guards", scenario, variants, {"reserve": ("reserve_share",)})


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    guards = 7_000 * (1 + sample["reserve_share"])
    return np.stack([guards, 2 * guards], axis=1)


TOY = Method(
    name="toy_guards",
    title="Guards by the toy rule",
    note="made up for a test",
    formula="7,000 x (1 + reserve)",
    basis="deployed troops",
    prepare=_prepare,
    troops=_troops,
    mandate_reason="no_threat_task",
)


@pytest.fixture(scope="module")
def with_toy(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run with a seventh method, which the mandate of the deterrent alone names."""
    mandates = tuple(
        {**row, "methods": f"{row['methods']};toy_guards"} if row["id"] == "deterrence" else row
        for row in scenario.rows("mandates")
    )
    pack = replace(scenario, tables={**scenario.tables, "mandates": mandates})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requirement, "METHODS", (*requirement.METHODS, TOY))
        folder = tmp_path_factory.mktemp("toy") / "run"
        return run(pack, draw(pack, 64, 7), folder, options=JOBS, workers=1)


def test_it_is_a_row_of_the_requirement_figure_after_the_others(with_toy: Run) -> None:
    groups = requirement_data(RunReader(with_toy)).groups
    assert len(groups) == len(JOBS)
    *others, deter = groups
    assert all(row.title != TOY.title for group in others for row in group.rows)
    row = deter.rows[-1]
    assert (row.title, row.note) == (TOY.title, TOY.note)
    assert [variant.name for variant in row.variants] == ["guards by day", "guards by night"]
    assert row.variants[1].p95 == pytest.approx(2 * row.variants[0].p95)


def test_it_stands_in_the_table_of_the_page(with_toy: Run) -> None:
    (size,) = (section for section in build(with_toy).sections if section.question == "size")
    figures: list[Figure] = [f for f in size.figures if f.id.startswith("requirement")]
    rows = [row for f in figures if f.table for row in f.table.rows if TOY.title in row]
    assert [row[:3] for row in rows] == [
        ("Deter a new attack", TOY.title, "guards by day"),
        ("Deter a new attack", TOY.title, "guards by night"),
    ]


def test_methods_come_in_one_order_with_a_name_each() -> None:
    titles = [method.title for method in requirement.METHODS]
    assert len(set(titles)) == len(titles) == 6
    assert all(method.note for method in requirement.METHODS)
    assert not requirement.METHODS[-1].sizes_force
