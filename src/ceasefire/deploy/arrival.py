"""When the coalition's troops are there: stored prices against each draw's own supply and network.

No program is solved in a draw. A small fixed sample is solved all the same, each from the one
stored basis, so that the page can say how far the bound lies above the solved answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.deploy.arrival_bounds import Bound, arrived_by, capacity_worth, local_steps
from ceasefire.deploy.arrival_model import LIFTS, build, right_side
from ceasefire.deploy.network import GROUPS, Network
from ceasefire.deploy.solver import solve_lp
from ceasefire.draws import Sample
from ceasefire.results import FloatArray

__all__ = [
    "BOTTLENECKS",
    "PARAMETERS",
    "PERCENTS",
    "Way",
    "arrive",
    "days_to",
    "resolve",
]

BOTTLENECKS = ("decisions and readiness", "railways", "border crossings", "roads", "ports", "air")
PERCENTS = (25, 50, 100)
PARAMETERS = (*(f"capacity_within_range_{group}" for group in GROUPS), "tonnes_within_range")

_MIDDLE_DAYS = 60.0  # the horizon whose bottleneck is named
_ALL = 0.995  # the last soldier of a bound is a matter of rounding


@dataclass(frozen=True)
class Way:
    """The way of a placement: network, places of origin and the stored prices.

    ``tonnes_spread`` holds the low, central and high tonnes of a load relative to the central.
    """

    network: Network
    origins: tuple[str, ...]
    bounds: tuple[Bound, ...]
    tonnes_per_soldier: tuple[float, ...]
    tonnes_spread: tuple[float, float, float]
    sustainment_kg: float

    @property
    def horizons_days(self) -> tuple[float, ...]:
        """Horizons in rising order."""
        return tuple(sorted({bound.horizon_days for bound in self.bounds}))

    def summary_plain(self) -> dict[str, object]:
        """Return what the stored plan says of the way: its prices by their hash."""
        whole = hashlib.sha256()
        for bound in self.bounds:
            whole.update(bound.supply.tobytes() + bound.capacity.tobytes())
        return {
            "origins": self.origins,
            "reception": self.network.reception,
            "days": self.network.days,
            "horizons_days": self.horizons_days,
            "solved": [(b.case, b.horizon_days, b.step_days, b.solved_troops) for b in self.bounds],
            "tonnes_per_soldier": self.tonnes_per_soldier,
            "tonnes_spread": self.tonnes_spread,
            "sustainment_kg": self.sustainment_kg,
            "prices_sha256": whole.hexdigest(),
        }

    def at(self, horizon_days: float) -> tuple[Bound, ...]:
        """Return the bounds of a horizon."""
        return tuple(bound for bound in self.bounds if bound.horizon_days == horizon_days)


@dataclass(frozen=True)
class Moved:
    """What moves in each draw, on the clocks of a way.

    ``troops`` and ``days``, on the local clocks, have shape (draws, states, lifts), ``weights``
    (draws, groups, 3).
    """

    origin: NDArray[np.int64]
    troops: FloatArray
    days: FloatArray
    weights: FloatArray


def moved(
    way: Way, origins: Sequence[str], troops: FloatArray, release: FloatArray, sample: Sample
) -> Moved:
    """Return what moves; the troops of a state without a way there stay at home.

    Parameters
    ----------
    way : Way
    origins : sequence of str
        Node of each state, shape (states,).
    troops, release : ndarray, shape (draws, states, lifts)
        Soldiers, and the day from which they may leave.
    sample : Sample
    """
    position = {node: index for index, node in enumerate(way.origins)}
    origin = np.array([position.get(node, -1) for node in origins], dtype=np.int64)
    journey = np.array([travel_days(way.network, node) for node in origins])
    return Moved(
        origin=np.maximum(origin, 0),
        troops=np.where((origin >= 0)[None, :, None], troops, 0.0),
        days=release + journey.reshape(len(origins), len(LIFTS))[None, :, :],
        weights=_weights(way, sample),
    )


def travel_days(network: Network, node: str) -> list[float]:
    """Return the shortest journey of each lift class from a node, 0 where no way leads on."""
    return [network.clock(lift != "light").get(node, 0.0) for lift in LIFTS]


def arrive(way: Way, load: Moved) -> tuple[FloatArray, NDArray[np.uint8]]:
    """Return the troops there by each horizon, (draws, horizons), and what holds back most.

    A force cannot shrink by waiting: a bound is not below that of an earlier horizon.
    """
    arrived = np.stack(
        [
            arrived_by(way.at(days), load.origin, load.troops, load.days, load.weights)
            for days in way.horizons_days
        ],
        axis=1,
    )
    middle = min(way.horizons_days, key=lambda days: (abs(days - _MIDDLE_DAYS), days))
    return np.maximum.accumulate(arrived, axis=1), _bottleneck(way.at(middle), load)


def days_to(
    horizons_days: Sequence[float], arrived: FloatArray, troops: FloatArray
) -> Mapping[int, FloatArray]:
    """Return days until a per cent of the troops is there, linear between the horizons.

    Infinite where the last horizon is too early, or where no troops come.
    """
    ends = np.array([0.0, *horizons_days])
    curve = np.concatenate([np.zeros((len(troops), 1)), arrived], axis=1)
    found = {}
    for percent in PERCENTS:
        goal = troops * (percent / 100.0 if percent < 100 else _ALL)
        days = np.full(len(troops), np.inf)
        for index in range(len(ends) - 1, 0, -1):
            low, high = curve[:, index - 1], curve[:, index]
            rise = np.where(high > low, high - low, 1.0)
            within = ends[index - 1] + (ends[index] - ends[index - 1]) * (goal - low) / rise
            days = np.where((high >= goal) & (low < goal), within, days)
        found[percent] = np.where(troops > 0, days, np.inf)
    return found


def resolve(way: Way, load: Moved, row: int, horizon_days: float) -> float:
    """Return the troops there by a horizon in one draw, from the program itself.

    Raises
    ------
    SolverError
        If the program cannot be solved.
    """
    stored = way.at(horizon_days)[0]
    program = build(
        way.network,
        way.origins,
        way.tonnes_per_soldier,
        horizon_days,
        way.sustainment_kg,
        stored.step_days,
    )
    released = np.zeros((len(way.origins), len(LIFTS), program.steps + 1))
    steps = local_steps(load.days[row], stored.step_days)
    for state, origin in enumerate(load.origin):
        for lift in range(len(LIFTS)):
            step = min(int(steps[state, lift]), program.steps)
            released[origin, lift, step] += load.troops[row, state, lift]
    group = np.array([GROUPS.index(c.group) for c in way.network.capacities], dtype=np.int64)
    ends = np.array([[c.low, c.central, c.high] for c in way.network.capacities])
    tonnes = np.einsum("cw,cw->c", ends, load.weights[row, group])
    lower, upper = right_side(program, released[..., :-1], tonnes)
    solution = solve_lp(program.cost, program.matrix, lower, upper, basis=stored.basis)
    return max(-solution.objective, 0.0)


def _weights(way: Way, sample: Sample) -> FloatArray:
    """Return how much of the low, central and high capacity counts, (draws, groups, 3).

    Heavier loads take as much capacity as smaller capacities do.
    """
    low, central, high = way.tonnes_spread
    weight = np.stack(_between(sample["tonnes_within_range"]), axis=1)
    tonnes = weight[:, 0] * low + weight[:, 1] * central + weight[:, 2] * high
    found = [
        np.stack(_between(sample[f"capacity_within_range_{group}"]), axis=1) / tonnes[:, None]
        for group in GROUPS
    ]
    return np.stack(found, axis=1)


def _between(place: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return weights of low, central and high for a place in the range: 0, one half, 1."""
    low = np.maximum(1.0 - 2.0 * place, 0.0)
    high = np.maximum(2.0 * place - 1.0, 0.0)
    return low, 1.0 - low - high, high


