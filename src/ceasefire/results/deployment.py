"""Deployment: who would send an option's force, how fast it arrives, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.results.columns import STATUS_COLUMNS, Column, FloatArray, StatusArray, Table
from ceasefire.results.force_requirement import ForceRequirement

__all__ = ["MAIN_RULE", "Arrival", "CoalitionReach", "Costs", "Deployment", "Evidence", "SentForce"]


MAIN_RULE = "national_rotation"
"""The rule of rotation by which a coalition is put together, moved and paid; the others stand
beside it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a group of columns rests on: grade, source keys, and the columns it is made from."""

    grade: str = "E"
    sources: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()

    def beside(self, *columns: str) -> Evidence:
        """Return the same for what is made from these earlier columns (``<stage>/<column>``) too.

        Their grade and sources stay with them: a trace goes on there.
        """
        return replace(self, reads=tuple(dict.fromkeys((*self.reads, *columns))))


@dataclass(frozen=True)
class CoalitionReach:
    """How far a coalition comes; troops are deployed soldiers.

    Attributes
    ----------
    rules, states, units : tuple of str
        Rules of rotation, states of the candidates, unit types.
    supply_troops : ndarray, shape (draws, rules)
        What all willing states could keep deployed together, asked for or not.
    reached_troops : ndarray, shape (draws, rules)
        What they bring with the units they have, where a lead takes part.
    reaches : ndarray of bool, shape (draws, rules)
    first_tour_troops : ndarray, shape (draws,)
        What they could bring for one tour, by the main rule: beyond the lasting level, without the
        states that decide too late for it.
    first_tour_reaches : ndarray of bool, shape (draws,)
    state_troops : ndarray, shape (draws, states)
        By state, under the main rule.
    state_pool_troops : ndarray, shape (draws, states)
        Soldiers that the rotation ties down, deployed and at home.
    indispensable : ndarray of bool, shape (draws, states)
        The size is reached, and would not be without the state.
    if_joined : ndarray of bool, shape (draws, states)
        The size is reached once the state joins, if it does not yet.
    units_share : ndarray, shape (draws,)
        Soldiers in units of the kinds asked for, as a share of the size.
    gap_units : ndarray, shape (draws, units)
        Units missing of those the option asks for.
    pool_troops, flank_troops : ndarray, shape (draws,)
        Soldiers the rotation ties down; soldiers taken from NATO's eastern flank.
    candidate : ndarray of uint8, shape (draws,)
    days : tuple of str
        Dates at which the states' stances are looked at, the as-of date last.
    reached_by_day : ndarray, shape (draws, days)
        What they would bring with the stances of each day, under the main rule.
    chances : mapping of str to ndarray, shape (draws,)
        Chance that a state of each stance takes part, whatever holds it back beside its stance.
    """

    rules: tuple[str, ...]
    main_rule: str
    states: tuple[str, ...]
    units: tuple[str, ...]
    supply_troops: FloatArray
    reached_troops: FloatArray
    reaches: NDArray[np.bool_]
    first_tour_troops: FloatArray
    first_tour_reaches: NDArray[np.bool_]
    state_troops: FloatArray
    state_pool_troops: FloatArray
    indispensable: NDArray[np.bool_]
    if_joined: NDArray[np.bool_]
    units_share: FloatArray
    gap_units: FloatArray
    pool_troops: FloatArray
    flank_troops: FloatArray
    candidate: StatusArray
    days: tuple[str, ...]
    reached_by_day: FloatArray
    chances: Mapping[str, FloatArray]
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True)
class Arrival:
    """When the coalition's troops are there, at the earliest.

    Attributes
    ----------
    horizons_days : tuple of float
    arrived_troops : ndarray, shape (draws, horizons)
        Upper bound from stored prices of the arrival program.
    days_to : mapping of int to ndarray, shape (draws,)
        Days until a per cent of the coalition is there; infinite beyond the last horizon.
    bottleneck : ndarray of uint8, shape (draws,)
        Position in ``bottlenecks`` of what holds back most at the middle horizon.
    resolved_days, resolved_troops : ndarray, shape (draws,)
        In the fixed sample: horizon and value of the program solved for the draw itself; else 0.
    """

    horizons_days: tuple[float, ...]
    bottlenecks: tuple[str, ...]
    arrived_troops: FloatArray
    days_to: Mapping[int, FloatArray]
    bottleneck: StatusArray
    resolved_days: FloatArray
    resolved_troops: FloatArray
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True)
class Costs:
    """Money over the option's duration, by basis and line, and a year of the alternatives.

    Attributes
    ----------
    lines : mapping of (basis, line) to ndarray, shape (draws,), eur_2025_bn
    total : mapping of basis to ndarray, shape (draws,), eur_2025_bn
        Sum of the lines of a basis.
    yearly : mapping of basis to ndarray, shape (draws,), eur_2025_bn
        Total divided by the duration's present years.
    alternatives : mapping of str to ndarray, shape (draws,), eur_2025_bn a year
    host_soldiers : mapping of basis to ndarray, shape (draws,)
        The host's own soldiers that the yearly money would pay.
    common_yearly : ndarray, shape (draws,), eur_2025_bn, or None
        What common funds pay of a year's additional cost of the troops sent; None where no
        coalition was formed.
    state_yearly : ndarray, shape (draws, states), eur_2025_bn, or None
        What each of ``states`` pays a year for the troops that it sends.
    """

    lines: Mapping[tuple[str, str], FloatArray]
    total: Mapping[str, FloatArray]
    yearly: Mapping[str, FloatArray]
    alternatives: Mapping[str, FloatArray]
    host_soldiers: Mapping[str, FloatArray]
    states: tuple[str, ...] = ()
    common_yearly: FloatArray | None = None
    state_yearly: FloatArray | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True)
class Deployment:
    """Coalition, arrival and cost of one option for a block of draws.

    A part is None where the option sends no force; the alternatives' cost always stands.
    """

    option: str
    coalition: CoalitionReach | None
    arrival: Arrival | None
    costs: Costs | None
    status: StatusArray
    reason: StatusArray

    def table(self) -> Table:
        """Return the columns and arrays that are stored for this option."""
        columns = [
            *STATUS_COLUMNS,
        ]
        arrays: list[NDArray[Any]] = [self.status, self.reason]
        for part in (
            _coalition(self.coalition) if self.coalition else (),
            _arrival(self.arrival) if self.arrival else (),
            _costs(self.costs) if self.costs else (),
        ):
            for column, array in part:
                columns.append(column)
                arrays.append(np.ascontiguousarray(array))
        return Table(tuple(columns), tuple(arrays))


@dataclass(frozen=True)
class SentForce:
    """What later questions read of a deployment: what comes, when, and what it costs.

    Attributes
    ----------
    horizons_days : tuple of float
    arrived_troops : ndarray, shape (draws, horizons), or None
        None where no coalition was formed or moved.
    reached_troops : ndarray, shape (draws,), or None
        What all willing states bring under a lead, by the main rule of rotation.
    days : tuple of str
    reached_by_day : ndarray, shape (draws, days), or None
        The same with the stances of each day.
    host_soldiers : ndarray, shape (draws,), or None
        The host's own soldiers that a year of the force's full cost would pay.
    status, reason : ndarray of uint8, shape (draws,)
    columns, columns_by_day : tuple of str
        The columns these were read from, as ``deploy/<column>``; apart those of past days.
    """

    horizons_days: tuple[float, ...]
    arrived_troops: FloatArray | None
    reached_troops: FloatArray | None
    host_soldiers: FloatArray | None
    status: StatusArray
    reason: StatusArray
    days: tuple[str, ...] = ()
    reached_by_day: FloatArray | None = None
    columns: tuple[str, ...] = ()
    columns_by_day: tuple[str, ...] = ()

    @classmethod
    def from_arrays(cls, main_rule: str, arrays: Mapping[str, Any]) -> SentForce:
        """Return the force as the stored columns of :class:`Deployment` have it."""
        arrived = {
            float(name.removeprefix("arrived.day_").removesuffix("_troops")): array
            for name, array in arrays.items()
            if name.startswith("arrived.day_")
        }
        horizons = tuple(sorted(arrived))
        reached, soldiers = f"coalition.{main_rule}_troops", "alternative.full.host_soldiers"
        by_day = {
            name.removeprefix("coalition.on_").removesuffix("_troops"): array
            for name, array in arrays.items()
            if name.startswith("coalition.on_")
        }
        return cls(
            horizons_days=horizons,
            arrived_troops=np.stack([arrived[day] for day in horizons], axis=1)
            if horizons
            else None,
            reached_troops=arrays.get(reached),
            host_soldiers=arrays.get(soldiers),
            status=arrays["status"],
            reason=arrays["reason"],
            days=tuple(sorted(by_day)),
            reached_by_day=np.stack([by_day[day] for day in sorted(by_day)], axis=1)
            if by_day
            else None,
            columns=tuple(
                f"deploy/{name}"
                for name in arrays
                if name in (reached, soldiers) or name.startswith("arrived.day_")
            ),
            columns_by_day=tuple(f"deploy/coalition.on_{day}_troops" for day in sorted(by_day)),
        )


_Pairs = tuple[tuple[Column, NDArray[Any]], ...]


_UNSIZED = ("supply.", "first_tour_troops", "coalition.on_", "joins.")
"""Columns of the coalition that are the same whatever size an option asks for begin so."""


def _coalition(part: CoalitionReach) -> _Pairs:
    def column(name: str, unit: str, words: str, formula: str, dtype: str = "float64") -> Column:
        whatever_is_asked = name.startswith(_UNSIZED) or name in brought
        e = part.evidence if whatever_is_asked else part.evidence.beside(ForceRequirement.SIZE)
        return Column(name, dtype, unit, words, formula, e.grade, e.sources, e.reads)

    brought = {f"coalition.{rule}_troops" for rule in part.rules}
    found: list[tuple[Column, NDArray[Any]]] = []
    for index, rule in enumerate(part.rules):
        words = rule.replace("_", " ")
        text = f"what all willing states can keep deployed, by {words}"
        formula = "sum over willing states of what the rule allows less troops abroad"
        supply = column(f"supply.{rule}_troops", "troops", text, formula)
        found.append((supply, part.supply_troops[:, index]))
        text = f"what they bring in the units they have, under a lead, by {words}"
        formula = (
            "min(sum over the willing of min(available, units), lead manoeuvre x slice / share)"
        )
        found.append(
            (
                column(f"coalition.{rule}_troops", "troops", text, formula),
                part.reached_troops[:, index],
            )
        )
        text = f"whether a coalition reaches the option's size, by {words}"
        found.append(
            (
                column(f"coalition.{rule}_reaches", "uint8", text, "troops >= size", "uint8"),
                part.reaches[:, index].astype(np.uint8),
            )
        )
    text = f"what they could bring for a first tour alone, by {part.main_rule}"
    formula = "(1 + surge) x what the willing that decide in time keep out, under a lead"
    found.append((column("first_tour_troops", "troops", text, formula), part.first_tour_troops))
    text = "whether a first tour alone reaches the option's size"
    reaches = column("first_tour_reaches", "", text, "troops >= size", "uint8")
    found.append((reaches, part.first_tour_reaches.astype(np.uint8)))
    formula = "min(pledge, available), then equal parts of what is left, up to the size"
    for index, state in enumerate(part.states):
        text = f"troops of {state} in the coalition, by {part.main_rule}"
        found.append(
            (column(f"state.{state}_troops", "troops", text, formula), part.state_troops[:, index])
        )
        text = f"soldiers of {state} that the rotation ties down, deployed and at home"
        found.append(
            (
                column(
                    f"state.{state}_pool_troops", "troops", text, "troops x (tour + dwell) / tour"
                ),
                part.state_pool_troops[:, index],
            )
        )
        text = f"the size is reached, and would not be without {state}"
        found.append(
            (
                column(f"state.{state}_indispensable", "", text, "leave one out", "uint8"),
                part.indispensable[:, index].astype(np.uint8),
            )
        )
        text = f"the size is reached once {state} joins, if it does not yet"
        found.append(
            (
                column(f"state.{state}_if_joined", "", text, "add one", "uint8"),
                part.if_joined[:, index].astype(np.uint8),
            )
        )
    text = "soldiers in units of the kinds asked for, as a share of the size"
    formula = "sum over unit types of min(asked, brought) x soldiers / size"
    found.append((column("coalition.units_share", "share", text, formula), part.units_share))
    formula = "max(0, units the option asks for - units brought - the backer's)"
    for index, unit in enumerate(part.units):
        text = f"missing units: {unit.replace('_', ' ')}"
        found.append((column(f"gap.{unit}_units", "", text, formula), part.gap_units[:, index]))
    text = "soldiers the rotation of the coalition ties down"
    formula = "sum over states of troops x (tour + dwell) / tour"
    found.append((column("pool_tied_troops", "troops", text, formula), part.pool_troops))
    text = "soldiers taken from NATO's eastern flank"
    formula = "sum over states of max(0, troops - available without the flank)"
    found.append((column("flank_touched_troops", "troops", text, formula), part.flank_troops))
    text = "candidate coalition whose pledges count"
    formula = "first that reaches the size, else the furthest"
    found.append((column("coalition.candidate", "", text, formula, "uint8"), part.candidate))
    for index, day in enumerate(part.days):
        text = f"what they would bring with the stances of {day}, by {part.main_rule}"
        reached = column(f"coalition.on_{day}_troops", "troops", text, "as above")
        found.append((reached, part.reached_by_day[:, index]))
    for stance, chances in sorted(part.chances.items()):
        text = f"chance that a state that is {stance.replace('_', ' ')} takes part"
        formula = "normal distribution of (score of the chance + shift by the backer)"
        found.append((column(f"joins.{stance}", "share", text, formula), chances))
    return tuple(found)


def _arrival(part: Arrival) -> _Pairs:
    def column(name: str, unit: str, words: str, formula: str, dtype: str = "float64") -> Column:
        e = part.evidence.beside(ForceRequirement.SIZE)
        return Column(name, dtype, unit, words, formula, e.grade, e.sources, e.reads)

    found: list[tuple[Column, NDArray[Any]]] = []
    formula = "least of stored prices x right-hand side of the draw (weak duality)"
    for index, days in enumerate(part.horizons_days):
        text = f"troops there by day {days:.0f} at most"
        found.append(
            (
                column(f"arrived.day_{days:.0f}_troops", "troops", text, formula),
                part.arrived_troops[:, index],
            )
        )
    for percent, array in sorted(part.days_to.items()):
        text = f"days until {percent}% of the coalition is there, at least"
        formula = "linear between the horizons; infinite beyond the last"
        found.append((column(f"arrival.days_to_{percent}", "days", text, formula), array))
    text = f"what holds back most: {', '.join(part.bottlenecks)}"
    found.append(
        (column("arrival.bottleneck", "", text, "largest price x amount", "uint8"), part.bottleneck)
    )
    text = "horizon at which the draw itself was solved, 0 outside the fixed sample"
    found.append((column("arrival.resolved_days", "days", text, ""), part.resolved_days))
    text = "troops there by that day in the solved program"
    found.append((column("arrival.resolved_troops", "troops", text, ""), part.resolved_troops))
    return tuple(found)


def _costs(part: Costs) -> _Pairs:
    found: list[tuple[Column, NDArray[Any]]] = []

    def add(name: str, unit: str, words: str, formula: str, array: FloatArray, key: str) -> None:
        e = part.evidence.get(key, Evidence())
        if part.lines and key != "alternatives":
            e = e.beside(ForceRequirement.SIZE)
        column = Column(name, "float64", unit, words, formula, e.grade, e.sources, e.reads)
        found.append((column, array))

    money = "eur_2025_bn"
    for (basis, line), array in part.lines.items():
        text = f"{line} over the whole duration, {basis} cost"
        add(f"cost.{basis}.{line}_{money}", money, text, "see docs: cost", array, basis)
    for basis, array in part.total.items():
        text = f"cost over the whole duration at present value, {basis} cost"
        add(f"cost.{basis}.total_{money}", money, text, "sum of the lines", array, basis)
    for basis, array in part.yearly.items():
        text = f"cost a year, {basis} cost"
        formula = "total / present years of the duration"
        add(f"cost.{basis}.yearly_{money}", money, text, formula, array, basis)
    if part.common_yearly is not None:
        text = "what common funds pay a year, additional cost"
        formula = "share of common funds x yearly cost x troops sent / size"
        name = f"cost.additional.common_{money}"
        add(name, money, text, formula, part.common_yearly, "paid")
    if part.state_yearly is not None:
        formula = "yearly cost x (1 - common share) x troops / size"
        for index, state in enumerate(part.states):
            text = f"what {state} pays a year for the troops that it sends, additional cost"
            paid = part.state_yearly[:, index]
            add(f"state.{state}_yearly_{money}", money, text, formula, paid, "paid")
    for name, array in part.alternatives.items():
        text = f"a year of {name.replace('_', ' ')}"
        add(f"alternative.{name}_{money}", money, text, "", array, "alternatives")
    for basis, array in part.host_soldiers.items():
        text = f"the host's own soldiers that a year's money would pay, {basis} cost"
        formula = "yearly cost / cost of a host soldier-year"
        add(f"alternative.{basis}.host_soldiers", "troops", text, formula, array, basis)
    return tuple(found)
