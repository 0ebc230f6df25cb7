"""The map of a pack: every mistake has its place, and a run folder holds what the map needs."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ceasefire.scenario import check, content_hash, load, write
from ceasefire.scenario.map_file import map_view
from ceasefire.scenario.outlines import read_outlines

MAP = """\
format: 1
place: Toyland
credit: "Shapes: made for a test."  # a comment
sectors:
  outlines: toyland.geojson
  neighbours: others.geojson
  extent: {west: 9, south: 59, east: 13, north: 61.5}
  names:
    - {name: Elsewhere, kind: country, lon: 12.5, lat: 60}
  towns:
    - {name: Toytown, lon: 10.8, lat: 60.2}
"""


def collection(*rings: list[list[float]]) -> str:
    shapes = [
        {
            "type": "Feature",
            "properties": {"name": f"Unit {number}", "note": "a note"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for number, ring in enumerate(rings, 1)
    ]
    lines = ",\n".join(json.dumps(shape) for shape in shapes)
    return '{"type": "FeatureCollection", "features": [\n' + lines + "\n]}\n"


def box(west: float, south: float, east: float, north: float) -> list[list[float]]:
    """Return a ring that runs anticlockwise, as RFC 7946 asks."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@pytest.fixture
def drawn(minimal: Path) -> Path:
    """Return a copy of the minimal pack with a map."""
    folder = minimal / "geometry"
    folder.mkdir()
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    shapes = collection(box(10, 59.5, 11, 61), box(11, 59.5, 12, 61))
    (folder / "toyland.geojson").write_text(shapes, encoding="utf-8")
    (folder / "others.geojson").write_text(collection(box(12, 58, 14, 62)), encoding="utf-8")
    return minimal


def problems(pack: Path) -> list[str]:
    return [str(problem).replace(f"{pack}/", "") for problem in check(pack)]


def test_a_map_without_mistakes_loads(drawn: Path) -> None:
    assert problems(drawn) == []
    view = map_view(drawn, "sectors")
    assert view is not None
    assert (view.place, view.extent, view.parallels) == ("Toyland", (9, 59, 13, 61.5), None)
    assert [town.name for town in view.towns] == ["Toytown"]
    assert map_view(drawn, "network") is None


def test_a_pack_may_have_no_map(minimal: Path) -> None:
    assert problems(minimal) == []
    assert map_view(minimal, "sectors") is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("format: 1", "format: 2", "map.yaml:1:9: "),
        ("place: Toyland", "plaice: Toyland", "map.yaml:2:1: The key 'plaice'"),
        ("credit:", "#", "map.yaml:1:1: "),
        ("toyland.geojson", "toylnd.geojson", "map.yaml:5:13: The folder holds no file 'toylnd"),
        ("others.geojson", "../line.geojson", "map.yaml:6:15: "),
        ("north: 61.5", "north: 58", "map.yaml:7:11: The extent is empty"),
        ("north: 61.5", "north: 95", "map.yaml:7:49: "),
        ("kind: country", "kind: sea", "map.yaml:9:31: "),
        ("lat: 60.2", "lat: 95", "map.yaml:11:39: "),
        (
            "  towns:",
            "  projection: {parallels: [-5, 5], meridian: 11}\n  towns:",
            "map.yaml:10:15: The parallels make no cone",
        ),
        ("  towns:", "   - {", "map.yaml:10:"),
    ],
)
def test_a_mistake_in_the_file_is_named(drawn: Path, old: str, new: str, words: str) -> None:
    path = drawn / "geometry/map.yaml"
    path.write_text(MAP.replace(old, new), encoding="utf-8")
    assert any(f"geometry/{words}" in message for message in problems(drawn)), problems(drawn)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[11, 59.5]", "[211, 59.5]", "2:1: Point 2 of feature 1 is outside the world: [211,"),
        ("[11, 59.5]", "[true, 59.5]", "2:1: Point 2 of feature 1 is outside the world"),
        ("[12, 61]", "[12, null]", "3:1: Point 3 of feature 2 is outside the world"),
        ("[10, 59.5]]]", "[10, 59]]]", "2:1: Feature 1 has a ring that is not closed"),
        ('"Polygon"', '"Point"', "2:1: Feature 1 is not a Polygon"),
        ('"FeatureCollection"', '"Feature"', "not a FeatureCollection"),
        ("[\n", "[\n7,\n", "Feature 1 is not a Polygon"),
        ("]}\n", "", "This is not JSON"),
        ("[12, 61]", "[NaN, 61]", "NaN is not a number"),
    ],
)
def test_a_mistake_in_the_shapes_is_named(drawn: Path, old: str, new: str, words: str) -> None:
    path = drawn / "geometry/toyland.geojson"
    text = path.read_text(encoding="utf-8")
    assert old in text
    last = text.rfind(old) if old == "]}\n" else text.find(old)
    path.write_text(text[:last] + new + text[last + len(old) :], encoding="utf-8")
    (message,) = problems(drawn)
    assert message.startswith("geometry/toyland.geojson:")
    assert words in message


