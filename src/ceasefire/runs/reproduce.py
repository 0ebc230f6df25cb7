"""A run made again from its own folder, and the two held against one another byte by byte."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ceasefire.core.errors import RunError
from ceasefire.runs.run_folder import run
from ceasefire.runs.stages import Rooms
from ceasefire.runs.state import state_of
from ceasefire.runs.stored import stored
from ceasefire.runs.walk import Report

__all__ = ["Compared", "compare_files", "reproduce"]

_FOLDERS = ("draws", "plans", "results")
_FILES = ("manifest.json", "codebook.json", "ledger.jsonl")


@dataclass(frozen=True, slots=True)
class Compared:
    """Files of two run folders: the same bytes, other bytes, and in one of them alone."""

    same: tuple[str, ...]
    other: tuple[str, ...]
    alone: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether every file has the same bytes in both."""
        return not self.other and not self.alone


def reproduce(
    root: Path,
    out: Path,
    *,
    rooms: Rooms,
    workers: int | None = None,
    progress: Report | None = None,
) -> Compared:
    """Make a finished run again, in another folder, and compare.

    Parameters
    ----------
    root : Path
        The finished run: its manifest and its ``pack/`` are all that is read to make it again.
    out : Path
        A new folder, or one in which this was begun.
    rooms : Rooms
    workers, progress
        As of :func:`~ceasefire.runs.run`.

    Raises
    ------
    StaleRunError
        If the manifest was edited, or the pack in the folder, the code of the model or a library is
        not the one that it names: the same bytes cannot be expected.
    RunError
        If the folder is no finished run, or both folders are one.
    PackError
        If the pack in the folder was damaged.
    """
    if root.resolve() == out.resolve():
        raise RunError(f"{out} is the run itself. Give another folder with --out.")
    known = stored(root, rooms)
    state = state_of(root)
    if state.done + len(state.damaged) < state.total:  # what is damaged is named below
        raise RunError(
            f"{root} is not finished ({state.done} of {state.total} blocks). Go on with it: "
            f"ceasefire run {shlex.quote(str(root))}"
        )
    run(
        known.scenario,
        known.draws,
        out,
        options=known.options,
        workers=workers,
        progress=progress,
        rooms=known.rooms,
    )
    return compare_files(root, out)


def compare_files(one: Path, other: Path) -> Compared:
    """Return how the files that a run writes compare between two folders.

    The briefing's own files are left to those who write them.
    """
    here, there = (dict(_files(root)) for root in (one, other))
    both = sorted(here.keys() & there.keys())
    same = tuple(name for name in both if here[name].read_bytes() == there[name].read_bytes())
    return Compared(
        same=same,
        other=tuple(name for name in both if name not in set(same)),
        alone=tuple(sorted(here.keys() ^ there.keys())),
    )


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for name in _FILES:
        yield name, root / name
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not path.name.endswith(".tmp"):
                yield path.relative_to(root).as_posix(), path
