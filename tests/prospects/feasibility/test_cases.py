"""Tables from the rules of a pack by hand, and cases that are asked together as each alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ceasefire.prospects.feasibility.cases import Case, chances
from ceasefire.prospects.feasibility.rules import Link, Rule, network, parameters, rules

YES_NO = ("no", "yes")
BACKING = ("none", "logistics", "full")
SAMPLE = {
    "backing": np.array([0.0, 1.0, 2.0, 1.0]),
    "fear_chance": np.array([0.1, 0.5, 0.9, 0.3]),
    "base": np.array([-1.0, 0.0, 0.5, 2.0]),
    "fear_weight": np.array([-0.5, -1.0, -2.0, 0.0]),
    "full_weight": np.array([0.4, 0.3, 0.2, 0.1]),
    "none_weight": np.array([-0.6, -0.7, -0.8, -0.9]),
    "land_weight": np.array([1.0, 0.5, 0.2, 0.1]),
    "offer_chance": np.array([0.9, 0.8, 0.7, 1.0]),
    "offer_unbacked": np.array([0.2, 0.5, 0.0, 1.0]),
    "offer_feared": np.array([0.3, 0.6, 1.0, 0.0]),
    "rate": np.array([0.5, 1.0, 2.0, 0.0]),
}
DRAWS = 4
SHIFT = np.array([0.1, -0.2, 0.3, 0.0])
CASE = Case(
    12.0,
    {"keeps_land": True},
    {"acceptance_shift": SHIFT, "generated": np.array([0.0, 1.0, 1.0, 1.0])},
)


def rule(id, kind, amount, links=(), terms=(), states=YES_NO):
    return Rule(id, id, kind, amount, "", "", states, tuple(links), tuple(terms))


def link(parent, effect, *on, of=YES_NO):
    return Link(parent, on or ("yes",), of, effect)


BACKER = rule("backer", "drawn", "backing", states=BACKING)
FEAR = rule("fear", "root", "fear_chance")
OFFER = rule(
    "offer",
    "noisy_and",
    "offer_chance",
    [
        link("fear", "offer_feared", "no"),
        link("backer", "offer_unbacked", "logistics", "full", of=BACKING),
    ],
)
ACCEPTS = rule(
    "accepts",
    "logit",
    "base",
    [
        link("fear", "fear_weight"),
        link("backer", "full_weight", "full", of=BACKING),
        link("backer", "none_weight", "none", of=BACKING),
        link("offer", "acceptance_shift"),
    ],
    [link("keeps_land", "land_weight")],
)
SIGNED = rule("signed", "hazard", "rate", [link("accepts", "")])
SENT = rule("sent", "given", "generated", [link("signed", ""), link("offer", "offer_unbacked")])
RULES = (BACKER, FEAR, OFFER, ACCEPTS, SIGNED, SENT)
ASKED = ("fear", "offer", "accepts", "signed", "sent")


def ask(cases, asked=ASKED, rules=RULES):
    return chances(network(rules), rules, SAMPLE, cases, asked)


def of_log_odds(value):
    return 1.0 / (1.0 + np.exp(-value))


def by_hand(case=CASE):
    """Return the chance of each node, draw by draw, over every state of fear and offer."""
    found = {name: np.zeros(DRAWS) for name in ASKED}
    for draw in range(DRAWS):
        p = {name: values[draw] for name, values in SAMPLE.items()}
        backing = BACKING[int(p["backing"])]
        for fear in (False, True):
            feared = p["fear_chance"] if fear else 1.0 - p["fear_chance"]
            offers = p["offer_chance"]
            offers *= p["offer_feared"] if fear else 1.0
            offers *= p["offer_unbacked"] if backing == "none" else 1.0
            for offer in (False, True):
                here = feared * (offers if offer else 1.0 - offers)
                odds = p["base"] + (p["land_weight"] if case.terms["keeps_land"] else 0.0)
                odds += p["fear_weight"] if fear else 0.0
                odds += {"full": p["full_weight"], "none": p["none_weight"]}.get(backing, 0.0)
                odds += case.given["acceptance_shift"][draw] if offer else 0.0
                accepts = of_log_odds(odds)
                signed = accepts * (1.0 - np.exp(-p["rate"] * case.months / 12.0))
                sent = signed * case.given["generated"][draw]
                sent *= 1.0 if offer else p["offer_unbacked"]
                for name, chance in (
                    ("fear", float(fear)),
                    ("offer", float(offer)),
                    ("accepts", accepts),
                    ("signed", signed),
                    ("sent", sent),
                ):
                    found[name][draw] += here * chance
    return found


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("months", [6.0, 12.0, 24.0])
@pytest.mark.parametrize("keeps", [True, False])
def test_every_kind_of_node_by_hand(name, months, keeps):
    case = replace(CASE, months=months, terms={"keeps_land": keeps})
    np.testing.assert_allclose(ask([case])[name][0], by_hand(case)[name], rtol=1e-12)


def test_a_root_is_its_chance():
    np.testing.assert_allclose(ask([CASE], ["fear"])["fear"], [SAMPLE["fear_chance"]], rtol=1e-14)


def test_a_drawn_node_has_the_state_of_the_draw():
    """Seen from a child that follows one of its states exactly."""
    for state in BACKING:
        sure = {"offer_chance": np.ones(DRAWS), "offer_unbacked": np.zeros(DRAWS)}
        follows = rule("f", "noisy_and", "offer_chance", [link("backer", "", state, of=BACKING)])
        found = chances(network((BACKER, follows)), (BACKER, follows), SAMPLE | sure, [CASE], ["f"])
        drawn = [BACKING[int(index)] == state for index in SAMPLE["backing"]]
        np.testing.assert_array_equal(found["f"][0], np.array(drawn, dtype=float))


def test_links_to_one_parent_add_up_where_both_count():
    links = [
        link("backer", "full_weight", "full", of=BACKING),
        link("backer", "none_weight", "logistics", "full", of=BACKING),
    ]
    twice = rule("twice", "logit", "base", links)
    found = chances(network((BACKER, twice)), (BACKER, twice), SAMPLE, [CASE], ["twice"])
    odds = SAMPLE["base"] + np.where(SAMPLE["backing"] > 0.0, SAMPLE["none_weight"], 0.0)
    odds += np.where(SAMPLE["backing"] > 1.0, SAMPLE["full_weight"], 0.0)
    np.testing.assert_allclose(found["twice"][0], of_log_odds(odds), rtol=1e-14)
    chance = rule("chance", "noisy_and", "offer_chance", links)
    shares = SAMPLE | {"full_weight": np.full(DRAWS, 0.3), "none_weight": np.full(DRAWS, 0.5)}
    found = chances(network((BACKER, chance)), (BACKER, chance), shares, [CASE], ["chance"])
    left = np.where(SAMPLE["backing"] > 1.0, 1.0, 0.3) * np.where(SAMPLE["backing"] > 0.0, 1.0, 0.5)
    np.testing.assert_allclose(found["chance"][0], SAMPLE["offer_chance"] * left, rtol=1e-14)


def test_a_term_counts_in_the_state_that_is_linked():
    refused = replace(ACCEPTS, links=(), terms=(link("keeps_land", "land_weight", "no"),))
    for keeps in (True, False):
        case = replace(CASE, terms={"keeps_land": keeps})
        found = ask([case], ["accepts"], (refused,))["accepts"][0]
        odds = SAMPLE["base"] + (0.0 if keeps else SAMPLE["land_weight"])
        np.testing.assert_allclose(found, of_log_odds(odds), rtol=1e-14)


MANY = [
    CASE,
    replace(CASE, months=6.0),
    replace(CASE, terms={"keeps_land": False}),
    replace(CASE, fixed={"offer": True}),
    replace(CASE, fixed={"offer": False, "accepts": True}),
    replace(CASE, news={"accepts": np.array([0.5, -0.5, 1.0, 0.0])}),
    replace(CASE, news={"fear": np.full(DRAWS, -1.0), "signed": np.full(DRAWS, 0.3)}),
    replace(CASE, given={"acceptance_shift": -SHIFT, "generated": np.zeros(DRAWS)}),
]


def test_cases_behind_one_another_are_as_each_alone():
    together = ask(MANY)
    for place, case in enumerate(MANY):
        alone = ask([case])
        for name in ASKED:
            assert together[name].shape == (len(MANY), DRAWS)
            np.testing.assert_allclose(together[name][place], alone[name][0], rtol=1e-13)
    backwards = ask(MANY[::-1])
    for name in ASKED:
        assert backwards[name][::-1].tobytes() == together[name].tobytes()


@pytest.mark.parametrize("node", ["fear", "offer", "accepts", "signed"])
def test_a_fixed_node_is_certain_or_ruled_out(node):
    sure, never = ask([replace(CASE, fixed={node: state}) for state in (True, False)])[node]
    np.testing.assert_array_equal(sure, np.ones(DRAWS))
    np.testing.assert_array_equal(never, np.zeros(DRAWS))


def test_what_is_made_so_says_nothing_of_its_causes():
    """An intervention, not an observation."""
    found = ask([CASE, replace(CASE, fixed={"accepts": True})])
    for cause in ("fear", "offer"):
        np.testing.assert_allclose(found[cause][1], found[cause][0], rtol=1e-13)
    signed = 1.0 - np.exp(-SAMPLE["rate"])
    np.testing.assert_allclose(found["signed"][1], signed, rtol=1e-12)


def test_news_on_a_node_is_bayes_rule():
    """Posterior odds = prior odds x ratio; and its causes follow through the joint chances."""
    ratio = np.array([2.0, 0.25, 1.5, 1.0])
    before = ask([CASE])
    seen = ask([replace(CASE, news={"accepts": np.log(ratio)})])
    prior = before["accepts"][0]
    odds = prior / (1.0 - prior) * ratio
    np.testing.assert_allclose(seen["accepts"][0], odds / (1.0 + odds), rtol=1e-12)
    if_feared = ask([replace(CASE, fixed={"fear": True})])["accepts"][0]
    feared = SAMPLE["fear_chance"]
    likely = if_feared * ratio + (1.0 - if_feared)
    wanted = feared * likely / (prior * ratio + (1.0 - prior))
    np.testing.assert_allclose(seen["fear"][0], wanted, rtol=1e-12)


def test_news_of_nothing_changes_nothing():
    found = ask([CASE, replace(CASE, news={"accepts": np.zeros(DRAWS)})])
    for name in ASKED:
        np.testing.assert_allclose(found[name][1], found[name][0], rtol=1e-13)


def test_rules_are_the_rows_of_the_pack(pack):
    found = {one.id: one for one in rules(pack)}
    assert list(found) == [row["id"] for row in pack.rows("network_nodes")]
    assert found["backer_state"].states == BACKING
    assert found["ceasefire"].states == YES_NO
    force, accepts = found["force_offered"], found["adversary_accepts"]
    assert force.links[1] == Link(
        "backer_state", ("logistics", "full"), BACKING, "offer_without_backer"
    )
    assert force.links[0] == Link("voters_support", ("yes",), YES_NO, "offer_without_voters")
    assert accepts.parents == ("war_weighs", "backer_state", "force_offered")
    assert [term.parent for term in accepts.terms] == [
        f"host_keeps_{what}"
        for what in ("sovereignty", "territory", "army", "democracy", "cooperation")
    ]
    assert "acceptance_shift" in {one.effect for one in accepts.links}
    read = parameters(tuple(found.values()))
    assert len(read) == len(set(read))
    assert not {"acceptance_shift", "generated", ""} & set(read)
    assert {"settlement_rate", "backer_state", "adversary_effect_army"} <= set(read)
    assert set(read) <= set(pack.parameters)
