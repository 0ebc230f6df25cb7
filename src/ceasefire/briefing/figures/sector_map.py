"""Figure: the lines a force could be asked to watch, and the civil sites near them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product
from typing import Any, Final

import altair as alt

from ceasefire.briefing.figures.labels import Box, beside, text_box
from ceasefire.briefing.figures.map_key import SITES, draw_notes, draw_sectors, draw_site
from ceasefire.briefing.figures.map_layers import LAND, ground, halo, line_style, paper
from ceasefire.briefing.figures.map_layout import (
    FRAMES,
    ConicConformal,
    Pixel,
    Places,
    around,
    beside_line,
    paths,
)
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import INK, PAPER, themed

PROJECTION: Final = ConicConformal(parallels=(46.0, 51.0), meridian=31.4)
EARTH_RADIUS_KM: Final = 6371.0
BAR_KM: Final = 200
SMALLEST_TEXT: Final = 11.0
COUNTRY, WATER = "#6B675F", "#4F6976"

# Names of countries and seas: text, longitude and latitude of the middle, how far the name may
# move and still lie in its country or sea (km), colour.
NAMES: Final = (
    ("Belarus", 28.4, 52.6, 120, COUNTRY),
    ("Russia", 38.6, 51.4, 120, COUNTRY),
    ("Poland", 22.2, 50.9, 60, COUNTRY),
    ("Romania", 25.2, 46.4, 60, COUNTRY),
    ("Moldova", 28.9, 46.85, 50, COUNTRY),
    ("Black Sea", 31.4, 44.6, 80, WATER),
    ("Sea of Azov", 36.6, 46.1, 30, WATER),
)


def sector_map(data: Mapping[str, Any], width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the map of sectors, with its key.

    Parameters
    ----------
    data
        ``units``, ``neighbours`` and ``lines`` are GeoJSON feature collections (degrees; exterior
        rings clockwise; lines carry ``sector`` and, if known, ``kind`` and ``licence``).
        ``sectors`` are dicts of ``number``, ``id``, ``title`` and ``length_text``; ``towns`` of
        ``name``, ``lon`` and ``lat``, the most important first; ``infrastructure`` of ``name``,
        ``kind``, ``lon``, ``lat`` and, if known, ``status`` ("destroyed" is not drawn).
        ``as_of_text`` is a date in words.
    width
        Pixels: 1076, 640 or 358. Towns and sites that find no room at a width are left out.

    Raises
    ------
    ValueError
        If ``width`` is not one of the three widths a figure is drawn at.
    """
    if width not in FRAMES:
        raise ValueError(f"a map is drawn {', '.join(map(str, FRAMES))} pixels wide, not {width}")
    drawing = _Drawing(data, width)
    drawing.scale_bar()
    towns = drawing.marks()
    drawing.discs()
    drawing.towns(towns)
    drawing.names()
    return drawing.spec()


