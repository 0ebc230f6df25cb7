"""The walk: options and draws through the questions, stage by stage."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ceasefire.runs.block import Outcome
from ceasefire.runs.codebook import Codebook
from ceasefire.runs.folder import DRAWS, Folder, blocks_of, write_whole
from ceasefire.runs.ledger import Entry, Ledger
from ceasefire.runs.plain import digest, to_json
from ceasefire.runs.solved_before import solved_before
from ceasefire.runs.stages import Stage
from ceasefire.runs.workers import Crew, Task

__all__ = ["Report", "Walk"]

Report = Callable[[str, int, int], None]
"""``report(stage, done, total)``: blocks done and blocks of the whole run."""

_BLOCKS_A_TASK = 64  # counted over the options: large enough that handing it over costs little


class Walk:
    """A walk through a run folder; blocks that are done, and whole, are left as they are."""

    def __init__(
        self,
        folder: Folder,
        scenario: Any,
        options: Sequence[str],
        stages: Sequence[Stage],
        draws: int,
        crew: Crew,
        report: Report,
    ) -> None:
        self._folder, self._scenario, self._crew, self._report = folder, scenario, crew, report
        self._options, self._stages = tuple(options), tuple(stages)
        self._blocks = blocks_of(draws)
        self._ledger = Ledger(folder)
        self._codebook = Codebook(folder, [(s.name, o) for s in stages for o in options])
        self._plans: dict[tuple[str, str], Any] = {}
        self._plan_hashes: dict[tuple[str, str], str] = {}
        self._done = 0
        self._total = len(self._blocks) * (1 + len(stages) * len(options))

    def run(self) -> Ledger:
        """Walk: each stage for every option, so that the first questions answer first."""
        self._compute(DRAWS, self._missing(DRAWS, ("",)))
        for stage in self._stages:
            solved = () if stage.solve is None else (solved_before(stage, self._scenario),)
            for option in self._options:
                plan = stage.prepare(self._scenario, self._scenario.option(option), *solved)
                self._store(stage.name, option, plan)
            # A worker takes a block of draws through all options: evaluate, write.
            self._compute(stage.name, self._missing(stage.name, self._options))
        self._codebook.write()
        self._ledger.finish(self._places())
        return self._ledger

    def _store(self, stage: str, option: str, plan: Any) -> None:
        text = to_json(plan)
        write_whole(self._folder.plan(stage, option), text)
        self._plans[stage, option] = plan
        self._plan_hashes[stage, option] = digest(text)

    def _missing(self, stage: str, options: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
        """Return each block with the options it is still to be computed for."""
        kept: set[str] = set()
        described = {option: self._codebook.hash((stage, option)) for option in options}
        missing = []
        for block in self._blocks:
            todo = []
            for option in options:
                place = (stage, option, block)
                if self._ledger.keep(place, self._key(*place), described[option]):
                    kept.add(option)
                else:
                    todo.append(option)
            if todo:
                missing.append((block, tuple(todo)))
        for option in set(options) - kept:
            self._codebook.forget((stage, option))
        self._done += len(self._blocks) * len(options) - sum(len(todo) for _, todo in missing)
        self._report(stage, self._done, self._total)
        return missing

    def _key(self, stage: str, option: str, block: int) -> str:
        """Return the hash of what a block is made from beside the manifest."""
        if stage == DRAWS:
            return ""
        reads = next(s.reads for s in self._stages if s.name == stage)
        parts = [self._ledger.sha256((read, option, block)) for read in reads]
        return digest("\n".join([self._plan_hashes[stage, option], *parts]))

    def _compute(self, stage: str, missing: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        try:
            for outcomes in self._crew.compute(list(self._tasks(stage, missing))):
                # The codebook first: what the ledger calls done is described.
                self._codebook.add(((o.stage, o.option), o.columns) for o in outcomes if o.columns)
                self._ledger.add([self._entry(outcome) for outcome in outcomes])
                self._done += len(outcomes)
                self._report(stage, self._done, self._total)
        finally:
            self._ledger.write()  # also what was done before somebody stopped the run

    def _tasks(self, stage: str, missing: Sequence[tuple[int, tuple[str, ...]]]) -> Iterator[Task]:
        pickled = pickle.dumps(self._plans)
        widest = max((len(todo) for _, todo in missing), default=1)
        # Not so large that a worker waits at the end for the other's last task.
        share = len(missing) // (4 * self._crew.workers)
        size = max(1, min(_BLOCKS_A_TASK // widest, share))
        for start in range(0, len(missing), size):
            yield Task(stage, pickled, tuple(missing[start : start + size]))

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

    def _places(self) -> Iterable[tuple[str, str, int]]:
        yield from ((DRAWS, "", block) for block in self._blocks)
        for stage in self._stages:
            for option in self._options:
                yield from ((stage.name, option, block) for block in self._blocks)
