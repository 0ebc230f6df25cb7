"""A made-up prospects stage beside a real run: its columns are declared by the results room."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.status import Status, reason_code
from ceasefire.results import Deterrence, Holding, OnTheGround, Prospects, Violence
from ceasefire.results.columns import Column
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Option, Scenario

YEARS, EPOCHS, SOUGHT = 5, 61, 96
SECTORS = ("land-contact", "river-contact", "border-belarus")


class MadeHolding:
    """A finished run whose prospects are invented."""

    def __init__(
        self, run: Run, columns: Mapping[str, Mapping[str, tuple[Column, NDArray[Any]]]]
    ) -> None:
        self._run, self._columns = run, columns
        made = {
            f"prospects/{option}/{name}": {**dataclasses.asdict(c), "reads": list(c.reads)}
            for option, found in columns.items()
            for name, (c, _) in found.items()
        }
        kept = {k: v for k, v in run.codebook["columns"].items() if not k.startswith("prospects/")}
        self.codebook = {**run.codebook, "columns": {**kept, **made}}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._run, name)

    def columns(self, stage: str, option: str) -> tuple[Column, ...]:
        if stage != "prospects":
            return self._run.columns(stage, option)
        return tuple(column for column, _ in self._columns.get(option, {}).values())

    def column(self, stage: str, option: str, name: str) -> NDArray[Any]:
        if stage != "prospects":
            return self._run.column(stage, option, name)
        return self._columns[option][name][1]


def made_holding(run: Run, scenario: Scenario, **changes: Any) -> MadeHolding:
    """Return the run with invented prospects; ``changes`` go to :func:`prospects`."""
    columns = {}
    for option in scenario.options:
        table = prospects(option, run.draws, **changes).table()
        found = dict(zip((c.name for c in table.columns), table.arrays, strict=True))
        columns[option.id] = {c.name: (c, found[c.name]) for c in table.columns}
    return MadeHolding(run, columns)


def prospects(
    option: Option, draws: int, *, failed: int = 0, flips: float = np.inf, ends_after: int = EPOCHS
) -> Prospects:
    """Return invented prospects of an option.

    ``failed`` first draws have no solution, ``flips`` is the provocation at which every sought
    draw flips, after ``ends_after`` epochs every second history has ended.
    """
    if option.timing == "wartime" or option.aid == "equal_cost":
        code = reason_code(
            "no_ceasefire_yet" if option.aid != "equal_cost" else "beside_each_force"
        )
        status = np.full(draws, Status.NOT_APPLICABLE, dtype=np.uint8)
        return Prospects(
            option.id, None, None, None, None, status, np.full(draws, code, dtype=np.uint8)
        )
    random = np.random.default_rng(5)
    base = random.uniform(0.2, 0.8, (draws, 1)) ** (np.arange(1, YEARS + 1) / YEARS)
    there = option.troops_high > 0
    held = np.minimum(1.0, base * (1.25 if there else 1.0))
    lost = 1.0 - held
    status = np.zeros(draws, dtype=np.uint8)
    status[:failed] = Status.FAILED
    flip = np.full(draws, np.nan)
    flip[:SOUGHT] = flips if there else np.nan
    months = random.integers(20, 200, (draws, EPOCHS)).astype(np.uint16)
    months[::2, ends_after:] = 0
    one = np.full((draws, YEARS), 1.0)
    return Prospects(
        option=option.id,
        holding=Holding(
            h2=held,
            h1=0.3 * held,
            spiral=0.5 * lost,
            deliberate=0.3 * lost,
            other=0.2 * lost,
            no_force_h2=base,
            no_force_h1=0.3 * base,
            no_contagion_h2=np.minimum(1.0, 1.1 * held),
            equal_money_h2=np.minimum(1.0, 1.05 * base) if there else None,
            better_terms_h2=np.minimum(1.0, 1.02 * base),
        ),
        violence=Violence(
            sectors=SECTORS,
            incidents=900.0 * one,
            clash_days=40.0 * one,
            sector_days=9.0 * one,
            incidents_by_class=random.uniform(1, 3, (draws, 3)) * np.array([300.0, 40.0, 2.0]),
            force_deaths=(8.0 if there else 0.0) * one * random.uniform(0.5, 2, (draws, 1)),
            force_accidents=(5.0 if there else 0.0) * one,
            civilians=120.0 * one,
            battle_deaths=400.0 * one,
            off_line_share=np.full(draws, 0.25 if there else 0.0),
            months=months,
        ),
        ground=OnTheGround(
            troops=option.troops_high * 0.7 * one,
            breaks_before_half=np.full(draws, 0.08),
            reinforcement={d: np.full(draws, d / 200.0) for d in (30, 60, 90)},
            shortfall={d: np.full(draws, d / 300.0) for d in (30, 60, 90)},
            hazard_ratio=np.full(draws, 0.6 if option.placement == "line" else 1.0),
        )
        if there
        else None,
        deterrence=Deterrence(
            knots_years=(0.0, 0.5, 2.0, 5.0),
            attack=np.full((draws, 4), 0.2),
            attack_no_force=np.full((draws, 4), 0.4),
            occasions_per_year=np.full(draws, 0.3),
            probe=np.full(draws, 0.5),
            respond=np.full(draws, 0.2),
            stand=np.full(draws, 0.6),
            support=np.full(draws, 0.4),
            acceptance_shift=random.normal(0, 1, draws),
            provocation_flip=flip,
            residual=np.zeros(draws),
        ),
        status=status,
        reason=np.where(status > 0, reason_code("no_solution"), 0).astype(np.uint8),
    )
