"""The ledger: which blocks are done, with what in them. Only the parent process writes it.

A block is recorded once it lies on the disk. To wait for the disk after each would take longer than
to compute it, so blocks are recorded together every few seconds: a crash loses the last of them,
and a resumed run computes them again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ceasefire.core.status import Status
from ceasefire.runs.folder import DRAWS, SUMMARY, Folder, disk_words, write_if_other
from ceasefire.runs.plain import digest, to_json

__all__ = ["Entry", "Ledger", "Place", "read_ledger", "summary_key", "summary_place"]

Place = tuple[str, str, int]

_SECONDS_BETWEEN_WRITES = 2.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished block, or a summary of all of them.

    ``key`` is the hash of what it was made from: of a block of the draws the manifest, of another
    block the option's plan and the blocks it read, of a summary all blocks. ``sha256`` is blank for
    a summary that is still to be written. ``columns`` is the hash of its columns' declarations,
    blank where every row failed. ``statuses`` counts draws by status name.
    """

    stage: str
    option: str
    block: int
    key: str
    sha256: str
    columns: str
    statuses: Mapping[str, int]

    @property
    def place(self) -> Place:
        """Stage, option and block."""
        return (self.stage, self.option, self.block)

    def file(self, folder: Folder) -> Path:
        """Return the block's file, or the summary's."""
        if self.stage == SUMMARY:
            return folder.summary(self.option)
        return folder.block(*self.place)

    def whole(self, folder: Folder) -> bool:
        """Whether the block's file stands there with the recorded content."""
        try:
            return digest(self.file(folder).read_bytes()) == self.sha256
        except OSError:
            return False


class Ledger:
    """Finished blocks of a run that is being written.

    ``mine`` are the places this process is to fill: what other shares did stays with them.
    """

    def __init__(
        self, folder: Folder, mine: Callable[[Place], bool], summaries: Sequence[str] = ()
    ) -> None:
        self._folder = folder
        known = read_ledger(folder)
        self._summaries = tuple(summary_place(name) for name in summaries)
        self._entries = {place: entry for place, entry in known.items() if mine(place)}
        # Named from the start: a run that was killed before them is told from a finished one.
        for place in self._summaries:
            self._entries[place] = known.get(place, Entry(*place, "", "", "", {}))
        self._waiting: list[Entry] = []
        self._written = time.monotonic()
        # A killed run may have left half a line; what is appended must start on its own.
        self._rewrite(self._entries)

    def keep(self, place: Place, key: str, columns: str) -> bool:
        """Whether a block is done: from the same plan and reads, described, its file whole.

        A block that is not is forgotten.
        """
        entry = self._entries.get(place)
        if (
            entry is not None
            and entry.key == key
            and entry.columns in ("", columns)
            and entry.whole(self._folder)
        ):
            return True
        self._entries.pop(place, None)
        return False

    def add(self, entries: Sequence[Entry]) -> None:
        """Take in finished blocks; they are recorded by the next :meth:`write`, soon.

        Raises
        ------
        RunError
            If the disk refuses.
        """
        self._entries.update({entry.place: entry for entry in entries})
        self._waiting += entries
        if time.monotonic() - self._written >= _SECONDS_BETWEEN_WRITES:
            self.write()

    def write(self) -> None:
        """Record what was taken in, once the blocks themselves lie on the disk.

        Raises
        ------
        RunError
            If the disk refuses.
        """
        path = self._folder.ledger
        if self._waiting:
            with disk_words(path), open(path, "a", encoding="utf-8") as handle:
                os.sync()
                handle.write("".join(_line(entry) for entry in self._waiting))
                handle.flush()
                os.fsync(handle.fileno())
        self._waiting, self._written = [], time.monotonic()

    def finish(self, order: Iterable[Place]) -> None:
        """Write the ledger once more in the order of the walk, whoever finished first."""
        places = [p for p in (*order, *self._summaries) if p in self._entries]
        self._entries = {place: self._entries[place] for place in places}
        self._rewrite(self._entries)

    def key_of_summaries(self) -> str:
        """Return the hash of what summaries are made from, now that all blocks are there."""
        return summary_key(self._entries)

    def record(self, entry: Entry) -> None:
        """Record one entry in its place, at once.

        Raises
        ------
        RunError
            If the disk refuses.
        """
        self._entries[entry.place] = entry
        self._rewrite(self._entries)

    def entry(self, place: Place) -> Entry | None:
        """Return what is recorded of a place."""
        return self._entries.get(place)

    def sha256(self, place: Place) -> str:
        """Return the hash of a finished block.

        Raises
        ------
        KeyError
            If it is not finished.
        """
        return self._entries[place].sha256

    def failed(self) -> dict[tuple[str, str], int]:
        """Return the number of failed draws by stage and option, where there are any."""
        name = Status.FAILED.name.lower()
        counts: dict[tuple[str, str], int] = {}
        for entry in self._entries.values():
            if entry.statuses.get(name):
                key = (entry.stage, entry.option)
                counts[key] = counts.get(key, 0) + entry.statuses[name]
        return counts

    def _rewrite(self, places: Iterable[Place]) -> None:
        write_if_other(self._folder.ledger, "".join(_line(self._entries[p]) for p in places))


def read_ledger(folder: Folder) -> dict[Place, Entry]:
    """Return the finished blocks by place, also those of shares not yet gathered.

    A line that is not whole counts as absent.
    """
    entries: dict[Place, Entry] = {}
    for path in folder.all_of(folder.ledger.name):
        entries |= _read(path)
    return entries


def summary_place(name: str) -> Place:
    """Return where a summary stands in the ledger."""
    return (SUMMARY, name, 0)


def summary_key(entries: Mapping[Place, Entry]) -> str:
    """Return the hash of all blocks, which is what summaries are made from."""
    blocks = sorted(place for place in entries if place[0] != SUMMARY)
    draws = sorted({entries[place].key for place in blocks if place[0] == DRAWS})
    return digest("\n".join([*draws, *(entries[place].sha256 for place in blocks)]))


def _read(path: Path) -> dict[Place, Entry]:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    entries: dict[Place, Entry] = {}
    for line in lines:
        try:
            entry = Entry(**json.loads(line))
            entries[entry.place] = entry
        except (ValueError, TypeError):
            continue
    return entries


def _line(entry: Entry) -> str:
    return to_json(entry, indent=None)
