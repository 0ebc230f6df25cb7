"""Numbers that sum up simulated histories as the records of past lines do."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from cases import EPOCH_DAYS, Case, Setting
from numpy.typing import NDArray

from ceasefire.core.compiled import compiled
from ceasefire.prospects.dynamics import DAYS_A_YEAR, Histories
from ceasefire.prospects.dynamics.random import DAY, block, pick

__all__ = ["recommitted", "summaries"]

Numbers = NDArray[np.float64]

_WEEKS_BEFORE, _WEEKS_AFTER, _LONGEST = 4, 2, 52
_HOT_SHARE = 4 / 17
_SURGE_YEARS = 4


def summaries(
    case: Case,
    at: Setting,
    found: Histories,
    sample: Mapping[str, Numbers],
    events: NDArray[np.bool_],
) -> dict[str, Numbers]:
    """Return each statistic, shape (draws, replicates); NaN where a history has none.

    ``events`` (draws, replicates, weeks) marks the weeks with a recommitment.
    """
    first = case.first_year
    incidents = found.incidents[:, :, first:, :]
    deaths = (
        incidents.sum(axis=3) * at.deaths.battle_deaths_per_incident[:, None, None]
        + found.clash_days[:, :, first:].sum(axis=3)
        * at.deaths.battle_deaths_per_clash_day[:, None, None]
        + found.sector_days[:, :, first:].sum(axis=3)
        * at.deaths.battle_deaths_per_sector_day[:, None, None]
    )
    weeks = found.incidents_by_epoch[:, :, first * DAYS_A_YEAR // EPOCH_DAYS :]
    marks = events[:, :, first * DAYS_A_YEAR // EPOCH_DAYS :]
    months = np.log(_blocks(weeks, 4) + 0.5)
    a_day = incidents.sum(axis=(2, 3)) / (DAYS_A_YEAR * incidents.shape[2])
    mean = deaths.mean(axis=2)
    usual, regrown = _around(weeks, marks)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "deaths_a_year": mean,
            "yearly_swing": np.log(deaths + 0.5).std(axis=2, ddof=1),
            "monthly_swing": months.std(axis=2, ddof=1),
            "monthly_memory": _memory(months),
            "usual_drop": usual,
            "largest_drop": _largest_drop(weeks),
            "regrowth_days": regrown,
            "violations_a_day": a_day * sample["cluster_size"][:, None],
            "incidents_a_day": a_day,
            "hot_spot_share": _hot_share(incidents.sum(axis=2)),
            "sector_days_a_year": found.sector_days[:, :, first:].sum(axis=(2, 3))
            / incidents.shape[2],
            "surge": _blocks(deaths, _SURGE_YEARS).max(axis=2) / _SURGE_YEARS / (mean + 0.01),
        }


def recommitted(
    seed: int, draws: NDArray[np.int64], replicates: int, years: int, sample: Mapping[str, Numbers]
) -> NDArray[np.bool_]:
    """Return the weeks with a recommitment, from the same random numbers as the simulation."""
    shock = 1.0 - np.exp(-sample["shocks_per_year"] / DAYS_A_YEAR)
    repair = 1.0 - np.exp(-sample["recommitments_per_year"] / DAYS_A_YEAR)
    weeks = -(-years * DAYS_A_YEAR // EPOCH_DAYS)
    marks = np.zeros((len(draws), replicates, weeks), np.bool_)
    _mark(seed, draws, shock, repair, years * DAYS_A_YEAR, EPOCH_DAYS, marks)
    return marks


@compiled
def _mark(
    seed: int,
    draws: NDArray[np.int64],
    shock: Numbers,
    repair: Numbers,
    days: int,
    week: int,
    marks: NDArray[np.bool_],
) -> None:
    for d in range(len(draws)):
        for r in range(marks.shape[1]):
            for t in range(days):
                u = pick(block(seed, draws[d], r, t, DAY), 3)
                if shock[d] <= u < shock[d] + repair[d]:
                    marks[d, r, t // week] = True


def _around(weeks: Numbers, marks: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Return the usual drop at a recommitment, and the median days until the level is back."""
    before = np.full(weeks.shape, np.nan)
    after = np.full(weeks.shape, np.nan)
    total = np.cumsum(np.concatenate([np.zeros((*weeks.shape[:2], 1)), weeks], axis=2), axis=2)
    last = weeks.shape[2]
    at = np.arange(_WEEKS_BEFORE, last - _WEEKS_AFTER - 1)
    before[:, :, at] = (total[:, :, at] - total[:, :, at - _WEEKS_BEFORE]) / _WEEKS_BEFORE
    after[:, :, at] = (total[:, :, at + 1 + _WEEKS_AFTER] - total[:, :, at + 1]) / _WEEKS_AFTER
    there = marks & np.isfinite(before) & np.isfinite(after)
    high = np.where(there, before, 0.0).sum(axis=2)
    low = np.where(there, after, 0.0).sum(axis=2)
    drop = np.where(there.any(axis=2), (high + 0.5) / (low + 0.5), np.nan)
    back = np.full(weeks.shape, np.nan)
    for d, r, t in np.argwhere(there):
        ahead = weeks[d, r, t + 1 : t + 1 + _LONGEST]
        reached = np.flatnonzero(ahead >= before[d, r, t])
        back[d, r, t] = EPOCH_DAYS * (reached[0] + 1 if len(reached) else _LONGEST)
    days = np.full(drop.shape, np.nan)
    some = there.any(axis=2)
    days[some] = np.nanmedian(back[some], axis=1)
    return drop, days


def _largest_drop(weeks: Numbers) -> Numbers:
    """Return the largest fall from four weeks to the next four, as a ratio."""
    total = np.cumsum(np.concatenate([np.zeros((*weeks.shape[:2], 1)), weeks], axis=2), axis=2)
    four = total[:, :, 4:] - total[:, :, :-4]
    ratio = (four[:, :, :-4] + 0.5) / (four[:, :, 4:] + 0.5)
    fall: Numbers = ratio.max(axis=2)
    return fall


def _blocks(values: Numbers, length: int) -> Numbers:
    """Return sums over blocks of the last axis, a rest left out."""
    whole = values.shape[2] // length
    cut = values[:, :, : whole * length]
    total: Numbers = cut.reshape(*values.shape[:2], whole, length).sum(axis=3)
    return total


def _memory(months: Numbers) -> Numbers:
    """Return the correlation of each month's number with the next one's."""
    off = months - months.mean(axis=2, keepdims=True)
    ratio: Numbers = (off[:, :, 1:] * off[:, :, :-1]).sum(axis=2) / (off**2).sum(axis=2)
    return ratio


def _hot_share(by_segment: Numbers) -> Numbers:
    """Return the share of incidents in the hottest 4 of 17 segments, or as many in proportion."""
    hot = max(1, round(_HOT_SHARE * by_segment.shape[2]))
    ordered = np.sort(by_segment, axis=2)
    share: Numbers = ordered[:, :, -hot:].sum(axis=2) / np.maximum(ordered.sum(axis=2), 1.0)
    return share
