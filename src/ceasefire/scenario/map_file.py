"""The map of a pack: ``geometry/map.yaml`` and the outlines beside it, checked and read.

A pack without them has no map. Shapes are for drawing alone: nothing is measured on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from ceasefire.core.errors import PackError
from ceasefire.scenario.fields import Refused, Strict, Words
from ceasefire.scenario.mistakes import validated
from ceasefire.scenario.outlines import check_outlines, read_outlines
from ceasefire.scenario.problems import NOWHERE, Problems, nearest, quoted
from ceasefire.scenario.text import YAML_LIMIT, read_text
from ceasefire.scenario.yaml_file import Block, parse, place_of

__all__ = ["MapFile", "MapName", "MapTown", "MapView", "check_map", "map_files", "map_view"]

FOLDER, FILE = "geometry", "map.yaml"

FileName = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.geojson$", max_length=80)
]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
# Beyond, a cone is almost a plane, and the rule for its parallels has no sense.
Parallel = Annotated[float, Field(ge=-85, le=85)]


class MapTown(Strict):
    """A town to find one's way by."""

    name: Words
    """Its name on the map."""
    lon: Longitude
    """Longitude in degrees."""
    lat: Latitude
    """Latitude in degrees."""


class MapName(Strict):
    """The name of a country or a sea."""

    name: Words
    """The name on the map."""
    kind: Literal["country", "water"]
    """What it names."""
    lon: Longitude
    """Longitude of its middle in degrees."""
    lat: Latitude
    """Latitude of its middle in degrees."""
    reach: Annotated[float, Field(ge=0, le=2000)] = 50
    """How far (km) the name may move and still lie in its country or sea."""


class ProjectionFile(Strict):
    """A conic projection; without it one is derived from the extent."""

    parallels: Annotated[list[Parallel], Field(min_length=2, max_length=2)]
    """The two parallels on which the scale is true, in degrees, the southern one first."""
    meridian: Longitude
    """The meridian that runs straight up, in degrees."""

    @model_validator(mode="after")
    def _a_cone(self) -> ProjectionFile:
        south, north = self.parallels
        if south > north or abs(south + north) < 2:
            fix = "Give the southern one first, and not the same on both sides of the equator"
            raise Refused("The parallels make no cone", "", fix)
        return self


class ExtentFile(Strict):
    """What a map shows; across the antimeridian, west is more than east."""

    west: Longitude
    """Western edge in degrees."""
    south: Parallel
    """Southern edge in degrees."""
    east: Longitude
    """Eastern edge in degrees."""
    north: Parallel
    """Northern edge in degrees."""

    @model_validator(mode="after")
    def _has_room(self) -> ExtentFile:
        if self.south >= self.north or self.west == self.east:
            raise Refused("The extent is empty", "", "Put south below north, west left of east")
        return self


class ViewFile(Strict):
    """One map: shapes, names and projection."""

    outlines: FileName
    """GeoJSON file of the place itself: a country or its first-order units."""
    neighbours: FileName | None = None
    """GeoJSON file of the countries around."""
    extent: ExtentFile | None = None
    """What the map shows; the extent of the outlines by default."""
    projection: ProjectionFile | None = None
    """The projection; derived from the extent by default."""
    names: list[MapName] = Field(default_factory=list, max_length=100)
    """Names of countries and seas."""
    towns: list[MapTown] = Field(default_factory=list, max_length=100)
    """Towns, the most important first."""


class MapFile(Strict):
    """The file geometry/map.yaml."""

    format: Literal[1]
    """The format of the file."""
    place: Words
    """What the outlines show, as in 'Map of ...'."""
    credit: Words
    """Who made the shapes and positions, and their licences, in a sentence or two."""
    sectors: ViewFile
    """The map of sectors."""
    network: ViewFile | None = None
    """The map of the network by which a force would come."""


@dataclass(frozen=True, slots=True)
class MapView:
    """One map of a pack, ready to draw.

    ``outlines`` and ``neighbours`` are GeoJSON feature collections (degrees, exterior rings
    clockwise); ``extent`` is west, south, east, north in degrees. What is None is derived.
    """

    place: str
    credit: str
    outlines: dict[str, Any]
    neighbours: dict[str, Any]
    extent: tuple[float, float, float, float] | None
    parallels: tuple[float, float] | None
    meridian: float | None
    names: tuple[MapName, ...]
    towns: tuple[MapTown, ...]


