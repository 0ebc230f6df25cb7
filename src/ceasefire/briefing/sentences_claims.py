"""Reasons of the verdicts that rest on whether it happens and holds, and what decides them."""

from __future__ import annotations

from typing import Final

__all__ = [
    "FEASIBILITY_CLAIM_REASONS",
    "FEASIBILITY_DECIDING",
    "HOLDING_CLAIM_REASONS",
    "HOLDING_DECIDING",
]

HOLDING_CLAIM_REASONS: Final = {
    "three_tests_simulated": (
        "The tests can be told apart, not passed or failed as one. {size} in the rear, beside the "
        "host’s brigades, pass the first against one attacking brigade (chance "
        "{passes_soft_s1}) and against six (chance {passes_soft_s6}). Where a published force "
        "holds long enough, they reach the second in {passes_hold_combat} of the draws if all of "
        "them count as combat troops, in {passes_hold_deployed} with a tail. Simulated, the line "
        "asks for more than the reserve and what has arrived within {first_day} days "
        "(chance {passes_first}) or within {last_day} days (chance {passes_last}); to pass, that "
        "chance has to stay below {share_most} in nearly every draw (this project’s judgement). "
        "For the third no study has a measure."
    ),
    "one_objective_measured": (
        "Of the objectives only deterrence is tested here; what is measured of reassurance and "
        "commitment stands in the comparison of the options, and how much of either is enough "
        "nobody has said. Where anybody comes, the chance that the adversary attacks on a serious "
        "occasion is, beside the force, {passes_with}; without it, {passes_without}. On the same "
        "draws the force cuts that chance by {share_cut_low} to {share_cut_high}; that it cuts it "
        "at all is {passes_lower}. The direction is nearly built in, since a force adds to the "
        "defence; its size is judgement. The provocation at which one draw in twenty turns, "
        "where the adversary’s objective is worth one and the force has {scale} troops: {flip}."
    ),
    "holding_alone": (
        "Told here is only whether the ceasefire holds. Where anybody comes, that no large-scale "
        "war returns within {years} years is, over all variants, {passes_h2} with the force; "
        "{passes_h2_none} without it. Of a hundred simulated histories {gain_low} to {gain_high} "
        "more hold with it, by variant. That it makes a decision to attack less likely is "
        "{passes_lower}. Against that stand, in a year, {deaths_low} to {deaths_high} of its "
        "soldiers killed by hostile acts and {accidents_low} to {accidents_high} by accidents and "
        "illness. How much likelier sending makes a direct war with the adversary no source "
        "says, and no chance of it is printed. Were such a war as bad as {weight} renewed ones, "
        "the force would gain as much as it risks where it raises that chance by {risk_low} to "
        "{risk_high} in a hundred, by variant. The "
        "provocation at which one draw in twenty turns, where the adversary’s objective is worth "
        "one and the force has {scale} troops: {flip}."
    ),
    "aid_beside_force": (
        "Tested is what aid does once there is a ceasefire, not while the war lasts. Where anybody "
        "comes, that “{aid}” leaves an attack on a serious occasion no likelier than “{force}” "
        "does is {passes_lower}. Against no force, of a hundred simulated histories {gain_aid_low} "
        "to {gain_aid_high} more hold for {years} years with the aid and {gain_force_low} to "
        "{gain_force_high} more with the force, by variant. Beyond today’s aid the one costs "
        "€{cost_aid_low} to €{cost_aid_high} billion a year, the other €{cost_force_low} to "
        "€{cost_force_high} billion for what comes of it."
    ),
    "may_break": (
        "That the adversary ends the ceasefire by a decision to attack within {years} years "
        "is, without a force, {passes_without}; with “{option}”, {passes_with}. To support the "
        "claim, the chance has to exceed {share_least} (this project’s judgement) nearly always; "
        "whatever the variant, it exceeds {flip} in nineteen draws of twenty. It does so least "
        "often in this variant: {weakest}. What was broken before is history, and is not tested "
        "here."
    ),
    "side_by_mandate": (
        "Of the mandates of the two forces, these take a side: {takes_side}. Whether they keep "
        "out of the fighting follows from where they stand. Where they lose anybody to hostile "
        "acts, by the middle value this part of it falls off the line, to strikes and sabotage: "
        "for “{first}” ({first_place}) {share_first}, for “{second}” ({second_place}) "
        "{share_second}. Attacked in earnest, the chance that the latter stands and fights is "
        "{passes_stand}."
    ),
}

FEASIBILITY_CLAIM_REASONS: Final = {
    "below_even": (
        "A ceasefire on terms that meet all the conditions within twelve months is "
        "{passes_settlement}; that “{option}” is there half a year later as well, even if the "
        "coalition were sure to come, is {passes_sent}. “Probably not” is taken as below an even "
        "chance. The coefficients are judgements of this project: the model agrees so far as they "
        "do, and says which of them carry the answer."
    ),
    "each_obstacle": (
        "To stop it is taken as to take away {share_least} of the chance of all of it or more. "
        "Fear of escalation that rules takes {share_fear_low} to {share_fear_high} of it, voters "
        "against it {share_voters_low} to {share_voters_high}, from draw to draw, with the "
        "coalition sure to come. A backer that gives nothing takes {share_refusal} of the chance "
        "that the coalition of “{option}” is there in time, against the backer’s best state. The "
        "coefficients are judgements of this project, so that one of them could not stop it "
        "cannot be shown."
    ),
    "on_record": (
        "Decided by the page that is cited: it is on record. It sets the scene; no number of this "
        "briefing rests on it."
    ),
    "record_not_seen": (
        "What would decide it is on record, but the page was not found, so nothing is decided. It "
        "sets the scene; no number of this briefing rests on it."
    ),
    "sets_the_scene": (
        "It says what governments said or planned, which sets the scene; no number of this "
        "briefing rests on it, and none could decide it."
    ),
}

FEASIBILITY_DECIDING: Final = {
    "acceptance": "whether the adversary accepts",
    "obstacles": "how much fear and voters weigh against an offer",
}

HOLDING_DECIDING: Final = {
    "baseline_class": "which past cases are the baseline without a force",
    "direct_war": "the risk and the cost of a direct war, which the comparison weighs",
    "objectives_unmeasured": "how much reassurance and commitment would be enough",
    "war_untested": "what aid does while the war lasts, which is not tested",
    "placement": "where the force stands",
}
