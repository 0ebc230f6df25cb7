"""Figure: the ways by which a coalition would come, on a map: modes, crossings, reception."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import altair as alt

from ceasefire.briefing.figures.labels import (
    Box,
    Spot,
    beside,
    first_free,
    tethered,
    text_box,
    text_width,
    wrap,
)
from ceasefire.briefing.figures.map_layers import BaseMap, LineStyle, base_map, paper
from ceasefire.briefing.figures.map_layout import FRAMES, Pixel, Places, around, paths
from ceasefire.briefing.figures.map_names import draw_names, draw_scale
from ceasefire.briefing.figures.network_key import MODES, WIDTHS, Position, arc, draw_key
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import INK, PAPER, themed

__all__ = ["NetworkMap", "Node", "Way", "network_map"]

# Half the side of the square that a mark keeps free of words, in px, by role.
_REACH: Final = {"reception": 7.0, "origin": 5.0, "crossing": 4.5, "": 2.0}


@dataclass(frozen=True)
class Node:
    """A place on the way: ``role`` is ``reception``, ``origin``, ``crossing`` or empty.

    ``share`` of the force goes to a place of reception; 0 elsewhere.
    """

    name: str
    lon: float
    lat: float
    role: str = ""
    share: float = 0.0


@dataclass(frozen=True)
class Way:
    """A link that the force would use; ``tonnes`` a day are its central capacity.

    ``border`` says that it is a border crossing, from one side to the other.
    """

    mode: str
    start: Position
    end: Position
    tonnes: float
    border: bool = False


@dataclass(frozen=True)
class NetworkMap:
    """The base map, as ``scenario.map_file.map_view`` reads it, and what is drawn on it."""

    outlines: Sequence[Mapping[str, Any]]
    neighbours: Sequence[Mapping[str, Any]]
    extent: tuple[float, float, float, float] | None
    parallels: tuple[float, float] | None
    meridian: float | None
    names: tuple[Mapping[str, Any], ...]
    credit: str
    ways: tuple[Way, ...]
    nodes: tuple[Node, ...]
    description: str


def network_map(data: NetworkMap, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the network at one width in px."""
    return _Drawing(data, width).spec()


