"""What ``ceasefire run --grid`` does: options as levers, a run for each world."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ceasefire.cli.work import DRAWS, SEED
from ceasefire.core.errors import UsageError

__all__ = ["run_grid"]


def run_grid(
    pack: str,
    texts: list[str],
    bases: list[str] | None,
    draws: int | None,
    seed: int | None,
    workers: int | None,
    as_of: str | None,
    out: Path | None,
    max_failed: float,
    dask: str | None = None,
) -> Iterator[Path]:
    """Run a grid and yield the run folder of each world, ``out`` or folders below it.

    Options that send nobody are run beside the grid: every gain is held against them.

    Raises
    ------
    PackError, RunError, StaleRunError, UsageError, DrawFailures
    """
    from ceasefire.draws import draw
    from ceasefire.runs import progress_on_stderr, run
    from ceasefire.scenario import load
    from ceasefire.scenario.grid import grid_options, grid_worlds, read_grid

    if (Path(pack) / "manifest.json").is_file():
        raise UsageError(f"{pack} is a finished run: a grid needs a pack to run anew.")
    if not bases:
        raise UsageError("A grid needs a base: name the option whose attributes vary, --option ID")
    scenario = load(pack, as_of)
    grid = read_grid(scenario, texts)
    points = grid_options(scenario, bases, grid) if grid.option else ()
    chosen = [point.id for point in points] or list(bases)
    alone = [option.id for option in scenario.options if option.troops_high == 0]
    for name, world in grid_worlds(scenario, grid):
        levers = replace(world, options=(*world.options, *points))
        sample = draw(levers, DRAWS if draws is None else draws, SEED if seed is None else seed)
        folder = out / name if out is not None and name else out
        with progress_on_stderr() as progress:
            finished = run(
                levers,
                sample,
                folder,
                options=[*alone, *chosen],
                workers=workers,
                dask=dask,
                max_failed=max_failed,
                progress=progress,
            )
        yield finished.folder
