"""One schema for spells of peace: who was watched from when to when, and whether peace failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from ceasefire.core.errors import PackError, Problem, UsageError
from ceasefire.results import FloatArray
from ceasefire.scenario.problems import ENOUGH, quoted

__all__ = ["CLASSES", "LEVELS", "MIXED", "Spells"]

LEVELS = {
    "H1": "renewed fighting with 25 battle deaths in a year",
    "H2": "renewed large-scale war",
}
CLASSES = {
    "civil_war_truce": "truces in wars within states",
    "interstate_ending": "endings of fighting between states",
    "monitored_line": "lines that a mission watched",
}
# A file with cases of several classes, before it is divided; never a reference class itself.
MIXED = "mixed"
_FORCES = ("none", "present", "any")
_FIXED = {"spell": pl.String, "start": pl.Float64, "stop": pl.Float64, "event": pl.Boolean}


@dataclass(frozen=True, eq=False, slots=True)
class Spells:
    """Spells of peace, one row an interval in which the covariates of a spell do not change.

    Time runs in years since the ceasefire. Intervals of a spell may leave gaps, in which nobody
    watched; they may not overlap. A spell that has not failed by its last ``stop`` is censored.

    Attributes
    ----------
    name : str
        Short name of the table.
    level : str
        "H1" or "H2", a key of ``LEVELS``: what has failed. Levels are never pooled.
    reference_class : str
        A key of ``CLASSES``, or ``MIXED``.
    cases : str
        Which cases the table holds, in words.
    data_set : str
        Where they come from.
    failure_means : str
        What counts as failure, in the words of the data set.
    table : polars.DataFrame
        Columns ``spell`` (text), ``start`` and ``stop`` (years), ``event`` (true where the spell
        fails at ``stop``), and the covariates (numbers; null where unknown).
    covariates : tuple of str
    force : str
        Whether a peace force was there: "none", "present" or "any".
    left_out : tuple of str
        Cases of the file that could not be used, each with the reason.

    Raises
    ------
    UsageError
        If level, class or force is not one of those named above.
    PackError
        If the table cannot be used; all problems are named.
    """

    name: str
    level: str
    reference_class: str
    cases: str
    data_set: str
    failure_means: str
    table: pl.DataFrame
    covariates: tuple[str, ...] = ()
    force: str = "any"
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for given, valid in (
            (self.level, tuple(LEVELS)),
            (self.reference_class, (*CLASSES, MIXED)),
            (self.force, _FORCES),
        ):
            if given not in valid:
                raise UsageError(
                    f"Spells '{self.name}': {quoted(given)} is none of {', '.join(valid)}."
                )
        problems = [
            Problem(self.name, 0, 0, *texts) for texts in _problems(self.table, self.covariates)
        ]
        if problems:
            raise PackError(problems)
        columns = [*_FIXED, *self.covariates]
        numbers = [pl.col(name).cast(pl.Float64) for name in ("start", "stop", *self.covariates)]
        tidy = self.table.with_columns(pl.col("spell").cast(pl.String), *numbers)
        ordered = tidy.select(columns).sort("spell", "start", maintain_order=True)
        object.__setattr__(self, "table", ordered)

    @property
    def n(self) -> int:
        """Number of spells."""
        return self.table["spell"].n_unique()

    @property
    def failures(self) -> int:
        """Number of spells that failed while they were watched."""
        return int(self.table["event"].sum())

    def years(self) -> tuple[FloatArray, FloatArray]:
        """Return start and stop of each interval, in years since the ceasefire."""
        return self.table["start"].to_numpy(), self.table["stop"].to_numpy()

    def where(
        self,
        condition: pl.Expr,
        name: str,
        cases: str,
        *,
        reference_class: str = "",
        force: str = "",
    ) -> Spells:
        """Return the intervals that meet a condition, as a table with a name of its own.

        A condition on something that changes within a spell keeps parts of spells: those enter
        late or are censored early.

        Raises
        ------
        PackError
            If no interval meets the condition.
        """
        return replace(
            self,
            name=name,
            cases=cases,
            table=self.table.filter(condition),
            reference_class=reference_class or self.reference_class,
            force=force or self.force,
        )

    def whole(self) -> Spells:
        """Return one row a spell: first start, last stop, and the covariates as they first were."""
        first = [pl.col(name).first() for name in self.covariates]
        merged = self.table.group_by("spell", maintain_order=True).agg(
            pl.col("start").min(), pl.col("stop").max(), pl.col("event").any(), *first
        )
        return replace(self, table=merged)

    def complete(self, covariates: tuple[str, ...]) -> Spells:
        """Return the intervals for which all these covariates are known.

        Raises
        ------
        UsageError
            If the table has no such covariate.
        PackError
            If no interval is left.
        """
        for name in covariates:
            if name not in self.covariates:
                raise UsageError(
                    f"Spells '{self.name}' have no covariate {quoted(name)}; "
                    f"they have: {', '.join(self.covariates) or 'none'}."
                )
        known = [pl.col(name).is_not_null() for name in covariates]
        return replace(self, table=self.table.filter(*known)) if known else self


def _problems(table: pl.DataFrame, covariates: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a table, each as what, why and what to do."""
    missing = [name for name in (*_FIXED, *covariates) if name not in table.columns]
    for name in missing:
        yield f"The column '{name}' is missing", "", f"It has: {', '.join(table.columns)}"
    if missing:
        return
    if table.is_empty():
        yield "No spell is left in the table", "", "Give a table or a condition that keeps some"
        return
    for name in ("start", "stop", *covariates):
        if not table[name].dtype.is_numeric() and table[name].dtype != pl.Boolean:
            yield f"The column '{name}' holds {table[name].dtype}, not numbers", "", ""
            missing.append(name)
    if table["event"].dtype != pl.Boolean:
        yield "The column 'event' must say true or false", "", ""
        missing.append("event")
    if not missing:
        yield from _bad_cells(table, covariates)
        yield from _bad_order(table)


