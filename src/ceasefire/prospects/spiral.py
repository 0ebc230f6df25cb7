"""The spiral in the mean field: what sets its rate without a force, and what a force takes off.

The simulation has no closed form. Its mean field has: incidents breed clashes, some clashes grow
into fighting in a sector, and sectors that fight pull the line into collapse. Two things are
fixed with it, draw by draw: the rate of collapse at which a line without a force spirals as often
as its reference class, and the common scale of the channels through which presence works, at
which their total is the drawn hazard ratio. The simulation then runs with both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ceasefire.prospects.dynamics import Behaviour, Line
from ceasefire.results import FloatArray

__all__ = ["Channels", "collapse_rate", "hazard", "hazard_ratio", "scaled"]

_MOST_SECTORS, _LARGE = 60, 20.0
_DAYS_A_YEAR, _YEARS = 365.25, 5.0
_CAP_A_DAY = 0.05
_STRONGEST = 8.0
_MOST_SPREAD, _LEAST_GAP = 0.9, 1e-3


@dataclass(frozen=True)
class Channels:
    """How full presence works; arrays (draws,).

    ``triggering`` is a share of retaliation prevented; ``background``, ``clash`` and ``growth``
    are log effects on incidents, on clashes from them, and on clashes that grow; ``calms_clash``
    and ``calms_sector`` are added to the daily chance that fighting dies down; ``probe_failure`` is
    the log effect on the chance that a probe succeeds.
    """

    triggering: FloatArray
    background: FloatArray
    clash: FloatArray
    growth: FloatArray
    calms_clash: FloatArray
    calms_sector: FloatArray
    probe_failure: FloatArray

    def times(self, scale: FloatArray) -> Channels:
        """Return the channels with a common scale; a share stays below one."""
        return Channels(
            triggering=1.0 - (1.0 - self.triggering) ** scale,
            background=self.background * scale,
            clash=self.clash * scale,
            growth=self.growth * scale,
            calms_clash=self.calms_clash * scale,
            calms_sector=self.calms_sector * scale,
            probe_failure=self.probe_failure * scale,
        )


def hazard(line: Line, behaviour: Behaviour, channels: Channels, dose: FloatArray) -> FloatArray:
    """Return the daily spiral hazard in the mean field for a collapse rate of one, shape (draws,).

    ``dose`` has shape (draws, classes). Incidents and probes start clashes; a clash grows into
    sector fighting ``grows / calms`` times before it ends; the heat of both sets off incidents next
    door, which start clashes there: one clash leads to ``spread`` others, and with all that follow
    to 1 / (1 - spread).
    """
    damped = 1.0 - behaviour.monitoring_damping
    branching = (
        behaviour.branching_own + behaviour.branching_across + behaviour.branching_next
    ) * damped
    aim = behaviour.probe_appeal * np.exp(-behaviour.probe_aim[:, None] * dose)
    segments = [int((line.class_of == number).sum()) for number in range(len(line.classes))]
    aimed = np.zeros(len(branching))
    for number, count in enumerate(segments):
        aimed = aimed + aim[:, number] * count
    drift = _drift(behaviour)
    fighting = np.zeros(len(branching))
    for number, count in enumerate(segments):
        met = dose[:, number]
        kept = 1.0 - channels.triggering * met
        # A draw at or above one is not simulated; here it only must not divide by zero.
        breed = np.maximum(1.0 - branching * kept, _LEAST_GAP)
        background = drift * (
            2.0 * behaviour.local_rate[:, number] * np.exp(-channels.background * met)
            + 2.0 * behaviour.spoiler_rate[:, number]
        )
        chance = behaviour.clash_chance * np.exp(-channels.clash * met)
        probed = behaviour.probes_per_year / _DAYS_A_YEAR * aim[:, number] / aimed
        probed = probed * np.exp(-channels.probe_failure * met)
        followed = behaviour.probe_burst * branching * kept / breed * chance
        starts = background / breed * chance + probed * (behaviour.probe_clash + followed)
        calms = behaviour.clash_calms + channels.calms_clash * met
        grown = behaviour.clash_grows * np.exp(-channels.growth * met) / calms
        days = 1.0 / (behaviour.sector_calms + channels.calms_sector * met)
        heat = (behaviour.clash_heat - 1.0) / calms + (behaviour.sector_heat - 1.0) * grown * days
        next_door = behaviour.branching_next * damped * kept
        spread = np.minimum(heat * background / breed * next_door * chance, _MOST_SPREAD)
        fighting = fighting + count * starts * grown * days / (1.0 - spread)
    return _power_mean(fighting, behaviour.spiral_power)


def hazard_ratio(
    line: Line, behaviour: Behaviour, channels: Channels, dose: FloatArray
) -> FloatArray:
    """Return the hazard at a dose over that without a force, shape (draws,)."""
    ratio: FloatArray = hazard(line, behaviour, channels, dose) / hazard(
        line, behaviour, channels, np.zeros_like(dose)
    )
    return ratio


def probe_success(
    line: Line, behaviour: Behaviour, channels: Channels, dose: FloatArray
) -> FloatArray:
    """Return the chance that a probe succeeds where the aggressor aims it, shape (draws,).

    One where no force stands; a force that answers probes lowers it further.
    """
    hit, aimed = np.zeros(len(dose)), np.zeros(len(dose))
    for number in range(len(line.classes)):
        weight = behaviour.probe_appeal[:, number] * int((line.class_of == number).sum())
        weight = weight * np.exp(-behaviour.probe_aim * dose[:, number])
        aimed = aimed + weight
        hit = hit + weight * np.exp(-channels.probe_failure * dose[:, number])
    chance: FloatArray = hit / aimed
    return chance


def scaled(
    line: Line, behaviour: Behaviour, channels: Channels, target_log: FloatArray
) -> Channels:
    """Return the channels scaled so that full presence on the line has this log hazard ratio.

    A target of zero or more (no effect, or harm) leaves no channel; one below what the strongest
    scale gives leaves that.
    """
    full = np.ones((len(target_log), len(line.classes)))
    low, high = np.zeros(len(target_log)), np.full(len(target_log), _STRONGEST)
    for _ in range(40):
        middle = 0.5 * (low + high)
        weaker = np.log(hazard_ratio(line, behaviour, channels.times(middle), full)) > target_log
        low, high = np.where(weaker, middle, low), np.where(weaker, high, middle)
    return channels.times(np.where(target_log < 0.0, 0.5 * (low + high), 0.0))


def collapse_rate(
    line: Line, behaviour: Behaviour, hazard_per_year: FloatArray, cascade: FloatArray
) -> FloatArray:
    """Return the collapse rate a day at which the line without a force has this yearly hazard.

    ``cascade`` is by how much the simulated hazard exceeds the mean field. The rate is at most
    one in twenty a day: a line that hardly ever fights in a sector cannot be made to spiral.
    """
    nobody = np.zeros((len(hazard_per_year), len(line.classes)))
    still = np.zeros(len(hazard_per_year))
    none = Channels(*[still] * 7)
    per_day = hazard(line, behaviour, none, nobody) * cascade
    rate: FloatArray = np.minimum(hazard_per_year / _DAYS_A_YEAR / per_day, _CAP_A_DAY)
    return rate


def uncontagious(behaviour: Behaviour) -> Behaviour:
    """Return the behaviour of a line where incidents breed none and spread to no neighbour."""
    nothing = np.zeros_like(behaviour.branching_own)
    return replace(
        behaviour,
        branching_own=nothing,
        branching_across=nothing,
        branching_next=nothing,
        spill=nothing,
    )


def _drift(behaviour: Behaviour) -> FloatArray:
    """Return the mean over five years of shocks, the saw-tooth between recommitments, settling."""
    shocks = (
        1.0 + behaviour.shocks_per_year / _DAYS_A_YEAR * behaviour.shock_size * behaviour.shock_days
    )
    # Days since the last recommitment are exponential; growth is linear in them, then stops.
    renewal = behaviour.recommitments_per_year / _DAYS_A_YEAR
    growth = behaviour.regrowth / behaviour.regrowth_days
    gap = renewal - growth
    gap = np.where(np.abs(gap) < 1e-9, 1e-9, gap)
    rising = renewal / gap * (1.0 - np.exp(-gap * behaviour.regrowth_days))
    level = np.exp(behaviour.regrowth - renewal * behaviour.regrowth_days)
    power = 1.0 - behaviour.settling
    power = np.where(np.abs(power) < 1e-9, 1e-9, power)
    span = _YEARS * _DAYS_A_YEAR / behaviour.settling_days
    settled = ((1.0 + span) ** power - 1.0) / (power * span)
    mean: FloatArray = shocks * (rising + level) * settled
    return mean


def _power_mean(mean: FloatArray, power: FloatArray) -> FloatArray:
    """Return E[n**power] of a Poisson number n, shape (draws,).

    By its sum, and where n is large by the first terms around its mean.
    """
    small = np.minimum(mean, _LARGE)
    chance = np.exp(-small)
    total = np.zeros(len(mean))
    for n in range(1, _MOST_SECTORS + 1):
        chance = chance * small / n
        total = total + chance * float(n) ** power
    large = np.maximum(mean, _LARGE)
    around = large**power * (1.0 + power * (power - 1.0) / (2.0 * large))
    return np.where(mean < _LARGE, total, around)
