"""Tables of purpose: relief by task, and how the objectives are measured."""

from __future__ import annotations

from ceasefire.briefing.model import DataTable
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import NotVisible, RunReader, ends, told
from ceasefire.briefing.words import number, troops_range
from ceasefire.scenario.tables import Row

__all__ = ["asked_objectives", "purpose_tables"]

SERVICES = {
    "army": "army",
    "national_guard": "National Guard",
    "border_guard": "border guard",
    "air_force": "air force",
    "navy": "navy",
    "none": "nobody",
}


def purpose_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables; those a run has no data for are left out."""
    return told(lambda: _relief(reader), lambda: _objectives(reader))


def _relief(reader: RunReader) -> DataTable | None:
    """Return demand and relief by task for the rear and the wartime option, or None."""
    rows: list[tuple[str, ...]] = []
    for part, when, words in (
        ("rear", "ceasefire", "after a ceasefire"),
        ("wartime", "wartime", "in wartime"),
    ):
        option = first_option(reader, part)
        if option is None:
            continue
        for task in reader.run.plan("purpose", option.id)["tasks"]:
            demand = _spread(reader, option.id, f"{task['id']}_demand_troops")
            relief = _spread(reader, option.id, f"{task['id']}_freed_{when}_troops")
            service = SERVICES.get(str(task["relieves"]), str(task["relieves"]))
            rows.append((option.title, words, str(task["title"]), demand, relief, service))
    if not rows:
        return None
    return DataTable(
        "Foreign troops on each task and whom they relieve",
        ("Option", "When", "Task", "Foreign troops", "Host troops freed", "Of which service"),
        tuple(rows),
        "5–95% of the draws. Border guards and the National Guard are not in the army’s strength.",
    )


_TOLD = {
    "deploy": "under “What does it look like?”",
    "prospects": "under “Will it hold?”",
    "comparison": "under “Which option?”",
}


def asked_objectives(reader: RunReader) -> tuple[Row, ...]:
    """Return the objectives' rows; without contributors nobody's share can be measured."""
    listed = "contributors" in reader.scenario.tables
    rows = reader.scenario.rows("objectives")
    return tuple(row for row in rows if listed or row["filled_by"] != "deploy")


def _objectives(reader: RunReader) -> DataTable | None:
    """Return the measures of the objectives and what fills them, or None without any."""
    rows = tuple(
        (
            str(row["objective"]).capitalize(),
            str(row["metric"]),
            str(row["how_measured"]),
            _TOLD.get(str(row["told_in"]), "not measured"),
        )
        for row in asked_objectives(reader)
    )
    if not rows:
        return None
    return DataTable(
        "How the objectives are measured",
        ("Objective", "Measure", "How", "Where it is told"),
        rows,
        f"{number(len(rows), published=True)} measures. Those without a place are not measured "
        "by this version.",
    )


def _spread(reader: RunReader, option: str, column: str) -> str:
    try:
        low, high = ends(reader.values("purpose", option, column))
    except NotVisible:
        return "unknown"
    return "none" if high == 0 else troops_range(low, high, unit="")
