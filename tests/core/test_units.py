"""The closed table of units against pint, and what may not be converted."""

import pint
import pytest

from ceasefire.core.units import UNITS, convert

PINT_NAMES = {
    "km": "km",
    "m": "m",
    "hours": "hour",
    "days": "day",
    "months": "month",
    "years": "year",
}


@pytest.mark.parametrize("name", sorted(PINT_NAMES))
@pytest.mark.parametrize("to", sorted(PINT_NAMES))
def test_factors_agree_with_pint(name, to):
    registry = pint.UnitRegistry()
    quantity = registry.Quantity(3.0, PINT_NAMES[name])
    if UNITS[name].dimension != UNITS[to].dimension:
        with pytest.raises(ValueError, match="measures"):
            convert(3.0, name, to)
    else:
        assert convert(3.0, name, to) == pytest.approx(quantity.to(PINT_NAMES[to]).magnitude)


def test_every_unit_has_a_plausible_range():
    assert all(unit.low < unit.high and unit.words for unit in UNITS.values())
    assert len(UNITS) <= 40


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("deaths", "deaths_per_1000_soldier_years"),
        ("per_year", "trainees_per_staff_year"),
        ("log_effect", "ratio"),
        ("stake", "share"),
        ("battalions", "brigades"),
    ],
)
def test_units_that_sound_alike_are_not_converted(one, other):
    with pytest.raises(ValueError, match="measures"):
        convert(1.0, one, other)
