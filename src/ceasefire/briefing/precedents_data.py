"""What the section on past missions reads: nearest cases, classes of ceasefires, the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader, Spread
from ceasefire.scenario.model import Option

__all__ = [
    "AIMS",
    "APART",
    "FARTHEST",
    "FORECASTERS",
    "HORIZON",
    "METHODS",
    "STAGE",
    "TARGETS",
    "CaseNear",
    "aim_words",
    "best_of",
    "breaks_of",
    "classes",
    "is_later",
    "lead_option",
    "learnt_later",
    "losses_of",
    "nearest",
    "operations",
    "outcome",
    "record",
    "score_of",
    "share_broken",
    "signed",
]

STAGE = "precedents"
HORIZON = 5.0
FARTHEST = 0.6
"""Distance beyond which a past mission is not called near: a judgement (grade E)."""
APART = 0.25
"""Difference of a feature from which it sets two missions apart: a judgement (grade E)."""
FORECASTERS: Mapping[str, str] = {
    "prior": "reference class",
    "consent": "missions with as much consent",
    "median": "the middle time of all missions, as a certainty",
    "base_rate": "all missions (base rate)",
}
"""Who foretells breaks, as the page names them."""
TARGETS: Mapping[str, str] = {
    "asked": "what planners asked for",
    "sent": "the most that was sent",
    "sent_first": "what was sent first",
}
"""What methods of size are held against."""
AIMS: Mapping[str, str] = {
    "best_method": "Line and stabilisation missions within a factor of two of what planners asked "
    "for, by the method that fits best afterwards",
    "coverage_line": "Ranges of 90% by kilometre that hold what was asked for",
    "coverage_population": "Ranges of 90% by population that hold what was asked for, by the "
    "best rule",
    "brier": "Chances to break within five years: gain over the base rate, Brier score",
    "concordance": "Of two missions, the one foretold to break likelier broke first",
}
"""What the record was to reach, as the page names it."""
_WHOLE_YEARS = 10.0  # from here on a tenth of a year is too fine
METHODS: Mapping[str, str] = {
    "line_density": "troops by kilometre",
    "population_density.peaceful_policing": "troops by population, peaceful policing",
    "population_density.some_resistance": "troops by population, some resistance",
    "population_density.historical_mean": "troops by population, mean of past operations",
    "population_density.serious_insurgency": "troops by population, serious insurgency",
    "same_kind": "what other missions of the kind had",
}
"""The methods that past missions can try, as the page names them."""


@dataclass(frozen=True, slots=True)
class CaseNear:
    """A past mission near an option, with what is alike, what is not, and what became of it."""

    id: str
    name: str
    distance: float
    known_share: float
    apart: tuple[str, ...]
    alike: tuple[str, ...]
    row: Mapping[str, object]

    @property
    def outcome(self) -> str:
        """What became of its ceasefire, in words."""
        return outcome(self.row)


def outcome(row: Mapping[str, object]) -> str:
    """Return what became of the ceasefire of a row of ``operations.csv``, in words."""
    broke, years = row["ceasefire_broke"], row["years_to_break"]
    if row.get("conflict") == "none":
        return "no war to end, and one came" if broke else "no war to end, and none came"
    if broke is None or years is None:
        return "no ceasefire to keep"
    length = float(str(years))
    number = f"{length:.{0 if length >= _WHOLE_YEARS else 1}f}".removesuffix(".0")
    spell = "a year" if number == "1" else f"{number} years"
    return f"broke after {spell}" if broke else f"unbroken in {spell} of watching"


def operations(reader: RunReader) -> dict[str, Mapping[str, object]]:
    """Return the past missions known on the date, by id."""
    return {str(row["id"]): row for row in reader.scenario.rows("operations")}


def lead_option(reader: RunReader) -> Option | None:
    """Return the option the section follows: the first deterrent that was run, else any force."""
    chosen = first_option(reader, "deter")
    if chosen is not None and chosen.id in reader.options:
        return chosen
    forces = [o for o in reader.scenario.options if o.id in reader.options and o.troops_high > 0]
    return forces[len(forces) // 2] if forces else None


def nearest(reader: RunReader, option: Option) -> tuple[CaseNear, ...]:
    """Return the past missions nearest to an option, from its stored plan."""
    plan = reader.run.plan(STAGE, option.id)
    titles = {str(r["feature"]): str(r["title"]) for r in reader.scenario.rows("similarity")}
    rows = operations(reader)
    return tuple(
        CaseNear(
            id=near["operation"],
            name=str(rows[near["operation"]]["name"]),
            distance=float(near["distance"]),
            known_share=float(near["known_share"]),
            apart=tuple(titles[name] for name, gap in near["differences"].items() if gap >= APART),
            alike=tuple(titles[name] for name, gap in near["differences"].items() if gap < APART),
            row=rows[near["operation"]],
        )
        for near in plan["nearest"]
    )


def losses_of(reader: RunReader, option: Option) -> dict[str, Spread]:
    """Return deaths a year by what the missions met, and of other causes."""
    head = "losses."
    found = {}
    for name in reader.names(STAGE, option.id):
        spread = reader.spread(STAGE, option.id, name) if name.startswith(head) else None
        if spread is not None:
            found[name.removeprefix(head).removesuffix(".hostile")] = spread
    return found


def classes(reader: RunReader) -> tuple[Mapping[str, object], ...]:
    """Return the rows of the reference classes, class by class."""
    rows = reader.scenario.rows("reference_classes")
    order = {"civil_war_truce": 0, "monitored_line": 1, "interstate_ending": 2}
    return tuple(sorted(rows, key=lambda row: order.get(str(row["reference_class"]), len(order))))


def learnt_later(reader: RunReader) -> bool:
    """Whether a class of ceasefires was counted after the date: coefficients are not as-of."""
    return any(is_later(reader, row) for row in classes(reader))


def is_later(reader: RunReader, row: Mapping[str, object]) -> bool:
    """Whether a row of the reference classes, or of presence, was counted after the date."""
    known = row["known_from"]
    return isinstance(known, date) and known > reader.scenario.as_of


def share_broken(reader: RunReader, id: str) -> float | None:
    """Return the share of a row of the reference classes that broke within five years."""
    for row in classes(reader):
        if row["id"] == id and row["broken_5y"] is not None:
            return float(str(row["broken_5y"]))
    return None


def record(reader: RunReader) -> Mapping[str, Any]:
    """Return the methods' record on past missions, empty where there is none."""
    return reader.run.hindcast()


