"""The past missions taken as yardsticks: first strength, peak beside it, density, result."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.briefing.model import DataTable
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader, ends
from ceasefire.briefing.size_plan import Yardstick
from ceasefire.briefing.words import number, whole_range

__all__ = ["yardsticks_table"]

PARTS = {"observe": "watch", "interpose": "interpose"}
CONSENT = {"yes": "full", "partial": "partial: divided", "no": "none: divided"}
USES = {"observe": "to watch", "interpose": "to stand between", "context": "not used"}


def yardsticks_table(reader: RunReader) -> DataTable | None:
    """Return a row a past mission with a line, those not used with the reason, or None."""
    found = [option for part in PARTS.values() if (option := first_option(reader, part))]
    if not found:
        return None
    operations = {str(row["id"]): row for row in reader.scenario.rows("operations")}
    reasons = {
        str(row["operation"]): str(row["reason"]) for row in reader.scenario.rows("line_yardsticks")
    }
    rows = [
        _row(reader, yardstick, operations[yardstick.operation], reasons[yardstick.operation])
        for yardstick in reader.size_plan(found[0].id).yardsticks
    ]
    if not rows:
        return None
    return DataTable(
        "Past missions as yardsticks of the line",
        (
            "Mission",
            "Use",
            "Consent",
            "First strength",
            "Peak",
            "Line, km",
            "Troops a km",
            "Here, troops",
        ),
        tuple(rows),
        "The first strength is the basis: it is what was sent for the task at the start. The peak "
        "stands beside it and is not used. The last column scales the density to this line with "
        "full consent; a mission that had less is divided by the judged factor of its consent.",
    )


def _row(
    reader: RunReader, yardstick: Yardstick, mission: Mapping[str, object], reason: str
) -> tuple[str, ...]:
    family, density = yardstick.family, yardstick.density_per_km
    return (
        str(mission["name"]),
        USES[family] if family in PARTS else f"not used: {reason}",
        CONSENT[str(mission["parties_consented"])],
        _published(yardstick.troops),
        _published(mission["peak_troops"]),
        _published(yardstick.line_km),
        "unknown" if density is None else number(density),
        _here(reader, family, yardstick.operation),
    )


def _here(reader: RunReader, family: str, mission: str) -> str:
    option = first_option(reader, PARTS[family]) if family in PARTS else None
    name = f"line_density.{mission}_troops"
    if option is None or name not in reader.names("size", option.id):
        return "not applicable"
    low, high = ends(reader.values("size", option.id, name))
    return whole_range(low, high, unit="")


def _published(cell: object) -> str:
    return "unknown" if cell is None else number(float(str(cell)), published=True)
