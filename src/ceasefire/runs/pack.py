"""The pack inside a run folder: what was computed from, filtered to its date, and its hash."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ceasefire.runs.folder import Folder, disk_words
from ceasefire.runs.plain import digest_files

__all__ = ["pack_hash", "place_pack"]


def pack_hash(pack: Path) -> str:
    """Return the SHA-256 over every file of a pack, its path inside the pack and its bytes.

    The value is ``scenario.content_hash`` of the scenario the pack was written from.
    """
    return digest_files(pack, (path for path in pack.rglob("*") if path.is_file()))


def place_pack(saved: Path, folder: Folder) -> None:
    """Put ``pack/`` and ``published_after/`` as saved into the run folder.

    What already stands there with the same content is left alone.

    Raises
    ------
    RunError
        If the disk refuses.
    """
    for target in (folder.pack, folder.published_after):
        source = saved / target.name
        if target.is_dir() and pack_hash(target) == pack_hash(source):
            continue
        temporary = folder.root / f".{target.name}.{os.getpid()}.tmp"
        with disk_words(target):
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, temporary)
            os.replace(temporary, target)
