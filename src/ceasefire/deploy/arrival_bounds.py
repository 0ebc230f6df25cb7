"""Stored prices of the arrival program, which bound every draw by arithmetic.

A draw moves right-hand sides only, so the prices ``y`` of any solved case stay feasible for the
dual, and by weak duality (for instance Bertsimas and Tsitsiklis 1997, theorem 4.3) no more than
``y . b(draw)`` can have arrived. The lowest bound of all stored cases is the answer; how far it
lies above the solved program is measured on a fixed sample and published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.deploy.arrival_model import LIFTS, Program, build, right_side
from ceasefire.deploy.network import GROUPS, Network
from ceasefire.deploy.solver import Basis, solve_lp
from ceasefire.results import FloatArray

__all__ = [
    "Bound",
    "Case",
    "arrived_by",
    "bounds",
    "capacity_worth",
    "local_steps",
    "tonnes_per_day",
]


@dataclass(frozen=True, slots=True)
class Case:
    """Supply and capacities under which the program is solved for its prices.

    ``troops`` and ``release_days``, on the local clock, have shape (origins, lifts);
    ``capacity`` is ``low``, ``central`` or ``high``.
    """

    name: str
    troops: FloatArray
    release_days: FloatArray
    capacity: str


@dataclass(frozen=True)
class Bound:
    """Prices of one solved case and horizon, gathered by what a draw moves.

    Attributes
    ----------
    horizon_days, step_days : float
    case : str
    supply : ndarray, shape (origins, lifts, steps + 1)
        Troops that arrive for each one released at a step; 0 for release after the horizon.
    capacity : ndarray, shape (groups, 3)
        Troops that all capacities of a group let through at their low, central and high value.
    solved_troops : float
        Value of the solved case.
    basis : Basis
        From which a draw is solved again.
    """

    horizon_days: float
    step_days: float
    case: str
    supply: FloatArray
    capacity: FloatArray
    solved_troops: float
    basis: Basis


def bounds(
    network: Network,
    origins: Sequence[str],
    tonnes_per_soldier: Sequence[float],
    horizons_days: Sequence[float],
    sustainment_kg: float,
    cases: Sequence[Case],
    step_days: float = 5.0,
) -> tuple[Bound, ...]:
    """Return the prices of every case and horizon, in that order.

    Raises
    ------
    SolverError
        If a program cannot be solved.
    """
    found = []
    for horizon in horizons_days:
        program = build(network, origins, tonnes_per_soldier, horizon, sustainment_kg, step_days)
        for case in cases:
            lower, upper = right_side(
                program, _released(program, case), tonnes_per_day(network, case)
            )
            solution = solve_lp(program.cost, program.matrix, lower, upper)
            found.append(
                Bound(
                    horizon_days=horizon,
                    step_days=step_days,
                    case=case.name,
                    supply=_supply_worth(program, -solution.row_dual),
                    capacity=_capacity_worth(program, network, -solution.row_dual),
                    solved_troops=-solution.objective,
                    basis=solution.basis,
                )
            )
    return tuple(found)


def tonnes_per_day(network: Network, case: Case) -> FloatArray:
    """Return every capacity of the network at the case's end of its range."""
    ends = {"low": 0, "central": 1, "high": 2}
    values = np.array([(c.low, c.central, c.high) for c in network.capacities]).reshape(-1, 3)
    found: FloatArray = values[:, ends[case.capacity]]
    return found


def capacity_worth(bound: Bound, weights: FloatArray) -> FloatArray:
    """Return the troops that each group of capacities lets through, shape (draws, groups).

    ``weights`` has shape (draws, groups, 3): how much of the low, central and high capacity.
    """
    through: FloatArray = np.einsum("gw,dgw->dg", bound.capacity, weights)
    return through


def arrived_by(
    found: Sequence[Bound],
    origin: NDArray[np.int64],
    troops: FloatArray,
    release_days: FloatArray,
    weights: FloatArray,
) -> FloatArray:
    """Return at most how many troops have arrived by the horizon that the bounds share.

    Parameters
    ----------
    found : sequence of Bound
        Of one horizon.
    origin : ndarray of int, shape (contributors,)
        Position of each contributor's origin.
    troops, release_days : ndarray, shape (draws, contributors, lifts)
        Days are those of the local clock.
    weights : ndarray, shape (draws, groups, 3)

    Returns
    -------
    ndarray, shape (draws,)
    """
    first = found[0]
    steps = first.supply.shape[2] - 1
    step = np.minimum(local_steps(release_days, first.step_days), steps)
    least = _sum(troops * (step < steps))
    for bound in found:
        worth = bound.supply[origin[:, None], np.arange(len(LIFTS)), step]
        through = capacity_worth(bound, weights)
        total = _sum(troops * worth)
        for group in range(through.shape[1]):
            total = total + through[:, group]
        least = np.minimum(least, total)
    return least


def local_steps(release_days: FloatArray, step_days: float) -> NDArray[np.int64]:
    """Return the step in which the day of release lies, on the local clock; none is negative.

    The steps promise no later release than the day itself: what they let through is a bound.
    """
    steps: NDArray[np.int64] = np.floor(release_days / step_days).astype(np.int64)
    return np.maximum(steps, 0)


def _sum(values: FloatArray) -> FloatArray:
    """Add over contributors and lifts, term by term: the same bits for any split of rows."""
    total = np.zeros(len(values))
    for contributor in range(values.shape[1]):
        for lift in range(values.shape[2]):
            total = total + values[:, contributor, lift]
    return total


def _released(program: Program, case: Case) -> FloatArray:
    first = local_steps(case.release_days, program.step_days)
    at = np.arange(program.steps) == first[:, :, None]
    released: FloatArray = case.troops[:, :, None] * at
    return released


def _supply_worth(program: Program, price: FloatArray) -> FloatArray:
    """Return the price of a soldier released at each step, 0 after the last."""
    worth = np.zeros((*program.supply_rows.shape[:2], program.steps + 1))
    worth[:, :, :-1] = np.maximum(price[program.supply_rows], 0.0)
    return worth


def _capacity_worth(program: Program, network: Network, price: FloatArray) -> FloatArray:
    worth = np.zeros((len(GROUPS), 3))
    for index, capacity in enumerate(network.capacities):
        rows = program.capacity_rows[index]
        if rows[0] < 0:
            continue
        value = np.maximum(price[rows], 0.0).sum() * program.step_days
        ends = np.array([capacity.low, capacity.central, capacity.high])
        worth[GROUPS.index(capacity.group)] += value * ends
    return worth
