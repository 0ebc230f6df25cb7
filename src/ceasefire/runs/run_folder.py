"""Run: make or resume a run folder, and walk it to its end."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ceasefire.core.errors import DrawFailures, RunError, UsageError
from ceasefire.draws import Draws
from ceasefire.runs.block import Job
from ceasefire.runs.executors import executor_of, usable_cores
from ceasefire.runs.folder import DRAWS, Folder, blocks_of
from ceasefire.runs.ledger import Ledger
from ceasefire.runs.prepared import prepared
from ceasefire.runs.reading import Run, open_run
from ceasefire.runs.share import Share
from ceasefire.runs.stages import Rooms
from ceasefire.runs.summaries import write_summaries
from ceasefire.runs.walk import Report, Walk
from ceasefire.scenario.model import Scenario

__all__ = ["run", "run_share"]

# Measured on the flagship pack, 4 to 5 ms a block: decides only whether starting processes pays.
_SECONDS_A_BLOCK = 0.005
_WORTH_PROCESSES_SECONDS = 5.0


def run(
    scenario: Scenario,
    draws: Draws,
    out: str | Path | None = None,
    *,
    options: Sequence[str] | None = None,
    workers: int | None = None,
    dask: str | None = None,
    max_failed: float = 0.01,
    progress: Report | None = None,
    rooms: Rooms | None = None,
) -> Run:
    """Walk options and draws through the questions and return the finished run.

    The result depends on the pack, the draws and the options alone, not on workers, order or
    interruptions. A folder that holds part of this run is completed.

    Parameters
    ----------
    scenario : Scenario
    draws : Draws
    out : path, optional
        The run folder; by default ``PACK-<8 hex of the manifest>`` here.
    options : sequence of str, optional
        Ids of the options; all by default.
    workers : int, optional
        Processes; by default the usable cores, or 1 where the work is a few seconds.
    dask : str, optional
        Address of a Dask scheduler whose workers compute, or ``local`` for a cluster of ``workers``
        processes here. All of them see the run folder at the same path.
    max_failed : float
        Largest share of draws of an option that may fail in a stage.
    progress : callable, optional
        ``progress(stage, done, total)`` in blocks, see ``progress_on_stderr``.
    rooms : Rooms, optional
        The stage table; the package's own by default. With a part of it
        (:meth:`~ceasefire.runs.stages.Rooms.upto`) the run answers those questions alone.

    Raises
    ------
    UsageError
        If an option is unknown or a number is out of range.
    StaleRunError
        If the folder holds another run.
    RunError
        If the folder is in use or somebody else's, the disk refuses, or workers are lost.
    DrawFailures
        If more draws failed than allowed; the folder is complete all the same.
    """
    table = _rooms() if rooms is None else rooms
    chosen = _checked(scenario, options, workers, max_failed)
    with prepared(scenario, draws, table, chosen, out) as folder:
        ledger = _walk(folder, table, draws, chosen, workers, dask, progress or _silent)
        walked = {(stage.name, option) for stage in table.stages for option in chosen}
        finished = open_run(folder.root, load=table.load, whole={(DRAWS, ""), *walked})
        finished = write_summaries(finished, table.summaries, ledger)
    _check_failures(ledger.failed(), draws.n, max_failed, folder.root)
    return finished


def run_share(
    scenario: Scenario,
    draws: Draws,
    out: str | Path | None,
    share: Share,
    *,
    options: Sequence[str] | None = None,
    workers: int | None = None,
    dask: str | None = None,
    progress: Report | None = None,
    rooms: Rooms | None = None,
) -> Path:
    """Compute a share of a run's blocks into its folder, beside other shares, and return it.

    The parameters are those of :func:`run`; :func:`~ceasefire.runs.gather.gather` puts the shares
    together.

    Raises
    ------
    UsageError, StaleRunError, RunError
        As :func:`run`; also if a whole run, or another process with this share, is writing.
    """
    table = _rooms() if rooms is None else rooms
    chosen = _checked(scenario, options, workers, 0.0)
    with prepared(scenario, draws, table, chosen, out, share) as folder:
        _walk(folder, table, draws, chosen, workers, dask, progress or _silent, share)
    return folder.root


def _walk(
    folder: Folder,
    table: Rooms,
    draws: Draws,
    options: Sequence[str],
    workers: int | None,
    dask: str | None,
    report: Report,
    share: Share | None = None,
) -> Ledger:
    # From here on the folder's own pack counts, in this process as in every worker.
    scenario = table.load(folder.root)
    _check_same_sample(table.draws(scenario, draws.n, draws.seed), draws)
    work = len(blocks_of(draws.n)) * (1 + len(table.stages) * len(options))
    work //= share.of if share else 1
    short = work * _SECONDS_A_BLOCK < _WORTH_PROCESSES_SECONDS and dask is None
    count = workers or (1 if short else usable_cores())
    job = Job(folder.root, draws.n, draws.seed, table)
    with executor_of(job, count, dask) as executor:
        walk = Walk(folder, scenario, options, table, draws.n, executor, report, share)
        return walk.run()


def _checked(
    scenario: Scenario, options: Sequence[str] | None, workers: int | None, max_failed: float
) -> list[str]:
    chosen = _chosen(scenario, options)
    if workers is not None and workers < 1:
        raise UsageError(f"workers must be 1 or more, not {workers}")
    if not 0 <= max_failed <= 1:
        raise UsageError(f"the share of failed draws must be between 0 and 1, not {max_failed}")
    return chosen


def _rooms() -> Rooms:
    from ceasefire.runs.rooms import rooms

    return rooms()


def _silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


def _chosen(scenario: Scenario, options: Sequence[str] | None) -> list[str]:
    known = [option.id for option in scenario.options]
    if options is None:
        return known
    for id in options:
        if id not in known:
            near = difflib.get_close_matches(id, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"It has: {', '.join(known)}."
            raise UsageError(f"{scenario.id} has no option {id!r}. {hint}")
    if not options:
        raise UsageError("no option was chosen")
    return [id for id in known if id in options]


def _check_same_sample(stored: Any, given: Any) -> None:
    """Certify that the pack written into the folder gives the sample that was asked for."""
    row = range(0, 1)
    here, there = given.sample(row), stored.sample(row)
    for name in given.scenario.parameters:
        if (name in here) != (name in there) or (
            name in here and not np.array_equal(here[name], there[name], equal_nan=True)
        ):
            raise RunError(
                f"The pack as stored gives another sample of {name} than the draws handed in. "
                "Make the draws from the scenario that is run."
            )


def _check_failures(
    failed: dict[tuple[str, str], int], draws: int, max_failed: float, root: Path
) -> None:
    beyond = {key: count for key, count in failed.items() if count > max_failed * draws}
    if not beyond:
        return
    (stage, option), count = max(beyond.items(), key=lambda item: (item[1], item[0]))
    others = f", and in {len(beyond) - 1} more" if len(beyond) > 1 else ""
    raise DrawFailures(
        f"{count:,} of {draws:,} draws failed in {stage} of {option}{others}: more than the "
        f"allowed {max_failed:.2g} of them. Everything is written to {root}; "
        f"{root / 'failures'} holds the inputs and the reason of each."
    )
