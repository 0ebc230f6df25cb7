"""The deterrence game: a tree as data, payoffs by draw, its quantal response equilibrium."""

from ceasefire.prospects.game.answers import Answers, answers
from ceasefire.prospects.game.equilibrium import CERTIFIED, Equilibrium, solve
from ceasefire.prospects.game.payoffs import GameParameters, payoffs
from ceasefire.prospects.game.tree import Tree, deterrence_tree

__all__ = [
    "CERTIFIED",
    "Answers",
    "Equilibrium",
    "GameParameters",
    "Tree",
    "answers",
    "deterrence_tree",
    "payoffs",
    "solve",
]
