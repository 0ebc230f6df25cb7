"""Figure: the share of each state's army that its part of a coalition ties down."""

from dataclasses import dataclass
from typing import Any

from ceasefire.briefing.figures.interval_rows import IntervalRow, RowGroup, interval_rows
from ceasefire.briefing.figures.sheet import Sheet

__all__ = ["RotationBurden", "rotation_burden"]


@dataclass(frozen=True)
class RotationBurden:
    """A row a state, the heaviest burden first; quantiles in per cent of its army."""

    rows: tuple[IntervalRow, ...]
    description: str


def rotation_burden(data: RotationBurden, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the burdens at one width in px."""
    sheet = Sheet(width, data.description)
    title = "per cent of the army, deployed and at home"
    groups = (RowGroup("", data.rows),)
    return sheet.spec(interval_rows(sheet, "percent", title, groups, lambda tick: f"{tick:g}%"))
