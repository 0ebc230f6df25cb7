"""The world that the reference classes speak of: once a pack, on a fixed sample of its own.

A class says in how many cases of many it broke, not what it would have been in one draw. So one
scale a class is found, at which the mean over typical draws breaks as often as the class, and each
draw then breaks by its own armies, backer, recovery and players.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import numpy as np

from ceasefire.draws import Draws
from ceasefire.prospects.anchor import YEARS, anchor
from ceasefire.prospects.deliberate import exposure, occasions_scale
from ceasefire.prospects.occasion import decisions
from ceasefire.prospects.stakes import Question
from ceasefire.prospects.variants import CLASSES, Axes
from ceasefire.scenario.model import Choice, Option, Scenario

__all__ = ["occasion_scales", "without_force"]

_ROWS, _SEED = 1024, 1
_KNOTS = (0.0, 0.5, 2.0, YEARS)
_BACKER, _STATES = "backer_state", ("none", "logistics", "full")
_REMEMBERED = 8
_remembered: OrderedDict[str, tuple[float, ...]] = OrderedDict()


def occasion_scales(scenario: Scenario, option: Option, key: str) -> tuple[float, ...]:
    """Return by class the occasions a year for each unit of the drawn hazard of decisions.

    Parameters
    ----------
    scenario : Scenario
    option : Option
        Any; it is asked without its force.
    key : str
        Names what the world without a force depends on in this scenario: the scales are
        remembered by it.

    Returns
    -------
    tuple of float
        In the order of ``CLASSES``; times the draw's own hazard over ``YEARS`` they are the
        occasions of :func:`ceasefire.prospects.deliberate.survives`.

    Notes
    -----
    The sample has its own seed and size, so the scales depend on neither the rows nor the seed nor
    the horizon of a run. The backer is in each of its states in equal parts, also where a reader
    has fixed it for the run; recovery is slow, as in the central variant; the settlement is the
    typical one, which limits no army.
    """
    if key not in _remembered:
        _remembered[key] = _found(scenario, without_force(option))
        if len(_remembered) > _REMEMBERED:
            _remembered.popitem(last=False)
    return _remembered[key]


def without_force(option: Option) -> Option:
    """Return the option that sends nobody and leaves aid as it is today."""
    return replace(
        option,
        troops_low=0.0,
        troops_high=0.0,
        combat_brigades=0.0,
        aircraft=0.0,
        air_defence="none",
        placement="none",
        aid="today",
        host_troops="current",
    )


def _found(scenario: Scenario, option: Option) -> tuple[float, ...]:
    parameters = dict(scenario.parameters)
    parameters[_BACKER] = replace(parameters[_BACKER], value=Choice(_STATES))
    sample = Draws(replace(scenario, parameters=parameters), _ROWS, _SEED).sample(range(_ROWS))
    nothing = np.zeros(_ROWS)
    asked = Question(
        option=option,
        knots_years=_KNOTS,
        share=np.zeros((_ROWS, len(_KNOTS))),
        troops=nothing,
        host_soldiers=nothing,
        backed=sample[_BACKER] != _STATES.index("none"),
        supportive=sample[_BACKER] == _STATES.index("full"),
    )
    found = decisions(sample, _of_class(0), asked)
    exposed = exposure(found.attack, _KNOTS, (YEARS,))[:, :, 0]
    kept = ~found.failed
    scales = []
    for place in range(len(CLASSES)):
        hazard = anchor(_of_class(place), 0.0, sample).deliberate
        scales.append(occasions_scale(hazard[kept], found.types[kept], exposed[kept]))
    return tuple(scales)


def _of_class(place: int) -> Axes:
    """Return the central axes with one reference class, for all rows of the sample."""
    nowhere = np.zeros(_ROWS, dtype=np.bool_)
    still = np.zeros(_ROWS, dtype=np.int64)
    return Axes(np.full(_ROWS, place, dtype=np.int64), still, still, nowhere, nowhere)
