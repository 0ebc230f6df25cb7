"""Claims of the debate against the results of all options on the same draws."""

from ceasefire.comparison.evidence import Evidence
from ceasefire.comparison.verdicts import verdicts

__all__ = ["Evidence", "verdicts"]
