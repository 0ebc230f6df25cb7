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
        "decides most is {weightiest}."
    ),
    "feasibility.short_plain": (
        "That a ceasefire which leaves {host} the {conditions} conditions of the debate is "
        "concluded within {months} months is {settlement}; that it comes about and holds {years} "
        "years, {both}. What decides most is {weightiest}."
    ),
    "feasibility.happens": (
        "That a ceasefire on terms that meet all {conditions} conditions of the debate is "
        "concluded within {months} months of {as_of} is {settlement}; that “{option}” then stands "
        "in place {days} days later as well, {happens}. These are judgements in numbers: the "
        "range is that of nine draws in ten."
    ),
    "feasibility.happens_plain": (
        "That a ceasefire on terms that meet all {conditions} conditions of the debate is "
        "concluded within {months} months of {as_of} is {settlement}. These are judgements in "
        "numbers: the range is that of nine draws in ten."
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
        "asked, {coalition}."
    ),
    "feasibility.steps_plain": (
        "Step by step: that {host} would accept such terms is {host_accepts}; that {adversary} "
        "would, {adversary_accepts}."
    ),
    "feasibility.then_holds": (
        "Once “{option}” has come about, that no large-scale war returns within {years} years is "
        "{holds}, by the variant of the question whether it holds; that it happens and then "
        "holds, {both}. Chances are multiplied within a draw: who accepts an offer is who then "
        "keeps or breaks it."
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
    "feasibility.deadlines": (
        "With more time: {parts}. The rate of settlements is a constant one, so that questions "
        "with other deadlines can be compared."
    ),
    "feasibility.evidence": (
        "{count} dated public events from {first} to {last} move the chances, each by a ratio "
        "that one coder judged and that halves in weight in months to a year; the news of a month "
        "may move the log-odds of a node by {cap} at most. The chance of a ceasefire in time was "
        "{before} by what was known on {first_day}, and is {after} on {as_of}."
    ),
    "feasibility.no_evidence": "No dated event was known by {as_of}: these are starting values.",
    "feasibility.stops": (
        "What could stop a force, of what the debate names: that “{fear}” holds is {fear_chance}; "
        "that “{voters}” does, {voters_chance}. Where the backer ({backer}) gives nothing, the "
        "coalition is there in time in {none} of the draws; where it gives intelligence and "
        "logistics, in {logistics}; with full support, in {full}."
    ),
    "feasibility.owned": (
        "Each event is computed once. Who sends, how much and how fast comes from deploy; what is "
        "still there later, whether it holds, and by how much a force makes acceptance likelier "
        "or less likely, from the question whether it holds. Only acceptance, the offer and the "
        "waiting for a settlement are this section’s own."
    ),
    "feasibility.grade": (
        "No study identifies these coefficients: all {count} are judgements of ours (grade E), "
        "set on what was known by {as_of}; the pack gives each with its reason."
    ),
    "feasibility.change_weights": (
        "The quantities that carry the answer, with their share of what moves the chance of a "
        "ceasefire from draw to draw: {parts}. To learn one of them would be worth most."
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
        "To make the whole an even chance, acceptance by {adversary} would not be enough: even if "
        "it were certain, at most {most} in {hundred}."
    ),
    "feasibility.unknown": (
        "Nothing can be said as of {as_of}: the pack has no network by which a settlement comes "
        "about, or quantities that it needs had no published value."
    ),
}

FEASIBILITY_FIGURE_WORDS: Final = {
    "network": (
        "How it would come about, and what each step depends on",
        "Boxes: steps, with the chance that each is true on {as_of}, from draw to draw five to "
        "ninety-five in a hundred; arrows: what depends on what. Blue: this section’s own. Grey: "
        "taken over from the other questions.",
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
        "The narrowest step is “{narrow}”, {chance}; the widest is “{wide}”, {wide_chance}."
    ),
    "look_back": (
        "From {first} to {last} the chance of a ceasefire within {months} months went from "
        "{before} to {after}."
    ),
    "look_back_same": (
        "From {first} to {last} the chance of a ceasefire within {months} months stayed at {after}."
    ),
    "look_back_force": (
        "That of a coalition, if asked, went from {before_force} to {after_force}."
    ),
}
