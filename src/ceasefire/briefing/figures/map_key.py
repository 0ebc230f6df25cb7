"""The key of the map: sectors with their lines and lengths, kinds of site, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from ceasefire.briefing.figures.labels import text_width, wrap
from ceasefire.briefing.figures.map_layers import LineStyle, sample
from ceasefire.briefing.figures.map_layout import Frame, Pixel
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import INK, PAPER, RULE, SECONDARY

# Kinds of civil infrastructure that are drawn: name in the key, shape, area in square px, fill.
SITES: Final = {
    "nuclear_power_plant": ("nuclear power plant", "triangle-up", 74, INK),
    "seaport": ("sea port", "square", 52, PAPER),
    "hydro_dam": ("hydropower dam", "diamond", 56, PAPER),
}


def draw_site(sheet: Sheet, kind: str, at: Pixel, factor: float) -> None:
    """Draw the mark of a kind of civil infrastructure at a pixel, ``factor`` times as large."""
    _, shape, size, fill = SITES[kind]
    edge, edge_width = (PAPER, 1.1) if fill == INK else (INK, 1.3)
    sheet.point(at[0], at[1], shape, size * factor**1.5, fill, edge, edge_width)


def draw_sectors(
    sheet: Sheet,
    sectors: Sequence[Mapping[str, Any]],
    styles: Mapping[str, LineStyle],
    frame: Frame,
) -> tuple[float, list[alt.Chart]]:
    """Write a row for each sector; return where they end (px) and the samples of their lines."""
    left, right, size = frame.key_left, sheet.width - 1, frame.text
    y = frame.key_top + 16.0
    sheet.text("Sector", left, y, frame.small, SECONDARY)
    sheet.text("Length", right, y, frame.small, SECONDARY, "right")
    y += 8
    sheet.rule(left, y, right, y, INK, 1.2)
    samples = []
    for sector in sectors:
        y += size + 9
        sheet.text(str(sector["number"]), left, y, size, INK, bold=True)
        if sector["id"] in styles:
            level, start = y - 0.35 * size, left + 18
            # Four dashes and the gaps between them.
            ends = (start, level), (start + 48 * frame.mark, level)
            samples.append(sample(styles[sector["id"]], *ends, frame.mark))
        sheet.text(sector["length_text"], right, y, size, INK, "right", True)
        room = right - left - 76 - 12 - text_width(sector["length_text"], size, True)
        titles = wrap(sector["title"], room, size)
        y = sheet.lines(titles, left + 76, y, size, leading=size + 4) - size - 4 + 10
        sheet.rule(left, y, right, y, RULE, 1)
    return y, samples


def draw_notes(
    sheet: Sheet, data: Mapping[str, Any], kinds: Sequence[str], frame: Frame, top: float
) -> float:
    """Write the kinds of site and the notes below ``top`` (px); return where they end."""
    left, small = float(frame.key_left), frame.small
    x, y = left, top + 24
    for kind in kinds:
        name = SITES[kind][0]
        needed = 16 + text_width(name, small)
        if x > left and x + needed > sheet.width:
            x, y = left, y + small + 8
        draw_site(sheet, kind, (x + 6, y - 0.35 * small), frame.mark)
        sheet.text(name, x + 16, y, small, INK)
        x += needed + 18
    y += small + 14 if kinds else 0
    lines = data["lines"]["features"]
    named = (line["properties"].get("licence", "") for line in lines)
    makers = "; ".join(maker for maker in dict.fromkeys(named) if maker)
    notes = [
        f"Lines as of {data['as_of_text']}, simplified; the map shows no positions.",
        "Lengths come from sources and are not measured on the drawing.",
        f"{data['credit']}{f' Lines: {makers}.' if makers else ''}",
    ]
    for note in notes:
        rows = wrap(note, sheet.width - left, small)
        y = sheet.lines(rows, left, y, small, SECONDARY, leading=small + 4) + 3
    return y - small + 4
