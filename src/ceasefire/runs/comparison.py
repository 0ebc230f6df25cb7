"""Options against each other, computed from a finished walk and kept in the run folder."""

from __future__ import annotations

from ceasefire.comparison.compare import Comparison
from ceasefire.comparison.compare import compare as compared
from ceasefire.comparison.outcomes import Outcomes, outcomes
from ceasefire.runs.claims import evidence_of
from ceasefire.runs.folder import Folder, write_whole
from ceasefire.runs.plain import to_json
from ceasefire.runs.reading import Run, open_run

__all__ = ["compare", "outcomes_of", "write_comparison"]


def outcomes_of(run: Run | str) -> Outcomes:
    """Return the outcomes of a finished run's options on their common draws.

    Raises
    ------
    RunError
        If the run is not finished.
    """
    found = open_run(run) if isinstance(run, str) else run
    return outcomes(evidence_of(found), found.options)


def compare(run: Run | str) -> Comparison:
    """Return the options of a finished run against each other.

    Raises
    ------
    RunError
        If the run is not finished.
    """
    found = open_run(run) if isinstance(run, str) else run
    return compared(evidence_of(found), outcomes_of(found))


def write_comparison(run: Run) -> None:
    """Write ``results/comparison.json``.

    Raises
    ------
    RunError
        If a result block is absent, or the disk refuses.
    """
    write_whole(Folder(run.folder).comparison, to_json(compare(run), indent=None, sort_keys=False))
