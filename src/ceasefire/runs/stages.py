"""The stage table: the questions in the order in which they are walked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ceasefire.results.deployment import MAIN_RULE, SentForce
from ceasefire.results.feasibility import Outlook
from ceasefire.results.force_requirement import ForceRequirement
from ceasefire.results.mission import Mission

__all__ = [
    "Rooms",
    "Stage",
    "Summary",
    "restore_mission",
    "restore_outlook",
    "restore_requirement",
    "restore_sent_force",
]


@dataclass(frozen=True)
class Stage:
    """One question: ``prepare`` once an option, ``evaluate`` once a block of draws.

    Attributes
    ----------
    name : str
        Folder of its results, and keyword under which a later stage reads them.
    prepare : callable
        ``prepare(scenario, option) -> plan``, a frozen dataclass of plain values; with ``solve``
        ``prepare(scenario, option, solved) -> plan``.
    evaluate : callable
        ``evaluate(plan, draws, rows, **reads) -> result``; ``result.table()`` is stored.
    reads : tuple of str
        Names of the earlier stages whose result for the same option and rows it is given.
    restore : callable, optional
        ``restore(option_id, plan, arrays) -> result``: what a later stage reads, from the stored
        columns.
    solve_inputs, solve : callable, optional
        ``solve(solve_inputs(scenario)) -> solved``: what is solved once for the pack and shared by
        its options. It is kept by content of the inputs (:mod:`ceasefire.runs.solved_before`).
    settings : mapping of str to plain values
        Written in the manifest; another value makes another run.

    Notes
    -----
    The functions travel to worker processes by name, so they stand at the top of a module.
    """

    name: str
    prepare: Callable[..., Any]
    evaluate: Callable[..., Any]
    reads: tuple[str, ...] = ()
    restore: Callable[..., Any] | None = None
    solve_inputs: Callable[..., Any] | None = None
    solve: Callable[..., Any] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Summary:
    """A file that is made from whole stages together, after the walk.

    Attributes
    ----------
    name : str
        ``results/<name>.json``.
    write : callable
        ``write(run)``.
    reads : tuple of str
        Names of the stages it is made from.
    """

    name: str
    write: Callable[[Any], None]
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rooms:
    """What a run needs from the rooms below.

    Attributes
    ----------
    load : callable
        ``load(run_folder) -> Scenario``.
    save : callable
        ``save(scenario, run_folder)`` writes ``pack/`` and ``published_after/`` so that ``load``
        reads them back.
    draws : callable
        ``draws(scenario, n, seed) -> Draws``.
    stages : tuple of Stage
    summaries : tuple of Summary
    """

    load: Callable[[Path], Any]
    save: Callable[[Any, Path], Any]
    draws: Callable[[Any, int, int], Any]
    stages: tuple[Stage, ...]
    summaries: tuple[Summary, ...] = ()

    def stage(self, name: str) -> Stage:
        """Return the stage of this name.

        Raises
        ------
        KeyError
            If the table has no such stage.
        """
        for stage in self.stages:
            if stage.name == name:
                return stage
        raise KeyError(name)

    def upto(self, *names: str) -> Rooms:
        """Return the part of the table that some stages and summaries are made from.

        Raises
        ------
        KeyError
            If the table has no such stage or summary.
        """
        reads = {stage.name: stage.reads for stage in self.stages}
        reads |= {summary.name: summary.reads for summary in self.summaries}
        needed: set[str] = set()
        asked = list(names)
        while asked:
            name = asked.pop()
            needed.add(name)
            asked.extend(reads[name])
        return replace(
            self,
            stages=tuple(s for s in self.stages if s.name in needed),
            summaries=tuple(s for s in self.summaries if s.name in needed),
        )


def restore_requirement(option: str, plan: Any, arrays: Mapping[str, Any]) -> ForceRequirement:
    """Return what later stages read of size's result: the option's own size by draw."""
    return ForceRequirement.from_arrays(option, arrays)


def restore_sent_force(option: str, plan: Any, arrays: Mapping[str, Any]) -> SentForce:
    """Return what later stages read of deploy's result: what comes, when, what it would pay."""
    return SentForce.from_arrays(MAIN_RULE, arrays)


def restore_outlook(option: str, plan: Any, arrays: Mapping[str, Any]) -> Outlook:
    """Return what feasibility reads of the question whether it holds."""
    return Outlook.from_arrays(arrays)


def restore_mission(option: str, plan: Any, arrays: Mapping[str, Any]) -> Mission:
    """Return purpose's result from its stored columns."""
    return Mission.from_arrays(option, plan.tasks, arrays)
