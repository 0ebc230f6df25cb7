"""The map of sectors: drawn where it says, readable at each width, asking nothing of the net."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import altair
import pytest
import vl_convert

from ceasefire.briefing.figures.labels import Box, text_width
from ceasefire.briefing.figures.map_layers import base_map
from ceasefire.briefing.figures.map_layout import (
    FRAMES,
    ConicConformal,
    Extent,
    Places,
    around,
    beside_line,
    borders,
    paths,
)
from ceasefire.briefing.figures.map_names import draw_names
from ceasefire.briefing.figures.sector_map import sector_map
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.scenario.map_file import map_view

PROJECTION = ConicConformal((46.0, 51.0), 31.4)
WIDTHS = (1076, 640, 358)
SVG = "{http://www.w3.org/2000/svg}"
SITES = [
    ("Zaporizhzhia NPP", "nuclear_power_plant", 34.7, 47.5, "occupied"),
    ("Rivne NPP", "nuclear_power_plant", 25.9, 51.3, "government"),
    ("Odesa sea port", "seaport", 30.7, 46.5, "government"),
    ("Kherson sea port", "seaport", 32.6, 46.6, "closed"),
    ("Kaniv dam", "hydro_dam", 31.5, 49.8, "government"),
    ("Kakhovka dam", "hydro_dam", 33.4, 46.8, "destroyed"),
    ("Lviv rail hub", "rail_hub", 24.0, 49.8, "government"),
]


class Text(NamedTuple):
    text: str
    size: float
    box: Box


@pytest.fixture(scope="module")
def data(root: Path) -> dict[str, Any]:
    pack = root / "src/ceasefire/packs/ukraine-2025"
    view = map_view(pack, "sectors")
    assert view is not None
    rows = [
        ("land-contact", "Land contact line", "670–752\u00a0km"),
        ("river-contact", "Dnipro and former Kakhovka reservoir", "304–328\u00a0km"),
        ("border-russia-north", "State border with Russia north of the front", "1,025\u00a0km"),
        ("border-belarus", "Border with Belarus", "975–1,084\u00a0km"),
    ]
    return {
        "place": view.place,
        "credit": view.credit,
        "units": view.outlines,
        "neighbours": view.neighbours,
        "extent": view.extent,
        "parallels": view.parallels,
        "meridian": view.meridian,
        "names": [dict(name) for name in view.names],
        "lines": json.loads((pack / "line.geojson").read_text("utf-8")),
        "kinds": {
            "land-contact": "land_contact",
            "river-contact": "river_contact",
            "border-russia-north": "border_adversary",
            "border-belarus": "border_third",
        },
        "sectors": [
            {"number": i, "id": sector, "title": title, "length_text": length}
            for i, (sector, title, length) in enumerate(rows, 1)
        ],
        "towns": [dict(town) for town in view.towns],
        "infrastructure": [
            dict(zip(("name", "kind", "lon", "lat", "status"), site, strict=True)) for site in SITES
        ],
        "as_of_text": "1 February 2025",
    }


@pytest.fixture(scope="module")
def specs(data: dict[str, Any]) -> dict[int, dict[str, Any]]:
    return {width: sector_map(data, width) for width in WIDTHS}


@pytest.fixture(scope="module")
def drawings(specs: dict[int, dict[str, Any]]) -> dict[int, ElementTree.Element]:
    return {
        width: ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))
        for width, spec in specs.items()
    }


def shift(element: ElementTree.Element) -> tuple[float, float]:
    moved = re.match(r"translate\(([-\d.]+),\s*([-\d.]+)\)", element.get("transform", ""))
    return (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)


def texts(element: ElementTree.Element, x: float = 0.0, y: float = 0.0) -> list[Text]:
    """Return every text that is read, with its box in px; halos are hidden from readers."""
    if element.get("aria-hidden") == "true" and "halo" in element.get("class", ""):
        return []
    dx, dy = shift(element)
    x, y = x + dx, y + dy
    if element.tag == f"{SVG}text":
        words, size = "".join(element.itertext()), float(element.get("font-size", "")[:-2])
        width = text_width(words, size, element.get("font-weight") in ("bold", "700"))
        left = x - {"middle": width / 2, "end": width}.get(element.get("text-anchor", ""), 0.0)
        return [Text(words, size, Box(left, y - 0.72 * size, left + width, y + 0.21 * size))]
    return [text for child in element for text in texts(child, x, y)]


@pytest.mark.parametrize("width", WIDTHS)
def test_texts_are_legible_apart_and_inside(
    drawings: dict[int, ElementTree.Element], width: int
) -> None:
    svg = drawings[width]
    frame = Box(-0.5, 0, float(svg.get("width", "")) + 0.5, float(svg.get("height", "")))
    found = texts(svg)
    assert float(svg.get("width", "")) == width
    assert len(found) > 20
    assert min(text.size for text in found) >= 11
    assert [text.text for text in found if not text.box.within(frame)] == []
    assert [
        (a.text, b.text)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if a.box.overlaps(b.box)
    ] == []


@pytest.mark.parametrize(("width", "most"), [(1076, 13), (640, 13), (358, 9)])
def test_towns_are_named_up_to_their_number(
    data: dict[str, Any], drawings: dict[int, ElementTree.Element], width: int, most: int
) -> None:
    written = {text.text for text in texts(drawings[width])}
    named = [town["name"] for town in data["towns"] if town["name"] in written]
    assert {"Kyiv", "Kharkiv", "Odesa", "Simferopol"} <= set(named)
    assert most - 2 <= len(named) <= most


@pytest.mark.parametrize("width", WIDTHS)
def test_the_key_ties_numbers_to_lengths_and_states_the_limits(
    data: dict[str, Any], drawings: dict[int, ElementTree.Element], width: int
) -> None:
    written = [text.text for text in texts(drawings[width])]
    for sector in data["sectors"]:
        assert sector["length_text"] in written
        assert written.count(str(sector["number"])) == 2, "one on the map, one in the key"
    prose = " ".join(written)
    assert "as of 1 February 2025" in prose
    assert "no positions" in prose
    assert "200\u00a0km" in written
    assert {"nuclear power plant", "sea port"} <= set(written)


def test_dams_stay_off_the_phone_and_destroyed_ones_off_the_map(data: dict[str, Any]) -> None:
    def drawn_with(name: str, width: int) -> dict[str, Any]:
        sites = [site for site in data["infrastructure"] if site["name"] == name]
        return sector_map({**data, "infrastructure": sites}, width)

    assert "hydropower dam" in json.dumps(drawn_with("Kaniv dam", 1076))
    assert drawn_with("Kaniv dam", 358) == drawn_with("none", 358)
    assert drawn_with("Kakhovka dam", 1076) == drawn_with("none", 1076)
    assert drawn_with("Lviv rail hub", 1076) == drawn_with("none", 1076)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_specification_asks_nothing_of_the_net(
    specs: dict[int, dict[str, Any]], width: int
) -> None:
    assert "://" not in json.dumps(specs[width])
    assert specs[width]["config"]["background"] == "#FFFFFF"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_specification_is_valid_and_every_mark_has_a_place(
    specs: dict[int, dict[str, Any]], width: int
) -> None:
    altair.LayerChart.from_dict(specs[width], validate=True)
    svg = vl_convert.vegalite_to_svg(specs[width])
    assert not re.search(r"NaN|undefined|null|Infinity", svg)


@pytest.mark.parametrize("width", WIDTHS)
def test_vega_fills_ukraine_where_the_labels_expect_it(
    data: dict[str, Any], drawings: dict[int, ElementTree.Element], width: int
) -> None:
    frame = FRAMES[width]
    corners = [
        point
        for unit in data["units"]["features"]
        for ring in paths(unit["geometry"])
        for point in ring
    ]
    fitted = PROJECTION.fitted(corners, frame.map_width, frame.map_height, frame.margin)
    expected = [fitted.pixel(*corner) for corner in corners]
    land = [p for p in drawings[width].iter(f"{SVG}path") if p.get("fill") == "#E3DFD5"]
    drawn = " ".join(path.get("d", "") for path in land)
    pairs = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", drawn)]
    assert len(land) == 27
    # A ring wound the wrong way would fill the whole map instead.
    for found, wanted in zip(zip(*pairs, strict=True), zip(*expected, strict=True), strict=True):
        assert (min(found), max(found)) == pytest.approx((min(wanted), max(wanted)), abs=0.1)


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_are_strokes_alone(drawings: dict[int, ElementTree.Element], width: int) -> None:
    accent = [p for p in drawings[width].iter(f"{SVG}path") if p.get("stroke") == "#BB3301"]
    drawn = [path for path in accent if float(path.get("stroke-width", 0)) > 2]
    assert len(drawn) == 2, "land and river"
    assert all(path.get("fill", "none") == "none" for path in drawn)


def test_names_from_a_pack_stay_text(data: dict[str, Any]) -> None:
    sectors = [{**data["sectors"][0], "title": '<b>Line</b> & "front"'}]
    svg = vl_convert.vegalite_to_svg(sector_map({**data, "sectors": sectors}, 640))
    assert "<b>" not in svg
    assert '<b>Line</b> & "front"' in {t.text for t in texts(ElementTree.fromstring(svg))}


def test_a_pack_without_lines_or_sites_still_has_a_map(data: dict[str, Any]) -> None:
    empty = {"type": "FeatureCollection", "features": []}
    bare = {**data, "lines": empty, "sectors": [], "towns": [], "infrastructure": [], "names": []}
    svg = vl_convert.vegalite_to_svg(sector_map(bare, 358))
    assert "no positions" in svg
    assert "Lines:" not in svg


def test_another_width_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="1076, 640, 358 pixels wide, not 500"):
        sector_map(data, 500)


def test_the_projection_is_conformal_and_true_on_its_parallels() -> None:
    """Snyder (1987), page 107: scale is 1 on both standard parallels, below 1 between them."""

    def scales(lat: float, step: float = 1e-4) -> tuple[float, float]:
        radians = math.radians(step)
        here = PROJECTION.pixel(30, lat)
        north = math.dist(here, PROJECTION.pixel(30, lat + step)) / radians
        east = math.dist(here, PROJECTION.pixel(30 + step, lat)) / radians
        return north, east / math.cos(math.radians(lat))

    for lat in (46.0, 51.0):
        assert scales(lat) == pytest.approx((1, 1), abs=1e-5)
    north, east = scales(48.5)
    assert north == pytest.approx(east, abs=1e-5)
    assert 0.998 < north < 1


def test_a_box_of_points_is_centred_with_its_margin() -> None:
    corners = [(22.0, 45.0), (40.0, 45.0), (22.0, 52.0), (40.0, 52.0)]
    fitted = ConicConformal((46.0, 51.0), 31.4).fitted(corners, 400, 400, 10)
    xs, ys = zip(*(fitted.pixel(*corner) for corner in corners), strict=True)
    assert (min(xs), max(xs)) == pytest.approx((10, 390))
    assert min(ys) + max(ys) == pytest.approx(400)


def test_a_word_avoids_what_is_taken_and_prefers_not_to_cross_a_line() -> None:
    places = Places(Box(0, 0, 100, 100), taken=[Box(0, 0, 20, 20)])
    places.add_lines([[(50, 0), (50, 100)]])
    taken, across, free = Box(5, 5, 15, 15), Box(40, 40, 60, 50), Box(70, 40, 90, 50)
    assert places.cheapest([taken, across, free]) == 2
    assert places.cheapest([free, across], limit=1) is None, "free is taken now, across crosses"
    assert places.cheapest([free, across]) == 1
    assert places.cheapest([]) is None


def test_a_line_of_less_weight_is_rather_crossed_than_a_place_far_down_the_list() -> None:
    across, later = Box(40, 40, 60, 50), Box(70, 40, 90, 50)
    for weight, chosen in ((1.0, 8), (0.15, 0)):
        places = Places(Box(0, 0, 100, 100))
        places.add_lines([[(50, 0), (50, 100)]], weight)
        assert places.cheapest([across] * 8 + [later]) == chosen
    assert Places(Box(0, 0, 100, 100)).cheapest([across, across], limit=1) == 0


def test_a_name_far_from_its_middle_is_better_than_one_across_a_border() -> None:
    projection = ConicConformal((46.0, 51.0), 31.4, 600.0, (0.0, 700.0))
    x = projection.pixel(31.4, 44.6)[0]
    sheet, places = Sheet(640, "test"), Places(Box(-200, 0, 600, 400))
    places.add_lines([[(x + 3, 0), (x + 3, 400)]])
    sea = {"name": "Sea", "kind": "water", "lon": 31.4, "lat": 44.6, "reach": 900}
    draw_names(sheet, [sea], projection, places, 12)
    (box,) = places.taken
    assert not box.left < x + 3 < box.right
    draw_names(sheet, [{**sea, "reach": 0}], projection, places, 12)
    assert places.taken == [box], "left out where there is no room"


def test_the_projection_follows_from_the_extent() -> None:
    found = ConicConformal.of(Extent(-10, 36, 42, 60))
    assert found.parallels == (40, 56)
    assert found.meridian == 16
    assert ConicConformal.of(Extent(-10, 36, 42, 60), (46, 51), 0) == ConicConformal((46, 51), 0)
    across = ConicConformal.of(Extent.around([(178.0, -19.0), (-179.0, -16.0)]))
    assert across.meridian == pytest.approx(179.5)
    for extent in (Extent(95, -5, 105, 5), Extent(95, -30, 105, -10), Extent(95, 2, 105, 2.5)):
        found, lat = ConicConformal.of(extent), (extent.south + extent.north) / 2
        (x1, y1), (x2, _) = found.pixel(99, lat), found.pixel(100, lat)
        assert x2 - x1 == pytest.approx(math.radians(1) * math.cos(math.radians(lat)), rel=0.05)
        assert found.pixel(99, lat + 1)[1] < y1, "north is up"


def test_the_borders_of_a_place_are_those_it_shares_with_no_other_unit() -> None:
    def square(x: float) -> dict[str, Any]:
        ring = [[x, 0], [x, 1], [x + 1, 1], [x + 1, 0], [x, 0]]
        return {"geometry": {"type": "Polygon", "coordinates": [ring]}}

    found = borders([square(0), square(1)])
    pieces = {frozenset(piece) for path in found for piece in pairwise(path)}
    assert len(pieces) == 6
    assert frozenset(((1.0, 0.0), (1.0, 1.0))) not in pieces


def test_a_base_map_needs_something_to_show() -> None:
    with pytest.raises(ValueError, match="outlines or an extent"):
        base_map([], [], (358, 284))
    base = base_map([], [], (358, 284), 10, extent=(-10, 36, 42, 60))
    xs, ys = zip(*(base.projection.pixel(*p) for p in Extent(-10, 36, 42, 60).edge()), strict=True)
    assert min(*xs, *ys) >= 10 - 1e-9
    assert max(xs) <= 348 + 1e-9
    assert max(ys) <= 274 + 1e-9
    assert len(base.layers) == 4


def test_discs_stand_beside_the_middle_of_a_line_away_from_the_centre() -> None:
    spots = beside_line([(0.0, 0.0), (0.0, 0.0), (100.0, 0.0)], 10, (50.0, 90.0))
    assert spots[0] == pytest.approx((50, -10))
    assert all(around(spot, 10.01).top <= 0 <= around(spot, 10.01).bottom for spot in spots)
    assert beside_line([(5.0, 5.0), (5.0, 5.0)], 10, (0.0, 0.0)) == []
