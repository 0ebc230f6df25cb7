"""The map over size and provocation: what a larger force adds, and how much a force may provoke.

Where several options differ in their size alone (a grid), each is a row, and the columns are levels
of provocation: none, the lowest to the highest third of the central variant's range, and strong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from ceasefire.comparison.outcomes import Outcomes, World
from ceasefire.comparison.ranking import Difference, differences
from ceasefire.draws.fifths import BoolArray
from ceasefire.prospects.variants import VARIANT
from ceasefire.scenario.model import Option

__all__ = ["SizeMap", "SizePoint", "size_maps"]

_PARAMETER = "provocation_low"
_NONE, _CENTRAL, _HIGH = "provocation_none", "central", "provocation_high"
_FEWEST_SIZES = 3
_OF_SIZE = ("troops_low", "troops_high", "combat_brigades", "tasks")
_NAMES = ("id", "title", "sources", "grade", "note")


@dataclass(frozen=True, slots=True)
class SizePoint:
    """One size at one level of provocation.

    Attributes
    ----------
    option : str
    troops : float
        Deployed troops asked for.
    level : str
        ``none``, ``low``, ``middle``, ``high`` or ``strong``.
    gain : Difference
        Chance to hold less that with no force, on the same draws.
    both : float or None
        Mean chance that it comes about and holds.
    """

    option: str
    troops: float
    level: str
    gain: Difference
    both: float | None


@dataclass(frozen=True, slots=True)
class SizeMap:
    """Options that differ in size alone, the smallest first, at each level of provocation."""

    title: str
    points: tuple[SizePoint, ...]


def size_maps(table: Outcomes) -> tuple[SizeMap, ...]:
    """Return a map for each family of options that differ in size alone, from three sizes on."""
    levels = dict(_levels(table))
    found = []
    for family in _families(table):
        points = [
            point
            for place in sorted(family, key=lambda place: _option(table, place).troops_low)
            for level, draws in levels.items()
            if (point := _point(table, place, level, draws)) is not None
        ]
        if points:
            title = _option(table, family[0]).title.partition(":")[0]
            found.append(SizeMap(title, tuple(points)))
    return tuple(found)


def _point(table: Outcomes, place: int, level: str, draws: BoolArray) -> SizePoint | None:
    world = World(level, draws)
    gain = differences(table, table.values["holds"][place], table.twins["no_force"][place], world)
    if gain is None:
        return None
    both = table.values["happens_and_holds"][place][draws]
    known = both[np.isfinite(both)]
    option = _option(table, place)
    mean = float(known.mean()) if len(known) else None
    return SizePoint(option.id, option.troops_high, level, gain, mean)


def _levels(table: Outcomes) -> Iterator[tuple[str, BoolArray]]:
    names = table.choices.get(VARIANT, ())
    if not {_NONE, _CENTRAL, _HIGH} <= set(names) or _PARAMETER not in table.parameters:
        return
    variant, drawn = table.parameters[VARIANT], table.parameters[_PARAMETER]
    yield "none", variant == names.index(_NONE)
    central = variant == names.index(_CENTRAL)
    low, high = np.quantile(drawn[central], [1 / 3, 2 / 3]) if central.any() else (0.0, 0.0)
    yield "low", central & (drawn <= low)
    yield "middle", central & (drawn > low) & (drawn <= high)
    yield "high", central & (drawn > high)
    yield "strong", variant == names.index(_HIGH)


def _families(table: Outcomes) -> list[list[int]]:
    found: dict[str, list[int]] = {}
    for place in table.answered("holds"):
        if table.sends(place):
            found.setdefault(_likeness(_option(table, place)), []).append(place)
    return [
        family
        for family in found.values()
        if len({_option(table, place).troops_high for place in family}) >= _FEWEST_SIZES
    ]


def _likeness(option: Option) -> str:
    """Return everything about an option but its size, as text."""
    left_out = (*_OF_SIZE, *_NAMES)
    kept = {f.name: getattr(option, f.name) for f in fields(option) if f.name not in left_out}
    return repr((kept, tuple(option.tasks)))


def _option(table: Outcomes, place: int) -> Option:
    return table.scenario.option(table.options[place])
