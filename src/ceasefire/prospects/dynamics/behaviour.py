"""What the simulation is told: behaviour without the force, what the force adds, deaths.

The leading axis of every array is the draw (D). C is the number of sector classes, S of segments,
E of epochs. "Dose" is the presence of the force on the line, 0 to 1, where 1 is the density that
covers the segment.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Behaviour", "Deaths", "Force", "take"]

Numbers = NDArray[np.float64]
Record = TypeVar("Record", "Behaviour", "Force", "Deaths")


@dataclass(frozen=True)
class Behaviour:
    """How the two sides behave on the line; everything without the force.

    Parameters
    ----------
    local_rate : ndarray, shape (D, C)
        Local incidents per side and segment-day (the buffer zone already counted in).
    spoiler_rate : ndarray, shape (D, C)
        Spoilers' incidents per side and segment-day (command control and monitoring counted in).
    unevenness : ndarray, shape (D, S)
        Weight of each segment in both rates, mean 1.
    branching_own, branching_across, branching_next : ndarray, shape (D,)
        Incidents that one incident sets off on its own side of the segment, on the other side, and
        on the two neighbours together, undamped.
    memory_days : ndarray, shape (D,)
        Mean delay of what an incident sets off, days.
    monitoring_damping : ndarray, shape (D,)
        Share of retaliation that monitoring and attribution prevent.
    clash_chance : ndarray, shape (D,)
        Probability that an incident turns into a local clash.
    clash_calms, clash_calms_with_force : ndarray, shape (D,)
        Daily probability that a clash ends, and what a dose of 1 adds to it.
    clash_grows, spill : ndarray, shape (D,)
        Daily probability that a clash grows into sector fighting, and what each neighbour in
        sector fighting adds to it.
    sector_calms, sector_calms_with_force : ndarray, shape (D,)
        Daily probability that sector fighting falls back to a clash, and what a dose of 1 adds.
    spiral_rate, spiral_power : ndarray, shape (D,)
        Hazard of collapse a day = rate x (segments in sector fighting) ** power.
    clash_heat, sector_heat : ndarray, shape (D,)
        Factor on the background rate of a segment in a clash, in sector fighting.
    shocks_per_year, shock_size, shock_days : ndarray, shape (D,)
        Shocks to the whole line: number a year, mean jump of the factor on the background, days of
        decay.
    regrowth, regrowth_days : ndarray, shape (D,)
        Log growth of the background after a recommitment, and the days until it is complete.
    settling, settling_days : ndarray, shape (D,)
        Power and time scale (days) with which the background falls as the ceasefire ages.
    recommitments_per_year : ndarray, shape (D,)
        Recommitments to the ceasefire a year; each sets the regrowth back to its start.
    probes_per_year : ndarray, shape (D,)
        Probes of the line a year at the start.
    probe_appeal : ndarray, shape (D, C)
        Weight of a segment of each class as the target of a probe where no force stands.
    probe_aim, probe_failure : ndarray, shape (D,)
        How sharply probes seek low doses; how fast their success falls with the dose.
    learn_success, learn_failure : ndarray, shape (D,)
        Change of the log rate of probes after a success (up) and after a failure (down).
    probe_clash, probe_burst : ndarray, shape (D,)
        Probability that a successful probe starts a clash; incidents it adds.
    """

    local_rate: Numbers
    spoiler_rate: Numbers
    unevenness: Numbers
    branching_own: Numbers
    branching_across: Numbers
    branching_next: Numbers
    memory_days: Numbers
    monitoring_damping: Numbers
    clash_chance: Numbers
    clash_calms: Numbers
    clash_calms_with_force: Numbers
    clash_grows: Numbers
    spill: Numbers
    sector_calms: Numbers
    sector_calms_with_force: Numbers
    spiral_rate: Numbers
    spiral_power: Numbers
    clash_heat: Numbers
    sector_heat: Numbers
    shocks_per_year: Numbers
    shock_size: Numbers
    shock_days: Numbers
    regrowth: Numbers
    regrowth_days: Numbers
    settling: Numbers
    settling_days: Numbers
    recommitments_per_year: Numbers
    probes_per_year: Numbers
    probe_appeal: Numbers
    probe_aim: Numbers
    probe_failure: Numbers
    learn_success: Numbers
    learn_failure: Numbers
    probe_clash: Numbers
    probe_burst: Numbers


@dataclass(frozen=True)
class Force:
    """What an option adds to the behaviour of the two sides.

    Parameters
    ----------
    presence : ndarray, shape (D, C, E)
        Dose of the force on the line by sector class and epoch (arrival, retention and the shape
        of the dose counted in; its own losses are not).
    damping_triggering : ndarray, shape (D,)
        Share of retaliation prevented at dose 1.
    damping_background, damping_clash, damping_growth : ndarray, shape (D,)
        Log damping at dose 1 of local incidents, of clashes starting, of clashes growing.
    response : ndarray, shape (D, E)
        Probability that the force responds to a probe.
    loss_feedback : ndarray, shape (D,)
        Presence falls by exp(-loss_feedback x expected own deaths so far).
    deaths_per_incident, deaths_per_clash_day, deaths_per_sector_day : ndarray, shape (D,)
        Own deaths expected at dose 1 per incident, segment-day of clash, of sector fighting.
    reserve : ndarray, shape (D,)
        Battalions held in reserve.
    needed_clash, needed_sector : ndarray, shape (D,)
        Battalions needed for a segment in a clash, in sector fighting.
    deliverable : ndarray, shape (D, E)
        Battalions that can have arrived beyond the reserve by the epoch.
    """

    presence: Numbers
    damping_triggering: Numbers
    damping_background: Numbers
    damping_clash: Numbers
    damping_growth: Numbers
    response: Numbers
    loss_feedback: Numbers
    deaths_per_incident: Numbers
    deaths_per_clash_day: Numbers
    deaths_per_sector_day: Numbers
    reserve: Numbers
    needed_clash: Numbers
    needed_sector: Numbers
    deliverable: Numbers


@dataclass(frozen=True)
class Deaths:
    """Battle deaths of the two sides' soldiers, by which H1 is judged.

    Parameters
    ----------
    battle_deaths_per_incident, battle_deaths_per_clash_day : ndarray, shape (D,)
        Expected deaths per incident, per segment-day of clash.
    battle_deaths_per_sector_day : ndarray, shape (D,)
        Expected deaths per segment-day of sector fighting.
    battle_deaths_elsewhere : ndarray, shape (D, E)
        Expected deaths a day off the line.
    """

    battle_deaths_per_incident: Numbers
    battle_deaths_per_clash_day: Numbers
    battle_deaths_per_sector_day: Numbers
    battle_deaths_elsewhere: Numbers


def take(record: Record, rows: ArrayLike) -> Record:
    """Return the record with the given rows of the draw axis, as copies."""
    index = np.asarray(rows, dtype=np.int64)
    return type(record)(**{f.name: getattr(record, f.name)[index] for f in fields(record)})
