"""What each state of the world costs: deaths, money, soldiers taken from elsewhere.

Costs are compared within one state, never across: what a war costs is no argument for a force that
does not prevent it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ceasefire.comparison.outcomes import WAR, Outcomes
from ceasefire.results import FloatArray

__all__ = ["STATES", "Range", "StateRow", "states"]

STATES = ("war", "ceasefire_alone", "ceasefire_with_force", "collapse", "escalation")
_LOW, _HIGH = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest 5% and highest 95% point over the worlds; ``addresses`` are what it is made from."""

    low: float
    high: float
    unit: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state of the world: a year of it, by quantity; None is unknown, absent does not apply.

    ``option`` names the option of a ceasefire with or without a force, else blank.
    """

    state: str
    option: str
    quantities: Mapping[str, Range | None] = field(default_factory=dict)


def states(table: Outcomes, forces: Sequence[int]) -> tuple[StateRow, ...]:
    """Return the states, the ceasefire with a force once for each of ``forces``."""
    war: dict[str, Range | None] = {
        name: _range(table, table.parameters.get(parameter), unit, f"param/{parameter}")
        for (name, parameter), unit in zip(WAR.items(), ("deaths", "people"), strict=True)
    }
    aid = _range(table, table.aid["aid_today"], "eur_2025_bn", "param/aid_today_eur_bn")
    rows = [StateRow("war", "", {**war, "aid": aid})]
    alone = _nobody(table)
    if alone is not None:
        deaths = _deaths(table, alone)
        rows.append(StateRow("ceasefire_alone", table.options[alone], {**deaths, "aid": aid}))
    for place in forces:
        option = table.options[place]
        sent = {
            "force_deaths": _outcome(table, "force_deaths", place, "deaths"),
            "cost": _outcome(table, "cost", place, "eur_2025_bn"),
            "flank": _outcome(table, "flank", place, "troops"),
        }
        with_force = {**_deaths(table, place), "aid": aid, **sent}
        rows.append(StateRow("ceasefire_with_force", option, with_force))
    # Renewed war is taken to kill as the war did: no source says better.
    unknown = dict.fromkeys(("aid", "force_deaths", "cost", "flank"))
    rows.append(StateRow("collapse", "", {**war, **unknown}))
    rows.append(StateRow("escalation", "", {**dict.fromkeys(WAR), **unknown}))
    return tuple(rows)


def _nobody(table: Outcomes) -> int | None:
    """Return the place of the option that sends nobody and changes nothing."""
    for place, id in enumerate(table.options):
        option = table.scenario.option(id)
        if option.troops_high == 0 and option.aid == "today" and option.host_troops == "current":
            return place if np.isfinite(table.values["harm"][place]).any() else None
    return None


def _deaths(table: Outcomes, place: int) -> dict[str, Range | None]:
    option = table.options[place]
    return {
        name: _range(table, table.deaths[name][place], unit, f"prospects/{option}/{column}.year_1")
        for name, unit, column in (
            ("soldiers", "deaths", "losses.battle"),
            ("civilians", "people", "losses.civilians"),
        )
    }


def _outcome(table: Outcomes, name: str, place: int, unit: str) -> Range | None:
    option = table.options[place]
    own = tuple(a for a in table.addresses[name] if f"/{option}/" in a)
    return _range(table, table.values[name][place], unit, *own)


def _range(table: Outcomes, values: FloatArray | None, unit: str, *addresses: str) -> Range | None:
    """Return the envelope over the worlds of 5-95% of the draws, None where nothing is known."""
    if values is None:
        return None
    found = [
        np.quantile(known, [_LOW, _HIGH])
        for world in table.worlds()
        if len(known := values[world.draws & np.isfinite(values)])
    ]
    if not found:
        return None
    low, high = min(float(f[0]) for f in found), max(float(f[1]) for f in found)
    return Range(low, high, unit, addresses)
