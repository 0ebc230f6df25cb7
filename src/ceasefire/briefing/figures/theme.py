"""The look shared by all figures: one Vega-Lite config, widths, ink and family colours."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

WIDE: Final = 1076
MIDDLE: Final = 640
NARROW: Final = 358
WIDTHS: Final = (WIDE, MIDDLE, NARROW)
# Room for one drawing on a page of the PDF: width and height in mm, and the height in px of a
# drawing MIDDLE wide that fills it. A taller one comes out smaller than it can be read.
PAPER_MM: Final = (178, 205)
PAGE: Final = MIDDLE * PAPER_MM[1] // PAPER_MM[0]

INK: Final = "#1B1E23"
SECONDARY: Final = "#565C66"
AXIS: Final = "#9A9A96"
RULE: Final = "#D8D5CD"
GRID: Final = "#E9E6DF"
WASH: Final = "#F6F4EE"
PAPER: Final = "#FFFFFF"
ACCENT: Final = "#BB3301"
REFERENCE: Final = "#EFECE4"
RAMP: Final = ("#F6F7F8", "#D5D9DE", "#A9B0B9", "#747D8A", "#3C4654")


@dataclass(frozen=True)
class Family:
    """How one family of options is drawn: colour, Vega shape, colour of its labels.

    ``text`` is ink where the colour has less than 4.5:1 on white. ``size`` is the Vega area that
    makes the shape look as large as a circle of area 1.
    """

    colour: str
    shape: str
    text: str
    size: float = 1.0


FAMILIES: Final[dict[str, Family]] = {
    "observe": Family("#1996D4", "circle", INK),
    "reassure": Family("#1D7453", "triangle-up", "#1D7453", 1.3),
    "deter": Family("#A4339D", "diamond", "#A4339D", 1.25),
    "line": Family("#192B84", "square", "#192B84", 0.85),
    "aid": Family("#C67E2E", "M-1,0L-0.5,-0.87H0.5L1,0L0.5,0.87H-0.5Z", INK, 1.05),
    "none": Family("#81878F", "circle", INK),
}


@cache
def config() -> dict[str, Any]:
    """Return the Vega-Lite ``config`` of the house style, read from the package."""
    text = files(__package__).joinpath("vega-theme.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)["config"]
    return loaded


def themed(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a Vega-Lite specification that carries the house style."""
    return {**spec, "config": json.loads(json.dumps(config()))}


def ramp(chance: float) -> str:
    """Return the neutral colour of a probability between 0 and 1, as #RRGGBB."""
    place = min(max(chance, 0.0), 1.0) * (len(RAMP) - 1)
    step = min(int(place), len(RAMP) - 2)
    low, high = RAMP[step], RAMP[step + 1]
    share = place - step
    pairs = ((int(low[i : i + 2], 16), int(high[i : i + 2], 16)) for i in (1, 3, 5))
    mixed = (round(a * (1 - share) + b * share) for a, b in pairs)
    return "#" + "".join(f"{part:02X}" for part in mixed)
