"""The arrival of a force as a linear program: the most troops that can be there by a day.

On the shifted clocks of :mod:`ceasefire.deploy.network`, in steps of some days::

    maximise    sum_{o,c,k} s[o,c,k]                                          troops sent off
    subject to  s[o,c,k] + w[o,c,k] = w[o,c,k-1] + released[o,c,k]            supply
                inflow + release = outflow + received at each node, mode, step conservation
                sum_{links using e, modes} f[l,m,k] <= days x capacity[e]     lines, ports, fields
                sum_o u[o,k] >= kg x days x p[k],  p[k] = p[k-1] + sum s[k]   sustainment
                received[j] <= share[j] x all received                        places of reception

Commodities are heavy, medium and light loads, in troops with their tonnes a soldier, and
sustainment ``u`` in tonnes; ``w`` are troops that wait at home, ``p`` those sent off so far. In
transit two modes are told apart: light loads may fly, heavy and medium ones and sustainment keep
to the surface. All that is sent off arrives inside the horizon, so counting it at its origin is
exact. Uncertain numbers stand on the right-hand side alone: supply, its date of release,
capacities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.errors import UsageError
from ceasefire.deploy.network import Network

__all__ = ["LIFTS", "MODES", "Program", "build", "right_side"]

LIFTS = ("heavy", "medium", "light")
MODES = ("surface", "any")

_MODE_OF_LIFT = {"heavy": 0, "medium": 0, "light": 1}


@dataclass(frozen=True)
class Program:
    """A linear program for one horizon, with the rows that uncertain numbers move.

    Attributes
    ----------
    matrix : scipy.sparse.csc_array
    cost : ndarray, shape (columns,)
        Minimised: minus one for each soldier sent off.
    row_lower, row_upper : ndarray, shape (rows,)
        The right-hand sides of supply and capacity rows are zero until :func:`right_side`.
    supply_rows : ndarray of int, shape (origins, lifts, steps)
    capacity_rows : ndarray of int, shape (capacities, steps and some more)
        By steps on the surface clock; -1 where no link uses the capacity.
    step_days : float
    origins : tuple of str
    """

    matrix: Any
    cost: NDArray[np.float64]
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    supply_rows: NDArray[np.int64]
    capacity_rows: NDArray[np.int64]
    step_days: float
    origins: tuple[str, ...]

    @property
    def steps(self) -> int:
        """Steps of the horizon."""
        return int(self.supply_rows.shape[2])


class _Rows:
    """Coefficients by row and column, and the bounds of the rows, as they are written down."""

    def __init__(self) -> None:
        self.row: list[NDArray[np.int64]] = []
        self.column: list[NDArray[np.int64]] = []
        self.value: list[NDArray[np.float64]] = []
        self.lower: list[float] = []
        self.upper: list[float] = []

    def new(self, count: int, lower: float, upper: float) -> NDArray[np.int64]:
        start = len(self.lower)
        self.lower += [lower] * count
        self.upper += [upper] * count
        return np.arange(start, start + count)

    def add(self, rows: NDArray[np.int64], columns: NDArray[np.int64], value: float) -> None:
        rows, columns = np.broadcast_arrays(rows, columns)
        self.row.append(rows.ravel())
        self.column.append(columns.ravel())
        self.value.append(np.full(rows.size, value))


def build(
    network: Network,
    origins: Sequence[str],
    tonnes_per_soldier: Sequence[float],
    horizon_days: float,
    sustainment_kg: float,
    step_days: float = 5.0,
) -> Program:
    """Return the program of a horizon, supply and capacities still zero.

    Parameters
    ----------
    network : Network
    origins : sequence of str
        Nodes where troops start; each must have a way to the places of reception.
    tonnes_per_soldier : sequence of float, in the order of ``LIFTS``
    horizon_days : float
    sustainment_kg : float
        Kilograms a soldier and day that follow the troops.
    step_days : float

    Raises
    ------
    UsageError
        If the horizon is no whole number of steps.
    """
    steps = round(horizon_days / step_days)
    if steps * step_days != horizon_days:
        raise UsageError(f"{horizon_days:g} days are no whole number of {step_days:g}-day steps.")
    columns, rows = _Columns(steps), _Rows()
    flow = {
        (index, mode): columns.new()
        for index, link in enumerate(network.links)
        for mode in range(len(MODES))
        if network.carries(link, surface=mode == 0)
    }
    sent = np.stack([[columns.new() for _ in LIFTS] for _ in origins])
    waiting = np.stack([[columns.new() for _ in LIFTS] for _ in origins])
    food = np.stack([columns.new() for _ in origins])
    present = columns.new()
    places = tuple(network.reception)
    received = np.stack([[columns.new() for _ in MODES] for _ in places])

    _conserve(rows, network, flow, step_days)
    at = {node: i for i, node in enumerate(network.nodes)}
    balance = np.arange(len(network.nodes) * len(MODES) * steps).reshape(-1, len(MODES), steps)
    for o, origin in enumerate(origins):
        for c, lift in enumerate(LIFTS):
            mode = _MODE_OF_LIFT[lift]
            rows.add(balance[at[origin], mode], sent[o, c], float(tonnes_per_soldier[c]))
        rows.add(balance[at[origin], 0], food[o], 1.0)
    for j, place in enumerate(places):
        for mode in range(len(MODES)):
            rows.add(balance[at[place], mode], received[j, mode], -1.0)

    capacity_rows = _capacities(rows, network, flow, step_days)
    supply_rows = _supplies(rows, sent, waiting)
    _sustain(rows, sent, food, present, sustainment_kg / 1000.0 * step_days)
    _share(rows, received, [network.reception[place] for place in places])

    cost = np.zeros(columns.count)
    cost[sent.ravel()] = -1.0
    return Program(
        matrix=_sparse(rows, columns.count),
        cost=cost,
        row_lower=np.array(rows.lower),
        row_upper=np.array(rows.upper),
        supply_rows=supply_rows,
        capacity_rows=capacity_rows,
        step_days=step_days,
        origins=tuple(origins),
    )


def right_side(
    program: Program,
    released: NDArray[np.float64],
    tonnes_per_day: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lower and upper bounds of all rows for one supply and one set of capacities.

    Parameters
    ----------
    program : Program
    released : ndarray, shape (origins, lifts, steps)
        Troops released at each step.
    tonnes_per_day : ndarray, shape (capacities,)
    """
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    lower[program.supply_rows.ravel()] = upper[program.supply_rows.ravel()] = released.ravel()
    used = program.capacity_rows[:, 0] >= 0
    upper[program.capacity_rows[used]] = (tonnes_per_day[used] * program.step_days)[:, None]
    return lower, upper


