"""What a row of costs includes and when a row that is worked out could be known; by hand.

The folder of compiled tables says neither; both follow from the notes of its rows.
"""

from __future__ import annotations

# What the figure includes, by row where its category does not say.
BASIS = {
    **dict.fromkeys(("de_isaf_additional_cost_2012", "de_kfor_additional_cost_2012"), "additional"),
    # The same list of what missions cost on top of the budget.
    **dict.fromkeys(("de_atalanta_2012", "de_unifil_2012"), "additional"),
    "non_combat_european_troop_year_additional": "additional",
    "western_troop_year_full_ukraine": "full",
    "de_lithuania_brigade_operating_year": "running",
    "de_lithuania_per_soldier_year_derived": "running",
    # The mission as a whole, its soldiers' pay at the rate that the United Nations refund.
    **dict.fromkeys(("minusca_un_cost_39_months", "haiti_un_cost_14_months"), "all_in"),
    # Pay, food, clothing, training, no weapons.
    "ukraine_cost_per_unarmed_soldier_year": "personnel",
    "ukraine_budget_2025_pay": "personnel",
    # The whole defence budget over the army's strength.
    "ukraine_defence_cost_per_soldier_year_all_in": "all_in",
    "ukraine_peacetime_army_500000": "all_in",
}

# Rows without a page of their own: known with the last of the rows they are made of.
KNOWN_WITH = {
    "un_reimbursement_per_soldier_year": "un_reimbursement_rate_from_july_2022",
    "us_troop_year_summary": "us_afghanistan_per_troop_year_drawdown",
    "non_combat_european_troop_year_additional": "it_missions_2025_per_person_derived",
    "western_troop_year_full_ukraine": "it_missions_2025_per_person_derived",
}
