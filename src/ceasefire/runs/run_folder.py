"""Run: make or resume a run folder, and walk it to its end."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from ceasefire.core.errors import DrawFailures, RunError, UsageError
from ceasefire.draws import Draws
from ceasefire.runs.block import Job
from ceasefire.runs.folder import DRAWS, Folder, blocks_of, disk_words, locked, write_whole
from ceasefire.runs.manifest import check_same, make_manifest, read_manifest
from ceasefire.runs.pack import pack_hash, place_pack
from ceasefire.runs.plain import digest, to_json
from ceasefire.runs.reading import Run, open_run
from ceasefire.runs.stages import Rooms
from ceasefire.runs.walk import Report, Walk
from ceasefire.runs.workers import Crew, usable_cores
from ceasefire.scenario.model import Scenario

__all__ = ["run"]

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
        If the folder is in use or somebody else's, or the disk refuses.
    DrawFailures
        If more draws failed than allowed; the folder is complete all the same.
    """
    table = _rooms() if rooms is None else rooms
    chosen = _chosen(scenario, options)
    if workers is not None and workers < 1:
        raise UsageError(f"workers must be 1 or more, not {workers}")
    if not 0 <= max_failed <= 1:
        raise UsageError(f"the share of failed draws must be between 0 and 1, not {max_failed}")
    with ExitStack() as held:
        folder = _prepared(scenario, draws, table, chosen, out, held)
        failed = _walk(folder, table, draws, chosen, workers, progress or _silent)
        walked = {(stage.name, option) for stage in table.stages for option in chosen}
        finished = open_run(folder.root, load=table.load, whole={(DRAWS, ""), *walked})
        for summary in table.summaries:
            summary.write(finished)
    _check_failures(failed, draws.n, max_failed, folder.root)
    return finished


def _prepared(
    scenario: Scenario,
    draws: Draws,
    table: Rooms,
    options: Sequence[str],
    out: str | Path | None,
    held: ExitStack,
) -> Folder:
    """Return the run folder with its pack and manifest, locked for as long as ``held`` lasts."""
    with tempfile.TemporaryDirectory(prefix="ceasefire-") as temporary:
        saved = Path(temporary)
        with disk_words(saved):
            table.save(scenario, saved)
        content = pack_hash(saved / "pack")
        manifest = make_manifest(scenario, draws, options, table.stages, content)
        text = to_json(manifest)
        folder = Folder(Path(f"{scenario.id}-{digest(text)[:8]}") if out is None else Path(out))
        folder.check_usable()
        held.enter_context(locked(folder.root))
        if folder.manifest.exists():
            check_same(folder.root, read_manifest(folder.root), manifest)
        folder.clean()
        place_pack(saved, folder)
    write_whole(folder.manifest, text)
    return folder


def _walk(
    folder: Folder,
    table: Rooms,
    draws: Draws,
    options: Sequence[str],
    workers: int | None,
    report: Report,
) -> dict[tuple[str, str], int]:
    # From here on the folder's own pack counts, in this process as in every worker.
    scenario = table.load(folder.root)
    _check_same_sample(table.draws(scenario, draws.n, draws.seed), draws)
    work = len(blocks_of(draws.n)) * (1 + len(table.stages) * len(options))
    short = work * _SECONDS_A_BLOCK < _WORTH_PROCESSES_SECONDS
    count = workers or (1 if short else usable_cores())
    with Crew(Job(folder.root, draws.n, draws.seed, table), count) as crew:
        walk = Walk(folder, scenario, options, table.stages, draws.n, crew, report)
        return walk.run().failed()


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
