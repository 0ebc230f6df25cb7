"""A grid over an option's attributes, the backer and the terms: options as levers.

Axes of an option (its size, where it stands, ...) become options of one run, on the same draws.
The backer's state and the terms belong to the world that all options of a run share, so each
combination of theirs is a run of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import get_args

from ceasefire.core.errors import UsageError
from ceasefire.scenario.model import Option, Scenario, Term
from ceasefire.scenario.problems import suggestion
from ceasefire.scenario.schema import OptionFile
from ceasefire.scenario.switches import switch

__all__ = ["MOST_POINTS", "Grid", "grid_options", "grid_worlds", "read_grid"]

MOST_POINTS = 400
_SIZE, _BACKER = "size", "backer"
_NUMBERS = ("heavy_share", "aircraft", "duration_years")
_WORDS = ("placement", "command", "air_defence", "consent", "host_troops", "aid", "rules")
_THOUSAND = {"k": 1e3, "m": 1e6}

Cell = str | float


@dataclass(frozen=True, slots=True)
class Grid:
    """Axes of a grid: of the option, and of the world that its options share."""

    option: Mapping[str, tuple[Cell, ...]]
    world: Mapping[str, tuple[Cell, ...]]


def read_grid(scenario: Scenario, texts: Sequence[str]) -> Grid:
    """Return the grid of texts such as ``size=10k:200k:10k`` or ``placement=line,rear``.

    Numbers are a list, or first:last:step with both ends. Axes are ``size`` (deployed troops),
    other attributes of an option, ``backer`` and the pack's terms.

    Raises
    ------
    UsageError
        If an axis is unknown or given twice, has no values or one that it cannot take, or if the
        grid has too many points.
    """
    option: dict[str, tuple[Cell, ...]] = {}
    world: dict[str, tuple[Cell, ...]] = {}
    terms = {term.name: term for term in scenario.terms}
    for text in texts:
        name, _, values = text.partition("=")
        name = name.strip()
        if name in option or name in world:
            raise UsageError(f"--grid names {name} twice: give all its values at once.")
        if name == _SIZE or name in _NUMBERS:
            option[name] = _numbers(name, values)
        elif name in _WORDS:
            option[name] = _words(name, values, _allowed(name))
        elif name == _BACKER:
            world[name] = _words(name, values, ("none", "logistics", "full"))
        elif name in terms:
            world[name] = _term_values(terms[name], values)
        else:
            known = (_SIZE, *_NUMBERS, *_WORDS, _BACKER, *terms)
            near = suggestion(name, known, limit=30)
            raise UsageError(f"A grid has no axis {name!r}. {near}")
    points = math.prod(len(axis) for axis in (*option.values(), *world.values()))
    if points > MOST_POINTS:
        raise UsageError(
            f"The grid has {points:,} points, more than {MOST_POINTS}. Take fewer values of an "
            "axis, or several grids."
        )
    return Grid(option, world)


def grid_options(scenario: Scenario, bases: Sequence[str], grid: Grid) -> tuple[Option, ...]:
    """Return an option for each base and each combination of the grid's option axes.

    With another size the combat brigades and the numbers of the tasks keep their proportion to it;
    a force moved to the line stands on the whole front.

    Raises
    ------
    UsageError
        If a base is unknown or sends no force.
    """
    known = {option.id: option for option in scenario.options}
    contact = tuple(sector.id for sector in scenario.sectors if sector.contact)
    found = []
    for id in bases:
        if id not in known:
            raise UsageError(f"{scenario.id} has no option {id!r}. {suggestion(id, known)}")
        if known[id].troops_high == 0:
            raise UsageError(f"{id} sends no force: a grid needs an option that does.")
        found += [
            _point(known[id], dict(zip(grid.option, cells, strict=True)), contact)
            for cells in product(*grid.option.values())
        ]
    return tuple(found)


def grid_worlds(scenario: Scenario, grid: Grid) -> tuple[tuple[str, Scenario], ...]:
    """Return a name and a scenario for each combination of the backer's state and the terms.

    Without such an axis there is one, with a blank name.
    """
    found = []
    for cells in product(*grid.world.values()):
        chosen = dict(zip(grid.world, cells, strict=True))
        name = "-".join(f"{axis}-{_plain(cell)}" for axis, cell in chosen.items())
        found.append((name, _world(scenario, chosen)))
    return tuple(found)


def _world(scenario: Scenario, chosen: Mapping[str, Cell]) -> Scenario:
    backer = chosen.get(_BACKER)
    world = scenario if backer is None else switch(scenario, backer=str(backer))
    terms = tuple(
        replace(term, value=_typed(term, chosen[term.name]), grade="E", sources=())
        if term.name in chosen
        else term
        for term in world.terms
    )
    return replace(world, terms=terms)


def _point(base: Option, chosen: Mapping[str, Cell], contact: tuple[str, ...]) -> Option:
    name = "-".join(_named(axis, cell) for axis, cell in chosen.items())
    words = ", ".join(_told(axis, cell) for axis, cell in chosen.items())
    option = replace(
        base,
        id=f"{base.id}-{name}".lower(),
        title=f"{base.title}: {words}",
        sources=(),
        grade="E",
        **{axis: cell for axis, cell in chosen.items() if axis != _SIZE},  # type: ignore[arg-type]
    )
    if option.placement == "line" and not option.sectors:
        option = replace(option, sectors=contact)
    if _SIZE not in chosen:
        return option
    size = float(chosen[_SIZE])
    scale = size / ((base.troops_low + base.troops_high) / 2.0)
    tasks = {
        id: amount if isinstance(amount, str) else amount * scale
        for id, amount in base.tasks.items()
    }
    return replace(
        option,
        troops_low=size,
        troops_high=size,
        combat_brigades=base.combat_brigades * scale,
        tasks=tasks,
    )


def _told(axis: str, cell: Cell) -> str:
    if axis == _SIZE:
        return f"{float(cell):,.0f}"
    return f"{axis.replace('_', ' ')} {str(cell).replace('_', ' ')}"


def _named(axis: str, cell: Cell) -> str:
    """Return a value as part of an id; of a number other than the size, with its axis."""
    head = f"{axis.replace('_', '-')}-" if axis in _NUMBERS else ""
    return head + _plain(cell)


def _plain(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", "-")
    return cell.replace("_", "-")


def _numbers(name: str, text: str) -> tuple[Cell, ...]:
    """Return the numbers of a list or of first:last:step, both ends included."""
    parts = text.split(":")
    try:
        if len(parts) == 1:
            values = [_number(part) for part in text.split(",") if part.strip()]
        else:
            low, high, step = (_number(part) for part in parts)
            if step <= 0 or high < low:
                raise ValueError(text)
            values = [low + step * place for place in range(int((high - low) / step + 1e-9) + 1)]
    except ValueError:
        raise UsageError(
            f"{name} takes numbers such as 10k,40k or 10k:200k:10k (first:last:step), not {text!r}"
        ) from None
    low, high = (1.0, 5e6) if name == _SIZE else (0.0, 1.0 if name == "heavy_share" else 5000.0)
    wrong = [value for value in values if not low <= value <= high]
    if wrong:
        raise UsageError(f"{name} lies between {low:g} and {high:g}, not at {wrong[0]:g}")
    return _some(name, values)


def _number(text: str) -> float:
    cleaned = text.strip().lower()
    scale = _THOUSAND.get(cleaned[-1:], 1.0)
    return float(cleaned.rstrip("km") if scale > 1 else cleaned) * scale


def _words(name: str, text: str, allowed: Sequence[str]) -> tuple[Cell, ...]:
    values = [part.strip() for part in text.split(",") if part.strip()]
    for value in values:
        if value not in allowed:
            raise UsageError(
                f"{value!r} is not a value of {name}. {suggestion(value, allowed, limit=12)}"
            )
    return _some(name, values)


def _some(name: str, values: Sequence[Cell]) -> tuple[Cell, ...]:
    if not values:
        raise UsageError(f"The axis {name} of the grid has no values: write {name}=VALUE,VALUE")
    return tuple(dict.fromkeys(values))


def _allowed(name: str) -> tuple[str, ...]:
    return tuple(get_args(OptionFile.model_fields[name].annotation))


def _term_values(term: Term, text: str) -> tuple[Cell, ...]:
    values = [part.strip() for part in text.split(",") if part.strip()]
    for value in values:
        _typed(term, value)
    return _some(term.name, values)


def _typed(term: Term, cell: Cell) -> str | float | bool:
    """Return a cell as the kind of value that the term has."""
    if isinstance(term.value, bool):
        if str(cell) not in ("true", "false"):
            raise UsageError(f"{term.name} is true or false, not {cell!r}")
        return cell == "true"
    if isinstance(term.value, str):
        return str(cell)
    try:
        return float(cell)
    except ValueError:
        raise UsageError(f"{term.name} is a number, not {cell!r}") from None
