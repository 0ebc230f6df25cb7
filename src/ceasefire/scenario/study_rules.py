"""Published studies, as a pack may list them: their inputs, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.problems import ENOUGH, Problems, quoted, suggestion
from ceasefire.scenario.reading import Draft
from ceasefire.scenario.tables import Row, TableRows

__all__ = ["STUDY_INPUTS", "check_studies", "stated_inputs"]

STUDY_INPUTS: Mapping[str, tuple[str, ...]] = {
    "watch": ("density", "length"),
    "between": ("density", "length"),
    "brigades": ("brigades", "brigade_size", "slice"),
    "ratio": ("adversary", "ratio", "host"),
    "none": (),
}
"""Inputs of each rule that a study's figure may be a case of."""


def stated_inputs(row: Row) -> dict[str, tuple[float, float]]:
    """Return the inputs that a study states, low and high.

    Raises
    ------
    ValueError
        If an input is not written name=number or name=low-high.
    """
    found = {}
    for part in keys_in(row["inputs"]):
        name, _, text = part.partition("=")
        low, _, high = text.partition("-")
        ends = float(low), float(high or low)
        if not 0 < ends[0] <= ends[1]:
            raise ValueError(part)
        found[name.strip()] = ends
    return found


def check_studies(draft: Draft, problems: Problems) -> None:
    """Note a study that names an option or an input there is not, or lacks what its rule needs."""
    table = draft.tables.get("studies")
    before = len(problems)
    for index, row in enumerate(table.rows if table else ()):
        if table is None or len(problems) - before >= ENOUGH:
            return
        _check(draft, table, index, row, problems)


def _check(draft: Draft, table: TableRows, index: int, row: Row, problems: Problems) -> None:
    def note(cell: str, what: str, fix: str) -> None:
        problems.note(table.file, table.place(index, cell), what, "", fix)

    rule = str(row["rule"])
    known = STUDY_INPUTS.get(rule, ())
    options = draft.scenario_part.options
    if row["option"] is not None and row["option"] not in options:
        option = str(row["option"])
        note("option", f"There is no option {quoted(option)}", suggestion(option, options))
    if rule == "none":
        if row["reason"] is None:
            note("reason", "A study without a rule needs a reason", "Say what it does not give")
        return
    for cell in ("answer_low", "hinge"):
        if row[cell] is None:
            note(cell, f"The rule '{rule}' needs the cell '{cell}'", "Fill it")
    if row["hinge"] is not None and row["hinge"] not in known:
        hinge = str(row["hinge"])
        note("hinge", f"The rule '{rule}' has no input {quoted(hinge)}", suggestion(hinge, known))
    try:
        stated = stated_inputs(row)
    except ValueError as error:
        fix = "Write name=number or name=low-high, above 0, separated by ;"
        note("inputs", f"An input cannot be read: {quoted(str(error))}", fix)
        return
    for name in stated:
        if name not in known:
            fix = suggestion(name, known)
            note("inputs", f"The rule '{rule}' has no input {quoted(name)}", fix)
