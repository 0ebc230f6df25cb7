"""What happened before: past cases near an option, how ceasefires lasted, what forces lost."""

from ceasefire.precedents.precedent import PrecedentsPlan, evaluate, prepare

__all__ = ["PrecedentsPlan", "evaluate", "prepare"]
