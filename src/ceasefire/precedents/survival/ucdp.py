"""Reads two files of the Uppsala Conflict Data Program: ends of fighting, and peace agreements."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

import polars as pl

from ceasefire.precedents.survival.source_files import Cells, SourceFile
from ceasefire.precedents.survival.spells import MIXED, Spells

__all__ = ["read_ucdp_agreements", "read_ucdp_termination", "ucdp_groups"]

DAYS_A_YEAR = 365.25
_DYADS = "UCDP Conflict Termination, dyads (ucdp-term-dyad-3-2021.csv)"
_AGREEMENTS = "UCDP Peace Agreements (ucdp-peace-agreements-221.csv)"
_DYAD_COLUMNS = (
    *("dyad_id", "year", "dyadterm", "ependdate", "outcome", "start_date2"),
    *("type_of_conflict", "incompatibility", "intensity_level"),
)
_ENDINGS = {
    "peace_agreement": 1,
    "ceasefire_agreement": 2,
    "victory_a": 3,
    "victory_b": 4,
    "low_activity": 5,
    "side_gone": 6,
}
_AGREEMENT_COLUMNS = ("paid", "pa_date", "ended", "duration", "cease", "pko", "pa_type")
# Rows whose dates contradict themselves in the published file, by their id.
_ENDS_BEFORE_IT_WAS_SIGNED = {"1024"}


@dataclass(frozen=True, slots=True)
class _Year:
    """A year in which two sides fought."""

    cells: Cells
    dyad: int
    year: int
    started: date | None
    over: bool


def read_ucdp_termination(path: str | os.PathLike[str]) -> Spells:
    """Return spells between an end of fighting of two sides and their next fighting: H1.

    A spell begins where a year is marked as the last of an episode and ends with the same two
    sides' next episode, or is censored with the file's last year. A quiet year makes the end, so
    none fails within the first year. Cases are told apart by the dyad and the years: in copies that
    went through a spreadsheet the episodes' own ids are rounded, and different dyads share one.

    Raises
    ------
    PackError
        If the file is not that file, or dates are reversed or cannot be read.

    References
    ----------
    Kreutz (2010), How and when armed conflicts end, Journal of Peace Research 47(2).
    """
    source = SourceFile(path, _DYADS, _DYAD_COLUMNS)
    years = [found for cells in source if (found := _year(cells)) is not None]
    source.finish()
    years.sort(key=lambda row: (row.dyad, row.year))
    last_day = date(max(row.year for row in years), 12, 31)
    rows: list[dict[str, object]] = []
    left_out: list[str] = []
    for at, row in enumerate(years):
        if not row.over:
            continue
        end = row.cells.day("ependdate", row.year)
        if end is None:
            left_out.append(f"dyad {row.dyad}, {row.year}: the fighting ended without a date")
            continue
        after = years[at + 1] if at + 1 < len(years) and years[at + 1].dyad == row.dyad else None
        stop = last_day if after is None else after.started
        if stop is None or stop < end or (after is not None and stop == end):
            row.cells.note(
                f"The next fighting of dyad {row.dyad} starts on {stop}, not after 'ependdate', "
                f"{end}",
                "The column 'start_date2' of the next year is read",
            )
        elif stop == end:
            left_out.append(f"dyad {row.dyad}, {row.year}: it ended on the last day watched")
        else:
            years_held = (stop - end).days / DAYS_A_YEAR
            first = _first_of_episode(years, at)
            rows.append(_spell(row, end, years_held, after is not None, years[first : at + 1]))
    source.finish()
    return Spells(
        name="ucdp-termination",
        level="H1",
        reference_class=MIXED,
        cases="all endings of fighting between two sides, within and between states",
        data_set=f"UCDP Conflict Termination, dyads, to {last_day.year}",
        failure_means="the same two sides are active again: 25 battle deaths in a year; none "
        "within the first year by construction",
        table=pl.DataFrame(rows, infer_schema_length=None),
        covariates=(*_ENDINGS, "territory", "post_1989", "war", "interstate"),
        left_out=tuple(left_out),
    )


def ucdp_groups(spells: Spells) -> tuple[Spells, ...]:
    """Return the groups of the default priors; wars within and between states are never pooled."""
    between = pl.col("interstate") == 1
    agreed = (pl.col("peace_agreement") == 1) | (pl.col("ceasefire_agreement") == 1)
    groups = (
        (
            "ucdp-ceasefire-within",
            ~between & (pl.col("ceasefire_agreement") == 1),
            "ceasefire agreements in wars within states",
        ),
        ("ucdp-interstate", between, "all endings of fighting between states"),
        ("ucdp-interstate-agreed", between & agreed, "endings by agreement or ceasefire"),
        (
            "ucdp-interstate-fizzled",
            between & (pl.col("low_activity") == 1),
            "fighting that died down without agreement",
        ),
        (
            "ucdp-interstate-wars",
            between & (pl.col("war") == 1),
            "endings of wars with 1,000 deaths a year",
        ),
    )
    return tuple(
        spells.where(
            condition,
            name,
            cases,
            reference_class="interstate_ending" if "interstate" in name else "civil_war_truce",
        )
        for name, condition, cases in groups
    )


def read_ucdp_agreements(path: str | os.PathLike[str]) -> Spells:
    """Return peace agreements from their signature until they are coded as ended: H1.

    An agreement has ended where a party renounced it or fought on. That is looser than 25 deaths,
    and many were signed while fighting went on, so they are no reference class. Agreements that
    ended without a date are left out and named.

    Raises
    ------
    PackError
        If the file is not that file, or dates are reversed or cannot be read.

    References
    ----------
    Davies, Pettersson and Öberg (2022), Organized violence 1989-2021, Journal of Peace Research.
    """
    source = SourceFile(path, _AGREEMENTS, _AGREEMENT_COLUMNS)
    cells = list(source)
    signed = [row.day("pa_date") for row in cells]
    known = [day for day in (*signed, *(row.day("duration") for row in cells)) if day]
    source.finish()
    last_day = date(max((day.year for day in known), default=1), 12, 31)
    rows: list[dict[str, object]] = []
    left_out: list[str] = []
    for row, start in zip(cells, signed, strict=True):
        ended, stop, key = row.flag("ended"), row.day("duration"), row.text("paid")
        if start is None:
            left_out.append(f"agreement {key}: no date of signature")
        elif ended and stop is None:
            left_out.append(f"agreement {key}: it ended without a date")
        elif ended and stop is not None and stop <= start:
            if key in _ENDS_BEFORE_IT_WAS_SIGNED:
                left_out.append(f"agreement {key}: 'duration' ends it before it was signed")
            else:
                row.note(f"'duration' is {stop}, not after 'pa_date', {start}")
        elif start == last_day:
            left_out.append(f"agreement {key}: signed on the last day watched")
        else:
            rows.append(_agreement(row, start, stop if ended and stop else last_day, bool(ended)))
    source.finish()
    return Spells(
        name="ucdp-agreements",
        level="H1",
        reference_class=MIXED,
        cases="peace agreements within and between states, also those signed while fighting went "
        "on",
        data_set=f"UCDP Peace Agreements, to {last_day.year}",
        failure_means="a party renounced the agreement or fought on",
        table=pl.DataFrame(rows, infer_schema_length=None),
        covariates=("full", "partial", "process", "ceasefire_clause", "peacekeeping_clause"),
        left_out=tuple(left_out),
    )


def _year(cells: Cells) -> _Year | None:
    dyad, year = cells.number("dyad_id", 0), cells.number("year", 1)
    if dyad is None or year is None:
        cells.note("The columns 'dyad_id' and 'year' must be filled", f"This should be {_DYADS}")
        return None
    started = cells.day("start_date2", int(year))
    return _Year(cells, int(dyad), int(year), started, bool(cells.flag("dyadterm")))


def _first_of_episode(years: list[_Year], at: int) -> int:
    """Return where the episode that ends here began: after the end before it, or a new dyad."""
    first = at
    while first > 0 and years[first - 1].dyad == years[at].dyad and not years[first - 1].over:
        first -= 1
    return first


def _spell(
    row: _Year, end: date, years_held: float, failed: bool, episode: list[_Year]
) -> dict[str, object]:
    outcome = row.cells.number("outcome", 1)
    kind, issue = row.cells.number("type_of_conflict", 1), row.cells.number("incompatibility", 1)
    intensities = [year.cells.number("intensity_level", 1) for year in episode]
    known = [value for value in intensities if value is not None]
    return {
        "spell": f"{row.dyad}-{row.year}",
        "start": 0.0,
        "stop": years_held,
        "event": failed,
        **{
            name: None if outcome is None else float(outcome == code)
            for name, code in _ENDINGS.items()
        },
        "territory": None if issue is None else float(issue in (1, 3)),
        "post_1989": float(end.year > 1989),
        "war": float(max(known) == 2) if known else None,
        "interstate": None if kind is None else float(kind == 2),
    }


def _agreement(row: Cells, start: date, stop: date, ended: bool) -> dict[str, object]:
    kind, cease, force = (row.number(name, 0) for name in ("pa_type", "cease", "pko"))
    return {
        "spell": row.text("paid"),
        "start": 0.0,
        "stop": (stop - start).days / DAYS_A_YEAR,
        "event": ended,
        "full": None if kind is None else float(kind == 1),
        "partial": None if kind is None else float(kind == 2),
        "process": None if kind is None else float(kind == 3),
        "ceasefire_clause": cease,
        "peacekeeping_clause": force,
    }
