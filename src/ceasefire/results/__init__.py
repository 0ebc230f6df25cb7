"""One frozen result type a question, with its column table: what the rooms hand each other."""

from ceasefire.results.columns import Column, FloatArray, StatusArray, Table
from ceasefire.results.force_requirement import ForceRequirement, MethodEstimate
from ceasefire.results.mission import Mission

__all__ = [
    "Column",
    "FloatArray",
    "ForceRequirement",
    "MethodEstimate",
    "Mission",
    "StatusArray",
    "Table",
]
