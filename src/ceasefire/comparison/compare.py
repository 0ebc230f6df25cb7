"""Options against each other, on the same draws: the main path of the comparison.

Outcomes of every option; how they stand in each world and what dominates what; the paired gains
that a choice rests on; the risk of a wider war at which sending stops to pay; the assumptions that
an outcome hangs on and the boxes in which a force helps; what each state of the world costs; and
published studies through the same methods. There is no single score unless a reader gives weights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

import ceasefire.comparison.discovery as discovery
import ceasefire.comparison.sensitivity as sensitivity
from ceasefire.comparison.advice import BreakEven, break_even, draws_to_tell, draws_within
from ceasefire.comparison.claim_cells import options_in
from ceasefire.comparison.discovery import Box
from ceasefire.comparison.evidence import Evidence
from ceasefire.comparison.outcomes import OUTCOMES, Outcomes, World
from ceasefire.comparison.ranking import (
    Difference,
    differences,
    dominated,
    satisfied,
    standings,
)
from ceasefire.comparison.sensitivity import Index
from ceasefire.comparison.size_map import SizeMap, size_maps
from ceasefire.comparison.states import StateRow, states
from ceasefire.comparison.studies import Study, studies
from ceasefire.comparison.turning import Turn, turns
from ceasefire.results import FloatArray

__all__ = ["Comparison", "Precision", "compare"]

_MOST_FOLLOWED = 2
_HALF_WIDTH = 0.01

ByWorld = Mapping[str, Mapping[str, object]]
"""By variant (``all`` where the sample has none) and option."""


@dataclass(frozen=True, slots=True)
class Precision:
    """What sampling leaves open of a paired gain in the chance to hold.

    Attributes
    ----------
    gain : Difference
    draws_within : int
        Draws of the world that put its 95% error within one in a hundred.
    draws_to_tell : int or None
        Draws of the world that tell it from none at three errors.
    """

    gain: Difference
    draws_within: int
    draws_to_tell: int | None


@dataclass(frozen=True)
class Comparison:
    """Options against each other, variant by variant.

    Attributes
    ----------
    draws : int
        Draws that were read.
    outcomes : mapping of str to mapping
        By name: title, unit, and whether more is better.
    standings : mapping
        By outcome, variant and option.
    gains : mapping
        By twin (``no_force``, ...) or other option, variant and option: the paired gain in the
        chance to hold, with what sampling leaves open.
    dominated : mapping
        By variant and option: options that are nowhere worse and somewhere better.
    satisfied : mapping
        By variant and option: shares of draws within each limit, and within all.
    break_even : mapping
        By variant and option.
    states : tuple of StateRow
    followed : tuple of str
        Options whose assumptions are searched: those that the debate's claims compare, then those
        that hold best in some world.
    boxes : tuple of Box
    turns : mapping of str to mapping of str to tuple of Turn
        By option and what it is held against: what each quantity does to the gain in holding.
    sensitivity : mapping of str to mapping of str to tuple of Index
        By option and outcome (``holds``, ``happens_and_holds``, ``gain``).
    maps : tuple of SizeMap
        Of options that differ in size alone: the gain over size and provocation.
    missing : tuple of str
        Libraries that are not installed, without which a part stays empty.
    studies : tuple of Study
    """

    draws: int
    outcomes: Mapping[str, Mapping[str, object]]
    standings: Mapping[str, ByWorld]
    gains: Mapping[str, ByWorld]
    dominated: ByWorld
    satisfied: ByWorld
    break_even: ByWorld
    states: tuple[StateRow, ...]
    followed: tuple[str, ...]
    boxes: tuple[Box, ...] = ()
    turns: Mapping[str, Mapping[str, tuple[Turn, ...]]] = field(default_factory=dict)
    sensitivity: Mapping[str, Mapping[str, tuple[Index, ...]]] = field(default_factory=dict)
    maps: tuple[SizeMap, ...] = ()
    missing: tuple[str, ...] = ()
    studies: tuple[Study, ...] = ()


def compare(evidence: Evidence, table: Outcomes) -> Comparison:
    """Return the comparison of the options in a table of outcomes."""
    asked = [outcome for outcome in OUTCOMES if table.answered(outcome.name)]
    followed = _followed(evidence, table)
    missing = tuple(name for name, there in _LIBRARIES.items() if not there())
    return Comparison(
        draws=table.draws,
        outcomes={o.name: {"title": o.title, "unit": o.unit, "more": o.more} for o in asked},
        standings={o.name: _by_world(table, partial(standings, table, o)) for o in asked},
        gains={name: _by_world(table, gain) for name, gain in _gains(table).items()},
        dominated=_by_world(table, partial(dominated, table)),
        satisfied=_by_world(table, partial(satisfied, table)),
        break_even=_by_world(table, partial(_break_evens, table)),
        states=states(table, followed),
        followed=tuple(table.options[place] for place in followed),
        boxes=() if "ema-workbench" in missing else _boxes(table, followed),
        turns={table.options[place]: _turns(table, place) for place in followed},
        sensitivity={} if "SALib" in missing else _sensitivity(table, followed),
        maps=size_maps(table),
        missing=missing,
        studies=studies(evidence),
    )


_LIBRARIES = {
    "ema-workbench": discovery.library_there,
    "SALib": sensitivity.library_there,
}


def _by_world(table: Outcomes, of_world: Callable[[World], Mapping[str, object]]) -> ByWorld:
    return {world.name: of_world(world) for world in table.worlds()}


def _followed(evidence: Evidence, table: Outcomes) -> tuple[int, ...]:
    """Return the places of the forces whose assumptions are searched."""
    known = [place for place in table.answered("holds") if table.sends(place)]
    places = {table.options[place]: place for place in known}
    claimed = [
        id
        for row in evidence.scenario.rows("claims")
        if row["check_by"] == "comparison"
        for id in options_in(row)
        if id in places
    ]
    best = []
    for world in table.worlds():
        found = standings(table, _HOLDS, world)
        forces = {id: standing.mean for id, standing in found.items() if id in places}
        if forces:
            best.append(max(forces, key=lambda id: (forces[id], id)))
    chosen = dict.fromkeys((*claimed, *sorted(best, key=lambda id: (-best.count(id), id))))
    return tuple(places[id] for id in chosen)[:_MOST_FOLLOWED]


_HOLDS = next(outcome for outcome in OUTCOMES if outcome.name == "holds")


def _gains(table: Outcomes) -> dict[str, Callable[[World], Mapping[str, object]]]:
    """Return by twin, and by option that sends nobody, the gains of every option over it."""
    holds = table.values["holds"]
    found: dict[str, Callable[[World], Mapping[str, object]]] = {}
    for twin, values in table.twins.items():
        if np.isfinite(values).any():
            found[twin] = partial(_gains_over, table, values)
    for place in _aid(table):
        other = np.broadcast_to(holds[place], holds.shape)
        found[table.options[place]] = partial(_gains_over, table, other)
    return found


def _gains_over(table: Outcomes, other: FloatArray, world: World) -> dict[str, Precision]:
    found = {}
    for place in table.answered("holds"):
        gain = differences(table, table.values["holds"][place], other[place], world)
        if gain is not None:
            within = draws_within(gain, _HALF_WIDTH)
            found[table.options[place]] = Precision(gain, within, draws_to_tell(gain))
    return found


def _break_evens(table: Outcomes, world: World) -> dict[str, BreakEven]:
    found = {
        table.options[place]: break_even(table, place, world) for place in table.answered("holds")
    }
    return {id: value for id, value in found.items() if value is not None}


def _boxes(table: Outcomes, followed: Sequence[int]) -> tuple[Box, ...]:
    return tuple(box for place in followed for box in discovery.boxes(table, place))


def _turns(table: Outcomes, place: int) -> dict[str, tuple[Turn, ...]]:
    """Return the flip analysis of an option against no force and against aid."""
    holds = table.values["holds"]
    others: dict[str, tuple[FloatArray, tuple[str, ...]]] = {
        "no_force": (table.twins["no_force"][place], ("holds", "twin.no_force"))
    }
    for other in _aid(table):
        others[table.options[other]] = (holds[other], ("holds",))
    return {
        name: turns(table, holds[place] - values, table.causes(place, *made_from))
        for name, (values, made_from) in others.items()
        if np.isfinite(values).any()
    }


def _aid(table: Outcomes) -> tuple[int, ...]:
    """Return the places of the options that send nobody but change the aid."""
    return tuple(
        place
        for place in table.answered("holds")
        if not table.sends(place) and table.scenario.option(table.options[place]).aid != "today"
    )


def _sensitivity(
    table: Outcomes, followed: Sequence[int]
) -> dict[str, dict[str, tuple[Index, ...]]]:
    found = {}
    for place in followed:
        holds = table.values["holds"][place]
        asked = {
            "holds": (holds, ("holds",)),
            "gain": (holds - table.twins["no_force"][place], ("holds", "twin.no_force")),
            "happens_and_holds": (
                table.values["happens_and_holds"][place],
                ("happens_and_holds", "in_full", "holds"),
            ),
        }
        found[table.options[place]] = {
            name: sensitivity.indices(table, values, table.causes(place, *made_from))
            for name, (values, made_from) in asked.items()
        }
    return found
