"""Checks of claims, as a pack may name them: which cells of a row each needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.problems import ENOUGH, Problems, quoted, suggestion
from ceasefire.scenario.reading import Draft
from ceasefire.scenario.tables import Row, TableRows

__all__ = ["RULES", "Needs", "check_claims"]


@dataclass(frozen=True, slots=True)
class Needs:
    """What a check needs of its row: a number of options, and cells that are filled."""

    options: int
    cells: tuple[str, ...] = ()


RULES: Mapping[str, Needs] = {
    "aid_instead": Needs(2),
    "army_at_front": Needs(0, ("quantity_low", "threshold")),
    "attack_less_likely": Needs(1),
    "broken_by_decision": Needs(2, ("threshold",)),
    "command_limits": Needs(0, ("states", "commands")),
    "context_alone": Needs(0),
    "cost_below_aid": Needs(1),
    "each_could_stop": Needs(1, ("threshold",)),
    "figure_larger": Needs(0, ("quantity_low", "quantity_high")),
    "holds_at_cost": Needs(1),
    "host_carries": Needs(0, ("operations",)),
    "line_size_enough": Needs(2, ("quantity_low", "quantity_high")),
    "lost_without_war": Needs(0, ("operations",)),
    "named_reach_size": Needs(1, ("states",)),
    "not_ready_to_send": Needs(0, ("states_out", "attributed_to")),
    "on_record": Needs(0),
    "only_these_open": Needs(0, ("states", "states_out")),
    "probably_not": Needs(1),
    "ratio_needs_size": Needs(1, ("quantity_low",)),
    "takes_side_off_line": Needs(2),
    "three_tests": Needs(1),
    "troops_freed": Needs(1),
    "unlike_blue_helmets": Needs(1),
    "window_passed": Needs(1),
}


COMPARED = 2  # least number of commands that a claim sets side by side


def check_claims(draft: Draft, problems: Problems) -> None:
    """Note claims that name a check or an option there is not, or lack what their check needs."""
    table = draft.tables.get("claims")
    before = len(problems)
    for index, row in enumerate(table.rows if table else ()):
        if table is None or len(problems) - before >= ENOUGH:
            return
        _check_options(draft, table, index, problems)
        _check_commands(table, index, row, problems)
        if row["rule"] is not None:
            _check_rule(table, index, row, problems)


def _check_options(draft: Draft, table: TableRows, index: int, problems: Problems) -> None:
    known = draft.scenario_part.options
    for id in keys_in(table.rows[index]["option"]):
        if id not in known:
            what = f"There is no option {quoted(id)}"
            place = table.place(index, "option")
            problems.note(table.file, place, what, "", suggestion(id, known))


def _check_commands(table: TableRows, index: int, row: Row, problems: Problems) -> None:
    """Note a command that stands alone.

    Whether states and commands are known is left to the check: on an early date they are not.
    """
    found = keys_in(row.get("commands"))
    if found and len(found) < COMPARED:
        said = f"'commands' takes {COMPARED} or more, not {len(found)}"
        fix = "Name the one that the claim favours, the one it would limit, then any others"
        problems.note(table.file, table.place(index, "commands"), said, "", fix)


def _check_rule(table: TableRows, index: int, row: Row, problems: Problems) -> None:
    rule = str(row["rule"])
    if rule not in RULES:
        what = f"There is no check {quoted(rule)}"
        fix = suggestion(rule, RULES)
        problems.note(table.file, table.place(index, "rule"), what, "", fix)
        return
    needs, found = RULES[rule], keys_in(row["option"])
    if len(set(found)) != len(found) or len(found) != needs.options:
        what = f"The check '{rule}' takes {needs.options} in 'option', not {len(found)}"
        fix = "Name each option once, separated by ;" if needs.options else "Leave it blank"
        problems.note(table.file, table.place(index, "option"), what, "", fix)
    for cell in needs.cells:
        if row[cell] is None:
            what = f"The check '{rule}' needs the cell '{cell}'"
            problems.note(table.file, table.place(index, cell), what, "", "Fill it")
