"""A Dask cluster: of this machine's own, or one whose scheduler has an address.

A worker is told the path of the run folder and numbers of blocks, and writes the blocks there. The
parent alone writes the ledger. So the folder lies on storage that all machines share, at one path.
"""

from __future__ import annotations

import logging
import pickle
import secrets
import time
from asyncio import CancelledError as CommunicationCancelled
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from ceasefire.core.errors import RunError, UsageError
from ceasefire.runs.block import Job, Outcome, Plans
from ceasefire.runs.executors.dask_worker import Order, compute, plans_file, token_file
from ceasefire.runs.executors.spawning import interrupts_held, main_left_out
from ceasefire.runs.executors.task import Declarations, Task, Watch
from ceasefire.runs.folder import DRAWS, write_whole
from ceasefire.runs.manifest import code_hash, versions
from ceasefire.runs.plain import digest

__all__ = ["LOCAL", "Dask"]

LOCAL = "local"
_CONNECT_SECONDS = 20.0
_WORKERLESS_SECONDS = 60.0  # a scheduler without workers is waited for so long
_LOOK_SECONDS = 2.0


class Dask:
    """Computes tasks on the workers of a Dask scheduler."""

    name = "dask"

    def __init__(self, job: Job, address: str, workers: int) -> None:
        self._distributed = _distributed()
        self._address, self._asked = address, workers
        root = job.root.resolve()
        # What other machines wrote is not on the disk because this one says sync.
        self._job = replace(job, root=root, durable=address != LOCAL)
        self._token = secrets.token_hex(8)
        self._declarations = Declarations()
        self._held = ExitStack()
        self._client: Any = None
        self._workers = workers

    @property
    def workers(self) -> int:
        """Workers of the cluster when it was last looked at, one at least."""
        return max(1, self._workers)

    def __enter__(self) -> Dask:
        with ExitStack() as held:
            held.enter_context(_quiet())
            target = self._local(held) if self._address == LOCAL else self._address
            self._client = self._connected(target)
            held.callback(self._close)
            self._await_workers()
            for path in (token_file(self._job.root, self._token), self._plans_file):
                held.callback(path.unlink, missing_ok=True)
            write_whole(token_file(self._job.root, self._token), self._token)
            self._held = held.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()

    def compute(self, tasks: Sequence[Task], plans: Plans, watch: Watch) -> Iterator[list[Outcome]]:
        """Yield what each task wrote, in whatever order they finish.

        A task whose worker dies is given to another one by the scheduler.

        Raises
        ------
        RunError
            If the scheduler or all workers are lost, workers keep dying, a worker does not see the
            run folder or runs another program, or a block cannot be written.
        """
        if not tasks:
            return
        order = self._order(tasks[0].stage, plans)
        waiting = deque(tasks)
        running: dict[Any, Task] = {}
        try:
            while waiting or running:
                with self._scheduler_there():
                    while waiting and len(running) < 2 * self.workers:
                        task = self._declarations.told_in(waiting.popleft())
                        running[self._client.submit(compute, order, task, pure=False)] = task
                watch(list(running.values()))
                with self._scheduler_there():
                    done = self._finished(running)
                for future in done:
                    outcomes = self._outcomes(future)
                    del running[future]
                    self._declarations.learn(outcomes)
                    yield outcomes
        finally:
            if running:
                with suppress(Exception):  # the scheduler may be what is lost
                    self._client.cancel(list(running), force=True)

    def _outcomes(self, future: Any) -> list[Outcome]:
        """Return what a finished task gave, or raise what ended it."""
        with self._scheduler_there():
            error = future.exception() if future.status == "error" else None
            if error is None:
                outcomes: list[Outcome] = future.result()
                return outcomes
        if isinstance(error, self._distributed.scheduler.KilledWorker):
            raise RunError(
                "Workers of the cluster died again and again on the same blocks, as happens when "
                "memory runs out. Give the same command with fewer or larger workers; it goes on "
                "from the last whole block."
            ) from error
        if isinstance(error, ImportError):
            raise RunError(
                f"A worker or the scheduler cannot load the program ({error}). Install the same "
                "version of ceasefire there, and give the same command again."
            ) from error
        raise error

    @contextmanager
    def _scheduler_there(self) -> Iterator[None]:
        """Say in words that the scheduler is lost, whatever the library makes of it."""
        lost = "The Dask scheduler is gone. Start it again, or leave --dask out, and give the same "
        try:
            yield
        except (CancelledError, CommunicationCancelled, OSError, TimeoutError) as error:
            raise RunError(f"{lost}command: it goes on from the last whole block.") from error
        if self._client.status != "running":
            raise RunError(f"{lost}command: it goes on from the last whole block.")

    @property
    def _plans_file(self) -> Path:
        return plans_file(self._job.root, self._token)

    def _order(self, stage: str, plans: Plans) -> Order:
        """Return the order of a stage, its plans laid into the run folder: they are large."""
        pickled = pickle.dumps(plans) if stage != DRAWS else b""
        if pickled:
            write_whole(self._plans_file, pickled)
        made_by = {"code_hash": code_hash(), "versions": versions()}
        return Order(pickle.dumps(self._job), self._token, made_by, digest(pickled))

    def _finished(self, running: Mapping[Any, Task]) -> list[Any]:
        """Return the tasks that are done, one at least; look after the workers meanwhile."""
        since = time.monotonic()
        while True:
            with suppress(TimeoutError), self._client.as_current():
                done = self._distributed.wait(
                    list(running), timeout=_LOOK_SECONDS, return_when="FIRST_COMPLETED"
                ).done
                return list(done)
            if self._client.status != "running":
                return []
            self._workers = len(self._client.scheduler_info()["workers"])
            if self._workers:
                since = time.monotonic()
            elif time.monotonic() - since > _WORKERLESS_SECONDS:
                raise RunError(
                    f"The scheduler at {self._client.scheduler.address} has had no worker for "
                    f"{_WORKERLESS_SECONDS:.0f} s. Start workers and give the same command again; "
                    "it goes on from the last whole block."
                )

    def _local(self, held: ExitStack) -> Any:
        # For as long as it lasts: a worker that died is started anew at any time.
        held.enter_context(main_left_out())
        with interrupts_held():
            cluster = self._distributed.LocalCluster(
                n_workers=self._asked,
                threads_per_worker=1,
                memory_limit=0,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
        held.callback(_closed, cluster)
        return cluster

    def _connected(self, target: Any) -> Any:
        try:
            return self._distributed.Client(target, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError):
            raise RunError(
                f"No Dask scheduler answers at {target}. Start one (dask scheduler), or use "
                "--dask local for processes of this machine."
            ) from None
        except (TypeError, ValueError) as error:
            raise UsageError(
                f"{target} is no address of a Dask scheduler ({error}). One looks like "
                "tcp://node1:8786."
            ) from None

    def _await_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_WORKERLESS_SECONDS)
        except TimeoutError:
            raise RunError(
                f"The scheduler at {self._address} has no workers. Start some (dask worker "
                f"{self._address} --nthreads 1), and give the same command again."
            ) from None
        self._workers = len(self._client.scheduler_info()["workers"])

    def _close(self) -> None:
        with suppress(Exception):
            self._client.close(timeout=5)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise UsageError(
            "--dask needs Dask, which is not installed: pip install 'ceasefire[cluster]'"
        ) from None
    return distributed


def _closed(cluster: Any) -> None:
    with suppress(Exception):
        cluster.close(timeout=10)


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the library's own log: what is lost is told once, in our words."""
    names = [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    levels = {name: logging.getLogger(name).level for name in names}
    for name in levels:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
