"""Where things stand on a map, in pixels: the projection, and free places beside lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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

    def pixel(self, lon: float, lat: float) -> Pixel:
        """Return the pixel (right, down) of a longitude and latitude in degrees."""
        south, north = (math.radians(p) for p in self.parallels)
        n = math.log(math.cos(south) / math.cos(north)) / math.log(_steep(north) / _steep(south))
        f = math.cos(south) * _steep(south) ** n / n
        r = f / _steep(math.radians(lat)) ** n
        angle = n * math.radians(lon - self.meridian)
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


def around(at: Pixel, reach: float) -> Box:
    """Return the square of half-side ``reach`` pixels about a point."""
    return Box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


@dataclass
class Places:
    """What is taken on a map: boxes that nothing may cover, lines that words should not cross.

    ``lines`` holds points on the lines in pixels, shape (points, 2).
    """

    frame: Box
    taken: list[Box] = field(default_factory=list)
    lines: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    clearance: float = 4.0  # pixels between a line's middle and a word

    def add_line(self, path: Sequence[Pixel], step: float = 3.0) -> None:
        """Take the pixels along a line, one every ``step``."""
        points: list[Pixel] = []
        for (x1, y1), (x2, y2) in pairwise(path):
            parts = max(1, math.ceil(math.hypot(x2 - x1, y2 - y1) / step))
            shares = [i / parts for i in range(parts)]
            points += [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in shares]
        self.lines = np.concatenate([self.lines, np.array(points).reshape(-1, 2)])

    def cost(self, box: Box) -> float:
        """Return how many line pixels a box covers; infinite where it is not allowed."""
        if not box.within(self.frame) or any(box.overlaps(other, 1.5) for other in self.taken):
            return math.inf
        near = self.clearance
        x, y = self.lines[:, 0], self.lines[:, 1]
        across = (x > box.left - near) & (x < box.right + near)
        return int(np.sum(across & (y > box.top - near) & (y < box.bottom + near)))

    def cheapest(self, boxes: Sequence[Box], limit: float = math.inf) -> int | None:
        """Take the box that covers least of the lines, earlier ones first, and return its index.

        None if no box is free, or if the best covers ``limit`` line pixels or more.
        """
        costs = [self.cost(box) for box in boxes]
        best = min(range(len(boxes)), key=lambda i: 4 * costs[i] + i, default=None)
        if best is None or costs[best] >= limit:
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
