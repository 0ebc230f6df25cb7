"""The pool behind a force by rotation rule, as the size stage stored it: for both figures."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.briefing.figures.rotation_pools import (
    PoolRow,
    PublishedPool,
    RotationPools,
    RotationRule,
)
from ceasefire.briefing.read import RunReader

__all__ = ["METHOD", "Pool", "pools_behind", "rotation_pools_data"]

METHOD = "rotation_pool"
# One size a concept: tripwire, force in the rear, deterrent, force on the line, what the host's
# president asked for. A pack without them shows the smallest of its own that are an army's matter.
CONCEPT_SIZES = (10_000.0, 25_000.0, 40_000.0, 100_000.0, 200_000.0)
LEAST, ROWS = 10_000.0, 5
# Published pools whose source names the deployed force in its words, not in the table's numbers.
POOL_OF_FORCE = {"gady-pool-100k": 40_000.0}


@dataclass(frozen=True, slots=True)
class Pool:
    """Soldiers behind a force, by the rules with one multiplier; a range counts at its middle."""

    multiplier: float
    troops: float
    rules: tuple[str, ...]


def pools_behind(reader: RunReader, option: str) -> tuple[Pool, ...]:
    """Return the stored pools of an option by rising multiplier, none where there is no rule."""
    envelope = reader.envelope(option, METHOD)
    if envelope is None:
        return ()
    plan = reader.size_plan(option).method(METHOD)
    multiplier = {
        rule: numbers["middle"] for rule, numbers in zip(plan.variants, plan.numbers, strict=True)
    }
    by_multiplier: dict[float, Pool] = {}
    for rule, spread in envelope.variants:
        known = by_multiplier.get(multiplier[rule])
        by_multiplier[multiplier[rule]] = Pool(
            multiplier[rule],
            known.troops if known else spread.p50,
            (*(known.rules if known else ()), plan.variants[rule]),
        )
    return tuple(by_multiplier[key] for key in sorted(by_multiplier))


def rotation_pools_data(reader: RunReader) -> RotationPools | None:
    """Return the pools behind the sizes of the pack's options, or None without rules."""
    forces = {
        option.troops_low: pools
        for option in reversed(reader.scenario.options)
        if option.id in reader.options
        and option.troops_low == option.troops_high >= LEAST
        and (pools := pools_behind(reader, option.id))
    }
    if not forces:
        return None
    shown = [size for size in CONCEPT_SIZES if size in forces] or sorted(forces)[:ROWS]
    return RotationPools(
        rules=tuple(
            RotationRule(pool.multiplier, " · ".join(pool.rules)) for pool in forces[shown[0]]
        ),
        rows=tuple(
            PoolRow(size, "", tuple(p.troops for p in forces[size]), _published(reader, size))
            for size in shown
        ),
        description="Soldiers tied down behind a deployed force, by rotation rule.",
    )


def _published(reader: RunReader, size: float) -> tuple[PublishedPool, ...]:
    return tuple(
        PublishedPool(float(str(row["troops_high"])), str(row["proposer"]).split()[-1], after=False)
        for row in reader.scenario.rows("proposals")
        if POOL_OF_FORCE.get(str(row["id"])) == size
    )
