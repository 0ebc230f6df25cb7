"""The candidate coalitions: a ladder of sizes, each nominal, under stress, and nearly as good.

Every rung has one balanced make-up. ``nominal`` has the backer's logistics behind it; ``alone``
not; ``without_<state>`` loses a lead; ``with_<state>`` wins a state that the pack calls in
question, or the largest of those that are not willing today; ``alternative_<n>`` costs a little
more and shares as few members as it can.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ceasefire.deploy.coalition import best_coalition, farthest_coalition
from ceasefire.deploy.contributors import Contributor, allowed_units, barred
from ceasefire.deploy.participation import COMMITTED, STANCES
from ceasefire.deploy.politics import command, decides_late
from ceasefire.deploy.problem import Coalition, CoalitionProblem
from ceasefire.deploy.shortage import Shortage, shortage
from ceasefire.deploy.units import UnitType, required_steps
from ceasefire.scenario.central import central
from ceasefire.scenario.model import Option, Scenario

__all__ = [
    "CENTRAL",
    "RUNGS",
    "Kind",
    "Ladder",
    "candidates",
    "ladder_inputs",
    "places",
    "problem",
    "shortages",
    "steps_out",
]

RUNGS = (5_000.0, 10_000.0, 25_000.0, 40_000.0, 60_000.0, 100_000.0, 200_000.0)

CENTRAL = (
    *(f"join_{stance}" for stance in STANCES),
    "sustained_share",
    "sustained_factor",
    "deployable_share",
    "garrison_released",
    "flank_released",
    "mandate_ceiling_share",
    "surge_share",
    "minimum_contribution_troops",
    "lead_share_required",
    "price_above_sustained",
    "cost_additional_eur",
    "slice",
    "first_tour_share",
    "backed_shortfall_weight",
)
"""Parameters whose central values the optimiser sees."""

_CLASSES = ("first", "steady")
_ROTATIONS = (1, 5)
_SLACK = 0.1
_ALTERNATIVES = 1
_WHOLE_LADDER = 4
"""Rungs from which a kind of force gets every stress case and alternatives too, but for the top
one, which is all that everybody has: there losing a member is a matter of the draw. States in
question are won for every size that an option asks for."""
_UNWILLING = ("undecided", "reluctant", "opposed")


@dataclass(frozen=True, slots=True)
class Kind:
    """What decides who may take part: the option's command, consent and time.

    ``asked`` are the rungs that its options need.
    """

    command: str
    eligible: str
    consent: str
    timing: str
    asked: tuple[float, ...]

    @property
    def rungs(self) -> tuple[float, ...]:
        """The rungs asked for and the top one: with more members, enough are left in a draw."""
        return tuple(sorted({*self.asked, RUNGS[-1]}))

    @property
    def name(self) -> str:
        """The kind in one word for keys."""
        return "/".join((self.command, self.consent, self.timing))


@dataclass(frozen=True)
class Ladder:
    """Kinds of force with the rungs their options need, and central values of parameters."""

    kinds: tuple[Kind, ...] = ()
    central: Mapping[str, float] = field(default_factory=dict)


def places(ladder: Ladder, option: Option) -> tuple[str, ...]:
    """Return the keys of an option's candidates: its kind, from the first rung that holds it up.

    Larger coalitions count too: with more members, enough are left when some do not join.
    """
    name = "/".join((option.command, option.consent, option.timing))
    rungs = next(kind.rungs for kind in ladder.kinds if kind.name == name)
    return tuple(f"{name}/{rung:.0f}" for rung in rungs if rung >= rung_of(option))


def rung_of(option: Option) -> float:
    """Return the first rung of the ladder that holds the option's largest size."""
    return next((rung for rung in RUNGS if rung >= option.troops_high), RUNGS[-1])


def ladder_inputs(scenario: Scenario) -> Ladder:
    """Return the kinds of force among a scenario's options, with their rungs."""
    found: dict[tuple[str, str, str], set[float]] = {}
    for option in scenario.options:
        if option.troops_high > 0:
            key = (option.command, option.consent, option.timing)
            found.setdefault(key, set()).add(rung_of(option))
    kinds = tuple(
        Kind(id, command(scenario, id).eligible, consent, timing, tuple(sorted(rungs)))
        for (id, consent, timing), rungs in sorted(found.items())
    )
    return Ladder(kinds, {name: central(scenario, name) for name in CENTRAL})


