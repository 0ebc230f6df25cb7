"""Troops along a line, by the density of past missions taken one by one as the yardstick."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size.method import LineSector, Method, MethodPlan, applicable, inapplicable

__all__ = ["METHOD", "WATCHERS", "Yardstick", "family_of", "line_troops", "yardsticks"]

# The parameter that holds the compliance factor of a consent regime; with full consent it is 1.
CONSENT_FACTOR = {"partial": "consent_partial", "no": "consent_no"}
_CODES = {"yes": 0.0, "partial": 1.0, "no": 2.0}
# Mandates that watch a line; every other one on it stands between the armies.
WATCHERS = ("civilian_monitoring", "observer")
OBSERVE, INTERPOSE = "observe", "interpose"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A past mission beside a line: first strength, length, and troops by km where both are known.

    ``family`` is ``observe``, ``interpose`` or ``context``, which measures no option.
    """

    operation: str
    family: str
    troops: float | None
    line_km: float | None
    density_per_km: float | None


def family_of(option: Option) -> str:
    """Return the family of past missions that measures an option, blank off the line."""
    if option.placement != "line":
        return ""
    return OBSERVE if option.mandate in WATCHERS else INTERPOSE


def yardsticks(scenario: Scenario) -> tuple[Yardstick, ...]:
    """Return every past mission of the table; a length or strength of the yardstick's own wins."""
    operations = {str(row["id"]): row for row in scenario.rows("operations")}
    found = []
    for row in scenario.rows("line_yardsticks"):
        mission = operations.get(str(row["operation"]))
        if mission is None:
            continue
        troops = _number(row.get("initial_troops")) or _number(mission["initial_troops"])
        line_km = _number(row["line_length_km"]) or _number(mission["line_length_km"])
        density = troops / line_km if troops and line_km else None
        found.append(Yardstick(str(row["operation"]), str(row["family"]), troops, line_km, density))
    return tuple(found)


def _number(cell: object) -> float | None:
    return None if cell is None else float(str(cell))


def line_troops(
    density_per_km: FloatArray,
    length_km: FloatArray,
    consent_ratio: FloatArray,
    reserve: FloatArray,
) -> FloatArray:
    """Return d x L x c(option)/c(mission) x (1 + reserve), shape (draws, missions).

    Parameters
    ----------
    density_per_km : ndarray, shape (missions,)
        Initial troops of a past mission by km of its line.
    length_km : ndarray, shape (draws,)
        Length of the sectors, each weighted by its share of the land density.
    consent_ratio : ndarray, shape (draws, missions)
        A mission's density already contains its own consent, so only the ratio counts.
    reserve : ndarray, shape (draws,)
        Share added as a reserve.
    """
    weighted_km = (length_km * (1 + reserve))[:, None]
    result: FloatArray = density_per_km[None, :] * weighted_km * consent_ratio
    return result


def _prepare(scenario: Scenario, option: Option) -> MethodPlan:
    family = family_of(option)
    if not family or not option.sectors:
        return inapplicable(METHOD.name, "no_line_task")
    density = {
        y.operation: y.density_per_km
        for y in yardsticks(scenario)
        if y.family == family and y.density_per_km is not None
    }
    operations = {str(row["id"]): row for row in scenario.rows("operations")}
    missions = [operations[id] for id in density]
    if not missions:
        return inapplicable(METHOD.name, "no_table")
    sectors = tuple(
        LineSector(s.id, s.kind, s.length, s.density_share)
        for s in scenario.sectors
        if s.id in option.sectors
    )
    regimes = {option.consent, *(str(row["parties_consented"]) for row in missions)}
    return applicable(
        METHOD.name,
        scenario,
        variants={str(row["id"]): str(row["name"]) for row in missions},
        roles={
            "length": tuple(sector.length for sector in sectors),
            "density_share": tuple(sector.density_share for sector in sectors),
            "consent": tuple(CONSENT_FACTOR[r] for r in sorted(regimes) if r in CONSENT_FACTOR),
            "reserve": ("reserve_share",),
            "sensors": ("sensor_replacement",) if family == OBSERVE else (),
        },
        numbers=tuple(
            {
                "density_per_km": density[str(row["id"])],
                "mission_consent": _CODES[str(row["parties_consented"])],
                "option_consent": _CODES[option.consent],
            }
            for row in missions
        ),
        rows=missions,
        sectors=sectors,
    )


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    length = np.zeros(len(sample.rows))
    for sector in plan.sectors:
        length = length + sample[sector.length] * sample[sector.density_share]
    option_factor = _consent_factor(sample, plan.numbers[0]["option_consent"])
    mission_factors = [_consent_factor(sample, row["mission_consent"]) for row in plan.numbers]
    ratio = option_factor[:, None] / np.stack(mission_factors, axis=1)
    for name in plan.roles["sensors"]:
        ratio = ratio * (1 - sample[name])[:, None]
    density = np.array([row["density_per_km"] for row in plan.numbers])
    return line_troops(density, length, ratio, sample["reserve_share"])


def _consent_factor(sample: Sample, code: float) -> FloatArray:
    for regime, name in CONSENT_FACTOR.items():
        if _CODES[regime] == code:
            return sample[name]
    return np.ones(len(sample.rows))


METHOD = Method(
    name="line_density",
    title="Troops by kilometre",
    note="past missions one by one as the yardstick",
    formula="sum over sectors of d(mission) x L x share x c(option)/c(mission) x (1 + reserve)",
    basis="deployed troops on the line and in its reserve",
    prepare=_prepare,
    troops=_troops,
    mandate_reason="no_line_task",
)
