"""Files made from whole stages together: written after the walk, unless they stand there whole."""

from __future__ import annotations

from collections.abc import Sequence

from ceasefire.core.errors import RunError
from ceasefire.runs.folder import Folder
from ceasefire.runs.ledger import Entry, Ledger, Place, summary_place
from ceasefire.runs.plain import digest
from ceasefire.runs.reading import Run
from ceasefire.runs.stages import Summary

__all__ = ["write_summaries"]


def write_summaries(run: Run, summaries: Sequence[Summary], ledger: Ledger) -> Run:
    """Write what is not there whole, made from the same blocks, and record it.

    The manifest names the code, and a folder of other code is refused: what was made from the same
    blocks here was made by the same code.

    Returns
    -------
    Run
        The run, which knows of the summaries.

    Raises
    ------
    RunError
        If a block is absent, or the disk refuses.
    """
    folder, key = Folder(run.folder), ledger.key_of_summaries()
    recorded: dict[Place, Entry] = {}
    for summary in summaries:
        place = summary_place(summary.name)
        entry = ledger.entry(place)
        if entry is None or entry.key != key or not entry.whole(folder):
            summary.write(run)
            entry = Entry(*place, key, _hash(folder, summary.name), "", {})
            ledger.record(entry)
        recorded[place] = entry
    return run.knowing(recorded)


def _hash(folder: Folder, name: str) -> str:
    try:
        return digest(folder.summary(name).read_bytes())
    except OSError as error:
        raise RunError(f"{folder.summary(name)} was not written ({error}).") from None
