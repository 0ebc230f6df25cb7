"""What became of a draw: zero, absent, unknown and failed are four different things."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["REASONS", "Status", "reason_code"]


class Status(IntEnum):
    """Status of a result in one draw; stored as ``uint8`` beside every value."""

    OK = 0
    NOT_APPLICABLE = 1
    INFEASIBLE = 2
    FAILED = 3
    UNKNOWN = 4

    @property
    def words(self) -> str:
        """The status as the page prints it."""
        return self.name.lower().replace("_", " ")


# Append only: the position is the code stored in result files.
REASONS: tuple[tuple[str, str], ...] = (
    ("none", ""),
    ("no_line_task", "The force does not stand on the line, so a density along it says nothing."),
    (
        "counts_host_forces",
        "The rule counts all security personnel, the host's own included, and the host already "
        "has more than the rule asks for.",
    ),
    ("no_population_rule", "The option keeps no civil order, which is what the rule sizes."),
    ("no_threat_task", "The option is not meant to stop an attack, which is what the rule sizes."),
    ("no_tasks", "The option gives the force no task that can be counted up."),
    ("no_force", "The option sends no foreign force."),
    ("no_deployment", "The force is not stationed in the country."),
    ("no_anchor", "No published case holds out as long as reinforcement takes."),
    ("input_not_visible", "A quantity it needs has no value known on the as-of date."),
    ("computation_failed", "The computation failed in this draw; its inputs are kept."),
    ("no_table", "The pack has no table for it."),
    ("wartime", "The method sizes a force after a ceasefire; this option deploys in wartime."),
    ("no_mandate", "The method sizes another kind of mandate."),
    (
        "no_ceasefire_yet",
        "The option deploys while the war goes on: there is no ceasefire to hold.",
    ),
    (
        "beside_each_force",
        "It spends what a force costs, so it stands beside each force, at that force's cost.",
    ),
    ("no_line", "The pack has no sectors of a line."),
    ("no_solution", "The game or the line had no stable solution in this draw."),
    ("no_network", "The pack has no network by which a settlement comes about."),
)

_CODES = {name: code for code, (name, _) in enumerate(REASONS)}


def reason_code(name: str) -> int:
    """Return the stored code of a reason.

    Raises
    ------
    KeyError
        If the reason is not in the table.
    """
    return _CODES[name]
