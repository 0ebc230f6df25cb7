"""Sentences and headings of the figures of the deploy section; numbers come in by slots."""

from __future__ import annotations

from typing import Final

__all__ = ["FIGURE_SENTENCES", "FIGURE_WORDS"]

FIGURE_SENTENCES: Final = {
    "coalition": (
        "In the draws in which a coalition reaches the size, {first} brings {first_troops} where "
        "it takes part and {second} {second_troops}; all together bring {together}. Which state "
        "joins is this project’s judgement from its stance on {as_of}."
    ),
    "coalition_rarely": (
        "In hardly any draw does a coalition reach the size. {first} brings {first_troops} where "
        "it takes part and {second} {second_troops}; where anybody comes, all together bring "
        "{together}. Which state joins is this project’s judgement from its stance on {as_of}."
    ),
    "coalition_never": (
        "In no draw does a coalition reach the size. {first} brings {first_troops} where it takes "
        "part and {second} {second_troops}; where anybody comes, all together bring {together}. "
        "Which state joins is this project’s judgement from its stance on {as_of}."
    ),
    "coalition_alone": (
        "Only {first} brings troops to the coalition: {first_troops}. Which state joins "
        "is this project’s judgement from its stance on {as_of}."
    ),
    "reach": (
        "By each state’s own rotation a coalition for “{option}” reaches {main}; by the share "
        "NATO set as a target {target}, by what armies have kept out in fact {measured}. The "
        "option asks for {asked}."
    ),
    "closure": (
        "Of the troops that come for “{option}” half are there {half} and all {all}, at the "
        "earliest: the curve is an upper bound, from the capacity of ports, railways, crossings "
        "and roads and from the days that decisions take. It is held back most by {held}."
    ),
    "network": (
        "The quickest ways of “{option}” over land and sea run through {crossings} border "
        "crossings to {reception}."
    ),
    "cost": (
        "A year of “{option}” costs {additional} on top of armies that are paid anyway, or {full} "
        "with their pay and equipment; a year of aid by all donors is {aid}. The additional money "
        "would pay {soldiers} soldiers of {host}."
    ),
    "burden": (
        "Where it takes part, the state on whose army “{option}” weighs most is {first}, with "
        "{first_share} of its soldiers, deployed and at home; the lightest share of those shown "
        "is {last_share} ({last})."
    ),
    "burden_one": (
        "Deployed and at home, “{option}” ties down soldiers of one state alone, {first} "
        "({first_share} of its army)."
    ),
}

FIGURE_WORDS: Final = {
    "coalition": (
        "Who would send it",
        "Troops by state and unit type in the coalition for “{option}”, in the draws in "
        "which the size is reached. Line: nine in ten of those in which the state takes part; "
        "bar: unit types at its upper end.",
    ),
    "coalition_rarely": (
        "Who would send it",
        "Troops by state and unit type in the coalition for “{option}”, which hardly "
        "ever reaches the size. Line: nine in ten of the draws in which the state takes part; "
        "bar: unit types at its upper end.",
    ),
    "coalition_never": (
        "Who would send it",
        "Troops by state and unit type in the coalition for “{option}”, whose size is "
        "not reached in any draw. Line: nine in ten of the draws in which the state takes part; "
        "bar: unit types at its upper end.",
    ),
    "reach": (
        "How large a force the willing can keep in place",
        "Troops that the coalition brings, by option and rule of rotation, beside what "
        "the option asks for; logarithmic scale. Thin bar: nine draws in ten; thick bar: half.",
    ),
    "closure": (
        "How fast it would be there, at the earliest",
        "Troops there by day after {start}, at the earliest. Pale band: nine draws in ten; dark "
        "band: half of them.",
    ),
    "network": (
        "The ways by which it would come",
        "The quickest surface ways of “{option}” from the homes of its states to its places of "
        "reception, by the distances and speeds of the pack.",
    ),
    "cost": (
        "What it costs a year, and what else the money buys",
        "A year of a force, counted in two ways that never add up, and a year of aid. Thin bar: "
        "nine draws in ten; thick bar: half.",
    ),
    "burden": (
        "What it takes from each army",
        "Soldiers that the rotation of “{option}” ties down, deployed and at home, as a share of "
        "the state’s army where it takes part. Thin bar: nine draws in ten; thick bar: half.",
    ),
}
