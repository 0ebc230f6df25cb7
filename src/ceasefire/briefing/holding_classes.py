"""The past cases behind the world without a force, and how the strict measure fares by them."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.briefing.holding_data import lead_view, reads
from ceasefire.briefing.model import DataTable, Statement
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, percent, small

__all__ = ["class_table", "quiet_lines"]

_CLASSES = {
    "monitored_line": "Monitored lines",
    "civil_war_truce": "Truces of civil wars",
    "interstate_ending": "Endings of wars between states",
}
_QUIET = ("korea-line", "cyprus-line")
_FORCE = {
    "none": "without a force",
    "present": "with a force",
    "any": "with and without a force",
}


def class_table(reader: RunReader) -> DataTable | None:
    """Return the rows that the classes of the baseline rest on: members, kind, measure."""
    rows = [
        (
            _CLASSES[str(row["reference_class"])],
            str(row["cases"]),
            _FORCE[str(row["force"])],
            str(row["level"]),
            "a judgement" if row["n"] is None else str(row["n"]),
            _share(row, "broken_5y"),
        )
        for row in reader.scenario.rows("reference_classes")
        if row["parameter"] or row["id"] in _QUIET
    ]
    if not rows:
        return None
    return DataTable(
        "The past cases that the world without a force rests on",
        ("Class", "Members", "A force there", "Measure", "Cases", "Broken within five years"),
        tuple(rows),
        "H1: twenty-five battle deaths within twelve months; H2: large-scale war. The model takes "
        "all three classes for H2. Endings of wars between states run from a floor of H2 to a "
        "ceiling of H1, and some lines that lasted had a force: both make the world without one "
        "look steadier. Two rows of H1 are lines by themselves, set beside the model only.",
    )


def quiet_lines(reader: RunReader) -> Statement | None:
    """Return that the strict measure is darker than the quiet lines of the record, by numbers."""
    view = lead_view(reader)
    rows = {str(row["id"]): row for row in reader.scenario.rows("reference_classes")}
    known = [rows[id] for id in _QUIET if id in rows]
    fought = rows.get("ucdp-interstate")
    band = view.band(f"no_force.h1.year_{view.years}") if view else None
    if view is None or band is None or not known or fought is None:
        return None
    if band.high >= min(1.0 - float(str(row["broken_5y"])) for row in known):
        return None
    slots: dict[str, object] = {
        "years": small(view.years),
        "none": band.words,
        "lines": join(str(row["cases"]).split(",")[0] for row in known),
        "fought": percent(float(str(fought["broken_5y"]))),
    }
    return say(
        "prospects.quiet_lines",
        slots,
        sources=tuple(dict.fromkeys(k for row in (*known, fought) for k in keys_of(row))),
        computed_from=(*reads(view, f"no_force.h1.year_{view.years}"), "table/reference_classes"),
        grade="E",
    )


def keys_of(row: Mapping[str, object]) -> tuple[str, ...]:
    """Return the keys of a row's sources."""
    return tuple(key for key in str(row["sources"] or "").split(";") if key)


def _share(row: Mapping[str, object], column: str) -> str:
    value = row[column]
    return "unknown" if value is None else percent(float(str(value)))
