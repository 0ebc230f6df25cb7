"""The figures of a grid: the gain over size and provocation, and that all of it comes about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt

from ceasefire.briefing.compare_words import hundred
from ceasefire.briefing.figures.outcome_matrix import (
    MatrixCell,
    MatrixRow,
    OutcomeMatrix,
    outcome_matrix,
)
from ceasefire.briefing.figures.theme import WIDTHS
from ceasefire.briefing.model import DataTable, Figure
from ceasefire.briefing.sentences_compare import COMPARE_FIGURE_WORDS

__all__ = ["map_figure", "specs"]

_LEVELS = {
    "none": "provokes nothing",
    "low": "little",
    "middle": "some",
    "high": "more",
    "strong": "strongly",
}


def specs(draw: Callable[[Any, int], dict[str, Any]], data: Any) -> Mapping[str, Any]:
    """Return a drawing at each width."""
    return {str(width): {"$schema": alt.SCHEMA_URL, **draw(data, width)} for width in WIDTHS}


def map_figure(found: Mapping[str, Any], name: str) -> Figure | None:
    """Return the map over size and provocation of options that differ in size alone."""
    levels = list(dict.fromkeys(point["level"] for point in found["points"]))
    values: dict[str, dict[str, float | None]] = {}
    for point in found["points"]:
        value = point["gain"]["mean"] if name == "map" else point["both"]
        values.setdefault(f"{point['troops']:,.0f}", {})[point["level"]] = value
    known = [v for row in values.values() for v in row.values() if v is not None]
    if not known:
        return None
    low, high = min(known), max(known)

    def cell(value: float | None) -> MatrixCell:
        if value is None:
            return MatrixCell("–", None)
        place = (value - low) / (high - low) if high > low else 1.0
        return MatrixCell(hundred(value), place)

    rows = tuple(
        MatrixRow(f"{size} troops", tuple(cell(row.get(level)) for level in levels))
        for size, row in values.items()
    )
    heads = tuple(_LEVELS[level] for level in levels)
    title, subtitle = COMPARE_FIGURE_WORDS[name]
    sizes = list(values)
    what = "more hold than with no force" if name == "map" else "come about and hold"
    sentence = (
        f"From {sizes[0]} to {sizes[-1]} troops and over all levels of provocation, "
        f"{hundred(low)} to {hundred(high)} in a hundred {what}."
    )
    table = DataTable(
        "The map, as drawn",
        ("Size", *(head.capitalize() for head in heads)),
        tuple((row.title, *(c.text for c in row.cells)) for row in rows),
        "In a hundred. Little, some, more: thirds of the central variant’s range, so a few dozen "
        "draws each; none and strongly are variants of their own.",
    )
    return Figure(
        id=f"{name}-{found['title']}".lower().replace(" ", "-").replace(",", ""),
        title=title,
        subtitle=f"{subtitle.format(base=found['title'])}.",
        sentence=sentence,
        specs=specs(outcome_matrix, OutcomeMatrix(heads, rows, title)),
        sources=(),
        table=table,
    )
