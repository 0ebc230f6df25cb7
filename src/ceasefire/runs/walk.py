"""The walk: options and draws through the questions, stage by stage."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ceasefire.runs.block import Outcome
from ceasefire.runs.codebook import Codebook
from ceasefire.runs.executors import Executor, Task
from ceasefire.runs.folder import DRAWS, SUMMARY, Folder, blocks_of, write_if_other
from ceasefire.runs.ledger import Entry, Ledger, Place
from ceasefire.runs.plain import digest, to_json
from ceasefire.runs.session import Session
from ceasefire.runs.share import Share
from ceasefire.runs.solved_before import solved_before
from ceasefire.runs.stages import Rooms

__all__ = ["Report", "Walk"]

Report = Callable[[str, int, int], None]
"""``report(stage, done, total)``: blocks done and blocks of the whole run."""

_BLOCKS_A_TASK = 64  # counted over the options: large enough that handing it over costs little


class Walk:
    """A walk through a run folder; blocks that are done, and whole, are left as they are.

    With a share it walks the share's blocks alone.
    """

    def __init__(
        self,
        folder: Folder,
        scenario: Any,
        options: Sequence[str],
        rooms: Rooms,
        draws: int,
        executor: Executor,
        report: Report,
        share: Share | None = None,
    ) -> None:
        self._folder, self._scenario = folder, scenario
        self._executor, self._report, self._share = executor, report, share
        self._options, self._stages = tuple(options), rooms.stages
        self._blocks = blocks_of(draws)
        self._made_from = digest(folder.manifest.read_bytes())
        summaries = tuple(summary.name for summary in rooms.summaries)
        self._ledger = Ledger(folder, self._mine, summaries)
        self._codebook = Codebook(folder, [(s.name, o) for s in self._stages for o in options])
        self._session = Session(folder, executor)
        self._plans: dict[tuple[str, str], Any] = {}
        self._plan_hashes: dict[tuple[str, str], str] = {}
        self._done = 0
        self._total = sum(1 for _ in self._places())
        if not folder.share and folder.shares.exists():
            self._codebook.write()  # what shares did is the run's own from here on
            self._session.take_over()
            shutil.rmtree(folder.shares, ignore_errors=True)

    def run(self) -> Ledger:
        """Walk: each stage for every option, so that the first questions answer first."""
        try:
            self._compute(DRAWS, self._missing(DRAWS, ("",)))
            for stage in self._stages:
                solved = () if stage.solve is None else (solved_before(stage, self._scenario),)
                for option in self._options:
                    plan = stage.prepare(self._scenario, self._scenario.option(option), *solved)
                    self._store(stage.name, option, plan)
                # A worker takes a block of draws through all options: evaluate, write.
                self._compute(stage.name, self._missing(stage.name, self._options))
        except BaseException as error:
            self._session.end(error)
            raise
        self._codebook.write()
        self._ledger.finish(self._places())
        self._session.end(None)
        return self._ledger

    def _store(self, stage: str, option: str, plan: Any) -> None:
        text = to_json(plan)
        write_if_other(self._folder.plan(stage, option), text)
        self._plans[stage, option] = plan
        self._plan_hashes[stage, option] = digest(text)

    def _missing(self, stage: str, options: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
        """Return each block with the options it is still to be computed for."""
        kept: set[str] = set()
        described = {option: self._codebook.hash((stage, option)) for option in options}
        missing, own = [], 0
        for block in self._blocks:
            todo = []
            for option in options:
                place = (stage, option, block)
                if not self._mine(place):
                    continue
                own += 1
                if self._ledger.keep(place, self._key(*place), described[option]):
                    kept.add(option)
                else:
                    todo.append(option)
            if todo:
                missing.append((block, tuple(todo)))
        for option in set(options) - kept:
            self._codebook.forget((stage, option))
        self._done += own - sum(len(todo) for _, todo in missing)
        self._report(stage, self._done, self._total)
        return missing

    def _key(self, stage: str, option: str, block: int) -> str:
        """Return the hash of what a block is made from beside the manifest."""
        if stage == DRAWS:
            return self._made_from
        reads = next(s.reads for s in self._stages if s.name == stage)
        parts = [self._ledger.sha256((read, option, block)) for read in reads]
        return digest("\n".join([self._plan_hashes[stage, option], *parts]))

    def _compute(self, stage: str, missing: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        def watch(tasks: Sequence[Task]) -> None:
            self._session.computing(stage, tasks)

        try:
            tasks = list(self._tasks(stage, missing))
            for outcomes in self._executor.compute(tasks, self._plans, watch):
                # The codebook first: what the ledger calls done is described.
                self._codebook.add(((o.stage, o.option), o.columns) for o in outcomes if o.columns)
                self._ledger.add([self._entry(outcome) for outcome in outcomes])
                self._session.computed(len(outcomes))
                self._done += len(outcomes)
                self._report(stage, self._done, self._total)
        finally:
            self._ledger.write()  # also what was done before somebody stopped the run

    def _tasks(self, stage: str, missing: Sequence[tuple[int, tuple[str, ...]]]) -> Iterator[Task]:
        widest = max((len(todo) for _, todo in missing), default=1)
        # Not so large that a worker waits at the end for the other's last task.
        share = len(missing) // (4 * self._executor.workers)
        size = max(1, min(_BLOCKS_A_TASK // widest, share))
        for start in range(0, len(missing), size):
            yield Task(stage, tuple(missing[start : start + size]))

    def _entry(self, outcome: Outcome) -> Entry:
        key = self._key(outcome.stage, outcome.option, outcome.block)
        return Entry(
            stage=outcome.stage,
            option=outcome.option,
            block=outcome.block,
            key=key,
            sha256=outcome.sha256,
            columns=outcome.columns_hash,
            statuses=outcome.statuses,
        )

    def _places(self) -> Iterator[Place]:
        """Yield the blocks to fill, in the order of the walk."""
        whole: list[tuple[str, str]] = [(DRAWS, "")]
        whole += [(stage.name, option) for stage in self._stages for option in self._options]
        for stage_name, option in whole:
            for block in self._blocks:
                if self._mine((stage_name, option, block)):
                    yield (stage_name, option, block)

    def _mine(self, place: Place) -> bool:
        """Whether this process fills a place: all of them, or those of its share."""
        stage, option, block = place
        if self._share is None or stage == SUMMARY:
            return True
        where = 0 if stage == DRAWS else self._options.index(option)
        blocks, options = len(self._blocks), len(self._options)
        return Share.owner(block, where, blocks, options, self._share.of) == self._share
