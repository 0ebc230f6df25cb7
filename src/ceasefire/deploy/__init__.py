"""What does it look like: who would send it, how fast it arrives, under whom, at what cost."""

from ceasefire.deploy.deployment import evaluate
from ceasefire.deploy.plan import prepare
from ceasefire.deploy.solved import solve, solve_inputs

__all__ = ["evaluate", "prepare", "solve", "solve_inputs"]
