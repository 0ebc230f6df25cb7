"""Will it hold? Two engines meet in one draw: incidents that spiral, and a decision to attack.

``dynamics`` simulates the line, day by day; ``game`` solves what an aggressor, a coalition, its
backer and the host decide on a serious occasion. :mod:`ceasefire.prospects.holding` joins them.
"""

from ceasefire.prospects.holding import evaluate
from ceasefire.prospects.plan import prepare

__all__ = ["evaluate", "prepare"]
