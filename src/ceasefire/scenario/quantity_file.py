"""A quantity as a file states it: never a bare number."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from ceasefire.core.units import UNITS
from ceasefire.scenario.fields import Day, Grade, Id, Name, Refused, Sources, Strict, UnitName
from ceasefire.scenario.problems import nearest, quoted

__all__ = [
    "AmountFile",
    "ChoicesFile",
    "Parameters",
    "PertFile",
    "QuantilesFile",
    "QuantityFile",
    "UniformFile",
    "ValueFile",
    "check_numbers",
]


class PertFile(Strict):
    """Low, most likely and high."""

    low: float
    """No value below is considered."""
    mode: float
    """The most likely value."""
    high: float
    """No value above is considered."""


class UniformFile(Strict):
    """Low and high, no value between them more likely than another."""

    low: float
    """No value below is considered."""
    high: float
    """No value above is considered."""


class QuantilesFile(Strict):
    """The 5%, 50% and 95% quantiles."""

    p05: float
    """One chance in twenty that the value is lower."""
    p50: float
    """As likely lower as higher."""
    p95: float
    """One chance in twenty that the value is higher."""


class ChoicesFile(Strict):
    """Named alternatives, in equal shares of the draws."""

    choices: Annotated[list[Id], Field(min_length=1, max_length=64)]
    """The names, in the order that numbers them from 0."""


def _form(value: Any) -> str:
    if not isinstance(value, dict):
        return "number"
    if "choices" in value:
        return "choices"
    if value.keys() & {"p05", "p50", "p95"}:
        return "quantiles"
    return "pert" if "mode" in value or nearest("mode", value.keys() - {"low", "high"}) else "range"


ValueFile = Annotated[
    Annotated[float, Tag("number")]
    | Annotated[PertFile, Tag("pert")]
    | Annotated[UniformFile, Tag("range")]
    | Annotated[QuantilesFile, Tag("quantiles")]
    | Annotated[ChoicesFile, Tag("choices")],
    Discriminator(_form),
]
AmountFile = Annotated[
    Annotated[float, Tag("number")] | Annotated[UniformFile, Tag("range")],
    Discriminator(lambda value: "range" if isinstance(value, dict) else "number"),
]


class QuantityFile(Strict):
    """A value with unit, sources, grade and the date from which it was known."""

    value: ValueFile
    """A number, or {low, mode, high}, or {low, high}, or {p05, p50, p95}, or {choices}."""
    unit: UnitName = ""
    """A unit of the table below; none for {choices}."""
    source: Sources = Field(default_factory=list)
    """Keys of sources.yaml, of the pack or of the reference tables."""
    known_from: Day | None = None
    """The date from which the value could be known; D and E may go without."""
    grade: Grade
    """A original seen, B reputable relay, C weak relay, D derived here, E our judgement."""
    note: str = ""
    """For authors; never read by the model and never shown."""

    @model_validator(mode="after")
    def _plausible(self) -> QuantityFile:
        if isinstance(self.value, ChoicesFile):
            if self.unit:
                raise Refused("Named choices have no unit", "", "Remove the key 'unit'")
            if len(set(self.value.choices)) < len(self.value.choices):
                raise Refused("A choice is named twice", "", "Keep one of them")
            return self
        if not self.unit:
            fix = "Add 'unit:' with a unit of the table, such as km, days or share"
            raise Refused("The key 'unit' is missing", "A bare number says nothing", fix)
        check_numbers(self.value, self.unit)
        return self


def check_numbers(value: float | Strict, unit: str) -> None:
    """Refuse numbers out of order, and numbers outside what is plausible for a unit."""
    numbers = list(dict(value).values()) if isinstance(value, Strict) else [value]
    names = list(dict(value)) if isinstance(value, Strict) else ["value"]
    shown = ", ".join(
        f"{name} {quoted(number)}" for name, number in zip(names, numbers, strict=True)
    )
    if numbers != sorted(numbers):
        raise Refused(f"The range runs backwards: {shown}", "", f"Order it {' <= '.join(names)}")
    if isinstance(value, QuantilesFile) and len(set(numbers)) < 3:
        fix = "Make them differ, or give one number"
        raise Refused(f"Two quantiles are equal: {shown}", "No spread fits between them", fix)
    low, high = UNITS[unit].low, UNITS[unit].high
    if numbers[0] < low or numbers[-1] > high:
        what = f"{shown} is outside what is plausible for {unit}: {quoted(low)} to {quoted(high)}"
        raise Refused(what, "", "Check the number and its unit")


def _shape(value: Any) -> str:
    return "dated" if isinstance(value, list) else "one"


ParameterFile = Annotated[
    Annotated[QuantityFile, Tag("one")] | Annotated[list[QuantityFile], Tag("dated")],
    Discriminator(_shape),
]
Parameters = dict[Name, ParameterFile]
