"""Figure: how often past ceasefires broke, a row a group of cases, in per cent."""

from dataclasses import dataclass
from typing import Any

from ceasefire.briefing.figures.interval_rows import RowGroup, interval_rows
from ceasefire.briefing.figures.sheet import Sheet

__all__ = ["SharesByClass", "shares_by_class"]


@dataclass(frozen=True)
class SharesByClass:
    """Groups of rows; quantiles in per cent, the middle three alike."""

    groups: tuple[RowGroup, ...]
    description: str


def shares_by_class(data: SharesByClass, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the shares at one width in px."""
    sheet = Sheet(width, data.description)
    title = "broken within five years, per cent"
    return sheet.spec(interval_rows(sheet, "broken", title, data.groups, lambda tick: f"{tick:g}"))
