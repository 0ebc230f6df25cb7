"""The figures on holding, on a made-up prospects stage beside a real run."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from string import Formatter

import altair as alt
import numpy as np
import pytest
import vl_convert
from tests.briefing.made_holding import EPOCHS, made_holding

from ceasefire.briefing.figures import theme
from ceasefire.briefing.figures.labels import Align, Box, text_box
from ceasefire.briefing.holding_data import lead_view
from ceasefire.briefing.holding_drawings import holding_figures
from ceasefire.briefing.holding_figure_data import (
    fans_data,
    flips_data,
    histories_data,
    losses_data,
    sectors_data,
)
from ceasefire.briefing.model import Figure
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.sentences_holding import HOLDING_FIGURE_SENTENCES, HOLDING_FIGURE_WORDS
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Scenario

IDS = ("survival", "histories", "sectors", "losses", "provocation")
CASES = [(name, width) for name in IDS for width in theme.WIDTHS]
ALIGN: dict[str, Align] = {"start": "left", "middle": "center", "end": "right"}


@pytest.fixture(scope="module")
def reader(flagship: Run, scenario: Scenario) -> RunReader:
    run = made_holding(flagship, scenario, flips=0.6, ends_after=30)
    return RunReader(run)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def figures(reader: RunReader) -> dict[str, Figure]:
    return {figure.id: figure for figure in holding_figures(reader)}


def test_all_five_figures_are_there(figures: dict[str, Figure]) -> None:
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
    boxes = [_placed(match) for match in re.findall(r"<text[^>]*>[^<]*</text>", svg)]
    assert len(boxes) > 10
    page = Box(-0.5, -0.5, width + 0.5, spec["height"] + 0.5)
    assert [text for text, box in boxes if not box.within(page)] == []
    assert [(a, b) for (a, x), (b, y) in combinations(boxes, 2) if x.overlaps(y, -0.5)] == []


def test_the_drawing_for_paper_fits_a_page(figures: dict[str, Figure]) -> None:
    heights = {name: figure.specs["640"]["height"] for name, figure in figures.items()}
    assert {name: height for name, height in heights.items() if height > theme.PAGE} == {}


def test_a_curve_is_one_variants_share_of_histories(reader: RunReader) -> None:
    data, view = fans_data(reader), lead_view(reader)
    assert data is not None
    assert view is not None
    fan = next(fan for fan in data.fans if fan.title == view.option.title)
    shares = view.histories(view.values("holds.h2.year_5"))
    assert [curve[-1] for curve in fan.curves] == pytest.approx(list(shares.values()))
    assert all(curve[0] == 1.0 for curve in (*fan.curves, *fan.alone, fan.quiet))
    assert all(later <= now for curve in fan.curves for now, later in pairwise(curve))


def test_nothing_follows_a_collapse(reader: RunReader) -> None:
    data = histories_data(reader)
    assert data is not None
    for world in data.worlds:
        assert [len(line) for line in world.single] == [30, EPOCHS] * 3
        assert world.ended == (True, False) * 3
        assert len(world.low) == len(world.high) == EPOCHS
        assert all(0 < low <= high for low, high in zip(world.low, world.high, strict=True))


def test_sectors_are_classes_with_a_bar_in_each_world(reader: RunReader) -> None:
    data = sectors_data(reader)
    assert data is not None
    assert [world.family for world in data.worlds] == ["none", "line"]
    assert len(data.rows) == 3
    for row in data.rows:
        assert all(list(q) == sorted(q) for q in row.incidents)


def test_losses_split_the_hostile_deaths(reader: RunReader) -> None:
    data = losses_data(reader)
    assert data is not None
    for group in data.groups:
        line, away, _ = (np.array(row.quantiles) for row in group.rows)
        assert np.allclose(line, 3.0 * away)  # a quarter falls off the line


def test_a_flip_is_drawn_where_it_is(reader: RunReader, flagship: Run, scenario: Scenario) -> None:
    data = flips_data(reader)
    assert data is not None
    assert {row.ends for row in data.rows} == {(0.6, 0.6)}
    never = flips_data(RunReader(made_holding(flagship, scenario)))  # type: ignore[arg-type]
    assert never is not None
    assert {row.ends for row in never.rows} == {None}
    assert all("does not flip" in row.words for row in never.rows)


@pytest.mark.parametrize("name", HOLDING_FIGURE_SENTENCES)
def test_a_sentence_has_no_digit_outside_a_slot(name: str) -> None:
    heading = "".join(HOLDING_FIGURE_WORDS.get(name, ()))
    for literal, *_ in Formatter().parse(HOLDING_FIGURE_SENTENCES[name] + heading):
        assert not any(character.isdigit() for character in literal), literal


def _placed(element: str) -> tuple[str, Box]:
    place = re.search(r"translate\(([-\d.]+),([-\d.]+)\)", element)
    size = re.search(r'font-size="([\d.]+)px"', element)
    anchor = re.search(r'text-anchor="(\w+)"', element)
    words = re.search(r">([^<]*)<", element)
    assert place
    assert size
    assert anchor
    assert words
    assert float(size[1]) >= 11
    text, bold = words[1].replace("&amp;", "&"), 'font-weight="700"' in element
    x, y = float(place[1]), float(place[2])
    return text, text_box([text], x, y, float(size[1]), ALIGN[anchor[1]], bold)
