"""The methods against past missions: sizes against what was asked and sent, chances against breaks.

The main path: missions and planners' estimates from the tables; each method on each of them, with
the mission itself left out; scores by method and target, never pooled; chances to break beside what
happened; and whether sending what was asked for went with holding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ceasefire.draws import Draws
from ceasefire.hindcast.aims import Aim, aims
from ceasefire.hindcast.missions import Mission, Request, Row, missions, requests
from ceasefire.hindcast.predictions import PARAMETERS, Past, predictions
from ceasefire.hindcast.scores import Sized, SizeScore, resampled, score, sized
from ceasefire.hindcast.survival import (
    HORIZONS,
    BreakScore,
    Foretold,
    concordance,
    foretell,
    score_breaks,
)
from ceasefire.scenario.model import Scenario
from ceasefire.size.line_density import yardsticks

__all__ = ["ASKED", "JOB_METHODS", "SENT", "Fulfilment", "Hindcast", "hindcast"]

ASKED, SENT, SENT_FIRST = "asked", "sent", "sent_first"
JOB_METHODS = {
    "watch": "line_density",
    "between": "line_density",
    "stabilise": "population_density",
}
"""The method that sizes what a mission does, chosen before any result was seen."""
LAST_YEAR = 1999
"""Out of time: learn from missions that began by then, judge those after."""
_DRAWS, _SEED = 512, 7
_FEWEST = 3
_CLASSES = {"truce_none": "fortna-truce-none", "truce_present": "fortna-truce-present"}
_SHARES = ("broken_1y", "broken_5y", "broken_10y")


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Whether sending more of what was asked for went with holding.

    Attributes
    ----------
    n_held, n_broken : int
        Missions with an estimate, troops sent and an outcome.
    held_median, broken_median : float
        Sent over asked, in the middle of either group.
    better_share : float
        How often one that held had more of what was asked than one that broke; 0.5 says nothing.
    better_low, better_high : float
        90% interval over resampled missions.
    """

    n_held: int
    n_broken: int
    held_median: float
    broken_median: float
    better_share: float
    better_low: float
    better_high: float


@dataclass(frozen=True)
class Hindcast:
    """The model's own track record.

    Attributes
    ----------
    sizes : tuple of SizeScore
        By method and target.
    later_sizes : tuple of SizeScore
        The same for cases after ``LAST_YEAR``, judged by missions up to it.
    best : Mapping of str to SizeScore
        By target: each line and stabilisation case by the best of its methods (``hindsight``: known
        only afterwards) and by the method for its job (``job``).
    cases : mapping of str to tuple of Sized
        By target, every case by every method that applies.
    breaks, later_breaks : tuple of BreakScore
    foretold : tuple of Foretold
    concordance : mapping of str to float
        Harrell's C by forecaster.
    aims : tuple of Aim
        What was aimed at before, and found.
    fulfilment : Fulfilment or None
        None where fewer than three held or broke.
    last_year : int
        ``LAST_YEAR``.
    """

    sizes: tuple[SizeScore, ...]
    later_sizes: tuple[SizeScore, ...]
    best: Mapping[str, tuple[SizeScore, ...]]
    cases: Mapping[str, tuple[Sized, ...]]
    breaks: tuple[BreakScore, ...]
    later_breaks: tuple[BreakScore, ...]
    foretold: tuple[Foretold, ...]
    concordance: Mapping[str, float]
    aims: tuple[Aim, ...]
    fulfilment: Fulfilment | None
    last_year: int = LAST_YEAR


def hindcast(
    scenario: Scenario,
    operations: Sequence[Row] | None = None,
    requirements: Sequence[Row] | None = None,
) -> Hindcast:
    """Return the track record of the methods on past missions.

    Parameters
    ----------
    scenario : Scenario
        Gives coefficients, yardsticks, reference classes, and the missions they come from.
    operations, requirements : sequence of rows, optional
        Missions and estimates to judge; the scenario's own by default. A mission and its
        kin are left out of their own coefficients wherever they stand.
    """
    known = missions(scenario.rows("operations"))
    judged = known if operations is None else _with_kin(missions(operations), known)
    rows = scenario.rows("requirements") if requirements is None else requirements
    everyone = {m.id: m for m in (*known, *judged)}
    asked = requests(rows, everyone.values())
    if operations is not None:
        ids = {m.id for m in judged}
        asked = tuple(r for r in asked if requirements is not None or r.mission in ids)
    past = Past(yardsticks(scenario), known, _sample(scenario))
    shares = _class_shares(scenario)
    cases = _cases(judged, asked, past)
    later = _cases(
        [m for m in judged if m.start > LAST_YEAR],
        [r for r in asked if r.start > LAST_YEAR],
        past.before(LAST_YEAR),
    )
    pool = tuple(everyone.values())
    ids = {m.id for m in judged}
    foretold = tuple(f for f in foretell(pool, shares) if f.mission in ids)
    told_later = tuple(f for f in foretell(pool, shares, LAST_YEAR) if f.mission in ids)
    ordered = {name: concordance(foretold, name) for name in ("prior", "consent")}
    order = {name: value for name, value in ordered.items() if value is not None}
    sizes, breaks = _scores(cases), _breaks(foretold)
    best = {target: _best(target, cases[target], judged, asked) for target in cases}
    against_asked = [score for score in sizes if score.target == ASKED]
    return Hindcast(
        sizes=sizes,
        later_sizes=_scores(later),
        best=best,
        cases=cases,
        breaks=breaks,
        later_breaks=_breaks(told_later),
        foretold=foretold,
        concordance=order,
        aims=aims(against_asked, best[ASKED], breaks, order),
        fulfilment=_fulfilment(asked),
    )


