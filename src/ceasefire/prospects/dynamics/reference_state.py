"""State and counts of the NumPy reference; the leading axis of every array is the history (H)."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.philox import philox4x32
from ceasefire.prospects.dynamics.behaviour import Behaviour, Deaths, Force
from ceasefire.prospects.dynamics.histories import Histories
from ceasefire.prospects.dynamics.line import DAYS_A_YEAR, Line

__all__ = ["QUIET_DEATHS", "Made", "State", "World", "count", "rows", "start"]

# The reference states the model anew; a test asserts that its numbers are the kernel's.
QUIET_DEATHS = 25.0

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class World:
    """What stays as it is for each history."""

    line: Line
    behaviour: Behaviour
    force: Force
    deaths: Deaths
    day: float
    key: tuple[int, int]
    draw: Whole
    replicate: Whole

    def uniforms(self, t: int, k: int, at: Whole | None = None) -> Numbers:
        """Return the four uniforms of block ``k`` for the histories ``at``, or for all."""
        rows = slice(None) if at is None else at
        draw, replicate = self.draw[rows], self.replicate[rows]
        counter = np.stack(np.broadcast_arrays(draw, replicate, t, k), axis=-1)
        return (philox4x32(counter, self.key).astype(np.float64) + 0.5) * 2.0**-32


@dataclass
class State:
    """What changes: on segments (H, S), on their sides (H, S, 2), of a history (H,)."""

    excited: Numbers
    level: Whole
    live: Flags
    shock: Numbers
    since: Whole
    learned: Numbers
    learned_at: Whole
    own_deaths: Numbers
    window: Whole  # (H, 3): incidents, steps in a clash, in sector fighting of the last 365 days
    ring: Whole  # (H, W, 3)
    elsewhere: Numbers
    off_line: Numbers  # (H, W)
    dose: Numbers  # (H, C)
    time: Whole  # (H,) the step, the same for all


class Made:
    """What is counted, by history over all draws and replicates."""

    def __init__(self, histories: int, years: int, classes: int, epochs: int) -> None:
        names = ("spiral", "quiet", "reinforcement", "shortfall")
        self.days = {name: np.full(histories, -1, np.int64) for name in names}
        self.counts = np.zeros((histories, years, classes, 3))
        self.met = np.zeros((histories, years, classes, 3))
        self.by_epoch = np.zeros((histories, epochs))
        self.probes = np.zeros((histories, years, 2))
        self.capped = np.zeros(histories, np.int32)
        self.steps = np.zeros((histories, years))

    def histories(self, flagged: Flags, replicates: int, day: float) -> Histories:
        """Return the counts with draws and replicates apart."""
        pair = (len(flagged), replicates)

        def split(values: Numbers) -> Numbers:
            return values.reshape(*pair, *values.shape[1:])

        days = {
            name: np.where(step >= 0, np.floor(step * day + 1e-9), -1).astype(np.int32)
            for name, step in self.days.items()
        }
        counts, met, probes = split(self.counts), split(self.met), split(self.probes)
        return Histories(
            supercritical=flagged,
            spiral_day=days["spiral"].reshape(pair),
            quiet_lost_day=days["quiet"].reshape(pair),
            reinforcement_day=days["reinforcement"].reshape(pair),
            shortfall_day=days["shortfall"].reshape(pair),
            incidents=counts[..., 0],
            clash_days=counts[..., 1] * day,
            sector_days=counts[..., 2] * day,
            incidents_met=met[..., 0],
            clash_days_met=met[..., 1] * day,
            sector_days_met=met[..., 2] * day,
            incidents_by_epoch=split(self.by_epoch),
            probes=probes[..., 0],
            probes_succeeded=probes[..., 1],
            capped=self.capped.reshape(pair),
            days_counted=split(self.steps) * day,
        )


def start(world: World) -> State:
    """Return the state on the day of signature."""
    n, s = len(world.draw), world.line.segments
    window = round(DAYS_A_YEAR / world.day)
    return State(
        excited=np.zeros((n, s, 2)),
        level=np.zeros((n, s), np.int64),
        live=np.ones(n, np.bool_),
        shock=np.zeros(n),
        since=np.zeros(n, np.int64),
        learned=np.zeros(n),
        learned_at=np.zeros(n, np.int64),
        own_deaths=np.zeros(n),
        window=np.zeros((n, 3), np.int64),
        ring=np.zeros((n, window, 3), np.int64),
        elsewhere=np.zeros(n),
        off_line=np.zeros((n, window)),
        dose=np.zeros((n, len(world.line.classes))),
        time=np.zeros(n, np.int64),
    )


def rows(state: State, index: Whole) -> State:
    """Return the state of some of the histories."""
    return State(**{f.name: getattr(state, f.name)[index] for f in fields(state)})


def count(
    world: World,
    state: State,
    made: Made,
    into: Whole,
    by_class: Numbers,
    t: int,
    e: int,
    y: int,
) -> None:
    """Enter the counts of a step, (H, C, 3), into the rows ``into``, one for each live history."""
    f, live = world.force, state.live
    met = by_class * state.dose[:, :, None]
    own = np.stack([f.deaths_per_incident, f.deaths_per_clash_day, f.deaths_per_sector_day], 1)
    length = np.array([1.0, world.day, world.day])
    state.own_deaths += (met.sum(axis=1) * own * length).sum(axis=1)
    made.counts[into, y] += by_class[live]
    made.met[into, y] += met[live]
    made.by_epoch[into, e] += by_class[live, :, 0].sum(axis=1)
    new = by_class.sum(axis=1).astype(np.int64)
    need = f.needed_clash * new[:, 1] + f.needed_sector * new[:, 2]
    fighting = new[:, 1:].sum(axis=1) > 0
    _first(made, "reinforcement", into, (fighting & (need > f.reserve))[live], t)
    arrived = f.reserve + f.deliverable[:, e]
    _first(made, "shortfall", into, (fighting & (need > arrived))[live], t)
    slot = t % state.ring.shape[1]
    state.window += new - state.ring[:, slot]
    state.ring[:, slot] = new
    d = world.deaths
    off = d.battle_deaths_elsewhere[:, e] * world.day
    state.elsewhere += off
    state.elsewhere -= state.off_line[:, slot]
    state.off_line[:, slot] = off
    fought = (d.battle_deaths_per_clash_day, d.battle_deaths_per_sector_day)
    per = np.stack([d.battle_deaths_per_incident, *fought], axis=1)
    dead = state.elsewhere + (state.window * per * length).sum(axis=1)
    _first(made, "quiet", into, (dead >= QUIET_DEATHS)[live], t)


def _first(made: Made, name: str, into: Whole, now: Flags, t: int) -> None:
    days = made.days[name]
    days[into[now & (days[into] < 0)]] = t
