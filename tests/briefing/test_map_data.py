"""The map belongs to the pack: another place draws its own, a pack without shapes draws none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import vl_convert

from ceasefire.briefing.drawings import _map_sentence
from ceasefire.briefing.figures.sector_map import sector_map
from ceasefire.briefing.map_data import map_data, why_no_map
from ceasefire.scenario import load, write

MAP = """\
format: 1
place: two islands of a test
credit: "Shapes: made for a test."
sectors:
  outlines: islands.geojson
  names:
    - {name: Tasman Sea, kind: water, lon: 160, lat: -40, reach: 300}
  towns:
    - {name: Northtown, lon: 174.5, lat: -38.5}
    - {name: Southtown, lon: 170, lat: -44}
"""
ISLANDS = ([[173, -41], [177, -41], [175, -36], [173, -41]], [[167, -46], [171, -45], [174, -41]])


def features(kind: str, *shapes: dict[str, Any]) -> str:
    found = [
        {
            "type": "Feature",
            "properties": {key: shape[key] for key in shape if key != "at"},
            "geometry": {"type": kind, "coordinates": shape["at"]},
        }
        for shape in shapes
    ]
    return json.dumps({"type": "FeatureCollection", "features": found})


@pytest.fixture
def toy(root: Path, tmp_path: Path) -> Path:
    """Return the template as a pack of another hemisphere, with lines and shapes of its own."""
    pack = Path(shutil.copytree(root / "src/ceasefire/packs/template", tmp_path / "toy"))
    (pack / "geometry").mkdir()
    (pack / "geometry/map.yaml").write_text(MAP, encoding="utf-8")
    rings = [[[*ring, ring[0]] if ring[0] != ring[-1] else ring] for ring in ISLANDS]
    islands = features("Polygon", *({"name": "Island", "at": ring} for ring in rings))
    (pack / "geometry/islands.geojson").write_text(islands, encoding="utf-8")
    lines = features(
        "LineString",
        {"sector": "contact", "at": [[174, -39], [175, -38.8], [176, -39]]},
        {"sector": "quiet-border", "at": [[168, -45.5], [171, -44.5]]},
    )
    (pack / "line.geojson").write_text(lines, encoding="utf-8")
    return pack


def reader_of(pack: Path, folder: Path) -> Any:
    """Return what the briefing reads of a run, with the pack moved away."""
    write(load(pack), folder)
    pack.rename(pack.with_name("moved"))
    return SimpleNamespace(run=SimpleNamespace(folder=folder), scenario=load(folder))


@pytest.mark.parametrize("width", [1076, 640, 358])
def test_another_place_draws_its_own_map(toy: Path, tmp_path: Path, width: int) -> None:
    reader = reader_of(toy, tmp_path / "run")
    data = map_data(reader)
    assert data is not None
    assert why_no_map(reader) == ""
    assert data["kinds"] == {"contact": "land_contact", "quiet-border": "border_third"}
    svg = vl_convert.vegalite_to_svg(sector_map(data, width))
    for words in ("Northtown", "Contact line", "180–230", "Shapes: made for a test."):
        assert words in svg
    for elsewhere in ("Ukraine", "Kyiv", "Natural Earth", "Black Sea"):
        assert elsewhere not in svg
    # Styles follow the kind of the sector: red for contact, dots for the border of a third state.
    assert svg.count('stroke="#BB3301"') >= 2
    assert 'stroke-dasharray="' in svg
    assert "NaN" not in svg


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ("geometry", "There is no map: the pack has no outlines (geometry/map.yaml)."),
        ("line.geojson", "There is no map: the pack has no lines of its sectors (line.geojson)."),
    ],
)
def test_a_pack_without_shapes_or_lines_says_why_it_has_no_map(
    toy: Path, tmp_path: Path, missing: str, why: str
) -> None:
    path = toy / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    reader = reader_of(toy, tmp_path / "run")
    assert map_data(reader) is None
    assert why_no_map(reader) == why


def test_a_site_has_its_state_from_the_column_that_is_dated(root: Path, tmp_path: Path) -> None:
    pack = root / "src/ceasefire/packs/ukraine-2025"
    folder = write(load(pack), tmp_path / "run")
    data = map_data(
        SimpleNamespace(run=SimpleNamespace(folder=folder), scenario=load(folder))  # type: ignore[arg-type]
    )
    assert data is not None
    states = {site["name"]: site["status"] for site in data["infrastructure"]}
    assert "destroyed" in states.values()
    assert states["Zaporizhzhia NPP"] == "occupied"


LAND, RIVER, BORDER = (np.array([low, low + 10.0]) for low in (800.0, 300.0, 2000.0))


@pytest.mark.parametrize(
    ("lengths", "said"),
    [
        ((LAND, RIVER, BORDER), ("on land and", "along the water", "longer than the front")),
        ((LAND, None, None), ("all of it on land.",)),
        ((None, RIVER, None), ("all of it along the water.",)),
        ((None, None, BORDER), ("Borders of 2,000–2,010",)),
        ((LAND, RIVER, RIVER), ("on land and", "would need watching.")),
    ],
)
def test_the_sentence_names_the_kinds_of_sector_there_are(lengths: Any, said: Any) -> None:
    text = _map_sentence(*lengths)
    for words in said:
        assert words in text
    assert ("front" in text) == (lengths[0] is not None or lengths[1] is not None)
    assert "None" not in text
