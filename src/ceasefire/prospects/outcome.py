"""From histories and decisions to outcomes: survival with causes, incidents, losses, reserves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.draws import Sample
from ceasefire.prospects.dynamics import Histories
from ceasefire.prospects.force import ForceOnGround
from ceasefire.prospects.plan import DAYS_A_YEAR, EPOCH_DAYS, ProspectsPlan
from ceasefire.results import FloatArray, OnTheGround, Violence

__all__ = ["Joint", "joint", "on_the_ground", "violence"]

HORIZONS_DAYS = (30, 60, 90)
_KM = 100.0


@dataclass(frozen=True)
class Joint:
    """Both engines together; arrays (draws, years), chances to the end of each year.

    ``held_on_grid`` (draws, epochs + 1) is H2 at the start and at the end of each epoch.
    """

    h2: FloatArray
    h1: FloatArray
    spiral: FloatArray
    deliberate: FloatArray
    other: FloatArray
    held_on_grid: FloatArray


def joint(histories: Histories, no_attack: FloatArray, no_other: FloatArray) -> Joint:
    """Return how the ceasefire fares when each cause may end it first.

    Parameters
    ----------
    histories : Histories
    no_attack, no_other : ndarray, shape (draws, epochs + 1)
        Chance of no decision to attack, of no other end, by the end of each epoch.

    Notes
    -----
    A replicate's spiral is simulated; the other causes are chances, so they weigh it: it ends the
    ceasefire with the chance that nothing else has done so before.
    """
    draws, _, years = histories.days_counted.shape
    standing = no_attack * no_other
    decided = _incidence(no_attack, no_other)
    shape = (draws, years)
    h2, h1, spiral, deliberate = (np.zeros(shape) for _ in range(4))
    last_day = DAYS_A_YEAR * years

    def until(days: NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
        return _on_days(standing, days, last_day), _on_days(decided, days, last_day)

    spiral_day = histories.spiral_day.astype(np.int64)
    standing_then, decided_then = until(np.where(spiral_day < 0, last_day, spiral_day))
    for year in range(years):
        day = DAYS_A_YEAR * (year + 1)
        standing_now, decided_now = until(np.full((draws, 1), day))
        first = ~_not_by(histories.spiral_day, day)
        h2[:, year] = _mean(~first) * standing_now[:, 0]
        h1[:, year] = _mean(_not_by(histories.quiet_lost_day, day)) * standing_now[:, 0]
        spiral[:, year] = _mean(np.where(first, standing_then, 0.0))
        deliberate[:, year] = _mean(np.where(first, decided_then, decided_now))
    calm_on_grid = np.stack(
        [_mean(_not_by(histories.spiral_day, EPOCH_DAYS * n)) for n in range(standing.shape[1])],
        axis=1,
    )
    return Joint(
        h2=h2,
        h1=h1,
        spiral=spiral,
        deliberate=deliberate,
        other=np.maximum(0.0, 1.0 - h2 - spiral - deliberate),
        held_on_grid=standing * calm_on_grid,
    )


def violence(plan: ProspectsPlan, sample: Sample, met: Histories, force: ForceOnGround) -> Violence:
    """Return incidents and losses for each year that the ceasefire holds.

    Counts are divided by the time in which they could be counted: a spiral ends both. Where all
    histories of a draw have ended before a year, its counts are zero.
    """
    lived = _replicate_mean(met.days_counted) / DAYS_A_YEAR
    totals = [_by_year(a, lived) for a in (met.incidents, met.clash_days, met.sector_days)]
    on_force = [
        _by_year(a, lived) for a in (met.incidents_met, met.clash_days_met, met.sector_days_met)
    ]
    year_of = [min(plan.epochs - 1, int(day // EPOCH_DAYS)) for day in plan.calendar]
    off = force.off_line
    at_line = _weighed(on_force, sample, "force_deaths_per")
    away = off.force_deaths[:, year_of]
    both = _over(at_line) + _over(away)
    return Violence(
        sectors=met_classes(plan),
        incidents=totals[0],
        clash_days=totals[1],
        sector_days=totals[2],
        incidents_by_class=_by_class(plan, sample, met, lived),
        force_deaths=at_line + away,
        force_accidents=force.at_mid_year
        / 1000.0
        * sample["accident_deaths_per_1000_year"][:, None],
        civilians=_weighed(totals, sample, "civilians_per") + off.civilians[:, year_of],
        battle_deaths=_weighed(totals, sample, "battle_deaths_per") + off.battle_deaths[:, year_of],
        off_line_share=np.divide(_over(away), both, out=np.zeros_like(both), where=both > 0),
        months=np.minimum(met.incidents_by_epoch[:, 0, :], 65535).astype(np.uint16),
    )


def on_the_ground(
    plan: ProspectsPlan, met: Histories, found: Joint, force: ForceOnGround, ratio: FloatArray
) -> OnTheGround:
    """Return the force over time, and whether the line asks for more than there is."""
    half = np.where(np.isfinite(force.half_there_days), force.half_there_days, np.inf)
    place = np.minimum(half / EPOCH_DAYS, float(plan.epochs))
    left = np.floor(place).astype(np.int64)
    right = np.minimum(left + 1, plan.epochs)
    grid = found.held_on_grid
    weight = (place - left)[:, None]
    held = (1.0 - weight) * np.take_along_axis(grid, left[:, None], axis=1)
    held = held + weight * np.take_along_axis(grid, right[:, None], axis=1)
    return OnTheGround(
        troops=force.at_mid_year,
        breaks_before_half=1.0 - held[:, 0],
        reinforcement={d: _mean(~_not_by(met.reinforcement_day, d)) for d in HORIZONS_DAYS},
        shortfall={d: _mean(~_not_by(met.shortfall_day, d)) for d in HORIZONS_DAYS},
        hazard_ratio=ratio,
    )


def met_classes(plan: ProspectsPlan) -> tuple[str, ...]:
    """Return the sector classes that the page shows: thin parts are counted with their sector."""
    return tuple(dict.fromkeys(stretch.sector.id for stretch in plan.stretches))


def _by_class(plan: ProspectsPlan, sample: Sample, met: Histories, lived: FloatArray) -> FloatArray:
    classes = met_classes(plan)
    found = np.zeros((len(lived), len(classes)))
    for number, stretch in enumerate(plan.stretches):
        place = classes.index(stretch.sector.id)
        counted = _over(_replicate_mean(met.incidents[:, :, :, number]))
        found[:, place] = found[:, place] + counted
    for place, name in enumerate(classes):
        length = next(s.sector.length for s in plan.stretches if s.sector.id == name)
        found[:, place] = found[:, place] / sample[length] * _KM
    lasted = _over(lived)[:, None]
    return np.divide(found, lasted, out=np.zeros_like(found), where=lasted > 0)


def _weighed(counts: list[FloatArray], sample: Sample, stem: str) -> FloatArray:
    """Return deaths from incidents, clash days and sector days, shape (draws, years)."""
    total = np.zeros_like(counts[0])
    for values, event in zip(counts, ("incident", "clash_day", "sector_day"), strict=True):
        total = total + values * sample[f"{stem}_{event}"][:, None]
    return total


def _by_year(counts: FloatArray, lived: FloatArray) -> FloatArray:
    """Return counts over all classes for each year lived, shape (draws, years)."""
    total = np.zeros(counts.shape[:3])
    for number in range(counts.shape[3]):
        total = total + counts[:, :, :, number]
    mean = _replicate_mean(total)
    return np.divide(mean, lived, out=np.zeros_like(mean), where=lived > 0)


def _replicate_mean(values: FloatArray) -> FloatArray:
    total = np.zeros((values.shape[0], values.shape[2]))
    for replicate in range(values.shape[1]):
        total = total + values[:, replicate]
    mean: FloatArray = total / values.shape[1]
    return mean


def _mean(values: NDArray[np.float64] | NDArray[np.bool_]) -> FloatArray:
    total = np.zeros(values.shape[0])
    for replicate in range(values.shape[1]):
        total = total + values[:, replicate]
    mean: FloatArray = total / values.shape[1]
    return mean


def _over(values: FloatArray) -> FloatArray:
    total = np.zeros(values.shape[0])
    for column in range(values.shape[1]):
        total = total + values[:, column]
    return total


def _not_by(day: NDArray[np.int32], limit: float) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (day < 0) | (day >= limit)
    return found


def _incidence(no_attack: FloatArray, no_other: FloatArray) -> FloatArray:
    """Return the chance that a decision has ended it first, on the grid, without spirals.

    The cumulative incidence with competing risks (Kalbfleisch and Prentice 1980): in each epoch
    what still held at its start is lost to both causes in the proportion of their hazards there.
    Over the whole time the proportion of the hazards so far would credit an early cause with ends
    that came late.
    """
    lost = [-np.diff(np.log(np.maximum(a, 1e-300)), axis=1) for a in (no_attack, no_other)]
    both = lost[0] + lost[1]
    share = np.divide(lost[0], both, out=np.zeros_like(both), where=both > 0)
    fall = -np.diff(no_attack * no_other, axis=1) * share
    found = np.zeros_like(no_attack)
    for place in range(fall.shape[1]):
        found[:, place + 1] = found[:, place] + fall[:, place]
    return found


def _on_days(values: FloatArray, days: NDArray[np.int64], last_day: int) -> FloatArray:
    """Return values (draws, epochs + 1) on days (draws, n), linear between the ends of epochs.

    The last epoch is cut short.
    """
    left = np.minimum(days // EPOCH_DAYS, values.shape[1] - 2)
    start, end = EPOCH_DAYS * left, np.minimum(EPOCH_DAYS * (left + 1), last_day)
    weight = (days - start) / (end - start)
    before, after = (np.take_along_axis(values, at, axis=1) for at in (left, left + 1))
    found: FloatArray = (1.0 - weight) * before + weight * after
    return found
