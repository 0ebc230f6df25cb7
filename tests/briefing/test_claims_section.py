"""Claims in words: their numbers, their threshold, and the statements they rest on."""

from __future__ import annotations

from ceasefire.briefing.claims_section import claims, rests_on
from ceasefire.briefing.model import Briefing
from ceasefire.briefing.read import RunReader
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Scenario


def test_every_assessed_claim_leads_to_a_statement(built: Briefing) -> None:
    said = [s for section in built.sections for s in (*section.statements, *section.notes)]
    for claim in built.claims:
        # A claim that sets two published figures side by side rests on no result of the model.
        # One on a past mission rests on its row, and statements tell of all of them.
        modelled = set(claim.computed_from) - {"table/claims", "table/operations"}
        assert bool(modelled) == bool(rests_on(claim, said)), claim.id


def test_a_claim_leads_to_the_same_rule_told_of_another_option(built: Briefing) -> None:
    said = [s for section in built.sections for s in (*section.statements, *section.notes)]
    claim = next(c for c in built.claims if c.id == "C04")
    assert rests_on(claim, said) == ("size.ratio",)
    (line,) = (c for c in built.claims if c.id == "C06")
    assert set(rests_on(line, said)) == {"size.interpose", "size.opposed"}


def test_the_threshold_of_relief_is_a_parameter_and_is_printed(
    flagship: Run, scenario: Scenario
) -> None:
    claim = next(c for c in claims(RunReader(flagship)) if c.id == "C10")
    assert "param/least_relief_share" in claim.computed_from
    assert scenario.parameters["least_relief_share"].grade == "E"
    assert "8,800" in claim.why


def test_the_claims_of_a_briefing_link_to_their_statements(built: Briefing) -> None:
    claim = next(c for c in built.claims if c.id == "C04")
    assert claim.statements == ("size.ratio",)


def test_relief_in_wartime_does_not_rest_on_the_load_after_a_ceasefire(flagship: Run) -> None:
    head = "purpose/wartime-support/guard_sites_freed"
    columns = flagship.codebook["columns"]
    reads = {kind: columns[f"{head}_{kind}_troops"]["reads"] for kind in ("wartime", "ceasefire")}
    assert "param/load_share_after_ceasefire" not in reads["wartime"]
    assert set(reads["ceasefire"]) - set(reads["wartime"]) == {"param/load_share_after_ceasefire"}


def test_the_size_of_an_option_rests_on_its_range_alone(flagship: Run, scenario: Scenario) -> None:
    for id in flagship.options:
        option = scenario.option(id)
        ranged = option.troops_low < option.troops_high
        reads = flagship.codebook["columns"][f"size/{id}/size_troops"]["reads"]
        assert reads == (["param/size_within_range"] if ranged else []), id
