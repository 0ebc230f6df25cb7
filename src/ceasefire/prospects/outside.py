"""Off the line: missile and drone strikes, incidents at sea, sabotage.

A force in the rear is out of reach of a skirmish, never of these. They do not spiral here; they
kill, and air and air defence take a part of the strikes off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ceasefire.results import FloatArray
from ceasefire.scenario.model import Option

__all__ = ["PARAMETERS", "OffTheLine", "off_the_line"]

PARAMETERS = (
    "strikes_per_year",
    "maritime_incidents_per_year",
    "sabotage_per_year",
    "civilians_per_strike",
    "battle_deaths_per_strike",
    "battle_deaths_per_maritime",
    "force_deaths_per_strike_10k",
    "force_deaths_per_sabotage_10k",
    "air_damps_strikes",
    "air_defence_damps_strikes",
)
_AIR_DEFENCE = {"none": 0.0, "light": 1 / 3, "medium": 2 / 3, "heavy": 1.0}
"""How much of the drawn effect an option's air defence has."""
_PER = 10_000.0


@dataclass(frozen=True)
class OffTheLine:
    """Expected harm a year, shape (draws, times)."""

    civilians: FloatArray
    battle_deaths: FloatArray
    force_deaths: FloatArray


def off_the_line(
    option: Option,
    troops: FloatArray,
    present_share: FloatArray,
    sample: Mapping[str, FloatArray],
) -> OffTheLine:
    """Return the harm off the line at each time.

    Parameters
    ----------
    option : Option
    troops : ndarray, shape (draws, times)
        In place; a force outside the country is out of reach of strikes, not of sabotage.
    present_share : ndarray, shape (draws, times)
        Share of the option's own size that is in place: air and air defence come with it.
    sample : mapping of str to ndarray, shape (draws,)
    """
    defence = sample["air_defence_damps_strikes"] * _AIR_DEFENCE[option.air_defence]
    air = sample["air_damps_strikes"] if option.aircraft > 0 else np.zeros_like(defence)
    through = (1.0 - air[:, None] * present_share) * (1.0 - defence[:, None] * present_share)
    strikes = sample["strikes_per_year"][:, None] * through
    at_sea = sample["maritime_incidents_per_year"] * sample["battle_deaths_per_maritime"]
    in_reach = 0.0 if option.placement == "outside" else 1.0
    hit = in_reach * strikes * sample["force_deaths_per_strike_10k"][:, None]
    sabotage = sample["sabotage_per_year"] * sample["force_deaths_per_sabotage_10k"]
    return OffTheLine(
        civilians=strikes * sample["civilians_per_strike"][:, None],
        battle_deaths=strikes * sample["battle_deaths_per_strike"][:, None] + at_sea[:, None],
        force_deaths=(hit + sabotage[:, None]) * troops / _PER,
    )
