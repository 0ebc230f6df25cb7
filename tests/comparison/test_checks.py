"""Each check on made-up arrays: it can support, refute and contest, for options of any name."""

from dataclasses import replace

import numpy as np
import pytest
from tests.comparison.conftest import evidence_from

from ceasefire.briefing.sentences import CLAIM_REASONS, DECIDING
from ceasefire.comparison.checks import CHECKS
from ceasefire.comparison.purpose_checks import half_last_digit
from ceasefire.comparison.verdicts import verdicts
from ceasefire.scenario.claim_rules import RULES

N = 400
ONES = np.ones(N)
HALF = np.where(np.arange(N) % 2, 1.0, 0.0)
CLAIM = {
    "id": "X1",
    "check_by": "size",
    "option": "ours",
    "quantity_low": 800_000.0,
    "quantity_high": 900_000.0,
    "threshold": 0.5,
    "sources": "a;b",
}
PARAMETERS = {
    "adversary_army": 1500,
    "adversary_troops_in_theatre": 600,
    "host_troops": 800_000,
    "host_front_share": 0.4,
    "least_relief_share": 0.01,
    "rand_combat_troops": 30,
    "provocation_scale_troops": 80_000,
}


def elsewhere(pack, claim, **options):
    """Return a pack of another debate: options of its own, and one claim."""
    model = pack.options[-1]
    ours = {"ours": "no", **options}
    return replace(
        pack,
        id="elsewhere",
        options=tuple(replace(model, id=id, consent=consent) for id, consent in ours.items()),
        tables={**pack.tables, "claims": (claim,)},
    )


def judged(scenario, name, grade):
    quantity = replace(scenario.parameters[name], grade=grade)
    return replace(scenario, parameters={**scenario.parameters, name: quantity})


def found(pack, rule, columns, grade="B", **cells):
    """Return the verdict of a rule on made-up columns."""
    claim = CLAIM | {"rule": rule, "grade": cells.pop("cited", "B")} | cells
    scenario = elsewhere(pack, claim, watched="yes")
    if "mandate" in cells:
        ours = tuple(replace(o, mandate=cells["mandate"]) for o in scenario.options)
        scenario = replace(scenario, options=ours)
    scenario = judged(scenario, "host_front_share", grade)
    base = {f"param/{name}": value * ONES for name, value in PARAMETERS.items()}
    (verdict,) = verdicts(evidence_from(scenario, base | columns))
    return verdict


def ratio(low, high):
    head = "size/ours/force_ratio"
    return {f"{head}.a_troops": low * ONES, f"{head}.b_troops": high * ONES}


def line(watched, ours):
    return {
        "size/watched/line_density.x_troops": watched * ONES,
        "size/ours/line_density.x_troops": ours * ONES,
    }


def freed(guards, soldiers):
    head = "purpose/ours"
    return {
        f"{head}/guard_sites_freed_wartime_troops": guards * ONES,
        f"{head}/training_freed_wartime_troops": soldiers * ONES,
    }


def army(strength, front):
    return {"param/host_troops": strength * ONES, "param/host_front_share": front * ONES}


def window(soft, hold):
    head = "size/ours"
    return {
        f"{head}/size_troops": 100 * ONES,
        f"{head}/window.soft_s1_troops": soft * ONES,
        f"{head}/window.soft_s6_troops": soft * ONES,
        f"{head}/window.hold_combat_troops": hold * ONES,
        f"{head}/window.hold_deployed_troops": hold * ONES,
        f"{head}/window.host_share": 0.1 * ONES,
    }


def money(additional, full, europe):
    """A year of the force on both bases, and a year of Europe's aid, in billions."""
    head = "deploy/ours"
    return {
        f"{head}/cost.additional.yearly_eur_2025_bn": additional * ONES,
        f"{head}/cost.full.yearly_eur_2025_bn": full * ONES,
        f"{head}/alternative.aid_europe_eur_2025_bn": europe * ONES,
    }


