"""How well past ceasefires would have been foretold: chances to break, against what happened.

Chances come from four forecasters. ``prior`` reads the reference class of a mission from its
columns and takes the class's shares; ``consent`` takes other missions with as much consent;
``base_rate`` all other missions, whatever they were; ``median`` says of each that it breaks when
half of the others had. Observation that ended early is weighed by the chance of ending so (Graf and
others 1999).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from ceasefire.hindcast.missions import Mission
from ceasefire.hindcast.scores import ChanceScore, chance_score, within_floor
from ceasefire.precedents.survival.kaplan_meier import survival_curve
from ceasefire.results import FloatArray

__all__ = [
    "HORIZONS",
    "BreakScore",
    "Foretold",
    "class_of",
    "concordance",
    "foretell",
    "score_breaks",
    "unbroken",
]

HORIZONS = (1.0, 5.0, 10.0)
_LEAST = 4  # other missions from which a share is read


@dataclass(frozen=True, slots=True)
class Foretold:
    """A mission's chances of having broken by the horizons, by forecaster."""

    mission: str
    title: str
    start: int
    years: float
    broke: bool
    kin: str
    chances: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class BreakScore(ChanceScore):
    """A forecaster at a horizon; the rival is the base rate.

    Attributes
    ----------
    n, broken : int
        Missions with chances; those that broke by then.
    """

    forecaster: str
    years: float
    n: int
    broken: int


def unbroken(years: Sequence[float], broke: Sequence[bool], at: Sequence[float]) -> FloatArray:
    """Return the share still unbroken at some times (Kaplan and Meier 1958).

    >>> unbroken([1.0, 2.0, 2.0, 4.0], [True, True, False, False], [0.5, 1.0, 3.0]).tolist()
    [1.0, 0.75, 0.5]
    """
    stop = np.array(years, dtype=np.float64)
    times, left, _ = survival_curve(np.zeros_like(stop), stop, np.array(broke, dtype=bool))
    place = np.searchsorted(times, np.array(at), side="right")
    return np.concatenate([[1.0], left])[place]


def class_of(mission: Mission) -> str:
    """Return the reference class a mission is foretold by, and whether an armed force is there.

    ``line`` where it stands on one; else a truce with (``truce_present``) or without
    (``truce_none``) an armed force; blank for a guarantee, of which no class speaks.
    """
    if mission.role == "guarantee":
        return ""
    if mission.line_km:
        return "line"
    return "truce_none" if mission.role == "watch" else "truce_present"


def foretell(
    missions: Sequence[Mission], shares: Mapping[str, Sequence[float]], last_year: int | None = None
) -> tuple[Foretold, ...]:
    """Return the chances of every mission with an outcome, each and its kin left out of its own.

    Parameters
    ----------
    missions : sequence of Mission
    shares : mapping of str to sequence of float
        Shares broken at the horizons by class, of ``truce_none`` and ``truce_present``; the class
        ``line`` is read from the other missions on one.
    last_year : int, optional
        Learn from missions that began by then, foretell those that began later.
    """
    told = [m for m in missions if m.broke is not None and m.years]
    learnt = [m for m in told if last_year is None or m.start <= last_year]
    judged = [m for m in told if last_year is None or m.start > last_year]
    found = []
    for mission in judged:
        others = [m for m in learnt if m.kin != mission.kin]
        chances = {
            name: chance
            for name, forecaster in _FORECASTERS.items()
            if (chance := forecaster(mission, others, shares)) is not None
        }
        found.append(
            Foretold(
                mission.id,
                mission.title,
                mission.start,
                float(mission.years or 0.0),
                bool(mission.broke),
                mission.kin,
                chances,
            )
        )
    return tuple(found)


def _prior(
    mission: Mission, others: Sequence[Mission], shares: Mapping[str, Sequence[float]]
) -> tuple[float, ...] | None:
    name = class_of(mission)
    if name == "line":
        return _broken([m for m in others if m.line_km and m.role != "guarantee"])
    return tuple(shares[name]) if name in shares else None


