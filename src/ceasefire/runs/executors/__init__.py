"""Who computes the blocks of a run: this process, processes beside it, or a Dask cluster.

An executor is handed tasks, each some blocks of a stage, and yields what was written. All three run
the same code of a block, and the bytes are the same.
"""

from __future__ import annotations

import os

from ceasefire.runs.block import Job
from ceasefire.runs.executors.processes import Processes
from ceasefire.runs.executors.serial import Serial
from ceasefire.runs.executors.task import Executor, Task

__all__ = ["Executor", "Task", "executor_of", "usable_cores"]


def executor_of(job: Job, workers: int, dask: str | None = None) -> Executor:
    """Return who computes the blocks of a job.

    Parameters
    ----------
    job : Job
    workers : int
        Processes; with ``dask="local"`` those of the local cluster.
    dask : str, optional
        Address of a Dask scheduler, or ``local`` for a cluster of this machine's own.

    Raises
    ------
    UsageError
        If Dask is asked for and not installed.
    """
    if dask is not None:
        from ceasefire.runs.executors.dask import Dask

        return Dask(job, dask, workers)
    return Serial(job) if workers == 1 else Processes(job, workers)


def usable_cores() -> int:
    """Return the number of cores this process may run on."""
    return len(os.sched_getaffinity(0))