class _Drawing:
    def __init__(self, data: NetworkMap, width: int) -> None:
        self.data, self.width = data, width
        self.frame = FRAMES[width]._replace(key_left=0, key_top=0)
        wide = width == max(FRAMES)
        self.size = (760, 560) if wide else (width, round(width * 0.74))
        self.ground: BaseMap = base_map(
            data.outlines,
            data.neighbours,
            self.size,
            self.frame.margin / 3,
            data.extent,
            data.parallels,
            data.meridian,
        )
        self.key_left, self.key_top = (784.0, 0.0) if wide else (0.0, self.size[1] + 8.0)
        self.places = Places(Box(4, 4, self.size[0] - 4, self.size[1] - 4))
        self.sheet = Sheet(width, data.description)

    def spec(self) -> dict[str, Any]:
        frame = self.frame._replace(map_width=self.size[0], map_height=self.size[1])
        draw_scale(self.sheet, self.ground.projection, self.places, frame)
        self._lines_taken()
        self._nodes()
        self._far()
        self._names()
        layers = self._ways()
        used = {way.mode for way in self.data.ways}
        start = (self.key_left, self.key_top)
        end, samples = draw_key(self.sheet, used, self.data.credit, frame, start)
        height = max(end, self.size[1])
        wide = self.key_left > 0
        corner = (self.size[0], 0) if wide else (0, self.size[1])
        ground = alt.layer(
            *self.ground.layers, *layers, paper(*corner, self.width, height), *samples
        ).to_dict()
        above = self.sheet.spec(height)
        kept = {name: value for name, value in above.items() if name not in ("$schema", "config")}
        datasets = {**self.ground.datasets, **ground["datasets"], **above["datasets"]}
        return themed({**kept, "layer": ground["layer"] + above["layer"], "datasets": datasets})

    def pixel(self, at: Position) -> Pixel:
        return self.ground.projection.pixel(*at)

    def _inside(self, at: Pixel) -> bool:
        return 0 < at[0] < self.size[0] and 0 < at[1] < self.size[1]

    def _ways(self) -> list[alt.Chart]:
        """Return the layers of the links, one shape a mode and width."""
        found: dict[tuple[str, int], list[list[Position]]] = {}
        for way in self.data.ways:
            step = next(i for i, (most, _) in enumerate(WIDTHS) if way.tonnes <= most)
            found.setdefault((way.mode, step), []).append([way.start, way.end])
        order = [(mode, step) for mode in reversed(MODES) for step in range(len(WIDTHS))]
        keys = [key for key in order if key in found]
        features = [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "MultiLineString", "coordinates": found[key]},
            }
            for key in keys
        ]
        styles = [LineStyle(MODES[mode][1], WIDTHS[step][1], MODES[mode][2]) for mode, step in keys]
        return self.ground.lines(features, styles, self.frame.mark)

    def _lines_taken(self) -> None:
        routes = [[self.pixel(point) for point in arc(w.start, w.end)] for w in self.data.ways]
        self.places.add_lines(routes)

    def _nodes(self) -> None:
        """Draw the marks, then name places of reception and origins, the largest share first."""
        order = sorted(self.data.nodes, key=lambda node: (-node.share, node.role, node.name))
        marks: list[tuple[Node, Box]] = []
        for node in order:
            at = self.pixel((node.lon, node.lat))
            if not self._inside(at):
                continue
            mark, factor = self.frame.mark, self.frame.mark**0.7
            if node.role == "reception":
                self.sheet.point(*at, "square", 130 * factor, INK, PAPER, 1.2)
            elif node.role == "crossing":
                self.sheet.point(*at, "diamond", 46 * factor, PAPER, INK, 1.3)
            elif node.role == "origin":
                self.sheet.point(*at, "circle", 46 * factor, PAPER, INK, 1.4)
            else:
                self.sheet.point(*at, "circle", 12 * factor, INK, PAPER, 0.5)
            box = around(at, _REACH[node.role] * mark)
            self.places.taken.append(box)
            marks.append((node, box))
        named = [pair for pair in marks if pair[0].role in ("reception", "origin")]
        for node, box in sorted(named, key=lambda pair: pair[0].role != "reception"):
            self._name(node, box, [other for _, other in marks if other is not box])

    def _name(self, node: Node, box: Box, others: Sequence[Box]) -> None:
        """Name a place beside its own mark, where the words cover little of the lines.

        An origin goes without a name rather than have it across lines.
        """
        reception = node.role == "reception"
        size = self.frame.text if reception else self.frame.small
        text = f"{node.name} {round(100 * node.share)}%" if node.share else node.name
        found = [
            replace(spot, box=text_box([text], spot.x, spot.y, size, spot.align, reception))
            for spot in beside([text], box, size, reach=3)
        ]
        self.places.taken.remove(box)
        costs = [self.places.cost(spot.box) + index for index, spot in enumerate(found)]
        self.places.taken.append(box)
        most = math.inf if reception else 8 + 12 * self.frame.mark**4
        order = sorted((cost, i) for i, cost in enumerate(costs) if cost < most)
        spots = [found[i] for _, i in order]
        spot = first_free(spots, (), self.places.frame, 1.5, box, others)
        if spot is None and reception:
            spot = self._tethered(text, box)
        if spot is None:
            return
        self.places.taken.append(spot.box)
        if reception:
            self.sheet.plate(spot.box, 1)
        self.sheet.text(text, spot.x, spot.y, size, INK, spot.align, reception)

    def _tethered(self, text: str, box: Box) -> Spot | None:
        """Return the nearest free place above or below a mark, and draw the leader to it."""
        size = self.frame.text
        for spot, leader in tethered([text], box, size):
            wide = text_box([text], spot.x, spot.y, size, spot.align, bold=True)
            if math.isfinite(self.places.cost(wide)):
                x = (leader.left + leader.right) / 2
                self.sheet.rule(x, leader.top, x, leader.bottom, INK)
                return replace(spot, box=wide)
        return None

    def _far(self) -> None:
        """Say at the edge from where the ways come that begin outside the map."""
        frame = Box(0, 0, self.size[0], self.size[1])
        told: dict[str, Pixel] = {}
        positions = {(node.lon, node.lat): node for node in self.data.nodes}
        for way in self.data.ways:
            for start, end in ((way.start, way.end), (way.end, way.start)):
                node = positions.get(start)
                if node is None or node.role != "origin" or node.name in told:
                    continue
                track = [self.pixel(point) for point in arc(start, end, 200)]
                if self._inside(track[0]):
                    continue
                entry = next((at for at in track if self._inside(at)), None)
                if entry is not None:
                    told[node.name] = entry
        for name, entry in told.items():
            text, size = f"from {name}", self.frame.small
            lines = wrap(text, 120, size)
            width = max(text_width(line, size) for line in lines)
            x = min(max(entry[0], 8 + width / 2), frame.right - 8 - width / 2)
            ys = [entry[1] + shift for shift in (-8, 16, -22, 30, -36, 44, -50, 58)]
            spots = [Spot(x, y, "center", text_box(lines, x, y, size, "center")) for y in ys]
            spot = first_free(spots, self.places.taken, self.places.frame)
            if spot is not None:
                self.places.taken.append(spot.box)
                self.sheet.plate(spot.box, 1)
                self.sheet.lines(lines, spot.x, spot.y, size, INK, "center")

    def _names(self) -> None:
        self.places.clearance = 1.5
        for layer in (self.data.outlines, self.data.neighbours):
            self.places.add_lines(
                [self.pixel(point) for point in ring]
                for shape in layer
                for ring in paths(shape["geometry"])
            )
        names = [dict(name) for name in self.data.names]
        draw_names(self.sheet, names, self.ground.projection, self.places, self.frame.small)
