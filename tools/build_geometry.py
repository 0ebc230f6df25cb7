"""Build the map geometry of the pack ukraine-2025 from Natural Earth, once, at build time.

Reads ``world_map.gpkg`` (Natural Earth 1:10m, public domain) from the Debian package
``qgis-common`` and writes, for the map of sectors, ``oblasts.geojson`` and ``neighbours.geojson``,
and for the map of the network ``ukraine.geojson`` and ``europe.geojson``.

Nothing here is needed to run ceasefire. To rebuild, with any folder for SCRATCH::

    apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb SCRATCH
    npm install --prefix SCRATCH mapshaper@0.7.70
    python3 tools/build_geometry.py SCRATCH/usr/share/qgis/resources/data/world_map.gpkg \
        --mapshaper SCRATCH/node_modules/.bin/mapshaper

All units and countries come from one layer (first-order divisions). The two files of a map are
simplified together as one topology, so a border shared by two polygons stays the same line in both.
The source puts Crimea and Sevastopol under Russia; here they are selected by their Ukrainian FIPS
codes, in both maps.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "src/ceasefire/packs/ukraine-2025/geometry"

# West, south, east, north in degrees: wider than any view of a map, so a cut is never seen.
VIEW = (18.0, 41.3, 46.0, 55.0)
EUROPE = (-32.0, 27.0, 70.0, 75.0)

# Visvalingam thresholds: smaller bends cannot be seen at 2 km a pixel, in the map of Europe at 6.
SIMPLIFY_M, SIMPLIFY_EUROPE_M = 1200, 4000
PRECISION_DEG, PRECISION_EUROPE_DEG = 0.001, 0.01

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

# In the map of Europe a country has the name the source gives it, but for these; and what the
# source holds apart and the United Nations does not, or what is a dot here, is one outline.
RENAMED = {
    "CYP": "Cyprus",
    "CZE": "Czechia",
    "FIN": "Finland",
    "KAZ": "Kazakhstan",
    "MKD": "North Macedonia",
    "PSX": "Palestine",
    "SRB": "Serbia",
    "TUR": "Türkiye",
    "UKR": "Ukraine",
}
MERGED = {"ALD": "FIN", "CYN": "CYP", "ESB": "CYP", "WSB": "CYP", "KAB": "KAZ"}


def sectors_arguments(source: Path, out: Path) -> list[str]:
    """Return the mapshaper arguments that write units and neighbours into ``out``."""
    units = json.dumps({fips: iso for fips, (iso, _) in UNITS.items()})
    # The codes decide first, so the source's own view of Crimea never counts.
    code = f"fips in {units} ? {units}[fips] : adm0_a3"
    names = json.dumps({**dict(UNITS.values()), **NEIGHBOURS}, ensure_ascii=False)
    return [
        *("-i", str(source), "layers=states_provinces"),
        *("-each", f"code = {code}"),
        *("-filter", f"code in {names}"),
        *("-each", f"name = {names}[code]"),
        *simplified(VIEW, SIMPLIFY_M, islands_km2=30),
        *("-sort", "code"),
        *("-filter", "code.startsWith('UA-')", "+", "name=oblasts"),
        *("-rename-fields", "iso_3166_2=code"),
        *("-target", "states_provinces"),
        *("-filter", "!code.startsWith('UA-')", "+", "name=neighbours"),
        *("-rename-fields", "iso_3166_1=code"),
        *("-o", str(out), "target=oblasts,neighbours", "format=geojson"),
        *(f"precision={PRECISION_DEG}", "prettify"),
    ]


def europe_arguments(source: Path, out: Path) -> list[str]:
    """Return the mapshaper arguments that write Ukraine and the countries around into ``out``."""
    units, merged, renamed = json.dumps(list(UNITS)), json.dumps(MERGED), json.dumps(RENAMED)
    code = f"{units}.includes(fips) ? 'UKR' : {merged}[adm0_a3] || adm0_a3"
    return [
        *("-i", str(source), "layers=states_provinces"),
        *("-each", f"code = {code}"),
        *("-each", f"name = {renamed}[code] || admin"),
        *simplified(EUROPE, SIMPLIFY_EUROPE_M, islands_km2=300),
        *("-sort", "code"),
        *("-filter", "code == 'UKR'", "+", "name=ukraine"),
        *("-rename-fields", "iso_3166_1=code"),
        *("-target", "states_provinces"),
        *("-filter", "code != 'UKR'", "+", "name=europe"),
        *("-rename-fields", "iso_3166_1=code"),
        *("-o", str(out), "target=ukraine,europe", "format=geojson"),
        *(f"precision={PRECISION_EUROPE_DEG}", "prettify"),
    ]


def simplified(view: tuple[float, ...], interval_m: int, islands_km2: int) -> list[str]:
    """Return the arguments that cut to a view, close gaps, dissolve by code and simplify."""
    return [
        *("-clip", f"bbox={','.join(map(str, view))}"),
        # The source was generalised polygon by polygon; close the hairline gaps before simplifying.
        *("-snap", "interval=0.005"),
        *("-clean", "gap-fill-area=20km2"),
        *("-dissolve", "code", "copy-fields=name"),
        *("-simplify", f"interval={interval_m}", "keep-shapes"),
        *("-filter-islands", f"min-area={islands_km2}km2", "remove-empty"),
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
    """Build the files from a GeoPackage given on the command line."""
    parser = argparse.ArgumentParser(description="Build the shipped map geometry.")
    parser.add_argument("geopackage", type=Path, help="world_map.gpkg of Debian's qgis-common")
    parser.add_argument("--mapshaper", default="mapshaper", help="the mapshaper 0.7 command")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write into")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for arguments in (sectors_arguments, europe_arguments):
            command = [given.mapshaper, *arguments(given.geopackage, Path(scratch))]
            subprocess.run(command, check=True)
        for name in ("oblasts", "neighbours", "ukraine", "europe"):
            target = given.out / f"{name}.geojson"
            count = write_compact(Path(scratch) / f"{name}.json", target)
            print(f"{target.name}: {count} features, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
