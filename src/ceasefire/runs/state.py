"""How far a run is, read from its folder at any time: also while another process writes it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ceasefire.core.status import Status
from ceasefire.runs.folder import DRAWS, SUMMARY, Folder, blocks_of
from ceasefire.runs.ledger import Entry, Place, read_ledger, summary_key
from ceasefire.runs.locks import held_elsewhere
from ceasefire.runs.manifest import read_manifest
from ceasefire.runs.session import read_sessions
from ceasefire.runs.untouched import check_untouched

__all__ = ["StageState", "State", "state_of"]

_END = b"PAR1"  # the last bytes of a whole Parquet file


@dataclass(frozen=True, slots=True)
class StageState:
    """Blocks of a stage that are done, of all; options with at least one.

    ``running`` counts blocks handed to whoever computes now, ``failed`` draws that failed,
    ``bytes`` what the blocks take on the disk.
    """

    stage: str
    done: int
    total: int
    begun: int
    running: int
    failed: int
    bytes: int


@dataclass(frozen=True, slots=True)
class State:
    """A run folder as it stands.

    ``failed`` counts draws that failed, over stages and options; ``running`` is whether a process
    holds the folder, or a share of it; ``damaged`` names blocks that are recorded and not there, or
    cut short; ``summaries`` says of each file made from all blocks whether it is there, made from
    these; ``shares`` names shares that are not gathered; ``sessions`` who computed.
    """

    pack: str
    as_of: str
    draws: int
    seed: int
    options: tuple[str, ...]
    versions: Mapping[str, str]
    stages: tuple[StageState, ...]
    failed: int
    running: bool
    damaged: tuple[str, ...]
    summaries: Mapping[str, bool]
    shares: tuple[str, ...]
    sessions: tuple[Mapping[str, Any], ...]

    @property
    def done(self) -> int:
        """Blocks recorded as done, and there."""
        return sum(part.done for part in self.stages)

    @property
    def total(self) -> int:
        """Blocks there are to do."""
        return sum(part.total for part in self.stages)

    @property
    def finished(self) -> bool:
        """Whether all blocks and summaries are there, in one ledger."""
        whole = self.done == self.total and all(self.summaries.values())
        return whole and not self.shares and not self.running


def state_of(root: Path, order: Sequence[str] = ()) -> State:
    """Return how far the run of a folder is; ``order`` names stages as they are walked.

    Blocks are looked at, not hashed: a run, a briefing and ``reproduce`` do that.

    Raises
    ------
    RunError
        If the folder is no run folder, or of another format.
    StaleRunError
        If its manifest was changed since the run was made.
    """
    manifest, folder = read_manifest(root), Folder(root)
    ledger = read_ledger(folder)
    check_untouched(root, ledger)
    sizes = {p: _size(e.file(folder)) for p, e in ledger.items() if p[0] != SUMMARY}
    sessions, running = read_sessions(folder), held_elsewhere(root)
    handed = {_place(s["running"], block) for s in sessions for block in _blocks(s)}
    there = {place: ledger[place] for place, size in sizes.items() if size}
    known = list(order)
    stages = sorted(manifest["stages"], key=lambda s: known.index(s) if s in known else len(known))
    options, failed = tuple(manifest["options"]), Status.FAILED.name.lower()
    return State(
        pack=manifest["pack"],
        as_of=manifest["as_of"],
        draws=manifest["draws"],
        seed=manifest["seed"],
        options=options,
        versions=manifest["versions"],
        stages=tuple(
            _stage(name, manifest, there, sizes, (handed - there.keys()) if running else set())
            for name in (DRAWS, *stages)
        ),
        failed=sum(entry.statuses.get(failed, 0) for entry in ledger.values()),
        running=running,
        damaged=tuple(str(ledger[p].file(folder)) for p, size in sorted(sizes.items()) if not size),
        summaries=_summaries(folder, ledger),
        shares=tuple(sorted(path.name for path in folder.shares.glob("*-of-*"))),
        sessions=tuple(sessions),
    )


def _stage(
    name: str,
    manifest: Mapping[str, Any],
    there: Mapping[Place, Entry],
    sizes: Mapping[Place, int],
    handed: set[Place],
) -> StageState:
    own = {place: entry for place, entry in there.items() if place[0] == name}
    blocks = len(blocks_of(manifest["draws"]))
    failed = Status.FAILED.name.lower()
    return StageState(
        stage=name,
        done=len(own),
        total=blocks if name == DRAWS else blocks * len(manifest["options"]),
        begun=len({place[1] for place in own if place[1]}),
        running=sum(1 for place in handed if place[0] == name),
        failed=sum(entry.statuses.get(failed, 0) for entry in own.values()),
        bytes=sum(sizes[place] for place in own),
    )


def _size(path: Path) -> int:
    """Return the bytes of a block, 0 where it is absent or cut short."""
    try:
        with open(path, "rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - len(_END)))
            return size if file.read() == _END else 0
    except OSError:
        return 0


def _summaries(folder: Folder, ledger: Mapping[Place, Entry]) -> dict[str, bool]:
    key = summary_key(ledger)
    return {
        place[1]: entry.key == key and entry.whole(folder)
        for place, entry in sorted(ledger.items())
        if place[0] == SUMMARY
    }


def _blocks(session: Mapping[str, Any]) -> list[Any]:
    return list(session["running"]["blocks"]) if "running" in session else []


def _place(running: Mapping[str, Any], block: Sequence[Any]) -> Place:
    return (str(running["stage"]), str(block[0]), int(block[1]))
