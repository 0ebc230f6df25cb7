"""Sentences of the deploy section; numbers, names and dates come in by slots."""

from __future__ import annotations

from typing import Final

__all__ = ["DEPLOY_SENTENCES"]

DEPLOY_SENTENCES: Final = {
    "deploy.short": (
        "From the stances of {as_of}, a coalition could reach, with the chance in brackets, "
        "{reached}. Who would join is this project’s judgement. The option “{option}” costs "
        "€{additional} billion a year on top of armies that are paid anyway, €{full} billion in "
        "full; all donors’ military aid was €{aid} billion."
    ),
    "deploy.reach": (
        "How far a coalition comes depends on who joins, which is judged from public stances of "
        "{as_of}, and on how many soldiers a state can keep away. With the chance in brackets it "
        "reaches {parts}. The bands span three rules of rotation and the backer’s support "
        "({backer}): none, logistics, full."
    ),
    "deploy.rules": (
        "For “{option}” the states that join bring {national} by their own rotations, {target} by "
        "the share NATO set as a target and {measured} by what armies have kept out in fact. The "
        "option asks for {asked}."
    ),
    "deploy.lead": (
        "Where a coalition reaches {size}, it would not without {states}. A coalition forms only "
        "if {leads} take part, one at least."
    ),
    "deploy.gaps": (
        "Without the backer ({backer}) the coalition for “{option}” lacks most of all {without}; "
        "with its support still {with_}. Units are missing where no state that joins lists them, "
        "or lists too few."
    ),
    "deploy.gaps_alone": (
        "Without the backer ({backer}) the coalition for “{option}” lacks most of all {without}."
    ),
    "deploy.pool": (
        "Its rotation ties down {pool} of the states that come, {flank} of them taken from NATO’s "
        "eastern flank."
    ),
    "deploy.arrival": (
        "By day {early} after a ceasefire the coalition has {early_troops} there, by day {late} "
        "{late_troops}, at the earliest. In {held} of the draws decisions and readiness hold back "
        "more than ports, railways, crossings or roads do."
    ),
    "deploy.bound": (
        "Arrival is an upper bound from stored prices of a network program. In {count} draws the "
        "program itself was solved: the bound lay {gap} above it at most."
    ),
    "deploy.cost": (
        "“{option}” costs {additional} a year counted on top of armies that are paid anyway, "
        "{full} with their pay and equipment; the two are never added. All donors’ military aid "
        "was {aid} a year, Europe’s share {europe}."
    ),
    "deploy.host": (
        "For the same money {host} could pay {additional} of its own soldiers a year by the first "
        "count, {full} by the second. What they would do is another question than what a foreign "
        "force does."
    ),
    "deploy.change_rule": (
        "The rule of rotation: by what armies have kept out in fact “{option}” reaches its size "
        "{measured}; by each state’s own rotation {national}."
    ),
    "deploy.change_backer": (
        "The backer’s support ({backer}): without it a coalition for “{option}” reaches its size "
        "{none}, with full support {full}."
    ),
    "deploy.change_command": (
        "The command: an ad hoc coalition starts in {ad_hoc} days and no state outside can stop "
        "it; “{slowest}” takes {slow}, and {veto}."
    ),
    "deploy.unknown": (
        "Nothing can be said as of {as_of}: the pack lacks the states, their forces or the "
        "commands, or none of it was known by then."
    ),
}
