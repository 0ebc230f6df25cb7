"""Checks line.geojson and its map: they draw and split sectors and never measure them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from ceasefire.scenario.dates import last_day
from ceasefire.scenario.map_file import check_map
from ceasefire.scenario.outlines import features_of, on_earth, positions
from ceasefire.scenario.problems import Place, Problems, quoted, suggestion

__all__ = ["check_line", "filtered_line"]

_KEPT = ("id", "sector", "name", "title", "kind", "licence")
_SHAPE = "Make it a FeatureCollection of LineStrings, one or more a sector"
# A simplified border may lie a little outside the outline of another source.
_MARGIN_DEG = 1.0


def check_line(path: Path, sectors: Collection[str] | None, problems: Problems) -> None:
    """Note what is wrong with a file of lines and with the map beside it that shows them.

    ``sectors`` are the ids the lines may name, if known.
    """
    outline = check_map(path.parent, problems)
    for index, (place, feature) in enumerate(features_of(path, _SHAPE, problems) or ()):
        sound = _check_feature(str(path), place, index, feature, sectors, problems)
        if sound and outline and not _inside(feature["geometry"]["coordinates"], outline):
            what = f"Feature {index + 1} leaves the map that geometry/map.yaml draws"
            fix = "Check the coordinates, or give the outlines of the place the line runs through"
            problems.note(str(path), place, what, "", fix)


def filtered_line(path: Path, as_of: date) -> str:
    """Return a checked file of lines as known on a date, without notes."""
    features = []
    for feature in json.loads(path.read_text(encoding="utf-8-sig"))["features"]:
        known_from = feature["properties"].get("known_from")
        if known_from and last_day(str(known_from)) > as_of:
            continue
        kept = {key: feature["properties"][key] for key in _KEPT if key in feature["properties"]}
        geometry = {key: feature["geometry"][key] for key in ("type", "coordinates")}
        features.append({"type": "Feature", "properties": kept, "geometry": geometry})
    data = {"type": "FeatureCollection", "features": features}
    return json.dumps(data, sort_keys=True, separators=(",", ":")) + "\n"


def _check_feature(
    file: str,
    place: Place,
    index: int,
    feature: Any,
    sectors: Collection[str] | None,
    problems: Problems,
) -> bool:
    """Return whether the geometry can be drawn."""
    name = f"Feature {index + 1}"
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        problems.note(file, place, f"{name} lacks properties or a geometry", "", _SHAPE)
        return False
    sector = properties.get("sector")
    if sectors is not None and (not isinstance(sector, str) or sector not in sectors):
        what = f"{name} names the sector {quoted(sector)}, which scenario.yaml does not have"
        problems.note(file, place, what, "", suggestion(str(sector), sectors))
    try:
        last_day(str(properties.get("known_from") or "2000"))
    except ValueError as error:
        problems.note(file, place, f"{name}: {error}", "", "Write 2025-01-31, 2025-01 or 2025")
    points = geometry.get("coordinates")
    if geometry.get("type") != "LineString" or not isinstance(points, list) or len(points) < 2:
        problems.note(file, place, f"{name} is not a LineString of two points or more", "", _SHAPE)
        return False
    return on_earth(file, place, f"of {name.lower()}", points, problems)


def _inside(points: Any, outline: list[tuple[float, float]]) -> bool:
    """Say whether points lie in the box around an outline, give or take the margin."""
    lons, lats = zip(*outline, strict=True)
    west, east = min(lons) - _MARGIN_DEG, max(lons) + _MARGIN_DEG
    south, north = min(lats) - _MARGIN_DEG, max(lats) + _MARGIN_DEG
    return all(west <= lon <= east and south <= lat <= north for lon, lat in positions(points))
