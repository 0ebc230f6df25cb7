"""Sentences and headings of the section on holding; numbers and names come in by slots."""

from __future__ import annotations

from typing import Final

__all__ = ["HOLDING_FIGURE_SENTENCES", "HOLDING_FIGURE_WORDS", "HOLDING_SENTENCES"]

HOLDING_SENTENCES: Final = {
    "prospects.short": (
        "That no large-scale war returns within {years} years is, with “{option}”, {force}; with "
        "no force {none}; with the same money for {host}’s own soldiers {money}. Were incidents to "
        "breed no others, it would be {calm} with the force. What decides is {axis}."
    ),
    "prospects.short_moneyless": (
        "That no large-scale war returns within {years} years is, with “{option}”, {force}; with "
        "no force {none}. Were incidents to breed no others, it would be {calm} with the option. "
        "What decides is {axis}."
    ),
    "prospects.holds": (
        "The chance that no large-scale war returns within {years} years is {none} with no force, "
        "{force} with “{option}” and {money} with the same money for {host}’s own soldiers; with "
        "the force, were incidents to breed no others, {calm}. The ends are those of {variants} "
        "variants: lowest with {low}, highest with {high}."
    ),
    "prospects.holds_moneyless": (
        "The chance that no large-scale war returns within {years} years is {none} with no force "
        "and {force} with “{option}”; were incidents to breed no others, {calm}. The ends are "
        "those of {variants} variants: lowest with {low}, highest with {high}."
    ),
    "prospects.worth": (
        "On the same draws, {gain} of ten simulated histories hold with “{option}” than with no "
        "force: most with {most}, least with {least}. The money for the host’s own soldiers "
        "instead: {money}."
    ),
    "prospects.worth_moneyless": (
        "On the same draws, {gain} of ten simulated histories hold with “{option}” than with no "
        "force: most with {most}, least with {least}."
    ),
    "prospects.terms": (
        "Better terms against more troops: with a wide zone without troops, cameras along the "
        "line, a commission, a body that names who broke the truce, sanctions that return by "
        "themselves and no force, {terms} of ten histories hold than with the terms at hand; "
        "“{option}” under the terms at hand, {gain}. Terms work on incidents here; that they bind "
        "an adversary is a variant."
    ),
    "prospects.full": (
        "“{option}” comes in full, with at least four fifths of what it asks for, in {share} of "
        "the draws. There {gain} of ten histories hold than with no force; over all draws, most "
        "of which hold a smaller force under its name, {all}."
    ),
    "prospects.full_rare": (
        "“{option}” comes in full, with at least four fifths of what it asks for, in {share} of "
        "the draws, too few to say what it is worth then. The draws hold a smaller force under "
        "its name: {all} of ten histories hold than with no force."
    ),
    "prospects.quiet_lines": (
        "The stricter measure is too dark. By it the model holds {years} years without a force "
        "with a chance that is {none}; {lines} held it that long, and of the endings of wars "
        "between states {fought} saw fighting again. The lines that incidents are matched to are "
        "bloodier than these two, on which the model kills many times what was recorded."
    ),
    "prospects.quiet": (
        "By the stricter measure, that over those years twenty-five soldiers are never killed in "
        "battle within twelve months, the chance with “{option}” is {force}; with no force {none}."
    ),
    "prospects.ends": (
        "Where it breaks under “{option}” within {years} years, {likelier}. It has ended by "
        "escalation on the line: {spiral}; by a decision to attack: {deliberate}; by what no "
        "force on a line touches: {other}. With no force: escalation {spiral_none}, a decision "
        "{deliberate_none}."
    ),
    "prospects.losses": (
        "While it holds, hostile acts would kill {line} of the soldiers of “{option}” a year on "
        "the line and {away} off it, by strikes and sabotage; accidents and illness {accidents}."
    ),
    "prospects.ground": (
        "That within {days} days the line asks for more than “{option}” holds in reserve is "
        "{reinforcement}; for more than the reserve and what has arrived since, {shortfall}; that "
        "the ceasefire breaks before half of what comes is there, {half}."
    ),
    "prospects.present": (
        "What is there is what comes and stays: of “{option}”, {first} in the middle of the first "
        "year and {last} in the middle of year {years}. The option asks for {asked}."
    ),
    "prospects.ratio": (
        "Once “{option}” is there, the hazard of escalation on the line is {ratio} of that "
        "without a force, from draw to draw. What a presence does in all is drawn, not computed: "
        "between much and nothing."
    ),
    "prospects.ratio_none": (
        "“{option}” does not stand on the line, so it leaves incidents there as they are: it "
        "works through the decision to attack alone."
    ),
    "prospects.occasions": (
        "Occasions on which the adversary would weigh an attack in earnest come {occasions} times "
        "a year: as often as it takes for the world without a force to break like the past cases. "
        "That it attacks on one of them, once the force stands, is {attack} beside “{option}” and "
        "{attack_none} without it, from draw to draw."
    ),
    "prospects.accepts": (
        "The same game says whether the adversary would accept the settlement: “{option}” makes "
        "that less likely in {less} of the draws and likelier in the rest, so that those who "
        "accept are not those who would have accepted without it."
    ),
    "prospects.luck": (
        "A chance is the share of histories that hold in a variant, a band the range over the "
        "variants. From draw to draw it varies more, with all that is uncertain and with the "
        "luck of {replicates} histories each: nine draws in ten run {force} with “{option}” and "
        "{none} with no force. Variants move one axis at a time from a central one; combinations "
        "are not computed."
    ),
    "prospects.no_answer": "“{title}” has no answer here. {reason}",
    "prospects.failed": (
        "Draws in which the game or the line had no stable solution: {failed} of {draws}, left out "
        "of every number here."
    ),
    "prospects.change_class": (
        "The past cases that the world without a force is measured by. Of ten histories hold "
        "{years} years with no force, and with “{option}”: {parts}."
    ),
    "prospects.change_axes": (
        "The other variants, each one step from the central one. Of ten histories {central} hold "
        "with “{option}” in the central variant; of the others {parts}. After the past cases, "
        "{axis} moves the answer most."
    ),
    "prospects.change_backer": (
        "The backer ({backer}): the chance to hold {years} years with “{option}” is {none} with no "
        "support at all and {full} with full support. On the same draws, of ten histories "
        "{gain_none} hold than with no force where it gives nothing, {gain_full} where it gives "
        "full support, part of which is in place before an attack."
    ),
    "prospects.flips": (
        "Provocation: “{option}” makes an attack likelier than no force does where it provokes by "
        "more than {level} of the adversary’s stake. There is such a level, by variant, in "
        "{share} of the {sought} draws in which it was sought; in the others no level up to twice "
        "the stake does it. The variants assume {low} (central) and {high} (strong)."
    ),
    "prospects.flips_never": (
        "Provocation: in none of the {sought} draws in which it was sought does “{option}” make "
        "an attack likelier than no force does, at any provocation up to twice the adversary’s "
        "stake. The variants assume {low} (central) and {high} (strong) of it."
    ),
    "prospects.ranking": (
        "Sorted by each of {count} quantities in turn, none has an end at which no force would "
        "hold better than “{option}” beyond sampling error. What moves the advantage most: "
        "{most}; between its ends {ends} of ten histories hold."
    ),
    "prospects.ranking_luck": (
        "Sorted by each of {count} quantities in turn, none has an end at which no force would "
        "hold better than “{option}” beyond sampling error, and none moves the advantage beyond "
        "it."
    ),
    "prospects.ranking_turns": (
        "Sorted by each of {count} quantities in turn, the comparison of “{option}” with no force "
        "turns with {turning}. What moves the advantage most: {most}; between its ends {ends} of "
        "ten histories hold."
    ),
    "prospects.ranking_turns_luck": (
        "Sorted by each of {count} quantities in turn, the comparison of “{option}” with no force "
        "turns with {turning}."
    ),
    "prospects.alone": (
        "With “{option}” the chance that no large-scale war returns within {years} years is "
        "{none}, over {variants} variants: lowest with {low}, highest with {high}. No option with "
        "a force was run beside it."
    ),
    "prospects.unknown": (
        "Nothing can be said as of {as_of}: quantities that the question needs had no published "
        "value, or it applies to none of the options that were run. The limits name them."
    ),
}

