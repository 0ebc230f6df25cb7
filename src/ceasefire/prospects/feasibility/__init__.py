"""Will it come about? A discrete Bayesian network, its tables by draw, its exact posterior."""

from ceasefire.prospects.feasibility.contraction import Contraction, plan_path
from ceasefire.prospects.feasibility.infer import Posterior, posterior
from ceasefire.prospects.feasibility.network import Network, Node
from ceasefire.prospects.feasibility.tables import hazard, logit, noisy_and

__all__ = [
    "Contraction",
    "Network",
    "Node",
    "Posterior",
    "hazard",
    "logit",
    "noisy_and",
    "plan_path",
    "posterior",
]
