"""Checks of claims by what the size stage computed: requirements by method, and the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter

import numpy as np

from ceasefire.comparison.claim_cells import figure, options_in
from ceasefire.comparison.evidence import Block, Check, Evidence, Finding, Row
from ceasefire.comparison.holds import Tally
from ceasefire.comparison.worlds import shares
from ceasefire.draws.fifths import BoolArray

__all__ = ["line_size_enough", "ratio_needs_size", "three_tests", "window_passed"]

TROOPS = "_troops"
HALF = 0.5
ARMY, THEATRE, HOST = (
    "param/adversary_army",
    "param/adversary_troops_in_theatre",
    "param/host_troops",
)
ANCHOR = "param/rand_combat_troops"


def ratio_needs_size(evidence: Evidence, row: Row) -> Check | str:
    """Test that the figure or more is needed by the force ratio, whoever counts on each side."""
    (option,) = options_in(row)
    claimed = figure(row, "quantity_low")
    if evidence.unseen("adversary_army", "adversary_troops_in_theatre", "host_troops"):
        return "input_not_visible"
    reads = evidence.columns("size", option, "force_ratio.", TROOPS)
    if not reads:
        return evidence.absent("size", option)

    def conclude(tally: Tally) -> Finding:
        army, theatre, host = evidence.medians(ARMY, THEATRE, HOST)
        shares = [tally.share(name) for name in reads]
        facts = {
            "claimed": claimed,
            "adversary_army": army,
            "adversary_theatre": theatre,
            "host": host,
            "share_low": min(shares),
            "share_high": max(shares),
        }
        # Solved from F = A / r - U at the claimed size, with the whole army on both sides.
        return Finding(facts, flip=army / (claimed + host))

    return Check(
        reads=reads,
        holds=lambda block: {name: block[name] >= claimed for name in reads},
        conclude=conclude,
        reason="ratio_decides",
        deciding="tolerated_ratio",
        computed_from=reads,
    )


def line_size_enough(evidence: Evidence, row: Row) -> Check | str:
    """Test that the high figure is enough along the line, by every past mission as yardstick.

    One of the two options has the consent of both sides, the other has not.
    """
    low, high = figure(row, "quantity_low"), figure(row, "quantity_high")
    found: dict[str, tuple[str, ...]] = {}
    for option in options_in(row):
        regime = "consent" if evidence.scenario.option(option).consent == "yes" else "opposed"
        found[regime] = evidence.columns("size", option, "line_density.", TROOPS)
    if len(found) < 2 or not all(found.values()):
        return evidence.absent("size", *options_in(row))
    reads = tuple(name for columns in found.values() for name in columns)

    def conclude(tally: Tally) -> Finding:
        enough = {
            f"enough_{regime}": sum(tally.share(name) >= HALF for name in columns)
            for regime, columns in found.items()
        }
        facts = {"low": low, "high": high, **enough, "missions": len(found["consent"])}
        # At the middle yardstick, full consent times this factor gives the claimed figure.
        middle = np.median(evidence.medians(*found["consent"]))
        return Finding(facts, flip=high / float(middle))

    return Check(
        reads=reads,
        holds=lambda block: {name: high >= block[name] for name in reads},
        conclude=conclude,
        reason="consent_decides",
        deciding="consent_partial",
        computed_from=reads,
    )


def three_tests(evidence: Evidence, row: Row) -> Check | str:
    """Test that the force passes all three tests of the window.

    The third has no measure, so the three together can never be shown to be passed. Where the run
    says whether the ceasefire holds and the row has a threshold, the second is also simulated: the
    chance that the line once asks for more than the reserve and what has arrived stays below it.
    """
    found = _window(evidence, row, "three_tests", ("refuted",))
    (option,) = options_in(row)
    names = evidence.columns("prospects", option, head="shortfall.day_")
    if isinstance(found, str) or not names or row["threshold"] is None:
        return found
    most = figure(row, "threshold")
    ordered = sorted(names, key=_day)

    def conclude(tally: Tally) -> Finding:
        finding = found.conclude(tally)
        facts = {**finding.facts, "share_most": most}
        for key, name in (("first", ordered[0]), ("last", ordered[-1])):
            low, high = shares(evidence, (name,), itemgetter(name))
            day = float(_day(name))
            facts |= {f"{key}_day": day, f"passes_{key}_low": low, f"passes_{key}_high": high}
        return Finding(facts, finding.flip)

    return replace(
        found,
        reads=(*found.reads, *ordered),
        holds=lambda block: {
            **found.holds(block),
            **{name: block[name] < most for name in ordered},
        },
        conclude=conclude,
        reason="three_tests_simulated",
        computed_from=(*found.computed_from, *ordered),
    )


def window_passed(evidence: Evidence, row: Row) -> Check | str:
    """Test that the option's own size passes the two tests of the window that have a measure."""
    return _window(evidence, row, "forty_thousand", ("supported", "refuted"))


def _window(evidence: Evidence, row: Row, reason: str, reachable: tuple[str, ...]) -> Check | str:
    (option,) = options_in(row)
    soft = evidence.columns("size", option, "window.soft_", TROOPS)
    if evidence.unseen("host_troops"):
        return "input_not_visible"
    if not soft:
        return evidence.absent("size", option)
    # Draws without a published force that holds long enough say nothing on the second test.
    hold = tuple(f"size/{option}/window.hold_{basis}{TROOPS}" for basis in ("combat", "deployed"))
    size, share = f"size/{option}/size_troops", f"size/{option}/window.host_share"

    def holds(block: Block) -> Mapping[str, BoolArray]:
        return {name: block[size] >= block[name] for name in (*soft, *hold)}

    def conclude(tally: Tally) -> Finding:
        middle, of_host, anchor = evidence.medians(size, share, ANCHOR)
        facts = {"size": middle}
        for name in soft:
            # These shares rest on judgement: the page prints their range in words, no middle.
            ends = tally.share_range(name, evidence.judgements((size, name)))
            facts |= dict(zip((f"{_short(name)}_low", f"{_short(name)}_high"), ends, strict=True))
        facts |= {_short(name): tally.share(name) for name in hold}
        facts["host_share"] = of_host
        # The size equals the published force at this many deployed troops a combat soldier.
        return Finding(facts, flip=middle / anchor)

    return Check(
        reads=(size, *soft, *hold),
        holds=holds,
        conclude=conclude,
        reason=reason,
        deciding="hold_basis",
        computed_from=(*soft, *hold, share),
        blank="no_anchor_holds",
        reachable=reachable,
    )


def _day(address: str) -> int:
    return int(address.rpartition("_")[2])


def _short(address: str) -> str:
    return f"passes_{address.rpartition('/window.')[2].removesuffix(TROOPS)}"
