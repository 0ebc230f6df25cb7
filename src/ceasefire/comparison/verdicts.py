"""A verdict for each claim of the debate, by the check that its row names."""

from __future__ import annotations

import numpy as np

from ceasefire.comparison.checks import CHECKS
from ceasefire.comparison.claim_cells import sources_in
from ceasefire.comparison.evidence import PARAMETER, Check, Evidence, Record, Row
from ceasefire.comparison.holds import Tally
from ceasefire.results.verdict import Verdict

__all__ = ["verdicts"]


def verdicts(evidence: Evidence) -> tuple[Verdict, ...]:
    """Return a verdict for every claim of the pack, in the order of its table.

    A claim without a check waits for a question not built yet: ``not_yet_assessed``.
    """
    return tuple(_verdict(evidence, row) for row in evidence.scenario.rows("claims"))


def _verdict(evidence: Evidence, row: Row) -> Verdict:
    id = str(row["id"])
    if row["check_by"] == "none":
        return Verdict(id, "not_checkable", "no_public_evidence")
    if row["rule"] is None:
        return Verdict(id, "not_yet_assessed", f"waits_for_{row['check_by']}")
    check = CHECKS[str(row["rule"])](evidence, row)
    if isinstance(check, str):
        return Verdict(id, "not_yet_assessed", check)
    if isinstance(check, Record):
        return Verdict(
            id,
            check.verdict,
            check.reason,
            facts=check.facts,
            computed_from=check.computed_from,
            sources=tuple(dict.fromkeys((*check.sources, *sources_in(row)))),
            deciding=check.deciding if check.verdict == "contested" else "",
        )
    tally = _tally(evidence, check)
    if not tally.known:
        return Verdict(id, "not_yet_assessed", check.blank)
    found = tally.verdict()
    verdict = found if found in check.reachable else "contested"
    finding = check.conclude(tally)
    return Verdict(
        id,
        verdict,
        check.reason,
        facts=finding.facts,
        computed_from=check.computed_from,
        sources=(*check.sources, *sources_in(row)),
        deciding=check.deciding if verdict == "contested" else "",
        flip=finding.flip,
    )


def _tally(evidence: Evidence, check: Check) -> Tally:
    """Count the draws in which a claim holds, block after block."""
    names = evidence.judgements(check.reads)
    worlds = evidence.worlds(check.reads)
    tally = Tally(evidence.ends(*names), worlds)
    wanted = (*names, *worlds)
    for block in evidence.blocks((*check.reads, *(PARAMETER + name for name in wanted))):
        ok = np.all([np.isfinite(block[address]) for address in check.reads], axis=0)
        if check.counts is not None:
            ok &= check.counts(block)
        tally.add(check.holds(block), ok, {name: block[PARAMETER + name] for name in wanted})
    return tally
