"""The figures of the deploy section, on a made-up deploy stage beside a real run."""

from __future__ import annotations

import json
import re
from itertools import combinations
from string import Formatter
from typing import Any

import altair as alt
import numpy as np
import pytest
import vl_convert
from tests.briefing.made_deploy import STATES, MadeRun, deployment, made_run

from ceasefire.briefing.deploy_arrival_data import bottleneck_text
from ceasefire.briefing.deploy_data import (
    DeployView,
    burden_data,
    coalition_data,
    flagship,
    forces,
)
from ceasefire.briefing.deploy_drawings import deploy_figures
from ceasefire.briefing.deploy_network import network_data
from ceasefire.briefing.deploy_plan import deploy_plan_of
from ceasefire.briefing.figures import theme
from ceasefire.briefing.figures.labels import Box, text_box
from ceasefire.briefing.model import Figure
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.sentences_deploy_figures import FIGURE_SENTENCES, FIGURE_WORDS
from ceasefire.core.errors import RunError
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Scenario

IDS = ("coalition", "reach", "closure", "network", "cost", "burden")
CASES = [(name, width) for name in IDS for width in theme.WIDTHS]


@pytest.fixture(scope="module")
def reader(flagship: Run, scenario: Scenario) -> RunReader:
    return RunReader(made_run(flagship, scenario))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def figures(reader: RunReader) -> dict[str, Figure]:
    return {figure.id: figure for figure in deploy_figures(reader)}


@pytest.fixture(scope="module")
def lead(reader: RunReader) -> DeployView:
    found = flagship(reader)
    assert found is not None
    return found


def test_all_six_figures_are_there(figures: dict[str, Figure]) -> None:
    assert tuple(figures) == IDS


@pytest.mark.parametrize(("name", "width"), CASES)
def test_spec_is_valid_and_themed(figures: dict[str, Figure], name: str, width: int) -> None:
    spec = dict(figures[name].specs[str(width)])
    alt.LayerChart.from_dict(spec)  # raises SchemaValidationError
    assert spec["width"] == width
    assert spec["description"]
    assert spec["config"] == theme.config()


@pytest.mark.parametrize(("name", "width"), CASES)
def test_no_text_overlaps_another_or_leaves_the_drawing(
    figures: dict[str, Figure], name: str, width: int
) -> None:
    spec = dict(figures[name].specs[str(width)])
    svg = vl_convert.vegalite_to_svg(spec)
    assert f'width="{width}" height="{spec["height"]}"' in svg
    boxes = [_text_box(match) for match in re.findall(r"<text[^>]*>[^<]*</text>", svg)]
    assert len(boxes) > 10
    page = Box(-0.5, -0.5, width + 0.5, spec["height"] + 0.5)
    assert [text for text, box in boxes if not box.within(page)] == []
    hits = [(a, b) for (a, x), (b, y) in combinations(boxes, 2) if x.overlaps(y, -0.5)]
    assert hits == []


def test_the_drawing_for_paper_fits_a_page(figures: dict[str, Figure]) -> None:
    heights = {name: figure.specs["640"]["height"] for name, figure in figures.items()}
    assert {name: height for name, height in heights.items() if height > theme.PAGE} == {}


def test_two_measured_axes_of_one_drawing_do_not_share_a_scale(
    figures: dict[str, Figure],
) -> None:
    for name in ("coalition", "closure"):
        resolve = figures[name].specs["1076"]["resolve"]
        assert resolve == {"scale": {"x": "independent", "y": "independent"}}


def test_a_bar_counts_the_draws_in_which_the_size_is_reached_and_the_state_is_there(
    lead: DeployView,
) -> None:
    data = coalition_data(lead)
    assert data is not None
    reaches = lead.values("coalition.national_rotation_reaches") > 0
    france = lead.values("state.FRA_troops")[reaches]
    assert 0 < (france > 0).mean() < 1
    france = france[france > 0]
    bar = next(state for state in data.states if state.name == "France")
    assert 0 < reaches.mean() < 1
    assert sum(bar.troops) == pytest.approx(bar.high)
    assert (bar.low, bar.high) == pytest.approx(tuple(np.quantile(france, [0.05, 0.95])))


def test_a_bar_splits_as_the_nominal_plan_does(lead: DeployView) -> None:
    data = coalition_data(lead)
    assert data is not None
    bar = next(state for state in data.states if state.name == "Estonia")
    assert bar.troops[:2] == (0.0, 0.0)  # light battle groups, and no others in its plan
    assert bar.troops[2] > 0


def test_states_beyond_the_twelfth_are_one_row_with_their_number(lead: DeployView) -> None:
    data = coalition_data(lead)
    assert data is not None
    assert len(data.states) == 13
    assert data.states[-1].name == "Four others"
    assert len(STATES) == 16


def test_a_size_that_is_never_reached_is_said(flagship: Run, scenario: Scenario) -> None:
    short = RunReader(made_run(flagship, scenario, reached=0.2))  # type: ignore[arg-type]
    figure = next(figure for figure in deploy_figures(short) if figure.id == "coalition")
    assert figure.sentence.startswith("In no draw does a coalition reach the size.")
    assert "not reached in any draw" in figure.subtitle


