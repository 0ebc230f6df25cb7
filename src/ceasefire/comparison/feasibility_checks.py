"""Checks of claims by what the feasibility stage computed: does it happen, and what stops it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter

import numpy as np

from ceasefire.comparison.claim_cells import figure, options_in, sources_in
from ceasefire.comparison.evidence import PARAMETER, Block, Check, Evidence, Finding, Record, Row
from ceasefire.comparison.holds import Tally
from ceasefire.comparison.worlds import envelope, every_draw
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Choice

__all__ = ["context_alone", "each_could_stop", "on_record", "probably_not"]

_SEEN = ("A", "B")  # the original, or a reputable relay

STAGE = "feasibility"
EVEN = 0.5
SETTLEMENT, SENT = "settlement.months_12", "if_sent"
BACKER = "backer_state"


def probably_not(evidence: Evidence, row: Row) -> Check | str:
    """Test that all of it stays below an even chance, even if the coalition were sure to come.

    Whether a coalition comes is luck within a draw; without it the chance is lower still.
    """
    (option,) = options_in(row)
    settlement, sent, both = (
        evidence.columns(STAGE, option, head=name) for name in (SETTLEMENT, SENT, "both")
    )
    if not settlement or not sent or not both:
        return evidence.absent(STAGE, option)
    reads = (*settlement, *sent)

    def conclude(tally: Tally) -> Finding:
        facts: dict[str, float | str] = {"option": evidence.scenario.option(option).title}
        for name, columns in (("settlement", settlement), ("sent", sent)):
            low, high = envelope(evidence, columns, [itemgetter(*columns)], every_draw)
            facts |= {f"passes_{name}_low": low, f"passes_{name}_high": high}
        return Finding(facts)

    return Check(
        reads=reads,
        holds=lambda block: {name: block[name] < EVEN for name in reads},
        conclude=conclude,
        reason="below_even",
        deciding="acceptance",
        computed_from=(*reads, *both),
    )


def each_could_stop(evidence: Evidence, row: Row) -> Check | str:
    """Test that fear, voters and the backer's refusal would each take the threshold's share away.

    Fear and voters are compared within a draw, certain against ruled out; the backer's states
    between draws, by how often the coalition is there in time. The coefficients are judgements, so
    that one of them could not stop it can never be shown.
    """
    (option,) = options_in(row)
    least = figure(row, "threshold")
    nodes = _nodes(evidence)
    there = evidence.columns(STAGE, option, head=f"on_{evidence.scenario.as_of}.deployed")
    pairs = {
        name: (f"{STAGE}/{option}/certain.{node}", f"{STAGE}/{option}/never.{node}")
        for name, node in nodes.items()
    }
    stored = set(evidence.columns(STAGE, option))
    backer = evidence.scenario.parameters.get(BACKER)
    known = {address for pair in pairs.values() for address in pair} <= stored
    if not nodes or not there or not known or backer is None:
        return evidence.absent(STAGE, option)
    assert isinstance(backer.value, Choice)
    reads = tuple(address for pair in pairs.values() for address in pair)
    by_state = _by_state(evidence, there[0], backer.value.names)
    if "none" not in by_state:
        return evidence.absent(STAGE, option)
    none, full = by_state["none"], max(by_state.values())
    refusal = 1.0 - none / full if full > 0 else 0.0

    def cut(name: str) -> Callable[[Block], FloatArray]:
        bad, good = pairs[name] if name == "fear" else pairs[name][::-1]
        return lambda block: 1.0 - block[bad] / block[good]

    def holds(block: Block) -> Mapping[str, BoolArray]:
        found = {name: cut(name)(block) >= least for name in pairs}
        return found | {"backer": np.full(len(block[reads[0]]), refusal >= least)}

    def conclude(tally: Tally) -> Finding:
        facts: dict[str, float | str] = {
            "share_least": least,
            "share_refusal": refusal,
            "option": evidence.scenario.option(option).title,
        }
        for name in pairs:
            low, high = envelope(evidence, reads, [cut(name)], every_draw)
            facts |= {f"share_{name}_low": low, f"share_{name}_high": high}
        return Finding(facts)

    return Check(
        reads=reads,
        holds=holds,
        conclude=conclude,
        reason="each_obstacle",
        deciding="obstacles",
        computed_from=(*reads, *there),
        reachable=("supported",),
    )


def context_alone(evidence: Evidence, row: Row) -> Record | str:
    """Say of what governments said or planned that it sets the scene and decides nothing here."""
    return Record("not_checkable", "sets_the_scene", {}, ("table/claims",))


def on_record(evidence: Evidence, row: Row) -> Record | str:
    """Decide what somebody said or did by the page that is cited for it.

    Where only a weak relay is known, or no page was found, nothing is decided.
    """
    if str(row["grade"]) not in _SEEN:
        return Record("not_checkable", "record_not_seen", {}, ("table/claims",))
    return Record("supported", "on_record", {}, ("table/claims",), sources=sources_in(row))


def _nodes(evidence: Evidence) -> dict[str, str]:
    """Return the nodes for fear and for voters; nothing where the pack lacks one."""
    rows = evidence.scenario.rows("network_nodes")
    found = {str(row["role"]): str(row["id"]) for row in rows if row["role"] in ("fear", "voters")}
    return dict(sorted(found.items())) if len(found) == 2 else {}


def _by_state(evidence: Evidence, there: str, names: tuple[str, ...]) -> dict[str, float]:
    """Return how often the coalition is there in time in each of the backer's states."""
    address = PARAMETER + BACKER

    def within(code: int) -> Callable[[Block], FloatArray]:
        return lambda block: np.where(block[address] == code, block[there], np.nan)

    quantities = [((there, address), within(code)) for code in range(len(names))]
    means = evidence.summaries(quantities, _mean)
    return {n: mean for n, mean in zip(names, means, strict=True) if mean is not None}


def _mean(values: FloatArray) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None
