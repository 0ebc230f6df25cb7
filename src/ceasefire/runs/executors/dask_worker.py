"""What a worker of a Dask cluster does with a task: looks whose folder it is, then computes."""

from __future__ import annotations

import pickle
import socket
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ceasefire.core.errors import CeasefireError, RunError
from ceasefire.runs.block import Evaluator, Job, Outcome, Plans
from ceasefire.runs.executors.task import Task, outcomes_of
from ceasefire.runs.folder import DRAWS
from ceasefire.runs.manifest import code_hash, differences, versions
from ceasefire.runs.plain import digest

__all__ = ["Order", "compute", "plans_file", "token_file"]


@dataclass(frozen=True, slots=True)
class Order:
    """What comes with every task: the job, how to tell its folder, by what program it is made."""

    job: bytes
    token: str
    made_by: Mapping[str, Any]
    plans: str = ""  # hash of the plans that lie in the folder


def token_file(root: Path, token: str) -> Path:
    """Return the file by which a worker knows that it sees the parent's folder."""
    return root / f".seen-{token}.tmp"


def plans_file(root: Path, token: str) -> Path:
    """Return where the plans of the stage in hand lie while it is computed."""
    return root / f".plans-{token}.tmp"


# In a worker: one evaluator a run, and one task at a time however many threads it has.
_EVALUATORS: OrderedDict[str, Evaluator] = OrderedDict()
_ONE_AT_A_TIME = threading.Lock()


def compute(order: Order, task: Task) -> list[Outcome]:
    """Return what a task wrote.

    Raises
    ------
    RunError
        If this worker does not see the run folder or runs another program, or a block cannot be
        written.
    """
    with _ONE_AT_A_TIME:
        try:
            evaluator, root = _evaluator(order)
            plans = _stored_plans(plans_file(root, order.token), order.plans)
            return outcomes_of(evaluator, task, {} if task.stage == DRAWS else plans)
        except RunError:
            raise
        except CeasefireError as error:  # not all of them travel
            raise RunError(f"The worker on {socket.gethostname()}: {error}") from None


def _evaluator(order: Order) -> tuple[Evaluator, Path]:
    job: Job = pickle.loads(order.job)
    if order.token not in _EVALUATORS:
        _check_worker(order, job.root)
        _EVALUATORS[order.token] = Evaluator(job)
        if len(_EVALUATORS) > 2:
            _EVALUATORS.popitem(last=False)
    return _EVALUATORS[order.token], job.root


def _check_worker(order: Order, root: Path) -> None:
    """Certify that this worker sees the run folder and is the program that began the run."""
    host = socket.gethostname()
    try:
        seen = token_file(root, order.token).read_text(encoding="utf-8")
    except OSError:
        seen = ""
    if seen != order.token:
        raise RunError(
            f"The worker on {host} does not see the run folder {root}. On a cluster it must lie "
            "on storage that all machines share, at the same path: give such a place with --out."
        )
    told = differences(order.made_by, {"code_hash": code_hash(), "versions": versions()})
    if told:
        raise RunError(
            f"The worker on {host} is another program than the one that began the run: {told}. "
            "Install the same version there, and give the same command again."
        )


@lru_cache(maxsize=2)
def _stored_plans(path: Path, sha256: str) -> Plans:
    if sha256 == digest(b""):
        return {}
    data = path.read_bytes()
    if digest(data) != sha256:
        raise RunError(f"{path} is not what was written: does everybody see the same folder?")
    plans: Plans = pickle.loads(data)
    return plans
