"""What fills a run folder without a briefing: a whole run, a share of one, shares gathered."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

from ceasefire.cli.work import DRAWS, SEED, check_same_run

__all__ = ["folder_of", "gathered"]


def folder_of(
    pack: str,
    options: list[str] | None,
    draws: int | None,
    seed: int | None,
    workers: int | None,
    as_of: str | None,
    out: Path | None,
    max_failed: float,
    dask: str | None,
    block: str | None,
) -> Path:
    """Return the folder of a run, or of a share of one, once it is computed.

    A run's own folder in place of a pack is gone on with from what it holds.

    Raises
    ------
    PackError, RunError, StaleRunError, UsageError, DrawFailures
    """
    from ceasefire.draws import draw
    from ceasefire.runs import progress_on_stderr
    from ceasefire.runs.manifest import read_manifest
    from ceasefire.runs.rooms import rooms
    from ceasefire.runs.run_folder import run, run_share
    from ceasefire.runs.share import Share
    from ceasefire.runs.stored import stored
    from ceasefire.scenario import load

    share = None if block is None else Share.parse(block)
    more: dict[str, Any] = {"workers": workers, "dask": dask}
    if (Path(pack) / "manifest.json").is_file():
        check_same_run(Path(pack), read_manifest(Path(pack)), options, draws, seed, as_of, out)
        known = stored(Path(pack), rooms())
        scenario, sample, out = known.scenario, known.draws, Path(pack)
        more |= {"options": known.options, "rooms": known.rooms}
    else:
        scenario = load(pack, as_of)
        sample = draw(scenario, DRAWS if draws is None else draws, SEED if seed is None else seed)
        more |= {"options": options}
    with progress_on_stderr() as progress:
        if share is None:
            return run(
                scenario, sample, out, max_failed=max_failed, progress=progress, **more
            ).folder
        folder = run_share(scenario, sample, out, share, progress=progress, **more)
    whole = f"ceasefire gather {shlex.quote(str(folder))}"
    print(f"share {share} is computed; once all are: {whole}", file=sys.stderr)
    return folder


def gathered(folder: Path, max_failed: float) -> Path:
    """Return the folder of a run whose shares were put together.

    Raises
    ------
    RunError, StaleRunError, DrawFailures
    """
    from ceasefire.runs import progress_on_stderr
    from ceasefire.runs.gather import gather
    from ceasefire.runs.rooms import rooms

    with progress_on_stderr() as progress:
        return gather(folder, rooms=rooms(), max_failed=max_failed, progress=progress).folder
