"""Whether a run folder still holds the manifest that its draws were made from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ceasefire.core.errors import StaleRunError
from ceasefire.runs.folder import DRAWS, Folder
from ceasefire.runs.ledger import Entry, Place
from ceasefire.runs.plain import digest

__all__ = ["check_untouched"]


def check_untouched(root: Path, ledger: Mapping[Place, Entry]) -> None:
    """Refuse a folder whose manifest is not the one from which its draws were made.

    Raises
    ------
    StaleRunError
        Saying what to do.
    """
    made_from = {entry.key for place, entry in ledger.items() if place[0] == DRAWS and entry.key}
    if made_from - {digest(Folder(root).manifest.read_bytes())}:
        raise StaleRunError(
            f"{Folder(root).manifest} was changed since the run was made: ledger.jsonl names "
            "another. Put back the file as it was written, or give the command that made the run "
            "with a new --out."
        )
