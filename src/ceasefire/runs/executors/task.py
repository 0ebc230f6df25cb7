"""What is handed to whoever computes: some blocks of a stage. The same code runs it everywhere."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import TracebackType
from typing import Protocol, Self

from ceasefire.runs.block import Evaluator, Outcome, Plans
from ceasefire.runs.folder import DRAWS

__all__ = ["Declarations", "Described", "Executor", "Task", "Watch", "outcomes_of", "plans_of"]

Described = tuple[str, str, str]
"""Stage, option and hash of columns that were declared."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some blocks of a stage, each with the options to compute it for.

    ``described`` are declarations of columns that the parent has, and need not be sent again.
    """

    stage: str
    blocks: tuple[tuple[int, tuple[str, ...]], ...]
    described: frozenset[Described] = frozenset()


Watch = Callable[[Sequence[Task]], None]
"""``watch(tasks)``: what is being computed, each time that it changes."""


class Executor(Protocol):
    """Who computes the blocks of a run.

    Attributes
    ----------
    name : str
        As ``ceasefire show`` names it.
    workers : int
        Tasks that are computed at the same time.
    """

    name: str

    @property
    def workers(self) -> int:
        """Tasks that are computed at the same time."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def compute(self, tasks: Sequence[Task], plans: Plans, watch: Watch) -> Iterator[list[Outcome]]:
        """Yield what each task wrote, in whatever order they finish; a block is told once.

        Raises
        ------
        RunError
            If whoever computes is lost, or a block cannot be written.
        """


def outcomes_of(evaluator: Evaluator, task: Task, plans: Plans) -> list[Outcome]:
    """Return what the blocks of a task are once they are computed and written."""
    if task.stage == DRAWS:
        return [evaluator.write_draws(block) for block, _ in task.blocks]
    described = set(task.described)
    found = []
    for block, options in task.blocks:
        for option in options:
            outcome = evaluator.write_block(task.stage, option, block, plans)
            key = (task.stage, option, outcome.columns_hash)
            found.append(replace(outcome, columns=None) if key in described else outcome)
            described.add(key)
    return found


@lru_cache(maxsize=2)
def plans_of(pickled: bytes) -> Plans:
    """Return the plans of a stage, which come with every task of it."""
    plans: Plans = pickle.loads(pickled)
    return plans


class Declarations:
    """Declarations of columns that have arrived, so that no worker sends them twice."""

    def __init__(self) -> None:
        self._known: set[Described] = set()

    def learn(self, outcomes: Sequence[Outcome]) -> None:
        """Take note of what came."""
        self._known |= {(o.stage, o.option, o.columns_hash) for o in outcomes if o.columns}

    def told_in(self, task: Task) -> Task:
        """Return the task with what need not be sent."""
        known = frozenset(key for key in self._known if key[0] == task.stage)
        return replace(task, described=known)
