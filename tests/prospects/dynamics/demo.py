"""The demo parameters of the design note: for tests of the code, never a default."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.dynamics import Behaviour, Deaths, Force, Line, epochs

SEGMENTS = 40
DEMO_BEHAVIOUR = {
    "local_rate": 0.02,
    "spoiler_rate": 0.0,
    "unevenness": 1.0,
    "branching_own": 0.25,
    "branching_across": 0.20,
    "branching_next": 0.10,
    "memory_days": 10.0,
    "monitoring_damping": 0.0,
    "clash_chance": 0.02,
    "clash_calms": 0.08,
    "clash_calms_with_force": 0.12,
    "clash_grows": 0.03,
    "spill": 0.02,
    "sector_calms": 0.05,
    "sector_calms_with_force": 0.05,
    "spiral_rate": 0.003,
    "spiral_power": 2.0,
    "clash_heat": 10.0,
    "sector_heat": 60.0,
    "shocks_per_year": 0.5,
    "shock_size": 1.0,
    "shock_days": 30.0,
    "regrowth": 0.0,
    "regrowth_days": 60.0,
    "settling": 0.0,
    "settling_days": 365.0,
    "recommitments_per_year": 0.0,
    "probes_per_year": 4.0,
    "probe_appeal": 1.0,
    "probe_aim": 3.0,
    "probe_failure": 2.0,
    "learn_success": 0.25,
    "learn_failure": 0.2,
    "probe_clash": 0.3,
    "probe_burst": 3.0,
}
DEMO_FORCE = {
    "presence": 0.0,
    "damping_triggering": 0.4,
    "damping_background": 0.7,
    "damping_clash": 1.0,
    "damping_growth": 1.0,
    "response": 0.0,
    "loss_feedback": 0.0,
    "deaths_per_incident": 0.002,
    "deaths_per_clash_day": 0.05,
    "deaths_per_sector_day": 0.5,
    "reserve": 6.0,
    "needed_clash": 1.0,
    "needed_sector": 4.0,
    "deliverable": 0.0,
}
DEMO_DEATHS = {
    "battle_deaths_per_incident": 0.01,
    "battle_deaths_per_clash_day": 0.1,
    "battle_deaths_per_sector_day": 2.0,
    "battle_deaths_elsewhere": 0.0,
}

World = tuple[Line, Behaviour, Force, Deaths]


def doses() -> NDArray[np.float64]:
    """Return the uneven dose of the timing runs, one for each of 40 segments."""
    return 0.2 + 0.6 * ((7 * np.arange(SEGMENTS)) % SEGMENTS) / 39


def demo(
    draws: int = 1,
    *,
    presence: float | NDArray[np.float64] = 0.5,
    classes: int = 1,
    years: int = 10,
    epoch_days: int = 30,
    segments: int = SEGMENTS,
    **changes: Any,
) -> World:
    """Return the demo line, each row the same, with any parameter changed.

    ``presence`` is a number, one a class, or (draws, classes, epochs); a change is a number or an
    array (draws, ...).
    """
    e = epochs(years, epoch_days)
    shapes: dict[str, tuple[int, ...]] = {
        "local_rate": (draws, classes),
        "spoiler_rate": (draws, classes),
        "probe_appeal": (draws, classes),
        "unevenness": (draws, segments),
        "presence": (draws, classes, e),
        "response": (draws, e),
        "deliverable": (draws, e),
        "battle_deaths_elsewhere": (draws, e),
    }

    def record(kind: type, values: dict[str, float]) -> Any:
        made = {}
        for field in fields(kind):
            value = np.asarray(changes.get(field.name, values[field.name]), float)
            shape = shapes.get(field.name, (draws,))
            if value.ndim:
                value = value.reshape(value.shape + (1,) * (len(shape) - value.ndim))
            made[field.name] = np.array(np.broadcast_to(value, shape))
        return kind(**made)

    if np.ndim(presence) < 3:
        presence = np.broadcast_to(presence, (draws, classes))[..., None]
    changes["presence"] = presence
    line = Line(
        tuple(f"class {i}" for i in range(classes)),
        np.arange(segments) * classes // segments,
        np.ones(segments - 1, bool),
        25.0,
    )
    return (
        line,
        record(Behaviour, DEMO_BEHAVIOUR),
        record(Force, DEMO_FORCE),
        record(Deaths, DEMO_DEATHS),
    )