class _Drawing:
    """One map at one width: what is drawn so far and which places are free."""

    def __init__(self, data: Mapping[str, Any], width: int) -> None:
        self.data, self.width, self.frame = data, width, FRAMES[width]
        frame = self.frame
        outline = [
            point
            for unit in data["units"]["features"]
            for ring in paths(unit["geometry"])
            for point in ring
        ]
        self.projection = PROJECTION.fitted(
            outline, frame.map_width, frame.map_height, frame.margin
        )
        self.styles = {
            line["properties"]["sector"]: line_style(line) for line in data["lines"]["features"]
        }
        self.routes: dict[str, list[list[Pixel]]] = {sector: [] for sector in self.styles}
        self.places = Places(Box(5, 5, frame.map_width - 5, frame.map_height - 5))
        for line in data["lines"]["features"]:
            for piece in paths(line["geometry"]):
                path = [self.projection.pixel(*point) for point in piece]
                self.routes[line["properties"]["sector"]].append(path)
                self.places.add_line(path)
        self.middle = (frame.map_width / 2, frame.map_height / 2)
        self.drawn: list[tuple[str, Pixel]] = []
        self.halos: list[dict[str, Any]] = []
        self.sheet = Sheet(width, self.description())

    def description(self) -> str:
        """Return what the drawing shows, in words, for those who cannot see it."""
        sectors = "; ".join(f"{s['title']}, {s['length_text']}" for s in self.data["sectors"])
        return (
            "Map of Ukraine in its internationally recognised borders, with the sectors a force "
            f"could watch as of {self.data['as_of_text']}: {sectors}. It shows no positions."
        )

    def scale_bar(self) -> None:
        """Draw the scale in the lower left corner, true at the standard parallels."""
        length = BAR_KM / EARTH_RADIUS_KM * self.projection.scale
        left, y = 24 * self.frame.mark**2, self.frame.map_height - 20 * self.frame.mark
        right = left + length
        for x1, y1, x2, y2 in (
            (left, y, right, y),
            (left, y - 4, left, y + 4),
            (right, y - 4, right, y + 4),
        ):
            self.sheet.rule(x1, y1, x2, y2, INK, 1.8)
        text = f"{BAR_KM}\u00a0km"
        self.sheet.text(text, (left + right) / 2, y - 7, self.frame.small, INK, "center")
        self.places.taken.append(Box(left - 4, y - 24, right + 4, y + 8))

    def marks(self) -> list[tuple[str, Box, Pixel | None]]:
        """Place nuclear plants, then towns, then other sites; return the towns still to name.

        A site in a town serves as its dot. A mark that would touch an earlier one is left out.
        """
        pixel, radius = self.projection.pixel, 2.9 * self.frame.mark**0.5
        near = 6 * self.frame.mark
        towns = [
            (town["name"], pixel(town["lon"], town["lat"]))
            for town in self.data["towns"][: self.frame.towns]
        ]
        sites = [
            (site["kind"], pixel(site["lon"], site["lat"]))
            for kind in list(SITES)[: self.frame.kinds]
            for site in self.data["infrastructure"]
            if site["kind"] == kind and site.get("status") != "destroyed"
        ]

        def first(kind: str, at: Pixel) -> bool:
            return kind == "nuclear_power_plant" or any(math.dist(at, t) < near for _, t in towns)

        self.sites([site for site in sites if first(*site)])
        waiting: list[tuple[str, Box, Pixel | None]] = []
        for name, at in towns:
            shared = [place for _, place in self.drawn if math.dist(place, at) < near]
            if shared:
                waiting.append((name, around(shared[0], 4.5 * self.frame.mark), None))
            elif self.places.cheapest([around(at, radius + 1)]) is not None:
                waiting.append((name, around(at, radius + 1), at))
        self.sites([site for site in sites if not first(*site)])
        return waiting

    def sites(self, sites: list[tuple[str, Pixel]]) -> None:
        """Draw the marks of sites that find room."""
        for kind, at in sites:
            if self.places.cheapest([around(at, 4.5 * self.frame.mark)]) is not None:
                self.drawn.append((kind, at))
                draw_site(self.sheet, kind, at, self.frame.mark)

    def towns(self, waiting: list[tuple[str, Box, Pixel | None]]) -> None:
        """Name the towns, the first in bold, each with its dot; a town without room has neither."""
        size = self.frame.text
        for i, (name, mark, dot) in enumerate(waiting):
            self.places.taken.remove(mark)
            spots = beside([name], mark, size, reach=3)
            chosen = self.places.cheapest([spot.box for spot in spots])
            if chosen is None:
                continue
            spot, bold = spots[chosen], i == 0
            self.places.taken.append(mark)
            self.sheet.text(name, spot.x, spot.y, size, INK, spot.align, bold)
            self.halos.append(
                {
                    "text": name,
                    "x": round(spot.x, 2),
                    "y": round(spot.y, 2),
                    "size": size,
                    "align": spot.align,
                    "weight": 700 if bold else 400,
                    "colour": LAND,
                }
            )
            if dot:
                area = 4 * (mark.right - dot[0] - 1) ** 2 * 0.9
                self.sheet.point(dot[0], dot[1], "circle", area, INK, PAPER, 0.9)

    def discs(self) -> None:
        """Put each sector's number in a disc beside its longest line, in the line's colour."""
        mark = self.frame.mark
        radius, size = 11 * mark**0.6, 13 * mark**0.4
        for sector in self.data["sectors"]:
            if sector["id"] not in self.routes:
                continue
            path = max(self.routes[sector["id"]], key=len)
            spots = beside_line(path, radius + 12 * mark, self.middle)
            chosen = self.places.cheapest([around(spot, radius + 1) for spot in spots])
            if chosen is not None:
                x, y = spots[chosen]
                colour, number = self.styles[sector["id"]].colour, str(sector["number"])
                self.sheet.point(x, y, "circle", math.pi * radius**2, PAPER, colour, 1.6)
                self.sheet.text(number, x, y + 0.36 * size, size, colour, "center", True)

    def names(self) -> None:
        """Name countries and seas where the words touch neither a border nor anything else."""
        for layer in ("units", "neighbours"):
            for shape in self.data[layer]["features"]:
                for border in paths(shape["geometry"]):
                    self.places.add_line([self.projection.pixel(*p) for p in border])
        self.places.clearance = 1.5
        for name, lon, lat, reach_km, colour in NAMES:
            at = self.projection.pixel(lon, lat)
            large = name if colour == WATER else name.upper()
            # A small country's name may graze its border rather than be missing.
            for text, size, graze in ((large, self.frame.small, 1), (name, SMALLEST_TEXT, 4)):
                if self.name(text, at, reach_km, size, colour, graze):
                    break

    def name(
        self, text: str, at: Pixel, reach_km: float, size: float, colour: str, graze: float
    ) -> bool:
        """Write a name as near to a pixel as there is room; tell whether there was.

        It covers fewer than ``graze`` pixels of borders.
        """
        step = 10 / EARTH_RADIUS_KM * self.projection.scale
        reach = reach_km // 10
        grid = [s for s in product(range(-12, 13), repeat=2) if math.hypot(*s) <= reach]
        grid.sort(key=lambda shift: math.hypot(*shift))
        spots = [(at[0] + i * step, at[1] + j * step) for i, j in grid]
        boxes = [text_box([text], x, y, size, "center") for x, y in spots]
        chosen = self.places.cheapest(boxes, limit=graze)
        if chosen is None:
            return False
        self.sheet.text(text, *spots[chosen], size, colour, "center")
        return True

    def spec(self) -> dict[str, Any]:
        """Return the finished specification: ground, then paper around the map, then the words."""
        frame = self.frame
        below_sectors, samples = draw_sectors(self.sheet, self.data["sectors"], self.styles, frame)
        kinds = list(dict.fromkeys(kind for kind, _ in self.drawn))
        end = draw_notes(self.sheet, self.data, kinds, frame, below_sectors)
        height = round(max(end, frame.map_height))
        corner = (frame.map_width, 0) if frame.key_left else (0, frame.map_height)
        layers = [
            *ground(self.data, self.projection, frame.map_width, frame.map_height, frame.mark),
            paper(*corner, self.width, height),
            *samples,
            halo(self.halos),
        ]
        below, above = alt.layer(*layers).to_dict(), self.sheet.spec(height)
        kept = {name: value for name, value in above.items() if name not in ("$schema", "config")}
        return themed(
            {
                **kept,
                "layer": below["layer"] + above["layer"],
                "datasets": {**below["datasets"], **above["datasets"]},
            }
        )
