"""Will it happen? A discrete Bayesian network, its tables by draw, its exact posterior.

``rules`` reads the network as the pack has it, ``evidence`` the dated events; ``cases`` asks the
network, :func:`posterior` answers for all draws at once. ``experts`` pools what experts said.
"""

from ceasefire.prospects.feasibility.contraction import plan_path
from ceasefire.prospects.feasibility.feasibility import evaluate
from ceasefire.prospects.feasibility.infer import posterior
from ceasefire.prospects.feasibility.network import Network, Node
from ceasefire.prospects.feasibility.plan import prepare

__all__ = ["Network", "Node", "evaluate", "plan_path", "posterior", "prepare"]
