"""A made-up deploy stage beside a real run: its columns are declared by the results room itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ceasefire.results import Arrival, CoalitionReach, Costs, Deployment
from ceasefire.results.columns import Column
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Option, Scenario

RULES = ("target_share", "measured_share", "national_rotation")
HELD = ("decisions and readiness", "railways", "border crossings", "roads", "ports", "air")
HORIZONS = (15.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0)
# Made up: state, army, chance to join, troops it would send for each 10,000 asked, by unit type.
STATES = (
    ("AUS", 30_000, 0.3, (0, 60, 20, 20)),
    ("CAN", 22_000, 0.6, (0, 300, 0, 100)),
    ("DNK", 9_000, 0.9, (100, 300, 0, 60)),
    ("EST", 4_000, 0.9, (0, 0, 250, 20)),
    ("ESP", 75_000, 0.2, (0, 560, 0, 200)),
    ("FRA", 120_000, 0.95, (880, 1120, 500, 800)),
    ("GBR", 80_000, 0.9, (660, 840, 500, 900)),
    ("LTU", 12_000, 0.8, (0, 0, 250, 30)),
    ("LVA", 7_000, 0.7, (0, 0, 150, 30)),
    ("NLD", 20_000, 0.85, (220, 560, 250, 300)),
    ("NOR", 8_000, 0.6, (110, 200, 0, 100)),
    ("FIN", 18_000, 0.4, (0, 200, 0, 100)),
    ("SWE", 9_000, 0.8, (220, 560, 0, 200)),
    ("ROU", 35_000, 0.1, (0, 100, 0, 50)),
    ("TUR", 260_000, 0.3, (0, 900, 0, 100)),
    ("PRT", 11_000, 0.3, (0, 60, 40, 20)),
)
UNITS = (
    ("heavy_battle_group", "Heavy battle group", "manoeuvre", "heavy", 220),
    ("mechanised_battle_group", "Mechanised battle group", "manoeuvre", "medium", 280),
    ("light_battle_group", "Light battle group", "manoeuvre", "light", 250),
    ("engineers", "Engineer company", "support", "medium", 100),
)


class MadeRun:
    """A finished run with one more stage, whose columns and plans are given."""

    def __init__(
        self,
        run: Run,
        columns: Mapping[str, Mapping[str, tuple[Column, NDArray[Any]]]],
        plans: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self._run, self._columns, self._plans = run, columns, plans
        made = {
            f"deploy/{option}/{name}": {
                **dataclasses.asdict(column),
                "reads": _full(column, option),
            }
            for option, found in columns.items()
            for name, (column, _) in found.items()
        }
        self.codebook = {**run.codebook, "columns": {**run.codebook["columns"], **made}}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._run, name)

    def parameters_of(self, *addresses: str) -> tuple[str, ...]:
        return Run.parameters_of(cast("Run", self), *addresses)

    def columns(self, stage: str, option: str) -> tuple[Column, ...]:
        if stage != "deploy":
            return self._run.columns(stage, option)
        return tuple(column for column, _ in self._columns.get(option, {}).values())

    def column(self, stage: str, option: str, name: str) -> NDArray[Any]:
        if stage != "deploy":
            return self._run.column(stage, option, name)
        return self._columns[option][name][1]

    def plan(self, stage: str, option: str) -> Mapping[str, Any]:
        return self._plans[option] if stage == "deploy" else self._run.plan(stage, option)


def _full(column: Column, option: str) -> list[str]:
    return [r if r.startswith("param/") else r.replace("/", f"/{option}/") for r in column.reads]


def made_run(run: Run, scenario: Scenario, **changes: Any) -> MadeRun:
    """Return the run with a deploy stage; ``changes`` go to :func:`deployment`."""
    columns, plans = {}, {}
    for option in scenario.options:
        if option.troops_high > 0:
            table = deployment(option, run.draws, **changes).table()
            found = dict(zip((c.name for c in table.columns), table.arrays, strict=True))
            columns[option.id] = {c.name: (c, found[c.name]) for c in table.columns}
            plans[option.id] = plan(scenario, option)
    return MadeRun(run, columns, plans)


def deployment(option: Option, draws: int, reached: float = 1.0) -> Deployment:
    """Return an invented deployment; ``reached`` is the middle share of the size that comes."""
    random = np.random.default_rng(3)
    size = random.uniform(option.troops_low, option.troops_high + 1, draws)
    share = np.array([sum(units) for *_, units in STATES]) / 10_000
    joins = random.random((draws, len(STATES))) < np.array([chance for _, _, chance, _ in STATES])
    scarce = reached * random.uniform(0.7, 1.1, draws) * np.minimum(1, 60_000 / size)
    states = joins * share * (size * scarce)[:, None] * 1.1
    total = states.sum(axis=1)
    rules = np.stack([total * 1.3, total * 0.6, total], axis=1)
    grow = np.array([0.02, 0.1, 0.25, 0.4, 0.7, 0.9, 1.0])
    arrived = total[:, None] * grow * random.uniform(0.8, 1.0, (draws, 1))
    days = {25: 45.0, 50: 68.0, 100: np.inf}
    lines = ("setup", "running", "air", "maritime", "transport", "casualties")
    yearly = {"additional": size * 0.18e-3, "full": size * 0.42e-3}
    spread = random.uniform(0.7, 1.5, draws)
    zero = np.zeros(draws, dtype=np.uint8)
    return Deployment(
        option=option.id,
        coalition=CoalitionReach(
            rules=RULES,
            main_rule=RULES[-1],
            states=tuple(iso3 for iso3, *_ in STATES),
            units=tuple(unit[0] for unit in UNITS),
            supply_troops=rules * 1.4,
            reached_troops=rules,
            reaches=rules >= 0.7 * size[:, None],
            state_troops=states,
            first_tour_troops=1.2 * total,
            first_tour_reaches=1.2 * total >= size,
            state_pool_troops=states * np.linspace(3.0, 5.0, draws)[:, None],
            indispensable=joins,
            if_joined=np.ones_like(joins),
            units_share=np.full(draws, 0.7),
            gap_units=np.zeros((draws, len(UNITS))),
            pool_troops=total * 4,
            flank_troops=total * 0.1,
            candidate=zero,
            days=("2024-12-31", "2025-02-01"),
            reached_by_day=np.stack([0.5 * total, rules[:, -1]], axis=1),
            chances={"lead": np.full(draws, 0.9), "open": np.linspace(0.3, 0.6, draws)},
        ),
        arrival=Arrival(
            horizons_days=HORIZONS,
            bottlenecks=HELD,
            arrived_troops=arrived,
            days_to={k: v * random.uniform(0.8, 1.3, draws) for k, v in days.items()},
            bottleneck=random.choice([0, 1, 1, 1, 2], draws).astype(np.uint8),
            resolved_days=np.zeros(draws),
            resolved_troops=np.zeros(draws),
        ),
        costs=Costs(
            lines={(b, line): y * spread for b, y in yearly.items() for line in lines},
            total={b: y * spread * 5 for b, y in yearly.items()},
            yearly={b: y * spread for b, y in yearly.items()},
            alternatives={
                "aid_today": np.full(draws, 80.0) * spread,
                "aid_europe": np.full(draws, 45.0) * spread,
                "aid_surge": np.full(draws, 120.0) * spread,
            },
            host_soldiers={b: y * spread * 1e9 / 2e4 for b, y in yearly.items()},
        ),
        status=zero,
        reason=zero,
    )


def plan(scenario: Scenario, option: Option) -> dict[str, Any]:
    """Return an invented plan as the run folder keeps it."""
    names = {str(row["iso3"]): str(row["name"]) for row in scenario.rows("contributor_forces")}
    origins = {str(r["home_of"]): str(r["id"]) for r in scenario.rows("movement_nodes")}
    keys = ("id", "title", "kind", "lift", "step_troops")
    steps = [
        [round(troops / unit[4]) for troops, unit in zip(units, UNITS, strict=True)]
        for *_, units in STATES
    ]
    return {
        "option": {"id": option.id},
        "reason": "",
        "states": [
            {
                "iso3": iso3,
                "name": names.get(iso3, iso3),
                "army_troops": army,
                "in_question": iso3 == "ESP",
                "origin": origins.get(iso3, ""),
            }
            for iso3, army, *_ in STATES
        ],
        "units": [dict(zip(keys, unit, strict=True)) for unit in UNITS],
        "shown": [iso3 for iso3, *_ in STATES],
        "pledges": {"has_steps": steps},
        "coalitions": [
            {
                "variant": variant,
                "rung_troops": option.troops_high,
                "contributors": [iso3 for iso3, *_ in STATES],
                "steps": [steps, steps],
                "shortfall_steps": [[0] * len(UNITS)] * 2,
            }
            for variant in ("nominal", "with_ESP")
        ],
    }
