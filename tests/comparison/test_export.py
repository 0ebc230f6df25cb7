"""The table of outcomes in other tools' forms holds the same numbers."""

import csv

import numpy as np
from tests.comparison.tables import FORCE, LARGE, NONE, N, made_table

from ceasefire.comparison.export import to_csv, to_ema, to_pandas, to_xarray

HOLDS = {FORCE: np.linspace(0, 1, N), LARGE: np.full(N, 0.5), NONE: np.full(N, np.nan)}


def table(pack):
    return made_table(
        pack,
        {"holds": HOLDS},
        parameters={"host_troops": np.arange(N) * 1.0, "backer_state": np.arange(N) % 3 * 1.0},
        choices={"backer_state": ("none", "logistics", "full")},
    )


def test_ema_workbench_gets_experiments_and_outcomes_in_one_order(pack):
    experiments, outcomes = to_ema(table(pack))
    assert list(outcomes) == ["holds"]
    assert len(experiments) == len(outcomes["holds"]) == 3 * N
    row = experiments.index[(experiments.policy == FORCE) & (experiments.scenario == 7)][0]
    assert outcomes["holds"][row] == HOLDS[FORCE][7]
    assert experiments.backer_state[row] == "logistics"


def test_ema_workbenchs_own_prim_takes_them(pack):
    from ema_workbench.analysis import prim

    experiments, outcomes = to_ema(table(pack))
    one = experiments.policy == FORCE
    x = experiments[one].drop(columns=["policy", "model"]).reset_index(drop=True)
    box = prim.Prim(x, (outcomes["holds"][one] > 0.8).astype(int), threshold=0.5).find_box()
    assert box.density > 0.9


def test_pandas_and_xarray_agree(pack):
    frame, dataset = to_pandas(table(pack)), to_xarray(table(pack))
    one = frame[frame.policy == FORCE].holds.to_numpy()
    assert np.array_equal(one, dataset.holds.sel(option=FORCE).to_numpy())
    assert dataset.holds.attrs["units"] == "share"
    assert dataset.param_host_troops.dims == ("draw",)


def test_csv_keeps_every_digit_and_leaves_the_unknown_blank(pack, tmp_path):
    experiments, outcomes = to_csv(table(pack), tmp_path / "new" / "folder")
    with outcomes.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = {(row["option"], int(row["draw"])): row["holds"] for row in rows}
    assert float(told[FORCE, 7]) == HOLDS[FORCE][7]
    assert told[NONE, 7] == ""
    with experiments.open(encoding="utf-8") as file:
        first = next(csv.DictReader(file))
    assert first == {"draw": "0", "host_troops": "0.0", "backer_state": "none"}
