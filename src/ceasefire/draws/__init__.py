"""One joint sample of everything uncertain: row d is the same world in every stage."""

from ceasefire.draws.sample import Draws, Sample, draw

__all__ = ["Draws", "Sample", "draw"]
