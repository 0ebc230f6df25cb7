"""Past lines on which the dynamics are matched: their length, their terms, who stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects import dynamics, presence, spiral, world
from ceasefire.prospects.dynamics import Behaviour, Deaths, Force, Line
from ceasefire.prospects.force import nobody_there
from ceasefire.prospects.variants import DOSES
from ceasefire.scenario.model import Sector

__all__ = ["CASES", "EPOCH_DAYS", "SEGMENT_KM", "Case", "Setting", "setting"]

EPOCH_DAYS = 7
SEGMENT_KM = 25.0
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A line: kilometres, years simulated and first year counted, buffer, troops of a force.

    ``replicates`` histories of each draw are made; short records need more.
    """

    name: str
    km: float
    years: int
    first_year: int
    replicates: int
    buffer_km: float = 0.0
    commission: bool = False
    troops_per_km: float = 0.0


# Donbas is counted from the second year of Minsk II. Nobody named violators on any of these lines.
CASES = (
    Case("donbas", 420.0, 7, 1, 3),
    Case("line_of_control", 740.0, 10, 4, 1),
    Case("korea", 248.0, 20, 0, 1, buffer_km=4.0, commission=True),
    Case("cyprus", 180.0, 20, 1, 1, buffer_km=2.0, commission=True, troops_per_km=4.4),
    Case("karabakh", 200.0, 20, 4, 1),
)


@dataclass(frozen=True)
class Setting:
    """What the simulation of a case is told, for a block of draws."""

    line: Line
    behaviour: Behaviour
    force: Force
    deaths: Deaths


def setting(
    case: Case, sample: Mapping[str, Numbers], seed: int, draws: NDArray[np.int64]
) -> Setting:
    """Return line, behaviour, force and deaths of a case; every segment is a class of its own.

    The collapse rate is zero: these lines are watched for as long as they lasted.
    """
    count = max(2, round(case.km / SEGMENT_KM))
    sectors = [Sector(f"s{n}", "", "land_contact", "segment_km", "") for n in range(count)]
    stretches = [world.Stretch(s.id, s, False, 1, 1.0) for s in sectors]
    line = Line(
        classes=tuple(s.id for s in sectors),
        class_of=np.arange(count),
        joined=np.ones(count - 1, dtype=np.bool_),
        segment_km=SEGMENT_KM,
    )
    still = np.zeros(len(draws))
    given = dict(sample) | {
        "segment_km": np.full(len(draws), case.km / count),
        "sensor_sight_km": still,
        "monitoring_damps_background": still,
        "monitoring_damps_triggering": still,
    }
    terms = world.Settlement(buffer_km=case.buffer_km, commission=case.commission)
    quiet = world.behaviour(line, stretches, terms, given, seed, draws)
    epochs = dynamics.epochs(case.years, EPOCH_DAYS)
    off_line = np.zeros((len(draws), epochs))
    force = nobody_there(len(draws), count, epochs)
    quiet = replace(quiet, spiral_rate=still)
    if case.troops_per_km:
        quiet, force = _held(case, sample, terms, line, quiet, force)
    else:
        # Where no force stands there is none to learn about.
        quiet = replace(quiet, learn_success=still, learn_failure=still)
    return Setting(line, quiet, force, world.deaths(given, off_line))


def _held(
    case: Case,
    sample: Mapping[str, Numbers],
    terms: world.Settlement,
    line: Line,
    quiet: Behaviour,
    nobody: Force,
) -> tuple[Behaviour, Force]:
    """Return behaviour and force where a force of this density stands, by the prior's effect."""
    total = sample["presence_transport"] * np.log(sample["presence_hazard_ratio"])
    loud = replace(quiet, spiral_rate=np.ones_like(total))
    mix = spiral.scaled(line, loud, world.channels(terms, sample), total)
    share = case.troops_per_km / sample["full_presence_troops_per_km"]
    shape = np.full(len(total), DOSES.index("log"))
    dose = presence.dose(share, shape, sample["dose_bend"], np.zeros_like(total))
    held = replace(
        quiet,
        clash_calms_with_force=mix.calms_clash,
        sector_calms_with_force=mix.calms_sector,
    )
    there = replace(
        nobody,
        presence=np.broadcast_to(dose[:, None, None], nobody.presence.shape).copy(),
        damping_triggering=mix.triggering,
        damping_background=mix.background,
        damping_clash=mix.clash,
        damping_growth=mix.growth,
    )
    return held, there
