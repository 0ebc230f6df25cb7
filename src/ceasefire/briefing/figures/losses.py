"""Figure: what the force itself would lose a year, by option, on the line, off it, by accident."""

from dataclasses import dataclass
from typing import Any

from ceasefire.briefing.figures.interval_rows import RowGroup, interval_rows
from ceasefire.briefing.figures.sheet import Sheet

__all__ = ["Losses", "losses"]


@dataclass(frozen=True)
class Losses:
    """A group of rows an option; quantiles in deaths a year."""

    groups: tuple[RowGroup, ...]
    description: str


def losses(data: Losses, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the losses at one width in px."""
    sheet = Sheet(width, data.description)
    title = "soldiers of the force, a year"
    return sheet.spec(interval_rows(sheet, "deaths", title, data.groups, lambda tick: f"{tick:g}"))
