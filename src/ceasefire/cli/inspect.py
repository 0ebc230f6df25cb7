"""What ``ceasefire show``, ``trace`` and ``reproduce`` print of a run folder."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire.cli.printed import print_json, print_sentences, print_table

if TYPE_CHECKING:
    from rich.tree import Tree

    from ceasefire.briefing.trace import Branch
    from ceasefire.runs.state import State

__all__ = ["print_reproduced", "print_show", "print_trace"]

_FILES = ("brief.html", "brief.pdf", "brief.json")


def print_show(folder: Path, as_json: bool) -> None:
    """Print how far a run is, at any time: also while it goes on, or after it was killed.

    Raises
    ------
    RunError
        If the folder is no run folder, or of another format.
    """
    from ceasefire.runs.rooms import rooms
    from ceasefire.runs.state import state_of

    state = state_of(folder, [stage.name for stage in rooms().stages])
    files = [name for name in _FILES if (folder / name).is_file()]
    if as_json:
        counts = {"done": state.done, "total": state.total, "finished": state.finished}
        print_json(asdict(state) | counts | {"files": files})
        return
    share = 100 * state.done // state.total
    size = sum(part.bytes for part in state.stages)
    print_table(
        f"{folder}: {state.pack}, as of {state.as_of}",
        ("", ""),
        [
            ("Draws", f"{state.draws:,}, seed {state.seed}"),
            ("Options", str(len(state.options))),
            ("Blocks", f"{state.done} of {state.total} ({share}%), {_megabytes(size)}"),
            ("Summaries", ", ".join(_summary(*one) for one in state.summaries.items()) or "none"),
            ("Failed draws", str(state.failed)),
            ("Computed by", "; ".join(map(_session, state.sessions)) or "nobody yet"),
            ("Made by", ", ".join(f"{name} {v}" for name, v in sorted(state.versions.items()))),
            ("Briefing", ", ".join(files) or "not written"),
        ],
    )
    print_table(
        "Blocks by question",
        ("Question", "Done", "Of", "Running", "Options begun", "Failed draws", "Size"),
        [
            (
                *(part.stage, str(part.done), str(part.total), str(part.running)),
                *(str(part.begun), str(part.failed), _megabytes(part.bytes)),
            )
            for part in state.stages
        ],
    )
    print_sentences(_what_next(folder, state, bool(files)))


def print_trace(folder: Path, id: str | None, as_json: bool) -> None:
    """Print what a sentence of the briefing rests on; without an id, the ids there are.

    Raises
    ------
    RunError
        If the folder is no finished run.
    UsageError
        If there is no such statement.
    """
    from ceasefire.briefing.build import build
    from ceasefire.briefing.read import RunReader
    from ceasefire.briefing.trace import trace, traceable
    from ceasefire.runs import open_run

    run = open_run(folder)
    briefing = build(run, figures=False)
    if id is None:
        known = traceable(briefing)
        if as_json:
            print_json(sorted(known))
        else:
            rows = [(name, said[0][:200]) for name, said in known.items()]
            print_table("Statements and claims of this run", ("Id", "It begins"), rows)
        return
    found = trace(RunReader(run), briefing, id)
    if as_json:
        print_json(asdict(found))
        return
    from rich.text import Text
    from rich.tree import Tree

    grade = f" [{found.grade}]" if found.grade else ""
    tree = Tree(Text(f"{found.id}{grade}: {found.text}"))
    for branch in found.rests_on:
        _grow(tree, branch)
    _print(tree)


def print_reproduced(folder: Path, out: Path | None, workers: int | None, as_json: bool) -> None:
    """Make a run again from its folder, and print whether every byte is the same.

    Raises
    ------
    StaleRunError, RunError
        If it cannot be made again as it was.
    typer.Exit
        With 1 where a file differs.
    """
    import tempfile

    import typer

    from ceasefire.runs import progress_on_stderr
    from ceasefire.runs.reproduce import reproduce
    from ceasefire.runs.rooms import rooms

    with tempfile.TemporaryDirectory(prefix="ceasefire-") as temporary:
        again = out or Path(temporary) / "run"
        with progress_on_stderr() as progress:
            found = reproduce(folder, again, rooms=rooms(), workers=workers, progress=progress)
        differing = [*found.other, *found.alone]
        if (folder / "brief.json").is_file():
            differing += [] if _same_briefing(folder, again) else ["brief.json"]
    if as_json:
        print_json({"same": len(found.same), "differing": differing})
    elif not differing:
        print_sentences((f"{folder}: made again, the same bytes in {len(found.same)} files.",))
    else:
        few = ", ".join(differing[:5]) + (" and others" if len(differing) > 5 else "")
        print_sentences((f"{folder}: {len(differing)} files differ: {few}.",))
    if differing:
        raise typer.Exit(1)


def _same_briefing(folder: Path, again: Path) -> bool:
    from ceasefire.briefing.build import build
    from ceasefire.briefing.json_file import write_json
    from ceasefire.runs import open_run

    stored = (folder / "brief.json").read_bytes()
    return write_json(build(open_run(again))) == stored


def _grow(tree: Tree, branch: Branch) -> None:
    from rich.text import Text

    text = Text(branch.address, style="bold")
    for line in branch.words:
        text.append(f"\n{line}", style="not bold")
    below = tree.add(text)
    for one in branch.rests_on:
        _grow(below, one)


def _print(what: Any) -> None:
    import sys

    from rich.console import Console

    Console(file=sys.stdout, markup=False, highlight=False).print(what)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _summary(name: str, there: bool) -> str:
    return name if there else f"{name} (not written)"


def _session(session: Mapping[str, Any]) -> str:
    """Return who computed, in words: the executor, its workers, its blocks and how it ended."""
    workers = int(session["workers"])
    who = f"{session['executor']}, {workers} worker{'s' if workers > 1 else ''}"
    if session.get("share"):
        who += f", share {session['share'].replace('-', ' ')}"
    words = f"{who}: {session['blocks']} blocks"
    if "running" in session:
        return f"{words}, not ended"
    ended = session.get("ended")
    return f"{words}, stopped ({ended})" if ended else words


def _what_next(folder: Path, state: State, briefed: bool) -> Iterator[str]:
    where = shlex.quote(str(folder))
    if state.damaged:
        others = f" and {len(state.damaged) - 1} more" if len(state.damaged) > 1 else ""
        yield (
            f"{state.damaged[0]}{others}: absent or cut short since it was written. The run "
            "computes it anew when it is gone on with."
        )
    if state.running:
        yield "A process is writing this folder now."
    elif state.shares:
        yield (
            f"Nobody is writing it, and its shares ({', '.join(state.shares)}) are not gathered: "
            f"ceasefire gather {where}"
        )
    elif not state.finished:
        lack = "" if state.done < state.total else " All blocks are done, its summaries are not."
        yield (
            f"Nobody is writing it.{lack} Give the command that made it again, with the same "
            f"--out, or: ceasefire run {where}. It goes on from the last whole block."
        )
    elif not briefed:
        yield f"The run is finished. Its briefing: ceasefire brief {where}"
    else:
        yield "The run is finished."
