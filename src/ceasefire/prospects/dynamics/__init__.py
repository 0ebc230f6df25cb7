"""Dynamics of a ceasefire line: incidents, clashes, sector fighting, collapse by spiral."""

from ceasefire.prospects.dynamics.behaviour import Behaviour, Deaths, Force, take
from ceasefire.prospects.dynamics.histories import Histories
from ceasefire.prospects.dynamics.line import DAYS_A_YEAR, MOST_SEGMENTS, Line
from ceasefire.prospects.dynamics.simulation import epochs, simulate
from ceasefire.prospects.dynamics.stationary import spectral_radius, stationary_mean, supercritical

__all__ = [
    "DAYS_A_YEAR",
    "MOST_SEGMENTS",
    "Behaviour",
    "Deaths",
    "Force",
    "Histories",
    "Line",
    "epochs",
    "simulate",
    "spectral_radius",
    "stationary_mean",
    "supercritical",
    "take",
]
