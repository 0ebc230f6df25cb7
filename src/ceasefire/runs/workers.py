"""Worker processes: spawned, told where the run folder is, and gone when the parent is gone."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from types import ModuleType, TracebackType

from ceasefire.core.errors import RunError
from ceasefire.runs.block import Evaluator, Job, Outcome, Plans
from ceasefire.runs.folder import DRAWS

__all__ = ["Crew", "Task", "usable_cores"]

_REBUILDS = 2


@dataclass(frozen=True, slots=True)
class Task:
    """Some blocks of a stage, each with the options to compute it for.

    ``plans`` is the pickled mapping of (stage, option) to plan, the same bytes for a whole stage.
    """

    stage: str
    plans: bytes
    blocks: tuple[tuple[int, tuple[str, ...]], ...]


class Crew:
    """Computes tasks: in this process if one worker is asked for, else in spawned processes."""

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self.workers = workers
        self._evaluator = Evaluator(job)
        self._pool: ProcessPoolExecutor | None = None
        self._broken = 0

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def compute(self, tasks: Sequence[Task]) -> Iterator[list[Outcome]]:
        """Yield what each task wrote, in whatever order they finish.

        Raises
        ------
        RunError
            If worker processes keep dying, or a block cannot be written.
        """
        if self.workers == 1 or len(tasks) == 1:
            for task in tasks:
                yield _outcomes(self._evaluator, task)
            return
        waiting = deque(tasks)
        running: dict[Future[list[Outcome]], Task] = {}
        while waiting or running:
            try:
                # Two a worker: enough to keep all busy, few enough to stop at once.
                while waiting and len(running) < 2 * self.workers:
                    running[self._submit(waiting[0])] = waiting[0]
                    waiting.popleft()
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                finished = [(future, future.result()) for future in done]
            except BrokenProcessPool:
                waiting.extendleft(running.values())
                running.clear()
                self._mourn()
                continue
            for future, outcomes in finished:
                del running[future]
                yield outcomes

    def _submit(self, task: Task) -> Future[list[Outcome]]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start,
                initargs=(self._job,),
            )
        with _main_left_out(), _interrupts_held():
            return self._pool.submit(_compute, task)

    def _mourn(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        self._broken += 1
        if self._broken > _REBUILDS:
            raise RunError(
                f"Worker processes died {self._broken} times, as happens when memory runs out. "
                "Give the same command with --workers 1; it goes on from the last whole block."
            )


def usable_cores() -> int:
    """Return the number of cores this process may run on."""
    return len(os.sched_getaffinity(0))


def _outcomes(evaluator: Evaluator, task: Task) -> list[Outcome]:
    if task.stage == DRAWS:
        return [evaluator.write_draws(block) for block, _ in task.blocks]
    plans = _plans(task.plans)
    return [
        evaluator.write_block(task.stage, option, block, plans)
        for block, options in task.blocks
        for option in options
    ]


@lru_cache(maxsize=2)
def _plans(pickled: bytes) -> Plans:
    plans: Plans = pickle.loads(pickled)
    return plans


@contextmanager
def _main_left_out() -> Iterator[None]:
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
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while a process is spawned: it inherits that, and never hears of it.

    A worker that is still starting, before :func:`_start`, would die of it with a traceback.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In a worker process: made when it starts, with the pack loaded at the first task.
_EVALUATOR: list[Evaluator] = []
_DECLARED: dict[tuple[str, str], str] = {}


def _start(job: Job) -> None:
    # Ctrl-C reaches every process of a terminal; the parent alone decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _EVALUATOR.append(Evaluator(job))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _compute(task: Task) -> list[Outcome]:
    return [_once(outcome) for outcome in _outcomes(_EVALUATOR[0], task)]


def _once(outcome: Outcome) -> Outcome:
    """Send columns to the parent only when it has not had them from this process."""
    key = (outcome.stage, outcome.option)
    if _DECLARED.get(key) == outcome.columns_hash:
        return replace(outcome, columns=None)
    if outcome.columns is not None:
        _DECLARED[key] = outcome.columns_hash
    return outcome
