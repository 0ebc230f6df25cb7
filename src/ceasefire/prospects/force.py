"""The force in place: its dose on the line by sector class and time, its reserve, its losses."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ceasefire.draws import Sample
from ceasefire.prospects import dynamics
from ceasefire.prospects.outside import OffTheLine, off_the_line
from ceasefire.prospects.plan import DAYS_A_YEAR, ProspectsPlan
from ceasefire.prospects.presence import CONSENT_FACTOR, RESPONSE_DAYS, dose, retention, troops_at
from ceasefire.prospects.spiral import Channels
from ceasefire.prospects.variants import Axes
from ceasefire.prospects.world import deaths
from ceasefire.results import FloatArray, SentForce

__all__ = ["ForceOnGround", "force_on_ground", "nobody_there"]


@dataclass(frozen=True)
class ForceOnGround:
    """A force over time in a block of draws.

    Attributes
    ----------
    there : bool
        Whether the option sends a force at all.
    troops : ndarray, shape (draws, epochs)
        In place, before what its own losses take.
    at_mid_year : ndarray, shape (draws, years)
    share_at_knots : ndarray, shape (draws, knots)
        Share of the option's own size in place when the game is solved.
    half_there_days : ndarray, shape (draws,)
        Until half of what comes is there; infinite if it never is.
    off_line : OffTheLine
        Harm off the line a year, by epoch.
    on_line, deaths : Force, Deaths
        What the simulation is told.
    full_dose : ndarray, shape (draws, classes)
        Dose at the force's strongest.
    """

    there: bool
    troops: FloatArray
    at_mid_year: FloatArray
    share_at_knots: FloatArray
    half_there_days: FloatArray
    off_line: OffTheLine
    on_line: dynamics.Force
    deaths: dynamics.Deaths
    full_dose: FloatArray

    def responding(self, chance: FloatArray) -> ForceOnGround:
        """Return the force with its chance (draws,) of answering a probe that it could answer."""
        response = self.on_line.response * chance[:, None]
        return replace(self, on_line=replace(self.on_line, response=response))


def force_on_ground(
    plan: ProspectsPlan,
    sample: Sample,
    axes: Axes,
    channels: Channels,
    size: FloatArray,
    sent: SentForce,
) -> ForceOnGround:
    """Return the force of an option in these draws."""
    loss = -np.log1p(-sample["departure_per_year"])
    loss = loss - np.where(
        plan.backer_is("none", sample), np.log1p(-sample["departure_backer_none_per_year"]), 0.0
    )
    asked = np.where(size > 0, size, 1.0)

    def in_place(days: tuple[float, ...]) -> FloatArray:
        stays = np.array(days) <= plan.option.duration_years * DAYS_A_YEAR
        return troops_at(days, sent, size, retention(days, loss)) * stays[None, :]

    troops = in_place(plan.epoch_days)
    off = off_the_line(plan.option, troops, troops / asked[:, None], sample)
    doses = _doses(plan, sample, axes, troops)
    knots = tuple(year * DAYS_A_YEAR for year in plan.knots_years)
    return ForceOnGround(
        there=plan.option.troops_high > 0,
        troops=troops,
        at_mid_year=in_place(plan.calendar),
        share_at_knots=in_place(knots) / asked[:, None],
        half_there_days=_half_there(plan, troops),
        off_line=off,
        on_line=_on_line(plan, sample, channels, troops, doses),
        deaths=deaths(sample, off.battle_deaths / DAYS_A_YEAR),
        full_dose=doses.max(axis=2),
    )


def nobody_there(draws: int, classes: int, epochs: int) -> dynamics.Force:
    """Return the force of an option without one."""
    none = np.zeros(draws)
    return dynamics.Force(
        presence=np.zeros((draws, classes, epochs)),
        damping_triggering=none,
        damping_background=none,
        damping_clash=none,
        damping_growth=none,
        response=np.zeros((draws, epochs)),
        loss_feedback=none,
        deaths_per_incident=none,
        deaths_per_clash_day=none,
        deaths_per_sector_day=none,
        reserve=none,
        needed_clash=none,
        needed_sector=none,
        deliverable=np.zeros((draws, epochs)),
    )


def _on_line(
    plan: ProspectsPlan, sample: Sample, channels: Channels, troops: FloatArray, doses: FloatArray
) -> dynamics.Force:
    battalion = sample["battalion_troops"]
    # The reserve is that of the first days; what arrives adds its own share to it.
    held = troops * (sample["reserve_share_of_force"] / battalion)[:, None]
    first = held[:, 0]
    return dynamics.Force(
        presence=doses,
        damping_triggering=channels.triggering,
        damping_background=channels.background,
        damping_clash=channels.clash,
        damping_growth=channels.growth,
        response=_response(plan, sample, troops),
        loss_feedback=-np.log1p(-sample["departure_per_100_deaths"]) / 100.0,
        deaths_per_incident=sample["force_deaths_per_incident"],
        deaths_per_clash_day=sample["force_deaths_per_clash_day"],
        deaths_per_sector_day=sample["force_deaths_per_sector_day"],
        reserve=first,
        needed_clash=sample["needed_clash_battalions"],
        needed_sector=sample["needed_sector_battalions"],
        deliverable=np.maximum(0.0, held - first[:, None]),
    )


def _response(plan: ProspectsPlan, sample: Sample, troops: FloatArray) -> FloatArray:
    """Return the chance that help comes before a probe's clash has died down, by epoch.

    A force on the line is there; one in reserve, in the rear or outside comes after days, and the
    clash ends first with the odds of the two rates. Its will to respond is the game's.
    """
    there = (troops > 0).astype(np.float64)
    name = RESPONSE_DAYS.get(plan.option.placement)
    if plan.option.rules == "none" or plan.option.placement == "none":
        return np.zeros_like(there)
    if name is None:
        return there
    in_time = 1.0 / (1.0 + sample[name] * sample["clash_calms"])
    chance: FloatArray = there * in_time[:, None]
    return chance


def _doses(plan: ProspectsPlan, sample: Sample, axes: Axes, troops: FloatArray) -> FloatArray:
    """Return the dose by sector class and epoch, shape (draws, classes, epochs)."""
    found = np.zeros((troops.shape[0], len(plan.stretches), troops.shape[1]))
    if not plan.allocation:
        return found
    on_line = troops * plan.line_share
    consent = sample[CONSENT_FACTOR[plan.option.consent]] if plan.option.consent != "yes" else 1.0
    weights = {s.sector.id: _weight(plan, sample, s.sector.id) for s in plan.stretches}
    everything = np.zeros(troops.shape[0])
    for weight in weights.values():
        everything = everything + weight
    for number, stretch in enumerate(plan.stretches):
        sector = stretch.sector
        if sector.id not in plan.allocation:
            continue
        part = weights[sector.id] / everything
        full = sample["full_presence_troops_per_km"] * sample[sector.density_share] * consent
        even = on_line * (part / sample[sector.length] / full)[:, None]
        weak = sum(s.share for s in plan.stretches if s.sector.id == sector.id and s.thin)
        normal = 1.0 / (1.0 - weak + weak * sample["thin_presence"])
        held = normal * sample["thin_presence"] if stretch.thin else normal
        found[:, number, :] = dose(
            even * held[:, None],
            axes.dose,
            sample["dose_bend"],
            sample["dose_threshold_share"],
        )
    return found


def _weight(plan: ProspectsPlan, sample: Sample, sector_id: str) -> FloatArray:
    """Return a sector's weight in sharing out the troops: as told, or by length and density."""
    draws = len(sample.rows)
    if sector_id not in plan.allocation:
        return np.zeros(draws)
    told = plan.allocation[sector_id]
    if not np.isnan(told):
        return np.full(draws, told)
    sector = next(s.sector for s in plan.stretches if s.sector.id == sector_id)
    weight: FloatArray = sample[sector.length] * sample[sector.density_share]
    return weight


def _half_there(plan: ProspectsPlan, troops: FloatArray) -> FloatArray:
    days = np.array(plan.epoch_days)
    reached = troops >= 0.5 * troops.max(axis=1, initial=0.0)[:, None]
    first: FloatArray = np.where(reached.any(axis=1), days[reached.argmax(axis=1)], np.inf)
    return first
