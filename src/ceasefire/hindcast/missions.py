"""Past missions as the methods would have met them: the task, what was asked for, what came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceasefire.scenario.cells import keys_in

__all__ = ["ROLES", "Mission", "Request", "missions", "requests"]

Row = Mapping[str, object]

ROLES = {
    "civilian_monitoring": "watch",
    "observer": "watch",
    "interposition": "between",
    "chapter_vi": "stabilise",
    "stabilisation": "stabilise",
    "chapter_vii_enforcement": "stabilise",
    "forward_presence": "guarantee",
}
"""What a mission does, by its mandate: watch, stand between, stabilise an area, guarantee."""
_TASKS = {
    "observation": "watch",
    "line": "between",
    "protection": "stabilise",
    "stabilisation": "stabilise",
    "enforcement": "",
    "training": "",
}
"""The same by the task that a planner's estimate was for; blank for a war or for teaching, which
the methods of size do not size."""


@dataclass(frozen=True, slots=True)
class Mission:
    """A past mission; None is not known.

    ``start`` is its first year; ``years`` are those until the ceasefire broke or observation
    ended, ``broke`` whether it broke. ``kin`` is one word for all missions that are not to be
    judged by one another: the same force under several names; its own id where there is no other.
    """

    id: str
    title: str
    role: str
    consent: str
    start: int
    line_km: float | None
    population: float | None
    first_troops: float | None
    peak_troops: float | None
    broke: bool | None
    years: float | None
    kin: str


@dataclass(frozen=True, slots=True)
class Request:
    """What planners asked for: troops ``low`` to ``high``, and the work they asked them for.

    ``mission`` is the id of the mission that came of it, blank where none did; ``deployed`` is
    blank where it was only recalled; ``held`` whether large-scale war stayed away.
    """

    id: str
    title: str
    mission: str
    role: str
    consent: str
    start: int
    line_km: float | None
    population: float | None
    low: float
    high: float
    authorised: float | None
    deployed: float | None
    official: bool
    held: bool | None
    kin: str


def missions(rows: Iterable[Row]) -> tuple[Mission, ...]:
    """Return the missions of ``operations.csv``, or of a table with its columns."""
    return tuple(
        Mission(
            id=str(row["id"]),
            title=str(row["name"]),
            role=ROLES[str(row["mandate"])],
            consent=str(row["parties_consented"]),
            start=int(str(row["start"])[:4]),
            line_km=_number(row["line_length_km"]),
            population=_millions(row["population_m"]),
            first_troops=_number(row["initial_troops"]),
            peak_troops=_number(row["peak_troops"]),
            broke=_truth(row["ceasefire_broke"]),
            years=_number(row["years_to_break"]),
            kin=str(row.get("kin") or row["id"]),
        )
        for row in rows
    )


def requests(rows: Iterable[Row], known: Iterable[Mission]) -> tuple[Request, ...]:
    """Return the planners' estimates; line and population of the mission where theirs are blank.

    A line is taken over only by an estimate for a task on a line.
    """
    by_id = {mission.id: mission for mission in known}
    return tuple(_request(row, by_id.get(str(row["operation"] or ""))) for row in rows)


def _request(row: Row, mission: Mission | None) -> Request:
    role, weak = _TASKS[str(row["task"])], keys_in(row.get("weak_cells"))
    line, people = _number(row["line_length_km"]), _millions(row["population_m"])
    if mission is not None:
        on_line = role in ("watch", "between")
        line = line if line is not None or not on_line else mission.line_km
        people = people if people is not None else mission.population
    return Request(
        id=str(row["id"]),
        title=str(row["title"]),
        mission=mission.id if mission else "",
        role=role,
        consent=str(row["consent"]),
        start=int(str(row["decided_on"])[:4]),
        line_km=line,
        population=people,
        low=float(str(row["estimate_low_troops"])),
        high=float(str(row["estimate_high_troops"])),
        authorised=_number(row["authorised_troops"]),
        deployed=None if "deployed_troops" in weak else _number(row["deployed_troops"]),
        official=bool(row["official"]),
        held=_truth(row["held"]),
        kin=str(row.get("kin") or (mission.kin if mission else row["id"])),
    )


def _millions(cell: object) -> float | None:
    number = _number(cell)
    return None if number is None else number * 1e6


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _truth(cell: object) -> bool | None:
    return cell if isinstance(cell, bool) else None
