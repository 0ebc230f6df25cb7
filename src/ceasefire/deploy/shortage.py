"""What is short in a coalition, when, by how much, and what would close most of it.

The optimiser already lets a requirement go unmet at a price. Where one does, the least shortfall
is solved for again with one constraint lifted at a time; its fall says what binds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ceasefire.deploy.coalition import least_shortfall
from ceasefire.deploy.problem import Coalition, CoalitionProblem

__all__ = ["HALF_THE_SIZE", "RELAXATIONS", "MissingUnits", "Shortage", "shortage"]

HALF_THE_SIZE = "half_the_size"


@dataclass(frozen=True, slots=True)
class MissingUnits:
    """Steps of one unit type missing in one class of rotations, and the troops in them."""

    rotation_class: str
    unit: str
    steps: float
    troops: float
    required_troops: float


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why a coalition falls short.

    Attributes
    ----------
    short_troops : float
        Least troops missing in a rotation, on average over all of them.
    missing : tuple of MissingUnits
        What this coalition lacks, largest number of troops first.
    closes : mapping of str to float
        For each relaxation, a key of ``RELAXATIONS``, the part of ``short_troops`` that it closes.
    """

    short_troops: float
    missing: tuple[MissingUnits, ...]
    closes: Mapping[str, float]

    @property
    def binding(self) -> str:
        """The one constraint whose lifting closes most, or nothing where none closes any."""
        closes = {name: troops for name, troops in self.closes.items() if name != HALF_THE_SIZE}
        best = max(closes, key=lambda name: closes[name], default="")
        return best if best and closes[best] > 1e-6 * self.short_troops else ""


def _more_soldiers(problem: CoalitionProblem) -> CoalitionProblem:
    """Let every state send all soldiers of its units, but none before its parliament decides."""
    every = [
        sum(n * troops for n, troops in zip(row, problem.step_troops, strict=True))
        for row in problem.available_steps
    ]
    last = problem.cap_troops[-1]
    lifted = (
        tuple(0.0 if cap == 0 and last[i] > 0 else max(cap, every[i]) for i, cap in enumerate(row))
        for row in problem.cap_troops
    )
    return replace(problem, cap_troops=tuple(lifted))


def _more_units(problem: CoalitionProblem) -> CoalitionProblem:
    doubled = tuple(tuple(2 * steps for steps in row) for row in problem.available_steps)
    return replace(problem, available_steps=doubled)


def _all_admitted(problem: CoalitionProblem) -> CoalitionProblem:
    return replace(problem, excluded=())


def _parliaments_in_time(problem: CoalitionProblem) -> CoalitionProblem:
    last = problem.cap_troops[-1]
    raised = (tuple(map(max, row, last)) for row in problem.cap_troops)
    return replace(problem, cap_troops=tuple(raised))


def _no_lead_needed(problem: CoalitionProblem) -> CoalitionProblem:
    return replace(problem, leads=problem.states, lead_share=0.0)


def _half_the_size(problem: CoalitionProblem) -> CoalitionProblem:
    halved = tuple(tuple(steps / 2 for steps in row) for row in problem.required_steps)
    return replace(problem, required_steps=halved)


RELAXATIONS: Mapping[str, Callable[[CoalitionProblem], CoalitionProblem]] = {
    "more_soldiers": _more_soldiers,
    "more_units": _more_units,
    "all_admitted": _all_admitted,
    "parliaments_in_time": _parliaments_in_time,
    "no_lead_needed": _no_lead_needed,
    HALF_THE_SIZE: _half_the_size,
}
"""All soldiers of the units a state has; twice the units; nobody barred; no parliament late; no
lead needed; half the force."""


def shortage(problem: CoalitionProblem, coalition: Coalition) -> Shortage | None:
    """Return why a coalition falls short, or None where nothing is missing.

    Raises
    ------
    UsageError
        If the problem is not well posed.
    SolverError
        If a relaxed problem cannot be solved.
    """
    missing = [
        MissingUnits(name, unit, short, short * size, need * size)
        for k, name in enumerate(problem.classes)
        for unit, short, need, size in zip(
            problem.units,
            coalition.shortfall_steps[k],
            problem.required_steps[k],
            problem.step_troops,
            strict=True,
        )
        if short > 0
    ]
    if not missing:
        return None
    # A missing soldier counts as one here, whoever could stand in.
    plain = replace(problem, short_weight=tuple(1.0 for _ in problem.units))
    rotations = sum(problem.rotations)
    short = least_shortfall(plain) / rotations
    closes = {
        name: max(0.0, short - least_shortfall(relax(plain)) / rotations)
        for name, relax in RELAXATIONS.items()
    }
    ordered = sorted(missing, key=lambda m: (-m.troops, m.rotation_class, m.unit))
    return Shortage(short, tuple(ordered), closes)
