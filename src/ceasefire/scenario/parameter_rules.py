"""Parameters that cannot mean what they say: a unit of another kind, chances above one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ceasefire.core.units import UNITS
from ceasefire.scenario.problems import Problems, quoted
from ceasefire.scenario.quantity_file import (
    ChoicesFile,
    PertFile,
    QuantilesFile,
    QuantityFile,
    UniformFile,
)
from ceasefire.scenario.reading import Draft, Part
from ceasefire.scenario.yaml_file import place_of

__all__ = ["check_parameters"]

_BREEDING = "branching_ratio"
_CAUSES = ("spiral_share", "other_share")
_PLACES = ("branching_own_share", "branching_across_share")
_Values = QuantityFile | list[QuantityFile]


def check_parameters(draft: Draft, problems: Problems) -> None:
    """Note units of another kind than the reference's, and shares that leave nothing over."""
    theirs, ours = draft.reference.parameters, draft.scenario.parameters
    for name, quantity in ours.items():
        if name in theirs:
            _check_unit(draft.scenario_part, name, quantity, theirs[name], problems)
    for part, parameters in ((draft.scenario_part, ours), (draft.reference_part, theirs)):
        _check_breeding(part, parameters, problems)
    _check_parts(
        draft,
        _CAUSES,
        "They are parts of all breaks; the rest is what an adversary decides",
        problems,
        leaves_nothing=False,
    )
    _check_parts(
        draft,
        _PLACES,
        "They are parts of what an incident sets off; the rest falls on neighbours",
        problems,
        leaves_nothing=True,
    )
    for sector in draft.scenario.sectors:
        _check_length(draft, sector.length, problems)


def _check_parts(
    draft: Draft, names: Sequence[str], why: str, problems: Problems, leaves_nothing: bool
) -> None:
    """Note parts of a whole that can be more than the whole together, or all of it."""
    both = {**draft.reference.parameters, **draft.scenario.parameters}
    most = round(sum(_most(both[name]) for name in names if name in both), 9)
    mine = next((name for name in names if name in draft.scenario.parameters), None)
    if mine is None or most < 1 or (leaves_nothing and most == 1):
        return
    what = f"{' and '.join(names)} can reach {most:g} together"
    place = place_of(draft.scenario_part.root, ("parameters", mine), key=True)
    fix = f"Let their high ends sum to {'1 at most' if leaves_nothing else 'less than 1'}"
    problems.note(draft.scenario_part.file, place, what, why, fix)


def _check_length(draft: Draft, name: str, problems: Problems) -> None:
    """Note a sector that can have no length: nothing can be spread over it."""
    part = draft.scenario_part
    found = draft.scenario.parameters.get(name)
    if found is None or not _list(found) or min(_low(one) for one in _list(found)) > 0:
        return
    what = f"The length {quoted(name)} of a sector can be 0"
    place = place_of(part.root, ("parameters", name), key=True)
    why = "Incidents and troops are counted by the kilometre"
    problems.note(part.file, place, what, why, "Give a length above 0, or leave the sector out")


def _check_unit(
    part: Part, name: str, quantity: _Values, reference: _Values, problems: Problems
) -> None:
    if not _list(quantity) or not _list(reference):
        return  # without a value on the date
    unit, expected = _list(quantity)[0].unit, _list(reference)[0].unit
    if unit not in UNITS or expected not in UNITS:
        return  # noted where units are read
    if UNITS[unit].dimension != UNITS[expected].dimension:
        what = f"{quoted(name)} is in {quoted(unit)}, where the model takes {quoted(expected)}"
        why = "It replaces the parameter of the reference tables"
        place = place_of(part.root, ("parameters", name), key=True)
        problems.note(part.file, place, what, why, f"Give it in {expected}")


def _check_breeding(part: Part, parameters: Mapping[str, _Values], problems: Problems) -> None:
    if _BREEDING in parameters and _most(parameters[_BREEDING]) >= 1:
        what = f"'{_BREEDING}' can reach {_most(parameters[_BREEDING]):g}"
        why = "Incidents that set off as many others as there are never end"
        place = place_of(part.root, ("parameters", _BREEDING), key=True)
        problems.note(part.file, place, what, why, "Keep its high end below 1")


def _most(quantity: _Values) -> float:
    return max((_end(one) for one in _list(quantity)), default=0.0)


def _end(quantity: QuantityFile) -> float:
    value = quantity.value
    if isinstance(value, PertFile | UniformFile):
        return float(value.high)
    if isinstance(value, QuantilesFile):
        return float(value.p95)
    return 0.0 if isinstance(value, ChoicesFile) else float(value)


def _low(quantity: QuantityFile) -> float:
    value = quantity.value
    if isinstance(value, PertFile | UniformFile):
        return float(value.low)
    if isinstance(value, QuantilesFile):
        return float(value.p05)
    return 1.0 if isinstance(value, ChoicesFile) else float(value)


def _list(quantity: _Values) -> Sequence[QuantityFile]:
    return quantity if isinstance(quantity, list) else [quantity]
