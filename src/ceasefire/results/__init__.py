"""One frozen result type a question, with its column table: what the rooms hand each other."""

from ceasefire.results.columns import Column, FloatArray, StatusArray, Table
from ceasefire.results.deployment import Arrival, CoalitionReach, Costs, Deployment, Evidence
from ceasefire.results.force_requirement import ForceRequirement, MethodEstimate
from ceasefire.results.mission import Mission

__all__ = [
    "Arrival",
    "CoalitionReach",
    "Column",
    "Costs",
    "Deployment",
    "Evidence",
    "FloatArray",
    "ForceRequirement",
    "MethodEstimate",
    "Mission",
    "StatusArray",
    "Table",
]
