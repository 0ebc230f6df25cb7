"""A run taken up from its own folder: the pack, draws, options and questions it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ceasefire.core.errors import StaleRunError
from ceasefire.runs.folder import SUMMARY, Folder
from ceasefire.runs.ledger import read_ledger
from ceasefire.runs.manifest import differences, make_manifest, read_manifest
from ceasefire.runs.pack import pack_hash
from ceasefire.runs.stages import Rooms
from ceasefire.runs.untouched import check_untouched

__all__ = ["Stored", "stored"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a run is made from, read from its folder; ``rooms`` is the part that it walks."""

    scenario: Any
    draws: Any
    options: tuple[str, ...]
    rooms: Rooms


def stored(root: Path, rooms: Rooms) -> Stored:
    """Return what the run of a folder is made from.

    Raises
    ------
    StaleRunError
        If the pack in the folder, the code of the model or a library is not the one that the
        manifest names, or the manifest was edited: the same bytes cannot be expected.
    RunError
        If the folder is no run folder.
    PackError
        If the pack in the folder was damaged.
    """
    manifest = read_manifest(root)
    part = _part(rooms, root, manifest["stages"])
    scenario = part.load(root)
    draws = part.draws(scenario, manifest["draws"], manifest["seed"])
    content = pack_hash(root / "pack")
    wanted = make_manifest(scenario, draws, manifest["options"], part.stages, content)
    told = differences(manifest, wanted)
    if told:
        raise StaleRunError(
            f"{root} cannot be made again as it was: {told}. Use the version that made it, with "
            "the folder as it was written."
        )
    check_untouched(root, read_ledger(Folder(root)))
    return Stored(scenario, draws, tuple(manifest["options"]), part)


def _part(rooms: Rooms, root: Path, stages: object) -> Rooms:
    """Return the part of the table that the run walks, with the summaries it writes."""
    walked = set(stages) if isinstance(stages, dict) else set()
    folder = Folder(root)
    named = {place[1] for place in read_ledger(folder) if place[0] == SUMMARY}
    summaries = [
        s.name for s in rooms.summaries if s.name in named or folder.summary(s.name).is_file()
    ]
    return rooms.upto(*(s.name for s in rooms.stages if s.name in walked), *summaries)
