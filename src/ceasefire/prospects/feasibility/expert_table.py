"""The table of experts' judgements: its columns, and what is wrong with a file of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ceasefire.core.errors import PackError
from ceasefire.scenario.columns import Column, Table
from ceasefire.scenario.outside import outside_rows, sound_rows
from ceasefire.scenario.problems import Problems, quoted
from ceasefire.scenario.tables import Row, TableRows

__all__ = ["EXPERTS", "Chance", "Panel", "Quantity", "read_panel"]

_LARGEST = 1e15
_NEEDED = {
    "seed_quantity": ("p05", "p50", "p95", "realised"),
    "quantity": ("p05", "p50", "p95"),
    "probability": ("probability", "base_rate"),
}
_NUMBERS = ("p05", "p50", "p95", "probability", "realised", "base_rate")
_SHARED = ("kind", "unit", "realised", "base_rate")
_COLUMNS = (
    Column("expert", "text", role="key", description="Who judges."),
    Column("question", "text", role="key", description="What is asked, the same in all its rows."),
    Column(
        *("kind", "text"),
        allowed=tuple(_NEEDED),
        description="A quantity whose truth is known, one whose truth is not, or a probability.",
    ),
    *(
        Column(
            *(name, "number", "", "blank"),
            low=-_LARGEST,
            high=_LARGEST,
            description=description,
        )
        for name, description in (
            ("p05", "The truth is lower with 5%; of a quantity."),
            ("p50", "The truth is lower with 50%."),
            ("p95", "The truth is lower with 95%."),
            ("probability", "Between 0 and 1; of a probability."),
            ("realised", "The truth of a seed quantity, blank otherwise."),
        )
    ),
    Column("unit", "text", "", "blank", description="Unit of a quantity."),
    Column(
        *("base_rate", "number", "", "blank"),
        description="How often such a thing happens, between 0 and 1; of a probability.",
    ),
)
EXPERTS = Table(
    "experts",
    "outside",
    "One judgement of one expert on one question",
    {column.name: column for column in _COLUMNS},
)
"""The declared columns of a file of judgements."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A question for a quantity: by expert the 5, 50 and 95 per cent quantiles, in ``unit``.

    ``realised`` is the truth, known of a seed question alone.
    """

    question: str
    unit: str
    realised: float | None
    quantiles: Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Chance:
    """A question for a probability, with its base rate: by expert the probability."""

    question: str
    base_rate: float
    probabilities: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """Experts and their judgements; everything in the order of the file."""

    experts: tuple[str, ...]
    seeds: tuple[Quantity, ...]
    quantities: tuple[Quantity, ...]
    chances: tuple[Chance, ...]


def read_panel(path: Path) -> Panel:
    """Return the judgements of a file.

    Raises
    ------
    PackError
        With every problem of the file.
    """
    found, problems = outside_rows(EXPERTS, path)
    first: dict[str, int] = {}
    for index, row in sound_rows(found):
        _check_row(found, index, row, problems)
        before = first.setdefault(str(row["question"]), index)
        _check_same(found, index, before, problems)
    if problems:
        raise PackError(problems)
    return _panel(found.rows)


def _check_row(found: TableRows, index: int, row: Row, problems: Problems) -> None:
    """Note cells that the kind of question lacks or has no use for, and impossible ones."""
    kind = str(row["kind"])
    needed = _NEEDED[kind]
    words = kind.replace("_", " ")

    def note(column: str, what: str, why: str, fix: str) -> None:
        problems.note(found.file, found.place(index, column), what, why, fix)

    for name in _NUMBERS:
        if name in needed and row[name] is None:
            note(name, f"A {words} has no '{name}'", EXPERTS.columns[name].description, "Fill it")
        elif name not in needed and row[name] is not None:
            what = f"A {words} has {quoted(row[name])} in '{name}'"
            note(name, what, "", "Leave the cell blank, or correct 'kind'")
    if kind == "probability":
        for name in needed:
            value = row[name]
            if isinstance(value, float) and not 0.0 < value < 1.0:
                what = f"{quoted(value)} in '{name}' is not between 0 and 1"
                why = "Nothing is certain, and the log odds of certainty are infinite"
                note(name, what, why, "Write a share such as 0.35; 35% is 0.35")
        return
    said = [_float(row[name]) for name in needed if row[name] is not None and name != "realised"]
    if any(high <= low for low, high in pairwise(said)):
        what = f"The quantiles {', '.join(quoted(value) for value in said)} do not rise"
        note("p05", what, "p05 < p50 < p95 must hold", "Ask the expert which is meant")


def _check_same(found: TableRows, index: int, before: int, problems: Problems) -> None:
    """Note what should be the same in all rows of a question and differs from its first row."""
    row, first = found.rows[index], found.rows[before]
    # A cell that its kind needs and lacks is told already, and so is all that follows from a kind.
    told = [name for name in _NUMBERS if row[name] is None or row["kind"] != first["kind"]]
    for name in _SHARED:
        if name not in told and row[name] != first[name]:
            what = (
                f"'{name}' of {quoted(row['question'])} is {quoted(row[name])} here and "
                f"{quoted(first[name])} on line {found.lines[before]}"
            )
            fix = "Correct one, or ask two questions"
            problems.note(
                found.file, found.place(index, name), what, "It belongs to the question", fix
            )


def _panel(rows: tuple[Row, ...]) -> Panel:
    by_question: dict[str, list[Row]] = {}
    for row in rows:
        by_question.setdefault(str(row["question"]), []).append(row)
    kinds: dict[str, list[Quantity]] = {"seed_quantity": [], "quantity": []}
    chances = []
    for question, its in by_question.items():
        kind = str(its[0]["kind"])
        if kind == "probability":
            said = {str(row["expert"]): _float(row["probability"]) for row in its}
            chances.append(Chance(question, _float(its[0]["base_rate"]), said))
        else:
            truth = its[0]["realised"]
            kinds[kind].append(
                Quantity(
                    question,
                    str(its[0]["unit"] or ""),
                    None if truth is None else _float(truth),
                    {
                        str(row["expert"]): (
                            _float(row["p05"]),
                            _float(row["p50"]),
                            _float(row["p95"]),
                        )
                        for row in its
                    },
                )
            )
    return Panel(
        tuple(dict.fromkeys(str(row["expert"]) for row in rows)),
        tuple(kinds["seed_quantity"]),
        tuple(kinds["quantity"]),
        tuple(chances),
    )


def _float(cell: object) -> float:
    return float(str(cell))
