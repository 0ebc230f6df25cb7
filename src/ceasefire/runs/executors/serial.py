"""One block after the other in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType

from ceasefire.runs.block import Evaluator, Job, Outcome, Plans
from ceasefire.runs.executors.task import Declarations, Task, Watch, outcomes_of

__all__ = ["Serial"]


class Serial:
    """Computes tasks in this process."""

    name = "serial"
    workers = 1

    def __init__(self, job: Job) -> None:
        self._evaluator = Evaluator(job)
        self._declarations = Declarations()

    def __enter__(self) -> Serial:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing behind: there is nothing to stop."""

    def compute(self, tasks: Sequence[Task], plans: Plans, watch: Watch) -> Iterator[list[Outcome]]:
        """Yield what each task wrote.

        Raises
        ------
        RunError
            If a block cannot be written.
        """
        for task in tasks:
            watch([task])
            outcomes = outcomes_of(self._evaluator, self._declarations.told_in(task), plans)
            self._declarations.learn(outcomes)
            yield outcomes
