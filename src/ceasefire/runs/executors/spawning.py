"""What a process that starts others must hide from them while they begin."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import ModuleType

__all__ = ["interrupts_held", "main_left_out"]


@contextmanager
def main_left_out() -> Iterator[None]:
    """Hide ``__main__`` from a process being spawned, which would run it again.

    Nothing there is needed, and a script that calls ``run`` without the usual guard works.
    """
    own = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = own


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process is spawned: it inherits that, and never hears of it.

    A worker that is still starting would die of it with a traceback.
    """
    # It lets Ctrl-C through again when it starts, which the first spawn would make it do.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
