"""Tables of size: past missions as yardsticks, and each job by the state of the backer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.model import DataTable
from ceasefire.briefing.options_table import NOT_APPLICABLE
from ceasefire.briefing.read import NotVisible, RunReader, told
from ceasefire.briefing.words import whole_range
from ceasefire.briefing.yardsticks_table import yardsticks_table
from ceasefire.scenario.model import Option

__all__ = ["size_tables"]


def size_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables; those a run has no data for are left out."""
    return told(lambda: yardsticks_table(reader), lambda: _backer(reader))


def _backer(reader: RunReader) -> DataTable | None:
    """Return what each option's job takes in each state of the backer, or None without states.

    Every method's spread is taken within the draws of a state; the envelope is over variants.
    """
    masks = reader.state_masks()
    if not masks:
        return None
    rows = []
    for option in reader.scenario.options:
        if (
            option.id in reader.options
            and option.combat_brigades > 0
            and option.placement != "line"
        ):
            cells = tuple(_in_state(reader, option, mask) for mask in masks.values())
            rows.append((option.title, *cells))
    if not rows:
        return None
    counts = ", ".join(f"{name} {int(mask.sum()):,}" for name, mask in masks.items())
    backer = reader.scenario.parties.get("backer", "the backer")
    heads = {
        "none": f"{backer} gives nothing",
        "logistics": "intelligence and logistics",
        "full": "full support",
    }
    return DataTable(
        f"What each job takes, by the state of the backer, {backer}",
        ("Option", *(heads.get(name, name) for name in masks)),
        tuple(rows),
        f"Troops, 5–95% of the draws in each state, all variants together; draws: {counts}. Only "
        "the tail of combat brigades depends on the state, by a judged factor: options without "
        "brigades and forces counted along the line are the same in every state.",
    )


def _in_state(reader: RunReader, option: Option, mask: NDArray[np.bool_]) -> str:
    try:
        found = reader.ends_within(option.id, reader.size_plan(option.id).job_method, mask)
    except NotVisible:
        return "unknown"
    return whole_range(*found, unit="") if found else NOT_APPLICABLE
