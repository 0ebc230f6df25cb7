"""The table of outcomes for other tools: pandas, xarray, ema-workbench, CSV.

pandas and xarray are optional and imported when they are asked for.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ceasefire.comparison.outcomes import OUTCOMES, Outcomes
from ceasefire.core.errors import RunError, UsageError
from ceasefire.results import FloatArray

__all__ = ["to_csv", "to_ema", "to_pandas", "to_xarray"]

_MODEL = "ceasefire"


def to_pandas(table: Outcomes) -> Any:
    """Return a table with a row for each option and draw: parameters, then outcomes.

    A choice is a category; an outcome without an answer is missing.

    Raises
    ------
    UsageError
        If pandas is not installed.
    """
    experiments, outcomes = to_ema(table)
    return experiments.assign(**outcomes)


def to_ema(table: Outcomes) -> tuple[Any, dict[str, FloatArray]]:
    """Return ``(experiments, outcomes)`` as ema-workbench has them.

    Experiments are a pandas table with a column for each parameter, and ``scenario`` (the draw),
    ``policy`` (the option) and ``model``; outcomes are arrays by name, shape (options x draws,),
    in the same order.

    Raises
    ------
    UsageError
        If pandas is not installed.
    """
    pandas = _pandas()
    parts = []
    for option in table.options:
        part = pandas.DataFrame(
            {name: _column(pandas, table, name) for name in table.parameters}
        ).assign(scenario=range(table.draws), policy=option, model=_MODEL)
        parts.append(part)
    experiments = pandas.concat(parts, ignore_index=True)
    return experiments, {name: values.reshape(-1) for name, values in _answered(table)}


def to_xarray(table: Outcomes) -> Any:
    """Return a dataset with the dimensions ``option`` and ``draw``.

    Outcomes have both, with title and unit as attributes; parameters have ``draw`` alone.

    Raises
    ------
    UsageError
        If xarray is not installed.
    """
    xarray = _xarray()
    told = {outcome.name: outcome for outcome in OUTCOMES}
    data: dict[str, Any] = {
        name: (
            ("option", "draw"),
            values,
            {"long_name": told[name].title, "units": told[name].unit},
        )
        for name, values in _answered(table)
    }
    for name, drawn in table.parameters.items():
        unit = table.scenario.parameters[name].unit
        data[f"param_{name}"] = (("draw",), drawn, {"units": unit})
    places = {"option": list(table.options), "draw": range(table.draws)}
    return xarray.Dataset(data, coords=places, attrs={"scenario": table.scenario.id})


def to_csv(table: Outcomes, folder: Path) -> tuple[Path, Path]:
    """Write ``experiments.csv`` (a row a draw) and ``outcomes.csv`` (a row an option and draw).

    Returns
    -------
    tuple of Path
        The two files. A blank cell has no answer.

    Raises
    ------
    RunError
        If the folder or a file cannot be written.
    """
    experiments, outcomes = folder / "experiments.csv", folder / "outcomes.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(experiments, ["draw", *table.parameters], _experiments(table))
        names = [name for name, _ in _answered(table)]
        _write(outcomes, ["option", "draw", *names], _outcomes(table))
    except OSError as error:
        raise RunError(
            f"{error.filename or folder} cannot be written: {error.strerror}."
        ) from error
    return experiments, outcomes


def _experiments(table: Outcomes) -> Iterator[list[object]]:
    names = list(table.parameters)
    for draw in range(table.draws):
        yield [draw, *(_cell(table, name, float(table.parameters[name][draw])) for name in names)]


def _cell(table: Outcomes, name: str, value: float) -> object:
    return table.choices[name][int(value)] if name in table.choices else repr(value)


def _outcomes(table: Outcomes) -> Iterator[list[object]]:
    found = [values for _, values in _answered(table)]
    for place, option in enumerate(table.options):
        for draw in range(table.draws):
            cells = [float(values[place, draw]) for values in found]
            yield [option, draw, *("" if cell != cell else repr(cell) for cell in cells)]


def _write(path: Path, head: list[str], rows: Iterator[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _answered(table: Outcomes) -> Iterator[tuple[str, FloatArray]]:
    for outcome in OUTCOMES:
        if table.answered(outcome.name):
            yield outcome.name, table.values[outcome.name]


def _column(pandas: Any, table: Outcomes, name: str) -> Any:
    drawn = table.parameters[name]
    if name not in table.choices:
        return drawn
    return pandas.Categorical.from_codes(drawn.astype(int), list(table.choices[name]))


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas") from error
    return pandas


def _xarray() -> Any:
    try:
        import xarray
    except ImportError as error:
        raise _missing("xarray") from error
    return xarray


def _missing(library: str) -> UsageError:
    return UsageError(
        f"This needs the library {library}, which is not installed. Install it with: python -m "
        "pip install 'ceasefire[explore]'"
    )
