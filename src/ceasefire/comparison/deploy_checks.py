"""Checks of claims by what the deploy stage computed: what a force costs beside aid."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.comparison.claim_cells import options_in
from ceasefire.comparison.evidence import Block, Check, Evidence, Finding, Row
from ceasefire.comparison.holds import Tally
from ceasefire.draws.fifths import BoolArray

__all__ = ["cost_below_aid"]

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


def _basis(name: str) -> str:
    return name.rpartition("/cost.")[2].removesuffix(YEARLY)
