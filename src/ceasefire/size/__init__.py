"""How big must it be? Methods that answer different questions, side by side."""

from ceasefire.size.requirement import SizePlan, evaluate, prepare

__all__ = ["SizePlan", "evaluate", "prepare"]
