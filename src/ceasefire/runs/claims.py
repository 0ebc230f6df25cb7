"""Verdicts on the claims, computed from a finished walk and kept in the run folder."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from ceasefire.comparison import Evidence, verdicts
from ceasefire.runs.folder import Folder, write_whole
from ceasefire.runs.plain import to_json
from ceasefire.runs.reading import Run

__all__ = ["write_claims"]


def write_claims(run: Run) -> None:
    """Write ``results/claims.json``: a verdict for every claim of the pack.

    Raises
    ------
    RunError
        If a result block is absent, or the disk refuses.
    """
    scenario = run.scenario()
    evidence = Evidence(
        scenario=scenario,
        column=run.column,
        names=lambda stage, option: (
            tuple(column.name for column in run.columns(stage, option))
            if option in run.options
            else ()
        ),
        parameter=lambda name: np.asarray(run.parameter(name), dtype=np.float64),
    )
    table = {verdict.claim: asdict(verdict) for verdict in verdicts(evidence)}
    write_whole(Folder(run.folder).claims, to_json(table))
