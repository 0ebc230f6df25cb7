"""The check of a claim that weighs aid to the host against a force."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ceasefire.comparison.claim_cells import options_in
from ceasefire.comparison.evidence import Block, Check, Evidence, Finding, Row
from ceasefire.comparison.holds import Tally
from ceasefire.comparison.outcomes import effort_of
from ceasefire.comparison.worlds import envelope, shares
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray

__all__ = ["aid_instead"]

_HUNDRED = 100.0


def aid_instead(evidence: Evidence, row: Row) -> Check | str:
    """Test that more aid to the host makes an attack no likelier than a force does.

    The first option is the aid, the second the force. The decision alone is compared, on a serious
    occasion after the force has come, since it is computed without noise. What aid does while the
    war lasts is not tested, so that aid is the better course can never be shown here.
    """
    aid, force = options_in(row)
    after = [
        tuple(
            name
            for name in evidence.columns("prospects", option, "attack.")
            if not name.endswith("knot_0")
        )
        for option in (aid, force)
    ]
    held = [evidence.columns("prospects", option, "holds.h2.year_") for option in (aid, force)]
    none = evidence.columns("prospects", force, "no_force.h2.year_")
    present = evidence.columns("prospects", force, "present.year_")
    if not (all(after) and all(held) and none and present):
        return evidence.absent("prospects", aid, force)
    costs = {
        name: effort_of(evidence, evidence.scenario.option(option))
        for name, option in (("aid", aid), ("force", force))
    }
    if not all(costs.values()):
        return evidence.absent("deploy", aid, force)
    pairs = list(zip(*after, strict=True))

    def holds(block: Block) -> Mapping[str, BoolArray]:
        return {ours: block[ours] <= block[theirs] for ours, theirs in pairs}

    def somebody(block: Block) -> BoolArray:
        return block[present[0]] > 0

    def conclude(tally: Tally) -> Finding:
        facts: dict[str, float | str] = {
            "years": float(len(held[0])),
            "aid": evidence.scenario.option(aid).title,
            "force": evidence.scenario.option(force).title,
        }
        for name, columns in (("aid", held[0]), ("force", held[1])):
            reads = (columns[-1], none[-1], present[0])
            low, high = shares(evidence, reads, _gain(columns[-1], none[-1]), somebody)
            facts |= {f"gain_{name}_low": low, f"gain_{name}_high": high}
        for name, quantity in costs.items():
            assert quantity is not None
            low, high = envelope(evidence, (*quantity[0], *present), [quantity[1]], somebody)
            facts |= {f"cost_{name}_low": low, f"cost_{name}_high": high}
        ends = [tally.extremes(ours) for ours, _ in pairs]
        facts |= {
            "passes_lower_low": min(low for low, _ in ends),
            "passes_lower_high": max(high for _, high in ends),
        }
        return Finding(facts)

    return Check(
        reads=(*after[0], *after[1], present[0]),
        holds=holds,
        conclude=conclude,
        reason="aid_beside_force",
        deciding="war_untested",
        computed_from=(*after[0], *after[1], held[0][-1], held[1][-1], none[-1]),
        reachable=("refuted",),
        counts=somebody,
    )


def _gain(with_it: str, without: str) -> Callable[[Block], FloatArray]:
    return lambda block: _HUNDRED * (block[with_it] - block[without])