def coalition(reaches, british):
    """Whether a coalition reaches 100 troops by two rules, and what Britain brings to it."""
    head = "deploy/ours"
    return {
        f"{head}/coalition.one_reaches": reaches * ONES,
        f"{head}/coalition.other_reaches": reaches * ONES,
        f"{head}/state.GBR_troops": british * ONES,
        "size/ours/size_troops": 100 * ONES,
    }


def asked_for_more(shortfall):
    """A force that passes neither of the static tests, and what the line asks for beside it."""
    head = "prospects/ours/shortfall"
    days = {f"{head}.day_{day}": shortfall * ONES for day in (90, 30)}
    return window(101, 101) | days


def occasions(early, late, none=0.5, present=100):
    """Attack on an occasion beside the force, at two times after its arrival, and without it."""
    head = "prospects/ours"
    by_knot = {
        f"{head}/{name}.knot_{knot}": value * ONES
        for name, values in (("attack", (1, early, late)), ("attack_no_force", (0, none, none)))
        for knot, value in enumerate(values)
    }
    by_year = {
        f"{head}/{name}.year_{year}": value * ONES / year
        for name, value in (
            ("holds.h2", 0.6),
            ("no_force.h2", 0.4),
            ("losses.force", 6),
            ("losses.force_accidents", 12),
            ("present", present),
        )
        for year in (1, 2)
    }
    return by_knot | by_year | {f"{head}/provocation_flip": np.where(HALF, np.nan, np.inf)}


def instead(aid, force, present=100):
    """Attack on an occasion with aid and beside the force, and what each costs a year."""
    found = {}
    for option, attack in (("watched", aid), ("ours", force)):
        for knot, value in enumerate((1, attack, attack)):
            found[f"prospects/{option}/attack.knot_{knot}"] = value * ONES
        for stem in ("holds.h2", "no_force.h2"):
            found[f"prospects/{option}/{stem}.year_1"] = 0.5 * ONES
        found[f"prospects/{option}/present.year_1"] = present * ONES
        found[f"deploy/{option}/status"] = 0 * ONES
        found[f"deploy/{option}/coalition.national_rotation_troops"] = 50 * ONES
        found[f"deploy/{option}/cost.additional.yearly_eur_2025_bn"] = 4 * ONES
        found[f"size/{option}/size_troops"] = 100 * ONES
    return found


def decided(without, ours):
    """Chance that a decision ends the ceasefire within two years, half of it within one."""
    return {
        f"prospects/{option}/broken.deliberate.year_{year}": chance * ONES * year / 2
        for option, chance in (("watched", without), ("ours", ours))
        for year in (1, 2)
    }


def away(watched, ours, killed=1):
    """Share of the hostile deaths of two forces that falls off the line."""
    found = {"prospects/ours/stand": 0.5 * ONES}
    for option, share in (("watched", watched), ("ours", ours)):
        found[f"prospects/{option}/losses.off_line_share"] = share * ONES
        found[f"prospects/{option}/losses.force.year_1"] = killed * ONES
    return found


def coming(settlement, sent):
    """A ceasefire in time, and the force there as well if the coalition is sure to come."""
    head = "feasibility/ours"
    return {
        f"{head}/{name}": value * ONES
        for name, value in (("settlement.months_12", settlement), ("if_sent", sent), ("both", 0))
    }


def obstacles(fear, voters, refused):
    """What is left of the chance with fear, with voters against, and without the backer."""
    head = "feasibility/ours"
    states = (np.arange(N) % 3).astype(float)  # none, logistics, full
    return {
        f"{head}/certain.escalation_fear": 0.4 * fear * ONES,
        f"{head}/never.escalation_fear": 0.4 * ONES,
        f"{head}/certain.voters_support": 0.4 * ONES,
        f"{head}/never.voters_support": 0.4 * voters * ONES,
        f"{head}/on_2025-02-01.deployed": np.where(states == 0, refused, 1.0),
        "param/backer_state": states,
    }


