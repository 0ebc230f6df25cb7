"""Reads V. P. Fortna's spells of peace after civil wars, with the years peacekeepers were there."""

from __future__ import annotations

import math
import os
from pathlib import Path

import polars as pl

from ceasefire.core.errors import PackError, Problem, UsageError
from ceasefire.precedents.survival.source_files import Cells, SourceFile
from ceasefire.precedents.survival.spells import Spells

__all__ = ["ADJUSTMENTS", "fortna_groups", "post_cold_war", "read_fortna"]

DAYS_A_YEAR = 365.25
# What the presence of peacekeepers is adjusted for: how the war ended, its cost and its length.
ADJUSTMENTS = ("victory", "settlement", "log_cost", "log_duration")
KIND = "Fortna's spells of peace (spells_timevarying.csv, or the authors' pk_pkept.dta)"
# The Stata names of the same columns.
_STATA = {"_t0": "t_start_days", "_t": "t_end_days", "_d": "event"}
_NEEDED = (
    *("id", "t_start_days", "t_end_days", "event", "outcome", "pk_dum", "UNpk_dum", "chapter"),
    *("logcost", "wardur", "contraband", "pcw", "drop"),
)
_COVARIATES = (
    *("presence", "presence_ever", "un_presence", "other_presence", "consent_presence"),
    *("enforcement_presence", "victory", "settlement", "log_cost", "log_duration"),
    *("lootable_resources", "post_1989", "doubtful"),
)
# A war shorter than a month counts as one of 0.08 years, or its logarithm would rule the fit.
_SHORTEST_WAR_YEARS = 0.08


def read_fortna(path: str | os.PathLike[str]) -> Spells:
    """Return Fortna's spells, 1947 to 2004: H2, full-scale war resumes.

    ``presence`` is as it was in the interval; ``presence_ever`` counts a force that came at any
    time, which favours it (immortal time). ``log_cost`` and ``log_duration`` are natural logarithms
    of the war's dead and displaced, and of its years.

    Raises
    ------
    PackError
        If the file is not that file, or rows cannot be used.
    UsageError
        If the file is in Stata's format and pandas is not installed.

    References
    ----------
    Fortna (2008), Does Peacekeeping Work?; data as used in Gelman, Hill and Vehtari (2020),
    Regression and Other Stories.
    """
    stata = Path(path).suffix.lower() == ".dta"
    source = _from_stata(path) if stata else SourceFile(path, KIND, _NEEDED)
    rows = [_row(cells) for cells in source]
    source.finish()
    table = pl.DataFrame(rows, infer_schema_length=None)
    ever = pl.col("presence").max().over("spell").alias("presence_ever")
    return Spells(
        name="fortna",
        level="H2",
        reference_class="civil_war_truce",
        cases="all endings of civil wars, 1947 to 1999, victories too",
        data_set="Fortna, peace spells",
        failure_means="full-scale war resumes",
        table=table.with_columns(ever),
        covariates=_COVARIATES,
    )


def post_cold_war(spells: Spells) -> Spells:
    """Return the spells that began after 1989, without those Fortna marks as doubtful."""
    kept = (pl.col("post_1989") == 1) & (pl.col("doubtful") == 0)
    return spells.where(kept, "fortna-post-1989", "all endings after 1989, victories too")


def fortna_groups(spells: Spells) -> tuple[Spells, ...]:
    """Return the groups of the default priors: after 1989, by ending, with and without a force.

    With a force means at any time, which favours it.
    """
    truce = (pl.col("victory") == 0) & (pl.col("settlement") == 0)
    endings = {
        "truce": (truce, "truces without settlement"),
        "settlement": (pl.col("settlement") == 1, "wars ended by settlement"),
        "all": (pl.lit(True), "all endings, victories too"),
    }
    recent = post_cold_war(spells)
    return tuple(
        recent.where(
            (pl.col("presence_ever") == there) & ending,
            f"fortna-{name}-{force}",
            cases,
            force=force,
        )
        for name, (ending, cases) in endings.items()
        for there, force in ((0, "none"), (1, "present"))
    )


def _row(cells: Cells) -> dict[str, object]:
    start, stop = cells.number("t_start_days", 0), cells.number("t_end_days", 0)
    if start is None or stop is None:
        cells.note("The days at which the interval starts and ends are needed", "", KIND)
    elif stop <= start:
        cells.note(f"'t_end_days' is {stop:g}, not after 't_start_days', {start:g}")
    if not cells.text("id"):
        cells.note("The column 'id' is empty")
    presence, outcome = cells.flag("pk_dum"), cells.number("outcome", 1)
    chapter, length = cells.number("chapter", 0), cells.number("wardur", 0)
    return {
        "spell": cells.text("id"),
        "start": None if start is None else start / DAYS_A_YEAR,
        "stop": None if stop is None else stop / DAYS_A_YEAR,
        "event": cells.flag("event"),
        "presence": _as_number(presence),
        "un_presence": _as_number(cells.flag("UNpk_dum")),
        "other_presence": _as_number(
            None if presence is None else presence and not cells.flag("UNpk_dum")
        ),
        "consent_presence": _as_number(None if chapter is None else bool(presence) and chapter < 2),
        "enforcement_presence": _as_number(
            None if chapter is None else bool(presence) and chapter >= 2
        ),
        "victory": _as_number(None if outcome is None else outcome <= 2),
        "settlement": _as_number(None if outcome is None else outcome == 4),
        "log_cost": cells.number("logcost"),
        "log_duration": None if length is None else math.log(max(length, _SHORTEST_WAR_YEARS)),
        "lootable_resources": _as_number(cells.flag("contraband")),
        "post_1989": _as_number(cells.flag("pcw")),
        "doubtful": cells.number("drop", 0),
    }


def _as_number(flag: bool | None) -> float | None:
    return None if flag is None else float(flag)


def _from_stata(path: str | os.PathLike[str]) -> SourceFile:
    """Return the rows of the authors' file; the reader of its format is pandas."""
    try:
        import pandas
    except ImportError as error:
        raise UsageError(
            "Files of Stata are read with pandas, which is not installed. Install it with: "
            "python -m pip install 'ceasefire[explore]'"
        ) from error
    if not Path(path).is_file():
        raise PackError([Problem(str(path), 0, 0, "There is no such file")])
    try:
        table = pandas.read_stata(path, convert_categoricals=False)
    except (ValueError, OSError) as error:
        what = f"The file cannot be read as Stata's: {error}"
        raise PackError([Problem(str(path), 0, 0, what, f"This should be {KIND}")]) from error
    text = table.rename(columns=_STATA).to_csv(index=False)
    return SourceFile(path, KIND, _NEEDED, text)
