"""The shipped map: whose land is whose, and shapes that a spherical renderer fills rightly."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ceasefire.scenario.map_file import map_view

Ring = list[list[float]]
# Where forces may start from that the map of the way does not show: overseas, Iceland and Cyprus.
OUT_OF_VIEW = {
    *("AUS", "BGD", "BRA", "CAN", "CHN", "CYP", "IND", "ISL", "JPN", "KOR", "NZL", "SAU", "USA"),
}


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "src/ceasefire/packs/ukraine-2025/geometry"


@pytest.fixture(scope="module")
def units(folder: Path) -> list[dict[str, Any]]:
    return features(folder / "oblasts.geojson")


@pytest.fixture(scope="module")
def neighbours(folder: Path) -> list[dict[str, Any]]:
    return features(folder / "neighbours.geojson")


@pytest.fixture(scope="module")
def ukraine(folder: Path) -> list[dict[str, Any]]:
    return features(folder / "ukraine.geojson")


@pytest.fixture(scope="module")
def europe(folder: Path) -> list[dict[str, Any]]:
    return features(folder / "europe.geojson")


@pytest.fixture(scope="module")
def lines(root: Path) -> list[dict[str, Any]]:
    return features(root / "src/ceasefire/packs/ukraine-2025/line.geojson")


def features(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def polygons(feature: dict[str, Any]) -> list[list[Ring]]:
    geometry = feature["geometry"]
    single = geometry["type"] == "Polygon"
    found: list[list[Ring]] = [geometry["coordinates"]] if single else geometry["coordinates"]
    return found


def rings(shapes: list[dict[str, Any]]) -> Iterator[Ring]:
    for shape in shapes:
        for polygon in polygons(shape):
            yield from polygon


def twice_area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def covers(ring: Ring, lon: float, lat: float) -> bool:
    crossings = sum(
        (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in pairwise(ring)
    )
    return crossings % 2 == 1


def names_at(shapes: list[dict[str, Any]], lon: float, lat: float) -> list[str]:
    return [
        shape["properties"]["name"]
        for shape in shapes
        if any(sum(covers(r, lon, lat) for r in polygon) % 2 for polygon in polygons(shape))
    ]


def edges(shapes: list[dict[str, Any]]) -> Counter[frozenset[tuple[float, ...]]]:
    return Counter(
        frozenset((tuple(a), tuple(b))) for ring in rings(shapes) for a, b in pairwise(ring)
    )


def test_there_are_27_units_with_codes(units: list[dict[str, Any]]) -> None:
    codes = [unit["properties"]["iso_3166_2"] for unit in units]
    assert len(set(codes)) == len(codes) == 27
    assert all(re.fullmatch(r"UA-\d\d", code) for code in codes)
    assert {"UA-43", "UA-40"} < set(codes)


@pytest.mark.parametrize(
    ("lon", "lat", "unit"),
    [
        (34.10, 44.95, "Autonomous Republic of Crimea"),  # Simferopol
        (33.52, 44.60, "Sevastopol (city)"),
        (36.40, 45.34, "Autonomous Republic of Crimea"),  # Kerch
        (37.80, 48.02, "Donetsk"),
        (30.52, 50.45, "Kyiv (city)"),
    ],
)
def test_a_town_of_ukraine_lies_in_one_unit_and_no_neighbour(
    units: list[dict[str, Any]],
    neighbours: list[dict[str, Any]],
    lon: float,
    lat: float,
    unit: str,
) -> None:
    assert names_at(units, lon, lat) == [unit]
    assert names_at(neighbours, lon, lat) == []


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (39.70, 47.23, "Russia"),  # Rostov
        (38.98, 45.04, "Russia"),  # Krasnodar, across the strait from Crimea
        (27.56, 53.90, "Belarus"),  # Minsk
        (28.86, 47.01, "Moldova"),  # Chisinau
        (21.01, 52.23, "Poland"),  # Warsaw
        (26.10, 44.43, "Romania"),  # Bucharest
    ],
)
def test_a_town_abroad_lies_in_its_country_alone(
    units: list[dict[str, Any]],
    neighbours: list[dict[str, Any]],
    lon: float,
    lat: float,
    country: str,
) -> None:
    assert names_at(neighbours, lon, lat) == [country]
    assert names_at(units, lon, lat) == []


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (34.10, 44.95, "Ukraine"),  # Simferopol
        (33.56, 44.58, "Ukraine"),  # Sevastopol
        (36.30, 45.30, "Ukraine"),  # Kerch
        (37.80, 48.02, "Ukraine"),  # Donetsk
        (38.98, 45.04, "Russia"),
        (-8.0, 39.5, "Portugal"),
        (-1.5, 52.5, "United Kingdom"),
        (15.0, 60.5, "Sweden"),
        (32.8, 39.9, "Türkiye"),
        (33.5, 35.25, "Cyprus"),  # north of the buffer zone
    ],
)
def test_a_place_of_europe_lies_in_its_country_alone(
    ukraine: list[dict[str, Any]],
    europe: list[dict[str, Any]],
    lon: float,
    lat: float,
    country: str,
) -> None:
    assert names_at(ukraine + europe, lon, lat) == [country]


def test_every_node_of_the_network_in_europe_is_in_view(root: Path, folder: Path) -> None:
    view = map_view(folder.parent, "network")
    assert view is not None
    assert view.extent is not None
    west, south, east, north = view.extent
    with (folder.parent / "movement_nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = [row for row in csv.DictReader(file) if row["iso3"] not in OUT_OF_VIEW]
    assert len(nodes) > 100
    assert [
        node["id"]
        for node in nodes
        if not (west < float(node["lon"]) < east and south < float(node["lat"]) < north)
    ] == []


def test_rings_close_and_wind_for_a_sphere(
    units: list[dict[str, Any]],
    neighbours: list[dict[str, Any]],
    ukraine: list[dict[str, Any]],
    europe: list[dict[str, Any]],
) -> None:
    for shape in units + neighbours + ukraine + europe:
        for outer, *holes in polygons(shape):
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in (outer, *holes))
            assert twice_area(outer) < 0, "an exterior ring must run clockwise"
            assert all(twice_area(hole) > 0 for hole in holes)


def test_no_border_belongs_to_more_than_two_shapes(
    units: list[dict[str, Any]],
    neighbours: list[dict[str, Any]],
    ukraine: list[dict[str, Any]],
    europe: list[dict[str, Any]],
) -> None:
    assert set(edges(units + neighbours).values()) == {1, 2}
    assert set(edges(ukraine + europe).values()) == {1, 2}


def test_units_inside_the_country_share_every_piece_of_border(
    units: list[dict[str, Any]],
) -> None:
    shared = edges(units)
    inland = ("UA-71", "UA-35", "UA-53", "UA-12", "UA-61", "UA-68", "UA-30")
    for unit in units:
        if unit["properties"]["iso_3166_2"] in inland:
            assert all(shared[edge] == 2 for edge in edges([unit]))


def test_coordinates_lie_in_the_world_with_three_decimals(
    units: list[dict[str, Any]], neighbours: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> None:
    points = [point for ring in rings(units + neighbours) for point in ring]
    points += [point for line in lines for point in line["geometry"]["coordinates"]]
    assert len(points) > 3000
    for lon, lat in points:
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert (round(lon, 3), round(lat, 3)) == (lon, lat)


def test_the_map_is_small_and_says_where_it_comes_from(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.iterdir()) < 400_000
    told = (folder / "PROVENANCE.md").read_text(encoding="utf-8")
    assert all(f"`{p.name}`" in told for p in folder.iterdir() if p.name != "PROVENANCE.md")


def test_every_sector_has_one_line_without_a_length(lines: list[dict[str, Any]]) -> None:
    kept = {"id", "sector", "name", "kind", "derivation", "licence", "note"}
    assert all(set(line["properties"]) == kept for line in lines)
    assert [line["properties"]["sector"] for line in lines] == [
        "land-contact",
        "river-contact",
        "border-russia-north",
        "border-belarus",
    ]


def test_contact_lines_meet_and_run_through_ukraine(
    units: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> None:
    land, river = (line["geometry"]["coordinates"] for line in lines[:2])
    assert river[-1] == land[0]
    middle = land[len(land) // 2]
    assert names_at(units, *middle) != []


def test_towns_of_the_map_lie_in_ukraine(folder: Path, units: list[dict[str, Any]]) -> None:
    view = map_view(folder.parent, "sectors")
    assert view is not None
    assert len(view.towns) == 13
    assert all(len(names_at(units, town.lon, town.lat)) == 1 for town in view.towns)
    assert names_at(units, view.towns[0].lon, view.towns[0].lat) == ["Kyiv (city)"]