NAMED = {"states": "GBR;FRA"}  # France brings nothing: it has no column
BALTIC = {"states": "EST;LVA;LTU", "states_out": "POL"}
OPEN = {"states": "EST;FRA;GBR;ITA;LTU;LVA;NLD;SWE", "states_out": "POL"}
LEADERS = {"states_out": "DEU", "attributed_to": "Olaf Scholz; Friedrich Merz"}
MINISTER = {"states_out": "DEU", "attributed_to": "Boris Pistorius"}
BERLIN_PLUS = {"states": "GBR", "commands": "eu_nato_planning;nato;ad_hoc_coalition"}
UNION = {"states": "GBR", "commands": "eu;nato"}
TWO = {"option": "watched;ours"}
KOREA, KOSOVO = {"operations": "usfk"}, {"operations": "kfor"}
LESS = {"quantity_low": 900_000.0, "quantity_high": 800_000.0}
HALVED = {"threshold": 0.5}
CASES = [
    ("aid_instead", instead(0.5, 0.4), TWO, "refuted"),
    ("aid_instead", instead(0.4, 0.5), TWO, "contested"),
    ("aid_instead", instead(0.6 * HALF, 0.4), TWO, "contested"),
    ("probably_not", coming(0.4, 0.3), {}, "supported"),
    ("probably_not", coming(0.6, 0.5), {}, "refuted"),
    ("probably_not", coming(0.6, 0.3), {}, "contested"),
    ("each_could_stop", obstacles(0.4, 0.4, 0.4), HALVED, "supported"),
    ("each_could_stop", obstacles(0.4, 0.6, 0.4), HALVED, "contested"),
    ("each_could_stop", obstacles(0.4, 0.4, 0.6), HALVED, "contested"),
    ("each_could_stop", obstacles(0.6, 0.6, 0.6), HALVED, "contested"),
    ("context_alone", {}, {}, "not_checkable"),
    ("on_record", {}, {"cited": "B"}, "supported"),
    ("on_record", {}, {"cited": "C"}, "not_checkable"),
    ("ratio_needs_size", ratio(800_000, 900_000), {}, "supported"),
    ("ratio_needs_size", ratio(700_000, 799_999), {}, "refuted"),
    ("ratio_needs_size", ratio(700_000, 900_000), {}, "contested"),
    ("ratio_needs_size", ratio(800_000 * HALF, 900_000), {}, "contested"),
    ("line_size_enough", line(800_000, 900_000), TWO, "supported"),
    ("line_size_enough", line(900_001, 950_000), TWO, "refuted"),
    ("line_size_enough", line(800_000, 950_000), TWO, "contested"),
    ("troops_freed", freed(0, 8000), {}, "supported"),
    ("troops_freed", freed(5000, 2999), {}, "refuted"),
    ("troops_freed", freed(8000, 7999), {}, "contested"),
    ("army_at_front", army(850_000, 0.49), {}, "supported"),
    ("army_at_front", army(850_001, 0.5), {}, "refuted"),
    ("army_at_front", army(850_001, 0.4), {}, "contested"),
    ("army_at_front", army(800_000, HALF), {}, "contested"),
    ("window_passed", window(100, 100), {}, "supported"),
    ("window_passed", window(101, 101), {}, "refuted"),
    ("window_passed", window(100, 101), {}, "contested"),
    ("window_passed", window(200 * HALF, 100), {}, "contested"),
    ("cost_below_aid", money(5, 12, 22), {}, "supported"),
    ("cost_below_aid", money(23, 40, 22), {}, "refuted"),
    ("cost_below_aid", money(5, 40, 22), {}, "contested"),
    ("named_reach_size", coalition(1, 100), NAMED, "supported"),
    ("named_reach_size", coalition(0, 99), NAMED, "refuted"),
    ("named_reach_size", coalition(1, 99), NAMED, "contested"),
    ("named_reach_size", coalition(HALF, 100), NAMED, "contested"),
    ("only_these_open", army(1, 1), OPEN, "supported"),
    ("only_these_open", army(1, 1), BALTIC, "refuted"),
    ("not_ready_to_send", army(1, 1), LEADERS, "supported"),
    ("not_ready_to_send", army(1, 1), MINISTER, "refuted"),
    ("command_limits", army(1, 1), BERLIN_PLUS, "contested"),
    ("command_limits", army(1, 1), UNION, "refuted"),
    ("attack_less_likely", occasions(0.5, 0.6), {}, "refuted"),
    ("attack_less_likely", occasions(0.4, 0.6), {}, "contested"),
    ("attack_less_likely", occasions(0.6 * HALF, 0.4), {}, "contested"),
    ("holds_at_cost", occasions(0.5, 0.6), {}, "refuted"),
    ("holds_at_cost", occasions(0.4, 0.6), {}, "contested"),
    ("broken_by_decision", decided(0.6, 0.51), TWO, "supported"),
    ("broken_by_decision", decided(0.5, 0.4), TWO, "refuted"),
    ("broken_by_decision", decided(0.6, 0.5), TWO, "contested"),
    ("broken_by_decision", decided(0.6 * HALF, 0.6), TWO, "contested"),
    ("takes_side_off_line", away(0.6, 1), TWO, "supported"),
    ("takes_side_off_line", away(0.5, 1), TWO, "contested"),
    ("takes_side_off_line", away(0.4, 0.4), TWO, "contested"),
    ("figure_larger", army(1, 1), {}, "supported"),
    ("figure_larger", army(1, 1), LESS, "refuted"),
    ("host_carries", army(1, 1), KOREA, "supported"),
    ("host_carries", army(1, 1), {"operations": "ipkf"}, "refuted"),
    ("lost_without_war", army(1, 1), KOSOVO, "supported"),
    ("lost_without_war", army(1, 1), {"operations": "unamsil"}, "refuted"),
    ("unlike_blue_helmets", army(1, 1), {"mandate": "deterrence"}, "contested"),
    ("unlike_blue_helmets", army(1, 1), {"mandate": "interposition"}, "refuted"),
    ("three_tests", asked_for_more(0.5), {}, "refuted"),
    ("three_tests", asked_for_more(0.49), {}, "contested"),
    ("three_tests", window(101, 101), {}, "refuted"),
    ("three_tests", window(101, 100), {}, "contested"),
]


