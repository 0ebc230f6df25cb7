"""The map is drawn where its outlines are, and nowhere else."""

import json
from pathlib import Path

from ceasefire.briefing.map_data import _touches


def line(*places):
    geometry = {"type": "LineString", "coordinates": [list(place) for place in places]}
    return {"features": [{"type": "Feature", "properties": {}, "geometry": geometry}]}


def test_a_line_elsewhere_gets_no_map(root: Path) -> None:
    shapes = root / "src/ceasefire/packs/reference/geometry/ukraine_oblasts.geojson"
    units = json.loads(shapes.read_text(encoding="utf-8"))
    assert _touches(line((37.9, 48.6), (35.1, 47.5)), units)
    assert not _touches(line((33.3, 35.2), (33.9, 35.1)), units)
    assert not _touches(line((37.9, 48.6), (33.3, 35.2)), units)
