"""Whether a settlement and a force come about under one option, in every draw.

The main path: what other questions say of the draw, what the news adds, the cases that are asked,
one contraction of the network for all of them, and the answers in their places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from ceasefire.core.status import Status, reason_code
from ceasefire.draws import Draws, Sample
from ceasefire.prospects.feasibility.cases import Case, chances
from ceasefire.prospects.feasibility.evidence import log_ratios, shifts
from ceasefire.prospects.feasibility.plan import FeasibilityPlan
from ceasefire.results import (
    Feasibility,
    FloatArray,
    ForceRequirement,
    Happening,
    LookBack,
    Outlook,
    SentForce,
)
from ceasefire.scenario.network_rules import (
    CAP,
    DEADLINES_MONTHS,
    HEADLINE_MONTHS,
    MINIMUM,
    SHIFT,
)

__all__ = ["evaluate"]


def evaluate(
    plan: FeasibilityPlan,
    draws: Draws,
    rows: range,
    *,
    size: ForceRequirement,
    deploy: SentForce,
    prospects: Outlook,
) -> Feasibility:
    """Return the feasibility of an option in these rows.

    ``size`` gives the troops asked for, ``deploy`` what comes of them and when, ``prospects`` what
    is still there later, how the force shifts the adversary's acceptance, and how long it holds.
    """
    sample = draws.sample(rows)
    sends = plan.option.troops_high > 0
    missing = [name for name in plan.parameters if name not in sample]
    unknown = sends and (deploy.arrived_troops is None or deploy.reached_by_day is None)
    if plan.reason or missing or unknown or prospects.h2 is None:
        return _nothing(plan, prospects, len(rows))
    given = _given(plan, sample, size.size_troops, deploy, prospects)
    ratios = log_ratios(draws.seed, rows, plan.events)
    news = {day: shifts(plan.events, ratios, sample[CAP], day) for day in plan.days}
    today = Case(HEADLINE_MONTHS, plan.terms, given[-1], news[plan.days[-1]])
    happening = _happening(plan, sample, today, prospects.h2)
    return Feasibility(
        option=plan.option.id,
        happening=happening,
        look_back=_look_back(plan, sample, today, given, news),
        status=prospects.status,
        reason=prospects.reason,
        evidence=plan.evidence.beside(*_columns(size, deploy, prospects))
        if sends
        else plan.evidence,
        held=prospects.columns_of("holds.h2.year_")[-1:],
    )


def _columns(size: ForceRequirement, deploy: SentForce, prospects: Outlook) -> tuple[str, ...]:
    """Return the columns that the chances of a force are made from."""
    sent = (size.SIZE, *deploy.columns, *deploy.columns_by_day)
    later = (prospects.columns_of(head) for head in ("present.year_", "acceptance_shift"))
    return (*sent, *(column for columns in later for column in columns))


def _nothing(plan: FeasibilityPlan, prospects: Outlook, rows: int) -> Feasibility:
    """Return no answer: for the plan's reason, for that of the question read, or no input."""
    if plan.reason and plan.reason != "input_not_visible":
        status, code = int(Status.NOT_APPLICABLE), reason_code(plan.reason)
    elif prospects.h2 is None:
        status, code = int(prospects.status[0]), int(prospects.reason[0])
    else:
        status, code = int(Status.UNKNOWN), reason_code("input_not_visible")
    return Feasibility(
        plan.option.id,
        None,
        None,
        np.full(rows, status, dtype=np.uint8),
        np.full(rows, code, dtype=np.uint8),
    )


def _given(
    plan: FeasibilityPlan,
    sample: Sample,
    size: FloatArray,
    deploy: SentForce,
    prospects: Outlook,
) -> list[dict[str, FloatArray]]:
    """Return what other questions say, with the stances of each day; chances are 0 or 1."""
    shift = prospects.acceptance_shift
    if plan.option.troops_high == 0 or shift is None:
        nothing = np.zeros(len(size))
        names = {rule.amount for rule in plan.rules if rule.kind == "given"}
        return [dict.fromkeys((*sorted(names), SHIFT), nothing) for _ in plan.days]
    assert deploy.arrived_troops is not None
    assert deploy.reached_troops is not None
    assert deploy.reached_by_day is not None
    least = sample[MINIMUM] * size
    now = np.minimum(deploy.reached_troops, size)
    found = []
    for day in plan.days:
        place = deploy.days.index(day.isoformat())
        then = np.minimum(deploy.reached_by_day[:, place], size)
        # Fewer or more of the same states come by the same ways: in proportion.
        part = np.divide(then, now, out=np.zeros_like(now), where=now > 0)
        there = {
            "generated": then,
            "arrived_90_days": part * _arrived(deploy, 90.0),
            "arrived_180_days": part * _arrived(deploy, 180.0),
            "present_1_year": part * _present(prospects, 1),
            "present_3_years": part * _present(prospects, 3),
        }
        enough = {name: (troops >= least).astype(np.float64) for name, troops in there.items()}
        found.append({**enough, SHIFT: shift})
    return found


