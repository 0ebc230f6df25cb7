"""Arguments and options that several commands take, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "Allocation",
    "AsJson",
    "AsOf",
    "Backer",
    "Command",
    "DaskAddress",
    "DrawCount",
    "Excluded",
    "Horizon",
    "Included",
    "MaxFailed",
    "OptionIds",
    "Out",
    "PackArgument",
    "PackOrRun",
    "Replicates",
    "Seed",
    "Workers",
]

PackArgument = Annotated[str, typer.Argument(metavar="PACK", help="A shipped pack or a folder.")]
PackOrRun = Annotated[
    str, typer.Argument(metavar="PACK|DIR", help="A shipped pack, a pack's or a run's folder.")
]
OptionIds = Annotated[
    list[str] | None, typer.Option("--option", metavar="ID", help="Only this option; repeat.")
]
DrawCount = Annotated[
    int | None, typer.Option("--draws", metavar="N", help="Rows of the joint sample; 1,024.")
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="Seed of the joint sample; 7.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Nothing later is seen.")]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", help="Processes; default: all cores.")
]
DaskAddress = Annotated[
    str | None,
    typer.Option(
        "--dask", metavar="ADDRESS", help="Dask scheduler, or local for a cluster on this machine."
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Run folder; resumed if it exists.")
]
MaxFailed = Annotated[
    str, typer.Option("--max-failed", metavar="SHARE", help="Most draws that may fail.")
]
Excluded = Annotated[
    list[str] | None, typer.Option("--exclude", metavar="ISO3", help="A state that never joins.")
]
Included = Annotated[
    list[str] | None, typer.Option("--include", metavar="ISO3", help="A state that always joins.")
]
Backer = Annotated[
    str | None, typer.Option("--backer", metavar="STATE", help="none, logistics or full.")
]
Command = Annotated[
    str | None, typer.Option("--command", metavar="ID", help="Command of every force.")
]
Allocation = Annotated[
    str | None,
    typer.Option(
        "--allocation",
        metavar="SECTOR=SHARE,...",
        help="Share of a force on the line that stands on each contact sector.",
    ),
]
Horizon = Annotated[
    int | None, typer.Option("--horizon", metavar="YEARS", help="Years followed; 5.")
]
Replicates = Annotated[
    int | None, typer.Option("--replicates", metavar="N", help="Histories of each draw; 4.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