def _bottleneck(found: Sequence[Bound], load: Moved) -> NDArray[np.uint8]:
    """Return what the tightest bound puts its weight on: supply, or a group of capacities.

    Capacities count by the troops they keep waiting, supply by those not yet released.
    """
    steps = found[0].supply.shape[2] - 1
    leaves = local_steps(load.days, found[0].step_days)
    late = np.zeros(len(load.troops))
    started = np.zeros(len(load.troops))
    for state in range(load.troops.shape[1]):
        for lift in range(load.troops.shape[2]):
            troops = load.troops[:, state, lift]
            on_time = leaves[:, state, lift] < steps
            late = late + np.where(on_time, 0.0, troops)
            started = started + np.where(on_time, troops, 0.0)
    best = started
    held = np.zeros((len(started), 1 + len(GROUPS)))
    held[:, 0] = late
    for bound in found:
        total = arrived_by((bound,), load.origin, load.troops, load.days, load.weights)
        worth = capacity_worth(bound, load.weights)
        sum_worth = np.zeros(len(total))
        for group in range(worth.shape[1]):
            sum_worth = sum_worth + worth[:, group]
        share = np.divide(
            worth, sum_worth[:, None], out=np.zeros_like(worth), where=sum_worth[:, None] > 0
        )
        tighter = total < best
        waiting = (started - total)[:, None] * share
        held[:, 1:] = np.where(tighter[:, None], waiting, held[:, 1:])
        best = np.minimum(best, total)
    most: NDArray[np.uint8] = np.argmax(held, axis=1).astype(np.uint8)
    return most