def _bad_cells(table: pl.DataFrame, covariates: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for name in _FIXED:
        if table[name].null_count():
            yield f"{table[name].null_count()} cells of '{name}' are empty", "", "Fill them"
    for name in ("start", "stop", *covariates):
        values = table[name].cast(pl.Float64).drop_nulls().to_numpy()
        count = int((~np.isfinite(values)).sum())
        if count:
            fix = "Leave the cell empty (null) where a covariate is unknown"
            yield f"{count} cells of '{name}' are not finite numbers", "", fix
    wrong = (pl.col("start") < 0) | (pl.col("stop") <= pl.col("start"))
    reversed_rows = table.filter(wrong).select("spell", "start", "stop").head(ENOUGH)
    for spell, start, stop in reversed_rows.iter_rows():
        if None in (start, stop) or not np.isfinite([start, stop]).all():
            continue
        if start < 0:
            yield f"Spell {quoted(spell)} starts {-start:g} years before its ceasefire", "", ""
        if stop <= start:
            why = "An interval must end after it starts"
            yield f"Spell {quoted(spell)} runs from {start:g} to {stop:g} years", why, ""


def _bad_order(table: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    ordered = table.drop_nulls(list(_FIXED)).sort("spell", "start", maintain_order=True)
    before = ordered.with_columns(
        pl.col("stop").shift(1).over("spell").alias("last_stop"),
        pl.col("event").shift(1).over("spell").alias("failed"),
    )
    for row in before.filter(pl.col("start") < pl.col("last_stop")).head(5).iter_rows(named=True):
        what = f"Two intervals of spell {quoted(row['spell'])} overlap at {row['start']:g} years"
        yield what, "A spell is watched once at a time", ""
    for row in before.filter(pl.col("failed")).head(5).iter_rows(named=True):
        what = f"Spell {quoted(row['spell'])} goes on after it has failed"
        yield what, "A failure ends its spell", "Start a new spell at the next ceasefire"
