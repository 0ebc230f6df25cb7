"""The key of the network map: modes, widths, marks, notes; and the ways between two places."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Final

import altair as alt

from ceasefire.briefing.figures.labels import text_width, wrap
from ceasefire.briefing.figures.map_layers import LineStyle, sample
from ceasefire.briefing.figures.map_layout import Frame
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import INK, PAPER, RULE, SECONDARY

__all__ = ["MODES", "WIDTHS", "Position", "arc", "draw_key"]

Position = tuple[float, float]
# Mode: its name in the key, colour, dashes.
MODES: Final = {
    "rail": ("railway", INK, ()),
    "road": ("road", "#9A5A1B", (3.0, 1.8)),
    "sea": ("sea", "#3E7C9B", (7.0, 3.0)),
    "air": ("air, people and light loads", "#81878F", (1.5, 3.0)),
}
# Tonnes a day up to which a line is drawn this wide, in px at the full size of a map.
WIDTHS: Final = ((1_500.0, 1.3), (4_000.0, 2.4), (math.inf, 3.8))
_WORDS = ("up to 1,500", "to 4,000", "more")


def draw_key(
    sheet: Sheet, used: Collection[str], credit: str, frame: Frame, corner: tuple[float, float]
) -> tuple[float, list[alt.Chart]]:
    """Write the key and the notes; return where they end (px) and samples of the lines.

    ``used`` are the modes on the map; beside a map (``corner`` right of it) each has a line.
    """
    left, top = corner
    size, mark = frame.small, frame.mark
    y, x = top + 16, left
    samples = []
    column = left > 0
    entries = [(MODES[m][0], LineStyle(MODES[m][1], 2.4, MODES[m][2])) for m in MODES if m in used]
    widths = [
        (f"{words} tonnes a day" if not i else words, LineStyle(INK, WIDTHS[i][1]))
        for i, words in enumerate(_WORDS)
    ]
    for group in (entries, widths):
        for words, style in group:
            needed = 42 + text_width(words, size)
            if x > left and (column or x + needed > sheet.width):
                x, y = left, y + size + 8
            samples.append(sample(style, (x, y - 4), (x + 32, y - 4), mark))
            sheet.text(words, x + 40, y, size, INK)
            x += needed + 18
        x, y = left, y + size + 12
    for words, shape, area, fill in (
        ("place of reception and its share of the force", "square", 100, INK),
        ("home of a state’s part", "circle", 46, PAPER),
        ("border crossing", "diamond", 50, PAPER),
    ):
        needed = 20 + text_width(words, size)
        if x > left and (column or x + needed > sheet.width):
            x, y = left, y + size + 8
        sheet.point(x + 6, y - 4, shape, area * mark, fill, INK, 1.3)
        sheet.text(words, x + 18, y, size, INK)
        x += needed + 18
    y += size + 8
    sheet.rule(left, y - 8, sheet.width, y - 8, RULE)
    for note in (
        "Ports, railways and roads of civil transport; lines join places and do not follow "
        "tracks or lanes. Width: tonnes a day, central estimate.",
        credit,
    ):
        lines = wrap(note, sheet.width - left, size)
        y = sheet.lines(lines, left, y + 6, size, SECONDARY, leading=size + 4)
    return y, samples


def arc(start: Position, end: Position, parts: int = 24) -> list[Position]:
    """Return points (degrees) along the great circle between two, as the map draws it."""
    a, b = (_vector(*point) for point in (start, end))
    angle = math.acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True)))))
    if angle < 1e-9:
        return [start, end]
    found = []
    for i in range(parts + 1):
        s = i / parts
        u, v = (math.sin((1 - s) * angle), math.sin(s * angle))
        x, y, z = ((u * p + v * q) / math.sin(angle) for p, q in zip(a, b, strict=True))
        found.append((math.degrees(math.atan2(y, x)), math.degrees(math.asin(max(-1, min(1, z))))))
    return found


def _vector(lon: float, lat: float) -> tuple[float, float, float]:
    east, north = math.radians(lon), math.radians(lat)
    return (
        math.cos(north) * math.cos(east),
        math.cos(north) * math.sin(east),
        math.sin(north),
    )
