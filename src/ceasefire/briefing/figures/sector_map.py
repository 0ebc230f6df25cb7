"""Figure: the lines a force could be asked to watch, and the civil sites near them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from ceasefire.briefing.figures.labels import Box, beside
from ceasefire.briefing.figures.map_key import SITES, draw_notes, draw_sectors, draw_site
from ceasefire.briefing.figures.map_layers import (
    LAND,
    NEIGHBOUR,
    SEA,
    SECTOR_STYLES,
    base_map,
    halo,
    paper,
)
from ceasefire.briefing.figures.map_layout import (
    FRAMES,
    Pixel,
    Places,
    around,
    beside_line,
    borders,
    covers,
    paths,
)
from ceasefire.briefing.figures.map_names import draw_names, draw_scale
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import INK, PAPER, themed

# A town's name had better cross a coast than stand far from its dot, or cross a sector's line.
COAST_WEIGHT: Final = 0.15
# The first places beside a mark touch it; from farther ones a name may seem to be another's.
NEAR: Final = 12


def sector_map(data: Mapping[str, Any], width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the map of sectors, with its key.

    Parameters
    ----------
    data
        ``units``, ``neighbours`` and ``lines`` are GeoJSON feature collections (degrees; exterior
        rings clockwise; lines carry ``sector`` and, if known, ``licence``). ``extent``,
        ``parallels`` and ``meridian`` as in ``map_layers.base_map``. ``place`` is what the units
        show, ``credit`` who made the shapes. ``kinds`` maps a sector's id to its kind; ``names``
        as in ``map_names.draw_names``. ``sectors`` are dicts of ``number``, ``id``, ``title`` and
        ``length_text``; ``towns`` of ``name``, ``lon`` and ``lat``, the most important first;
        ``infrastructure`` of ``name``, ``kind``, ``lon``, ``lat`` and, if known, ``status``
        ("destroyed" is not drawn). ``as_of_text`` is a date in words.
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
    draw_scale(drawing.sheet, drawing.projection, drawing.places, drawing.frame)
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
        self.ground = base_map(
            data["units"]["features"],
            data["neighbours"]["features"],
            (frame.map_width, frame.map_height),
            frame.margin,
            data["extent"],
            data["parallels"],
            data["meridian"],
        )
        self.projection = self.ground.projection
        self.routes: dict[str, list[list[Pixel]]] = {}
        self.places = Places(Box(5, 5, frame.map_width - 5, frame.map_height - 5))
        for line in data["lines"]["features"]:
            routes = self.routes.setdefault(line["properties"]["sector"], [])
            for piece in paths(line["geometry"]):
                routes.append([self.projection.pixel(*point) for point in piece])
        self.shapes = {
            colour: [
                [self.projection.pixel(*point) for point in ring]
                for shape in data[layer]["features"]
                for ring in paths(shape["geometry"])
            ]
            for layer, colour in (("units", LAND), ("neighbours", NEIGHBOUR))
        }
        self.styles = {sector: SECTOR_STYLES[data["kinds"][sector]] for sector in self.routes}
        self.places.add_lines(route for routes in self.routes.values() for route in routes)
        self.middle = (frame.map_width / 2, frame.map_height / 2)
        self.drawn: list[tuple[str, Pixel]] = []
        self.halos: list[dict[str, Any]] = []
        self.sheet = Sheet(width, self.description())

    def description(self) -> str:
        """Return what the drawing shows, in words, for those who cannot see it."""
        sectors = "; ".join(f"{s['title']}, {s['length_text']}" for s in self.data["sectors"])
        return (
            f"Map of {self.data['place']}, with the sectors a force could watch as of "
            f"{self.data['as_of_text']}: {sectors}. It shows no positions."
        )

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
        self.places.add_lines(
            (
                [self.projection.pixel(*point) for point in border]
                for border in borders(self.data["units"]["features"])
            ),
            COAST_WEIGHT,
        )
        for i, (name, mark, dot) in enumerate(waiting):
            self.places.taken.remove(mark)
            spots = beside([name], mark, size, reach=3)
            boxes = [spot.box for spot in spots]
            chosen = self.places.cheapest(boxes[:NEAR])
            if chosen is None:
                chosen = self.places.cheapest(boxes)
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
                    "colour": self.ground_at(_middle(spot.box)),
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
        """Name countries and seas."""
        self.places.clearance = 1.5
        self.places.add_lines(ring for rings in self.shapes.values() for ring in rings)
        names, size = self.data["names"], self.frame.small
        draw_names(self.sheet, names, self.projection, self.places, size)

    def ground_at(self, at: Pixel) -> str:
        """Return the colour of the map at a pixel."""
        for colour, rings in self.shapes.items():
            if sum(covers(ring, at) for ring in rings) % 2:
                return colour
        return SEA

    def spec(self) -> dict[str, Any]:
        """Return the finished specification: ground, then paper around the map, then the words."""
        frame = self.frame
        lines = self.data["lines"]["features"]
        styles = [self.styles[line["properties"]["sector"]] for line in lines]
        below_sectors, samples = draw_sectors(self.sheet, self.data["sectors"], self.styles, frame)
        kinds = list(dict.fromkeys(kind for kind, _ in self.drawn))
        end = draw_notes(self.sheet, self.data, kinds, frame, below_sectors)
        height = round(max(end, frame.map_height))
        corner = (frame.map_width, 0) if frame.key_left else (0, frame.map_height)
        layers = [
            *self.ground.layers,
            *self.ground.lines(lines, styles, frame.mark),
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
                "datasets": {**self.ground.datasets, **below["datasets"], **above["datasets"]},
            }
        )


def _middle(box: Box) -> Pixel:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
