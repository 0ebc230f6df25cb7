"""How long did past ceasefires hold? Spells of peace, read from files a reader names, and models.

Kaplan-Meier shares and the default priors need nothing more; Cox and Weibull models need the extra
``explore`` (lifelines).
"""

from ceasefire.precedents.survival.assumptions import AssumptionCheck, proportional_hazards
from ceasefire.precedents.survival.compare import ReferenceRow, three_classes
from ceasefire.precedents.survival.cox import CoxFit, Effect, RawAndAdjusted, cox, raw_and_adjusted
from ceasefire.precedents.survival.cross_validation import CrossValidated, cross_validated_c
from ceasefire.precedents.survival.fortna import fortna_groups, post_cold_war, read_fortna
from ceasefire.precedents.survival.kaplan_meier import BrokenShares, Share, kaplan_meier
from ceasefire.precedents.survival.operations import read_operations
from ceasefire.precedents.survival.spells import Spells
from ceasefire.precedents.survival.ucdp import (
    read_ucdp_agreements,
    read_ucdp_termination,
    ucdp_groups,
)
from ceasefire.precedents.survival.weibull import TimeRatio, WeibullFit, weibull

__all__ = [
    "AssumptionCheck",
    "BrokenShares",
    "CoxFit",
    "CrossValidated",
    "Effect",
    "RawAndAdjusted",
    "ReferenceRow",
    "Share",
    "Spells",
    "TimeRatio",
    "WeibullFit",
    "cox",
    "cross_validated_c",
    "fortna_groups",
    "kaplan_meier",
    "post_cold_war",
    "proportional_hazards",
    "raw_and_adjusted",
    "read_fortna",
    "read_operations",
    "read_ucdp_agreements",
    "read_ucdp_termination",
    "three_classes",
    "ucdp_groups",
    "weibull",
]
