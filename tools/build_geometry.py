"""Build the shipped map geometry from Natural Earth, once, at build time.

Reads ``world_map.gpkg`` (Natural Earth 1:10m, public domain) from the Debian package
``qgis-common`` and writes ``ukraine_oblasts.geojson`` and ``neighbours.geojson``.

Nothing here is needed to run ceasefire. To rebuild, with any folder for SCRATCH::

    apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb SCRATCH
    npm install --prefix SCRATCH mapshaper@0.7.70
    python3 tools/build_geometry.py SCRATCH/usr/share/qgis/resources/data/world_map.gpkg \
        --mapshaper SCRATCH/node_modules/.bin/mapshaper

All units and countries come from one layer (first-order divisions) and are simplified together as
one topology, so a border shared by two polygons stays the same line in both files. The source puts
Crimea and Sevastopol under Russia; here they are selected by their Ukrainian FIPS codes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "src/ceasefire/packs/reference/geometry"

# West, south, east, north in degrees: wider than any view of the map, so a cut is never seen.
VIEW = (18.0, 41.3, 46.0, 55.0)

# Visvalingam threshold: bends smaller than this cannot be seen at 2 km a pixel.
SIMPLIFY_M = 1200
PRECISION_DEG = 0.001

# FIPS 10-4 code of the source layer: ISO 3166-2 code, name in English.
UNITS = {
    "UP01": ("UA-71", "Cherkasy"),
    "UP02": ("UA-74", "Chernihiv"),
    "UP03": ("UA-77", "Chernivtsi"),
    "UP04": ("UA-12", "Dnipropetrovsk"),
    "UP05": ("UA-14", "Donetsk"),
    "UP06": ("UA-26", "Ivano-Frankivsk"),
    "UP07": ("UA-63", "Kharkiv"),
    "UP08": ("UA-65", "Kherson"),
    "UP09": ("UA-68", "Khmelnytskyi"),
    "UP10": ("UA-35", "Kirovohrad"),
    "UP11": ("UA-43", "Autonomous Republic of Crimea"),
    "UP12": ("UA-30", "Kyiv (city)"),
    "UP13": ("UA-32", "Kyiv Oblast"),
    "UP14": ("UA-09", "Luhansk"),
    "UP15": ("UA-46", "Lviv"),
    "UP16": ("UA-48", "Mykolaiv"),
    "UP17": ("UA-51", "Odesa"),
    "UP18": ("UA-53", "Poltava"),
    "UP19": ("UA-56", "Rivne"),
    "UP20": ("UA-40", "Sevastopol (city)"),
    "UP21": ("UA-59", "Sumy"),
    "UP22": ("UA-61", "Ternopil"),
    "UP23": ("UA-05", "Vinnytsia"),
    "UP24": ("UA-07", "Volyn"),
    "UP25": ("UA-21", "Zakarpattia"),
    "UP26": ("UA-23", "Zaporizhzhia"),
    "UP27": ("UA-18", "Zhytomyr"),
}

# Neighbours by ISO 3166-1 alpha-3, and what else lands in view.
NEIGHBOURS = {
    "BGR": "Bulgaria",
    "BLR": "Belarus",
    "GEO": "Georgia",
    "HUN": "Hungary",
    "LTU": "Lithuania",
    "MDA": "Moldova",
    "POL": "Poland",
    "ROU": "Romania",
    "RUS": "Russia",
    "SRB": "Serbia",
    "SVK": "Slovakia",
    "TUR": "Türkiye",
}


def mapshaper_arguments(source: Path, out: Path) -> list[str]:
    """Return the mapshaper arguments that write both layers into ``out``."""
    units = json.dumps({fips: iso for fips, (iso, _) in UNITS.items()})
    # The codes decide first, so the source's own view of Crimea never counts.
    code = f"fips in {units} ? {units}[fips] : adm0_a3"
    names = json.dumps({**dict(UNITS.values()), **NEIGHBOURS}, ensure_ascii=False)
    return [
        *("-i", str(source), "layers=states_provinces"),
        *("-each", f"code = {code}"),
        *("-filter", f"code in {names}"),
        *("-clip", f"bbox={','.join(map(str, VIEW))}"),
        # The source was generalised polygon by polygon; close the hairline gaps before simplifying.
        *("-snap", "interval=0.005"),
        *("-clean", "gap-fill-area=20km2"),
        *("-dissolve", "code"),
        *("-simplify", f"interval={SIMPLIFY_M}", "keep-shapes"),
        *("-filter-islands", "min-area=30km2"),
        *("-each", f"name = {names}[code]"),
        *("-sort", "code"),
        *("-filter", "code.startsWith('UA-')", "+", "name=ukraine_oblasts"),
        *("-rename-fields", "iso_3166_2=code"),
        *("-target", "states_provinces"),
        *("-filter", "!code.startsWith('UA-')", "+", "name=neighbours"),
        *("-rename-fields", "iso_3166_1=code"),
        *("-o", str(out), "target=ukraine_oblasts,neighbours", "format=geojson"),
        *(f"precision={PRECISION_DEG}", "prettify"),
    ]


def wound(ring: list[list[float]], clockwise: bool) -> list[list[float]]:
    """Return the ring (longitude, latitude in degrees) wound as asked."""
    twice_area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return ring if (twice_area < 0) == clockwise else ring[::-1]


def wound_for_sphere(geometry: dict[str, Any]) -> dict[str, Any]:
    """Wind exterior rings clockwise and holes the other way.

    Spherical renderers (d3, Vega) fill what lies to the right of a ring, unlike RFC 7946: a ring
    wound the other way would fill the globe except the country.
    """
    single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if single else geometry["coordinates"]
    turned = [[wound(r, clockwise=i == 0) for i, r in enumerate(rings)] for rings in polygons]
    return {"type": geometry["type"], "coordinates": turned[0] if single else turned}


def write_compact(source: Path, target: Path) -> int:
    """Write one feature a line and return the number of features."""
    features = [
        {
            "type": "Feature",
            "properties": feature["properties"],
            "geometry": wound_for_sphere(feature["geometry"]),
        }
        for feature in json.loads(source.read_text(encoding="utf-8"))["features"]
    ]
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    body = ",\n".join(lines)
    text = '{"type":"FeatureCollection","features":[\n' + body + "\n]}\n"
    target.write_text(text, encoding="utf-8")
    return len(features)


def main() -> None:
    """Build both files from a GeoPackage given on the command line."""
    parser = argparse.ArgumentParser(description="Build the shipped map geometry.")
    parser.add_argument("geopackage", type=Path, help="world_map.gpkg of Debian's qgis-common")
    parser.add_argument("--mapshaper", default="mapshaper", help="the mapshaper 0.7 command")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write into")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        command = [given.mapshaper, *mapshaper_arguments(given.geopackage, Path(scratch))]
        subprocess.run(command, check=True)
        given.out.mkdir(parents=True, exist_ok=True)
        for name in ("ukraine_oblasts", "neighbours"):
            target = given.out / f"{name}.geojson"
            count = write_compact(Path(scratch) / f"{name}.json", target)
            print(f"{target.name}: {count} features, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
