"""What every sizing method is: a plan for an option, and troops from a plan and a sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.scenario.model import Choice, Fixed, Option, Scenario

__all__ = ["Method", "MethodPlan", "applicable", "inapplicable"]


@dataclass(frozen=True, slots=True)
class MethodPlan:
    """A method bound to an option.

    ``reason`` is empty where the method applies, else a key of ``core.status.REASONS``.
    ``roles`` names the parameters by the part they play in the formula; ``numbers`` holds what
    tables fix, a mapping for each variant.
    """

    method: str
    reason: str
    variants: tuple[str, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: tuple[Mapping[str, float], ...] = ()
    sources: tuple[str, ...] = ()
    grade: str = "E"

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter the method reads, once, in order of role."""
        return tuple(dict.fromkeys(name for names in self.roles.values() for name in names))


@dataclass(frozen=True, slots=True)
class Method:
    """A sizing method: its name, formula, what its number is, and its two functions.

    ``prepare(scenario, option)`` says whether and with what it applies;
    ``troops(plan, sample, mission, size_troops)`` returns an array (draws, variants), NaN where
    the method has no answer in a draw for ``blank_reason``.
    """

    name: str
    formula: str
    basis: str
    prepare: Callable[[Scenario, Option], MethodPlan]
    troops: Callable[[MethodPlan, Sample, Mission, FloatArray], FloatArray]
    blank_reason: str = "computation_failed"


def inapplicable(method: str, reason: str) -> MethodPlan:
    """Return the plan of a method that does not apply, with its reason."""
    return MethodPlan(method, reason)


def applicable(
    method: str,
    scenario: Scenario,
    variants: tuple[str, ...],
    roles: Mapping[str, tuple[str, ...]],
    numbers: tuple[Mapping[str, float], ...] = (),
    rows: Iterable[Mapping[str, object]] = (),
) -> MethodPlan:
    """Return the plan of a method that applies, with the sources and grade of all it reads.

    The grade is the weakest of the table ``rows`` and of the parameters with a range: a method
    is no better than its weakest uncertain input.
    """
    rows = tuple(rows)
    names = [name for names in roles.values() for name in names]
    known = [scenario.parameters[name] for name in names if name in scenario.parameters]
    sources = [key for quantity in known for key in quantity.sources]
    sources += [key for row in rows for key in str(row["sources"] or "").split(";") if key]
    grades = [q.grade for q in known if not isinstance(q.value, Fixed | Choice)]
    grades += [str(row["grade"]) for row in rows if row.get("grade")]
    return MethodPlan(
        method=method,
        reason="",
        variants=variants,
        roles=roles,
        numbers=numbers,
        sources=tuple(dict.fromkeys(sources)),
        grade=max(grades, default="D"),
    )
