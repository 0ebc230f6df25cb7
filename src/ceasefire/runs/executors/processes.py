"""Worker processes: spawned, told where the run folder is, and gone when the parent is gone."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from ceasefire.core.errors import RunError
from ceasefire.runs.block import Evaluator, Job, Outcome, Plans
from ceasefire.runs.executors.serial import Serial
from ceasefire.runs.executors.spawning import interrupts_held, main_left_out
from ceasefire.runs.executors.task import Declarations, Task, Watch, outcomes_of, plans_of

__all__ = ["Processes"]

_REBUILDS = 2


class Processes:
    """Computes tasks in spawned processes of this machine; a single task in this process."""

    name = "processes"

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self.workers = workers
        self._here = Serial(job)
        self._pool: ProcessPoolExecutor | None = None
        self._declarations = Declarations()
        self._broken = 0

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._let_go()

    def compute(self, tasks: Sequence[Task], plans: Plans, watch: Watch) -> Iterator[list[Outcome]]:
        """Yield what each task wrote, in whatever order they finish.

        Raises
        ------
        RunError
            If worker processes keep dying, or a block cannot be written.
        """
        if len(tasks) == 1:
            yield from self._here.compute(tasks, plans, watch)
            return
        pickled = pickle.dumps(plans)
        waiting = deque(tasks)
        running: dict[Future[list[Outcome]], Task] = {}
        while waiting or running:
            try:
                # Two a worker: enough to keep all busy, few enough to stop at once.
                while waiting and len(running) < 2 * self.workers:
                    running[self._submit(waiting[0], pickled)] = waiting[0]
                    waiting.popleft()
                watch(list(running.values()))
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                finished = [(future, future.result()) for future in done]
            except BrokenProcessPool:
                waiting.extendleft(running.values())
                running.clear()
                self._mourn()
                continue
            for future, outcomes in finished:
                del running[future]
                self._declarations.learn(outcomes)
                yield outcomes

    def _submit(self, task: Task, plans: bytes) -> Future[list[Outcome]]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start,
                initargs=(self._job,),
            )
        with main_left_out(), interrupts_held():
            return self._pool.submit(_compute, self._declarations.told_in(task), plans)

    def _mourn(self) -> None:
        self._let_go()
        self._broken += 1
        if self._broken > _REBUILDS:
            raise RunError(
                f"Worker processes died {self._broken} times, as happens when memory runs out. "
                "Give the same command with --workers 1; it goes on from the last whole block."
            )

    def _let_go(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


# In a worker process: made when it starts, with the pack loaded at the first task.
_EVALUATOR: list[Evaluator] = []


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


def _compute(task: Task, plans: bytes) -> list[Outcome]:
    return outcomes_of(_EVALUATOR[0], task, plans_of(plans))
