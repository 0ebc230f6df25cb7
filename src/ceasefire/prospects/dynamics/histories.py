"""What the simulation returns: histories of the line, by draw and replicate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Histories"]


@dataclass(frozen=True)
class Histories:
    """Simulated histories; D draws, R replicates, Y years, C sector classes, E epochs.

    Days count from 0, the day of signature; -1 stands for "not within the horizon". Counting stops
    at the spiral. A year has 365 days.

    Parameters
    ----------
    supercritical : ndarray of bool, shape (D,)
        True where incidents would set off more than themselves: the draw was not simulated, its
        days are -1 and its counts 0, and they mean nothing.
    spiral_day : ndarray of int32, shape (D, R)
        Day on which fighting on the line grew into collapse.
    quiet_lost_day : ndarray of int32, shape (D, R)
        First day on which battle deaths of the last 365 days reach 25, or the spiral.
    reinforcement_day, shortfall_day : ndarray of int32, shape (D, R)
        First day on which more battalions are needed than the reserve has; than the reserve and
        what can have arrived have together.
    incidents, clash_days, sector_days : ndarray, shape (D, R, Y, C)
        Incidents; segment-days of clash; segment-days of sector fighting.
    incidents_met, clash_days_met, sector_days_met : ndarray, shape (D, R, Y, C)
        The same, each weighted by the presence of the force where and when it happened.
    incidents_by_epoch : ndarray, shape (D, R, E)
        Incidents on the whole line.
    probes, probes_succeeded : ndarray, shape (D, R, Y)
        Probes of the line, and those that succeeded.
    capped : ndarray of int32, shape (D, R)
        Steps on which the line's rate passed 512 incidents a day and was cut to it.
    days_counted : ndarray, shape (D, R, Y)
        Days of each year that were simulated (365 unless the line collapsed before).
    """

    supercritical: NDArray[np.bool_]
    spiral_day: NDArray[np.int32]
    quiet_lost_day: NDArray[np.int32]
    reinforcement_day: NDArray[np.int32]
    shortfall_day: NDArray[np.int32]
    incidents: NDArray[np.float64]
    clash_days: NDArray[np.float64]
    sector_days: NDArray[np.float64]
    incidents_met: NDArray[np.float64]
    clash_days_met: NDArray[np.float64]
    sector_days_met: NDArray[np.float64]
    incidents_by_epoch: NDArray[np.float64]
    probes: NDArray[np.float64]
    probes_succeeded: NDArray[np.float64]
    capped: NDArray[np.int32]
    days_counted: NDArray[np.float64]
