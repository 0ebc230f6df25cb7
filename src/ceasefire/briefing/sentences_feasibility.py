"""Sentences and headings of the section on feasibility; numbers and names come in by slots."""

from __future__ import annotations

from typing import Final

__all__ = [
    "FEASIBILITY_FIGURE_SENTENCES",
    "FEASIBILITY_FIGURE_WORDS",
    "FEASIBILITY_SENTENCES",
]

FEASIBILITY_SENTENCES: Final = {
    "feasibility.short": (
        "That a ceasefire which leaves {host} the {conditions} conditions of the debate is "
        "concluded within {months} months is {settlement}; that “{option}” then stands there "
        "{days} days later, {happens}; that both come about and hold {years} years, {both}. What "
        "moves {moves}."
    ),
    "feasibility.short_plain": (
        "That a ceasefire which leaves {host} the {conditions} conditions of the debate is "
        "concluded within {months} months is {settlement}; that it comes about and holds {years} "
        "years, {both}. What moves the first most, of all that is uncertain here, is {weightiest}."
    ),
    "feasibility.happens": (
        "That a ceasefire on terms that meet all {conditions} conditions of the debate (the host "
        "keeps {kept}) is concluded within {months} months of {as_of} is {settlement}; that "
        "“{option}” then stands "
        "in place {days} days later as well, {happens}. These are judgements in numbers: the "
        "range is that of nine draws in ten, over all variants; whether a coalition comes is "
        "averaged within each state of the backer."
    ),
    "feasibility.happens_plain": (
        "That a ceasefire on terms that meet all {conditions} conditions of the debate (the host "
        "keeps {kept}) is concluded within {months} months of {as_of} is {settlement}. These are "
        "judgements in numbers: the range is that of nine draws in ten."
    ),
    "feasibility.unmet": (
        "The settlement that the pack describes does not meet all {conditions} conditions of the "
        "debate, so it does not count as a success. That a ceasefire without any of them is "
        "concluded within {months} months is {surrender}."
    ),
    "feasibility.steps": (
        "Step by step: that {host} would accept such terms is {host_accepts}; that {adversary} "
        "would, {adversary_accepts}; that the lead states offer a force in earnest beforehand, "
        "{offer}; that the coalition comes to the least that still is “{option}”, in time and if "
        "asked, {coalition}, by the state of the backer."
    ),
    "feasibility.steps_plain": (
        "Step by step: that {host} would accept such terms is {host_accepts}; that {adversary} "
        "would, {adversary_accepts}."
    ),
    "feasibility.then_holds": (
        "Once “{option}” has come about, that no large-scale war returns within {years} years is "
        "{holds}, by the variant of the question whether it holds; that it happens and then "
        "holds, {both}. Chances are multiplied within a draw, in which one adversary accepts and "
        "then keeps or breaks."
    ),
    "feasibility.terms": (
        "What terms do, beside what troops do: if none of the {conditions} conditions were met, a "
        "ceasefire within {months} months would be {surrender}, which is what is meant by a "
        "surrender; without “{term}” alone, {without}; with all of them met and no force offered, "
        "{no_force}."
    ),
    "feasibility.terms_plain": (
        "If none of the {conditions} conditions were met, a ceasefire within {months} months would "
        "be {surrender}, which is what is meant by a surrender; without “{term}” alone, {without}."
    ),
    "feasibility.effect": (
        "What the offer of “{option}” does to the chance of a ceasefire is open: beside no force "
        "it changes it by {low} to {high} in a hundred from draw to draw, and makes it likelier in "
        "{likelier} of the draws, by variant."
    ),
    "feasibility.deadlines": (
        "By deadline: {parts}. The rate of settlements is constant, and the disposition of either "
        "side is that of {as_of}: it is not foreseen to change."
    ),
    "feasibility.evidence": (
        "{count} dated public events, the first of {first} and the last of {last}, move the "
        "chances, each by a ratio that one coder judged and that halves in weight in months to a "
        "year; the news of a month may move the log-odds of a node by {cap} at most. The chance of "
        "a ceasefire in time was {before} by what was known on {first_day}, and is {after} on "
        "{as_of}."
    ),
    "feasibility.no_evidence": "No dated event was known by {as_of}: these are starting values.",
    "feasibility.stops": (
        "What could stop a force, of what the debate names. “{fear}”: {fear_chance}; “{voters}”: "
        "{voters_chance}. Where the backer ({backer}) gives nothing, the coalition is there in "
        "time with {none}; where it gives intelligence and logistics, with {logistics}; with full "
        "support, with {full}."
    ),
    "feasibility.owned": (
        "Each event is computed once. Who sends, how much and how fast comes from deploy; what is "
        "still there later, whether it holds, and by how much a force makes acceptance likelier "
        "or less likely, from the question whether it holds. Only acceptance, the offer and the "
        "waiting for a settlement are this section’s own."
    ),
    "feasibility.grade": (
        "No study identifies these coefficients: all {count} are judgements of ours (grade E), "
        "each with its reason in the pack. Whoever set them knew how the debate went on; another "
        "date moves evidence and stances, not them."
    ),
    "feasibility.change_weights": (
        "What moves the chance of a ceasefire most from draw to draw: {parts}; "
        "what moves the chance of all of it: {whole}. To learn one of them would narrow the range "
        "most; the backer’s state is a decision to come, the others are judgements."
    ),
    "feasibility.change_certain": (
        "Were it certain that {adversary} accepts, a ceasefire in time and the force in place "
        "would be {adversary_certain}; were the coalition certain, {sent}; were both, {together}."
    ),
    "feasibility.change_certain_plain": (
        "Were it certain that {adversary} accepts, a ceasefire in time would be "
        "{adversary_certain}."
    ),
    "feasibility.change_even": (
        "To make the whole an even chance, acceptance by {adversary} would not be enough: were it "
        "certain, the whole would be {most}."
    ),
    "feasibility.not_applicable": (
        "The pack has no network by which a settlement comes about, so the question is not asked."
    ),
    "feasibility.unknown": (
        "Nothing can be said as of {as_of}: quantities that the question needs had no published "
        "value, or it applies to none of the options that were run."
    ),
}

FEASIBILITY_FIGURE_WORDS: Final = {
    "network": (
        "How it would come about, and what each step depends on",
        "Steps with the chance that each is true on {as_of} for “{option}”, nine draws in ten; "
        "arrows, or words, say what depends on what. Blue: this section’s own. Grey: the terms, "
        "and what the other questions say of the draw.",
    ),
    "look_back": (
        "A look back: what the same model says with what was known then",
        "Month by month with the evidence and the stances of the date; coefficients, forces and "
        "rules are those of {as_of}. Retrospective, coded with hindsight: not a track record. "
        "Each panel has its own scale. Band: nine draws in ten, or the states of the backer.",
    ),
}

FEASIBILITY_FIGURE_SENTENCES: Final = {
    "network": (
        "Of the steps that are this section’s own, the least likely by itself is “{narrow}”, "
        "{chance}; the likeliest is “{wide}”, {wide_chance}."
    ),
    "look_back": (
        "Between {first} and {last} the chance of a ceasefire within {months} months went from "
        "{before} to {after}."
    ),
    "look_back_same": (
        "Between {first} and {last} the chance of a ceasefire within {months} months stayed at "
        "{after}."
    ),
    "look_back_force": (
        "That of a coalition, if asked, went from {before_force} to {after_force}."
    ),
}