def test_nobody_comes_is_a_row_and_no_coalition(flagship: Run, scenario: Scenario) -> None:
    empty = RunReader(made_run(flagship, scenario, reached=0.0))  # type: ignore[arg-type]
    found = {figure.id: figure for figure in deploy_figures(empty)}
    assert "coalition" not in found
    assert "nobody" in json.dumps(found["reach"].specs["640"]["datasets"])


def test_a_size_reached_in_few_draws_is_not_described_by_them(
    flagship: Run, scenario: Scenario
) -> None:
    few = RunReader(made_run(flagship, scenario, reached=0.5))  # type: ignore[arg-type]
    view = next(v for v in forces(few) if v.option.id == "deterrent-40k")
    assert 0 < view.reached_share < 0.05
    assert view.formed.mean() > 0.9
    figure = next(figure for figure in deploy_figures(few) if figure.id == "coalition")
    assert figure.sentence.startswith("In hardly any draw")


def test_options_stand_by_size(reader: RunReader) -> None:
    sizes = [view.asked[1] for view in forces(reader)]
    assert sizes == sorted(sizes)
    assert len(sizes) == sum(o.troops_high > 0 for o in reader.scenario.options)


def test_the_bottleneck_has_its_declared_name(lead: DeployView) -> None:
    assert bottleneck_text(lead).startswith("railways in most draws, else ")


def test_a_share_never_there_by_the_last_day_is_said(figures: dict[str, Figure]) -> None:
    assert "all not by day 180" in figures["closure"].sentence
    assert "at the earliest" in figures["closure"].subtitle


def test_burden_is_a_share_of_the_army(lead: DeployView) -> None:
    data = burden_data(lead)
    assert data is not None
    reaches = lead.values("coalition.national_rotation_reaches") > 0
    row = next(row for row in data.rows if row.title == "France")
    shares = 100 * lead.values("state.FRA_pool_troops")[reaches] / 120_000
    assert row.quantiles[0] == pytest.approx(np.quantile(shares[shares > 0], 0.05))
    assert len(data.rows) == 12
    assert [r.quantiles[4] for r in data.rows] == sorted(
        (r.quantiles[4] for r in data.rows), reverse=True
    )


def test_one_bar_never_mixes_the_bases(figures: dict[str, Figure]) -> None:
    table = figures["cost"].table
    assert table is not None
    rows = {row[1] for row in table.rows if row[0] == "Deterrent force, 40,000"}
    assert rows == {"additional cost", "full cost, with pay and equipment"}


def test_every_place_of_reception_is_reached_from_home(
    lead: DeployView, figures: dict[str, Figure]
) -> None:
    data = network_data(lead)
    assert data is not None
    ends = {end for way in data.ways for end in (way.start, way.end)}
    placed = [node for node in data.nodes if node.share]
    assert sum(node.share for node in placed) == pytest.approx(1)
    assert {(node.lon, node.lat) for node in placed} <= ends
    words = json.dumps(figures["network"].specs["1076"]["datasets"])
    for node in placed:
        assert node.name in words
    assert "from Halifax" in words
    assert not any(way.mode == "air" for way in data.ways)


def test_a_run_without_the_stage_has_no_figures(flagship: Run) -> None:
    bare = MadeRun(flagship, {}, {})
    assert deploy_figures(RunReader(bare)) == ()  # type: ignore[arg-type]


def test_a_plan_of_another_version_is_named() -> None:
    with pytest.raises(RunError, match="lacks what this version reads"):
        deploy_plan_of({"reason": ""})


def test_templates_hold_no_digits() -> None:
    texts = [*FIGURE_SENTENCES.values(), *(w for pair in FIGURE_WORDS.values() for w in pair)]
    for text in texts:
        literal = "".join(part for part, *_ in Formatter().parse(text))
        assert not re.search(r"\d", literal), text


def test_two_columns_of_one_made_up_stage_agree(scenario: Scenario) -> None:
    option = next(o for o in scenario.options if o.troops_high > 0)
    table = deployment(option, 64).table()
    found: dict[str, Any] = dict(zip((c.name for c in table.columns), table.arrays, strict=True))
    states = sum(found[f"state.{iso3}_troops"] for iso3, *_ in STATES)
    assert states == pytest.approx(found["coalition.national_rotation_troops"])


def _text_box(element: str) -> tuple[str, Box]:
    """The words of an SVG text and the box they fill by the widths of its font."""
    place = re.search(r"translate\(([-\d.]+),([-\d.]+)\)", element)
    size = re.search(r'font-size="([\d.]+)px"', element)
    anchor = re.search(r'text-anchor="(\w+)"', element)
    words = re.search(r">([^<]*)<", element)
    assert place
    assert size
    assert anchor
    assert words
    align = {"start": "left", "middle": "center", "end": "right"}[anchor[1]]
    assert float(size[1]) >= 11
    text = words[1].replace("&amp;", "&")
    bold = 'font-weight="700"' in element
    box = text_box([text], float(place[1]), float(place[2]), float(size[1]), align, bold)  # type: ignore[arg-type]
    return text, box
