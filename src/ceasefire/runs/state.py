"""How far a run is, read from its folder at any time: also while another process writes it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ceasefire.core.status import Status
from ceasefire.runs.folder import DRAWS, Folder, blocks_of
from ceasefire.runs.ledger import read_ledger
from ceasefire.runs.manifest import read_manifest

__all__ = ["StageState", "State", "state_of"]


@dataclass(frozen=True, slots=True)
class StageState:
    """Blocks of a stage that are recorded as done, of all; options with at least one."""

    stage: str
    done: int
    total: int
    begun: int


@dataclass(frozen=True, slots=True)
class State:
    """A run folder as it stands.

    ``failed`` counts draws that failed, over stages and options; ``running`` is whether a process
    holds the folder's lock.
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

    @property
    def done(self) -> int:
        """Blocks recorded as done."""
        return sum(part.done for part in self.stages)

    @property
    def total(self) -> int:
        """Blocks there are to do."""
        return sum(part.total for part in self.stages)


def state_of(root: Path) -> State:
    """Return how far the run of a folder is.

    Raises
    ------
    RunError
        If the folder is no run folder, or of another format.
    """
    manifest = read_manifest(root)
    entries = read_ledger(Folder(root)).values()
    blocks, options = len(blocks_of(manifest["draws"])), tuple(manifest["options"])
    stages = []
    for stage in (DRAWS, *manifest["stages"]):
        own = [entry for entry in entries if entry.stage == stage]
        total = blocks if stage == DRAWS else blocks * len(options)
        begun = len({entry.option for entry in own if entry.option})
        stages.append(StageState(stage, len(own), total, begun))
    failed = Status.FAILED.name.lower()
    return State(
        pack=manifest["pack"],
        as_of=manifest["as_of"],
        draws=manifest["draws"],
        seed=manifest["seed"],
        options=options,
        versions=manifest["versions"],
        stages=tuple(stages),
        failed=sum(entry.statuses.get(failed, 0) for entry in entries),
        running=_locked(root),
    )


def _locked(root: Path) -> bool:
    """Whether a process holds the folder; asks for a shared lock and lets go of it at once."""
    try:
        handle = os.open(root / "lock", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