def _arrived(deploy: SentForce, days: float) -> FloatArray:
    assert deploy.arrived_troops is not None
    arrived: FloatArray = deploy.arrived_troops[:, deploy.horizons_days.index(days)]
    return arrived


def _present(prospects: Outlook, year: int) -> FloatArray:
    """Return troops in the middle of a year, of the last one where the horizon is shorter."""
    assert prospects.present_troops is not None
    last = prospects.present_troops.shape[1]
    present: FloatArray = prospects.present_troops[:, min(year, last) - 1]
    return present


def _happening(plan: FeasibilityPlan, sample: Sample, today: Case, h2: FloatArray) -> Happening:
    """Return the chances of the as-of date."""
    settlement, goal = plan.node("settlement"), _goal(plan)
    today = _offering(plan, today)
    conditions = plan.conditions
    none_met = {**plan.terms, **dict.fromkeys(conditions, False)}
    deadlines = [("deadline", str(months)) for months in DEADLINES_MONTHS]
    cases = {key: replace(today, months=float(key[1])) for key in deadlines}
    cases["surrender", ""] = replace(today, terms=none_met)
    for name in conditions:
        cases["without", name] = replace(today, terms={**plan.terms, name: False})
    there = {name: np.ones_like(values) for name, values in today.given.items()}
    sent = replace(today, given={**there, SHIFT: today.given[SHIFT]})
    cases["sent", ""] = sent
    for node in _movable(plan, today, goal):
        for state, asked_if in ((True, "certain"), (False, "never")):
            cases[asked_if, node] = replace(sent, fixed={**sent.fixed, node: state})
    asked = tuple(dict.fromkeys((settlement, goal)))
    found = chances(plan.network, plan.rules, sample, list(cases.values()), asked)
    settles = dict(zip(cases, found[settlement], strict=True))
    all_of_it = dict(zip(cases, plan.all_met * found[goal], strict=True))
    nodes = [rule.id for rule in plan.rules if rule.kind != "drawn"]
    now = chances(plan.network, plan.rules, sample, [today], nodes)
    happens = np.stack([all_of_it[key] for key in deadlines], axis=1)
    holds = h2[:, -1]

    def group(name: str, values: Mapping[tuple[str, str], FloatArray]) -> dict[str, FloatArray]:
        return {key[1]: found for key, found in values.items() if key[0] == name}

    return Happening(
        deadlines_months=DEADLINES_MONTHS,
        headline_months=HEADLINE_MONTHS,
        settlement=plan.all_met * np.stack([settles[key] for key in deadlines], axis=1),
        happens=happens,
        surrender=settles["surrender", ""],
        without=group("without", settles),
        if_sent=all_of_it["sent", ""],
        nodes={node: values[0] for node, values in now.items()},
        certain=group("certain", all_of_it),
        never=group("never", all_of_it),
        holds=holds,
        both=happens[:, DEADLINES_MONTHS.index(HEADLINE_MONTHS)] * holds,
        horizon_years=plan.horizon_years,
    )


def _movable(plan: FeasibilityPlan, today: Case, goal: str) -> list[str]:
    """Return the nodes of our own that the goal depends on, but for those that stand fixed."""
    by_id = {rule.id: rule for rule in plan.rules}
    above: set[str] = set()
    new = [goal]
    while new:
        node = new.pop()
        above_it = () if node in today.fixed else by_id[node].parents
        found = [parent for parent in above_it if parent not in above]
        above.update(found)
        new += found
    return [
        rule.id
        for rule in plan.rules
        if rule.id in above and rule.kind not in ("drawn", "given") and rule.id not in today.fixed
    ]


def _look_back(
    plan: FeasibilityPlan,
    sample: Sample,
    today: Case,
    given: Sequence[Mapping[str, FloatArray]],
    news: Mapping[date, Mapping[str, FloatArray]],
) -> LookBack:
    settlement, goal = plan.node("settlement"), _goal(plan)
    cases = [
        _offering(plan, replace(today, given=there, news=news[day]))
        for day, there in zip(plan.days, given, strict=True)
    ]
    found = chances(plan.network, plan.rules, sample, cases, (settlement, goal))
    return LookBack(
        days=tuple(day.isoformat() for day in plan.days),
        settlement=plan.all_met * found[settlement].T,
        generated=np.stack([there["generated"] for there in given], axis=1),
        deployed=np.stack([there["arrived_180_days"] for there in given], axis=1),
        happens=plan.all_met * found[goal].T,
    )


def _offering(plan: FeasibilityPlan, case: Case) -> Case:
    """Return the case with no offer where the option sends no force."""
    offer = plan.node("offer")
    if plan.option.troops_high > 0 or not offer:
        return case
    return replace(case, fixed={**case.fixed, offer: False})


def _goal(plan: FeasibilityPlan) -> str:
    """Return the node that is all of it: the force there, or the ceasefire where none is sent."""
    return plan.node("happens" if plan.option.troops_high > 0 else "settlement")