class _Columns:
    """Counts columns out, one a step."""

    def __init__(self, steps: int) -> None:
        self.steps, self.count = steps, 0

    def new(self) -> NDArray[np.int64]:
        self.count += self.steps
        return np.arange(self.count - self.steps, self.count)


def _conserve(
    rows: _Rows,
    network: Network,
    flow: dict[tuple[int, int], NDArray[np.int64]],
    step_days: float,
) -> None:
    steps = len(next(iter(flow.values()))) if flow else 0
    at = {node: i for i, node in enumerate(network.nodes)}
    rows.new(len(network.nodes) * len(MODES) * steps, 0.0, 0.0)
    for (index, mode), columns in flow.items():
        link = network.links[index]
        base_out = (at[link.tail] * len(MODES) + mode) * steps
        base_in = (at[link.head] * len(MODES) + mode) * steps
        late = round(network.extra_days(link, surface=mode == 0) / step_days)
        step = np.arange(steps)
        arrives = step + late
        inside = (arrives >= 0) & (arrives < steps)  # what comes too late does not set out
        rows.add(base_out + step[inside], columns[inside], -1.0)
        rows.add(base_in + arrives[inside], columns[inside], 1.0)


def _capacities(
    rows: _Rows, network: Network, flow: dict[tuple[int, int], NDArray[np.int64]], step_days: float
) -> NDArray[np.int64]:
    """Write that all loads on a capacity in a step share it, whichever clock they go by.

    A load that may fly reads an earlier time than the surface clock of the same node.
    """
    steps = len(next(iter(flow.values()))) if flow else 0
    users: dict[int, list[tuple[int, NDArray[np.int64]]]] = {}
    for (index, mode), columns in flow.items():
        link = network.links[index]
        behind = network.days.get(link.tail, 0.0) - network.days_flying[link.tail]
        offset = round(max(behind, 0.0) / step_days) if mode == 1 else 0
        for capacity in link.capacities:
            users.setdefault(capacity, []).append((offset, columns))
    extra = max((offset for found in users.values() for offset, _ in found), default=0)
    found = np.full((len(network.capacities), steps + extra), -1, dtype=np.int64)
    for capacity in sorted(users):
        found[capacity] = rows.new(steps + extra, -np.inf, 0.0)
        for offset, columns in users[capacity]:
            rows.add(found[capacity, offset : offset + steps], columns, 1.0)
    return found


def _supplies(
    rows: _Rows, sent: NDArray[np.int64], waiting: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Write that a soldier once released leaves or waits."""
    found = rows.new(sent.size, 0.0, 0.0).reshape(sent.shape)
    rows.add(found, sent, 1.0)
    rows.add(found, waiting, 1.0)
    rows.add(found[..., 1:], waiting[..., :-1], -1.0)
    return found


def _sustain(
    rows: _Rows,
    sent: NDArray[np.int64],
    food: NDArray[np.int64],
    present: NDArray[np.int64],
    tonnes_a_step: float,
) -> None:
    steps = len(present)
    count = rows.new(steps, 0.0, 0.0)
    rows.add(count, present, 1.0)
    rows.add(count[1:], present[:-1], -1.0)
    rows.add(np.broadcast_to(count, sent.shape), sent, -1.0)
    enough = rows.new(steps, 0.0, np.inf)
    rows.add(np.broadcast_to(enough, food.shape), food, 1.0)
    rows.add(enough, present, -tonnes_a_step)


def _share(rows: _Rows, received: NDArray[np.int64], shares: Sequence[float]) -> None:
    total = sum(shares)
    for j, share in enumerate(shares):
        (row,) = rows.new(1, -np.inf, 0.0)
        for other in range(len(shares)):
            weight = (1.0 if other == j else 0.0) - share / total
            rows.add(np.int64(row) * np.ones(1, dtype=np.int64), received[other].ravel(), weight)


def _sparse(rows: _Rows, columns: int) -> Any:
    from scipy import sparse

    row, column = np.concatenate(rows.row), np.concatenate(rows.column)
    shape = (len(rows.lower), columns)
    return sparse.csc_array((np.concatenate(rows.value), (row, column)), shape=shape)
