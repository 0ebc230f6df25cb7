"""The figures of the section on past missions: the classes of ceasefires, and the track record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import altair as alt

from ceasefire.briefing.figures.interval_rows import IntervalRow, RowGroup
from ceasefire.briefing.figures.shares_by_class import SharesByClass, shares_by_class
from ceasefire.briefing.figures.theme import MIDDLE, WIDTHS
from ceasefire.briefing.figures.track_record import RatioRow, TrackRecord, track_record
from ceasefire.briefing.model import DataTable, Figure
from ceasefire.briefing.precedents_data import classes, record
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.sentences_precedents import (
    PRECEDENT_FIGURE_SENTENCES,
    PRECEDENT_FIGURE_WORDS,
)
from ceasefire.briefing.words import number, percent, small
from ceasefire.scenario.cells import keys_in

__all__ = ["precedents_figures"]

_GROUPS = {
    "civil_war_truce": "Civil wars",
    "monitored_line": "Lines with a mission, or watched",
    "interstate_ending": "Wars between states",
}
_FORCE = {"none": ", no force", "present": ", with a force", "any": ""}
_NEAR = 2.0
_HALF_MARK = 0.6  # per cent: the share is one number, drawn as wide as an eye needs


def precedents_figures(reader: RunReader) -> tuple[Figure, ...]:
    """Return the figures; those a run has no data for are left out."""
    return told(lambda: _classes(reader), lambda: _record(reader))


def _specs(draw: Callable[[Any, int], dict[str, Any]], data: Any) -> Mapping[str, Any]:
    return {str(width): {"$schema": alt.SCHEMA_URL, **draw(data, width)} for width in WIDTHS}


def _classes(reader: RunReader) -> Figure | None:
    rows = [r for r in classes(reader) if None not in (r["broken_5y"], r["low"], r["high"])]
    if not rows:
        return None
    groups = tuple(
        RowGroup(title, tuple(_class_row(r) for r in rows if r["reference_class"] == name))
        for name, title in _GROUPS.items()
        if any(r["reference_class"] == name for r in rows)
    )
    shares = [float(str(r["broken_5y"])) for r in rows]
    title, subtitle = PRECEDENT_FIGURE_WORDS["classes"]
    data = SharesByClass(groups, "Share of past ceasefires broken within five years, by class.")
    return Figure(
        id="classes",
        title=title,
        subtitle=subtitle,
        sentence=PRECEDENT_FIGURE_SENTENCES["classes"].format(
            low=percent(min(shares)), high=percent(max(shares))
        ),
        specs=_specs(shares_by_class, data),
        pages=tuple(
            {"$schema": alt.SCHEMA_URL, **shares_by_class(part, MIDDLE)}
            for part in (replace(data, groups=groups[:1]), replace(data, groups=groups[1:]))
            if part.groups
        ),
        sources=tuple(dict.fromkeys(key for r in rows for key in keys_in(r["sources"]))),
        table=DataTable(
            "Share broken within five years",
            ("Cases", "Level", "Share", "95% interval"),
            tuple(
                (
                    row.title,
                    row.note.partition(",")[0],
                    row.words,
                    f"{percent(row.quantiles[0] / 100)}–{percent(row.quantiles[4] / 100)}",
                )
                for group in groups
                for row in group.rows
            ),
        ),
    )


def _class_row(row: Mapping[str, object]) -> IntervalRow:
    """Return a row in per cent; the middle is the share, the ends its 95% interval."""
    low, share, high = (100 * float(str(row[name])) for name in ("low", "broken_5y", "high"))
    cases = str(row["cases"])
    count = "" if row["n"] is None else f", n = {number(float(str(row['n'])), published=True)}"
    return IntervalRow(
        title=f"{cases[:1].upper()}{cases[1:]}{_FORCE.get(str(row['force']), '')}",
        quantiles=(low, share - _HALF_MARK, share, share + _HALF_MARK, high),
        words=percent(share / 100),
        note=f"{row['level']}{count}",
    )


def _record(reader: RunReader) -> Figure | None:
    found = record(reader).get("cases", {}).get("asked", ())
    cases = [case for case in found if case["method"] == "line_density"]
    if not cases:
        return None
    order = sorted(cases, key=lambda case: case["p50"] / case["target"])
    rows = tuple(
        RatioRow(
            str(case["title"]),
            tuple(case[p] / case["target"] for p in ("p05", "p25", "p50", "p75", "p95")),
        )
        for case in order
    )
    near = sum(1 / _NEAR <= row.quantiles[2] <= _NEAR for row in rows)
    title, subtitle = PRECEDENT_FIGURE_WORDS["record_near" if 2 * near > len(rows) else "record"]
    described = "Troops by kilometre over what planners asked for, case by case."
    asked = {str(r["id"]): r for r in reader.scenario.rows("requirements")}
    keys = [key for case in order for key in keys_in(asked[case["case"]]["sources"])]
    return Figure(
        id="record",
        title=title,
        subtitle=subtitle,
        sentence=PRECEDENT_FIGURE_SENTENCES["record"].format(
            near=small(near).capitalize(), count=small(len(rows))
        ),
        specs=_specs(track_record, TrackRecord(rows, described)),
        sources=tuple(dict.fromkeys(keys)),
        table=DataTable(
            "Troops by kilometre against planners’ figures",
            ("Case", "Asked for", "Said, 5%", "Middle", "95%"),
            tuple(
                (
                    str(case["title"]),
                    number(round(case["target"]), published=True),
                    *(number(case[p]) for p in ("p05", "p50", "p95")),
                )
                for case in order
            ),
        ),
    )
