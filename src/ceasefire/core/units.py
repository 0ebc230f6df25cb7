"""A closed table of units: a quantity names one of these or it is refused."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["UNITS", "Unit", "convert"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name in files, what it measures, its factor to the base unit, its words.

    ``low`` and ``high`` bound what is plausible in a pack; a value outside is an error.
    """

    name: str
    dimension: str
    factor: float
    words: str
    low: float
    high: float


_TABLE = (
    Unit("troops", "people", 1.0, "troops", 0, 5_000_000),
    Unit("people", "people", 1.0, "people", 0, 2_000_000_000),
    Unit("trainees_per_year", "people/time", 1.0, "trainees a year", 0, 1_000_000),
    Unit("trainees_per_staff_year", "1/time", 1.0, "trainees a staff-year", 0, 1_000),
    Unit("brigades", "brigades", 1.0, "combat brigades", 0, 1_000),
    Unit("troops_per_brigade", "people/brigade", 1.0, "troops a brigade", 500, 30_000),
    Unit("troops_per_km", "people/length", 1.0, "troops a km", 0, 20_000),
    Unit("troops_per_post", "people/site", 1.0, "troops a post", 0, 100),
    Unit("troops_per_site", "people/site", 1.0, "troops a site", 0, 1_000),
    Unit("troops_per_aircraft", "people/aircraft", 1.0, "troops an aircraft", 0, 1_000),
    Unit("sites", "sites", 1.0, "sites", 0, 1_000_000),
    Unit("aircraft", "aircraft", 1.0, "aircraft", 0, 10_000),
    Unit("km", "length", 1.0, "km", 0, 20_000),
    Unit("m", "length", 0.001, "m", 0, 20_000_000),
    Unit("km2", "area", 1.0, "km²", 0, 20_000_000),
    Unit("hours", "time", 1.0 / 24.0, "hours", 0, 100_000),
    Unit("days", "time", 1.0, "days", 0, 40_000),
    Unit("months", "time", 365.25 / 12.0, "months", 0, 1_200),
    Unit("years", "time", 365.25, "years", 0, 200),
    Unit("per_1000", "share", 0.001, "per 1,000 inhabitants", 0, 1_000),
    Unit("share", "share", 1.0, "share", 0, 1),
    Unit("ratio", "ratio", 1.0, "ratio", 0, 1_000),
    Unit("per_year", "events/time", 1.0, "a year", 0, 1_000),
    Unit("incidents_per_100km_day", "incidents", 1.0, "incidents per 100 km and day", 0, 10_000),
    Unit("log_effect", "logarithm", 1.0, "log points", -10, 10),
    Unit("stake", "stake", 1.0, "of the aggressor's stake", -100, 100),
    Unit("deaths", "people killed", 1.0, "deaths", 0, 1_000_000),
    Unit("battalions", "battalions", 1.0, "battalions", 0, 1_000),
    Unit("eur_2025_bn", "money", 1.0, "billion euros of 2025", 0, 100_000),
    Unit("eur_2025", "money", 1e-9, "euros of 2025", 0, 1e14),
    Unit("eur_2025_per_year", "money/time", 1e-9, "euros of 2025 a year", 0, 1e12),
    Unit("eur_2025_per_soldier_year", "money/people", 1e-9, "euros of 2025 a soldier-year", 0, 1e7),
    Unit("eur_2025_per_place", "money/place", 1e-9, "euros of 2025 a place", 0, 1e7),
    Unit("eur_2025_per_tonne", "money/mass", 1e-9, "euros of 2025 a tonne", 0, 1e6),
    Unit("kg_per_soldier_day", "mass/people", 1.0, "kg a soldier and day", 0, 1_000),
    Unit(
        "deaths_per_1000_soldier_years", "deaths", 0.001, "deaths a 1,000 soldier-years", 0, 1_000
    ),
    Unit("normal_score", "score", 1.0, "standard deviations", -5, 5),
)

UNITS: dict[str, Unit] = {unit.name: unit for unit in _TABLE}


def convert(value: float, unit: str, to: str) -> float:
    """Return ``value`` given in ``unit`` as a number of ``to``.

    Raises
    ------
    KeyError
        If a unit is not in the table.
    ValueError
        If the two units measure different things.
    """
    source, target = UNITS[unit], UNITS[to]
    if source.dimension != target.dimension:
        raise ValueError(f"{unit} measures {source.dimension}, {to} measures {target.dimension}")
    return value * source.factor / target.factor