HOLDING_FIGURE_WORDS: Final = {
    "survival": (
        "Which past cases are the measure decides more than the force does",
        "Of ten histories those in which no large-scale war has returned, by years after the "
        "ceasefire. One line a variant, band: their envelope; grey: the same world with no force; "
        "dashed: the stricter measure at its highest. Bars: how it has ended by the last year, "
        "central variant.",
    ),
    "survival_force": (
        "What the force does, and what the variants leave open",
        "Of ten histories those in which no large-scale war has returned, by years after the "
        "ceasefire. One line a variant, band: their envelope; grey: the same world with no force; "
        "dashed: the stricter measure at its highest. Bars: how it has ended by the last year, "
        "central variant.",
    ),
    "histories": (
        "Chance is not ignorance: the same world, other histories",
        "Incidents in thirty days on the whole line; logarithmic scale. Thin lines: single "
        "histories of the same draws; band: nine draws in ten while the ceasefire holds, the "
        "widest of all variants; a cross: escalation to large-scale war. Decisions to attack are "
        "not in these histories.",
    ),
    "sectors": (
        "Incidents come where armies stand close",
        "Incidents a year for each hundred kilometres, by class of sector, while the ceasefire "
        "holds; logarithmic scale. Thin bar: nine draws in ten; thick bar: half; the widest of all "
        "variants.",
    ),
    "losses": (
        "What the force itself would lose",
        "Soldiers of the force killed a year while the ceasefire holds, by option. Thin bar: nine "
        "draws in ten; thick bar: half; the widest of all variants.",
    ),
    "provocation": (
        "Above which provocation a force makes an attack likelier",
        "Provocation in parts of the adversary’s stake, for a force of {scale} troops; sought in "
        "{sought} draws. Marked: nine in ten of the levels at which the comparison with no force "
        "turns, and the share of those draws that have one. Grey: what the variants assume.",
    ),
}