def candidates(
    ladder: Ladder, states: Sequence[Contributor], units: Sequence[UnitType]
) -> dict[str, tuple[Coalition, ...]]:
    """Return the candidate coalitions of every kind and rung.

    Raises
    ------
    SolverError
        If a program cannot be solved, or an answer fails its certificate.
    """
    return {
        f"{kind.name}/{rung:.0f}": _of_rung(ladder, kind, rung, states, units)
        for kind in ladder.kinds
        for rung in kind.rungs
    }


def shortages(
    ladder: Ladder,
    states: Sequence[Contributor],
    units: Sequence[UnitType],
    coalitions: Mapping[str, Sequence[Coalition]],
) -> dict[str, Shortage]:
    """Return why the nominal coalition of a kind and rung falls short, where it does.

    Raises
    ------
    SolverError
        If a relaxed program cannot be solved.
    """
    found = {}
    for kind in ladder.kinds:
        for rung in kind.asked:
            key = f"{kind.name}/{rung:.0f}"
            nominal = problem(ladder, kind, rung, states, units)
            why = shortage(nominal, coalitions[key][0])
            if why is not None:
                found[key] = why
    return found


def _of_rung(
    ladder: Ladder,
    kind: Kind,
    rung: float,
    states: Sequence[Contributor],
    units: Sequence[UnitType],
) -> tuple[Coalition, ...]:
    nominal = problem(ladder, kind, rung, states, units)
    alone = problem(ladder, kind, rung, states, units, backer="none")
    found = [best_coalition(nominal, "nominal", rung), best_coalition(alone, "alone", rung)]
    asked = [s.iso3 for s in states if s.in_question and rung in kind.asked]
    if rung == RUNGS[-1] or len(kind.rungs) < _WHOLE_LADDER:
        return (*found, *_won(ladder, kind, rung, states, units, asked))
    for number in range(_ALTERNATIVES):
        variant = f"alternative_{number + 1}"
        found.append(farthest_coalition(nominal, found, _SLACK, variant))
    for state in states:
        if state.lead_nation and state.iso3 not in nominal.excluded:
            without = replace(nominal, excluded=(*nominal.excluded, state.iso3))
            found.append(best_coalition(without, f"without_{state.iso3}", rung))
    largest = _largest_unwilling(states, nominal)
    won = _won(ladder, kind, rung, states, units, dict.fromkeys((*largest, *asked)))
    return (*found, *won)


def _won(
    ladder: Ladder,
    kind: Kind,
    rung: float,
    states: Sequence[Contributor],
    units: Sequence[UnitType],
    joining: Iterable[str],
) -> tuple[Coalition, ...]:
    """Return a coalition with each of some states as a member, where it is able to be one."""
    found = []
    for iso3 in joining:
        committed = [replace(s, stance=COMMITTED) if s.iso3 == iso3 else s for s in states]
        won = problem(ladder, kind, rung, committed, units)
        if iso3 in won.members:
            found.append(best_coalition(won, f"with_{iso3}", rung))
    return tuple(found)


