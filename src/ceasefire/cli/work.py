"""What the commands do: run, answer a question, write a briefing."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from ceasefire.core.errors import UsageError
from ceasefire.runs.reading import Run
from ceasefire.runs.stages import Rooms

__all__ = [
    "DRAWS",
    "SEED",
    "Switches",
    "answer",
    "briefing_of",
    "check_same_run",
    "forecast_file",
    "run_of",
    "run_somewhere",
]

DRAWS, SEED = 1024, 7


@dataclass(frozen=True, slots=True)
class Switches:
    """What the reader switches for one question's run; nothing by default."""

    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    backer: str | None = None
    command: str | None = None
    horizon: int | None = None
    replicates: int | None = None
    allocation: Mapping[str, float] | None = None

    @property
    def any(self) -> bool:
        """Whether anything is switched."""
        return self != Switches()


def run_of(
    pack: str,
    options: list[str] | None,
    draws: int | None,
    seed: int | None,
    workers: int | None,
    as_of: str | None,
    out: Path | None,
    max_failed: float,
    switches: Switches = Switches(),
    rooms: Rooms | None = None,
    dask: str | None = None,
) -> Run:
    """Return a finished run: of a pack, resumed where its folder exists, or a run's own folder.

    With a part of the stage table a pack is walked through that part alone.

    Raises
    ------
    PackError, RunError, StaleRunError, UsageError, DrawFailures
    """
    from ceasefire.draws import draw
    from ceasefire.runs import open_run, progress_on_stderr, run
    from ceasefire.scenario import load, switch

    if (Path(pack) / "manifest.json").is_file():
        if switches.any:
            raise UsageError(f"{pack} is a finished run: switches need a pack to run anew.")
        run_there = open_run(pack)
        check_same_run(Path(pack), run_there.manifest, options, draws, seed, as_of, out)
        return run_there
    scenario = load(pack, as_of)
    if switches.any:
        scenario = switch(scenario, **{f.name: getattr(switches, f.name) for f in fields(switches)})
    with progress_on_stderr() as progress:
        return run(
            scenario,
            draw(scenario, DRAWS if draws is None else draws, SEED if seed is None else seed),
            out,
            options=options,
            workers=workers,
            dask=dask,
            max_failed=max_failed,
            progress=progress,
            rooms=rooms,
        )


def check_same_run(
    folder: Path,
    manifest: Mapping[str, object],
    options: list[str] | None,
    draws: int | None,
    seed: int | None,
    as_of: str | None,
    out: Path | None,
) -> None:
    """Refuse what was asked of a run's folder if it is something else than what it holds.

    Raises
    ------
    UsageError
        Naming the first thing that differs.
    """
    asked = {"draws": draws, "seed": seed, "as_of": as_of, "options": options}
    for name, value in asked.items():
        there = manifest[name]
        if value is not None and value != there:
            raise UsageError(
                f"{folder} is a run with {name.replace('_', '-')} {there}, not {value}. Leave the "
                "option out, or give the pack and another --out."
            )
    if out is not None and out.resolve() != folder.resolve():
        raise UsageError(f"{folder} is a run folder: its briefing is written there, not to {out}.")


def briefing_of(run: Run) -> None:
    """Write the briefing of a run into its folder and print the short answer."""
    from rich.console import Console

    from ceasefire.briefing import brief
    from ceasefire.briefing.terminal import print_briefing

    briefing = brief(run)
    print_briefing(briefing, Console(file=sys.stdout, soft_wrap=False))
    for name in ("brief.html", "brief.pdf", "brief.json"):
        print(run.folder / name)


def answer(
    question: str,
    pack: str,
    options: list[str] | None,
    draws: int | None,
    seed: int | None,
    as_of: str | None,
    as_json: bool,
    switches: Switches = Switches(),
) -> None:
    """Print the answer to one question, from a run's folder or from a temporary run.

    The temporary run walks what the answer is made from, and nothing else.
    """
    with run_somewhere(question, pack, options, draws, seed, as_of, switches) as run:
        if as_json:
            _print_json(run, question)
        else:
            _print_words(run, question)


@contextmanager
def run_somewhere(
    question: str,
    pack: str,
    options: list[str] | None,
    draws: int | None,
    seed: int | None,
    as_of: str | None,
    switches: Switches = Switches(),
) -> Iterator[Run]:
    """Give the run of a folder, or a temporary one that walks what a question is answered from."""
    from ceasefire.briefing.sections import made_from
    from ceasefire.runs.rooms import rooms

    with _somewhere(pack) as out:
        part = rooms().upto(*made_from(question))
        yield run_of(pack, options, draws, seed, None, as_of, out, 0.01, switches, part)


def forecast_file(
    pack: str,
    options: list[str] | None,
    draws: int | None,
    seed: int | None,
    as_of: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Write the dated chances of a run's folder or of a temporary run."""
    from ceasefire.cli.forecast import print_forecasts

    with run_somewhere("prospects", pack, options, draws, seed, as_of) as run:
        print_forecasts(run, out, as_json)


def _print_json(run: Run, question: str) -> None:
    from ceasefire.briefing.answers import answer_json

    found = answer_json(run, question)
    print(json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False, sort_keys=True))


def _print_words(run: Run, question: str) -> None:
    from rich.console import Console

    from ceasefire.briefing.claims_section import claims
    from ceasefire.briefing.read import RunReader
    from ceasefire.briefing.sections import answered_by, section_of
    from ceasefire.briefing.terminal import print_claims, print_section
    from ceasefire.briefing.words import day

    reader = RunReader(run)
    as_of, console = day(reader.scenario.as_of), Console(file=sys.stdout, soft_wrap=False)
    if question != "claims":
        for place, name in enumerate(answered_by(question)):
            print_section(section_of(reader, name), as_of, console, first=place == 0)
    elif checked := claims(reader):
        print_claims(checked, as_of, console)
    else:
        print("The pack lists no claims to check.")


@contextmanager
def _somewhere(pack: str) -> Iterator[Path | None]:
    if (Path(pack) / "manifest.json").is_file():
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ceasefire-") as folder:
        yield Path(folder) / "run"
