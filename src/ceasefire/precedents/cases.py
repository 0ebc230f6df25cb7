"""Cases: past missions and options in the same terms, so that one can be held beside the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.central import central
from ceasefire.scenario.model import Choice, Option, Scenario

__all__ = ["Case", "case_of_operation", "case_of_option", "past_cases"]

_PLACES = {"line": "line", "mobile_reserve": "rear", "rear": "rear", "outside": "outside"}
"""Where an option's force stands, in the words of the table of past missions."""


@dataclass(frozen=True, slots=True)
class Case:
    """A mission or an option by what makes two of them alike; None is not known.

    ``mandates`` are kinds of mandate in the words of ``operations.csv``; ``line_km`` is 0 for a
    force that holds no line.
    """

    id: str
    mandates: tuple[str, ...] = ()
    consent: str | None = None
    placement: str | None = None
    line_km: float | None = None
    conflict: str | None = None
    great_power: bool | None = None
    troops: float | None = None


def case_of_operation(row: Mapping[str, object]) -> Case:
    """Return a past mission, a row of ``operations.csv``."""
    place = _text(row.get("placement"))
    length = _number(row.get("line_length_km"))
    return Case(
        id=str(row["id"]),
        mandates=(str(row["mandate"]),),
        consent=_text(row["parties_consented"]),
        placement=place,
        line_km=0.0 if length is None and place not in (None, "line") else length,
        conflict=_text(row.get("conflict")),
        great_power=_truth(row.get("great_power")),
        troops=_number(row["peak_troops"]) or _number(row["initial_troops"]),
    )


def case_of_option(scenario: Scenario, option: Option) -> Case:
    """Return an option as a case, with the setting of its pack."""
    on_line = option.placement == "line"
    lengths = {s.id: s.length for s in scenario.sectors if s.contact}
    chosen = [lengths[id] for id in option.sectors if id in lengths] or list(lengths.values())
    known = [_central(scenario, name) for name in chosen] if on_line else []
    total = sum(km for km in known if km is not None)
    return Case(
        id=option.id,
        mandates=_like(scenario, option.mandate),
        consent=option.consent,
        placement=_PLACES.get(option.placement),
        line_km=(total or None) if on_line else 0.0,
        conflict=scenario.setting.conflict,
        great_power=scenario.setting.great_power,
        troops=(option.troops_low + option.troops_high) / 2 or None,
    )


def past_cases(scenario: Scenario) -> tuple[Case, ...]:
    """Return the past missions that had begun by the as-of date."""
    rows: Sequence[Mapping[str, object]] = scenario.rows("operations")
    return tuple(case_of_operation(row) for row in rows)


def _like(scenario: Scenario, mandate: str) -> tuple[str, ...]:
    for row in scenario.rows("mandates"):
        if row["id"] == mandate:
            return keys_in(row["like_operations"])
    return ()


def _central(scenario: Scenario, name: str) -> float | None:
    quantity = scenario.parameters.get(name)
    if quantity is None or isinstance(quantity.value, Choice):
        return None
    return central(scenario, name)


def _text(cell: object) -> str | None:
    return str(cell) if cell not in (None, "") else None


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _truth(cell: object) -> bool | None:
    return cell if isinstance(cell, bool) else None
