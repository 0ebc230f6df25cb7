"""Dated evidence: public events as likelihood ratios that fade, with a cap on each month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zlib import crc32

import numpy as np

from ceasefire.core.philox import uniforms
from ceasefire.draws.inverse_cdf import inverse_cdf
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Fixed, Pert, Scenario

__all__ = ["Event", "events", "log_ratios", "shifts"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event on one node; the ratio is P(event | node true) / P(event | node false)."""

    id: str
    day: date
    node: str
    ratio_low: float
    ratio_mode: float
    ratio_high: float
    half_life_days: float


def events(scenario: Scenario) -> tuple[Event, ...]:
    """Return the events that were known on the as-of date, by day from which they were known."""
    found = [
        Event(
            id=str(row["id"]),
            day=_known(row),
            node=str(row["node"]),
            ratio_low=_number(row["lr_low"]),
            ratio_mode=_number(row["lr_mode"]),
            ratio_high=_number(row["lr_high"]),
            half_life_days=_number(row["half_life_days"]),
        )
        for row in scenario.rows("evidence")
    ]
    return tuple(sorted(found, key=lambda event: (event.day, event.id)))


@lru_cache(maxsize=16)  # blocks of rows: the options of a run read the same events
def log_ratios(seed: int, rows: range, events: tuple[Event, ...]) -> FloatArray:
    """Return the logarithm of each event's ratio in each draw, shape (draws, events), read only.

    An event's own random number hangs on its id, the seed and the draw, so another event in the
    list changes nothing.
    """
    found = np.empty((len(rows), len(events)))
    numbers = np.arange(rows.start, rows.stop)
    for place, event in enumerate(events):
        low, mode, high = (
            float(np.log(ratio)) for ratio in (event.ratio_low, event.ratio_mode, event.ratio_high)
        )
        value = Fixed(mode) if low == high else Pert(low, mode, high)
        u = uniforms(seed, "evidence", draw=numbers, k=crc32(event.id.encode()))
        found[:, place] = inverse_cdf(value, u)
    found.flags.writeable = False
    return found


def shifts(
    events: Sequence[Event], ratios: FloatArray, cap: FloatArray, day: date
) -> Mapping[str, FloatArray]:
    """Return what all that was known on a day adds to the log-odds of each node.

    For each node the sum over months of the month's sum, held within the cap, of
    ln ratio x 2^(-age / half-life).

    Parameters
    ----------
    events : sequence of Event
    ratios : ndarray, shape (draws, events)
        Their :func:`log_ratios`.
    cap : ndarray, shape (draws,)
    day : date

    Returns
    -------
    mapping of str to ndarray, shape (draws,)
        Only nodes with an event by then.
    """
    months: dict[tuple[str, int, int], FloatArray] = {}
    for place, event in enumerate(events):
        age = (day - event.day).days
        if age < 0:
            continue
        weight = 2.0 ** (-age / event.half_life_days)
        key = (event.node, event.day.year, event.day.month)
        months[key] = months.get(key, 0.0) + weight * ratios[:, place]
    found: dict[str, FloatArray] = {}
    for (node, _, _), added in months.items():
        found[node] = found.get(node, 0.0) + np.clip(added, -cap, cap)
    return found


def _known(row: Mapping[str, object]) -> date:
    days = [day for day in (row["date"], row["known_from"]) if isinstance(day, date)]
    return max(days)


def _number(cell: object) -> float:
    assert isinstance(cell, int | float)
    return float(cell)
