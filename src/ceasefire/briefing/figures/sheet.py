"""A figure as a drawing sheet: marks in the order of drawing become the layers of an altair chart.

A coordinate is a number (px from the upper left corner) or a place on the figure's axis, which
stays in the unit of the axis (troops, a date) so that the specification carries the data.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import altair as alt
from altair.utils.schemapi import debug_mode

from ceasefire.briefing.figures.axis import Axis, Coordinate, Place, Value, px
from ceasefire.briefing.figures.labels import Align, Box
from ceasefire.briefing.figures.theme import INK, PAPER, themed

__all__ = ["Axis", "Coordinate", "Place", "Sheet", "Value", "px"]


@dataclass
class _Layer:
    mark: str
    axes: dict[str, Axis | None]
    positions: list[dict[str, Any]]
    styles: list[dict[str, Any]]

    def takes(self, mark: str, axes: dict[str, Axis | None], style: dict[str, Any]) -> bool:
        return self.mark == mark and self.axes == axes and self.styles[0].keys() == style.keys()

    def chart(self) -> alt.Chart:
        """Return the layer; a style that all marks share is written once, others per mark."""
        properties: dict[str, Any] = {"aria": False}
        rows = [dict(row) for row in self.positions]
        for name in self.styles[0]:
            values = [style[name] for style in self.styles]
            if all(value == values[0] for value in values):
                properties[name] = values[0]
            else:
                properties[name] = {"expr": f"datum.{name}"}
                for row, value in zip(rows, values, strict=True):
                    row[name] = value
        channels: dict[str, Any] = {}
        for channel, axis in self.axes.items():
            if channel.endswith("2"):
                channels[channel] = f"{axis.field}2" if axis else channel
            else:
                channels[channel] = _encoding(channel, axis)
        if self.mark == "text":
            channels["text"] = alt.Text("text", type="nominal")
        base = alt.Chart(alt.InlineData(values=rows))
        chart: alt.Chart = getattr(base, f"mark_{self.mark}")(**properties).encode(**channels)
        return chart


def _encoding(channel: str, axis: Axis | None) -> alt.X | alt.Y:
    encode = alt.X if channel == "x" else alt.Y
    if axis is None:
        return encode(channel, type="quantitative", scale=None, axis=None)
    kind: Literal["temporal", "quantitative"] = "temporal" if axis.kind == "utc" else "quantitative"
    return encode(axis.field, type=kind, scale=axis.scale(), axis=None)


class Sheet:
    """Marks of one figure at one width, in drawing order; plates, then text, lie on top.

    Neighbours of one kind share a layer: draw kind by kind where nothing overlaps.
    """

    def __init__(self, width: float, description: str) -> None:
        self.width = width
        self.description = description
        self._layers: list[_Layer] = []
        self._plates: list[_Layer] = []
        self._writing: list[_Layer] = []

    def rule(
        self,
        x: Coordinate,
        y: Coordinate,
        x2: Coordinate,
        y2: Coordinate,
        colour: str,
        width: float = 1.0,
        opacity: float = 1.0,
        dash: bool = False,
    ) -> None:
        """Draw a straight line."""
        style: dict[str, Any] = {"stroke": colour, "strokeWidth": width, "opacity": opacity}
        if dash:
            style["strokeDash"] = [2, 3]
        self._add("rule", {"x": x, "y": y, "x2": x2, "y2": y2}, style, {})

    def rect(
        self,
        x: Coordinate,
        y: Coordinate,
        x2: Coordinate,
        y2: Coordinate,
        fill: str,
        opacity: float = 1.0,
        stroke: str | None = None,
    ) -> None:
        """Draw a rectangle between two corners."""
        style: dict[str, Any] = {"fill": fill, "opacity": opacity}
        if stroke is not None:
            style |= {"stroke": stroke, "strokeWidth": 1}
        self._add("rect", {"x": x, "y": y, "x2": x2, "y2": y2}, style, {})

    def point(
        self,
        x: Coordinate,
        y: Coordinate,
        shape: str,
        size: float,
        fill: str,
        stroke: str,
        width: float = 0.8,
        opacity: float = 1.0,
        **facts: object,
    ) -> None:
        """Draw a symbol; ``opacity`` is that of its outline, ``facts`` go into its row of data."""
        style = {
            "shape": shape,
            "size": round(size, 1),
            "fill": fill,
            "stroke": stroke,
            "strokeWidth": width,
            "strokeOpacity": opacity,
            "opacity": 1.0,
        }
        self._add("point", {"x": x, "y": y}, style, facts)

    def text(
        self,
        text: str,
        x: Coordinate,
        y: Coordinate,
        size: float = 12.0,
        colour: str = INK,
        align: Align = "left",
        bold: bool = False,
        shift: float = 0.0,
        upwards: bool = False,
    ) -> None:
        """Write a line; ``y`` is its baseline, ``shift`` moves it right by px.

        ``upwards`` turns it about its start to run from foot to head: for narrow columns only.
        """
        style = {
            "fontSize": size,
            "color": colour,
            "align": align,
            "fontWeight": 700 if bold else 400,
            "dx": shift,
            "baseline": "alphabetic",
            "limit": 0,
        }
        if upwards:
            style["angle"] = 270
        self._add("text", {"x": x, "y": y}, style, {"text": text})

    def plate(self, box: Box, margin: float = 3.0) -> None:
        """Lay a white plate below a text, above all marks, so that no line runs through it."""
        corners: dict[str, Coordinate] = {
            "x": box.left - margin,
            "y": box.top - 1,
            "x2": box.right + margin,
            "y2": box.bottom + 1,
        }
        self._add("plate", corners, {"fill": PAPER, "opacity": 1.0}, {})

    def lines(
        self,
        lines: list[str],
        x: Coordinate,
        y: float,
        size: float = 12.0,
        colour: str = INK,
        align: Align = "left",
        bold: bool = False,
        leading: float = 14.0,
        shift: float = 0.0,
    ) -> float:
        """Write lines below each other and return the baseline that would come next."""
        for line in lines:
            self.text(line, x, y, size, colour, align, bold, shift)
            y += leading
        return y

    def spec(self, height: float) -> dict[str, Any]:
        """Return the finished Vega-Lite specification, exactly ``width`` by ``height`` px."""
        # Checking every part against the schema takes most of the time; the tests do it instead.
        with debug_mode(False):
            layers = [layer.chart() for layer in self._layers + self._plates + self._writing]
            chart = alt.layer(*layers).properties(
                width=self.width,
                height=round(height),
                padding=0,
                autosize=alt.AutoSizeParams(type="none"),
                description=self.description,
            )
            return themed(chart.to_dict(validate=False))

    def _add(
        self,
        mark: str,
        coordinates: dict[str, Coordinate],
        style: dict[str, Any],
        facts: dict[str, object],
    ) -> None:
        axes: dict[str, Axis | None] = {}
        row: dict[str, Any] = {}
        for channel, coordinate in coordinates.items():
            end = "2" if channel.endswith("2") else ""
            if isinstance(coordinate, Place):
                value = coordinate.value
                axes[channel] = coordinate.axis
                row[coordinate.axis.field + end] = (
                    value.isoformat() if isinstance(value, date) else value
                )
            else:
                axes[channel] = None
                row[channel] = round(coordinate, 2)
        row |= facts
        layers = {"text": self._writing, "plate": self._plates}.get(mark, self._layers)
        mark = "rect" if mark == "plate" else mark
        open_layers = layers[-1:] if layers is self._layers else layers
        layer = next((found for found in open_layers if found.takes(mark, axes, style)), None)
        if layer is None:
            layer = _Layer(mark, axes, [], [])
            layers.append(layer)
        layer.positions.append(row)
        layer.styles.append(style)
