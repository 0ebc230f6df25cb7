"""Tables of the deploy section that say under whom and at what cost."""

from __future__ import annotations

from ceasefire.briefing.deploy_data import DeployView, flagship
from ceasefire.briefing.deploy_read import BASES, MONEY, money
from ceasefire.briefing.model import DataTable
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import number
from ceasefire.scenario.cells import keys_in

__all__ = ["command_table", "cost_table"]

_LINES = {
    "setup": "Setting up camps",
    "running": "Soldiers and their upkeep",
    "air": "Aircraft",
    "maritime": "Ships",
    "transport": "Transport",
    "casualties": "Cover for casualties",
    "total": "Total",
    "yearly": "Total, a year",
}
_WHO = {
    "all": "everybody",
    "nato": "members of NATO",
    "eu": "members of the EU",
    "eu_and_partners": "the EU and its partners",
    "allies_and_willing": "NATO, the EU and others that are willing",
}
_NO_CONTRIBUTORS = {"BLR": "Belarus", "RUS": "Russia"}  # who can stop a command all the same
_ALTERNATIVES = {
    "aid_today": "All donors’ military aid, a year",
    "aid_europe": "Europe’s military aid, a year",
    "aid_surge": "A surge of aid, a year",
}


def cost_table(reader: RunReader) -> DataTable | None:
    """Return the lines of cost on both bases, and a year of the alternatives."""
    view = flagship(reader)
    if view is None or f"cost.full.total_{MONEY}" not in view.names:
        return None
    rows = [
        (title, *(_money(view, f"cost.{basis}.{line}_{MONEY}") for basis in BASES))
        for line, title in _LINES.items()
    ]
    for name, title in _ALTERNATIVES.items():
        column = f"alternative.{name}_{MONEY}"
        if column in view.names:
            rows.append((title, *(_money(view, column) for _ in BASES)))
    return DataTable(
        f"Cost of “{view.option.title}” over {_years(view)}, € billion of 2025",
        ("Line", "On top of armies paid anyway", "In full"),
        tuple(rows),
        "5–95% of the draws, at present value. The cost is that of the size asked for, whether or "
        "not a coalition reaches it. In each draw the lines sum to the total; the ends "
        "of their ranges do not. Aid is the same in both columns.",
    )


def _years(view: DeployView) -> str:
    years = number(view.option.duration_years, published=True)
    return "one year" if years == "1" else f"{years} years"


def _money(view: DeployView, column: str) -> str:
    spread = view.spread(column)
    return "none" if spread is not None and spread.p95 == 0 else money(spread)


def command_table(reader: RunReader) -> DataTable | None:
    """Return what each command arrangement of the pack brings."""
    rows = reader.scenario.rows("contributors")
    names = _NO_CONTRIBUTORS | {str(row["iso3"]): str(row["name"]) for row in rows}
    found = tuple(
        (
            str(row["title"]),
            _WHO.get(str(row["eligible"]), str(row["eligible"]).replace("_", " ")),
            ", ".join(names.get(iso3, iso3) for iso3 in keys_in(row["vetoes"])) or "nobody",
            _days(row["start_delay_low_days"], row["start_delay_high_days"]),
            str(row["common_funding"]).replace("_", " "),
            str(row["adversary_reading"]),
            str(row["consequence"]),
        )
        for row in reader.scenario.rows("commands")
        if row["id"] != "none"
    )
    if not found:
        return None
    return DataTable(
        "Under whom: what each command arrangement brings",
        (
            "Command",
            "Who may take part",
            "Likeliest to stop it",
            "Start-up, days",
            "Paid together",
            "Provocation read into it",
            "What follows",
        ),
        found,
        "Start-up times, readings and the choice of states that may stop it are this project’s "
        "judgement (grade E).",
    )


def _days(low: object, high: object) -> str:
    return f"{number(float(str(low)), published=True)}–{number(float(str(high)), published=True)}"
