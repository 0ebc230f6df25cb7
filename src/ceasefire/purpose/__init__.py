"""What is it for? Tasks of an option's force, and the host troops they free."""

from ceasefire.purpose.mission import MissionPlan, evaluate, prepare

__all__ = ["MissionPlan", "evaluate", "prepare"]
