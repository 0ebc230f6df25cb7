"""Tables of the deploy section: reach, states, commands, arrival, cost."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.deploy_data import RULES, DeployView, flagship, forces
from ceasefire.briefing.model import DataTable
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.words import chance, number, percent, troops_range
from ceasefire.scenario.cells import keys_in

__all__ = ["deploy_tables"]

_DAYS = (30, 60, 90, 120, 180)
_LINES = ("setup", "running", "air", "maritime", "transport", "casualties", "total", "yearly")
_BASES = ("additional", "full")


def deploy_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the run can fill."""
    return told(
        lambda: _reach(reader),
        lambda: _states(reader),
        lambda: _arrival(reader),
        lambda: _costs(reader),
        lambda: _commands(reader),
    )


def _reach(reader: RunReader) -> DataTable | None:
    rows = []
    for view in forces(reader):
        shares = [float((view.values(f"coalition.{r}_reaches") > 0).mean()) for r in RULES]
        half = view.values("arrival.days_to_50") if "arrival.days_to_50" in view.names else None
        rows.append(
            (
                view.option.title,
                *(_range(view, f"coalition.{rule}_troops") for rule in RULES),
                chance(min(shares), max(shares)).words,
                "unknown" if half is None else _days(half),
                _range(view, "cost.additional.yearly_eur_2025_bn", ""),
            )
        )
    if not rows:
        return None
    return DataTable(
        "How far a coalition comes, when half of it is there, and what it costs a year",
        (
            "Option",
            *(f"Troops, by {words}" for words in RULES.values()),
            "Reaches its size",
            "Half is there, days",
            "€ billion a year, on top",
        ),
        tuple(rows),
        "5–95% of the draws. Who joins is this project’s judgement. Days are at the earliest; "
        "“not by” counts draws in which nobody comes.",
    )


def _states(reader: RunReader) -> DataTable | None:
    view = flagship(reader)
    if view is None:
        return None
    politics = {str(row["iso3"]): row for row in reader.scenario.rows("contributors")}
    stances = {
        state["iso3"]: state["stance"]
        for state in reader.run.plan("deploy", view.option.id)["states"]
    }
    formed = view.formed
    rows = []
    for iso3 in view.plan.shown:
        troops = view.values(f"state.{iso3}_troops")[formed]
        there = float((troops > 0).mean())
        row = politics.get(iso3, {})
        rows.append(
            (
                -there * float(np.median(troops[troops > 0])) if there else 0.0,
                (
                    view.plan.state(iso3).name,
                    str(stances.get(iso3, "")).replace("_", " "),
                    str(row.get("parliament_hurdle") or "").replace("_", " "),
                    ", ".join(keys_in(row.get("caveats"))).replace("_", " ") or "none",
                    percent(there),
                    number(float(np.median(troops[troops > 0]))) if there else "none",
                ),
            )
        )
    if not rows:
        return None
    return DataTable(
        f"The states of the coalition for “{view.option.title}”",
        ("State", "Stance", "Parliament", "Caveats", "There in", "Troops when there, middle"),
        tuple(cells for _, cells in sorted(rows)),
        "Of the draws in which a coalition reaches the size, or else in which anybody comes.",
    )


def _arrival(reader: RunReader) -> DataTable | None:
    rows = [
        (view.option.title, *(_range(view, f"arrived.day_{day}_troops") for day in _DAYS))
        for view in forces(reader)
        if f"arrived.day_{_DAYS[0]}_troops" in view.names
    ]
    if not rows:
        return None
    return DataTable(
        "Troops that are there at the earliest",
        ("Option", *(f"By day {day}" for day in _DAYS)),
        tuple(rows),
        "5–95% of the draws, days from the ceasefire; an upper bound.",
    )


def _costs(reader: RunReader) -> DataTable | None:
    view = flagship(reader)
    if view is None or "cost.full.total_eur_2025_bn" not in view.names:
        return None
    rows = tuple(
        (line.capitalize(), *(_range(view, f"cost.{b}.{line}_eur_2025_bn", "") for b in _BASES))
        for line in _LINES
    )
    return DataTable(
        f"Cost of “{view.option.title}” over its whole duration, € billion of 2025",
        ("Line", "On top of armies paid anyway", "In full"),
        rows,
        "5–95% of the draws; at present value. Lines sum to the total draw by draw; ranges do not.",
    )


def _commands(reader: RunReader) -> DataTable | None:
    rows = tuple(
        (
            str(row["title"]),
            str(row["eligible"]).replace("_", " "),
            ", ".join(keys_in(row["vetoes"])) or "nobody",
            f"{row['start_delay_low_days']}–{row['start_delay_high_days']}",
            str(row["common_funding"]).replace("_", " "),
            str(row["adversary_reading"]),
            str(row["consequence"]),
        )
        for row in reader.scenario.rows("commands")
        if row["id"] != "none"
    )
    if not rows:
        return None
    return DataTable(
        "Under whom: what each command arrangement brings",
        (
            "Command",
            "Who may take part",
            "Can be stopped by",
            "Start-up, days",
            "Common funding",
            "Provocation read into it",
            "What follows",
        ),
        rows,
        "Start-up times and readings are this project’s judgement (grade E).",
    )


def _range(view: DeployView, column: str, unit: str = "") -> str:
    spread = view.spread(column)
    if spread is None:
        return "unknown"
    return troops_range(spread.p05, spread.p95, unit)


def _days(values: np.ndarray) -> str:
    """Return the 5–95% range of days, some of which may never come."""
    low, high = (float(v) for v in np.quantile(values, [0.05, 0.95], method="inverted_cdf"))
    if not np.isfinite(low):
        return "not by day 180"
    return f"{number(low)}–{number(high)}" if np.isfinite(high) else f"{number(low)} or not by 180"
