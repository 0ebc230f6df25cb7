"""Checks line.geojson: it draws and splits sectors and never measures them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from ceasefire.scenario.dates import last_day
from ceasefire.scenario.problems import Place, Problems, quoted, suggestion
from ceasefire.scenario.text import TABLE_LIMIT, read_text

__all__ = ["check_line", "filtered_line"]

_KEPT = ("id", "sector", "name", "title", "kind", "licence")


def check_line(path: Path, sectors: Collection[str] | None, problems: Problems) -> None:
    """Note what is wrong with a file of lines; ``sectors`` are the ids they may name, if known."""
    text = read_text(path, TABLE_LIMIT, problems)
    if text is None:
        return
    file = str(path)
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        what = f"This is not JSON: {error.msg}"
        problems.note(file, (error.lineno, error.colno), what, "", "Export the file again")
        return
    except (ValueError, RecursionError) as error:
        problems.note(file, (1, 1), f"This is not GeoJSON: {error}", "", "Export the file again")
        return
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        problems.note(file, (1, 1), "The file is not a FeatureCollection", "", _SHAPE)
    elif not isinstance(features, list):
        problems.note(file, (1, 1), "The FeatureCollection has no list of features", "", _SHAPE)
    else:
        starts = [_line_of(text, m.start()) for m in _FEATURE.finditer(text)]
        for index, feature in enumerate(features):
            place = (starts[index], 1) if len(starts) == len(features) else (1, 1)
            _check_feature(file, place, index, feature, sectors, problems)


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


_SHAPE = "Make it a FeatureCollection of LineStrings, one or more a sector"
_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')


def _check_feature(
    file: str,
    place: Place,
    index: int,
    feature: Any,
    sectors: Collection[str] | None,
    problems: Problems,
) -> None:
    name = f"Feature {index + 1}"
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        problems.note(file, place, f"{name} lacks properties or a geometry", "", _SHAPE)
        return
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
        return
    for number, point in enumerate(points, 1):
        if not _on_earth(point):
            what = f"Point {number} of {name.lower()} is outside the world: {_shown(point)}"
            why = "A point is [longitude, latitude]: -180 to 180, then -90 to 90 degrees"
            problems.note(file, place, what, why, "Check the order and the projection (WGS 84)")
            return


def _on_earth(point: Any) -> bool:
    if not isinstance(point, list) or not 2 <= len(point) <= 3:
        return False
    if any(isinstance(x, bool) or not isinstance(x, int | float) for x in point):
        return False
    return all(abs(x) <= 1e5 for x in point) and abs(point[0]) <= 180 and abs(point[1]) <= 90


def _shown(point: Any) -> str:
    if isinstance(point, list) and len(point) <= 3:
        return f"[{', '.join(quoted(part) for part in point)}]"
    return quoted(point)


def _line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")
