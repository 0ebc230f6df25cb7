"""What both drawings of the window share: the data, the domain, letters and plates."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ceasefire.briefing.figures.labels import Align, Box, text_box, thousands
from ceasefire.briefing.figures.marks import size_at
from ceasefire.briefing.figures.sheet import Axis, Sheet
from ceasefire.briefing.figures.theme import INK, PAPER

CHANCES: Final = (0.05, 0.5, 0.95)
EDGE: Final = "#CFCBC2"
LEAST: Final = 1_000
"""Where the axis of troops begins: a smaller option has no place on it."""


@dataclass(frozen=True)
class Pin:
    """One option: its name, family and size in deployed troops (both ends equal if one).

    ``place`` is where it stands, empty where the computed tests do not apply to it.
    """

    name: str
    family: str
    low: float
    high: float
    place: str = ""


@dataclass(frozen=True)
class Curve:
    """How likely a size passes: (troops, probability) with troops rising.

    ``brief`` is the name where the strip is narrow (a few characters). ``place`` says for which
    options it holds: those that stand there, or all that are tested where it is empty.
    """

    name: str
    brief: str
    points: tuple[tuple[float, float], ...]
    place: str = ""


@dataclass(frozen=True)
class TestStrip:
    """One computed test: letter, title, what the shade means, one curve a strength of attack."""

    letter: str
    title: str
    note: str
    brief: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class DeclaredStrip:
    """The limit that no source measures, with ticks at shares of the host's strength."""

    letter: str
    title: str
    note: str
    brief: str
    text: str
    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class WindowRuler:
    """The options and the strips, top to bottom."""

    pins: tuple[Pin, ...]
    tests: tuple[TestStrip, ...]
    declared: DeclaredStrip
    description: str


def troop_domain(data: WindowRuler) -> tuple[float, float]:
    """Return the ends of the troop axis: options, shares and where the curves pass, from 1,000."""
    sizes = [size for pin in data.pins for size in (pin.low, pin.high)]
    for curve in (curve for test in data.tests for curve in test.curves):
        found = [size_at(curve.points, chance) for chance in CHANCES]
        sizes += [size for size in found if size is not None and size >= LEAST]
    sizes += [troops for _, troops in data.declared.shares]
    return max(min(sizes), LEAST) / 1.25, max(sizes) * 1.25


def by_size(data: WindowRuler) -> list[list[Pin]]:
    """Options of one size share a place on the ruler."""
    order = sorted(data.pins, key=lambda pin: (pin.low * pin.high, pin.low, pin.family, pin.name))
    return [list(pins) for _, pins in groupby(order, key=lambda pin: (pin.low, pin.high))]


def tested(pin: Pin, curve: Curve | None) -> bool:
    """Tell whether a strip speaks of an option; the declared strip, without a curve, of all."""
    return curve is None or (pin.place != "" and curve.place in ("", pin.place))


def size_words(pin: Pin) -> str:
    """Write an option's size, as published."""
    low, high = thousands(pin.low), thousands(pin.high)
    return low if low == high else f"{low}–{high}"


def passing(axis: Axis, curve: Curve) -> dict[float, float]:
    """Return where on the axis, in px, the curve passes 5, 50 and 95%."""
    low, high = axis.numbers()
    sizes = {chance: size_at(curve.points, chance) for chance in CHANCES}
    return {
        chance: axis.px(size)
        for chance, size in sizes.items()
        if size is not None and low < size < high
    }


def letter_disc(sheet: Sheet, letter: str, x: float, y: float) -> None:
    """Draw the letter of a strip, white on a disc."""
    sheet.point(x, y, "circle", 400, fill=INK, stroke=INK)
    sheet.text(letter, x, y + 4.5, 12.5, PAPER, "center", bold=True)


def plated(
    sheet: Sheet,
    text: str,
    x: float,
    y: float,
    size: float,
    align: Align = "left",
    bold: bool = False,
) -> Box:
    """Write a line on a white plate that stops the lines behind it."""
    box = text_box([text], x, y, size, align, bold)
    sheet.plate(box)
    sheet.text(text, x, y, size, INK, align, bold)
    return box