def _with_kin(judged: Sequence[Mission], known: Sequence[Mission]) -> tuple[Mission, ...]:
    """Return missions with the kin of the known one of the same id, where theirs is not told."""
    kin = {mission.id: mission.kin for mission in known}
    return tuple(replace(m, kin=kin.get(m.id, m.kin)) if m.kin == m.id else m for m in judged)


def _sample(scenario: Scenario) -> dict[str, np.ndarray]:
    sample = Draws(scenario, _DRAWS, _SEED).sample(range(_DRAWS))
    return {name: sample[name] for name in PARAMETERS}


def _class_shares(scenario: Scenario) -> dict[str, tuple[float, ...]]:
    rows = {str(row["id"]): row for row in scenario.rows("reference_classes")}
    return {
        name: tuple(float(str(rows[id][share])) for share in _SHARES)
        for name, id in _CLASSES.items()
        if id in rows and all(rows[id][share] is not None for share in _SHARES)
    }


def _cases(
    judged: Sequence[Mission], asked: Sequence[Request], past: Past
) -> dict[str, tuple[Sized, ...]]:
    """Return every case by every method, by target."""
    found: dict[str, list[Sized]] = {ASKED: [], SENT: [], SENT_FIRST: []}
    for request in asked:
        if not request.official or not request.role:
            continue
        target, cluster = math.sqrt(request.low * request.high), request.kin
        for method, values in predictions(request, past).items():
            found[ASKED].append(sized(request.id, cluster, request.title, method, target, values))
    for mission in judged:
        answers = predictions(mission, past)
        for name, troops in ((SENT, mission.peak_troops), (SENT_FIRST, mission.first_troops)):
            if troops:
                found[name] += [
                    sized(mission.id, mission.kin, mission.title, method, troops, values)
                    for method, values in answers.items()
                ]
    return {name: tuple(cases) for name, cases in found.items()}


def _scores(cases: Mapping[str, Sequence[Sized]]) -> tuple[SizeScore, ...]:
    return tuple(
        score(method, target, [c for c in found if c.method == method])
        for target, found in cases.items()
        for method in dict.fromkeys(c.method for c in found)
    )


def _best(
    target: str, cases: Sequence[Sized], judged: Sequence[Mission], asked: Sequence[Request]
) -> tuple[SizeScore, ...]:
    """Return scores of line and stabilisation cases by the method for the job, and by the best."""
    roles = {mission.id: mission.role for mission in judged}
    roles |= {request.id: request.role for request in asked}
    by_case: dict[str, list[Sized]] = {}
    for case in cases:
        job = JOB_METHODS.get(roles.get(case.case, ""), "")
        if job and case.method.partition(".")[0] == job:
            by_case.setdefault(case.case, []).append(case)
    if not by_case:
        return ()
    closest = [min(found, key=lambda c: abs(c.log_ratio)) for found in by_case.values()]
    single = [found[0] for found in by_case.values() if len(found) == 1]
    scores = [score("hindsight", target, closest)]
    return (*scores, score("line_job", target, single)) if single else tuple(scores)


def _breaks(foretold: Sequence[Foretold]) -> tuple[BreakScore, ...]:
    found = (
        score_breaks(foretold, name, place)
        for name in ("prior", "consent", "median", "base_rate")
        for place in range(len(HORIZONS))
    )
    return tuple(one for one in found if one is not None)


def _fulfilment(asked: Sequence[Request]) -> Fulfilment | None:
    """Return how sending compared with asking, the last estimate of a mission counting."""
    last = {r.mission or r.id: r for r in sorted(asked, key=lambda r: (r.start, r.id))}
    told = [
        (r.deployed / math.sqrt(r.low * r.high), r.held)
        for r in last.values()
        if r.official and r.deployed and r.held is not None
    ]
    held = np.array([share for share, ok in told if ok])
    broken = np.array([share for share, ok in told if not ok])
    if min(len(held), len(broken)) < _FEWEST:
        return None
    again = [
        _better(one, other)
        for one, other in zip(
            held[resampled(len(held), 1)], broken[resampled(len(broken), 2)], strict=True
        )
    ]
    low, high = np.quantile(again, [0.05, 0.95])
    return Fulfilment(
        len(held),
        len(broken),
        float(np.median(held)),
        float(np.median(broken)),
        _better(held, broken),
        float(low),
        float(high),
    )


def _better(held: np.ndarray, broken: np.ndarray) -> float:
    gap = held[:, None] - broken[None, :]
    return float(((gap > 0) + 0.5 * (gap == 0)).mean())
