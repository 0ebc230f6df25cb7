"""Checks of claims by what the deploy stage computed: who is enough, what it costs beside aid."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ceasefire.comparison.claim_cells import options_in, states_in
from ceasefire.comparison.evidence import Block, Check, Evidence, Finding, Row
from ceasefire.comparison.holds import Tally
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray

__all__ = ["cost_below_aid", "named_reach_size"]

YEARLY = ".yearly_eur_2025_bn"
AID = "alternative.aid_europe_eur_2025_bn"


def cost_below_aid(evidence: Evidence, row: Row) -> Check | str:
    """Test that a year of the force costs less than a year of Europe's military aid, either basis.

    The bases are variants and never mixed. Money alone is compared: a force does not replace aid.
    """
    (option,) = options_in(row)
    yearly = evidence.columns("deploy", option, head="cost.", tail=YEARLY)
    aid = f"deploy/{option}/{AID}"
    if not yearly:
        return evidence.absent("deploy", option)
    reads = (*yearly, aid)

    def holds(block: Block) -> Mapping[str, BoolArray]:
        return {_basis(name): block[name] <= block[aid] for name in yearly}

    def conclude(tally: Tally) -> Finding:
        *costs, europe = evidence.medians(*reads)
        facts = {_basis(name): cost for name, cost in zip(yearly, costs, strict=True)}
        return Finding({**facts, "aid_europe": europe}, flip=europe)

    return Check(
        reads=reads,
        holds=holds,
        conclude=conclude,
        reason="cheaper_than_aid",
        deciding="cost_basis",
        computed_from=reads,
    )


def named_reach_size(evidence: Evidence, row: Row) -> Check | str:
    """Test that the states named reach the option's size, alone and whatever the rule.

    Whoever joins, by each rule of rotation, is the upper end: fewer states come no further. The
    troops that the states named bring to the coalition are the lower end.
    """
    (option,) = options_in(row)
    rules = evidence.columns("deploy", option, head="coalition.", tail="_reaches")
    if not rules:
        return evidence.absent("deploy", option)
    there = set(evidence.columns("deploy", option, head="state.", tail="_troops"))
    wanted = (f"deploy/{option}/state.{iso3}_troops" for iso3 in states_in(row))
    named = tuple(name for name in wanted if name in there)
    size = f"size/{option}/size_troops"

    def brought(block: Block) -> FloatArray:
        total = np.zeros(len(block[size]))
        for name in named:
            total = total + block[name]
        return total

    def holds(block: Block) -> Mapping[str, BoolArray]:
        by_rule = {name: block[name] > 0 for name in rules}
        return {**by_rule, "named": brought(block) >= block[size]}

    def conclude(tally: Tally) -> Finding:
        (middle,) = evidence.medians(size)
        ends = [tally.share_range(name) for name in rules]
        quantity = ((size, *named), brought)
        ((half, most),) = evidence.summaries([quantity], _half_and_most)
        facts = {
            "size": middle,
            "passes_all_low": min(low for low, _ in ends),
            "passes_all_high": max(high for _, high in ends),
            "named_high": most,
        }
        return Finding(facts, flip=half)

    return Check(
        reads=(*rules, *named, size),
        holds=holds,
        conclude=conclude,
        reason="named_reach_size",
        deciding="who_joins",
        computed_from=(*rules, *named),
    )


def _half_and_most(values: FloatArray) -> tuple[float, float]:
    half, most = np.quantile(values, [0.5, 0.95]).tolist()
    return half, most


def _basis(name: str) -> str:
    return name.rpartition("/cost.")[2].removesuffix(YEARLY)
