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
_SECONDS_BETWEEN_ESTIMATES = 2.0
_AGREE = 0.25  # two estimates of the end may differ by this share of the time left
_ENOUGH = 0.2  # share of the work after which one estimate is enough


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
        with _bar(target, clock) as report:
            yield report
    else:
        yield _lines(target, clock)


class TimeLeft:
    """The time left, once it can be told.

    While processes start, the first blocks take longer than all others. So an estimate is given
    only if it agrees with the one before it, or once a fifth of the work is done.
    """

    def __init__(self) -> None:
        self._begun: tuple[float, int] | None = None
        self._estimated = 0.0
        self._end: float | None = None
        self._trusted = False

    def seconds(self, now: float, done: int, total: int) -> float | None:
        """Return the seconds left at a moment, None as long as nobody can know."""
        if self._begun is None:
            self._begun, self._estimated = (now, done), now
        start, kept = self._begun
        if now - self._estimated >= _SECONDS_BETWEEN_ESTIMATES and done > kept:
            left = (total - done) * (now - start) / (done - kept)
            agrees = self._end is not None and abs(now + left - self._end) <= _AGREE * left
            self._trusted = agrees or done - kept >= _ENOUGH * (total - kept)
            self._end, self._estimated = now + left, now
        if self._end is None or not self._trusted:
            return None
        return max(0.0, self._end - now)


@contextmanager
def _bar(stream: TextIO, clock: Callable[[], float]) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    words = TextColumn("{task.description}"), TextColumn("{task.fields[left]}")
    columns = (words[0], BarColumn(), TaskProgressColumn(), words[1])
    time_left = TimeLeft()
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("starting", total=None, left="")

        def report(stage: str, done: int, total: int) -> None:
            left = _left(time_left.seconds(clock(), done, total))
            bar.update(task, description=stage, completed=done, total=total, left=left)

        yield report


def _lines(stream: TextIO, clock: Callable[[], float]) -> Report:
    time_left = TimeLeft()
    last: float | None = None

    def report(stage: str, done: int, total: int) -> None:
        nonlocal last
        now = clock()
        left = _left(time_left.seconds(now, done, total))
        if last is None:
            last = now
        if now - last < _SECONDS_BETWEEN_LINES:
            return
        last = now
        words = f"{stage}: {done:,} of {total:,} blocks"
        print(", ".join(filter(None, (words, left))), file=stream, flush=True)

    return report


def _left(seconds: float | None) -> str:
    return "" if seconds is None else f"about {_words(seconds)} left"


def _words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"
