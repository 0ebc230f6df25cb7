"""One frozen result type a question, with its column table: what the rooms hand each other."""

from ceasefire.results.columns import Column, FloatArray, StatusArray, Table
from ceasefire.results.deployment import (
    Arrival,
    CoalitionReach,
    Costs,
    Deployment,
    Evidence,
    SentForce,
)
from ceasefire.results.feasibility import Feasibility, Happening, LookBack, Outlook
from ceasefire.results.force_requirement import ForceRequirement, MethodEstimate
from ceasefire.results.mission import Mission
from ceasefire.results.precedents import Losses, Precedents
from ceasefire.results.prospects import Deterrence, Holding, OnTheGround, Prospects, Violence

__all__ = [
    "Arrival",
    "CoalitionReach",
    "Column",
    "Costs",
    "Deployment",
    "Deterrence",
    "Evidence",
    "Feasibility",
    "FloatArray",
    "ForceRequirement",
    "Happening",
    "Holding",
    "LookBack",
    "Losses",
    "MethodEstimate",
    "Mission",
    "OnTheGround",
    "Outlook",
    "Precedents",
    "Prospects",
    "SentForce",
    "StatusArray",
    "Table",
    "Violence",
]
