"""The measured axis of a figure: where a value lies in px, and the scale that draws it there."""

from dataclasses import dataclass
from datetime import date
from math import log10
from typing import Any, Literal

import altair as alt

Value = float | date


@dataclass(frozen=True)
class Axis:
    """The measured axis of a figure: field name, kind of scale, domain and its range in px."""

    field: str
    kind: Literal["log", "linear", "utc"]
    domain: tuple[Value, Value]
    range: tuple[float, float]

    def px(self, value: Value) -> float:
        """Return where a value lies, in px."""
        low, high, place = (self._measure(v) for v in (*self.domain, value))
        start, end = self.range
        return start + (end - start) * (place - low) / (high - low)

    def at(self, value: Value) -> "Place":
        """Return the place of a value."""
        return Place(self, value)

    def numbers(self) -> tuple[float, float]:
        """Return the domain of an axis of numbers; TypeError for one of dates."""
        low, high = self.domain
        if isinstance(low, date) or isinstance(high, date):
            raise TypeError(f"{self.field} is an axis of dates")
        return low, high

    def value_at(self, place: float) -> float:
        """Return the number drawn at a place in px; TypeError for an axis of dates."""
        low, high = self.numbers()
        start, end = self.range
        share = (place - start) / (end - start)
        if self.kind == "log":
            return float(low * (high / low) ** share)
        return low + (high - low) * share

    def scale(self) -> alt.Scale:
        """Return the Vega-Lite scale that draws values where ``px`` says."""
        domain: list[Any] = [
            alt.DateTime(year=v.year, month=v.month, date=v.day, utc=True)
            if isinstance(v, date)
            else v
            for v in self.domain
        ]
        return alt.Scale(type=self.kind, domain=domain, range=list(self.range), nice=False)

    def _measure(self, value: Value) -> float:
        if isinstance(value, date):
            return float(value.toordinal())
        return log10(value) if self.kind == "log" else value


@dataclass(frozen=True)
class Place:
    """A value on an axis."""

    axis: Axis
    value: Value

    @property
    def px(self) -> float:
        """The position in px."""
        return self.axis.px(self.value)


Coordinate = float | Place


def px(coordinate: Coordinate) -> float:
    """Return a coordinate in px."""
    return coordinate.px if isinstance(coordinate, Place) else coordinate