@pytest.mark.parametrize(("rule", "columns", "cells", "expected"), CASES)
def test_a_check_gives_each_verdict_for_options_of_any_pack(pack, rule, columns, cells, expected):
    verdict = found(pack, rule, columns, **cells)
    assert verdict.verdict == expected
    assert verdict.sources[-2:] == ("a", "b")
    # The sentence has a slot for nothing that the check does not give.
    slots = dict.fromkeys(verdict.facts, "x") | {"flip": "x"}
    slots |= {name.removesuffix("_low"): "x" for name in verdict.facts}
    assert CLAIM_REASONS[verdict.reason].format(**slots)
    if expected == "contested":
        assert verdict.deciding in DECIDING
    else:
        assert verdict.deciding == ""


def test_every_check_is_tried_here():
    assert {rule for rule, *_ in CASES} == set(CHECKS)


def test_the_names_a_pack_may_use_are_the_names_of_the_checks():
    assert list(RULES) == list(CHECKS)


def test_three_tests_of_which_one_has_no_measure_are_never_shown_to_be_passed(pack):
    assert found(pack, "three_tests", window(1, 1)).verdict == "contested"


@pytest.mark.parametrize("rule", ["attack_less_likely", "holds_at_cost"])
def test_what_has_a_part_without_measure_is_never_shown(pack, rule):
    verdict = found(pack, rule, occasions(0.4, 0.4))
    assert verdict.verdict == "contested"
    assert (verdict.facts["passes_lower_low"], verdict.facts["passes_lower_high"]) == (1, 1)


