"""What every sizing method is: a plan for an option, and troops from a plan and a sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ceasefire.core.status import Status
from ceasefire.draws import Sample
from ceasefire.results import FloatArray, Mission
from ceasefire.results.force_requirement import Part
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.model import Choice, Fixed, Option, Scenario

__all__ = ["LineSector", "Method", "MethodPlan", "applicable", "inapplicable"]


@dataclass(frozen=True, slots=True)
class LineSector:
    """A stretch of line of the option: its kind, and the parameters that weigh it.

    ``length`` names the parameter with its kilometres, ``density_share`` the one with the share
    of a land line's density that it takes.
    """

    id: str
    kind: str
    length: str
    density_share: str


@dataclass(frozen=True, slots=True)
class MethodPlan:
    """A method bound to an option.

    ``reason`` is empty where the method applies, else a key of ``core.status.REASONS``.
    ``roles`` names the parameters by the part they play in the formula; ``numbers`` holds what
    tables fix, a mapping for each variant; ``variant_titles`` the variants' names on the page.
    ``title``, ``note`` and ``sizes_force`` are the method's own and stand here for whoever reads
    the stored plan.
    """

    method: str
    reason: str
    variants: tuple[str, ...] = ()
    variant_titles: tuple[str, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: tuple[Mapping[str, float], ...] = ()
    sectors: tuple[LineSector, ...] = ()
    sources: tuple[str, ...] = ()
    grade: str = "E"
    title: str = ""
    note: str = ""
    sizes_force: bool = True

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter the method reads, once, in order of role."""
        return tuple(dict.fromkeys(name for names in self.roles.values() for name in names))


def _no_parts(plan: MethodPlan, sample: Sample, mission: Mission) -> tuple[Part, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Method:
    """A sizing method: its name, formula, what its number is, and its functions.

    ``prepare(scenario, option)`` says whether and with what it applies, for an option with a
    force and a mandate whose row names the method; for other mandates ``mandate_reason`` is told.
    ``troops(plan, sample, mission, size_troops)`` returns an array (draws, variants), NaN where
    the method has no answer in a draw: ``blank_status``, for ``blank_reason``.
    ``parts(plan, sample, mission)`` returns what the answer is made of, where the page prints it.

    ``title`` and ``note`` name it on the page. ``sizes_force`` is false where its number is not a
    size of the force.
    """

    name: str
    title: str
    note: str
    formula: str
    basis: str
    prepare: Callable[[Scenario, Option], MethodPlan]
    troops: Callable[[MethodPlan, Sample, Mission, FloatArray], FloatArray]
    mandate_reason: str
    blank_reason: str = "computation_failed"
    blank_status: Status = Status.UNKNOWN
    parts: Callable[[MethodPlan, Sample, Mission], tuple[Part, ...]] = _no_parts
    sizes_force: bool = True


def inapplicable(method: str, reason: str) -> MethodPlan:
    """Return the plan of a method that does not apply, with its reason."""
    return MethodPlan(method, reason)


def applicable(
    method: str,
    scenario: Scenario,
    variants: Mapping[str, str],
    roles: Mapping[str, tuple[str, ...]],
    numbers: tuple[Mapping[str, float], ...] = (),
    rows: Iterable[Mapping[str, object]] = (),
    sectors: tuple[LineSector, ...] = (),
) -> MethodPlan:
    """Return the plan of a method that applies, with the sources and grade of all it reads.

    ``variants`` maps each variant's short name to its name on the page.
    The grade is the weakest of the table ``rows`` and of the parameters with a range: a method
    is no better than its weakest uncertain input.
    """
    rows = tuple(rows)
    names = [name for names in roles.values() for name in names]
    known = [scenario.parameters[name] for name in names if name in scenario.parameters]
    sources = [key for quantity in known for key in quantity.sources]
    sources += [key for row in rows for key in keys_in(row["sources"])]
    grades = [q.grade for q in known if not isinstance(q.value, Fixed | Choice)]
    grades += [str(row["grade"]) for row in rows if row.get("grade")]
    return MethodPlan(
        method=method,
        reason="",
        variants=tuple(variants),
        variant_titles=tuple(variants.values()),
        roles=roles,
        numbers=numbers,
        sectors=sectors,
        sources=tuple(dict.fromkeys(sources)),
        grade=max(grades, default="D"),
    )
