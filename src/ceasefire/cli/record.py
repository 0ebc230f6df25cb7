"""What the commands on past missions print: the track record, nearest cases, spells of peace."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ceasefire.cli.printed import print_json, print_table
from ceasefire.core.errors import UsageError

if TYPE_CHECKING:
    from ceasefire.hindcast import Hindcast
    from ceasefire.precedents.survival import Spells

__all__ = ["print_hindcast", "print_like", "print_spells"]

_REFERENCE = "ukraine-2025"
"""The shipped pack whose date lets most of the reference tables be seen."""


def print_hindcast(operations: Path | None, requirements: Path | None, as_json: bool) -> None:
    """Print the methods' record on past missions: the shipped ones, or those of a table.

    Raises
    ------
    PackError
        If a table has problems; all of them.
    """
    from ceasefire.hindcast import hindcast
    from ceasefire.scenario import load
    from ceasefire.scenario.operations_rules import outside_table

    found = hindcast(
        load(_REFERENCE),
        None if operations is None else outside_table("operations", operations),
        None if requirements is None else outside_table("requirements", requirements),
    )
    if as_json:
        print_json(asdict(found))
        return
    _sizes(found)
    _breaks(found)


def print_like(pack: str, mission: str, as_of: str | None, as_json: bool) -> None:
    """Print the past missions nearest to one of them.

    Raises
    ------
    UsageError
        If no past mission of the pack's date has this name.
    """
    from ceasefire.precedents.cases import past_cases
    from ceasefire.precedents.precedent import weights
    from ceasefire.precedents.similarity import nearest
    from ceasefire.scenario import load
    from ceasefire.scenario.problems import suggestion

    scenario = load(pack, as_of)
    past = {case.id: case for case in past_cases(scenario)}
    if mission not in past:
        hint = suggestion(mission, past)
        raise UsageError(f"No past mission is called '{mission}' as of {scenario.as_of}. {hint}.")
    found = nearest(past[mission], tuple(past.values()), weights(scenario))
    names = {str(row["id"]): str(row["name"]) for row in scenario.rows("operations")}
    if as_json:
        print_json({"like": mission, "nearest": [asdict(n) for n in found]})
        return
    rows = [
        (names[n.operation], f"{n.distance:.2f}", f"{n.known_share:.0%}", _told(n.differences))
        for n in found
    ]
    heads = ("Mission", "Distance", "Compared", "What sets it apart")
    print_table(f"Past missions nearest to {names[mission]}", heads, rows)


def print_spells(given: Sequence[str], as_json: bool) -> None:
    """Print how long ceasefires held in files of spells, three reference classes side by side.

    Raises
    ------
    UsageError
        If a kind of file is not known.
    PackError
        If a file is not of its kind.
    """
    from ceasefire.precedents.survival import three_classes

    groups = [group for text in given for group in _groups(text)]
    classes = three_classes(groups)
    if as_json:
        print_json({name: [asdict(row) for row in rows] for name, rows in classes.items()})
        return
    for name, rows in classes.items():
        print_table(
            f"{name.replace('_', ' ').capitalize()}: share broken",
            ("Cases", "Level", "Force", "n", "1 year", "5 years", "10 years", "95% at 5", "From"),
            [
                (
                    row.cases,
                    row.level,
                    row.force,
                    _share(row.n, whole=True),
                    _share(row.broken_1y),
                    _share(row.broken_5y),
                    _share(row.broken_10y),
                    f"{_share(row.low)}-{_share(row.high)}",
                    "this file" if row.estimated else "shipped table",
                )
                for row in rows
            ],
        )


def _groups(text: str) -> tuple[Spells, ...]:
    """Return the groups of a file, told as ``kind=path``."""
    from ceasefire.precedents import survival
    from ceasefire.scenario.operations_rules import outside_table

    readers: Mapping[str, Callable[[str], tuple[Spells, ...]]] = {
        "fortna": lambda path: survival.fortna_groups(survival.read_fortna(path)),
        "ucdp-termination": lambda path: survival.ucdp_groups(survival.read_ucdp_termination(path)),
        "operations": lambda path: (
            survival.read_operations(outside_table("operations", Path(path)), file=path),
        ),
    }
    kind, found, path = text.partition("=")
    if not found or kind not in readers:
        raise UsageError(
            f"--spells takes KIND=FILE with one of {', '.join(readers)}, not '{text}'."
        )
    return readers[kind](path)


def _sizes(found: Hindcast) -> None:
    from ceasefire.briefing.precedents_data import METHODS

    print_table(
        "Sizes: each method against each target, its own mission left out",
        ("Target", "Method", "Cases", "Within twice", "90% range holds it", "Middle case"),
        [
            (
                _words(score.target),
                METHODS.get(score.method, _words(score.method)),
                str(score.n),
                f"{score.factor_of_two:.0%} ({score.factor_of_two_low:.0%}-"
                f"{score.factor_of_two_high:.0%})",
                f"{score.coverage_90:.0%}",
                f"{math.exp(score.median_log_ratio):.1f} times",
            )
            for score in found.sizes
        ],
    )


def _breaks(found: Hindcast) -> None:
    print_table(
        "Ceasefires: chance to break against what happened",
        ("Years", "Forecaster", "Cases", "Broke", "Brier score", "Better than the base rate by"),
        [
            (
                f"{score.years:.0f}",
                _words(score.forecaster),
                str(score.n),
                str(score.broken),
                f"{score.brier:.3f}",
                f"{score.gain:+.3f} ({score.gain_low:+.3f} to {score.gain_high:+.3f})",
            )
            for score in found.breaks
        ],
    )


def _told(differences: Mapping[str, float]) -> str:
    apart = [name.replace("_", " ") for name, value in differences.items() if value > 0]
    return ", ".join(apart) or "nothing"


def _words(name: str) -> str:
    return name.replace("_", " ").replace(".", ": ")


def _share(value: float | None, whole: bool = False) -> str:
    if value is None:
        return "not known"
    return f"{value:.0f}" if whole else f"{value:.0%}"
