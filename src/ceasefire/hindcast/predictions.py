"""What each method would have said of a past mission, with that mission left out of it.

The methods are those of ``size``, called and not written again, on a joint sample of their
coefficients. Beside them stands the plainest rival: what other missions of its kind had.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ceasefire.hindcast.missions import Mission, Request
from ceasefire.results import FloatArray
from ceasefire.size.line_density import CONSENT_FACTOR, INTERPOSE, OBSERVE, Yardstick, line_troops
from ceasefire.size.population_density import RULES, total_security_troops

__all__ = ["METHODS", "PARAMETERS", "Past", "predictions"]

PARAMETERS = ("reserve_share", *CONSENT_FACTOR.values(), *RULES.values())
_FAMILY = {"watch": OBSERVE, "between": INTERPOSE}
_LEAST = 3  # missions, from which a rival of its kind is formed


@dataclass(frozen=True)
class Past:
    """What a mission is judged by: yardsticks of lines, other missions, a sample of coefficients.

    ``sample`` maps each of ``PARAMETERS`` to its draws, shape (draws,).
    """

    yardsticks: tuple[Yardstick, ...]
    missions: tuple[Mission, ...]
    sample: Mapping[str, FloatArray]

    def before(self, year: int) -> Past:
        """Return what was known of missions that began by a year."""
        early = tuple(m for m in self.missions if m.start <= year)
        ids = {mission.id for mission in early}
        known = tuple(y for y in self.yardsticks if y.operation in ids)
        return Past(known, early, self.sample)


def predictions(case: Mission | Request, past: Past) -> dict[str, FloatArray]:
    """Return the draws of each method that applies to a case, by method or method.variant.

    The case's own mission and its kin are left out of what it is judged by.
    """
    others = tuple(m for m in past.missions if m.kin != case.kin)
    ids = {mission.id for mission in others}
    left = Past(tuple(y for y in past.yardsticks if y.operation in ids), others, past.sample)
    found: dict[str, FloatArray] = {}
    for name, method in METHODS.items():
        answer = method(case, left)
        if answer is not None:
            found |= {f"{name}.{key}" if key else name: value for key, value in answer.items()}
    return found


def _line_density(case: Mission | Request, past: Past) -> dict[str, FloatArray] | None:
    """Return troops by the density of the other missions of its family, each as likely."""
    family = _FAMILY.get(case.role)
    if family is None or not case.line_km:
        return None
    consents = {mission.id: mission.consent for mission in past.missions}
    chosen = [
        y
        for y in past.yardsticks
        if y.family == family and y.density_per_km is not None and y.operation in consents
    ]
    if not chosen:
        return None
    factors = [_consent(past, consents[y.operation]) for y in chosen]
    ratio = _consent(past, case.consent)[:, None] / np.stack(factors, axis=1)
    density = np.array([y.density_per_km for y in chosen], dtype=np.float64)
    reserve = past.sample["reserve_share"]
    length = np.full(len(reserve), case.line_km)
    return {"": line_troops(density, length, ratio, reserve).ravel()}


def _consent(past: Past, regime: str) -> FloatArray:
    name = CONSENT_FACTOR.get(regime)
    return past.sample[name] if name else np.ones_like(past.sample["reserve_share"])


def _population_density(case: Mission | Request, past: Past) -> dict[str, FloatArray] | None:
    """Return all security personnel by each rule; the host's own are not taken off.

    Past host forces were mostly a party to the war, or not there.
    """
    if case.role != "stabilise" or not case.population:
        return None
    people = np.full(len(past.sample["reserve_share"]), case.population)
    return {
        variant: total_security_troops(past.sample[name], people) for variant, name in RULES.items()
    }


def _rival(case: Mission | Request, past: Past) -> dict[str, FloatArray] | None:
    """Return what other missions that did the same had at their strongest."""
    known = [m.peak_troops for m in past.missions if m.role == case.role and m.peak_troops]
    return {"": np.sort(np.array(known))} if len(known) >= _LEAST else None


METHODS: Mapping[str, Callable[[Mission | Request, Past], dict[str, FloatArray] | None]] = {
    "line_density": _line_density,
    "population_density": _population_density,
    "same_kind": _rival,
}
