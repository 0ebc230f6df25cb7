"""Checks of claims by what the purpose stage computed: whom a force relieves, and the army."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from ceasefire.comparison.claim_cells import figure, options_in
from ceasefire.comparison.evidence import Block, Check, Evidence, Finding, Quantity, Row
from ceasefire.comparison.holds import Tally
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray

__all__ = ["army_at_front", "half_last_digit", "troops_freed"]

FREED = "_freed_wartime_troops"
ARMY_SERVICES = ("army", "air_force", "navy")
HOST, FRONT, LEAST = (
    "param/host_troops",
    "param/host_front_share",
    "param/least_relief_share",
)


def troops_freed(evidence: Evidence, row: Row) -> Check | str:
    """Test that support roles in wartime free host troops for the front.

    That somebody is relieved follows from the formula, so the test asks for more: at least the
    share ``least_relief_share`` of the army, all services together and the army's own alone.
    """
    (option,) = options_in(row)
    if evidence.unseen("host_troops", "least_relief_share"):
        return "input_not_visible"
    freed = evidence.columns("purpose", option, tail=FREED)
    if not freed:
        return evidence.absent("purpose", option)
    services = {str(task["id"]): str(task["service"]) for task in evidence.scenario.rows("tasks")}
    army = tuple(
        name
        for name in freed
        if services.get(name.rpartition("/")[2].removesuffix(FREED)) in ARMY_SERVICES
    )
    reads = (*freed, HOST, LEAST)

    def holds(block: Block) -> Mapping[str, BoolArray]:
        least = block[LEAST] * block[HOST]
        return {
            "all services": _sum(block, freed) >= least,
            "army": _sum(block, army) >= least,
        }

    quantities: list[Quantity] = [
        (freed, lambda block: _sum(block, freed)),
        (freed, lambda block: _sum(block, army)),
        (freed, lambda block: _sum(block, freed) - _sum(block, army)),
        (reads, lambda block: block[LEAST] * block[HOST] - _sum(block, army)),
    ]

    def conclude(tally: Tally) -> Finding:
        total, soldiers, guards, lacking = evidence.summaries(quantities, _spread)
        share, host = evidence.medians(LEAST, HOST)
        facts = {
            "least": share * host,
            "least_share": share,
            "freed_low": total.low,
            "freed_high": total.high,
            "army_low": soldiers.low,
            "army_high": soldiers.high,
        }
        return Finding(facts, flip=_share_to_front(guards.middle, lacking.middle))

    return Check(
        reads=reads,
        holds=holds,
        conclude=conclude,
        reason="frees_some",
        deciding="relieved_service",
        computed_from=(*freed, LEAST),
    )


def army_at_front(evidence: Evidence, row: Row) -> Check | str:
    """Test that the army is as strong as claimed, and less than the threshold at the front.

    The strength is checked against its source, to the rounding of the claim. The share at the
    front decides nothing while it rests on judgement alone.
    """
    if evidence.unseen("host_troops", "host_front_share"):
        return "input_not_visible"
    claimed, most = figure(row, "quantity_low"), figure(row, "threshold")
    known = evidence.scenario.parameters

    def holds(block: Block) -> Mapping[str, BoolArray]:
        return {
            "strength": np.abs(block[HOST] - claimed) <= half_last_digit(claimed),
            "front": block[FRONT] < most,
        }

    def conclude(tally: Tally) -> Finding:
        (troops,) = evidence.medians(HOST)
        facts = {"claimed": claimed, "known": troops, "excess": troops / claimed - 1}
        return Finding(facts, flip=most)

    return Check(
        reads=(HOST, FRONT),
        holds=holds,
        conclude=conclude,
        reason="half_without_source",
        deciding="host_front_share",
        computed_from=(HOST, FRONT),
        sources=known["host_troops"].sources,
        reachable=() if known["host_front_share"].grade == "E" else ("supported", "refuted"),
    )


def half_last_digit(figure: float) -> float:
    """Return how far a rounded figure may be from the exact one: half its last digit but zeros."""
    digits = f"{figure:.0f}"
    return 0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _sum(block: Block, columns: Sequence[str]) -> FloatArray:
    if not columns:
        return np.zeros(len(next(iter(block.values()))))
    return reduce(np.add, (block[name] for name in columns))


class _Spread(NamedTuple):
    low: float
    middle: float
    high: float


def _spread(values: FloatArray) -> _Spread:
    """Return the 5% quantile, the median and the 95% quantile of draws that have a value."""
    known = values[np.isfinite(values)]
    low, high = np.quantile(known, [0.05, 0.95])
    return _Spread(float(low), float(np.median(known)), float(high))


def _share_to_front(guards: float, lacking: float) -> float | None:
    """Return the share of relieved guards who must go to the front to reach the threshold.

    None where no share between none and all of them would do.
    """
    share = lacking / guards if guards > 0 else 0.0
    return share if 0 < share < 1 else None
