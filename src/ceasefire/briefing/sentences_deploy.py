"""Sentences of the deploy section; numbers, names and dates come in by slots."""

from __future__ import annotations

from typing import Final

__all__ = ["DEPLOY_CLAIM_REASONS", "DEPLOY_DECIDING", "DEPLOY_SENTENCES", "RELAXATIONS"]

DEPLOY_SENTENCES: Final = {
    "deploy.short": (
        "Judged from public stances of {as_of}, a coalition reaches, with the chance in brackets, "
        "{reached}. “{option}” would cost €{additional} billion a year on top of armies that are "
        "paid anyway, or €{full} billion in full; all donors’ military aid was €{aid} billion a "
        "year."
    ),
    "deploy.reach": (
        "How large a coalition gets depends on who joins, which this project judges from the "
        "public stances of {as_of}, and on how many soldiers a state can keep away. With the "
        "chance in brackets it reaches {parts}. Each band spans three rules of rotation and "
        "{count} degrees of support from the backer ({backer})."
    ),
    "deploy.reach_unbacked": (
        "How large a coalition gets depends on who joins, which this project judges from the "
        "public stances of {as_of}, and on how many soldiers a state can keep away. With the "
        "chance in brackets it reaches {parts}. Each band spans three rules of rotation."
    ),
    "deploy.rules": (
        "“{option}” asks for {asked}. The states that join bring {national} by their own "
        "rotations, {target} by the share that NATO set as a target, and {measured} by what "
        "armies have kept out in fact; in some draws nobody comes."
    ),
    "deploy.nobody": (
        "For “{option}” nobody comes in any draw: no state that could lead joins, or none of "
        "those that join has troops to spare."
    ),
    "deploy.no_force": (
        "The options that were run send no troops, so there is nobody to send, move or command."
    ),
    "deploy.lead": (
        "Where a coalition reaches {size}, it would fall short without one of these states, with "
        "the chance in brackets: {states}. A coalition forms only if at least one of {leads} "
        "takes part."
    ),
    "deploy.units": (
        "Counted in units of the kinds it asks for, {share} of the soldiers of “{option}” come; "
        "the rest are missing, or would come in units of another kind."
    ),
    "deploy.gaps": (
        "Where anybody comes for “{option}”, the coalition lacks above all, without the backer’s "
        "support ({backer}), {without}; with it still {with_}. Units are missing because the "
        "states that join have none or too few."
    ),
    "deploy.gaps_alone": (
        "Where anybody comes for “{option}”, the coalition lacks above all, without the backer’s "
        "support ({backer}), {without}; with it nothing of note."
    ),
    "deploy.pool": (
        "The rotation of “{option}” ties down {pool} of the states that come, deployed and at "
        "home; soldiers taken from NATO’s eastern flank: {flank}."
    ),
    "deploy.first_tour": (
        "For one tour alone more can come, since the soldiers and units of the next may go along: "
        "for “{option}” {troops}, and its size is reached with a chance that is {chance}. Later "
        "tours would pay for it; nothing else on this page counts on it."
    ),
    "deploy.command": (
        "“{option}” stands under this command: {title}. {consequence} It takes {start} days to "
        "start, by this project’s judgement."
    ),
    "deploy.shortage": (
        "Even if every state joined that may, “{option}” would lack {short} troops in an average "
        "rotation, above all {units}. {relaxed} would bring {closed} of them."
    ),
    "deploy.shortage_alone": (
        "Even if every state joined that may, “{option}” would lack {short} troops in an average "
        "rotation, above all {units}. No single change would bring many of them."
    ),
    "deploy.arrival": (
        "Where anybody comes for “{option}”, half of the troops that come are there about {half} "
        "days after {start} at the earliest, and all of them after {all} days. By day {early} "
        "{troops} are there. What holds them back most: {held}."
    ),
    "deploy.bound": (
        "Arrival is an upper bound, priced from a few solved cases of a network program. In a "
        "sample of {count} the program itself was solved: the bound lay above it by {worst} at "
        "most, {mean} on average."
    ),
    "deploy.bound_near": (
        "Arrival is an upper bound, priced from a few solved cases of a network program. In a "
        "sample of {count} the program itself was solved: the bound lay less than one per cent "
        "above it each time."
    ),
    "deploy.bound_met": (
        "Arrival is an upper bound, priced from a few solved cases of a network program. In a "
        "sample of {count} the program itself was solved, and the bound was met each time."
    ),
    "deploy.no_way": (
        "No home port or hub is known for {states}: their troops count in the coalition and never "
        "arrive."
    ),
    "deploy.no_rule": (
        "No rule of parliament is known for {states}: a vote beforehand is assumed."
    ),
    "deploy.cost": (
        "“{option}” would cost €{additional} billion a year on top of armies that are paid "
        "anyway, or €{full} billion with the pay and equipment of its soldiers; the two are never "
        "added. All donors’ military aid was €{aid} billion a year, Europe’s share €{europe} "
        "billion."
    ),
    "deploy.change_rule": (
        "The rule of rotation: by what armies have kept out in fact “{option}” reaches its size "
        "{measured}; by each state’s own rotation {national}."
    ),
    "deploy.change_backer": (
        "The backer’s support ({backer}): without it a coalition for “{option}” reaches its size "
        "{none}, with full support {full}."
    ),
    "deploy.change_join": (
        "Who else joins: by each state’s own rotation “{option}” reaches its size {now}; {joins}."
    ),
    "deploy.change_question": (
        "Whom the debate asks about: by each state’s own rotation “{option}” reaches its size "
        "{chances}. If every state joined that may, a coalition put together for {size} troops "
        "with it as a member would take {taken}."
    ),
    "deploy.change_leads": (
        "Who takes part: if every state joined that may, “{option}” would lack {all} once it "
        "stands; {lost}."
    ),
    "deploy.change_command": (
        "The command: an ad hoc coalition starts in {ad_hoc} days and no state outside can stop "
        "it; “{slowest}” takes {slow}, and {veto}."
    ),
    "deploy.rules_always": (
        "“{option}” asks for {asked}. The states that join bring {national} by their own "
        "rotations, {target} by the share that NATO set as a target, and {measured} by what "
        "armies have kept out in fact."
    ),
    "deploy.host": (
        "For the money of “{option}” {host} could pay {additional} of its own soldiers a year by "
        "the first count of cost, {full} by the second. They would do another job than a foreign "
        "force."
    ),
    "deploy.unknown": (
        "Nothing can be said as of {as_of}: the states that might contribute, their forces or the "
        "commands were not known by then."
    ),
    "deploy.not_applicable": (
        "Not applicable: the pack lists no states that might contribute, so no coalition, arrival "
        "or cost is computed. The force of an option counts as there from the first day."
    ),
}

