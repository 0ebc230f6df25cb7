"""Presence over time: what has arrived, what is left of it, and what dose that is on the line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ceasefire.prospects.variants import DOSES
from ceasefire.results import FloatArray
from ceasefire.results.deployment import SentForce

__all__ = [
    "CONSENT_FACTOR",
    "PARAMETERS",
    "RESPONSE_DAYS",
    "dose",
    "interpolated",
    "retention",
    "troops_at",
]

_WHOLE_YEAR = 365.0
CONSENT_FACTOR = {"partial": "consent_partial", "no": "consent_no"}
"""Troops that a regime of less than full consent takes, as a multiple; with full consent one."""
RESPONSE_DAYS = {
    "mobile_reserve": "response_days_reserve",
    "rear": "response_days_rear",
    "outside": "response_days_outside",
}
PARAMETERS = (
    "presence_hazard_ratio",
    "presence_transport",
    "dose_bend",
    "dose_threshold_share",
    "full_presence_troops_per_km",
    "thin_presence",
    "thin_share",
    *CONSENT_FACTOR.values(),
    *RESPONSE_DAYS.values(),
    "departure_per_year",
    "departure_backer_none_per_year",
    "departure_per_100_deaths",
    "force_deaths_per_incident",
    "force_deaths_per_clash_day",
    "force_deaths_per_sector_day",
    "accident_deaths_per_1000_year",
    "civilians_per_incident",
    "civilians_per_clash_day",
    "civilians_per_sector_day",
    "needed_clash_battalions",
    "needed_sector_battalions",
    "battalion_troops",
    "reserve_share_of_force",
)


def interpolated(
    days: Sequence[float], known_days: Sequence[float], values: FloatArray
) -> FloatArray:
    """Return values linear between the known days, shape (draws, days).

    ``values`` has shape (draws, known days); before the first day it rises from zero, after the
    last it stays.
    """
    places = [0.0, *known_days]
    padded = np.concatenate([np.zeros((len(values), 1)), values], axis=1)
    out = np.empty((len(values), len(days)))
    for number, day in enumerate(days):
        right = int(np.clip(np.searchsorted(places, day), 1, len(places) - 1))
        span = places[right] - places[right - 1]
        weight = min(1.0, (day - places[right - 1]) / span)
        out[:, number] = (1.0 - weight) * padded[:, right - 1] + weight * padded[:, right]
    return out


def troops_at(
    days: Sequence[float], sent: SentForce, size: FloatArray, kept: FloatArray
) -> FloatArray:
    """Return the troops in place on these days, shape (draws, days): arrival x retention.

    What the coalition brings never exceeds the option's own size. What has not arrived by the last
    day that the arrival program knows follows by the end of the first year. Without a coalition's
    own curve the force is there from the first day, as asked for.
    """
    if sent.arrived_troops is None or sent.reached_troops is None:
        return size[:, None] * kept
    whole = np.minimum(sent.reached_troops, size)
    known = np.minimum(sent.arrived_troops, whole[:, None])
    horizons = list(sent.horizons_days)
    if horizons[-1] < _WHOLE_YEAR:
        horizons.append(_WHOLE_YEAR)
        known = np.concatenate([known, whole[:, None]], axis=1)
    return interpolated(days, horizons, known) * kept


def retention(days: Sequence[float], loss_per_year: FloatArray) -> FloatArray:
    """Return the share of what came that has not been withdrawn, shape (draws, days).

    Elections, cost and a change of the backer take a steady share a year; what the force's own
    losses take is computed with the incidents.
    """
    years = np.asarray(days)[None, :] / 365.25
    kept: FloatArray = np.exp(-loss_per_year[:, None] * years)
    return kept


def dose(
    share: FloatArray,
    shape: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    bend: FloatArray,
    threshold: FloatArray,
) -> FloatArray:
    """Return the dose in [0, 1] of a density given as a share of full presence.

    Parameters
    ----------
    share : ndarray, shape (draws, ...)
        Troops on the line over those that a past mission with consent would have there.
    shape : ndarray of int, shape (draws,)
        Position in ``DOSES``: ``log`` ln(1 + b x) / ln(1 + b), ``step`` 0 or 1 at the threshold,
        ``threshold`` nothing below it and linear above.
    bend, threshold : ndarray, shape (draws,)
    """
    x = np.minimum(share, 1.0)
    wide = (len(shape),) + (1,) * (x.ndim - 1)
    b, t, kind = bend.reshape(wide), threshold.reshape(wide), shape.reshape(wide)
    curved = np.log1p(b * x) / np.log1p(b)
    step = (x >= t).astype(np.float64)
    above = np.maximum(0.0, (x - t) / (1.0 - t))
    found: FloatArray = np.where(
        kind == DOSES.index("step"), step, np.where(kind == DOSES.index("log"), curved, above)
    )
    return found
