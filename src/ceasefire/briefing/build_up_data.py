"""What the figure of task build-up draws."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.figures.task_build_up import Step, TaskBuildUp
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader
from ceasefire.results import FloatArray

__all__ = ["task_build_up_data"]

# The tail that the figure's sentence names: published packages of today, not of past wars.
VARIANT = "slice_2025_packages"
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def task_build_up_data(reader: RunReader) -> TaskBuildUp | None:
    """Return the parts of the pack's first force in the rear, or None without one."""
    option = first_option(reader, "rear")
    if option is None:
        return None
    column = f"task_build_up.{VARIANT}_troops"
    if column not in reader.names("size", option.id):
        return None
    total = reader.values("size", option.id, column).astype(float)
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
    tail = reader.values("size", option.id, f"tail.{VARIANT}_troops").astype(float)
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
