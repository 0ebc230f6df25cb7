"""How near two cases are: a weighted mean of differences over what both of them tell.

The distance is Gower's (1971): every feature gives a difference between 0 and 1, features that one
of the two cases does not tell are left out, and the weights of the rest are scaled to one. Weights
are judgements of the reference table ``similarity.csv``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.precedents.cases import Case

__all__ = ["DIFFERENCES", "Neighbour", "nearest"]

_CONSENT = {"yes": 0.0, "partial": 0.5, "no": 1.0}
_LINE_RATIO, _SIZE_RATIO = 10.0, 30.0
_LEAST_KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A past case near an option.

    Attributes
    ----------
    operation : str
    distance : float
        0 where all that both tell is the same, 1 where nothing is.
    known_share : float
        Share of the weights that both cases tell.
    differences : mapping of str to float
        By feature, of those that both tell.
    """

    operation: str
    distance: float
    known_share: float
    differences: Mapping[str, float]


def nearest(
    case: Case, past: Sequence[Case], weights: Mapping[str, float], count: int = 5
) -> tuple[Neighbour, ...]:
    """Return the past cases nearest to a case, the nearest first, ties by name.

    Cases that share less than half of the weights with it are not compared.
    """
    found = [_beside(case, other, weights) for other in past if other.id != case.id]
    told = [n for n in found if n.known_share >= _LEAST_KNOWN]
    return tuple(sorted(told, key=lambda n: (n.distance, n.operation))[:count])


def _beside(case: Case, other: Case, weights: Mapping[str, float]) -> Neighbour:
    differences = {}
    for feature in weights:
        difference = DIFFERENCES[feature](case, other)
        if difference is not None:
            differences[feature] = difference
    known = sum(weights[feature] for feature in differences)
    total = sum(weights[feature] * difference for feature, difference in differences.items())
    whole = sum(weights.values())
    return Neighbour(
        operation=other.id,
        distance=total / known if known else 1.0,
        known_share=known / whole if whole else 0.0,
        differences=differences,
    )


def _mandate(a: Case, b: Case) -> float | None:
    if not a.mandates or not b.mandates:
        return None
    return 0.0 if set(a.mandates) & set(b.mandates) else 1.0


def _consent(a: Case, b: Case) -> float | None:
    if a.consent is None or b.consent is None:
        return None
    return abs(_CONSENT[a.consent] - _CONSENT[b.consent])


def _line(a: Case, b: Case) -> float | None:
    if a.line_km is None or b.line_km is None:
        return None
    if not a.line_km or not b.line_km:
        return 0.0 if a.line_km == b.line_km else 1.0
    return _apart(a.line_km, b.line_km, _LINE_RATIO)


def _size(a: Case, b: Case) -> float | None:
    return _apart(a.troops, b.troops, _SIZE_RATIO) if a.troops and b.troops else None


def _apart(a: float, b: float, most: float) -> float:
    return min(1.0, abs(math.log(a / b)) / math.log(most))


def _same(name: str) -> Callable[[Case, Case], float | None]:
    def difference(a: Case, b: Case) -> float | None:
        left, right = getattr(a, name), getattr(b, name)
        if left is None or right is None:
            return None
        return 0.0 if left == right else 1.0

    return difference


DIFFERENCES: Mapping[str, Callable[[Case, Case], float | None]] = {
    "mandate": _mandate,
    "consent": _consent,
    "placement": _same("placement"),
    "line": _line,
    "conflict": _same("conflict"),
    "great_power": _same("great_power"),
    "size": _size,
}
"""Features by name, as ``similarity.csv`` weighs them; None where one case does not tell."""
