"""The methods against past missions, kept in the run folder."""

from __future__ import annotations

from dataclasses import asdict

from ceasefire.hindcast import hindcast
from ceasefire.runs.folder import Folder, write_whole
from ceasefire.runs.plain import to_json
from ceasefire.runs.reading import Run

__all__ = ["write_hindcast"]

_TABLES = ("operations", "requirements", "line_yardsticks", "reference_classes")
_FEWEST = 20  # missions known on the as-of date, from which a record is kept


def write_hindcast(run: Run) -> None:
    """Write ``results/hindcast.json``: empty where too few missions were known on the date.

    Raises
    ------
    RunError
        If the disk refuses.
    """
    scenario = run.scenario()
    enough = len(scenario.rows("operations")) >= _FEWEST
    known = enough and all(scenario.rows(name) for name in _TABLES)
    write_whole(Folder(run.folder).hindcast, to_json(asdict(hindcast(scenario)) if known else {}))
