"""Progress on stderr: a bar with the time left on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from ceasefire.runs.walk import Report

__all__ = ["progress_on_stderr"]

_SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def progress_on_stderr(
    stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Report]:
    """Show how far a run is while the block lasts; give what it yields to ``run`` as ``progress``.

    Parameters
    ----------
    stream : text file, optional
        Where to write; stderr by default.
    clock : callable
        Seconds from some moment.
    """
    target = sys.stderr if stream is None else stream
    if target.isatty():
        with _bar(target) as report:
            yield report
    else:
        yield _lines(target, clock)


@contextmanager
def _bar(stream: TextIO) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeLeft())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def report(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield report


def _lines(stream: TextIO, clock: Callable[[], float]) -> Report:
    begun: tuple[float, int] | None = None
    last = 0.0

    def report(stage: str, done: int, total: int) -> None:
        nonlocal begun, last
        now = clock()
        if begun is None:
            begun, last = (now, done), now
            return
        if now - last < _SECONDS_BETWEEN_LINES:
            return
        last = now
        start, kept = begun
        speed = (done - kept) / (now - start)
        left = f", about {_words((total - done) / speed)} left" if speed else ""
        print(f"{stage}: {done:,} of {total:,} blocks{left}", file=stream, flush=True)

    return report


def _words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"