def check_map(pack: Path, problems: Problems) -> list[tuple[float, float]]:
    """Note what is wrong with the map of a pack.

    Return the points of the outlines of the map of sectors (degrees), none without a map.
    """
    folder = pack / FOLDER
    if not folder.exists():
        return []
    file = str(folder / FILE)
    text = read_text(folder / FILE, YAML_LIMIT, problems)
    if text is None:
        return []
    try:
        root = parse(file, text)
    except PackError as error:
        problems.extend(error.problems)
        return []
    found, _ = validated(MapFile, root, file, problems)
    if found is None:
        return []
    _check_strangers(folder, found, problems)
    return _check_shapes(folder, found, root, problems)


def map_files(pack: Path) -> dict[str, Any]:
    """Return what the map of a checked pack needs, by name: a tree for the YAML, bytes for shapes.

    Empty where the pack has no map.
    """
    found = _read(pack)
    if found is None:
        return {}
    tree = found.model_dump(mode="json", exclude_none=True)
    shapes = {name: (pack / FOLDER / name).read_bytes() for name in _shapes(found)}
    return {f"{FOLDER}/{FILE}": tree, **{f"{FOLDER}/{name}": shapes[name] for name in shapes}}


def map_view(pack: Path, which: Literal["sectors", "network"]) -> MapView | None:
    """Return one map of a checked pack, None where it has none."""
    found = _read(pack)
    view: ViewFile | None = getattr(found, which) if found is not None else None
    if found is None or view is None:
        return None
    around: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    if view.neighbours:
        around = read_outlines(pack / FOLDER / view.neighbours)
    extent, projection = view.extent, view.projection
    return MapView(
        place=found.place,
        credit=found.credit,
        outlines=read_outlines(pack / FOLDER / view.outlines),
        neighbours=around,
        extent=(extent.west, extent.south, extent.east, extent.north) if extent else None,
        parallels=(projection.parallels[0], projection.parallels[1]) if projection else None,
        meridian=projection.meridian if projection else None,
        names=tuple(view.names),
        towns=tuple(view.towns),
    )


def _read(pack: Path) -> MapFile | None:
    path = pack / FOLDER / FILE
    if not path.is_file():
        return None
    root = parse(str(path), path.read_text(encoding="utf-8-sig"))
    return MapFile.model_validate(root, context=(str(path), Problems()))


def _shapes(found: MapFile) -> list[str]:
    views = [view for view in (found.sectors, found.network) if view]
    names = [name for view in views for name in (view.outlines, view.neighbours) if name]
    return list(dict.fromkeys(names))


def _check_strangers(folder: Path, found: MapFile, problems: Problems) -> None:
    """Note files of shapes that nothing draws: a misspelt one would be lost silently."""
    used = _shapes(found)
    for path in sorted(folder.iterdir()):
        if path.suffix in (".geojson", ".json", ".yaml", ".yml") and path.name not in (*used, FILE):
            near = nearest(path.name, used)
            fix = f"Perhaps you meant '{near}'" if near else "Remove it or name it in map.yaml"
            what = f"A file named {quoted(path.name)} is not part of the map"
            problems.note(str(path), NOWHERE, what, "", fix)


def _check_shapes(
    folder: Path, found: MapFile, root: Block, problems: Problems
) -> list[tuple[float, float]]:
    points: dict[str, list[tuple[float, float]]] = {}
    for which in ("sectors", "network"):
        view = getattr(found, which)
        for key in ("outlines", "neighbours"):
            name = getattr(view, key, None)
            if name is None or name in points:
                continue
            if (folder / name).exists():
                points[name] = check_outlines(folder / name, problems)
                continue
            points[name] = []
            place = place_of(root, (which, key))
            what = f"The folder holds no file {quoted(name)}"
            there = (path.name for path in folder.glob("*.geojson"))
            near = nearest(name, there)
            fix = f"Perhaps you meant '{near}'" if near else "Add the file or remove the key"
            problems.note(str(folder / FILE), place, what, "", fix)
    return points[found.sectors.outlines]
