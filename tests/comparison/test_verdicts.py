"""Verdicts on the shipped pack's claims: complete, traceable, and what they say they are."""

from dataclasses import replace

import numpy as np
import pytest

from ceasefire.briefing.sentences import DECIDING
from ceasefire.comparison.verdicts import Evidence, verdicts
from ceasefire.results.verdict import VERDICTS
from ceasefire.size.force_ratio import force_for_ratio

BUILT = ("purpose", "size")


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
        assert (verdict.verdict == "not_checkable") == (row["check_by"] == "none")
        assessed = verdict.verdict in ("supported", "contested", "refuted")
        assert assessed == (row["check_by"] in BUILT), row["id"]
        if not assessed:
            assert not verdict.facts


def test_every_verdict_names_columns_and_sources_that_there_are(pack, tables, found):
    for verdict in found.values():
        for name in verdict.computed_from:
            stage, _, rest = name.partition("/")
            if stage == "param":
                assert rest in pack.parameters, name
            else:
                option, _, column = rest.partition("/")
                assert column in tables[stage, option], name
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


def test_a_claim_of_another_debate_waits_for_its_own_check(evidence):
    other = replace(evidence, scenario=replace(evidence.scenario, id="elsewhere"))
    kinds = {verdict.verdict for verdict in verdicts(other)}
    assert kinds == {"not_checkable", "not_yet_assessed"}


def test_without_results_nothing_is_claimed_from_them(evidence):
    empty = Evidence(evidence.scenario, evidence.column, lambda *_: (), evidence.parameter)
    for verdict in verdicts(empty):
        if verdict.claim != "C11":  # it compares two published strengths
            assert verdict.verdict in ("not_checkable", "not_yet_assessed"), verdict.claim