HOLDING_FIGURE_SENTENCES: Final = {
    "survival": (
        "After {years} years the envelope of “{option}” runs from {low} to {high} in ten, lowest "
        "with {low_variant}, highest with {high_variant}; with no force from {none_low} to "
        "{none_high}."
    ),
    "histories": (
        "Of the {count} histories shown, incidents grow into large-scale war within {years} years "
        "in {alone} with no force and in {force} with “{option}”; draw by draw the two worlds "
        "start alike and part as the force arrives."
    ),
    "sectors": (
        "With no force there are {land} incidents a year for each hundred kilometres on “{first}” "
        "and {quiet} on “{last}”; with “{option}” {land_force} and {quiet_force}."
    ),
    "sectors_one": (
        "There are {land} incidents a year for each hundred kilometres on “{first}” with "
        "“{option}”."
    ),
    "losses": (
        "Of “{option}” {line} a year are killed on the line, {away} off it, and {accidents} by "
        "accidents and illness; of “{other}” {other_line} on the line."
    ),
    "losses_one": (
        "Of “{option}” {line} a year are killed on the line, {away} off it, and {accidents} by "
        "accidents and illness."
    ),
    "provocation": (
        "“{option}” makes an attack likelier above {level} of the stake, in {share} of the draws "
        "in which it was sought; the variants assume {low} and {high}."
    ),
    "provocation_never": (
        "For “{option}” no level up to twice the stake turns the comparison, in none of the "
        "{sought} draws in which it was sought; the variants assume {low} and {high}."
    ),
}