def score_of(found: Mapping[str, Any], target: str, method: str) -> Mapping[str, Any] | None:
    """Return a method's score against a target."""
    for score in found.get("sizes", ()):
        if score["target"] == target and score["method"] == method:
            return dict(score)
    return None


def best_of(found: Mapping[str, Any], target: str, head: str) -> tuple[float, int] | None:
    """Return the best share within a factor of two of a method's rules, and the cases."""
    scores = [
        s
        for s in found.get("sizes", ())
        if s["target"] == target and s["method"].partition(".")[0] == head
    ]
    if not scores:
        return None
    return max(float(s["factor_of_two"]) for s in scores), int(scores[0]["n"])


def breaks_of(scores: Sequence[Mapping[str, Any]], forecaster: str) -> Mapping[str, Any] | None:
    """Return the score of a forecaster of breaks at five years."""
    for score in scores:
        if score["forecaster"] == forecaster and np.isclose(score["years"], HORIZON):
            return score
    return None


def signed(value: float, plus: str = "+") -> str:
    """Return a difference of scores: two digits, three where two would print nothing.

    >>> signed(0.048), signed(-0.0066), signed(0.0041), signed(-0.0001, plus="")
    ('+0.05', '−0.01', '+0.004', '0.000')
    """
    digits = 2 if abs(value) >= 0.005 else 3
    text = f"{abs(value):.{digits}f}"
    sign = plus if value > 0 else "−" if value < 0 and float(text) else ""
    return f"{sign}{text}"


def aim_words(aim: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what was aimed at, what was found, and whether that meets it."""
    low, high, found = (float(aim[name]) for name in ("low", "high", "found"))
    met = "yes" if aim["met"] else "no"
    if aim["name"] == "brier":
        return "above 0", signed(found), met
    wanted = f"{low:.0%} or more" if high >= 1.0 else f"{low:.0%}–{high:.0%}"
    return wanted, f"{found:.0%}", met