# What was lifted to see how much of a shortage it closes, by the names in the stored plan.
RELAXATIONS: Final = {
    "all_admitted": "Admitting the states that the command or a caveat keeps out",
    "more_soldiers": "Armies sending all soldiers of these kinds",
    "more_units": "Twice as many units of the kinds asked for",
    "no_lead_needed": "Doing without a lead",
    "parliaments_in_time": "Parliaments deciding before the first rotation",
}

DEPLOY_CLAIM_REASONS: Final = {
    "cheaper_than_aid": (
        "A year of the force would cost €{additional} billion counted on top of armies that are "
        "paid anyway and €{full} billion in full, by the middle value; Europe’s military aid was "
        "€{aid_europe} billion a year. Money alone is compared: a force does not replace aid, and "
        "the two are paid in different states of the world."
    ),
    "no_statements": "No dated statement of those it names was known on the as-of date.",
    "only_these_open": (
        "Decided by the latest dated statement of each state up to the as-of date. {open} had "
        "left it open or gone further, and no other state had. {ruled_out} had declined."
    ),
    "others_open_too": (
        "Decided by the latest dated statement of each state up to the as-of date. Of the states "
        "named as open, these had left it open or gone further: {open}. Other states that had: "
        "{others}. Of those said to rule it out, these had declined to send combat troops: "
        "{ruled_out}; why is not tested."
    ),
    "had_not_backed_sending": (
        "Decided by the latest dated statement of each up to the as-of date. {said} Others of "
        "their country who had left it open: {others}."
    ),
    "had_backed_sending": (
        "Decided by the latest dated statement of each up to the as-of date. {said} At least one "
        "of them left it open."
    ),
    "named_reach_size": (
        "Tested at the size named with it. Even with whoever else joins, the chance that a "
        "coalition reaches {size} troops is {passes_all}, over three rules of rotation and both "
        "ends of every judgement. What the states named bring to it exceeds {named_high} troops "
        "in hardly any draw, and is enough in half of the draws for a force of {flip}."
    ),
    "command_no_calmer": (
        "Decided by the table of commands. Of the states named these may take part in “{title}”: "
        "{partners}. Its precedent: {precedent} But {vetoes} could stop it, and it takes {start} "
        "days to start. Beside it: {others}. The provocation that the adversary reads into it is "
        "judged {reading}, into “{limited}” {other_reading}: that it limits escalation is not "
        "shown."
    ),
    "command_calmer": (
        "Decided by the table of commands. Of the states named these may take part in “{title}”: "
        "{partners}. Its precedent: {precedent} Able to stop it: {vetoes}; it takes {start} days "
        "to start. Beside it: {others}. The adversary is judged to read less of a provocation "
        "into it ({reading}) than into “{limited}” ({other_reading})."
    ),
}

DEPLOY_DECIDING: Final = {
    "cost_basis": "whether pay and equipment of the soldiers count",
    "who_joins": "who joins, and the rule of rotation",
    "vetoes": "whether a state that can stop the arrangement does",
    "adversary_reading": "how the adversary reads the arrangement, and whether a state stops it",
}
