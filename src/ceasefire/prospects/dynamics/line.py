"""The ceasefire line as a row of segments, each of one sector class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["DAYS_A_YEAR", "MOST_SEGMENTS", "Line"]

DAYS_A_YEAR: Final = 365
# The random numbers of the ladder are laid out for this many segments.
MOST_SEGMENTS: Final = 64


@dataclass(frozen=True)
class Line:
    """Segments of a line in their order on the ground; fixed for a pack.

    Parameters
    ----------
    classes : tuple of str, length C
        Names of the sector classes, such as land, river and quiet border.
    class_of : ndarray of int64, shape (S,)
        Class of each segment, an index into ``classes``.
    joined : ndarray of bool, shape (S - 1,)
        True where a segment and the next one are neighbours, so that fighting can spread.
    segment_km : float
        Length of one segment, km.

    Raises
    ------
    ValueError
        If there are no segments or too many, or the arrays do not fit each other.
    """

    classes: tuple[str, ...]
    class_of: NDArray[np.int64]
    joined: NDArray[np.bool_]
    segment_km: float

    def __post_init__(self) -> None:
        segments = len(self.class_of)
        if not 1 <= segments <= MOST_SEGMENTS:
            raise ValueError(
                f"a line has 1 to {MOST_SEGMENTS} segments, not {segments}: use longer segments"
            )
        if self.joined.shape != (segments - 1,):
            raise ValueError(
                f"joined has shape {self.joined.shape}; {segments} segments have "
                f"{segments - 1} joints"
            )
        if self.class_of.min() < 0 or self.class_of.max() >= len(self.classes):
            raise ValueError("class_of names a class that is not in classes")
        if not self.segment_km > 0:
            raise ValueError(f"segment_km is {self.segment_km}; a length is above zero")

    @property
    def segments(self) -> int:
        """Number of segments S."""
        return len(self.class_of)
