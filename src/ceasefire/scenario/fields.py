"""The kinds of field that YAML files of a pack are made of, and what each refuses."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from ceasefire.core.units import UNITS
from ceasefire.scenario.dates import last_day
from ceasefire.scenario.problems import Problems, nearest, quoted, suggestion, unit_suggestion
from ceasefire.scenario.yaml_file import Block

__all__ = [
    "TOTALS",
    "Address",
    "Concept",
    "DateText",
    "Day",
    "Grade",
    "Id",
    "Keys",
    "Name",
    "Refused",
    "SourceKey",
    "Sources",
    "Strict",
    "TaskAmount",
    "TermValue",
    "UnitName",
    "Words",
    "one_or_many",
]

TOTALS = {
    "contact_line_length",
    "front_length",
    "front_line_length",
    "frontline_length",
    "line_length",
    "total_front_length",
    "total_line_length",
}
_NAME_PATTERN = r"^[a-z][a-z0-9_]*$"
_DATE_PATTERN = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_FRONT = "The front is the sum of its contact sectors; a second total could contradict it"


class Strict(BaseModel):
    """Frozen, exact about types, and closed: an unknown key is a mistake, not a comment."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_by_name=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: Any, info: ValidationInfo) -> Any:
        """Name unknown keys at their place and go on, so that other mistakes show as well."""
        if not isinstance(data, Block) or not isinstance(info.context, tuple):
            return data
        file, problems = info.context
        names = cls.valid_keys()
        unknown = [key for key in data if key not in names]
        for key in unknown:
            _note_unknown(file, problems, data, key, names)
        return {key: value for key, value in data.items() if key in names} if unknown else data

    @classmethod
    def valid_keys(cls) -> set[str]:
        """Return every key the block may have."""
        names: set[str] = set()
        for name, field in cls.model_fields.items():
            alias = field.validation_alias
            choices = alias.choices if isinstance(alias, AliasChoices) else [name]
            names.update(str(choice) for choice in choices)
        return names


def _note_unknown(file: str, problems: Problems, data: Block, key: str, names: set[str]) -> None:
    if key in TOTALS:
        fix = "Remove it; state the length of each sector"
        problems.note(file, data.key_at[key], f"'{key}' is a second total", _FRONT, fix)
        return
    missing = names - set(data)
    fix = suggestion(key, missing if nearest(key, missing) else names)
    problems.note(file, data.key_at[key], f"The key {quoted(key)} is not known here", "", fix)


class Refused(ValueError):
    """What a validator raises: the parts of a problem, for pydantic to carry to its place."""

    def __init__(self, what: str, why: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what, self.why, self.fix = what, why, fix


def one_or_many(value: Any) -> Any:
    """Let a single text stand for a list of one."""
    return [value] if isinstance(value, str) else value


def _dated(value: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused(f"{quoted(value)} is not a date", "", "Write 2025-01-31, 2025-01 or 2025")
    try:
        return last_day(str(value))
    except ValueError as error:
        raise Refused(str(error), "", "Write 2025-01-31, 2025-01 or 2025") from None


def _date_text(value: Any) -> str:
    _dated(value)
    return str(value)


def _unit(name: str) -> str:
    if name and name not in UNITS:
        fix = unit_suggestion(name)
        raise Refused(f"{quoted(name)} is not a unit of the table", "", fix)
    return name


def _words(text: str) -> str:
    if not text.strip():
        raise Refused("The text is blank", "", "Fill it")
    return text


def _address(url: str) -> str:
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        fix = "Give one address that starts with https:// or http://"
        raise Refused(f"{quoted(url)} is not a web address", "", fix)
    return url


def _task_amount(amount: Any) -> Any:
    if isinstance(amount, str) and re.fullmatch(_NAME_PATTERN, amount):
        return amount
    if isinstance(amount, int | float) and not isinstance(amount, bool) and 0 <= amount <= 1e9:
        return float(amount)
    fix = "Write a number from 0 up, or the name of a parameter"
    raise Refused(f"{quoted(amount)} is not an amount", "", fix)


def _term_value(value: Any) -> Any:
    if isinstance(value, bool | str) and value != "":
        return value
    if isinstance(value, int | float) and abs(value) < float("inf"):
        return float(value)
    raise Refused(f"{quoted(value)} is not a term", "", "Write true, false, a number or words")


Day = Annotated[
    date,
    BeforeValidator(_dated),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _DATE_PATTERN}),
]
Name = Annotated[str, StringConstraints(pattern=_NAME_PATTERN, max_length=80)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Concept = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=80)]
SourceKey = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)
]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_words)]
Keys = Annotated[list[SourceKey], BeforeValidator(one_or_many)]
Grade = Literal["A", "B", "C", "D", "E"]
UnitName = Annotated[
    str, AfterValidator(_unit), WithJsonSchema({"type": "string", "enum": ["", *sorted(UNITS)]})
]
Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_address)]
DateText = Annotated[
    str,
    BeforeValidator(_date_text),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _DATE_PATTERN}),
]
TaskAmount = Annotated[
    Any, BeforeValidator(_task_amount), WithJsonSchema({"type": ["number", "string"]})
]
TermValue = Annotated[
    Any, BeforeValidator(_term_value), WithJsonSchema({"type": ["boolean", "number", "string"]})
]
Sources = Annotated[Keys, Field(validation_alias=AliasChoices("source", "sources"))]
"""The same key in both spellings: one source, several sources."""
