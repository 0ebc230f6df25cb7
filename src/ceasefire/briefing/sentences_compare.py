"""Sentences and headings of the section that compares options; numbers and names are slots."""

from __future__ import annotations

from typing import Final

__all__ = ["COMPARE_FIGURE_WORDS", "COMPARE_SENTENCES", "LIMIT_WORDS", "QUESTION_WORDS"]

COMPARE_SENTENCES: Final = {
    "comparison.not_applicable": (
        "This pack lists no contributors, so no option’s force, cost and holding can be set "
        "against another’s."
    ),
    "comparison.unknown": (
        "On {as_of} too little was known to set the options against each other."
    ),
    "comparison.short": (
        "No option comes first by everything: {firsts}. Were a direct war between the coalition "
        "and {adversary} as bad as {weight} renewed wars, “{option}” would lose more than it saves "
        "once it raised the chance of one within {years} years by {risk}."
    ),
    "comparison.short_plain": "No option comes first by everything: {firsts}.",
    "comparison.firsts": (
        "Of {count} options no one comes first by everything: {firsts}. Which one is best "
        "depends on what counts; no score is formed unless a reader gives weights."
    ),
    "comparison.one_first": (
        "Of {count} options “{option}” holds best once it is there{variants}."
    ),
    "comparison.gain": (
        "On the same draws, {gain} in a hundred histories hold with “{option}” than with no "
        "force, from variant to variant{aid}.{in_full}"
    ),
    "comparison.terms": (
        "Better terms against more troops: {terms} in a hundred histories hold with the better "
        "terms and no force than with no force; {gain} with “{option}”."
    ),
    "comparison.beaten": (
        "{count} of the {options} options {are} beaten in every variant: another is no worse by "
        "any of the {measures} measures and better by one, as far as these draws tell ({names})."
    ),
    "comparison.none_beaten": (
        "No option is beaten by another in every variant: each is better than any other by one "
        "measure at least, or these draws cannot tell."
    ),
    "comparison.break_even": (
        "What a direct war between the coalition and {adversary} would cost no source says, so "
        "the other side of the ledger is a threshold. Were it as bad as {weight} renewed wars, "
        "“{option}” would lose more than it saves once it raised the chance of one within {years} "
        "years by {risk}{none}. Deaths in the force and its cost are not in this."
    ),
    "comparison.break_even_never": (
        "What a direct war between the coalition and {adversary} would cost no source says. In no "
        "variant does “{option}” hold better than no force beyond sampling error, so no rise in "
        "that risk would be worth it."
    ),
    "comparison.satisfied": (
        "Held to four limits at once (holds at least as well as no force, comes to eight tenths, "
        "costs no more a year than Europe’s military aid, takes nobody from the eastern flank), "
        "“{best}” passes in {best_share} of the draws, “{option}” in {share}."
    ),
    "comparison.war": (
        "A year of the war killed {soldiers} soldiers of both sides, as far as anybody has "
        "counted; a year of a ceasefire that holds kills {alone} with no force and {with_force} "
        "with “{option}”. Costs are compared within one state of the world, never across."
    ),
    "comparison.precision": (
        "Sampling: the gain of “{option}” over no force is known to {width} in a hundred within a "
        "variant; {draws} draws in all would bring every variant to one in a hundred."
    ),
    "comparison.missing": (
        "Left out, because {libraries} {are} not installed: {parts}. To have {them}: python -m pip "
        "install 'ceasefire[explore]'."
    ),
    "comparison.studies": (
        "Of {count} published studies {computed} can be computed again. With their own inputs our "
        "methods give their figure for {agree} of them; each gap is told by the one input that "
        "would close it."
    ),
    "comparison.box": (
        "{where}, {question} in {density} of the draws instead of {share}; {coverage} lie there. "
        "{again}"
    ),
    "comparison.turns": (
        "Of {count} quantities, what moves the gain of “{option}” over {over} most is {most}: "
        "{low} in a hundred at one end and {high} at the other, beside the variant’s mean. {turn}"
    ),
    "comparison.hangs": (
        "What {outcome} hangs on, by the share of its rank variance that learning a quantity would "
        "take away: {quantities}."
    ),
}

LIMIT_WORDS: Final = {
    "holds_no_worse": "Holds at least as well as with no force",
    "comes_in_full": "Eight tenths of it come",
    "within_europes_aid": "Costs a year no more than Europe’s military aid",
    "flank_untouched": "Takes nobody from the eastern flank",
    "all": "All of them at once",
}

QUESTION_WORDS: Final = {
    "helps_most": "the force helps most (the best fifth of the draws)",
    "makes_worse": "the force makes it worse by one in a hundred or more",
    "comes": "eight tenths of the force come",
}

COMPARE_FIGURE_WORDS: Final = {
    "matrix": (
        "What is best by one measure is not by another",
        "Each option by each measure: the darker, the nearer to the best. Numbers are the lowest "
        "and the highest mean of a variant",
    ),
    "regret": (
        "How far each option is from the best",
        "Chance to hold, in a hundred: what choosing this option loses against the best one. "
        "Thick: mean loss, from variant to variant. Thin: up to one draw in twenty",
    ),
    "tornado": (
        "What moves the gain of the force",
        "Histories that hold in a hundred, more or fewer than the variant’s mean, at the low and "
        "the high end of each quantity",
    ),
    "boxes": (
        "Where the force comes, helps and harms",
        "Each box as the part of each quantity’s range that it keeps",
    ),
    "map": (
        "What a larger force adds, by how much a force provokes",
        "{base}: of a hundred histories, how many more hold than with no force. The darker, the "
        "more",
    ),
    "map_both": (
        "That it comes about and holds, by size and provocation",
        "{base}: in a hundred. The darker, the likelier",
    ),
    "effort": (
        "What holding costs",
        "Chance to hold, from variant to variant, against the yearly cost of what comes. The "
        "larger the mark, the more soldiers are tied down; marks that would cover each other are "
        "moved apart",
    ),
}
