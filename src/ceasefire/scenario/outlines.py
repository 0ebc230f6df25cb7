"""Reads GeoJSON of a pack: collections of features with their places, and outlines for a map."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ceasefire.core.errors import Problem
from ceasefire.scenario.problems import Place, Problems, quoted
from ceasefire.scenario.text import TABLE_LIMIT, read_text

__all__ = ["check_outlines", "features_of", "on_earth", "positions", "read_outlines"]

_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')
_SHAPE = "Make it a FeatureCollection of Polygons or MultiPolygons"


def features_of(path: Path, shape: str, problems: Problems) -> list[tuple[Place, Any]] | None:
    """Return the features of a file with their places, or None with the reason noted.

    ``shape`` is the advice for a file that holds something else.
    """
    text = read_text(path, TABLE_LIMIT, problems)
    return None if text is None else _features_in(str(path), text, shape, problems)


def _features_in(
    file: str, text: str, shape: str, problems: Problems
) -> list[tuple[Place, Any]] | None:
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        what = f"This is not JSON: {error.msg}"
        problems.note(file, (error.lineno, error.colno), what, "", "Export the file again")
        return None
    except (ValueError, RecursionError) as error:
        problems.note(file, (1, 1), f"This is not GeoJSON: {error}", "", "Export the file again")
        return None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        problems.note(file, (1, 1), "The file is not a FeatureCollection", "", shape)
        return None
    if not isinstance(features, list):
        problems.note(file, (1, 1), "The FeatureCollection has no list of features", "", shape)
        return None
    starts = [text.count("\n", 0, found.start()) + 1 for found in _FEATURE.finditer(text)]
    places = starts if len(starts) == len(features) else [1] * len(features)
    return [((line, 1), feature) for line, feature in zip(places, features, strict=True)]


def check_outlines(path: Path, problems: Problems) -> list[tuple[float, float]]:
    """Note what is wrong with a file of outlines; return its points (degrees), none if wrong."""
    text = read_text(path, TABLE_LIMIT, problems)
    if text is None:
        return []
    points, found = _outlines_in(str(path), text)
    problems.extend(found)
    return list(points)


@lru_cache(maxsize=16)
def _outlines_in(
    file: str, text: str
) -> tuple[tuple[tuple[float, float], ...], tuple[Problem, ...]]:
    """Return the points of outlines, and what is wrong; a pack is loaded more than once a run."""
    problems = Problems()
    points = _points_of(file, _features_in(file, text, _SHAPE, problems), problems)
    return tuple(points), tuple(problems)


def _points_of(
    file: str, features: list[tuple[Place, Any]] | None, problems: Problems
) -> list[tuple[float, float]]:
    if features is None:
        return []
    points: list[tuple[float, float]] = []
    if not features:
        problems.note(file, (1, 1), "The FeatureCollection has no features", "", _SHAPE)
    for number, (place, feature) in enumerate(features, 1):
        what = _wrong(feature)
        if what:
            problems.note(file, place, f"Feature {number} {what}", "", _SHAPE)
            return []
        for ring in (ring for polygon in _polygons(feature["geometry"]) for ring in polygon):
            if not on_earth(file, place, f"of feature {number}", ring, problems):
                return []
            points += [(float(point[0]), float(point[1])) for point in ring]
    return points


def read_outlines(path: Path) -> dict[str, Any]:
    """Return a checked file of outlines: names and shapes, exterior rings clockwise.

    Spherical renderers (d3, Vega) fill what lies to the right of a ring, unlike RFC 7946: a ring
    wound the other way would fill the globe except the country.
    """
    features = []
    for feature in json.loads(path.read_text(encoding="utf-8-sig"))["features"]:
        rings = [
            [_wound(ring, clockwise=not i) for i, ring in enumerate(polygon)]
            for polygon in _polygons(feature["geometry"])
        ]
        name = (feature.get("properties") or {}).get("name", "")
        geometry = {"type": "MultiPolygon", "coordinates": rings}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Return the points (degrees) of the coordinates of a checked geometry."""
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from positions(part)


def on_earth(file: str, place: Place, name: str, points: list[Any], problems: Problems) -> bool:
    """Say whether all points are longitudes and latitudes; note the first that is not.

    ``name`` says what the points belong to, as in 'of feature 1'.
    """
    for number, point in enumerate(points, 1):
        if not _on_earth(point):
            shown = quoted(point)
            if isinstance(point, list) and len(point) <= 3:
                shown = f"[{', '.join(quoted(part) for part in point)}]"
            what = f"Point {number} {name} is outside the world: {shown}"
            why = "A point is [longitude, latitude]: -180 to 180, then -90 to 90 degrees"
            fix = "Check the order and the projection (WGS 84)"
            problems.note(file, place, what, why, fix)
            return False
    return True


def _wrong(feature: Any) -> str:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return "is not a Polygon or MultiPolygon"
    if not isinstance(feature.get("properties") or {}, dict):
        return "has properties that are not a block"
    polygons = _polygons(geometry)
    if not isinstance(polygons, list) or not polygons:
        return "has no coordinates"
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            return "has a polygon without rings"
        for ring in polygon:
            if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
                return "has a ring that is not closed, or of fewer than four points"
    return ""


def _polygons(geometry: dict[str, Any]) -> Any:
    found = geometry.get("coordinates")
    return [found] if geometry["type"] == "Polygon" else found


def _wound(ring: list[list[float]], clockwise: bool) -> list[list[float]]:
    twice_area = sum(x1 * y2 - x2 * y1 for (x1, y1, *_), (x2, y2, *_) in pairwise(ring))
    return ring if (twice_area < 0) == clockwise else ring[::-1]


def _on_earth(point: Any) -> bool:
    if not isinstance(point, list) or not 2 <= len(point) <= 3:
        return False
    # A truth value is an int to isinstance; a third number is a height.
    if not {type(x) for x in point} <= {int, float}:
        return False
    return bool(-180 <= point[0] <= 180 and -90 <= point[1] <= 90 and abs(point[-1]) <= 1e5)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")
