"""ForceRequirement: how big the force must be, by method and named variant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ceasefire.results.columns import STATUS_COLUMNS, Column, FloatArray, StatusArray, Table

__all__ = ["ForceRequirement", "MethodEstimate", "Part", "Window"]


@dataclass(frozen=True)
class Part:
    """A number inside a method's answer, stored as a column of its own; values (draws,).

    Its name does not begin with the method's, whose columns are its variants.
    """

    column: Column
    values: FloatArray


@dataclass(frozen=True)
class MethodEstimate:
    """Answer of one sizing method, a column a named variant, never averaged across them.

    Attributes
    ----------
    method : str
    variants : tuple of str
        Named structural variants (a past mission taken as the yardstick, a rotation rule, ...).
    troops : ndarray, shape (draws, variants)
        Deployed troops, unless ``basis`` says otherwise.
    status, reason : ndarray of uint8, shape (draws,)
    parts : tuple of Part
        What the answer is made of, where the page prints it.
    """

    method: str
    variants: tuple[str, ...]
    troops: FloatArray
    status: StatusArray
    reason: StatusArray
    formula: str
    grade: str
    sources: tuple[str, ...]
    reads: tuple[str, ...] = ()
    basis: str = "deployed troops"
    parts: tuple[Part, ...] = ()

    def columns(self) -> tuple[Column, ...]:
        """Return the declared columns: status, reason, one a variant, and the parts."""
        values = tuple(
            Column(
                f"{self.method}.{variant}_troops",
                "float64",
                "troops",
                f"{self.method.replace('_', ' ')}, variant {variant}: {self.basis}",
                self.formula,
                self.grade,
                self.sources,
                self.reads,
            )
            for variant in self.variants
        )
        status = f"{self.method}.status"
        reason = f"{self.method}.reason"
        return (
            Column(status, "uint8", "", f"status of {self.method}"),
            Column(reason, "uint8", "", f"reason of {self.method}"),
            *values,
            *(part.column for part in self.parts),
        )

    def arrays(self) -> tuple[NDArray[Any], ...]:
        """Return the arrays of ``columns()``, each of shape (draws,)."""
        values = (np.ascontiguousarray(self.troops[:, i]) for i in range(len(self.variants)))
        return (self.status, self.reason, *values, *(part.values for part in self.parts))


@dataclass(frozen=True)
class Window:
    """The window of claim C14 for one option: tests of its own size, a value a draw.

    Attributes
    ----------
    columns : tuple of Column
    arrays : tuple of ndarray, each of shape (draws,)
    """

    columns: tuple[Column, ...] = field(default=())
    arrays: tuple[NDArray[Any], ...] = field(default=())


@dataclass(frozen=True)
class ForceRequirement:
    """Requirement of one option for a block of draws, by method.

    ``size_troops`` (draws,) is the option's own size, which the methods judge and never set;
    ``size_reads`` names what places it inside its range, nothing where it has none.
    """

    SIZE: ClassVar[str] = "size/size_troops"
    """The column of the option's own size, as later questions name it."""

    option: str
    size_troops: FloatArray
    estimates: tuple[MethodEstimate, ...]
    window: Window
    status: StatusArray
    reason: StatusArray
    size_reads: tuple[str, ...] = ()

    @classmethod
    def from_arrays(cls, option: str, arrays: Mapping[str, Any]) -> ForceRequirement:
        """Return what later questions read from the stored columns: the option's own size."""
        return cls(
            option=option,
            size_troops=arrays["size_troops"],
            estimates=(),
            window=Window(),
            status=arrays["status"],
            reason=arrays["reason"],
        )

    def table(self) -> Table:
        """Return the columns and arrays that are stored for this option."""
        columns: list[Column] = [
            *STATUS_COLUMNS,
            Column(
                "size_troops",
                "float64",
                "troops",
                "the option's own size, deployed troops",
                reads=self.size_reads,
            ),
        ]
        arrays: list[NDArray[Any]] = [self.status, self.reason, self.size_troops]
        for estimate in self.estimates:
            columns.extend(estimate.columns())
            arrays.extend(estimate.arrays())
        columns.extend(self.window.columns)
        arrays.extend(self.window.arrays)
        return Table(tuple(columns), tuple(arrays))