def problem(
    ladder: Ladder,
    kind: Kind,
    rung: float,
    states: Sequence[Contributor],
    units: Sequence[UnitType],
    backer: str = "logistics",
) -> CoalitionProblem:
    """Return the problem of a rung at central values, by the national rule of rotation."""
    value = ladder.central
    option = _stand_in(kind)
    required = required_steps(units, rung, value["slice"])
    caps = [_cap(state, value) for state in states]
    late = [decides_late(state, kind.command) for state in states]
    first = tuple(
        0.0 if slow else cap * (1 + value["surge_share"])
        for cap, slow in zip(caps, late, strict=True)
    )
    out = tuple(s.iso3 for s in states if barred(s, option, kind.eligible, backer))
    return CoalitionProblem(
        states=tuple(state.iso3 for state in states),
        units=tuple(unit.id for unit in units),
        classes=_CLASSES,
        rotations=_ROTATIONS,
        step_troops=tuple(unit.step_troops for unit in units),
        manoeuvre=tuple(unit.kind == "manoeuvre" for unit in units),
        short_weight=tuple(
            value["backed_shortfall_weight"] if unit.enabler and backer != "none" else 1.0
            for unit in units
        ),
        required_steps=(tuple(value["first_tour_share"] * need for need in required), required),
        available_steps=tuple(steps_out(state, units) for state in states),
        cap_troops=(first, tuple(caps)),
        soft_troops=tuple(_soft(state, value) for state in states),
        minimum_troops=tuple(value["minimum_contribution_troops"] for _ in states),
        stance_weight=tuple(_odds_against(state, value) for state in states),
        cost_eur=tuple(value["cost_additional_eur"] for _ in states),
        over_weight=value["price_above_sustained"],
        excluded=out,
        members=tuple(
            s.iso3
            for s, cap in zip(states, caps, strict=True)
            if s.stance == COMMITTED
            and s.iso3 not in out
            and cap >= value["minimum_contribution_troops"]
        ),
        leads=tuple(state.iso3 for state in states if state.lead_nation),
        lead_share=value["lead_share_required"],
    )


def _stand_in(kind: Kind) -> Option:
    """Return an option of this kind, for the rules that ask who may take part."""
    return Option(
        id=kind.name, title="", family="", troops_low=0, troops_high=0, combat_brigades=0,
        heavy_share=0, aircraft=0, air_defence="none", placement="none", mandate="", rules="",
        command=kind.command, consent=kind.consent, timing=kind.timing, duration_years=0,
        host_troops="", aid="", sectors=(), tasks={}, sources=(), grade="E", note="",
    )  # fmt: skip


def _committed(state: Contributor, value: Mapping[str, float]) -> float:
    standing = state.garrison_troops + state.unsplit_troops
    return (
        state.operations_troops
        + standing * (1 - value["garrison_released"])
        + state.flank_troops * (1 - value["flank_released"])
    )


def _cap(state: Contributor, value: Mapping[str, float]) -> float:
    """Return what the pool and the national rotation leave, under parliament's ceiling."""
    pool = state.army_troops * state.professional_share * value["deployable_share"]
    kept = pool / ((state.rotation_low + state.rotation_high) / 2)
    ceiling = value["mandate_ceiling_share"] if state.needs_vote else 1.0
    return max(0.0, kept - _committed(state, value)) * ceiling


def _soft(state: Contributor, value: Mapping[str, float]) -> float:
    share = value["sustained_share"] * value["sustained_factor"]
    kept = state.army_troops * state.professional_share * share
    return max(0.0, kept - _committed(state, value))


def steps_out(state: Contributor, units: Sequence[UnitType]) -> tuple[float, ...]:
    """Return whole steps that can be out at one time: the pool's, over the multiplier.

    Rounded up, as a small state sends its one company and then waits: how many soldiers it can
    keep out is limited beside, by the pool.
    """
    multiplier = (state.rotation_low + state.rotation_high) / 2
    allowed = allowed_units(state, {unit.id: unit.kind for unit in units})
    return tuple(
        float(math.ceil(state.units.get(unit.id, 0.0) / multiplier)) if may else 0.0
        for unit, may in zip(units, allowed, strict=True)
    )


def _odds_against(state: Contributor, value: Mapping[str, float]) -> float:
    """Return the political price of a soldier: the odds against the state's joining."""
    if state.stance == COMMITTED:
        return 0.0
    chance = value[f"join_{state.stance}"]
    return (1 - chance) / chance


def _largest_unwilling(states: Sequence[Contributor], nominal: CoalitionProblem) -> tuple[str, ...]:
    """Return the state with the largest pool among those that are not willing today, or none."""
    caps = dict(zip(nominal.states, nominal.cap_troops[-1], strict=True))
    found = [
        (caps[state.iso3], state.iso3)
        for state in states
        if state.stance in _UNWILLING
        and state.iso3 not in nominal.excluded
        and state.nato
        and state.eu
    ]
    return (max(found)[1],) if found else ()
