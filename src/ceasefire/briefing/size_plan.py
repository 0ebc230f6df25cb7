"""What the size stage fixed for an option before any draw, as its stored plan says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ceasefire.core.errors import RunError

__all__ = ["MethodPlan", "SizePlan", "Yardstick", "size_plan_of"]


@dataclass(frozen=True, slots=True)
class MethodPlan:
    """A sizing method bound to an option; ``reason`` is blank where it applies.

    ``variants`` maps a variant to its name on the page, ``numbers`` holds what tables fix, a
    mapping for each variant where there are any. ``sizes_force`` is false where the method's
    number is not a size of the force.
    """

    name: str
    title: str
    note: str
    reason: str
    sizes_force: bool
    variants: Mapping[str, str]
    numbers: tuple[Mapping[str, float], ...]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A past mission beside a line; None where a number is unknown."""

    operation: str
    family: str
    troops: float | None
    line_km: float | None
    density_per_km: float | None


@dataclass(frozen=True, slots=True)
class SizePlan:
    """``job_method`` sizes the option's job; ``line_family`` is blank off the line.

    ``methods`` are in the order of the page.
    """

    job_method: str
    line_family: str
    yardsticks: tuple[Yardstick, ...]
    methods: tuple[MethodPlan, ...]

    def method(self, name: str) -> MethodPlan:
        """Return the plan of a method.

        Raises
        ------
        KeyError
            If the stage has no such method.
        """
        for method in self.methods:
            if method.name == name:
                return method
        raise KeyError(name)


def size_plan_of(stored: Mapping[str, Any]) -> SizePlan:
    """Return the plan from ``plans/size/<option>.json``.

    Raises
    ------
    RunError
        If another version of the program wrote it.
    """
    try:
        return _plan(stored)
    except (KeyError, TypeError) as error:
        raise RunError(
            f"A plan of the size stage lacks what this version reads ({error}). Use the version "
            "that made the run, or run the pack again in a new folder."
        ) from None


def _plan(stored: Mapping[str, Any]) -> SizePlan:
    return SizePlan(
        job_method=stored["job_method"],
        line_family=stored["line_family"],
        yardsticks=tuple(Yardstick(**fields) for fields in stored["yardsticks"]),
        methods=tuple(
            MethodPlan(
                name=fields["method"],
                title=fields["title"],
                note=fields["note"],
                reason=fields["reason"],
                sizes_force=fields["sizes_force"],
                variants=dict(zip(fields["variants"], fields["variant_titles"], strict=True)),
                numbers=tuple(fields["numbers"]),
            )
            for fields in stored["methods"]
        ),
    )