def test_a_line_of_another_place_is_refused(drawn: Path) -> None:
    line = drawn / "line.geojson"
    text = line.read_text(encoding="utf-8")
    line.write_text(text.replace("[11.5, 60.2]", "[33.3, 35.2]"), encoding="utf-8")
    (message,) = problems(drawn)
    assert "line.geojson:4:1: Feature 2 leaves the map" in message


def test_files_that_nothing_draws_and_folders_without_a_map_are_named(drawn: Path) -> None:
    folder = drawn / "geometry"
    shutil.copy(folder / "others.geojson", folder / "other.geojson")
    (folder / "PROVENANCE.md").write_text("made up", encoding="utf-8")
    (message,) = problems(drawn)
    assert "'other.geojson' is not part of the map. Perhaps you meant 'others.geojson'" in message
    (folder / "map.yaml").unlink()
    (message,) = problems(drawn)
    assert message.startswith("geometry/map.yaml: There is no such file")


def test_rings_are_wound_for_a_sphere_however_they_came(drawn: Path) -> None:
    def area(ring: list[list[float]]) -> float:
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))

    path = drawn / "geometry/toyland.geojson"
    hole = box(10.2, 60, 10.4, 60.2)
    for outer in (box(10, 59, 11, 61), box(10, 59, 11, 61)[::-1]):
        data: dict[str, Any] = json.loads(collection(outer))
        data["features"][0]["geometry"]["coordinates"].append(hole)
        path.write_text(json.dumps(data), encoding="utf-8")
        (shape,) = read_outlines(path)["features"]
        ((first, second),) = shape["geometry"]["coordinates"]
        assert area(first) < 0 < area(second)
        assert shape["properties"] == {"name": "Unit 1"}


def test_a_run_folder_holds_the_map_and_the_hash_sees_it(drawn: Path, tmp_path: Path) -> None:
    scenario = load(drawn)
    before, here = content_hash(scenario), map_view(drawn, "sectors")
    folder = write(scenario, tmp_path / "run")
    shutil.rmtree(drawn / "geometry")
    assert map_view(folder / "pack", "sectors") == here
    assert content_hash(load(folder)) == before
    assert "a comment" not in (folder / "pack/geometry/map.yaml").read_text(encoding="utf-8")
    assert content_hash(load(drawn)) != before
    assert not (folder / "pack/reference/geometry").exists()


def test_a_map_is_checked_without_lines_too(drawn: Path) -> None:
    (drawn / "line.geojson").unlink(missing_ok=True)
    assert check(drawn) == ()
    path = drawn / "geometry/map.yaml"
    path.write_text(MAP.replace("place: Toyland", "plaice: Toyland"), encoding="utf-8")
    assert "plaice" in " ".join(str(problem) for problem in check(drawn))
