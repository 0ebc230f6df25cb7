"""Figure: what a force costs a year on each basis, beside a year of aid to the host."""

from dataclasses import dataclass
from typing import Any

from ceasefire.briefing.figures.interval_rows import RowGroup, interval_rows
from ceasefire.briefing.figures.sheet import Sheet

__all__ = ["CostAgainstAid", "cost_against_aid"]


@dataclass(frozen=True)
class CostAgainstAid:
    """A group an option, a row a basis, and a last group for aid; quantiles in billion euros."""

    groups: tuple[RowGroup, ...]
    description: str


def cost_against_aid(data: CostAgainstAid, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the costs at one width in px."""
    sheet = Sheet(width, data.description)
    title = "billion euros of 2025 a year"
    return sheet.spec(interval_rows(sheet, "bn", title, data.groups, lambda tick: f"{tick:g}"))
