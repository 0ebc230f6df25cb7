"""What options are compared by: outcomes of every option on the same draws.

An outcome is an array over the draws, ``nan`` where an option has no answer. What a force costs
and ties down is that of what comes of it, as what holds is: an option that nobody joins costs
nothing and does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np

from ceasefire.comparison.evidence import PARAMETER, Block, Evidence, Quantity
from ceasefire.core.status import Status
from ceasefire.draws.fifths import BoolArray
from ceasefire.prospects.variants import VARIANT
from ceasefire.results import FloatArray
from ceasefire.results.deployment import MAIN_RULE
from ceasefire.scenario.model import Choice, Option, Scenario
from ceasefire.scenario.network_rules import HEADLINE_MONTHS

__all__ = ["MOST_DRAWS", "OUTCOMES", "WAR", "Outcome", "Outcomes", "World", "effort_of", "outcomes"]

MOST_DRAWS = 8192
"""The comparison reads so many draws at most, the first: every prefix of the sample is one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that options are compared by; ``more`` says whether more of it is better."""

    name: str
    title: str
    unit: str
    more: bool


OUTCOMES = (
    Outcome("happens_and_holds", "It comes about, and holds", "share", True),
    Outcome("happens", "It comes about within a year", "share", True),
    Outcome("holds", "Once there, it holds to the horizon", "share", True),
    Outcome(
        "harm", "Soldiers killed and civilians killed or hurt, a year it holds", "people", False
    ),
    Outcome("force_deaths", "Deaths in the force, a year it holds", "deaths", False),
    Outcome("cost", "Cost a year beyond today’s aid", "eur_2025_bn", False),
    Outcome("tied", "Soldiers tied down by the rotation", "troops", False),
    Outcome("flank", "Soldiers taken from the eastern flank", "troops", False),
)

TWINS = ("no_force", "equal_money", "better_terms", "no_contagion")
"""Twins of an option that the question whether it holds computes on the same draws."""

WAR = {"soldiers": "war_battle_deaths_per_year", "civilians": "war_civilians_per_year"}
"""Parameters of a pack: what a year of its war costs, as far as anybody has counted."""
AID = ("aid_today", "aid_europe", "aid_surge")

_Value = Callable[[Block], FloatArray]


@dataclass(frozen=True)
class World:
    """The draws of one structural variant."""

    name: str
    draws: BoolArray


@dataclass(frozen=True)
class Outcomes:
    """Outcomes of the options on common draws.

    Attributes
    ----------
    scenario : Scenario
    options : tuple of str
    draws : int
        How many were read.
    values : mapping of str to ndarray, shape (options, draws)
        By name of the outcome; ``nan`` where there is no answer.
    twins : mapping of str to ndarray, shape (options, draws)
        Chance that the twin of the option holds to the horizon.
    in_full : ndarray, shape (options, draws)
        Troops that come over the troops asked for; ``nan`` without a force.
    aid : mapping of str to ndarray, shape (draws,)
        A year of aid today, of Europe's part and of a surge, in eur_2025_bn.
    deaths : mapping of str to ndarray, shape (options, draws)
        A year that it holds: ``soldiers`` of both sides killed, ``civilians`` killed or hurt.
    choices : mapping of str to tuple of str
        Parameters of the sample that are choices, with the names of each.
    parameters : mapping of str to ndarray, shape (draws,)
        The sample of what the outcomes are made from.
    addresses : mapping of str to tuple of str
        Columns that each outcome was read from.
    made_from : mapping of (str, str) to tuple of str
        Parameters that an outcome of an option is made from, at any depth.
    """

    scenario: Scenario
    options: tuple[str, ...]
    draws: int
    values: Mapping[str, FloatArray]
    twins: Mapping[str, FloatArray]
    in_full: FloatArray
    aid: Mapping[str, FloatArray]
    deaths: Mapping[str, FloatArray]
    choices: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, FloatArray] = field(repr=False)
    addresses: Mapping[str, tuple[str, ...]] = field(repr=False)
    made_from: Mapping[tuple[str, str], tuple[str, ...]] = field(repr=False)

    def worlds(self) -> Iterator[World]:
        """Yield each structural variant; all draws where the sample has none.

        The backer's state is no world of its own: with variants and states apart too few draws
        are left of each, and variants are not to be pooled.
        """
        if VARIANT not in self.choices:
            yield World("all", np.ones(self.draws, dtype=np.bool_))
            return
        for code, name in enumerate(self.choices[VARIANT]):
            drawn = self.parameters[VARIANT] == code
            if drawn.any():
                yield World(name, drawn)

    def answered(self, outcome: str) -> tuple[int, ...]:
        """Return the places of the options that have an answer in any draw."""
        known = np.isfinite(self.values[outcome]).any(axis=1)
        return tuple(int(place) for place in np.flatnonzero(known))

    def common(self, places: Sequence[int], *names: str) -> BoolArray:
        """Return the draws in which all these options have an answer to all these outcomes."""
        ok = np.ones(self.draws, dtype=np.bool_)
        for name in names:
            ok &= np.isfinite(self.values[name][list(places)]).all(axis=0)
        return ok

    def causes(self, place: int, *names: str) -> tuple[str, ...]:
        """Return the parameters of the sample that outcomes of an option are made from."""
        found = (
            cause
            for name in names
            for cause in self.made_from.get((name, self.options[place]), ())
            if cause in self.parameters
        )
        return tuple(dict.fromkeys(found))

    def sends(self, place: int) -> bool:
        """Return whether the option sends a force."""
        return self.scenario.option(self.options[place]).troops_high > 0


def outcomes(evidence: Evidence, options: Sequence[str]) -> Outcomes:
    """Return the outcomes of these options, from the first ``MOST_DRAWS`` draws of a run."""
    chosen = [option for option in evidence.scenario.options if option.id in options]
    wanted: dict[tuple[str, str], Quantity] = {}
    for option in chosen:
        for name, quantity in _quantities(evidence, option):
            wanted[name, option.id] = quantity
    reads = list(dict.fromkeys(a for addresses, _ in wanted.values() for a in addresses))
    known = evidence.scenario.parameters
    sample = [name for name in (*evidence.parameters(reads), *WAR.values()) if name in known]
    found = evidence.first([*wanted.values(), *(_parameter(name) for name in sample)], MOST_DRAWS)
    draws = found.shape[1]
    rows = dict(zip(wanted, found, strict=False))
    blank = np.full(draws, np.nan)

    def table(name: str) -> FloatArray:
        return np.array([rows.get((name, option.id), blank) for option in chosen])

    def once(name: str) -> FloatArray:
        return next((row for (kind, _), row in rows.items() if kind == name), blank)

    choices = {n: v.names for n in sample if isinstance(v := known[n].value, Choice)}
    return Outcomes(
        scenario=evidence.scenario,
        options=tuple(option.id for option in chosen),
        draws=draws,
        values={outcome.name: table(outcome.name) for outcome in OUTCOMES},
        twins={twin: table(f"twin.{twin}") for twin in TWINS},
        in_full=table("in_full"),
        aid={name: once(name) for name in AID},
        deaths={name: table(f"deaths.{name}") for name in ("soldiers", "civilians")},
        choices={name: names for name, names in choices.items() if len(names) > 1},
        parameters=dict(zip(sample, found[len(wanted) :], strict=True)),
        addresses={
            outcome.name: tuple(
                dict.fromkeys(
                    address
                    for (name, _), (addresses, _) in wanted.items()
                    if name == outcome.name
                    for address in addresses
                )
            )
            for outcome in OUTCOMES
        },
        made_from={
            key: tuple(evidence.parameters(addresses)) for key, (addresses, _) in wanted.items()
        },
    )


def _quantities(evidence: Evidence, option: Option) -> Iterator[tuple[str, Quantity]]:
    """Yield what is read of an option; what it has no column for is left out."""
    yield from _chances(evidence, option)
    yield from _losses(evidence, option)
    yield from _efforts(evidence, option)


def _chances(evidence: Evidence, option: Option) -> Iterator[tuple[str, Quantity]]:
    stage, place = "feasibility", f"feasibility/{option.id}"
    if evidence.columns(stage, option.id, "both"):
        happens = f"{place}/happens.months_{HEADLINE_MONTHS}"
        yield "happens", _ok(evidence, stage, option, happens)
        yield "happens_and_holds", _ok(evidence, stage, option, f"{place}/both")
    stage = "prospects"
    held = evidence.columns(stage, option.id, "holds.h2.year_")
    if held:
        yield "holds", _ok(evidence, stage, option, held[-1])
    for twin in TWINS:
        columns = evidence.columns(stage, option.id, f"{twin}.h2.year_")
        if columns:
            yield f"twin.{twin}", _ok(evidence, stage, option, columns[-1])


def _losses(evidence: Evidence, option: Option) -> Iterator[tuple[str, Quantity]]:
    stage = "prospects"

    def yearly(*stems: str) -> tuple[tuple[str, ...], _Value] | None:
        columns = [evidence.columns(stage, option.id, f"{stem}.year_") for stem in stems]
        if not all(columns):
            return None
        flat = tuple(name for names in columns for name in names)
        years = len(columns[0])
        return flat, lambda block: np.sum([block[name] for name in flat], axis=0) / years

    for name, stems in (
        ("harm", ("losses.battle", "losses.civilians")),
        ("force_deaths", ("losses.force", "losses.force_accidents")),
        ("deaths.soldiers", ("losses.battle",)),
        ("deaths.civilians", ("losses.civilians",)),
    ):
        found = yearly(*stems)
        if found is not None:
            yield name, _ok(evidence, stage, option, *found[0], value=found[1])


def _efforts(evidence: Evidence, option: Option) -> Iterator[tuple[str, Quantity]]:
    """Yield money and soldiers: of what comes, or of more aid than today's."""
    stage, place = "deploy", f"deploy/{option.id}"
    aid = {name: f"{place}/alternative.{name}_eur_2025_bn" for name in AID}
    told = evidence.columns(stage, option.id, "alternative.aid_today")
    if told:
        for name, address in aid.items():
            yield name, ((address,), itemgetter(address))
    if option.troops_high == 0:
        if option.aid == "surge" and told:
            more, today = aid["aid_surge"], aid["aid_today"]
            yield "cost", ((more, today), lambda block: block[more] - block[today])
        elif option.aid == "today":
            yield "cost", _nothing(option)
        if option.aid != "equal_cost":
            yield "tied", _nothing(option)
            yield "flank", _nothing(option)
        return
    sent = f"{place}/coalition.{MAIN_RULE}_troops"
    yearly = f"{place}/cost.additional.yearly_eur_2025_bn"
    if not evidence.columns(stage, option.id, "coalition.") or not evidence.columns(
        stage, option.id, "cost.additional.yearly"
    ):
        return
    asked = f"size/{option.id}/size_troops"

    def share(block: Block) -> FloatArray:
        found: FloatArray = np.minimum(block[sent] / block[asked], 1.0)
        return found

    yield "in_full", _ok(evidence, stage, option, sent, asked, value=share)
    yield (
        "cost",
        _ok(evidence, stage, option, sent, asked, yearly, value=lambda b: share(b) * b[yearly]),
    )
    yield "tied", _ok(evidence, stage, option, f"{place}/pool_tied_troops")
    yield "flank", _ok(evidence, stage, option, f"{place}/flank_touched_troops")


def effort_of(evidence: Evidence, option: Option) -> Quantity | None:
    """Return what an option costs a year beyond today's aid, None where that is not known."""
    return dict(_efforts(evidence, option)).get("cost")


def _ok(
    evidence: Evidence, stage: str, option: Option, *reads: str, value: _Value | None = None
) -> Quantity:
    """Return a quantity that is nan wherever the stage has no answer."""
    status = f"{stage}/{option.id}/status"
    compute = value or (lambda block: block[reads[0]])
    return (
        (*reads, status),
        lambda block: np.where(block[status] == Status.OK, compute(block), np.nan),
    )


def _nothing(option: Option) -> Quantity:
    """Return zero for an option that sends nobody: known, not unknown."""
    address = f"size/{option.id}/status"
    return (address,), lambda block: np.zeros(len(block[address]))


def _parameter(name: str) -> Quantity:
    address = PARAMETER + name
    return (address,), itemgetter(address)
