"""Where things stand on a map, in pixels: the projection, and free places beside lines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.figures.labels import Box
from ceasefire.briefing.figures.theme import MIDDLE, NARROW, WIDE

Pixel = tuple[float, float]


class Frame(NamedTuple):
    """Sizes in pixels of one drawing: the map, the key beside or below it, text and marks."""

    map_width: int
    map_height: int
    margin: int
    key_left: int
    key_top: int
    towns: int  # most towns named
    kinds: int  # most kinds of site marked
    text: float
    small: float
    mark: float  # factor on lines, dots and discs


FRAMES: Final = {
    WIDE: Frame(740, 520, 36, 768, 0, 13, 3, 13, 12, 1.0),
    MIDDLE: Frame(640, 450, 30, 0, 458, 13, 3, 12.5, 12, 0.9),
    NARROW: Frame(358, 284, 12, 0, 290, 9, 2, 11.5, 11, 0.72),
}


class Extent(NamedTuple):
    """What a map shows, in degrees; across the antimeridian ``west`` is more than ``east``."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> Extent:
        """Return the extent of points (degrees), the narrower way round the Earth."""
        lons, lats = zip(*points, strict=True)
        turned = [lon % 360 for lon in lons]
        west, east = min(lons), max(lons)
        if max(turned) - min(turned) < east - west:
            west, east = ((lon + 180) % 360 - 180 for lon in (min(turned), max(turned)))
        return cls(west, min(lats), east, max(lats))

    def edge(self, parts: int = 24) -> list[tuple[float, float]]:
        """Return points along the four sides, degrees."""
        width = (self.east - self.west) % 360 or 360
        shares = [i / parts for i in range(parts + 1)]
        found = [(self.west + width * s, lat) for s in shares for lat in (self.south, self.north)]
        height = self.north - self.south
        return found + [
            (lon, self.south + height * s) for s in shares for lon in (self.west, self.east)
        ]


@dataclass(frozen=True)
class ConicConformal:
    """Lambert conformal conic projection with two standard parallels, as Vega computes it.

    Angles in degrees; ``scale`` is the Earth's radius in pixels, ``translate`` the pixel where
    the meridian crosses the equator. Source: Snyder, Map Projections: A Working Manual (1987),
    pages 104-110, on the sphere.
    """

    parallels: tuple[float, float]
    meridian: float
    scale: float = 1.0
    translate: Pixel = (0.0, 0.0)

    @classmethod
    def of(
        cls,
        extent: Extent,
        parallels: tuple[float, float] | None = None,
        meridian: float | None = None,
    ) -> ConicConformal:
        """Return the projection of an extent; what is not given is derived from it.

        The meridian is the middle one; the parallels stand a sixth of the extent from its
        southern and northern edge (Deetz and Adams's rule, in Snyder).
        """
        sixth = (extent.north - extent.south) / 6
        south, north = extent.south + sixth, extent.north - sixth
        if abs(south + north) < 2:
            # On the equator the cone would be a cylinder; a cone one degree off looks the same.
            south = north = 1.0
        middle = extent.west + ((extent.east - extent.west) % 360 or 360) / 2
        return cls(parallels or (south, north), middle if meridian is None else meridian)

    @cached_property
    def _cone(self) -> tuple[float, float]:
        """The cone's constant and the radius of the equator, for a sphere of radius one."""
        south, north = (math.radians(p) for p in self.parallels)
        n = math.sin(south)
        if south != north:
            n = math.log(math.cos(south) / math.cos(north))
            n /= math.log(_steep(north) / _steep(south))
        return n, math.cos(south) * _steep(south) ** n / n

    def pixel(self, lon: float, lat: float) -> Pixel:
        """Return the pixel (right, down) of a longitude and latitude in degrees."""
        n, f = self._cone
        # The pole the cone does not stand on is infinitely far away.
        r = f / _steep(math.radians(min(max(lat, -89.9), 89.9))) ** n
        angle = n * math.radians((lon - self.meridian + 180) % 360 - 180)
        x, y = r * math.sin(angle), f - r * math.cos(angle)
        return self.translate[0] + self.scale * x, self.translate[1] - self.scale * y

    def fitted(
        self, points: Iterable[tuple[float, float]], width: float, height: float, margin: float
    ) -> ConicConformal:
        """Return the projection that centres ``points`` (degrees) in a box of pixels."""
        unit = ConicConformal(self.parallels, self.meridian)
        xs, ys = zip(*(unit.pixel(lon, lat) for lon, lat in points), strict=True)
        scale = min(
            (width - 2 * margin) / (max(xs) - min(xs)), (height - 2 * margin) / (max(ys) - min(ys))
        )
        left = width / 2 - scale * (max(xs) + min(xs)) / 2
        top = height / 2 - scale * (max(ys) + min(ys)) / 2
        return ConicConformal(self.parallels, self.meridian, scale, (left, top))


