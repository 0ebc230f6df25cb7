"""Sentences of the section on what happened before; numbers, names and dates come in by slots."""

from __future__ import annotations

from typing import Final

__all__ = [
    "PRECEDENT_CLAIM_REASONS",
    "PRECEDENT_DECIDING",
    "PRECEDENT_FIGURE_SENTENCES",
    "PRECEDENT_FIGURE_WORDS",
    "PRECEDENT_SENTENCES",
]

PRECEDENT_SENTENCES: Final = {
    "size.record": (
        "How these methods did on past missions, each left out of its own coefficients: troops by "
        "kilometre came within a factor of two of what planners asked for in {line} of {line_n} "
        "cases, troops by population in {people} of {people_n}, whichever of its rules. The other "
        "methods could not be tried."
    ),
    "precedents.short": (
        "Within five years large-scale war was back after {truces} of the truces of civil wars "
        "without a settlement or a force, after {lines} of the missions on a line, and, by a "
        "looser measure, after {endings} of the endings of wars between states.{later} {nearest} "
        "{record}"
    ),
    "precedents.near_short": "The past missions nearest to “{option}” are {nearest}.",
    "precedents.far_short": "No past mission is near to “{option}”.",
    "precedents.learnt_later": (
        "{which} counted after {as_of}: they know what came later, and may count this very "
        "ceasefire."
    ),
    "precedents.far": (
        "Of {count} past missions that were known none is near to “{option}”: of what can be "
        "compared, less than {near} is alike, which this project judged to be too little."
    ),
    "precedents.few": (
        "Only {count} past missions were known on the date and can be compared with “{option}”: "
        "{nearest}. That is all of them, not a choice."
    ),
    "precedents.record_short": (
        "Held against what planners asked for, troops by kilometre come within a factor of two in "
        "{line} of the cases."
    ),
    "precedents.nearest": (
        "Of {count} past missions these are the nearest to “{option}”: {nearest}. How near is a "
        "weighted mean of differences, with weights that this project judged; what sets each "
        "apart stands in the table."
    ),
    "precedents.classes": (
        "How often ceasefires broke depends on which are counted. Within five years large-scale "
        "war was back after {truces} of the truces of civil wars without a settlement and without "
        "a force, {forced} of those with one, and {lines} of the missions on a line; any fighting "
        "with {deaths} dead in a year was back after {endings} of the endings of wars between "
        "states. These measures are not the same, and are never averaged.{later}"
    ),
    "precedents.losses": (
        "A force of the size of “{option}” would lose, a year, {calm} soldiers to hostile acts if "
        "it met what missions on a calm line met, {contested} on a contested one, {settlement} as "
        "the guard of a settlement, and {war} in an open war; {other} more to accidents and "
        "illness."
    ),
    "precedents.record": (
        "How well would the methods have done? Held against {cases} estimates of what planners "
        "asked for, each mission left out of its own coefficients, troops by kilometre come "
        "within a factor of two in {line} of {line_n} cases and troops by population in {people} "
        "of {people_n}, whichever of its rules; what other missions of the kind had, without any "
        "method, in {rival} of {rival_n}."
    ),
    "precedents.coverage": (
        "Their ranges are too narrow: one that should hold nine cases in ten holds {line} by "
        "kilometre and {people} by population. By kilometre they ask for {bias} times what "
        "planners asked for, in the middle case."
    ),
    "precedents.breaks": (
        "Chances to break within five years are better than the base rate. Against what became of "
        "{n} ceasefires with a mission, the reference classes have a Brier score of {prior}, the "
        "base rate {base}; the difference, {gain}, has a nine-in-ten interval of {gain_low} to "
        "{gain_high}. Of two ceasefires the one foretold to break likelier broke first in {order} "
        "of the pairs."
    ),
    "precedents.breaks_unclear": (
        "Chances to break within five years are not shown to be better than the base rate. "
        "Against what became of {n} ceasefires with a mission, the reference classes have a Brier "
        "score of {prior}, the base rate {base}; the difference, {gain}, has a nine-in-ten "
        "interval of {gain_low} to {gain_high}. Of two ceasefires the one foretold to break "
        "likelier broke first in {order} of the pairs. The table has other horizons."
    ),
    "precedents.later": (
        "Out of time nothing is shown to be gained: learnt from missions that began by {year}, but "
        "for the published shares of truces, the gain over the base rate is {gain} on the {n} that "
        "came after, with a nine-in-ten interval of {gain_low} to {gain_high}."
    ),
    "precedents.later_holds": (
        "Out of time they are better: learnt from missions that began by {year}, but for the "
        "published shares of truces, the classes beat the base rate by {gain} on the {n} that came "
        "after, with a nine-in-ten interval of {gain_low} to {gain_high}."
    ),
    "precedents.fulfilment": (
        "That getting what planners asked for keeps war away is not shown: where it stayed away "
        "for five years {held} of it was sent in the middle, where it came back {broken}; of one "
        "of each the former had more in {share} of the pairs, with a nine-in-ten interval of "
        "{low} to {high}. With {n_held} and {n_broken} cases little could be seen."
    ),
    "precedents.fulfilment_differs": (
        "Where war stayed away for five years more of what planners asked for was sent, {held} in "
        "the middle, than where it came back, {broken}; of one of each the former had more in "
        "{share} of the pairs, with a nine-in-ten interval of {low} to {high}. With {n_held} and "
        "{n_broken} cases, and forces sent where they were welcome, that is no effect."
    ),
    "precedents.aims": (
        "Of {count} aims that were set before any result was seen, the record meets {met}. Worst "
        "missed: {worst}."
    ),
    "precedents.presence": (
        "Endings of civil wars with a force broke at {raw} times the rate of those without "
        "({level} interval {raw_low} to {raw_high}), which cannot be told from no difference, and "
        "with {alike} held alike at {adjusted} times ({adjusted_low} to {adjusted_high}). Neither "
        "is what sending one does: forces were sent with consent.{later}"
    ),
    "precedents.chosen": (
        "The missions were chosen because they are known, and coded by one project. They show "
        "what has been, not what a force does."
    ),
    "precedents.change_class": (
        "The measure: by truces of civil wars {truces} broke within five years, by missions on a "
        "line {lines}."
    ),
    "precedents.change_cases": (
        "The cases: another table of missions with the same columns can be held against the "
        "methods (ceasefire hindcast --operations)."
    ),
    "precedents.unknown": (
        "As of {as_of} too few past missions were known to say anything from them."
    ),
}

