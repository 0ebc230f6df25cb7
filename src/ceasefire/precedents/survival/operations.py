"""Reads our own table of operations: how long the ceasefires they stood behind held."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import polars as pl

from ceasefire.core.errors import PackError, Problem
from ceasefire.precedents.survival.source_files import Cells
from ceasefire.precedents.survival.spells import MIXED, Spells
from ceasefire.scenario.problems import NOWHERE, Problems

__all__ = ["read_operations"]

_NEEDED = (
    *("id", "start", "end", "mandate", "use_of_force", "parties_consented", "peak_troops"),
    *("line_length_km", "ceasefire_broke", "years_to_break", "censored"),
)
_COVARIATES = ("full_consent", "forward_presence", "robust", "log_troops", "has_line")


def read_operations(
    rows: Iterable[Mapping[str, object]],
    *,
    lines_only: bool = True,
    file: str = "operations.csv",
) -> Spells:
    """Return spells of the ceasefires behind which missions stood: H2, large-scale war returns.

    A mission that still runs, or ended with the ceasefire intact, is censored after
    ``years_to_break`` years. Missions without a ceasefire to keep are left out and named. The cases
    were chosen because they are known: they show a range, not the effect of a force.

    Parameters
    ----------
    rows : iterable of mappings
        Rows of the table, as text or typed.
    lines_only : bool
        Keep missions with a stated length of line: the reference class of monitored lines. All
        missions together are no reference class.
    file : str
        What to call the table in messages.

    Raises
    ------
    PackError
        If columns are missing, dates are reversed, or a row says both or neither of broken and
        censored; all problems are named.
    """
    problems, found, left_out = Problems(), [], []
    for number, row in enumerate(rows, start=2):
        if missing := [name for name in _NEEDED if name not in row]:
            for name in missing:
                why = "This should be a table of operations (operations.csv)"
                problems.note(file, (1, 1), f"The column '{name}' is missing", why)
            break
        cells = Cells(file, number, row, problems)
        spell = _spell(cells)
        if spell is None:
            left_out.append(f"{cells.text('id')}: no ceasefire to keep")
        elif not lines_only or spell["has_line"]:
            found.append(spell)
    if not problems and not found and not left_out:
        problems.append(Problem(file, *NOWHERE, "The table has no rows"))
    if problems:
        raise PackError(problems)
    columns = {"spell": pl.String, "start": pl.Float64, "stop": pl.Float64, "event": pl.Boolean}
    schema = {**columns, **dict.fromkeys(_COVARIATES, pl.Float64)}
    return Spells(
        name="operations-line" if lines_only else "operations",
        level="H2",
        reference_class="monitored_line" if lines_only else MIXED,
        cases="operations with a stated line" if lines_only else "all operations with a ceasefire",
        data_set=file,
        failure_means="large-scale war returns in the mission's area, or territory is seized",
        table=pl.DataFrame(found, schema=schema),
        covariates=_COVARIATES,
        left_out=tuple(left_out),
    )


def _spell(cells: Cells) -> dict[str, object] | None:
    """Return one mission's spell, None where it had no ceasefire to keep; note what is wrong."""
    start, end = cells.text("start"), cells.text("end")
    if start and end and end < start:
        cells.note(f"'end' is {end}, before 'start', {start}")
    broke, censored = cells.flag("ceasefire_broke"), cells.flag("censored")
    years = cells.number("years_to_break")
    if broke is None and censored is None and years is None:
        return None
    if broke is None or censored is None or broke == censored:
        fix = "A mission still running, or over with the ceasefire intact, is censored"
        cells.note("Exactly one of 'ceasefire_broke' and 'censored' must be true", "", fix)
    if years is None:
        fix = "Give the years from the start of the mission to the break or the last look"
        cells.note("The column 'years_to_break' is empty", "", fix)
    elif years <= 0:
        cells.note(f"'years_to_break' is {years:g}; it must be above 0")
    troops, length = cells.number("peak_troops", 0), cells.number("line_length_km", 0)
    force, mandate = cells.text("use_of_force"), cells.text("mandate")
    consent = cells.text("parties_consented")
    return {
        "spell": cells.text("id"),
        "start": 0.0,
        "stop": years,
        "event": broke,
        "full_consent": float(consent == "yes") if consent else None,
        "forward_presence": float(mandate == "forward_presence") if mandate else None,
        "robust": float(force in ("robust", "enforcement")) if force else None,
        "log_troops": math.log(troops) if troops else None,
        "has_line": float(bool(length)),
    }
