"""The three reference classes side by side: never pooled, each with its level and its interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.core.errors import PackError, UsageError
from ceasefire.precedents.survival.kaplan_meier import kaplan_meier
from ceasefire.precedents.survival.spells import CLASSES, Spells
from ceasefire.scenario.packs import PACKS
from ceasefire.scenario.problems import Problems
from ceasefire.scenario.tables import Row, parse
from ceasefire.scenario.text import TABLE_LIMIT, read_text

__all__ = ["ReferenceRow", "three_classes"]

_TABLE = "reference_classes"


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """How often one group of past ceasefires broke.

    Attributes
    ----------
    id, reference_class, level, cases, force, data_set, failure_means : str
    n, failures : int or None
        None where the source counts in another way.
    broken_1y, broken_5y, broken_10y : float or None
        Share broken; None where it is unknown or, for the first year, zero by construction.
    low, high : float or None
        95% interval of the share within five years.
    estimated : bool
        True if estimated here from spells; False for a default prior of the reference tables.
    """

    id: str
    reference_class: str
    level: str
    cases: str
    force: str
    data_set: str
    failure_means: str
    n: int | None
    failures: int | None
    broken_1y: float | None
    broken_5y: float | None
    broken_10y: float | None
    low: float | None
    high: float | None
    estimated: bool


def three_classes(
    tables: Iterable[Spells] = (), defaults: Iterable[Row] | None = None
) -> dict[str, tuple[ReferenceRow, ...]]:
    """Return the rows of each reference class, all three, in the order of ``CLASSES``.

    A class has the rows estimated from the tables given for it, and the default priors at each
    level for which there is no table. Nothing here needs lifelines, and nothing is pooled.

    Parameters
    ----------
    tables : iterable of Spells
        Each of one reference class; ``fortna_groups`` and ``ucdp_groups`` divide a file so.
    defaults : iterable of rows, optional
        Rows of ``reference_classes.csv``, such as ``scenario.rows("reference_classes")``; the
        shipped table if not given.

    Raises
    ------
    UsageError
        If a table mixes classes, or two have one name.
    """
    given = list(tables)
    for spells in given:
        if spells.reference_class not in CLASSES:
            raise UsageError(
                f"Spells '{spells.name}' are of no single reference class; divide them first "
                f"into {', '.join(CLASSES)}."
            )
    if len({spells.name for spells in given}) < len(given):
        raise UsageError("Two tables of spells have the same name; give each its own.")
    covered = {(spells.reference_class, spells.level) for spells in given}
    rows = [_estimated(spells) for spells in given]
    for row in _shipped() if defaults is None else defaults:
        if (row["reference_class"], row["level"]) not in covered:
            rows.append(_default(row))
    return {name: tuple(row for row in rows if row.reference_class == name) for name in CLASSES}


def _estimated(spells: Spells) -> ReferenceRow:
    found = kaplan_meier(spells)
    five = found.within(5)
    return ReferenceRow(
        id=spells.name,
        reference_class=spells.reference_class,
        level=spells.level,
        cases=spells.cases,
        force=spells.force,
        data_set=spells.data_set,
        failure_means=spells.failure_means,
        n=found.n,
        failures=found.failures,
        broken_1y=found.within(1).broken,
        broken_5y=five.broken,
        broken_10y=found.within(10).broken,
        low=five.low,
        high=five.high,
        estimated=True,
    )


def _default(row: Row) -> ReferenceRow:
    return ReferenceRow(
        id=str(row["id"]),
        reference_class=str(row["reference_class"]),
        level=str(row["level"]),
        cases=str(row["cases"]),
        force=str(row["force"]),
        data_set=str(row["data_set"]),
        failure_means=str(row["failure_means"]),
        n=_count(row["n"]),
        failures=_count(row["failures"]),
        broken_1y=_share(row["broken_1y"]),
        broken_5y=_share(row["broken_5y"]),
        broken_10y=_share(row["broken_10y"]),
        low=_share(row["low"]),
        high=_share(row["high"]),
        estimated=False,
    )


def _count(value: object) -> int | None:
    return None if value is None else int(str(value))


def _share(value: object) -> float | None:
    return None if value is None else float(str(value))


def _shipped() -> tuple[Row, ...]:
    path = PACKS / "reference" / f"{_TABLE}.csv"
    problems = Problems()
    text = read_text(path, TABLE_LIMIT, problems)
    read = parse(_TABLE, path.name, text or "")
    if problems or read.problems:
        raise PackError([*problems, *read.problems])
    return read.rows
