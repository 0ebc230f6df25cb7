"""The central value of a quantity: what a solver sees that cannot see a range."""

from __future__ import annotations

from ceasefire.scenario.model import Choice, Fixed, Pert, Quantiles, Scenario, Uniform

__all__ = ["central"]


def central(scenario: Scenario, name: str) -> float:
    """Return a parameter's own number, its mode, its median or the middle of its range.

    Raises
    ------
    KeyError
        If the scenario has no visible value of this name, or it is a choice.
    """
    value = scenario.parameters[name].value
    match value:
        case Fixed():
            return value.value
        case Uniform():
            return (value.low + value.high) / 2
        case Pert():
            return value.mode
        case Quantiles():
            return value.p50
        case Choice():
            raise KeyError(f"{name} is a choice, it has no central value")
