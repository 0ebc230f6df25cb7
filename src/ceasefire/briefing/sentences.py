"""Every sentence the model can print. Templates hold no digits outside slots (a test).

Names, dates and numbers are slots, filled from sources or results; a statement without either
is not built. The limits have their templates in ``limits.py``.
"""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.briefing.sentences_claims import (
    FEASIBILITY_CLAIM_REASONS,
    FEASIBILITY_DECIDING,
    HOLDING_CLAIM_REASONS,
    HOLDING_DECIDING,
)
from ceasefire.briefing.sentences_compare import COMPARE_SENTENCES
from ceasefire.briefing.sentences_deploy import (
    DEPLOY_CLAIM_REASONS,
    DEPLOY_DECIDING,
    DEPLOY_SENTENCES,
)
from ceasefire.briefing.sentences_feasibility import FEASIBILITY_SENTENCES
from ceasefire.briefing.sentences_holding import HOLDING_SENTENCES
from ceasefire.briefing.sentences_precedents import (
    PRECEDENT_CLAIM_REASONS,
    PRECEDENT_DECIDING,
    PRECEDENT_SENTENCES,
)

__all__ = ["CLAIM_REASONS", "SENTENCES"]

SENTENCES: Mapping[str, str] = {
    **COMPARE_SENTENCES,
    **DEPLOY_SENTENCES,
    **FEASIBILITY_SENTENCES,
    **HOLDING_SENTENCES,
    **PRECEDENT_SENTENCES,
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
    "size.watch_alone": (
        "Watching the line with the consent of both sides takes {range} by the one past mission "
        "known as a yardstick, {low_name}."
    ),
    "size.interpose_alone": (
        "Standing between two armies that agree to it takes {range} by the one past mission known "
        "as a yardstick, {low_name}."
    ),
    "size.opposed": (
        "Where one side only tolerates the force, the same task takes {range}. That multiplies "
        "the "
        "densities by {factor}: planners for one set of towns in the Bosnian war asked for four "
        "times as many troops where consent was lacking, and the rest of the range is judgement."
    ),
    "size.order": (
        "Keeping order among {population} million people takes {range} beside the {host} that "
        "{host_name} has, most by the rule for {high_name}. The rules count inhabitants and "
        "nothing else."
    ),
    "size.rear": "A force in the rear adds up to {range} from its tasks: {tasks}.",
    "size.deter_tasks": (
        "For deterrence there is no agreed rule. The brigades and tasks of the option “{option}” "
        "add up to {range} with their tail, which is arithmetic on the option and no independent "
        "check of it."
    ),
    "size.hold": (
        "The one published force that holds until help arrives has {combat} in combat brigades, "
        "or {deployed} with their tail; it was worked out for another theatre, and it serves "
        "where help comes within {days} days, which is {share} of the draws of an assumed "
        "{assumed} days."
    ),
    "size.ratio": (
        "Measured against the adversary’s strength, the answer runs from {low} to {high}: it "
        "depends on whether all of the adversary’s army counts or only the part in the theatre, "
        "and on how much of the host’s army counts. No study settles either."
    ),
    "size.population": (
        "The rule most often quoted, {rho} security personnel for {thousand} inhabitants, asks "
        "for "
        "{total} for {population} million people, all armed forces and police included. "
        "{host_name} has {host}, so the rule says nothing about a foreign force here."
    ),
    "size.rotation": ("Keeping {deployed} in place ties down {range} soldiers, {rule}."),
    "size.population_rest": (
        "The rule most often quoted, {rho} security personnel for {thousand} inhabitants, asks "
        "for {total} for {population} million people, all armed forces and police included. "
        "{host_name} has {host}; were all of them to count, {rest} would be left for a foreign "
        "force."
    ),
    "size.window_a": (
        "Not a soft target: if {host_name}’s brigades are spread evenly, that those on a sector "
        "hold an attack without foreign help is {share_one}, if one brigade attacks; "
        "{share_three}, if three do; and {share_six}, if six do.{more} The host’s army is the "
        "main deterrent, and the width of the attacked sector, {sector}, is the judgement that "
        "decides."
    ),
    "size.window_wins": (
        "What the record says: at the ratio that six attacking brigades would have on that "
        "sector "
        "beside {option}, attackers won {range} of past division-level engagements, in bins of "
        "{cases} cases of {total}. It is a local lookup, no rule for a war."
    ),
    "size.window_b": (
        "Able to wait for help: where the published force holds long enough, {option} is as "
        "large "
        "as it in {combat} of the draws if all its soldiers count as combat soldiers, and in "
        "{deployed} once the published force has its tail too, which is the fair comparison."
    ),
    "size.window_c": (
        "Not a guarantee by another door: no study measures this. As a proxy, {option} is "
        "{share} "
        "of the host’s army; command, placement and long-range weapons are the other signs."
    ),
    "size.short_partial": "It depends on the job: {parts}.",
    "size.short": (
        "It depends on the job. Watching the line with consent takes {watch}, standing between "
        "the armies {interpose}, or {opposed} where one side only tolerates the force. "
        "Guarding and "
        "training in the rear takes {rear}. For a deterrent there is no agreed rule: a force of "
        "{brigades} brigades comes to {deter}, the one published force that can wait for help to "
        "{hold}."
    ),
    "size.unknown": (
        "As of {as_of} no method can size the force: quantities that each of them needs had no "
        "published value. The limits name them."
    ),
    "purpose.unknown": (
        "As of {as_of} nothing can be said on what the force would relieve: quantities it needs "
        "had no published value. The limits name them."
    ),
    # What would change the size?
    "size.change_consent": (
        "Consent. Where one side only tolerates the force, everything counted by the kilometre "
        "is "
        "multiplied by {partial}; without any consent by {none}, which no option here assumes. "
        "The "
        "ends come from single cases, the rest is judgement."
    ),
    "size.change_length": (
        "How the line is measured. Following every bend it is {fine} long; drawn for a force "
        "that "
        "does not stand in every bend, {coarse}: everything counted by the kilometre falls by as "
        "much."
    ),
    "size.change_backer": (
        "The backer ({backer}). Without its intelligence and logistics, “{option}” needs "
        "{without}; with its full support, {full}. The difference is this project’s judgement."
    ),
    "size.change_yardstick": (
        "The past mission taken as the yardstick: it moves the answer more than every other "
        "uncertainty in the sum."
    ),
    # Figures: the finding as heading, and the sentence from the figure's own numbers.
    "figure.published": (
        "By {as_of} {known} sizes with a number had been published, {middle_words}; {later} "
        "figures came later and are shown hollow, not used."
    ),
    "figure.requirement": (
        "Watching the line takes {watch}; standing between the armies {interpose}, or {opposed} "
        "where one side only tolerates it. Task by task, a force in the rear comes to {rear} "
        "and a deterrent "
        "to {deter}."
    ),
    "figure.build_up": (
        "“{option}” comes to {total} with the tail of published brigade packages. Its largest "
        "part is "
        "{largest} ({largest_range}); the ranges "
        "of the parts do not add up, because a draw that is high on one is not high on all."
    ),
    "figure.window": (
        "That {option}, beside the host’s brigades, holds an attack by six brigades on one "
        "sector "
        "is {soft}. The option reaches the published force that can wait for help in {combat} "
        "of the draws if all its soldiers count as combat troops, and in {deployed} once that "
        "force has its tail. The third strip has no data."
    ),
    "figure.rotation": (
        "By the rules known on the as-of date one soldier deployed ties down {times}: a "
        "force of {size} takes a pool of {pool}."
    ),
    "figure.map_front": "The front is {front} long: {land} on land and {river} along the water.",
    "figure.map_land": "The front is {front} long, all of it on land.",
    "figure.map_river": "The front is {front} long, all of it along the water.",
    "figure.map_longer": (
        "The borders that would need watching beyond it, {border}, are longer than the front "
        "itself."
    ),
    "figure.map_border": "Borders of {border} would need watching.",
    # What is it for?
    "purpose.job": (
        "The options do one job: {jobs}. The job sets the rules of engagement, the command and the "
        "method that can size the force; a size without a job has no meaning."
    ),
    "purpose.jobs": (
        "The options do {count} different jobs: {jobs}. The job sets the rules of engagement, "
        "the "
        "command and the method that can size the force; a size without a job has no meaning."
    ),
    "purpose.freed_ceasefire": (
        "After a ceasefire, the tasks of “{option}” relieve {range} people of the host’s "
        "services. "
        "The foreign troops guard, train and patrol in their place."
    ),
    "purpose.freed_wartime": (
        "Support roles during the war, the idea first aired, would relieve {range} people; the "
        "army has {host}."
    ),
    "purpose.services": (
        "Most of those relieved in wartime are {services}, who are not in the {host} of the "
        "army: "
        "the front gains only if they go there."
    ),
    "purpose.no_source": (
        "No published estimate of the troops freed was found. The rule, one foreign soldier for "
        "{low}–{high} of a host soldier up to the load of the task, is this project’s judgement."
    ),
    "purpose.objectives": (
        "The force has {count} stated objectives: {objectives}. Each has measures, named below "
        "with the section that tells of them; this version does not measure all of them."
    ),
    "purpose.short": (
        "To reassure, to deter, and to relieve. The tasks of a force in the rear free "
        "{ceasefire} "
        "people of the host’s services after a ceasefire; support roles in wartime would free "
        "{wartime}, most of them {services}. The army has {host}."
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
    **DEPLOY_CLAIM_REASONS,
    **FEASIBILITY_CLAIM_REASONS,
    **HOLDING_CLAIM_REASONS,
    **PRECEDENT_CLAIM_REASONS,
    "no_public_evidence": (
        "Nothing public can confirm or refute it, and this project uses public sources only."
    ),
    "waits_for_deploy": "Who would send the force is computed, but no check of this claim is built "
    "yet.",
    "waits_for_precedents": "The record of past missions is there, but no check of this claim is "
    "built yet.",
    "waits_for_prospects": "Whether it happens and holds is answered, but no check of this claim "
    "is built yet.",
    "waits_for_comparison": "It waits for the comparison of the options, which is not built yet.",
    "waits_for_purpose": "The option that would test it was not run.",
    "waits_for_size": "The option that would test it was not run.",
    "input_not_visible": "A quantity it needs had no published value on the as-of date.",
    "no_anchor_holds": "No published force holds as long as help takes, in any draw.",
    "option_not_run": "The option that would test it was not part of this run.",
    "method_not_applied": "The method that would test it does not apply to the option.",
    "ratio_decides": (
        "That he said it is on record. As a rule it sets the adversary’s whole army of "
        "{adversary_army} against the host’s {host} and the force. Where only the "
        "{adversary_theatre} in the theatre count, the figure is needed in {share_low} of the "
        "draws; where they count whole and only the host’s troops at the front stand against "
        "them, in {share_high}. With both armies counted whole, {claimed} is the answer at a "
        "tolerated ratio of {flip}; the debate names none."
    ),
    "consent_decides": (
        "It depends on consent and on the mission it is measured by. If both sides agree to the "
        "force, {high} is enough in most draws by {enough_consent} of {missions} past missions "
        "taken as the yardstick; where one side only tolerates it, by "
        "{enough_opposed}. At the middle yardstick the answer turns at {flip} times the troops "
        "that full consent asks for."
    ),
    "frees_some": (
        "The tasks named would relieve {freed_low}–{freed_high} people. But only "
        "{army_low}–{army_high} of them are soldiers; most are border guards and "
        "National Guard, who free the front only if they go there. Counting at least {least}, "
        "{least_share} of the army, as freeing the front (this project’s judgement), the answer "
        "turns at a share of {flip} of them. The size rests on judgement."
    ),
    "half_without_source": (
        "The president gave {known} in the month of the claim, {excess} more than claimed. That "
        "less than half are at the front has no primary source that we found; it would fail "
        "above "
        "a share of {flip}."
    ),
    "three_tests": (
        "The tests can be told apart, not passed or failed as one. {size} in the rear, beside "
        "the "
        "host’s brigades, pass the first against one attacking brigade (chance "
        "{passes_soft_s1}) and against six (chance {passes_soft_s6}). Where a published force "
        "holds long enough, they reach the second in {passes_hold_combat} of the draws if all of "
        "them count as combat troops, in {passes_hold_deployed} with a tail. For the third no "
        "study has a measure."
    ),
    "forty_thousand": (
        "It depends on what is counted. Beside the host’s brigades {size} pass the first test "
        "against six attacking brigades (chance {passes_soft_s6}). They exceed the published "
        "force "
        "that can wait for help in {passes_hold_combat} of the draws if all of them were in "
        "combat "
        "brigades, in {passes_hold_deployed} once they have a tail. They are {host_share} of the "
        "host’s army. The second answer turns where the published force has {flip} deployed "
        "troops "
        "for each combat soldier."
    ),
}

# What decides a contested claim, by the name of the parameter.
DECIDING: Mapping[str, str] = {
    **DEPLOY_DECIDING,
    **FEASIBILITY_DECIDING,
    **HOLDING_DECIDING,
    **PRECEDENT_DECIDING,
    "tolerated_ratio": "the ratio of attacker to defender that is tolerated",
    "consent_partial": "whether both sides consent to the force",
    "substitution_rate": "how many host soldiers one foreign soldier replaces",
    "host_front_share": "the share of the army at the front, which no primary source gives",
    "attack_sector_length": "the width of the sector on which an attack is judged",
    "hold_basis": "whether the published force that can wait for help is counted with its tail",
    "relieved_service": "whether relieved border guards and National Guard count as troops for "
    "the "
    "front",
}
