"""The window as a ruler: the options by size over the tests that bound it."""

from typing import Any

from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import WIDE
from ceasefire.briefing.figures.window_lying import lying
from ceasefire.briefing.figures.window_parts import (
    LEAST,
    Curve,
    DeclaredStrip,
    Pin,
    TestStrip,
    WindowRuler,
)
from ceasefire.briefing.figures.window_standing import standing

__all__ = ["LEAST", "Curve", "DeclaredStrip", "Pin", "TestStrip", "WindowRuler", "window_ruler"]


def window_ruler(data: WindowRuler, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the window at one width in px.

    The troop axis is logarithmic: left to right on a wide page, downwards on a narrow one.
    Strips are shaded by probability with ticks where it passes 5, 50 and 95%; the declared
    limit is hatched.
    """
    sheet = Sheet(width, data.description)
    draw = lying if width == WIDE else standing
    return sheet.spec(draw(sheet, data))
