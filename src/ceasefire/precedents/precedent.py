"""What past missions say of one option: its nearest cases, and the losses of their kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ceasefire.core.status import Status, reason_code
from ceasefire.draws import Draws
from ceasefire.precedents.cases import Case, case_of_option, past_cases
from ceasefire.precedents.losses import WITHIN, Rates, deaths, rates
from ceasefire.precedents.similarity import Neighbour, nearest
from ceasefire.results import ForceRequirement
from ceasefire.results.deployment import Evidence
from ceasefire.results.precedents import Losses, Precedents
from ceasefire.scenario.model import Option, Scenario

__all__ = ["PrecedentsPlan", "evaluate", "prepare", "weights"]


@dataclass(frozen=True)
class PrecedentsPlan:
    """An option's plan; ``reason`` is empty where past missions say something of it."""

    option: str
    reason: str = ""
    case: Case | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    nearest: tuple[Neighbour, ...] = ()
    rates: tuple[Rates, ...] = ()


def prepare(scenario: Scenario, option: Option) -> PrecedentsPlan:
    """Return the plan of an option."""
    if option.troops_high == 0:
        return PrecedentsPlan(option.id, reason="no_force")
    past = past_cases(scenario)
    if not past:
        absent = "operations" not in scenario.tables
        return PrecedentsPlan(option.id, reason="no_table" if absent else "input_not_visible")
    case, counts = case_of_option(scenario, option), weights(scenario)
    return PrecedentsPlan(
        option=option.id,
        case=case,
        weights=counts,
        nearest=nearest(case, past, counts),
        rates=rates(scenario),
    )


def weights(scenario: Scenario) -> dict[str, float]:
    """Return how much each feature counts, from the table of the reference pack."""
    return {str(row["feature"]): float(str(row["weight"])) for row in scenario.rows("similarity")}


def evaluate(
    plan: PrecedentsPlan, draws: Draws, rows: range, *, size: ForceRequirement
) -> Precedents:
    """Return what past missions say of an option in these rows.

    ``size`` gives the troops that the option asks for in each draw.
    """
    sample = draws.sample(rows)
    reason = plan.reason or ("" if WITHIN in sample else "input_not_visible")
    if reason:
        unknown = reason == "input_not_visible"
        status = Status.UNKNOWN if unknown else Status.NOT_APPLICABLE
        code = reason_code(reason)
        return Precedents(plan.option, None, _filled(rows, status), _filled(rows, code))
    by_kind = {rate.kind: deaths(rate, size.size_troops, sample[WITHIN]) for rate in plan.rates}
    other = by_kind.pop("other", np.full(len(rows), np.nan))
    losses = Losses(
        kinds=tuple(by_kind),
        hostile=np.stack(list(by_kind.values()), axis=1) if by_kind else np.zeros((len(rows), 0)),
        other=other,
        evidence={
            rate.kind: Evidence(max(rate.grade, "D"), rate.sources, (f"param/{WITHIN}", size.SIZE))
            for rate in plan.rates
        },
    )
    return Precedents(plan.option, losses, _filled(rows, Status.OK), _filled(rows, 0))


def _filled(rows: range, code: int) -> np.ndarray:
    return np.full(len(rows), code, dtype=np.uint8)
