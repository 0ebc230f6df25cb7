"""Troops along a line, by the density of past missions taken one by one as the yardstick."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.scenario.model import Option, Scenario
from ceasefire.size.method import Method, MethodPlan, applicable, inapplicable

__all__ = ["METHOD", "line_troops"]

# The parameter that holds the compliance factor of a consent regime; with full consent it is 1.
CONSENT_FACTOR = {"partial": "consent_partial", "no": "consent_no"}
_CODES = {"yes": 0.0, "partial": 1.0, "no": 2.0}
_WATCHERS = ("civilian_monitoring", "observer")


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
    if option.troops_high == 0:
        return inapplicable(METHOD.name, "no_force")
    if option.placement != "line" or not option.sectors:
        return inapplicable(METHOD.name, "no_line_task")
    family = "observe" if option.mandate in _WATCHERS else "interpose"
    missions = _missions(scenario, family)
    if not missions:
        return inapplicable(METHOD.name, "no_table")
    sectors = [s for s in scenario.sectors if s.id in option.sectors]
    regimes = {option.consent, *(str(row["parties_consented"]) for row in missions)}
    return applicable(
        METHOD.name,
        scenario,
        variants=tuple(str(row["id"]) for row in missions),
        roles={
            "length": tuple(s.length for s in sectors),
            "density_share": tuple(s.density_share for s in sectors),
            "consent": tuple(CONSENT_FACTOR[r] for r in sorted(regimes) if r in CONSENT_FACTOR),
            "reserve": ("reserve_share",),
            "sensors": ("sensor_replacement",) if family == "observe" else (),
        },
        numbers=tuple(
            {
                "density_per_km": _density_per_km(row),
                "mission_consent": _CODES[str(row["parties_consented"])],
                "option_consent": _CODES[option.consent],
            }
            for row in missions
        ),
        rows=missions,
    )


def _missions(scenario: Scenario, family: str) -> list[dict[str, object]]:
    """Return the operations that serve as yardstick; a length of the yardstick's own wins."""
    operations = {str(row["id"]): dict(row) for row in scenario.rows("operations")}
    missions = []
    for row in scenario.rows("line_yardsticks"):
        mission = operations.get(str(row["operation"]))
        if row["family"] == family and mission:
            length = row["line_length_km"] or mission["line_length_km"]
            missions.append({**mission, "line_length_km": length})
    return missions


def _density_per_km(mission: Mapping[str, object]) -> float:
    return float(str(mission["initial_troops"])) / float(str(mission["line_length_km"]))


def _troops(
    plan: MethodPlan, sample: Sample, mission: Mission, size_troops: FloatArray
) -> FloatArray:
    length = np.zeros(len(sample.rows))
    pairs = zip(plan.roles["length"], plan.roles["density_share"], strict=True)
    for length_name, share_name in pairs:
        length = length + sample[length_name] * sample[share_name]
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
    formula="sum over sectors of d(mission) x L x share x c(option)/c(mission) x (1 + reserve)",
    basis="deployed troops on the line and in its reserve",
    prepare=_prepare,
    troops=_troops,
)
