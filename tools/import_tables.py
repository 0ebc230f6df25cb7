"""Carry the compiled tables into the shipped packs. Run once; kept to show where they come from.

    python3 tools/import_tables.py FOLDER [--out PACKS]

FOLDER holds the tables as first compiled, with sources spelled out in each row. Here titles and
addresses become entries of ``sources.yaml``, rows refer to them by key, and every row gets a grade
and, where something dates it, the day from which it could be known. The same FOLDER gives the same
bytes. Entries of ``sources.yaml`` below the line ``BY_HAND`` are kept as they stand.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from tables import reference, states, ukraine
from tables.register import Register
from tables.rules import DERIVED, REF, UA, Maker, Row, Tables

PACKS = Path(__file__).resolve().parents[1] / "src/ceasefire/packs"
BY_HAND = "# Entries below are written by hand; the ones above by tools/import_tables.py.\n"
# The order decides the counters in keys: append only.
MADE: tuple[tuple[str, str, Maker], ...] = (
    (UA, "proposals", ukraine.proposals),
    (UA, "claims", ukraine.claims),
    (UA, "stances", ukraine.stances),
    (UA, "contributors", ukraine.contributors),
    (UA, "infrastructure", ukraine.infrastructure),
    (UA, "oblasts", ukraine.oblasts),
    (UA, "areas", ukraine.areas),
    (UA, "osce_smm_public_counts", ukraine.osce_smm_public_counts),
    (UA, "donbas_monthly", ukraine.donbas_monthly),
    (UA, "movement_nodes", ukraine.movement_nodes),
    (UA, "movement_links", ukraine.movement_links),
    (REF, "costs", reference.costs),
    (REF, "lift_norms", reference.lift_norms),
    (REF, "operations", reference.operations),
    (REF, "contributor_forces", reference.contributor_forces),
    (REF, "contributor_units", states.contributor_units),
)


def read(folder: Path) -> Tables:
    """Return every table of the folder as rows of text."""
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def write(path: Path, rows: list[Row]) -> None:
    """Write rows as UTF-8 CSV (RFC 4180 quoting, line feeds)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_sources(path: Path, made: str) -> None:
    """Write the entries made here and keep the hand-written ones below them."""
    kept = ""
    if path.exists():
        kept = path.read_text(encoding="utf-8").partition(BY_HAND)[2]
    path.write_text(made + BY_HAND + kept, encoding="utf-8", newline="\n")


def main() -> None:
    """Import the tables of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=PACKS)
    arguments = parser.parse_args()
    tables = read(arguments.folder)
    statements = [*tables["proposals"], *tables["stances"]]
    titled = [
        row for name in ("proposals", "claims", "costs", "lift_norms") for row in tables[name]
    ]
    titled = [row for row in titled if not DERIVED.match(row["source_title"])]
    register = Register(
        {row["source_url"]: row["date"] for row in reversed(statements)},
        {row["source_url"]: row["source_title"] for row in reversed(titled)},
    )
    for pack, name, make in MADE:
        write(arguments.out / pack / f"{name}.csv", make(register, tables))
    for pack in (UA, REF):
        write_sources(arguments.out / pack / "sources.yaml", register.yaml(pack))


if __name__ == "__main__":
    main()