def test_the_static_test_stands_where_a_run_does_not_simulate(pack):
    static = found(pack, "three_tests", window(101, 100))
    assert static.reason == "three_tests"
    simulated = found(pack, "three_tests", asked_for_more(0.2))
    assert simulated.reason == "three_tests_simulated"
    assert (simulated.facts["first_day"], simulated.facts["last_day"]) == (30, 90)
    assert simulated.facts["passes_last_high"] == pytest.approx(0.2)
    without = found(pack, "three_tests", asked_for_more(0.2), threshold=None)
    assert without.reason == "three_tests"


def test_a_force_deters_from_its_arrival_where_anybody_comes(pack):
    """At signature attack is likelier here; in half of the draws nobody comes and it stays so."""
    columns = occasions(np.where(HALF, 0.4, 0.9), 0.4, present=HALF)
    facts = found(pack, "attack_less_likely", columns).facts
    assert facts["passes_lower_low"] == 1
    assert facts["passes_with_high"] == pytest.approx(0.4)
    assert facts["share_cut_low"] == pytest.approx(0.2)
    nobody = found(pack, "attack_less_likely", occasions(0.4, 0.4, present=0))
    assert nobody.verdict == "not_yet_assessed"


def test_the_answer_turns_where_one_draw_in_twenty_does(pack):
    assert found(pack, "attack_less_likely", occasions(0.4, 0.4)).flip is None
    sought = np.where(np.arange(N) < 100, np.arange(N) / 100, np.nan)
    columns = occasions(0.4, 0.4) | {"prospects/ours/provocation_flip": sought}
    assert found(pack, "attack_less_likely", columns).flip == pytest.approx(0.04)


def test_what_sending_changes_stands_beside_its_losses(pack):
    facts = found(pack, "holds_at_cost", occasions(0.4, 0.4)).facts
    assert facts["years"] == 2
    assert facts["passes_h2_low"] == pytest.approx(0.3)  # at the end of the last year
    assert facts["gain_low"] == pytest.approx(10)
    assert facts["deaths_high"] == pytest.approx(4.5)
    assert facts["accidents_low"] == pytest.approx(9)


def test_a_force_that_takes_no_side_and_fights_on_the_line_refutes(pack):
    mandates = tuple(r | {"impartial": True} for r in pack.rows("mandates"))
    impartial = replace(pack, tables={**pack.tables, "mandates": mandates})
    verdict = found(impartial, "takes_side_off_line", away(0.4, 0.4), **TWO)
    assert (verdict.verdict, verdict.facts["takes_side"]) == ("refuted", "none")
    assert found(impartial, "takes_side_off_line", away(1, 1), **TWO).verdict == "contested"


def test_a_force_that_loses_nobody_loses_nobody_off_the_line(pack):
    verdict = found(pack, "takes_side_off_line", away(0, 0, killed=0), **TWO)
    assert verdict.verdict == "not_yet_assessed"


def test_a_claim_has_to_hold_in_every_world_of_a_structural_choice(pack):
    """All of 400 draws but 16: four in a hundred, and a third of one world of nine."""
    worlds = (np.arange(N) % 9).astype(float)
    broken = (worlds == 2) & (np.arange(N) < 144)
    columns = decided(np.where(broken, 0.4, 0.6), 0.6) | {"param/holding_variant": worlds}
    claim = CLAIM | {"rule": "broken_by_decision"} | TWO
    scenario = elsewhere(pack, claim, watched="yes")
    reads = dict.fromkeys(columns, ("param/holding_variant",))
    (verdict,) = verdicts(evidence_from(scenario, columns, reads))
    assert (verdict.verdict, verdict.facts["weakest"]) == ("contested", "interstate ending")
    assert verdict.flip == pytest.approx(0.4)
    (blind,) = verdicts(evidence_from(scenario, columns))
    assert (blind.verdict, blind.facts["weakest"]) == ("supported", "none in particular")


@pytest.mark.parametrize(("front", "strength"), [(0.49, 850_000), (0.5, 850_001)])
def test_a_share_that_is_our_judgement_decides_nothing(pack, front, strength):
    verdict = found(pack, "army_at_front", army(strength, front), grade="E")
    assert verdict.verdict == "contested"


