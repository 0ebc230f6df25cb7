"""The commands. Everything heavy is imported inside the command that needs it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ceasefire.cli.options import (
    Allocation,
    AsJson,
    AsOf,
    Backer,
    Command,
    DaskAddress,
    DrawCount,
    Excluded,
    Horizon,
    Included,
    MaxFailed,
    OptionIds,
    Out,
    PackArgument,
    PackOrRun,
    Replicates,
    Seed,
    Workers,
)
from ceasefire.core.errors import UsageError

__all__ = ["app"]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="An open, cited, reproducible model of the forces that stand behind a ceasefire.",
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"ceasefire {version('ceasefire')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Size, purpose and record of the forces that stand behind a ceasefire."""


@app.command()
def brief(
    pack: PackOrRun,
    option: OptionIds = None,
    draws: DrawCount = None,
    seed: Seed = None,
    workers: Workers = None,
    dask: DaskAddress = None,
    as_of: AsOf = None,
    out: Out = None,
    max_failed: MaxFailed = "1%",
) -> None:
    """Run a pack and write its briefing: HTML, PDF and JSON."""
    from ceasefire.cli.work import briefing_of, run_of

    run = run_of(pack, option, draws, seed, workers, as_of, out, _share(max_failed), dask=dask)
    briefing_of(run)


@app.command()
def run(
    pack: PackOrRun,
    option: OptionIds = None,
    draws: DrawCount = None,
    seed: Seed = None,
    workers: Workers = None,
    dask: DaskAddress = None,
    block: Annotated[
        str | None,
        typer.Option("--block", metavar="I/N", help="Only this share of the blocks; see gather."),
    ] = None,
    as_of: AsOf = None,
    out: Out = None,
    max_failed: MaxFailed = "1%",
    grid: Annotated[
        list[str] | None,
        typer.Option(
            "--grid",
            metavar="AXIS=VALUES",
            help="Options as levers: size=10k:200k:10k placement=line,rear backer=none,full; "
            "repeat, with --option as the base.",
        ),
    ] = None,
) -> None:
    """Run a pack into a run folder, or go on with one, without a briefing."""
    from ceasefire.cli.folders import folder_of

    share = _share(max_failed)
    if grid:
        from ceasefire.cli.grid import run_grid

        if block is not None:
            raise UsageError("--grid and --block do not go together: give each world its own run.")
        for done in run_grid(pack, grid, option, draws, seed, workers, as_of, out, share, dask):
            typer.echo(str(done))
        return
    folder = folder_of(pack, option, draws, seed, workers, as_of, out, share, dask, block)
    typer.echo(str(folder))


@app.command()
def gather(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A run's folder.")],
    max_failed: MaxFailed = "1%",
) -> None:
    """Put the shares of a run together, once all of them are computed."""
    from ceasefire.cli.folders import gathered

    typer.echo(str(gathered(folder, _share(max_failed))))


