"""What the figures of task build-up and rotation pools draw."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ceasefire.briefing.figures.rotation_pools import (
    PoolRow,
    PublishedPool,
    RotationPools,
    RotationRule,
)
from ceasefire.briefing.figures.task_build_up import Step, TaskBuildUp
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader
from ceasefire.results import FloatArray

__all__ = ["rotation_pools_data", "task_build_up_data"]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def task_build_up_data(reader: RunReader) -> TaskBuildUp | None:
    """Return the parts of the pack's first force in the rear, or None without one."""
    option = first_option(reader, "rear")
    if option is None:
        return None
    names = [n for n in reader.names("size", option.id) if n.startswith("task_build_up.slice")]
    if not names:
        return None
    total = reader.values("size", option.id, names[0]).astype(float)
    if not np.isfinite(total).all():
        return None
    plan = reader.run.plan("purpose", option.id)
    parts: list[tuple[str, FloatArray]] = [
        (
            str(task["title"]),
            reader.values("purpose", option.id, f"{task['id']}_demand_troops").astype(float),
        )
        for task in plan["tasks"]
    ]
    # The tail is what the stored total holds beyond the stored tasks.
    tail = total - np.sum([values for _, values in parts], axis=0)
    parts.insert(1, ("Tail of the brigades", tail))
    middle = int(np.argsort(total)[len(total) // 2])
    return TaskBuildUp(
        family=option.family,
        steps=tuple(
            Step(name, float(values[middle]), _quantiles(values), middle=False)
            for name, values in parts
        ),
        total_name="Total",
        total=_quantiles(total),
        description=f"Parts of the option {option.title} in troops, with their ranges.",
        middle=False,
    )


def _quantiles(values: FloatArray) -> tuple[float, float, float, float, float]:
    a, b, c, d, e = (float(q) for q in np.quantile(values, LEVELS))
    return a, b, c, d, e


def rotation_pools_data(reader: RunReader) -> RotationPools | None:
    """Return the pool behind the sizes of the pack's options, by rule known on the date."""
    rules = reader.scenario.rows("rotation_rules")
    if not rules:
        return None
    by_multiplier: dict[float, list[str]] = {}
    for row in rules:
        by_multiplier.setdefault(_middle(row), []).append(str(row["title"]))
    sizes = sorted(
        {
            o.troops_low
            for o in reader.scenario.options
            if o.id in reader.options and o.troops_low == o.troops_high and o.troops_low >= 10_000
        }
    )
    chosen = [size for size in sizes if size in (10_000, 25_000, 40_000, 100_000, 200_000)]
    return RotationPools(
        rules=tuple(
            RotationRule(multiplier, " · ".join(names))
            for multiplier, names in sorted(by_multiplier.items())
        ),
        rows=tuple(PoolRow(size, "", _published(reader, size)) for size in chosen or sizes[:5]),
        description="Soldiers tied down behind a deployed force, by rotation rule.",
    )


# Pools that a source ties to a deployed force: id of the proposal -> that force.
POOL_OF_FORCE = {"gady-pool-100k": 40_000.0}


def _published(reader: RunReader, size: float) -> tuple[PublishedPool, ...]:
    return tuple(
        PublishedPool(float(str(row["troops_high"])), str(row["proposer"]).split()[-1], after=False)
        for row in reader.scenario.rows("proposals")
        if POOL_OF_FORCE.get(str(row["id"])) == size
    )


def _middle(row: Mapping[str, object]) -> float:
    ends = (float(str(row["multiplier_low"])), float(str(row["multiplier_high"])))
    return round(sum(ends) / 2, 1)
