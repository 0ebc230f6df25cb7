"""A run folder made ready: its pack and manifest in place, or those of the same run found there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ceasefire.runs.folder import Folder, disk_words, write_if_other
from ceasefire.runs.locks import locked, locked_share, setting_up
from ceasefire.runs.manifest import check_same, make_manifest, read_manifest
from ceasefire.runs.pack import pack_hash, place_pack
from ceasefire.runs.plain import digest, to_json
from ceasefire.runs.share import Share
from ceasefire.runs.stages import Rooms

__all__ = ["prepared"]


@contextmanager
def prepared(
    scenario: Any,
    draws: Any,
    rooms: Rooms,
    options: Sequence[str],
    out: str | Path | None,
    share: Share | None = None,
) -> Iterator[Folder]:
    """Hold the run folder, with its pack and manifest; beside other shares if it is a share.

    Raises
    ------
    StaleRunError
        If it holds another run.
    RunError
        If it is in use or somebody else's, or the disk refuses.
    """
    with ExitStack() as held:
        saved = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="ceasefire-")))
        with disk_words(saved):
            rooms.save(scenario, saved)
        content = pack_hash(saved / "pack")
        manifest = make_manifest(scenario, draws, options, rooms.stages, content)
        text = to_json(manifest)
        root = Path(f"{scenario.id}-{digest(text)[:8]}") if out is None else Path(out)
        folder = Folder(root, share.name if share else "")
        folder.check_usable()
        if share is None:
            held.enter_context(locked(root))
            _place(folder, saved, manifest, text)
            folder.clean()
        else:
            held.enter_context(locked_share(folder))
            with setting_up(folder):
                _place(folder, saved, manifest, text)
        yield folder


def _place(folder: Folder, saved: Path, manifest: dict[str, Any], text: str) -> None:
    if folder.manifest.exists():
        check_same(folder.root, read_manifest(folder.root), manifest)
    place_pack(saved, folder)
    write_if_other(folder.manifest, text)