def _steep(latitude: float) -> float:
    """Return the tangent of half the angle from the south pole to a latitude (radians)."""
    return math.tan(math.pi / 4 + latitude / 2)


def paths(geometry: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """Return the lines, or the rings of the polygons, of a GeoJSON geometry (degrees)."""
    found: list[list[tuple[float, float]]] = []
    pending = [geometry["coordinates"]]
    while pending:
        item = pending.pop(0)
        if isinstance(item[0][0], int | float):
            found.append([(float(point[0]), float(point[1])) for point in item])
        else:
            pending.extend(item)
    return found


def borders(shapes: Iterable[Mapping[str, Any]]) -> list[list[tuple[float, float]]]:
    """Return the borders that shapes do not share with each other: coasts and outer borders."""
    rings = [ring for shape in shapes for ring in paths(shape["geometry"])]
    shared = Counter(frozenset(edge) for ring in rings for edge in pairwise(ring))
    found: list[list[tuple[float, float]]] = []
    for ring in rings:
        goes_on = False
        for start, end in pairwise(ring):
            own = shared[frozenset((start, end))] == 1
            if own and goes_on:
                found[-1].append(end)
            elif own:
                found.append([start, end])
            goes_on = own
    return found


def covers(ring: Sequence[Pixel], at: Pixel) -> bool:
    """Tell whether a closed ring goes round a point."""
    x, y = at
    crossings = sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in pairwise(ring)
    )
    return crossings % 2 == 1


def around(at: Pixel, reach: float) -> Box:
    """Return the square of half-side ``reach`` pixels about a point."""
    return Box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


@dataclass
class Places:
    """What is taken on a map: boxes that nothing may cover, lines that words should not cross.

    ``lines`` holds points on the lines in pixels and what covering each costs, shape (points, 3).
    """

    frame: Box
    taken: list[Box] = field(default_factory=list)
    lines: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 3)))
    clearance: float = 4.0  # pixels between a line's middle and a word

    def add_lines(
        self, lines: Iterable[Sequence[Pixel]], weight: float = 1.0, step: float = 3.0
    ) -> None:
        """Take the pixels along lines, one every ``step``; covering one costs ``weight``."""
        points: list[Pixel] = []
        for (x1, y1), (x2, y2) in (piece for path in lines for piece in pairwise(path)):
            parts = max(1, math.ceil(math.hypot(x2 - x1, y2 - y1) / step))
            shares = [i / parts for i in range(parts)]
            points += [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in shares]
        found = np.array(points).reshape(-1, 2)
        frame, near = self.frame, 20.0
        low, high = (frame.left - near, frame.top - near), (frame.right + near, frame.bottom + near)
        seen = ((found >= low) & (found <= high)).all(axis=1)
        weighed = np.column_stack([found[seen], np.full(int(seen.sum()), weight)])
        self.lines = np.concatenate([self.lines, weighed])

    def cost(self, box: Box) -> float:
        """Return what the line pixels a box covers cost; infinite where it is not allowed."""
        if not box.within(self.frame) or any(box.overlaps(other, 1.5) for other in self.taken):
            return math.inf
        near = self.clearance
        x, y, weight = self.lines.T
        across = (x > box.left - near) & (x < box.right + near)
        return float(weight[across & (y > box.top - near) & (y < box.bottom + near)].sum())

    def cheapest(self, boxes: Sequence[Box], limit: float = math.inf) -> int | None:
        """Take the box that covers least of the lines, earlier ones first, and return its index.

        None if no box is free for less than ``limit``.
        """
        costs = [self.cost(box) for box in boxes]
        allowed = [i for i, cost in enumerate(costs) if cost < limit]
        best = min(allowed, key=lambda i: 4 * costs[i] + i, default=None)
        if best is None:
            return None
        self.taken.append(boxes[best])
        return best


def beside_line(path: Sequence[Pixel], reach: float, centre: Pixel) -> list[Pixel]:
    """Return points ``reach`` pixels from a line: near its middle, then away from ``centre``."""
    path = [a for a, b in pairwise(path) if a != b] + list(path[-1:])
    steps = [math.dist(a, b) for a, b in pairwise(path)]
    spots: list[Pixel] = []
    if not steps:
        return spots
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75):
        run, i = share * sum(steps), 0
        while run > steps[i]:
            run -= steps[i]
            i += 1
        (x1, y1), (x2, y2) = path[i], path[i + 1]
        x, y = x1 + (x2 - x1) * run / steps[i], y1 + (y2 - y1) * run / steps[i]
        turns = [math.pi / 4 * turn for turn in range(8)]
        ring = [(x + reach * math.cos(turn), y + reach * math.sin(turn)) for turn in turns]
        spots += sorted(ring, key=lambda spot: -math.dist(spot, centre))
    return spots