PRECEDENT_FIGURE_WORDS: Final = {
    "record": (
        "By kilometre, the method misses most planners’ figures",
        "Prediction over what planners asked for, each mission left out of its own coefficients",
    ),
    "record_near": (
        "By kilometre, the method comes near most planners’ figures",
        "Prediction over what planners asked for, each mission left out of its own coefficients",
    ),
    "classes": (
        "Which past ceasefires are the measure decides how likely a break is",
        "Share broken within five years, with its interval; each class at its own level",
    ),
}

PRECEDENT_FIGURE_SENTENCES: Final = {
    "record": (
        "Each row is an estimate of planners, each bar the middle 90% of what troops by kilometre "
        "would have said, over what was asked. {near} of {count} middles lie within a factor of "
        "two (the band)."
    ),
    "classes": (
        "From {low} to {high} broke within five years, by class and by what counts as broken."
    ),
}

PRECEDENT_CLAIM_REASONS: Final = {
    "more_than_landed": (
        "Decided by the published figures alone: {high} against {low}. The one is a force over "
        "years, the other those who landed in a day, so the comparison is of size and nothing else."
    ),
    "no_more_than_landed": "Decided by the published figures alone: {high} against {low}.",
    "blue_helmets_may_shoot": (
        "Half of it holds. The mandate of “{option}” takes a side and reaches beyond self-defence, "
        "which that of an observer or interposition mission does not. But Blue Helmets are not "
        "bound to that: {robust} of {all} missions of the United Nations in the table of past "
        "missions had leave to use force beyond self-defence. Whether a mission only monitored is "
        "not tested."
    ),
    "blue_helmets_alike": (
        "The mandate of “{option}” is as impartial and as bound to self-defence as that of Blue "
        "Helmets."
    ),
    "host_carries": (
        "Decided by the table of past missions: in {mission} {foreign} foreign troops stood at the "
        "most beside an army of {host} of the host’s own, and it still stands. Tested is which was "
        "larger; who would do most of the fighting is not."
    ),
    "host_does_not_carry": (
        "Decided by the table of past missions: in {mission} {foreign} foreign troops stood beside "
        "an army of {host} of the host’s own."
    ),
    "lost_without_war": (
        "Decided by the table of past missions: {mission} has lost at least {deaths} dead of all "
        "causes since {start}, and no large-scale war came back. Of {cases} other missions with "
        "such a mandate and consent {held} saw none either. What the soldiers died of, and that no "
        "state of the force was at war with the other side, is not tested."
    ),
    "war_came_back": (
        "Decided by the table of past missions: {mission} lost {deaths}, and large-scale war came "
        "back."
    ),
    "mission_unknown": "The past mission that would decide it was not known on the as-of date.",
}

PRECEDENT_DECIDING: Final = {
    "mandate_of_un": "which missions of the United Nations are meant",
}
