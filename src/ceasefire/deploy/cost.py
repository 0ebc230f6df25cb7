"""What a force costs, line by line, and what the same money would buy otherwise.

Two bases stand side by side and are never mixed: ``additional`` counts what a deployment costs on
top of an army that is paid anyway, ``full`` its pay and equipment too. All money is in billions
of euros of 2025. Lines sum to the total; the running line of a coalition at central values is
what the optimiser saw.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ceasefire.draws import Sample
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Option

__all__ = [
    "ALTERNATIVES",
    "BASES",
    "COMMON",
    "LINES",
    "PARAMETERS",
    "alternatives",
    "by_state",
    "common_share",
    "host_soldiers",
    "lines",
    "present_years",
]

BASES: Mapping[str, str] = {"additional": "cost_additional_eur", "full": "cost_full_eur"}
LINES = ("setup", "running", "air", "maritime", "transport", "casualties")
ALTERNATIVES = ("aid_today", "aid_europe", "aid_surge")
PARAMETERS = (
    *BASES.values(),
    "camp_eur",
    "camps_existing_share",
    "aircraft_year_eur",
    "maritime_year_eur",
    "transport_eur_per_tonne",
    "losses_per_1000_years",
    "casualty_cover_eur",
    "discount_rate",
    "aid_today_eur_bn",
    "aid_europe_eur_bn",
    "aid_surge_factor",
    "host_soldier_year_eur",
)
COMMON: Mapping[str, str] = {
    "headquarters": "common_share_headquarters",
    "common_costs": "common_share_common_costs",
    "assessed_contributions": "common_share_assessed_contributions",
}
"""The parameter with the share that common funds pay, by what ``commands.csv`` says of them."""

_BN = 1e-9


def present_years(duration_years: float, discount_rate: FloatArray) -> FloatArray:
    """Return the years of a duration at their present value, each paid at its beginning.

    A duration of five years at 3% is 4.7 years' money. Part of a year counts as that part.
    """
    total = np.zeros_like(discount_rate)
    for year in range(int(np.ceil(duration_years))):
        part = min(1.0, duration_years - year)
        total = total + part / (1.0 + discount_rate) ** year
    return total


def lines(
    option: Option, basis: str, size_troops: FloatArray, tonnes: FloatArray, sample: Sample
) -> dict[str, FloatArray]:
    """Return each line of the cost over the option's whole duration, in eur_2025_bn, (draws,).

    Parameters
    ----------
    option : Option
    basis : str
        A key of ``BASES``.
    size_troops : ndarray, shape (draws,)
        Deployed troops.
    tonnes : ndarray, shape (draws,)
        What moves in, and at the end out again.
    sample : Sample
    """
    years = present_years(option.duration_years, sample["discount_rate"])
    new_camps = size_troops * (1.0 - sample["camps_existing_share"])
    losses = size_troops / 1000.0 * sample["losses_per_1000_years"]
    ships = 1.0 if "maritime" in option.tasks else 0.0
    moves = 2.0
    return {
        "setup": new_camps * sample["camp_eur"] * _BN,
        "running": size_troops * sample[BASES[basis]] * years * _BN,
        "air": option.aircraft * sample["aircraft_year_eur"] * years * _BN,
        "maritime": ships * sample["maritime_year_eur"] * years * _BN,
        "transport": moves * tonnes * sample["transport_eur_per_tonne"] * _BN,
        "casualties": losses * sample["casualty_cover_eur"] * years * _BN,
    }


def common_share(funding: str, sample: Sample) -> FloatArray:
    """Return the share of the cost that common funds pay, shape (draws,)."""
    if funding in COMMON:
        return sample[COMMON[funding]]
    return np.zeros(len(sample.rows))


def by_state(
    yearly_eur_bn: FloatArray, common: FloatArray, state_troops: FloatArray, size_troops: FloatArray
) -> FloatArray:
    """Return what each state pays a year for its own troops, (draws, states), in eur_2025_bn.

    ``yearly_eur_bn`` is a year of the size asked for; common funds pay their share first.
    """
    each = yearly_eur_bn * (1.0 - common) / size_troops
    result: FloatArray = state_troops * each[:, None]
    return result


def alternatives(sample: Sample) -> dict[str, FloatArray]:
    """Return a year of aid today (all donors, Europe alone) and of a surge, in eur_2025_bn."""
    return {
        "aid_today": sample["aid_today_eur_bn"],
        "aid_europe": sample["aid_europe_eur_bn"],
        "aid_surge": sample["aid_today_eur_bn"] * sample["aid_surge_factor"],
    }


def host_soldiers(yearly_eur_bn: FloatArray, sample: Sample) -> FloatArray:
    """Return the host's own soldiers that a year's money would pay, shape (draws,)."""
    return yearly_eur_bn / _BN / sample["host_soldier_year_eur"]
