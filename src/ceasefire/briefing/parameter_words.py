"""What a quantity of the model is called on the page."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["parameter_words"]

_WORDS: Mapping[str, str] = {
    "adversary_brigades": "the adversary’s brigades",
    "agreement_hazard_ratio": "what strong terms do to the danger",
    "aid_surge_host_growth": "by how much a surge of aid enlarges the host’s army",
    "attack_cost": "what an attack costs the attacker",
    "attack_cost_force": "what attacking the force costs the attacker",
    "attack_cost_support": "what the backer’s support adds to the cost of an attack",
    "audience_cost": "what withdrawing under attack costs the coalition at home",
    "backer_full_brigades": "what the backer’s full support is worth in brigades",
    "backer_logistics_brigades": "what the backer’s intelligence is worth in brigades",
    "backer_state": "what the backer gives",
    "balance_steepness": "how sharply the balance of forces decides",
    "believed_support": "how likely the adversary thinks the backer’s support is",
    "branching_ratio": "how many incidents an incident breeds",
    "broken_5y_civil_war_truce": "how often truces of civil wars broke",
    "broken_5y_interstate_ending": "how often endings of wars between states broke",
    "broken_5y_monitored_line": "how often monitored lines broke",
    "choice_precision": "how closely choices follow interest",
    "coalition_brigade_quality": "the worth of the coalition’s brigades",
    "coalition_stake": "what the coalition has at stake",
    "defence_advantage": "the advantage of the defender",
    "departure_backer_none_per_year": "how much of the force leaves when the backer does",
    "departure_per_100_deaths": "how much of the force leaves after losses",
    "departure_per_year": "how much of the force leaves each year",
    "escalation_loss_aggressor": "what a wider war would cost the aggressor",
    "escalation_loss_coalition": "what a wider war would cost the coalition",
    "escalation_risk": "how likely a fight with the force is to widen",
    "force_fight_scale_troops": "the size from which fighting the force weighs on the aggressor",
    "full_presence_troops_per_km": "troops per kilometre at which presence is full",
    "garrison_released": "the share of garrisons at home that is released",
    "holding_variant": "the structural variant",
    "host_brigade_quality": "the worth of the host’s brigades",
    "host_brigades": "the host’s brigades",
    "incident_rate": "how many incidents the line has",
    "limited_stake": "what its objective is worth to an aggressor with limited aims",
    "needed_sector_battalions": "the battalions that a sector asks for when it fights",
    "opportunist_share": "how likely the aggressor is one that attacks whenever it pays",
    "other_share": "the share of breaks that no force touches",
    "presence_acts_rear": "what a force in the rear does on the line",
    "presence_hazard_ratio": "what full presence does to the danger",
    "presence_transport": "how much of what is known from civil wars holds here",
    "probe_punished": "what a punished probe costs",
    "probes_per_year": "how often the adversary probes",
    "provocation_high": "how much a force provokes, in the strong variant",
    "provocation_low": "how much a force provokes, in the central variant",
    "recommitments_per_year": "how often the parties recommit themselves",
    "recovery_growth": "by how much the adversary recovers",
    "recovery_years_fast": "how soon the adversary recovers, in the fast variant",
    "recovery_years_slow": "how soon the adversary recovers",
    "reject_value": "what fighting on is worth to the adversary",
    "reserve_share_of_force": "the share of the force kept in reserve",
    "resolute_share": "how resolute the aggressor takes the coalition to be",
    "respond_cost": "what responding to a probe costs the coalition",
    "shocks_per_year": "how often shocks strike",
    "spiral_share": "the share of breaks that come by escalation",
    "stand_cost": "what standing when attacked costs the coalition",
    "support_cost": "what support costs the backer",
    "support_value": "what support is worth to the backer",
    "territory_cost": "what the terms cost the host in territory",
    "thin_share": "the share of the line that a force holds thinly",
    "tripwire_pull": "what its own losses do to the force’s staying",
    "withdraw_cost": "what withdrawing costs the coalition",
    "withholding_share": "what a backer that withholds still feels of its duty",
}


def parameter_words(name: str) -> str:
    """Return a quantity in words; one without words of its own by its name in the pack."""
    return _WORDS.get(name, name.replace("_", " "))
