"""What is written on any map: its scale, and names of countries and seas where there is room."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any, Final

from ceasefire.briefing.figures.labels import Box, text_box
from ceasefire.briefing.figures.map_layout import ConicConformal, Frame, Pixel, Places
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import INK

EARTH_RADIUS_KM: Final = 6371.0
SMALLEST_TEXT: Final = 11.0
COLOURS: Final = {"country": "#6B675F", "water": "#4F6976"}
# The scale takes at most this share of the map's width.
SCALE_SHARE: Final = 0.2


def draw_scale(sheet: Sheet, projection: ConicConformal, places: Places, frame: Frame) -> None:
    """Draw the scale in the lower left corner, true at the standard parallels."""
    length_km = _round_length(SCALE_SHARE * frame.map_width / projection.scale * EARTH_RADIUS_KM)
    left, y = 24 * frame.mark**2, frame.map_height - 20 * frame.mark
    right = left + length_km / EARTH_RADIUS_KM * projection.scale
    for x1, y1, x2, y2 in (
        (left, y, right, y),
        (left, y - 4, left, y + 4),
        (right, y - 4, right, y + 4),
    ):
        sheet.rule(x1, y1, x2, y2, INK, 1.8)
    text = f"{length_km:,g}\u00a0km"
    sheet.text(text, (left + right) / 2, y - 7, frame.small, INK, "center")
    places.taken.append(Box(left - 4, y - 24, right + 4, y + 8))


def draw_names(
    sheet: Sheet,
    names: Iterable[Mapping[str, Any]],
    projection: ConicConformal,
    places: Places,
    size: float,
) -> None:
    """Name countries and seas where the words touch neither a border nor anything else.

    ``names`` have ``name``, ``kind`` ("country" or "water"), ``lon`` and ``lat`` (degrees) and
    ``reach`` (km); ``places`` holds the borders; ``size`` is that of the words, px. A name that
    finds no room is left out.
    """
    for name in names:
        at = projection.pixel(name["lon"], name["lat"])
        step = 10 / EARTH_RADIUS_KM * projection.scale
        spots = _spots(at, int(name["reach"] // 10), step)
        large = name["name"].upper() if name["kind"] == "country" else name["name"]
        # A small country's name may graze its border rather than be missing.
        for text, height, graze in ((large, size, 1), (name["name"], SMALLEST_TEXT, 4)):
            boxes = [text_box([text], x, y, height, "center") for x, y in spots]
            chosen = places.cheapest(boxes, limit=graze)
            if chosen is not None:
                sheet.text(text, *spots[chosen], height, COLOURS[name["kind"]], "center")
                break


def _spots(at: Pixel, reach: int, step: float) -> list[Pixel]:
    """Return pixels within ``reach`` steps of a pixel, the nearest first."""
    rough = max(1, math.ceil(reach / 12))
    grid = [(i * rough, j * rough) for i, j in product(range(-12, 13), repeat=2)]
    near = sorted((s for s in grid if math.hypot(*s) <= reach), key=lambda s: math.hypot(*s))
    return [(at[0] + i * step, at[1] + j * step) for i, j in near]


def _round_length(most: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, ... that is not more than ``most``."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= most)
