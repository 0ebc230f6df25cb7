"""Quantities of the question whether it holds, in words a reader knows."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["QUANTITIES", "quantity_words"]

QUANTITIES: Mapping[str, str] = {
    "holding_variant": "the structural variant",
    "backer_state": "the state of the backer",
    # What the classes of past cases give
    "broken_5y_monitored_line": "how many monitored lines broke",
    "broken_5y_civil_war_truce": "how many truces of civil wars broke",
    "broken_5y_interstate_ending": "how many endings of wars between states broke",
    "spiral_share": "the part of past ends that was escalation",
    "other_share": "the part of past ends that no force touches",
    "spiral_cascade": "how fighting in one sector pulls in the others",
    "agreement_hazard_ratio": "what terms that bind do",
    # Armies
    "adversary_brigades": "the adversary’s brigades",
    "host_brigades": "the host’s brigades",
    "host_brigade_quality": "the quality of the host’s brigades",
    "defence_advantage": "what defending its own ground adds to the host",
    "coalition_brigade_quality": "the quality of the force’s brigades",
    "heavy_brigade_premium": "what a heavy brigade is worth over a light one",
    "air_worth_brigades_per_100": "what aircraft are worth in brigades",
    "aid_surge_host_growth": "what a surge of aid adds to the host’s army",
    "balance_steepness": "how sharply the balance of power decides",
    "recovery_growth": "how far the adversary recovers",
    "recovery_years_slow": "how fast the adversary recovers",
    "recovery_years_fast": "how fast the adversary recovers in the fast variant",
    "presence_acts_rear": "how much of a force in the rear counts at once",
    "presence_acts_reserve": "how much of a mobile reserve counts at once",
    "presence_acts_outside": "how much of a force outside counts at once",
    # The backer
    "backer_logistics_brigades": "what the backer’s intelligence and logistics are worth",
    "backer_full_brigades": "what the backer’s full support is worth",
    "backer_present_share": "how much of full support is in place beforehand",
    "believed_support": "how far the others believe in the backer",
    "support_cost": "what support costs the backer",
    "support_value": "what the host is worth to the backer",
    "ally_duty": "the backer’s duty to an ally that stands",
    "withholding_share": "what a backer that withholds still feels",
    # The aggressor
    "opportunist_share": "the chance that the aggressor wants everything",
    "limited_stake": "what an aggressor with limited aims wants",
    "reject_value": "what going on with the war is worth to the aggressor",
    "attack_cost": "what an attack costs the aggressor",
    "attack_cost_force": "what fighting the force adds to that cost",
    "attack_cost_support": "what the backer’s support adds to that cost",
    "escalation_risk": "the risk of a wider war",
    "escalation_loss_aggressor": "what a wider war costs the aggressor",
    "escalation_loss_coalition": "what a wider war costs the coalition",
    "provocation_low": "provocation in the central variant",
    "provocation_high": "provocation in the strong variant",
    "provocation_power": "how provocation grows with the force",
    "provocation_outside_share": "how much a force outside provokes",
    "probe_cost": "what a probe costs",
    "probe_gain": "what a probe gains if it is ignored",
    "probe_gain_withdrawal": "what a probe gains if the force leaves",
    "probe_punished": "what an answer to a probe costs the aggressor",
    "force_fight_scale_troops": "the troops from which fighting a force weighs",
    "choice_precision": "how rarely the players err",
    "escalation_nest": "how alike a probe and an attack are to the aggressor",
    # Coalition and host
    "coalition_holds": "what a ceasefire that holds is worth to the coalition",
    "coalition_stake": "what an attack takes from the coalition",
    "resolute_share": "the chance that the coalition is resolute",
    "resolve_multiplier": "how much more a resolute coalition values",
    "respond_cost": "what an answer to a probe costs the coalition",
    "ignore_cost": "what ignoring a probe costs the coalition",
    "withdraw_cost": "what leaving after a probe costs the coalition",
    "stand_cost": "what standing costs the coalition",
    "audience_cost": "what leaving costs the coalition at home",
    "tripwire_pull": "the pull of one’s own dead",
    "force_cost_per_1000": "what the force costs the coalition in the game",
    "host_reject_value": "what going on with the war is worth to the host",
    "territory_cost": "what the terms cost the host",
    "overrun_loss": "what being overrun costs the host",
    # The line
    "incident_rate": "how many incidents there are",
    "branching_ratio": "how many incidents one sets off",
    "spoiler_share": "the part of incidents that spoilers start",
    "spoiler_control": "how far commands control their own",
    "buffer_scale_km": "how wide a buffer must be to help",
    "clash_chance": "the chance that an incident becomes a clash",
    "clash_calms": "how fast a clash dies down",
    "clash_grows": "how often a clash grows",
    "sector_calms": "how fast fighting in a sector dies down",
    "spiral_power": "how collapse grows with the sectors that fight",
    "probes_per_year": "how often the adversary probes",
    "shocks_per_year": "how often shocks come",
    "regrowth": "how far incidents grow back after a recommitment",
    "recommitments_per_year": "how often the sides recommit",
    # Presence
    "presence_hazard_ratio": "what peacekeepers did in past cases",
    "presence_transport": "how much of that carries over",
    "full_presence_troops_per_km": "the troops by kilometre that are full presence",
    "consent_partial": "what partial consent costs in troops",
    "dose_bend": "how fast presence saturates",
    "departure_per_year": "how much of the force leaves in a year",
    "departure_backer_none_per_year": "how much leaves without the backer",
    "reserve_share_of_force": "the reserve of the force",
}
"""By the name of a parameter; others have their own name with spaces."""


def quantity_words(name: str) -> str:
    """Return a quantity in words.

    >>> quantity_words("attack_cost"), quantity_words("memory_days")
    ('what an attack costs the aggressor', 'memory days')
    """
    return QUANTITIES.get(name, name.replace("_", " "))
