"""Claims of the debate against the results of all options on the same draws."""

from ceasefire.comparison.verdicts import Evidence, verdicts

__all__ = ["Evidence", "verdicts"]
