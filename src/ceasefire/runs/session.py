"""Who computed a run, and what is being computed now: for those who look at the folder.

Not part of what a run is made from: no result reads it, and no comparison of bytes counts it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from ceasefire.core.errors import RunError
from ceasefire.runs.executors import Executor, Task
from ceasefire.runs.folder import Folder, write_whole
from ceasefire.runs.plain import to_json

__all__ = ["Session", "read_sessions"]

_SECONDS_BETWEEN_WRITES = 1.0


class Session:
    """One process at work on a run folder; nothing is written until it computes something."""

    def __init__(self, folder: Folder, executor: Executor) -> None:
        self._folder, self._executor = folder, executor
        self._before = _stored(folder)
        self._blocks = 0
        self._begun = False
        self._stage = ""
        self._written = 0.0

    def take_over(self) -> None:
        """Keep what shares said, whose own files are about to go."""
        if self._before:
            write_whole(self._folder.session, to_json(self._before))

    def computing(self, stage: str, tasks: Sequence[Task]) -> None:
        """Say what is being computed; every second at most, but each stage at once."""
        now = time.monotonic()
        if stage == self._stage and now - self._written < _SECONDS_BETWEEN_WRITES:
            return
        self._begun, self._stage, self._written = True, stage, now
        places = [[o, block] for task in tasks for block, options in task.blocks for o in options]
        self._write({"running": {"stage": stage, "blocks": places}})

    def computed(self, blocks: int) -> None:
        """Count finished blocks."""
        self._blocks += blocks

    def end(self, error: BaseException | None) -> None:
        """Say how it ended, if it computed anything: with nothing, or with what stopped it."""
        if not self._begun:
            return
        if error is None:
            self._write({"ended": ""})
        else:
            with suppress(RunError):  # a full disk is told once, by what it stopped
                self._write({"ended": str(error) or type(error).__name__})

    def _write(self, fields: Mapping[str, Any]) -> None:
        own = {
            "blocks": self._blocks,
            "executor": self._executor.name,
            "workers": self._executor.workers,
            **fields,
        }
        write_whole(self._folder.session, to_json([*self._before, own]), durable=False)


def read_sessions(folder: Folder) -> list[dict[str, Any]]:
    """Return who computed a run and its shares, in no other order than that within each file.

    ``executor``, ``workers`` and ``blocks``; with ``running`` it has not ended, or was killed;
    ``ended`` is blank, or what stopped it.
    """
    found = []
    for path in folder.all_of(folder.session.name):
        share = "" if path.parent == folder.root else path.parent.name
        found += [{"share": share, **session} for session in _read(path.read_bytes)]
    return found


def _stored(folder: Folder) -> list[dict[str, Any]]:
    """Return what earlier sessions said, with those of shares that this one gathers."""
    if folder.share:
        return _read(folder.session.read_bytes)
    return [
        {key: value for key, value in session.items() if key != "share" or value}
        for session in read_sessions(folder)
    ]


def _read(read: Any) -> list[dict[str, Any]]:
    try:
        sessions = json.loads(read())
        keys = {"blocks", "executor", "workers"}
        return [s for s in sessions if isinstance(s, dict) and keys <= s.keys()]
    except (OSError, ValueError, TypeError):
        return []
