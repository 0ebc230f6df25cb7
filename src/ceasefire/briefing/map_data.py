"""What the map draws: outlines, sectors with their published lengths, towns, civil sites."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import NBSP, day, number
from ceasefire.scenario.model import Fixed, Pert, Quantiles, Quantity, Uniform

__all__ = ["length_text", "map_data"]


def map_data(reader: RunReader) -> dict[str, Any] | None:
    """Return the data of ``figures.sector_map``, or None where the pack has no line."""
    pack = Path(reader.run.folder) / "pack"
    line, shapes = pack / "line.geojson", pack / "reference" / "geometry"
    if not line.is_file() or not shapes.is_dir():
        return None
    lines = json.loads(line.read_text("utf-8"))
    units = json.loads((shapes / "ukraine_oblasts.geojson").read_text("utf-8"))
    if not _touches(lines, units):
        # The shipped outlines are of another place: no map is better than a wrong one.
        return None
    known = reader.scenario.parameters
    return {
        "units": units,
        "neighbours": json.loads((shapes / "neighbours.geojson").read_text("utf-8")),
        "lines": lines,
        "sectors": [
            {
                "number": n,
                "id": sector.id,
                "title": sector.title,
                "length_text": length_text(known[sector.length]),
            }
            for n, sector in enumerate(reader.scenario.sectors, start=1)
            if sector.length in known
        ],
        "towns": _towns(shapes / "towns.geojson"),
        "infrastructure": [
            {
                "name": row["name"],
                "kind": row["kind"],
                "lon": row["lon"],
                "lat": row["lat"],
                "status": row.get("status_2025_02"),
            }
            for row in reader.scenario.rows("infrastructure")
        ],
        "as_of_text": day(reader.scenario.as_of),
    }


def length_text(quantity: Quantity) -> str:
    """Return a length as published: a number or its range, in kilometres."""
    match quantity.value:
        case Fixed(value):
            text = number(value, published=True)
        case Uniform(low, high) | Pert(low=low, high=high) | Quantiles(p05=low, p95=high):
            text = f"{number(low, published=True)}–{number(high, published=True)}"
        case _:
            return ""
    return f"{text}{NBSP}{quantity.unit}"


def _positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _positions(part)


def _touches(lines: dict[str, Any], units: dict[str, Any]) -> bool:
    """Say whether all of the lines lie in the box around the units, give or take a degree."""
    places = np.array(
        [p for f in lines["features"] for p in _positions(f["geometry"]["coordinates"])]
    )
    outline = np.array(
        [p for f in units["features"] for p in _positions(f["geometry"]["coordinates"])]
    )
    low, high = outline.min(axis=0) - 1.0, outline.max(axis=0) + 1.0
    return bool(((places >= low) & (places <= high)).all())


def _towns(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    features = json.loads(path.read_text("utf-8"))["features"]
    places = [(f["properties"]["name"], *f["geometry"]["coordinates"]) for f in features]
    return [{"name": name, "lon": lon, "lat": lat} for name, lon, lat in places]
