"""The five chart figures: valid, deterministic, honest about middles, and no label on another."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import altair as alt
import pytest
import vl_convert

from ceasefire.briefing.figures import theme
from ceasefire.briefing.figures.labels import (
    Box,
    beside,
    first_free,
    rounded,
    span,
    spread,
    text_box,
    wrap,
)
from ceasefire.briefing.figures.marks import chance_at, size_at
from ceasefire.briefing.figures.pins import PinLabel, stack_labels
from ceasefire.briefing.figures.published_sizes import (
    ComputedBand,
    FamilyRow,
    PublishedFigure,
    PublishedSizes,
    published_sizes,
)
from ceasefire.briefing.figures.requirement_by_method import (
    Claim,
    JobGroup,
    MethodRow,
    RequirementByMethod,
    RotationLine,
    Variant,
    requirement_by_method,
    requirement_pages,
)
from ceasefire.briefing.figures.rotation_pools import (
    PoolRow,
    PublishedPool,
    RotationPools,
    RotationRule,
    rotation_pools,
)
from ceasefire.briefing.figures.sheet import Axis
from ceasefire.briefing.figures.task_build_up import Step, TaskBuildUp, task_build_up
from ceasefire.briefing.figures.window_ruler import (
    Curve,
    DeclaredStrip,
    Pin,
    WindowRuler,
    window_ruler,
)
from ceasefire.briefing.figures.window_ruler import (
    TestStrip as Strip,
)

AS_OF = date(2025, 2, 1)
# Soldiers in the pool for one deployed, by rule.
MULTIPLIERS = (2.5, 3.0, 4.0, 5.0, 6.0)
# Where the options of the window stand; without a place none of its tests applies.
PLACES = ("rear", "line", "")


def _published() -> PublishedSizes:
    def figure(
        name: str, day: date, low: float | None, high: float | None, exact: bool = True
    ) -> PublishedFigure:
        label = f"{name}: a published size"
        return PublishedFigure(name, day, low, high, "deter", day > AS_OF, exact, label, name, 1)

    same_day = tuple(
        figure(name, date(2025, 1, 23), low, high)
        for name, low, high in (("A", None, 40e3), ("B", None, 50e3), ("C", 40e3, 50e3))
    )
    month_only = tuple(
        figure(f"M{i}", date(2025, 2, 28), 100e3, 100e3, exact=False) for i in range(6)
    )
    deter = FamilyRow(
        "deter",
        "Deter a new attack",
        "brigades meant to fight",
        (*same_day, figure("D", date(2025, 1, 21), 200e3, None), *month_only),
        (ComputedBand(36e3, 98e3, 50e3, 75e3), ComputedBand(4e3, 9e3, name="tripwire")),
    )
    return PublishedSizes(AS_OF, (deter, FamilyRow("none", "Not sizes", "pools", ())), "Sizes.")


def _requirement() -> RequirementByMethod:
    quantiles = (17e3, 22e3, 26e3, 31e3, 39e3)
    dots = tuple(15e3 * 1.05**i for i in range(20))
    variants = tuple(Variant(f"mission {i}", 500.0 * 2**i, 900.0 * 2**i) for i in range(7))
    return RequirementByMethod(
        (
            JobGroup("observe", "Watch", (MethodRow("By line", "n", "C", variants=variants),)),
            JobGroup(
                "deter",
                "Deter",
                (
                    MethodRow("Task by task", "n", "D", quantiles, dots),
                    MethodRow("Force ratio", "n", "E", (0, *quantiles[1:]), dots, middle=False),
                ),
            ),
            JobGroup("none", "Protect", (MethodRow("Density", reason="the army is larger."),)),
        ),
        (
            Claim(40e3, 50e3, "Ukrainian officials, Jan 2025", "officials"),
            Claim(45e3, 45e3, "another speaker, Jan 2025", "another"),
        ),
        RotationLine(
            "Rotation", "the pool behind 40,000", tuple((m, 40e3 * m) for m in MULTIPLIERS), "B"
        ),
        "Requirement.",
    )


def _build_up(steps: int = 5) -> TaskBuildUp:
    quantiles = (1e3, 2e3, 3e3, 4e3, 6e3)
    parts = tuple(
        Step(f"part {i}", 3e3, quantiles, "what it is", middle=i > 0) for i in range(steps)
    )
    return TaskBuildUp("reassure", parts, "All together", (9e3, 12e3, 14e3, 17e3, 24e3), "Build.")


def _window() -> WindowRuler:
    sizes = [5, 6, 8, 10, 10, 15, 25, 25, 30, 30, 40, 50, 60, 100, 200, 200]
    families = ("observe", "reassure", "deter", "line")
    pins = [
        Pin(f"option number {i}", families[i % 4], size * 1e3, size * 1e3, PLACES[i % 3])
        for i, size in enumerate(sizes)
    ]
    steep = Curve("combat troops", "combat", ((63e3, 0.05), (71e3, 0.5), (80e3, 0.95)))
    never = Curve("with tail", "tail", ((30e3, 0.0), (300e3, 0.4)))
    slow = tuple(
        Curve(f"{s} brigades, {p}", f"{s}, {p}", ((2e3 * s, 0.0), (16e3 * s, 1.0)), p)
        for s, p in ((1, "rear"), (3, "rear"), (6, "rear"), (6, "line"))
    )
    return WindowRuler(
        (*pins, Pin("corps", "deter", 60e3, 100e3)),
        (
            Strip("A", "Not a soft target", "chance", "not a soft target", slow),
            Strip("B", "Needs no quick help", "chance", "can wait for help", (steep, never)),
        ),
        DeclaredStrip(
            "C", "No commitment", "politics", "not too much", "declared, not measured",
            (("1%", 8_800), ("5%", 44_000), ("20%", 176_000)),
        ),
        "Window.",
    )  # fmt: skip


def _pools() -> RotationPools:
    rules = tuple(RotationRule(m, f"the rule of army {m}") for m in MULTIPLIERS)
    rear, deterrent = (tuple(force * m for m in MULTIPLIERS) for force in (25e3, 40e3))
    published = (
        PublishedPool(100e3, "analysts: 100,000", False),
        PublishedPool(120e3, "a general: 120,000", True),
    )
    return RotationPools(
        rules,
        (PoolRow(25e3, "rear", rear), PoolRow(40e3, "deterrent", deterrent, published)),
        "Pools.",
    )


FIGURES: dict[str, tuple[Any, Any]] = {
    "published_sizes": (published_sizes, _published),
    "requirement_by_method": (requirement_by_method, _requirement),
    "task_build_up": (task_build_up, _build_up),
    "window_ruler": (window_ruler, _window),
    "rotation_pools": (rotation_pools, _pools),
}
CASES = [(name, width) for name in FIGURES for width in theme.WIDTHS]


def _spec(name: str, width: int) -> dict[str, Any]:
    draw, data = FIGURES[name]
    spec: dict[str, Any] = draw(data(), width)
    return spec


def _rows(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """Rows of all layers of one mark, with the properties that the layer states once."""
    found = []
    for layer in spec["layer"]:
        if layer["mark"]["type"] == mark:
            rows = spec["datasets"][layer["data"]["name"]]
            found += [{**layer["mark"], **row} for row in rows]
    return found


@pytest.mark.parametrize(("name", "width"), CASES)
def test_spec_is_valid_themed_and_the_same_every_time(name: str, width: int) -> None:
    spec = _spec(name, width)
    alt.LayerChart.from_dict(spec)  # raises SchemaValidationError
    assert spec["width"] == width
    assert spec["description"]
    assert spec["config"] == theme.config()
    assert json.dumps(spec) == json.dumps(_spec(name, width))


@pytest.mark.parametrize(("name", "width"), CASES)
def test_no_text_overlaps_another_or_leaves_the_drawing(name: str, width: int) -> None:
    spec = _spec(name, width)
    svg = vl_convert.vegalite_to_svg(spec)
    assert f'width="{width}" height="{spec["height"]}"' in svg
    boxes = [_text_box(match) for match in re.findall(r"<text[^>]*>[^<]*</text>", svg)]
    assert len(boxes) > 10
    page = Box(-0.5, -0.5, width + 0.5, spec["height"] + 0.5)
    assert [text for text, box in boxes if not box.within(page)] == []
    hits = [(a, b) for (a, x), (b, y) in combinations(boxes, 2) if x.overlaps(y, -0.5)]
    assert hits == []


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
    text = words[1].replace("&amp;", "&")
    align = {"start": "left", "middle": "center", "end": "right"}[anchor[1]]
    bold = 'font-weight="700"' in element
    assert float(size[1]) >= 11
    x, y = float(place[1]), float(place[2])
    box = text_box([text], x, y, float(size[1]), align, bold)  # type: ignore[arg-type]
    if "rotate(270)" in element:  # about its start, upwards
        box = Box(x + box.top - y, y - (box.right - x), x + box.bottom - y, y - (box.left - x))
    return text, box


@pytest.mark.parametrize(("name", "width"), CASES)
def test_no_line_runs_through_a_text(name: str, width: int) -> None:
    svg = vl_convert.vegalite_to_svg(_spec(name, width))
    texts = [_text_box(match) for match in re.findall(r"<text[^>]*>[^<]*</text>", svg)]
    lines = [line for match in re.findall(r"<line[^>]*>", svg) if (line := _dark_line(match))]
    assert lines
    plates = [
        Box(*map(float, match))
        for match in re.findall(rf'<path d="{_RECTANGLE}" fill="{theme.PAPER}"', svg)
    ]
    plates = [Box(b.left, b.top, b.left + b.right, b.top + b.bottom) for b in plates]
    crossed = {
        text
        for text, box in texts
        if not any(box.within(plate) for plate in plates)
        and any(line.overlaps(box, -1.0) for line in lines)
    }
    assert crossed == set()


_RECTANGLE = r"M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)h[-\d.]+Z"


def _dark_line(element: str) -> Box | None:
    """The box of an upright or level line, unless it is pale, or dotted: strips cover those."""
    colour = re.search(r'stroke="(#[0-9A-Fa-f]{6})"', element)
    place = re.search(r"translate\(([-\d.]+),([-\d.]+)\)", element)
    ends = [re.search(rf' {end}="([-\d.]+)"', element) for end in ("x2", "y2")]
    assert colour
    assert place
    dx, dy = (float(end[1]) if end else 0.0 for end in ends)
    pale = colour[1].upper() in (theme.GRID, theme.RULE, "#DCD8CF", theme.PAPER)
    if pale or "stroke-dasharray" in element or (dx and dy):
        return None
    x, y = float(place[1]), float(place[2])
    return Box(min(x, x + dx), min(y, y + dy), max(x, x + dx), max(y, y + dy))


@pytest.mark.parametrize("name", list(FIGURES))
def test_ids_of_two_figures_on_one_page_cannot_meet(name: str) -> None:
    svg = vl_convert.vegalite_to_svg(_spec(name, theme.WIDE))
    assert re.findall(r'\sid="', svg) == []


def test_marks_on_one_day_stand_apart_and_on_their_side_of_the_as_of_date() -> None:
    rows = _rows(_spec("published_sizes", theme.WIDE), "point")
    marks = [row for row in rows if "id" in row]
    days = {row["id"]: date.fromisoformat(row["drawn_on"]) for row in marks}
    assert len({days["A"], days["B"], days["C"]}) == 3
    assert len({days[f"M{i}"] for i in range(6)}) == 6
    for row in marks:
        assert (days[row["id"]] > AS_OF) == (row["id"].startswith("M"))
        assert (row["fill"] == theme.PAPER) == (days[row["id"]] > AS_OF)  # hollow after as-of
        if not row["id"].startswith("M"):
            assert abs((days[row["id"]] - date.fromisoformat(row["published"])).days) <= 6


def test_at_least_points_up_and_at_most_points_down() -> None:
    spec = _spec("published_sizes", theme.WIDE)
    stems = [
        row for row in _rows(spec, "rule") if row.get("strokeWidth") == 1.5 and "drawn_on" in row
    ]
    up = [row for row in stems if row["y2"] < row["y"]]
    down = [row for row in stems if row["y2"] > row["y"]]
    assert (len(up), len(down)) == (1, 2)  # D; A and B


def test_a_row_counts_what_was_published_by_the_as_of_date() -> None:
    words = [row["text"] for row in _rows(_spec("published_sizes", theme.NARROW), "text")]
    assert "10 figures, 4 by 1 Feb 2025" in words
    assert "0 figures, 0 by 1 Feb 2025" in words


def test_no_middle_where_judgement_decides() -> None:
    spec = _spec("requirement_by_method", theme.WIDE)
    words = [row["text"] for row in _rows(spec, "text")]
    assert "26,000" in words  # the middle of the computed row
    assert "0–39,000" in words
    assert "rests on judgement: no middle" in words
    notches = [row for row in _rows(spec, "rule") if row["stroke"] == theme.PAPER]
    assert len(notches) == 1
    dots = [row for row in _rows(spec, "point") if row["strokeWidth"] == 0]
    assert len(dots) == 20


def test_a_method_that_does_not_apply_keeps_its_row_and_reason() -> None:
    words = " ".join(row["text"] for row in _rows(_spec("requirement_by_method", 1076), "text"))
    assert "Density" in words
    assert "Does not apply: the army is larger." in words


def test_a_row_with_nothing_to_draw_is_refused() -> None:
    empty = JobGroup("deter", "Deter", (MethodRow("Empty"),))
    data = RequirementByMethod((empty,), (Claim(1e4, 2e4, "a", "a"),), None, "d")
    with pytest.raises(ValueError, match="Empty: neither quantiles, variants nor a reason"):
        requirement_by_method(data, theme.WIDE)


def test_blocks_add_up_to_the_total() -> None:
    blocks = [row for row in _rows(_spec("task_build_up", theme.WIDE), "rect") if "troops" in row]
    heights = [row["troops2"] - row["troops"] for row in blocks]
    assert sum(heights[:-1]) == heights[-1] == 15_000


def test_many_steps_lie_below_each_other_on_a_narrow_page() -> None:
    spec = task_build_up(_build_up(9), theme.MIDDLE)
    across = [layer for layer in spec["layer"] if layer["encoding"]["x"].get("field") == "troops"]
    assert across


@pytest.mark.parametrize("width", theme.WIDTHS)
def test_an_option_is_marked_only_in_the_strips_of_its_place(width: int) -> None:
    data, spec = _window(), _spec("window_ruler", width)
    colours = {f.colour for f in theme.FAMILIES.values()}
    along = "y" if width == theme.WIDE else "x"
    marks = [
        row
        for row in _rows(spec, "rule")
        if row["stroke"] in colours and "troops2" in row and row["troops"] == row["troops2"]
    ]
    curves = [curve for test in data.tests for curve in test.curves]
    strips = sorted({row[along] for row in marks})
    if width == theme.WIDE:
        assert len(strips) == len(curves) + 1  # and the declared strip, which speaks of all
    for curve, strip in zip(curves, strips, strict=False):
        sizes = {row["troops"] for row in marks if row[along] == strip}
        wanted = {p.low for p in data.pins if p.place and curve.place in ("", p.place)}
        assert sizes == wanted, curve.name


@pytest.mark.parametrize("width", theme.WIDTHS)
def test_a_sheaf_names_its_ends_and_nothing_between(width: int) -> None:
    texts = {row["text"] for row in _rows(_spec("requirement_by_method", width), "text")}
    assert {"mission 0", "mission 6"} <= texts
    assert not {f"mission {i}" for i in range(1, 6)} & texts


def test_a_figure_taller_than_a_page_is_cut_between_jobs() -> None:
    data = _requirement()
    assert requirement_pages(data) == ()
    tall = replace(
        data,
        groups=tuple(replace(g, title=f"{g.title} {i}") for i in range(3) for g in data.groups),
    )
    pages = requirement_pages(tall)
    assert requirement_by_method(tall, theme.MIDDLE)["height"] > theme.PAGE
    assert len(pages) > 1
    titles = [[row["text"] for row in _rows(page, "text") if row["text"] in wanted]
              for wanted in [{g.title for g in tall.groups}] for page in pages]  # fmt: skip
    assert [title for page in titles for title in page] == [g.title for g in tall.groups]
    for page in pages:
        assert page["width"] == theme.MIDDLE
        assert page["height"] <= theme.PAGE
        words = [row["text"] for row in _rows(page, "text")]
        assert ("Rotation" in words) == (page is pages[-1])
    scales = [layer["encoding"]["x"]["scale"]["domain"] for page in pages for layer in page["layer"]
              if layer["encoding"]["x"].get("field") == "troops"]  # fmt: skip
    assert all(scale == scales[0] for scale in scales)


def test_every_pool_given_is_a_tick() -> None:
    ticks = [
        row
        for row in _rows(_spec("rotation_pools", theme.WIDE), "rule")
        if row.get("strokeWidth") == 2
    ]
    pools = {row["pool"] for row in ticks if row["pool"] == row["pool2"]}
    assert pools >= {100e3, 120e3, 160e3, 200e3, 240e3}


def test_pin_labels_are_clear_of_each_other_and_of_all_leaders() -> None:
    labels = [PinLabel(300.0 + 9 * i, ("25,000", "an option")) for i in range(12)]
    placed = stack_labels(labels, Box(0, -1e4, 1076, 0), Box(0, -50, 190, 0))
    boxes = [box for _, box in placed]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    for label, own in zip(labels, boxes, strict=True):
        leader = Box(label.x - 0.5, own.bottom, label.x + 0.5, 0)
        assert not any(leader.overlaps(box) for box in boxes if box is not own)


def test_pin_labels_without_room_are_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        stack_labels([PinLabel(5, ("a label too long",))], Box(0, -90, 20, 0), Box(0, 0, 0, 0))


def test_axis_places_and_reads_back() -> None:
    axis = Axis("troops", "log", (1e3, 1e5), (100, 300))
    assert axis.px(1e4) == pytest.approx(200)
    assert axis.value_at(200) == pytest.approx(1e4)
    assert Axis("troops", "linear", (0, 10), (0, 50)).value_at(25) == pytest.approx(5)
    with pytest.raises(TypeError, match="dates"):
        Axis("day", "utc", (AS_OF, date(2025, 3, 1)), (0, 1)).numbers()


def test_curve_reads_both_ways() -> None:
    curve = ((10.0, 0.0), (20.0, 0.5), (40.0, 1.0))
    assert chance_at(curve, 5) == 0
    assert chance_at(curve, 15) == pytest.approx(0.25)
    assert chance_at(curve, 99) == 1
    assert size_at(curve, 0.75) == pytest.approx(30)
    assert size_at(curve[:2], 0.75) is None


def test_words_of_numbers() -> None:
    assert rounded(26_431) == "26,000"
    assert rounded(0) == "0"
    assert span(17_210, 38_700) == "17,000–39,000"
    assert span(26_100, 26_400) == "26,000"


def test_labels_give_way() -> None:
    frame = Box(0, 0, 100, 100)
    assert wrap("one two three", 50, 12) == ["one two", "three"]
    assert first_free([], [], frame) is None
    placed = spread([10, 10, 10], [20, 20], 0, 100)
    assert all(b - a >= 20 - 1e-9 for a, b in pairwise(placed))


def test_a_label_is_not_placed_nearer_to_another_mark() -> None:
    own, other = Box(10, 10, 20, 20), Box(70, 10, 80, 20)
    spots = beside(["label"], own, 12)
    frame = Box(-200, -200, 200, 200)
    chosen = first_free(spots, [own, other], frame, own=own, others=[other])
    assert chosen is not None
    assert chosen.box.distance(own) < chosen.box.distance(other)
    everywhere = [Box(x, y, x + 1, y + 1) for x in (2, 28) for y in range(-30, 60)]
    assert first_free(spots, [own], frame, own=own, others=everywhere) is None


def test_families_keep_shape_and_contrast() -> None:
    assert len({(f.colour, f.shape) for f in theme.FAMILIES.values()}) == len(theme.FAMILIES)
    for family in theme.FAMILIES.values():
        assert _contrast(family.colour) >= 3
        assert _contrast(family.text) >= 4.5


def _contrast(colour: str) -> float:
    """Contrast on white by WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_ramp_ends_and_middle() -> None:
    assert theme.ramp(0) == theme.RAMP[0]
    assert theme.ramp(0.5) == theme.RAMP[2]
    assert theme.ramp(1) == theme.RAMP[-1]
