"""The ground of a map as Vega-Lite layers: sea, land, lines, and the halos behind words.

Any figure with a map starts from :func:`base_map`: outlines in, projection and layers out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import altair as alt

from ceasefire.briefing.figures.map_layout import ConicConformal, Extent, Pixel, paths
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
# By Sector.kind, so that a pack's ids are its own.
SECTOR_STYLES: Final = {
    "land_contact": LAND_CONTACT,
    "river_contact": RIVER_CONTACT,
    "border_adversary": DASHES,
    "border_third": DOTS,
}
Features = Sequence[Mapping[str, Any]]
# The theme fills shapes; a filled line would colour the ground between its ends.
_BARE: Final[dict[str, Any]] = {"fill": None, "strokeJoin": "round"}


class BaseMap(NamedTuple):
    """The ground of a map: its projection, its size in pixels, its layers from the bottom up.

    ``datasets`` holds the shapes the layers name; it belongs into the finished specification.
    Shapes stay out of the layers since altair looks at every number it is given.
    """

    projection: ConicConformal
    width: int
    height: int
    layers: list[alt.Chart]
    datasets: dict[str, list[dict[str, Any]]]

    def lines(self, lines: Features, styles: Sequence[LineStyle], factor: float) -> list[alt.Chart]:
        """Return the layers of GeoJSON lines, each in its style on a white edge."""
        view = _view(self.projection, self.width, self.height)
        edge = {"stroke": PAPER, "strokeOpacity": 0.9}
        names = [_keep(self.datasets, [line]) for line in lines]
        white = [
            _shapes(name, **_BARE, **edge, strokeWidth=round((style.width + 2.8) * factor, 2))
            for name, style in zip(names, styles, strict=True)
        ]
        coloured = [
            _shapes(name, **_BARE, **style.properties(factor))
            for name, style in zip(names, styles, strict=True)
        ]
        return [layer.project(**view) for layer in (*white, *coloured)]


def base_map(
    outlines: Features,
    neighbours: Features,
    size: tuple[int, int],
    margin: float = 0.0,
    extent: Extent | tuple[float, float, float, float] | None = None,
    parallels: tuple[float, float] | None = None,
    meridian: float | None = None,
) -> BaseMap:
    """Return the ground of a map: sea, neighbours and the place itself.

    Parameters
    ----------
    outlines, neighbours
        GeoJSON features of polygons (degrees, exterior rings clockwise): the place, and what lies
        around it, in a paler tone. Shapes are cut just outside the map, where the strokes along
        the cut are to be covered by :func:`paper`.
    size
        Width and height of the map, px.
    margin
        Pixels kept free around what must be seen.
    extent
        West, south, east, north in degrees: what must be seen; the outlines by default.
    parallels, meridian
        Of the projection, degrees; derived from the extent by default.

    Raises
    ------
    ValueError
        If there are neither outlines nor an extent.
    """
    width, height = size
    corners = [p for shape in outlines for ring in paths(shape["geometry"]) for p in ring]
    if extent is None and not corners:
        raise ValueError("a map needs outlines or an extent")
    seen = Extent(*extent) if extent is not None else Extent.around(corners)
    shown = seen.edge() if extent is not None else corners
    projection = ConicConformal.of(seen, parallels, meridian).fitted(shown, width, height, margin)
    view = _view(projection, width, height)
    datasets: dict[str, list[dict[str, Any]]] = {}
    around, place = _keep(datasets, neighbours), _keep(datasets, outlines)
    shapes = [
        _shapes(around, fill=NEIGHBOUR, stroke=BORDER, strokeWidth=0.8),
        _shapes(place, **_BARE, stroke=COAST, strokeWidth=2.4),
        _shapes(place, fill=LAND, stroke=PAPER, strokeWidth=0.9),
    ]
    sea = _rectangle(0, 0, width, height, SEA)
    layers = [sea, *(shape.project(**view) for shape in shapes)]
    return BaseMap(projection, width, height, layers, datasets)


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


def _view(projection: ConicConformal, width: int, height: int) -> dict[str, Any]:
    return {
        "type": "conicConformal",
        "parallels": list(projection.parallels),
        "rotate": [-projection.meridian, 0],
        "scale": round(projection.scale, 3),
        "translate": [round(place, 3) for place in projection.translate],
        "clipExtent": [[-3, -3], [width + 3, height + 3]],
    }


def _keep(datasets: dict[str, list[dict[str, Any]]], features: Features) -> str:
    """Put the geometries of features among the datasets and return their name there."""
    name = f"shapes-{len(datasets) + 1}"
    datasets[name] = [{"type": "Feature", "geometry": shape["geometry"]} for shape in features]
    return name


def _shapes(dataset: str, **mark: Any) -> alt.Chart:
    chart: alt.Chart = alt.Chart(alt.NamedData(name=dataset)).mark_geoshape(
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