@app.command()
def purpose(
    pack: PackOrRun,
    option: OptionIds = None,
    draws: DrawCount = None,
    seed: Seed = None,
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Answer what it is for: tasks, mandate and the host troops that are freed."""
    from ceasefire.cli.work import answer

    answer("purpose", pack, option, draws, seed, as_of, json)


@app.command()
def size(
    pack: PackOrRun,
    option: OptionIds = None,
    draws: DrawCount = None,
    seed: Seed = None,
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Answer how big it must be: the requirement by method, and the window."""
    from ceasefire.cli.work import answer

    answer("size", pack, option, draws, seed, as_of, json)


@app.command()
def deploy(
    pack: PackOrRun,
    option: OptionIds = None,
    exclude: Excluded = None,
    include: Included = None,
    backer: Backer = None,
    command: Command = None,
    draws: DrawCount = None,
    seed: Seed = None,
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Answer what it looks like: who sends it, how fast, under whom, at what cost."""
    from ceasefire.cli.work import Switches, answer

    switches = Switches(tuple(exclude or ()), tuple(include or ()), backer, command)
    answer("deploy", pack, option, draws, seed, as_of, json, switches)


@app.command()
def prospects(
    pack: PackOrRun,
    option: OptionIds = None,
    allocation: Allocation = None,
    horizon: Horizon = None,
    replicates: Replicates = None,
    backer: Backer = None,
    draws: DrawCount = None,
    seed: Seed = None,
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Answer whether it happens and holds: settlement, violations, attack, losses, twins."""
    from ceasefire.cli.work import Switches, answer

    switches = Switches(
        backer=backer,
        horizon=horizon,
        replicates=replicates,
        allocation=_allocation(allocation),
    )
    answer("prospects", pack, option, draws, seed, as_of, json, switches)


@app.command()
def precedents(
    pack: PackOrRun,
    option: OptionIds = None,
    like: Annotated[
        str | None, typer.Option("--like", metavar="MISSION", help="Cases near a past mission.")
    ] = None,
    spells: Annotated[
        list[str] | None,
        typer.Option(
            "--spells",
            metavar="KIND=FILE",
            help="How long ceasefires held, from a file: fortna, ucdp-termination, "
            "ucdp-agreements or operations; repeat.",
        ),
    ] = None,
    draws: DrawCount = None,
    seed: Seed = None,
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Answer what happened before: nearest cases, how ceasefires lasted, what forces lost."""
    from ceasefire.cli.record import print_like
    from ceasefire.cli.spells import print_spells
    from ceasefire.cli.work import answer

    if like is not None:
        print_like(pack, like, as_of, json)
    elif spells:
        print_spells(spells, json)
    else:
        answer("precedents", pack, option, draws, seed, as_of, json)


@app.command()
def hindcast(
    operations: Annotated[
        Path | None,
        typer.Option("--operations", metavar="CSV", help="Missions with the same columns."),
    ] = None,
    requirements: Annotated[
        Path | None,
        typer.Option("--requirements", metavar="CSV", help="Planners' estimates for them."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Hold the methods against past missions, each left out of its own coefficients."""
    from ceasefire.cli.record import print_hindcast

    print_hindcast(operations, requirements, json)


@app.command()
def experts(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Judgements, as a CSV.")],
    json: AsJson = False,
) -> None:
    """Pool experts' judgements, with equal weights and with Cooke's."""
    from ceasefire.cli.judgement import print_experts

    print_experts(file, json)


@app.command()
def forecast(
    pack: PackOrRun,
    option: OptionIds = None,
    draws: DrawCount = None,
    seed: Seed = None,
    as_of: AsOf = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A CSV; default: print it.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Write every dated chance as a forecast, with the rule that will decide it."""
    from ceasefire.cli.work import forecast_file

    forecast_file(pack, option, draws, seed, as_of, out, json)


@app.command()
def score(
    forecasts: Annotated[
        Path, typer.Argument(metavar="FORECASTS", help="Dated forecasts, as a CSV.")
    ],
    outcomes: Annotated[
        Path, typer.Argument(metavar="OUTCOMES", help="What became of them, as a CSV.")
    ],
    json: AsJson = False,
) -> None:
    """Say how dated forecasts did, beside the base rate and one half."""
    from ceasefire.cli.judgement import print_score

    print_score(forecasts, outcomes, json)


@app.command()
def compare(
    pack: PackOrRun,
    option: OptionIds = None,
    weights: Annotated[
        Path | None,
        typer.Option("--weights", metavar="FILE", help="What each outcome counts to you, a CSV."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="DIR", help="Write parameters and outcomes as CSV."),
    ] = None,
    draws: DrawCount = None,
    seed: Seed = None,
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Set the options against each other: what is best by what, and what would change it."""
    from ceasefire.cli.compare import print_comparison

    print_comparison(pack, option, draws, seed, as_of, weights, export, json)


@app.command()
def claims(
    pack: PackOrRun,
    draws: DrawCount = None,
    seed: Seed = None,
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Check each claim of the debate."""
    from ceasefire.cli.work import answer

    answer("claims", pack, None, draws, seed, as_of, json)


@app.command()
def show(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A run's folder.")],
    json: AsJson = False,
) -> None:
    """Say how far a run is: also while it goes on, or after it was killed."""
    from ceasefire.cli.inspect import print_show

    print_show(folder, json)


@app.command()
def reproduce(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A finished run's folder.")],
    workers: Workers = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Keep the second run here.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Make a run again from its folder alone, and compare every byte."""
    from ceasefire.cli.inspect import print_reproduced

    print_reproduced(folder, out, workers, json)


@app.command()
def trace(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A finished run's folder.")],
    statement: Annotated[
        str | None,
        typer.Argument(metavar="STATEMENT", help="Its id, such as size.short or C04; none: list."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Follow a sentence of the briefing back to columns, parameters and sources."""
    from ceasefire.cli.inspect import print_trace

    print_trace(folder, statement, json)


@app.command()
def check(path: PackArgument, as_of: AsOf = None) -> None:
    """Validate a pack: every problem at once, with its place."""
    from ceasefire.core.errors import PackError
    from ceasefire.scenario import check as problems_of

    problems = problems_of(path, as_of)
    if problems:
        raise PackError(problems)
    typer.echo(f"{path}: no problems")


@app.command()
def new(path: Annotated[Path, typer.Argument(metavar="PATH", help="Folder to make.")]) -> None:
    """Start a pack from a template that runs."""
    from ceasefire.scenario import new as new_pack

    new_pack(path)
    typer.echo(f"{path}: a pack that runs; edit it, then: ceasefire check {path}")


def _allocation(text: str | None) -> dict[str, float] | None:
    """Return shares by sector from ``land=0.7,river=0.3``."""
    if text is None:
        return None
    found: dict[str, float] = {}
    for part in text.split(","):
        sector, _, share = part.partition("=")
        try:
            found[sector.strip()] = float(share)
        except ValueError:
            raise UsageError(
                f"--allocation takes sectors with shares that sum to 1, such as "
                f"land-contact=0.7,river-contact=0.3, not {text!r}"
            ) from None
    return found


def _share(text: str) -> float:
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UsageError(f"--max-failed takes a share such as 1% or 0.01, not {text!r}")
    return value
