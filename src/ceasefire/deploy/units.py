"""Unit types, and how many elements of each a force of some size takes.

Manoeuvre troops are the size divided by the slice; heavy, mechanised and light battle groups
share them. Support shares the rest, in the proportions of the unit table's norms for 10,000
troops: tail by slice, its make-up by norm, never both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ceasefire.deploy.arrival_model import LIFTS
from ceasefire.scenario.model import Option, Scenario

__all__ = ["UnitType", "required_steps", "tonnes_per_soldier", "unit_types"]

_AIR_DEFENCE = {"none": 0.0, "light": 0.5, "medium": 1.0, "heavy": 2.0}
"""Air defence an option asks for, as a multiple of the norm (E)."""


@dataclass(frozen=True, slots=True)
class UnitType:
    """One kind of unit.

    A step is its smallest useful element, a company group of manoeuvre troops; ``tonnes_*`` and
    ``step_troops`` are those of one step. ``per_10000`` are steps that support 10,000 troops.
    ``enabler`` says that the backer can stand in for it.
    """

    id: str
    title: str
    kind: str
    step_troops: float
    steps_per_unit: float
    lift: str
    tonnes_low: float
    tonnes_central: float
    tonnes_high: float
    enabler: bool
    per_10000_low: float
    per_10000_high: float
    sources: tuple[str, ...]


def unit_types(scenario: Scenario) -> tuple[UnitType, ...]:
    """Return the unit types in the order of their table."""
    return tuple(
        UnitType(
            id=str(row["id"]),
            title=str(row["title"]),
            kind=str(row["kind"]),
            step_troops=_number(row["step_troops"]),
            steps_per_unit=_number(row["steps_per_unit"]),
            lift=str(row["lift"]),
            tonnes_low=_number(row["tonnes_low"]),
            tonnes_central=_number(row["tonnes_central"]),
            tonnes_high=_number(row["tonnes_high"]),
            enabler=bool(row["enabler"]),
            per_10000_low=_number(row["per_10000_low"]),
            per_10000_high=_number(row["per_10000_high"]),
            sources=tuple(part for part in str(row["sources"] or "").split(";") if part),
        )
        for row in scenario.rows("unit_types")
    )


def required_steps(
    units: Sequence[UnitType],
    troops: float,
    slice_ratio: float,
    heavy_share: float = 1 / 3,
    mechanised_share: float = 1 / 3,
    factors: Mapping[str, float] | None = None,
) -> tuple[float, ...]:
    """Return the steps of each unit type that a force of this size takes.

    Parameters
    ----------
    units : sequence of UnitType
    troops : float
        Deployed troops.
    slice_ratio : float
        Deployed troops for each combat soldier.
    heavy_share, mechanised_share : float
        Of the manoeuvre troops; the rest is light.
    factors : mapping of str to float, optional
        Multiples of the norm by unit type, 1 where none is given.
    """
    combat = troops / slice_ratio
    shares = {
        "heavy_battle_group": heavy_share,
        "mechanised_battle_group": mechanised_share,
        "light_battle_group": 1.0 - heavy_share - mechanised_share,
    }
    wanted = []
    for unit in units:
        if unit.kind == "manoeuvre":
            wanted.append(combat * max(shares.get(unit.id, 0.0), 0.0) / unit.step_troops)
            continue
        norm = (unit.per_10000_low + unit.per_10000_high) / 2.0
        wanted.append(norm * troops / 10_000 * (factors or {}).get(unit.id, 1.0))
    return _filled(units, wanted, troops, combat)


def _filled(
    units: Sequence[UnitType], wanted: Sequence[float], troops: float, combat: float
) -> tuple[float, ...]:
    """Return the steps with support scaled so that all together are the troops asked for."""
    support = sum(
        n * unit.step_troops
        for n, unit in zip(wanted, units, strict=True)
        if unit.kind != "manoeuvre"
    )
    scale = (troops - combat) / support if support else 1.0
    return tuple(
        n if unit.kind == "manoeuvre" else n * scale for n, unit in zip(wanted, units, strict=True)
    )


def option_steps(
    units: Sequence[UnitType], option: Option, troops: float, slice_ratio: float
) -> tuple[float, ...]:
    """Return the steps an option asks for, by its own make-up.

    An option without combat brigades is support alone; the other two kinds of battle group share
    what is not heavy.
    """
    factors = {
        "air_defence": _AIR_DEFENCE[option.air_defence],
        "air_policing": 1.0 if option.aircraft else 0.0,
        "maritime": 1.0 if "maritime" in option.tasks else 0.0,
        "training_team": 1.0 if "training" in option.tasks else 0.0,
    }
    combat_ratio = slice_ratio if option.combat_brigades else np.inf
    others = (1.0 - option.heavy_share) / 2.0
    return required_steps(units, troops, combat_ratio, option.heavy_share, others, factors)


def tonnes_per_soldier(units: Sequence[UnitType]) -> tuple[float, ...]:
    """Return the tonnes that move with a soldier of each lift class, in the order of ``LIFTS``."""
    found = []
    for lift in LIFTS:
        of_lift = [unit for unit in units if unit.lift == lift]
        troops = sum(unit.step_troops for unit in of_lift)
        tonnes = sum(unit.tonnes_central for unit in of_lift)
        found.append(tonnes / troops if troops else 0.0)
    return tuple(found)


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
