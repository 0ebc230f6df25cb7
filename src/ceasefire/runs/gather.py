"""Shares of a run put together: every block is there and whole, or it is said what computes it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from ceasefire.core.errors import RunError
from ceasefire.runs.folder import DRAWS, Folder, blocks_of
from ceasefire.runs.ledger import Entry, Place, read_ledger
from ceasefire.runs.locks import locked
from ceasefire.runs.reading import Run
from ceasefire.runs.run_folder import run
from ceasefire.runs.share import Share
from ceasefire.runs.stages import Rooms
from ceasefire.runs.stored import stored
from ceasefire.runs.walk import Report

__all__ = ["gather"]

_NAMED = 5


def gather(
    root: Path, *, rooms: Rooms, max_failed: float = 0.01, progress: Report | None = None
) -> Run:
    """Put shares together and write the summaries: the folder is then that of a single run.

    Raises
    ------
    RunError
        If a block is absent or not whole, naming it and the command that computes it; if a share is
        still being computed.
    StaleRunError
        If the manifest, the pack, the code or a library is not the one the shares were made with.
    DrawFailures
        If more draws failed than allowed; the folder is complete all the same.
    """
    known = stored(root, rooms)
    with locked(root):
        _check_all_there(Folder(root), known.options, known.draws.n, known.rooms)
    return run(
        known.scenario,
        known.draws,
        root,
        options=known.options,
        workers=1,
        max_failed=max_failed,
        progress=progress,
        rooms=known.rooms,
    )


def _check_all_there(folder: Folder, options: tuple[str, ...], draws: int, rooms: Rooms) -> None:
    ledger = read_ledger(folder)
    wanted = _places(options, draws, rooms)
    lacking = [place for place in wanted if not _whole(folder, ledger, place)]
    if not lacking:
        return
    blocks, of = len(blocks_of(draws)), _shares(folder)
    names = ", ".join(str(Entry(*p, "", "", "", {}).file(folder)) for p in lacking[:_NAMED])
    others = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    command = f"ceasefire run {shlex.quote(str(folder.root))}"
    commands = [command]
    if of:
        where = {option: place for place, option in enumerate(options)} | {"": 0}
        owners = {Share.owner(block, where[o], blocks, len(options), of) for _, o, block in lacking}
        shares = sorted(owners, key=lambda share: share.index)
        commands = [f"{command} --block {share}" for share in shares]
    raise RunError(
        f"{len(lacking)} blocks of {folder.root} are absent or not whole ({names}{others}). "
        f"Compute them, then gather again: {'; '.join(commands)}"
    )


def _whole(folder: Folder, ledger: Mapping[Place, Entry], place: Place) -> bool:
    entry = ledger.get(place)
    return entry is not None and entry.whole(folder)


def _places(options: tuple[str, ...], draws: int, rooms: Rooms) -> Iterator[Place]:
    for block in blocks_of(draws):
        yield (DRAWS, "", block)
        yield from ((stage.name, option, block) for stage in rooms.stages for option in options)


def _shares(folder: Folder) -> int:
    """Return into how many shares the run was cut, by those that were begun; 0 if by none."""
    found = [Share.named(path.name) for path in folder.shares.glob("*-of-*")]
    return max((share.of for share in found if share is not None), default=0)
