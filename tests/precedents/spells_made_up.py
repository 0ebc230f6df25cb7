"""Small spells made up for tests."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ceasefire.precedents.survival import Spells


def spells(rows: list[tuple[object, ...]], *covariates: str, **changes: Any) -> Spells:
    """Return spells from rows of spell, start, stop, event and the covariates."""
    columns = ["spell", "start", "stop", "event", *covariates]
    table = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    texts: dict[str, Any] = {
        "name": "made-up",
        "level": "H2",
        "reference_class": "civil_war_truce",
        "cases": "made up",
        "data_set": "made up",
        "failure_means": "war resumes",
        **changes,
    }
    return Spells(table=table, covariates=covariates, **texts)


def simulated(n: int, seed: int, shape: float, log_hr: tuple[float, float]) -> Spells:
    """Return Weibull spells of 10 years at scale one, two covariates, censored at up to 15 years.

    The hazard is shape / 10 (t / 10)^(shape - 1) exp(force log_hr[0] + cost log_hr[1]).
    """
    random = np.random.Generator(np.random.Philox(seed))
    force, cost = random.integers(0, 2, n), random.normal(0, 1, n)
    risk = np.exp(force * log_hr[0] + cost * log_hr[1])
    fails = 10 * (random.exponential(1, n) / risk) ** (1 / shape)
    seen = random.uniform(1, 15, n)
    rows = [
        (f"{at:05}", 0.0, float(stop), bool(failed), float(there), float(dear))
        for at, (stop, failed, there, dear) in enumerate(
            zip(np.minimum(fails, seen), fails <= seen, force, cost, strict=True)
        )
    ]
    return spells(rows, "force", "cost")
