"""The ground of a map as Vega-Lite layers: sea, land, lines, and the halos behind words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import altair as alt

from ceasefire.briefing.figures.map_layout import ConicConformal, Pixel
from ceasefire.briefing.figures.theme import ACCENT, INK, PAPER

LAND, NEIGHBOUR, SEA = "#E3DFD5", "#F7F5F0", "#EEF2F4"
COAST, BORDER = "#8E8A80", "#D3CFC6"


class LineStyle(NamedTuple):
    """How a sector's line is drawn: colour, width and dashes in pixels, round ends for dots."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    cap: str = "butt"

    def properties(self, factor: float) -> dict[str, Any]:
        """Return the mark properties of the line, ``factor`` times as large."""
        found: dict[str, Any] = {
            "stroke": self.colour,
            "strokeWidth": round(self.width * factor, 2),
            "strokeCap": self.cap,
            "aria": False,
        }
        if self.dash:
            found["strokeDash"] = [round(length * factor, 2) for length in self.dash]
        return found


DASHES: Final = LineStyle(INK, 3, (9, 4))
DOTS: Final = LineStyle(INK, 3, (2, 4))
LAND_CONTACT: Final = LineStyle(ACCENT, 4.6)
RIVER_CONTACT: Final = LineStyle(ACCENT, 4.4, (0.1, 7), "round")
SECTOR_STYLES: Final = {
    "land-contact": LAND_CONTACT,
    "river-contact": RIVER_CONTACT,
    "border-russia-north": DASHES,
    "border-belarus": DOTS,
}
KIND_STYLES: Final = {"contact_line": LAND_CONTACT, "river_line": RIVER_CONTACT}


def line_style(line: Mapping[str, Any]) -> LineStyle:
    """Return the style of a GeoJSON line: by its sector where that is known, else by its kind."""
    properties = line["properties"]
    by_kind = KIND_STYLES.get(properties.get("kind", ""), DASHES)
    return SECTOR_STYLES.get(properties["sector"], by_kind)


def ground(
    data: Mapping[str, Any], projection: ConicConformal, width: int, height: int, factor: float
) -> list[alt.Chart]:
    """Return the layers of sea, neighbours, Ukraine and lines, in the order of drawing.

    ``width`` and ``height`` are the map's size in pixels, ``factor`` scales the lines. Shapes are
    cut just outside the map, where the strokes along the cut are covered by ``paper``.
    """
    view: dict[str, Any] = {
        "type": "conicConformal",
        "parallels": list(projection.parallels),
        "rotate": [-projection.meridian, 0],
        "scale": round(projection.scale, 3),
        "translate": [round(place, 3) for place in projection.translate],
        "clipExtent": [[-3, -3], [width + 3, height + 3]],
    }
    units, lines = data["units"]["features"], data["lines"]["features"]
    # The theme fills shapes; a filled line would colour the ground between its ends.
    bare = {"fill": None, "strokeJoin": "round"}
    layers = [
        _rectangle(0, 0, width, height, SEA),
        _shapes(data["neighbours"]["features"], fill=NEIGHBOUR, stroke=BORDER, strokeWidth=0.8),
        _shapes(units, **bare, stroke=COAST, strokeWidth=2.4),
        _shapes(units, fill=LAND, stroke=PAPER, strokeWidth=0.9),
        *(
            _shapes([line], **bare, stroke=PAPER, strokeOpacity=0.9, strokeWidth=round(wide, 2))
            for line in lines
            for wide in [(line_style(line).width + 2.8) * factor]
        ),
        *(_shapes([line], **bare, **line_style(line).properties(factor)) for line in lines),
    ]
    return [layers[0], *(layer.project(**view) for layer in layers[1:])]


def paper(left: float, top: float, right: float, bottom: float) -> alt.Chart:
    """Return a white rectangle in pixels, which hides what runs beyond the map."""
    return _rectangle(left, top, right, bottom, PAPER)


def sample(style: LineStyle, start: Pixel, end: Pixel, factor: float) -> alt.Chart:
    """Return a short piece of a line between two pixels, for a key."""
    rows = [{"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]}]
    base = alt.Chart(alt.InlineData(values=rows)).mark_rule(**style.properties(factor))
    chart: alt.Chart = base.encode(x=_pixel("x"), y=_pixel("y"), x2="x2", y2="y2")
    return chart


def halo(words: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """Return the outlines behind words; each has text, x, y, size, align, weight and colour.

    The words themselves are written on top by another layer at the same pixels. This layer is
    hidden from screen readers, so no word is read twice.
    """
    fields = {
        "align": "align",
        "fontSize": "size",
        "fontWeight": "weight",
        "fill": "colour",
        "stroke": "colour",
    }
    styles: dict[str, Any] = {name: {"expr": f"datum.{field}"} for name, field in fields.items()}
    base = alt.Chart(alt.InlineData(values=[dict(word) for word in words]), name="halo")
    chart: alt.Chart = base.mark_text(
        aria=False,
        baseline="alphabetic",
        dx=0,
        limit=0,
        strokeWidth=3,
        strokeJoin="round",
        **styles,
    ).encode(x=_pixel("x"), y=_pixel("y"), text=alt.Text("text", type="nominal"))
    return chart


def _shapes(features: Sequence[Mapping[str, Any]], **mark: Any) -> alt.Chart:
    bare = [{"type": "Feature", "geometry": feature["geometry"]} for feature in features]
    chart: alt.Chart = alt.Chart(alt.InlineData(values=bare)).mark_geoshape(
        **{"aria": False, **mark}
    )
    return chart


def _rectangle(left: float, top: float, right: float, bottom: float, fill: str) -> alt.Chart:
    rows = [{"x": left, "y": top, "x2": right, "y2": bottom}]
    base = alt.Chart(alt.InlineData(values=rows)).mark_rect(fill=fill, aria=False)
    chart: alt.Chart = base.encode(x=_pixel("x"), y=_pixel("y"), x2="x2", y2="y2")
    return chart


def _pixel(channel: str) -> alt.X | alt.Y:
    encode = alt.X if channel == "x" else alt.Y
    return encode(channel, type="quantitative", scale=None, axis=None)
