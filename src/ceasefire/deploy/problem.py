"""The coalition problem in plain numbers, and its answer: what solver and certificate share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ceasefire.core.errors import UsageError

__all__ = ["Certificate", "Coalition", "CoalitionProblem", "canonical"]

_BY_STATE = ("soft_troops", "minimum_troops", "stance_weight", "cost_eur")


@dataclass(frozen=True, slots=True)
class CoalitionProblem:
    """Everything the optimiser needs, in canonical order (states by code, units by table).

    Attributes
    ----------
    states, units, classes : tuple of str
        A class is a group of rotations that are alike; the last one is the steady state.
    rotations : tuple of int
        Rotations each class stands for.
    step_troops : tuple of float
        Troops in one step of each unit type.
    manoeuvre : tuple of bool
        Unit types that count as manoeuvre troops.
    short_weight : tuple of float
        What a missing soldier of each unit type counts: less where the backer can stand in.
    required_steps : tuple, [class][unit]
    available_steps : tuple, [state][unit]
        Steps that can be out at one time under the rule of rotation.
    cap_troops : tuple, [class][state]
        Hard cap; 0 where parliament decides too late for the class.
    soft_troops, minimum_troops, stance_weight, cost_eur : tuple, [state]
        Sustained troops above which soldiers have a price; least useful contribution; political
        price of a soldier; cost of a soldier-year.
    over_weight : float
        Price of a soldier above ``soft_troops``.
    excluded, members : tuple of str
        States that cannot take part, and that must, unless they are excluded too, cannot bring
        the least useful contribution, or no lead can.
    leads : tuple of str
        One of them at least takes part, or nobody does.
    lead_share : float
        Least share of the manoeuvre troops that the leads bring together.
    """

    states: tuple[str, ...]
    units: tuple[str, ...]
    classes: tuple[str, ...]
    rotations: tuple[int, ...]
    step_troops: tuple[float, ...]
    manoeuvre: tuple[bool, ...]
    short_weight: tuple[float, ...]
    required_steps: tuple[tuple[float, ...], ...]
    available_steps: tuple[tuple[float, ...], ...]
    cap_troops: tuple[tuple[float, ...], ...]
    soft_troops: tuple[float, ...]
    minimum_troops: tuple[float, ...]
    stance_weight: tuple[float, ...]
    cost_eur: tuple[float, ...]
    over_weight: float
    excluded: tuple[str, ...]
    members: tuple[str, ...]
    leads: tuple[str, ...]
    lead_share: float


@dataclass(frozen=True, slots=True)
class Certificate:
    """Every constraint re-checked in plain arithmetic: its name and worst violation."""

    checks: tuple[tuple[str, float], ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is violated beyond rounding."""
        return all(violation <= 1e-6 for _, violation in self.checks)


@dataclass(frozen=True, slots=True)
class Coalition:
    """A candidate coalition.

    Attributes
    ----------
    variant : str
        Why it was put together: nominal, without a lead, an alternative, ...
    rung_troops : float
        Size it was put together for.
    contributors : tuple of str
        All states of the problem, members or not.
    steps : tuple of int, [class][state][unit]
    shortfall_steps : tuple of float, [class][unit]
    shortfall_troops, price, cost_eur : float
        The objectives, summed over all rotations; a shortfall counts by its weight.
    gap : float
        Largest distance of any of them from what its stage proved to be the least, as a share of
        its value; of a shortfall, as a share of the requirement.
    nodes : int
    certificate : Certificate
    """

    variant: str
    rung_troops: float
    contributors: tuple[str, ...]
    steps: tuple[tuple[tuple[int, ...], ...], ...]
    shortfall_steps: tuple[tuple[float, ...], ...]
    shortfall_troops: float
    price: float
    cost_eur: float
    gap: float
    nodes: int
    certificate: Certificate


def canonical(problem: CoalitionProblem) -> CoalitionProblem:
    """Return the problem with its states in order of their code, checked.

    Raises
    ------
    UsageError
        If a table has another shape than the names it goes with, a number is negative or not
        finite, a state occurs twice, or one that must take part is unknown.
    """
    wrong = [*_wrong_shapes(problem), *_wrong_numbers(problem), *_wrong_names(problem)]
    if wrong:
        raise UsageError(f"The coalition problem is not well posed: {'; '.join(wrong)}.")
    order = sorted(range(len(problem.states)), key=lambda i: problem.states[i])
    if order == list(range(len(order))):
        return problem
    return replace(
        problem,
        states=tuple(problem.states[i] for i in order),
        available_steps=tuple(problem.available_steps[i] for i in order),
        cap_troops=tuple(tuple(row[i] for i in order) for row in problem.cap_troops),
        soft_troops=tuple(problem.soft_troops[i] for i in order),
        minimum_troops=tuple(problem.minimum_troops[i] for i in order),
        stance_weight=tuple(problem.stance_weight[i] for i in order),
        cost_eur=tuple(problem.cost_eur[i] for i in order),
    )


def _wrong_shapes(problem: CoalitionProblem) -> list[str]:
    states, units, classes = len(problem.states), len(problem.units), len(problem.classes)
    flat = {"rotations": classes, "step_troops": units, "manoeuvre": units, "short_weight": units}
    flat |= dict.fromkeys(_BY_STATE, states)
    deep = {
        "required_steps": (classes, units),
        "available_steps": (states, units),
        "cap_troops": (classes, states),
    }
    wrong = [f"{name} has not {n} entries" for name, n in flat.items() if _size(problem, name) != n]
    for name, (rows, columns) in deep.items():
        table: Sequence[Sequence[float]] = getattr(problem, name)
        if len(table) != rows or any(len(row) != columns for row in table):
            wrong.append(f"{name} is not a table of {rows} x {columns}")
    return wrong if classes else [*wrong, "it has no class of rotations"]


def _size(problem: CoalitionProblem, name: str) -> int:
    return len(getattr(problem, name))


def _wrong_numbers(problem: CoalitionProblem) -> list[str]:
    tables = {
        name: [number for row in getattr(problem, name) for number in row]
        for name in ("required_steps", "available_steps", "cap_troops")
    }
    tables |= {
        name: list(getattr(problem, name)) for name in (*_BY_STATE, "step_troops", "short_weight")
    }
    tables |= {"rotations": list(problem.rotations), "over_weight": [problem.over_weight]}
    tables["lead_share"] = [problem.lead_share]
    wrong = [
        f"{name} holds a number that is negative or not finite"
        for name, numbers in tables.items()
        if not all(math.isfinite(number) and number >= 0 for number in numbers)
    ]
    if any(not troops > 0 or round(troops, 3) != troops for troops in problem.step_troops):
        wrong.append("a step of some unit type has no troops, or less than thousandths of one")
    return wrong


def _wrong_names(problem: CoalitionProblem) -> list[str]:
    twice = sorted({name for name in problem.states if problem.states.count(name) > 1})
    unknown = sorted(set(problem.members) - set(problem.states))
    wrong = [f"{name} occurs twice" for name in twice]
    return [*wrong, *(f"{name} must take part, but is none of its states" for name in unknown)]
