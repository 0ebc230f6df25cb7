"""Verdicts on the shipped pack's claims: complete, traceable, and what they say they are."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from tests.comparison.conftest import evidence_from

from ceasefire.briefing.sentences import DECIDING
from ceasefire.comparison import Evidence
from ceasefire.comparison.evidence import HELD
from ceasefire.comparison.verdicts import verdicts
from ceasefire.results.verdict import VERDICTS
from ceasefire.scenario.model import Choice, Fixed
from ceasefire.size.force_ratio import force_for_ratio

BUILT = ("purpose", "size")
RECORDED = ("C02", "C05", "C08", "C09", "C17", "C18", "C20", "C21")  # by tables, without a column


@pytest.fixture(scope="session")
def found(evidence):
    return {verdict.claim: verdict for verdict in verdicts(evidence)}


def test_every_claim_has_one_verdict_in_the_order_of_the_table(pack, evidence):
    claims = [row["id"] for row in pack.rows("claims")]
    assert [verdict.claim for verdict in verdicts(evidence)] == claims
    assert len(claims) == 26


def test_what_purpose_and_size_can_check_is_checked_and_nothing_else(pack, found):
    for row in pack.rows("claims"):
        verdict = found[row["id"]]
        assert verdict.verdict in VERDICTS
        scene = row["check_by"] == "none" or row["rule"] == "context_alone" or row["id"] == "C07"
        assert (verdict.verdict == "not_checkable") == scene
        assessed = verdict.verdict in ("supported", "contested", "refuted")
        # Deploy is not in this evidence: what its columns decide waits, and says so.
        expected = row["check_by"] in BUILT or row["id"] in RECORDED
        assert assessed == (row["rule"] is not None and expected), row["id"]
        if not assessed:
            assert not verdict.facts


def test_every_verdict_names_columns_and_sources_that_there_are(pack, results, found):
    columns, _ = results
    for verdict in found.values():
        for address in verdict.computed_from:
            head, _, table = address.partition("/")
            assert address in columns or (head == "table" and pack.rows(table)), verdict.claim
        assert set(verdict.sources) <= set(pack.sources), verdict.claim
        if verdict.verdict == "contested":
            assert verdict.deciding in DECIDING, verdict.claim


def test_at_the_flip_the_ratio_rule_gives_exactly_the_claimed_force(found):
    verdict = found["C04"]
    army, host = verdict.facts["adversary_army"], verdict.facts["host"]
    force = force_for_ratio(np.array([army]), np.array([verdict.flip]), np.array([host]))
    assert force == pytest.approx([verdict.facts["claimed"]])
    low, high = 1.0, 2.0
    assert low < verdict.flip < high


@pytest.mark.parametrize("rows_per_block", [1, 77, 512])
def test_verdicts_do_not_depend_on_the_size_of_blocks(pack, results, found, rows_per_block):
    again = verdicts(evidence_from(pack, *results, rows_per_block=rows_per_block))
    assert {verdict.claim: verdict for verdict in again} == found


def test_without_results_nothing_is_claimed_from_them(evidence):
    empty = replace(evidence, names=lambda *_: ())
    for verdict in verdicts(empty):
        if verdict.claim not in ("C11", *RECORDED):  # it compares two published strengths
            assert verdict.verdict in ("not_checkable", "not_yet_assessed"), verdict.claim


def test_a_quantity_without_value_on_the_date_leaves_a_claim_open(pack, evidence):
    kept = {n: q for n, q in pack.parameters.items() if n != "host_troops"}
    unseen = replace(pack, parameters=kept, invisible=("host_troops",))
    reasons = {v.claim: v.reason for v in verdicts(replace(evidence, scenario=unseen))}
    for claim in ("C04", "C10", "C11", "C14", "C15"):
        assert reasons[claim] == "input_not_visible"
    assert reasons["C06"] == "consent_decides"


def test_judgements_are_those_of_the_columns_at_any_depth(pack, results):
    columns, made_from = results
    evidence = evidence_from(pack, columns, made_from)
    option = "wartime-support"
    freed = f"purpose/{option}/guard_sites_freed_wartime_troops"
    names = evidence.judgements((freed,))
    assert {"substitution_rate", "host_load_sites", "sites_patrolled"} <= set(names)
    for name in names:
        assert pack.parameters[name].grade == "E"
        assert not isinstance(pack.parameters[name].value, Fixed | Choice)
    deep = {"size/o/a": ("size/o/b", "param/slice"), "size/o/b": ("size/o/a", "param/consent_no")}
    assert evidence_from(pack, columns, deep).judgements(("size/o/a",)) == ("consent_no",)
    assert evidence.judgements(("param/least_relief_share", "param/backer_state")) == ()


def test_structural_choices_are_those_of_the_columns(pack, results):
    columns, _ = results
    deep = {"size/o/a": ("size/o/b", "param/slice"), "size/o/b": ("param/backer_state",)}
    evidence = evidence_from(pack, columns, deep)
    assert evidence.worlds(("size/o/a",)) == {"backer_state": 3}
    assert evidence.worlds(("param/slice",)) == {}


def test_memory_does_not_grow_with_the_columns_of_a_claim(pack):
    """Few whole columns at a time, for the ends of fifths and medians; of the rest, counts."""
    draws, rows, methods = 200_000, 4096, 40
    names = tuple(f"line_density.m{n}_troops" for n in range(methods))
    made = tuple(f"param/{name}" for name in ("consent_partial", "reserve_share"))

    def part(start, stop):
        return np.arange(start, stop) * 1.0

    def blocks(addresses):
        for start in range(0, draws, rows):
            yield {a: part(start, min(start + rows, draws)) for a in addresses}

    evidence = Evidence(
        scenario=replace(
            pack, tables={"claims": tuple(r for r in pack.rows("claims") if r["id"] == "C06")}
        ),
        draws=draws,
        names=lambda stage, option: names,
        made_from=lambda address: made,
        blocks=blocks,
    )
    tracemalloc.start()
    (verdict,) = verdicts(evidence)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert verdict.verdict == "contested"
    column = 8 * draws
    assert peak < 8 * HELD + 3 * column < methods * column / 3