def test_draws_without_a_value_do_not_count(pack):
    nowhere = np.where(HALF, np.nan, 100.0)
    assert found(pack, "window_passed", window(100, nowhere)).verdict == "supported"
    assert found(pack, "window_passed", window(101, nowhere + 1)).verdict == "refuted"
    none = found(pack, "window_passed", window(100, np.nan))
    assert (none.verdict, none.reason) == ("not_yet_assessed", "no_anchor_holds")


ABOUT_TWO = {"aid_instead", "broken_by_decision", "line_size_enough", "takes_side_off_line"}
TABLES = {
    *("context_alone", "on_record", "army_at_front", "command_limits"),
    *("not_ready_to_send", "only_these_open"),
    *("figure_larger", "host_carries", "lost_without_war", "unlike_blue_helmets"),
}


@pytest.mark.parametrize("rule", sorted(set(CHECKS) - TABLES))
def test_an_option_that_was_not_run_tests_nothing(pack, rule):
    cells = TWO if rule in ABOUT_TWO else NAMED
    verdict = found(pack, rule, {}, **cells)
    assert (verdict.verdict, verdict.reason) == ("not_yet_assessed", "option_not_run")


def test_a_method_that_does_not_apply_tests_nothing(pack):
    other = {"size/ours/size_troops": 100 * ONES}
    verdict = found(replace(pack, invisible=()), "ratio_needs_size", other)
    assert (verdict.verdict, verdict.reason) == ("not_yet_assessed", "method_not_applied")
    assert "does not apply" in CLAIM_REASONS[verdict.reason]


def test_a_line_is_tested_with_consent_and_without(pack):
    claim = CLAIM | {"rule": "line_size_enough", "option": "ours;third"}
    scenario = elsewhere(pack, claim, third="partial")
    columns = {f"size/{o}/line_density.x_troops": ONES for o in ("ours", "third")}
    (verdict,) = verdicts(evidence_from(scenario, columns))
    assert verdict.verdict == "not_yet_assessed"


def test_the_numbers_of_a_window(pack):
    columns = window(200 * HALF, 50) | {
        "size/ours/window.hold_deployed_troops": np.where(np.arange(N) < 100, 50.0, 150.0)
    }
    verdict = found(pack, "window_passed", columns)
    assert verdict.facts["passes_hold_combat"] == 1
    assert verdict.facts["passes_hold_deployed"] == 0.25
    assert (verdict.facts["passes_soft_s1_low"], verdict.facts["passes_soft_s1_high"]) == (0.5, 0.5)
    assert verdict.flip == pytest.approx(100 / 30)


def test_a_coalition_is_measured_by_what_the_states_named_bring(pack):
    verdict = found(pack, "named_reach_size", coalition(0, np.linspace(0, 80, N)), **NAMED)
    assert verdict.flip == pytest.approx(40)
    assert verdict.facts["named_high"] == pytest.approx(76)
    assert verdict.facts["passes_all_high"] == 0
    assert verdict.computed_from[-1] == "deploy/ours/state.GBR_troops"


def test_the_share_of_guards_at_which_relief_turns(pack):
    """5,000 soldiers and 6,000 guards: 8,000, a hundredth of the army, needs half the guards."""
    verdict = found(pack, "troops_freed", freed(6000, 5000))
    assert verdict.flip == pytest.approx(0.5)
    assert verdict.facts["least"] == pytest.approx(8000)
    assert found(pack, "troops_freed", freed(1000, 5000)).flip is None
    assert found(pack, "troops_freed", freed(0, 5000)).flip is None


@pytest.mark.parametrize(
    ("figure", "half"), [(800_000, 50_000), (40_000, 5_000), (45_000, 500), (7, 0.5)]
)
def test_a_rounded_figure_may_be_off_by_half_its_last_digit(figure, half):
    assert half_last_digit(figure) == half
