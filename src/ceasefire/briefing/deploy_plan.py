"""What the deploy stage fixed for an option before any draw, as its stored plan says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ceasefire.core.errors import RunError

__all__ = ["Candidate", "DeployPlan", "State", "Unit", "deploy_plan_of"]

GROUPS = ("heavy", "mechanised", "light", "support")
_BY_LIFT = {"heavy": "heavy", "medium": "mechanised", "light": "light"}


@dataclass(frozen=True, slots=True)
class State:
    """A state that may send troops.

    ``in_question`` says that the debate asks whether it will join; ``origin`` is its node of
    movement, empty if it has none.
    """

    iso3: str
    name: str
    army_troops: float
    in_question: bool
    origin: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit type and its group on the page, one of ``GROUPS``."""

    id: str
    title: str
    group: str
    step_troops: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate coalition once it stands.

    ``steps`` maps a state to its elements by unit, ``troops`` to its soldiers by group;
    ``short_troops`` are missing.
    """

    variant: str
    rung_troops: float
    steps: Mapping[str, tuple[int, ...]]
    troops: Mapping[str, tuple[float, ...]]
    short_troops: float


@dataclass(frozen=True, slots=True)
class DeployPlan:
    """The plan; ``reason`` is blank where the question applies to the option.

    ``has_troops`` maps a state to the soldiers in the units that it can have out, by group.
    """

    reason: str
    states: tuple[State, ...]
    units: tuple[Unit, ...]
    shown: tuple[str, ...]
    has_troops: Mapping[str, tuple[float, ...]]
    candidates: tuple[Candidate, ...]

    def state(self, iso3: str) -> State:
        """Return a state by its code.

        Raises
        ------
        KeyError
            If the plan has no such state.
        """
        for state in self.states:
            if state.iso3 == iso3:
                return state
        raise KeyError(iso3)

    def split(self, iso3: str) -> tuple[float, ...]:
        """Return how a state's troops divide over ``GROUPS``, by the first candidate with it.

        The first candidate is the nominal one. A state that no candidate asks for troops sends
        what it has. Shares sum to one.
        """
        asked = [candidate.troops.get(iso3, ()) for candidate in self.candidates]
        for troops in (*asked, self.has_troops.get(iso3, ())):
            if sum(troops) > 0:
                return tuple(part / sum(troops) for part in troops)
        return (0.0, 0.0, 0.0, 1.0)


def deploy_plan_of(stored: Mapping[str, Any]) -> DeployPlan:
    """Return the plan from ``plans/deploy/<option>.json``.

    Raises
    ------
    RunError
        If another version of the program wrote it.
    """
    try:
        return _plan(stored)
    except (KeyError, TypeError) as error:
        raise RunError(
            f"A plan of the deploy stage lacks what this version reads ({error}). Use the version "
            "that made the run, or run the pack again in a new folder."
        ) from None


def _plan(stored: Mapping[str, Any]) -> DeployPlan:
    units = tuple(
        Unit(
            fields["id"],
            fields["title"],
            _BY_LIFT[fields["lift"]] if fields["kind"] == "manoeuvre" else "support",
            float(fields["step_troops"]),
        )
        for fields in stored["units"]
    )
    return DeployPlan(
        reason=stored["reason"],
        states=tuple(
            State(s["iso3"], s["name"], float(s["army_troops"]), s["in_question"], s["origin"])
            for s in stored["states"]
        ),
        units=units,
        shown=tuple(stored["shown"]),
        has_troops=_by_group(
            [s["iso3"] for s in stored["states"]], stored["pledges"]["has_steps"], units
        )
        if stored["pledges"]
        else {},
        candidates=tuple(_candidate(fields, units) for fields in stored["coalitions"]),
    )


def _candidate(fields: Mapping[str, Any], units: tuple[Unit, ...]) -> Candidate:
    steady = fields["steps"][-1]  # the last class of rotations: the force once it stands
    missing = zip(fields["shortfall_steps"][-1], units, strict=True)
    return Candidate(
        variant=fields["variant"],
        rung_troops=float(fields["rung_troops"]),
        steps={s: tuple(row) for s, row in zip(fields["contributors"], steady, strict=True)},
        troops=_by_group(fields["contributors"], steady, units),
        short_troops=float(sum(n * unit.step_troops for n, unit in missing)),
    )


def _by_group(
    states: Sequence[str], steps: Sequence[Sequence[float]], units: tuple[Unit, ...]
) -> dict[str, tuple[float, ...]]:
    """Return the soldiers in the elements of each state, by group."""
    return {
        iso3: tuple(
            float(sum(n * u.step_troops for n, u in zip(row, units, strict=True) if u.group == g))
            for g in GROUPS
        )
        for iso3, row in zip(states, steps, strict=True)
    }