def _consent(
    mission: Mission, others: Sequence[Mission], shares: Mapping[str, Sequence[float]]
) -> tuple[float, ...] | None:
    return _broken([m for m in others if m.consent == mission.consent])


def _base_rate(
    mission: Mission, others: Sequence[Mission], shares: Mapping[str, Sequence[float]]
) -> tuple[float, ...] | None:
    return _broken(others)


def _median(
    mission: Mission, others: Sequence[Mission], shares: Mapping[str, Sequence[float]]
) -> tuple[float, ...] | None:
    """Return certainty: broken by the horizons by which half of the others were."""
    share = _broken(others)
    return None if share is None else tuple(float(one >= 0.5) for one in share)


_Forecaster = Callable[
    [Mission, Sequence[Mission], Mapping[str, Sequence[float]]], tuple[float, ...] | None
]
_FORECASTERS: Mapping[str, _Forecaster] = {
    "prior": _prior,
    "consent": _consent,
    "median": _median,
    "base_rate": _base_rate,
}


def _broken(missions: Sequence[Mission]) -> tuple[float, ...] | None:
    if len(missions) < _LEAST:
        return None
    years = [float(m.years or 0.0) for m in missions]
    left = unbroken(years, [bool(m.broke) for m in missions], HORIZONS)
    return tuple(float(1.0 - share) for share in left)


def score_breaks(cases: Sequence[Foretold], forecaster: str, place: int) -> BreakScore | None:
    """Return the score of a forecaster at a horizon, None where nothing was foretold or seen.

    Compared with the base rate on the missions that both foretell.
    """
    both = [c for c in cases if forecaster in c.chances and "base_rate" in c.chances]
    if not both:
        return None
    years = HORIZONS[place]
    weight, broke = _weights(both, years)
    if not weight.any():
        return None  # all were lost from observation before
    chance = _chances(both, forecaster, place)
    base = _chances(both, "base_rate", place)
    found = chance_score(chance, base, broke, weight, [case.kin for case in both])
    return BreakScore(
        **{part.name: getattr(found, part.name) for part in fields(found)},
        forecaster=forecaster,
        years=years,
        n=len(both),
        broken=int(sum(c.broke and c.years <= years for c in both)),
    )


def _chances(cases: Sequence[Foretold], forecaster: str, place: int) -> FloatArray:
    return within_floor([case.chances[forecaster][place] for case in cases])


def _weights(cases: Sequence[Foretold], years: float) -> tuple[FloatArray, FloatArray]:
    """Return what each case counts at a horizon, and whether it had broken by then.

    A case that was lost to observation before counts nothing, and the others more for it.
    """
    time = np.array([case.years for case in cases])
    event = np.array([case.broke for case in cases])
    until = np.minimum(time, years)
    observed = unbroken(time.tolist(), (~event).tolist(), np.nextafter(until, 0.0).tolist())
    broke = event & (time <= years)
    known = broke | (time >= years)
    weight = np.where(known, 1.0 / np.maximum(observed, 0.05), 0.0)
    return weight, broke.astype(np.float64)


def concordance(cases: Sequence[Foretold], forecaster: str, place: int = 1) -> float | None:
    """Return how often, of two missions, the one foretold to break likelier broke first.

    Harrell's C: pairs in which the earlier time is a break; ties of the chance count half.
    """
    told = [c for c in cases if forecaster in c.chances]
    right = pairs = 0.0
    for one in told:
        for other in told:
            if one.broke and one.years < other.years:
                pairs += 1
                gap = one.chances[forecaster][place] - other.chances[forecaster][place]
                right += 1.0 if gap > 0 else 0.5 if gap == 0 else 0.0
    return right / pairs if pairs and math.isfinite(right) else None
