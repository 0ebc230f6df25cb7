"""Every sentence the model can print. Templates hold no digits outside slots (a test).

Names, dates and numbers are slots, filled from sources or results; a statement without either
is not built.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CLAIM_REASONS", "SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # How big must it be?
    "size.published": (
        "By {as_of}, {count} published figures gave a size for the force, from {low} to {high} "
        "troops. They are not one debate: {by_family}."
    ),
    "size.watch": (
        "Watching the line with the consent of both sides takes {range}, depending on which past "
        "mission is the yardstick: fewest on {low_name}, most on {high_name}."
    ),
    "size.interpose": (
        "Standing between two armies that agree to it takes {range}; {high_name} gives the top, "
        "{low_name} the bottom."
    ),
    "size.opposed": (
        "The same task against a party that opposes the force takes {range}: planners of past "
        "missions asked for {factor} times as many troops without consent."
    ),
    "size.rear": "A force in the rear adds up to {range} from its tasks: {tasks}.",
    "size.deter_tasks": (
        "For deterrence there is no agreed rule. The brigades and tasks of the option “{option}” "
        "add up to {range} with their tail."
    ),
    "size.hold": (
        "The one published force that holds until help arrives has {combat} in combat brigades, "
        "or {deployed} with their tail; it was worked out for another theatre, and it serves "
        "where help comes within {days} days, which is {share} of the draws."
    ),
    "size.ratio": (
        "Measured against the adversary’s strength, the answer runs from {low} to {high}: it "
        "depends on whether all of the adversary’s army counts or only the part in the theatre, "
        "and on how much of the host’s army counts. No study settles either."
    ),
    "size.population": (
        "The rule most often quoted, {rho} security personnel for {thousand} inhabitants, asks for "
        "{total} for {population} people, all armed forces and police included. {host_name} has "
        "{host}, so the rule says nothing about a foreign force here."
    ),
    "size.rotation": (
        "Keeping {deployed} in place ties down {range} soldiers, depending on the rotation rule: "
        "fewest by {low_name}, most by {high_name}."
    ),
    "size.window_a": (
        "Not a soft target: to hold an attack by one brigade on one sector at the tolerated "
        "ratio, a force in the rear needs {range_few}; by three brigades, {range_more}; by "
        "six brigades, {range_most}."
    ),
    "size.window_b": (
        "Able to wait for help: {option} reaches the published force in combat brigades in "
        "{combat} of the draws, and with the tail in {deployed}."
    ),
    "size.window_c": (
        "Not a guarantee by another door: no study measures this. As a proxy, {option} is {share} "
        "of the host’s army; command, placement and long-range weapons are the other signs."
    ),
    "size.short": (
        "It depends on the job. Watching the line with consent takes {watch}, standing between "
        "the armies {interpose}, guarding and training in the rear {rear}, a deterrent with "
        "combat brigades {deter}, and holding the line against opposition {line}."
    ),
    # What would change the size?
    "size.change_consent": (
        "Consent. Without it, past planners asked for {low} to {high} times as many troops for the "
        "same task."
    ),
    "size.change_length": (
        "How the line is measured. Following every bend it is {fine} long; drawn for a force that "
        "does not stand in every bend, {coarse}: everything counted by the kilometre falls by as "
        "much."
    ),
    "size.change_backer": (
        "The {backer}. Without its intelligence and logistics, “{option}” needs {without}; with "
        "its full support, {full}. The difference is this project’s judgement."
    ),
    "size.change_yardstick": (
        "The past mission taken as the yardstick: it moves the answer more than every other "
        "uncertainty in the sum."
    ),
    # What is it for?
    "purpose.jobs": (
        "The options do {count} different jobs: {jobs}. The job sets the rules of engagement, the "
        "command and the method that can size the force; a size without a job has no meaning."
    ),
    "purpose.freed_ceasefire": (
        "After a ceasefire, the tasks of “{option}” relieve {range} host troops, {share} of "
        "the army at most. They guard, train and patrol in the host’s place."
    ),
    "purpose.freed_wartime": (
        "The idea of {year}, support roles during the war, relieves {range}: {share} of an army "
        "of {host} at most."
    ),
    "purpose.services": (
        "Most of those relieved are {services}, many of them outside the {host} of the armed "
        "forces, so the front gains less than the sum."
    ),
    "purpose.no_source": (
        "No published estimate of the troops freed was found. The rule, one foreign soldier for "
        "{low}–{high} of a host soldier up to the load of the task, is this project’s judgement."
    ),
    "purpose.objectives": (
        "The force has {count} stated objectives: {objectives}. Each has measures, named below; "
        "what the force does to them is computed by questions that are not built yet."
    ),
    "purpose.short": (
        "Guarding sites, training and border duty relieve {ceasefire} host troops after a "
        "ceasefire, and {wartime} in wartime: {share} of an army of {host} at most."
    ),
    "purpose.change_load": (
        "The load itself: a task can relieve no more host troops than now stand on it, and no "
        "official count of those is public."
    ),
    "purpose.change_substitution": (
        "How many host soldiers one foreign soldier replaces, {low}–{high} here: nobody has "
        "measured it."
    ),
}

CLAIM_REASONS: Mapping[str, str] = {
    "no_public_evidence": (
        "Nothing public can confirm or refute it, and this project uses public sources only."
    ),
    "waits_for_deploy": "It waits for the question of who would send the force, how fast and at "
    "what cost, which is not built yet.",
    "waits_for_precedents": "It waits for the record of past missions, which is not built yet.",
    "waits_for_prospects": "It waits for the question whether it will happen and hold, which is "
    "not built yet.",
    "waits_for_comparison": "It waits for the comparison of the options, which is not built yet.",
    "waits_for_purpose": "The option that would test it was not run.",
    "waits_for_size": "The option that would test it was not run.",
    "option_not_run": "The option that would test it was not part of this run.",
    "ratio_decides": (
        "That he said it is on record. As a rule it rests on setting {adversary_army} adversary "
        "troops against the {host} of the host and the force together. Counting only the "
        "{adversary_theatre} in the theatre, or another tolerated ratio, gives another answer: "
        "across these choices the figure is needed in {share_low} to {share_high} of the draws. "
        "With both armies counted whole, {claimed} is the answer where a ratio of {flip} is "
        "tolerated; the debate names no ratio."
    ),
    "consent_decides": (
        "If both sides agree to the force, {high} is enough by {enough_consent} of {missions} past "
        "missions taken as the yardstick; against opposition, by {enough_opposed}. "
        "{low}–{high} along the line is about what the denser past missions had by consent."
    ),
    "frees_some": (
        "The tasks named would relieve {low}–{high} host troops, {share} of the army at most. The "
        "direction holds in nearly every draw; the size rests on judgement."
    ),
    "half_without_source": (
        "The president gave {known} in the month of the claim, {excess} more than claimed. That "
        "less than half are at the front has no primary source that we found."
    ),
    "three_tests": (
        "The tests can be told apart, not passed or failed as one. For {size} in the rear, the "
        "first holds against one brigade in {passes_soft_s1} of the draws and against six "
        "in {passes_soft_s6}; the second in {passes_hold_combat} (combat brigades) or "
        "{passes_hold_deployed} (with tail); for the third no study has a measure."
    ),
    "forty_thousand": (
        "{size} passes the first test against one brigade in {passes_soft_s1} of the draws and "
        "against six in {passes_soft_s6}. It exceeds the published force that can wait for "
        "help in {passes_hold_combat} of the draws if all its troops were in combat brigades, in "
        "{passes_hold_deployed} once they have a tail. It is {host_share} of the host’s army."
    ),
}
