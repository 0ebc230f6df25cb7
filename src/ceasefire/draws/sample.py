"""Draws: the joint sample, made again row by row and never held whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ceasefire.core.errors import UsageError
from ceasefire.draws.inverse_cdf import inverse_cdf
from ceasefire.draws.scramble import owen_uniforms, shuffled_points
from ceasefire.draws.sobol import sobol_integers
from ceasefire.results.columns import FloatArray
from ceasefire.scenario.model import Choice, Quantity, Scenario

__all__ = ["Draws", "Sample", "draw"]

MAX_DRAWS = 2**31


@dataclass(frozen=True)
class Sample(Mapping[str, FloatArray]):
    """Values of every visible parameter for some rows: ``sample[name]`` has shape (rows,).

    ``missing`` names the parameters without a value on the as-of date.
    """

    rows: range
    values_by_name: Mapping[str, FloatArray]
    missing: tuple[str, ...]

    def __getitem__(self, name: str) -> FloatArray:
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)


@dataclass(frozen=True)
class Draws:
    """A joint sample of ``n`` rows: ``sample(rows)`` gives any of them.

    Each parameter owns a Sobol dimension by its place in its file (reference even, pack odd;
    append only) and an Owen scramble keyed by (seed, name), so that adding a parameter leaves
    the others as they are. A choice is stratified in an order of its own, apart from all
    dimensions, so that each of its names sees the whole range of everything else. Dependences are
    a Gaussian copula over a tree of stated pairs.

    Raises
    ------
    UsageError
        If ``n`` or ``seed`` is out of range.
    """

    scenario: Scenario
    n: int = 1024
    seed: int = 7
    _dimension: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.n <= MAX_DRAWS:
            raise UsageError(f"draws must be between 1 and {MAX_DRAWS:,}, not {self.n:,}")
        if not 0 <= self.seed < 2**32:
            raise UsageError(f"the seed must be between 0 and {2**32 - 1:,}, not {self.seed:,}")
        places = {q.name: dimension(q) for q in self.scenario.parameters.values()}
        object.__setattr__(self, "_dimension", places)

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the names of a parameter that is a choice, in the order of its index."""
        value = self.scenario.parameters[name].value
        return value.names if isinstance(value, Choice) else ()

    def sample(self, rows: range) -> Sample:
        """Return every parameter for these rows, the same whatever rows are asked with them.

        Raises
        ------
        UsageError
            If a row lies outside the sample.
        """
        if rows.start < 0 or rows.stop > self.n or rows.step != 1:
            raise UsageError(f"rows {rows.start}-{rows.stop} are not among the {self.n:,} draws")
        points = sobol_integers(rows, max(self._dimension.values(), default=0) + 1)
        uniforms: dict[str, FloatArray] = {}
        for name, place in self._dimension.items():
            drawn = points[:, place]
            if self.choices(name):
                drawn = shuffled_points(rows, self.seed, name)
            uniforms[name] = owen_uniforms(drawn, self.seed, name)
        for child, (parent, rho) in self._parents().items():
            uniforms[child] = _dependent(uniforms[parent], uniforms[child], rho)
        values = {
            name: inverse_cdf(q.value, uniforms[name])
            for name, q in self.scenario.parameters.items()
        }
        return Sample(rows, values, self.scenario.invisible)

    def _parents(self) -> dict[str, tuple[str, float]]:
        known = self._dimension
        return {
            d.child: (d.parent, d.correlation)
            for d in self.scenario.dependences
            if d.child in known and d.parent in known
        }


def dimension(quantity: Quantity) -> int:
    """Return the Sobol dimension of a quantity: reference even, pack odd, by position."""
    return 2 * quantity.position + (quantity.origin == "pack")


def draw(scenario: Scenario, n: int = 1024, seed: int = 7) -> Draws:
    """Return the joint sample of a scenario.

    Raises
    ------
    UsageError
        If ``n`` or ``seed`` is out of range.
    """
    return Draws(scenario, n, seed)


def _dependent(parent: FloatArray, own: FloatArray, rho: float) -> FloatArray:
    from scipy import special

    z = rho * special.ndtri(parent) + np.sqrt(1 - rho * rho) * special.ndtri(own)
    result: Any = special.ndtr(z)
    return np.asarray(np.clip(result, 2.0**-33, 1 - 2.0**-33), dtype=np.float64)
