"""What the map draws: outlines, sectors with their published lengths, towns, civil sites."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import NBSP, day, number
from ceasefire.scenario.map_file import map_view
from ceasefire.scenario.model import Fixed, Pert, Quantiles, Quantity, Uniform

__all__ = ["length_text", "map_data", "why_no_map"]


def map_data(reader: RunReader) -> dict[str, Any] | None:
    """Return the data of ``figures.sector_map``, or None where the pack has no map."""
    pack = Path(reader.run.folder) / "pack"
    line, view = pack / "line.geojson", map_view(pack, "sectors")
    if view is None or not line.is_file():
        return None
    known = reader.scenario.parameters
    return {
        "place": view.place,
        "credit": view.credit,
        "units": view.outlines,
        "neighbours": view.neighbours,
        "extent": view.extent,
        "parallels": view.parallels,
        "meridian": view.meridian,
        "names": [dict(name) for name in view.names],
        "towns": [dict(town) for town in view.towns],
        "lines": json.loads(line.read_text("utf-8")),
        "kinds": {sector.id: sector.kind for sector in reader.scenario.sectors},
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
        "infrastructure": [
            {
                "name": row["name"],
                "kind": row["kind"],
                "lon": row["lon"],
                "lat": row["lat"],
                "status": row["status"],
            }
            for row in reader.scenario.rows("infrastructure")
        ],
        "as_of_text": day(reader.scenario.as_of),
    }


def why_no_map(reader: RunReader) -> str:
    """Return in one line why a briefing has no map, or an empty text where it has one."""
    pack = Path(reader.run.folder) / "pack"
    missing = [
        what
        for name, what in (
            ("line.geojson", "lines of its sectors (line.geojson)"),
            ("geometry/map.yaml", "outlines (geometry/map.yaml)"),
        )
        if not (pack / name).is_file()
    ]
    return f"There is no map: the pack has no {' and no '.join(missing)}." if missing else ""


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
