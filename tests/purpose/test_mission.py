"""The mission of every option of the shipped pack: demand, relief, splits and statuses."""

from dataclasses import replace

import numpy as np
import pytest

from ceasefire import purpose
from ceasefire.core.status import Status, reason_code
from ceasefire.draws import Draws
from ceasefire.results import Mission

SPLITS = (1, 7, 64, 333, 1024)


def without(scenario, name):
    kept = {n: q for n, q in scenario.parameters.items() if n != name}
    return replace(scenario, parameters=kept, invisible=(*scenario.invisible, name))


def of(scenario, id, draws, rows):
    return purpose.evaluate(purpose.prepare(scenario, scenario.option(id)), draws, rows)


@pytest.mark.parametrize("option", ["air-shield", "reassurance-25k", "wartime-support"])
@pytest.mark.parametrize("block", SPLITS)
def test_any_split_of_rows_gives_the_same_bytes(pack, draws, missions, option, block):
    whole = missions[option].table()
    # Single rows: one in eight, which keeps the test to seconds.
    for start in range(0, draws.n, 8 if block == 1 else block):
        rows = range(start, min(start + block, draws.n))
        part = of(pack, option, draws, rows).table()
        assert part.columns == whole.columns
        for column, array, expected in zip(part.columns, part.arrays, whole.arrays, strict=True):
            assert array.tobytes() == expected[start : rows.stop].tobytes(), column.name


def test_demand_is_amount_times_or_by_coefficient_in_every_task(pack, draws, missions):
    sample = draws.sample(range(draws.n))
    rules = {str(row["id"]): row for row in pack.rows("tasks")}
    seen = set()
    for option in pack.options:
        mission = missions[option.id]
        assert [task.id for task in mission.tasks] == list(option.tasks)
        for place, (id, amount) in enumerate(option.tasks.items()):
            rule = rules[id]
            demand = mission.demand_troops[:, place]
            for row in range(0, draws.n, 97):
                troops = sample[amount][row] if isinstance(amount, str) else float(amount)
                if rule["coefficient"] and rule["divide"]:
                    troops = troops / sample[rule["coefficient"]][row]
                elif rule["coefficient"]:
                    troops = troops * sample[rule["coefficient"]][row]
                assert demand[row] == pytest.approx(troops, rel=1e-12), (option.id, id)
            seen.add(id)
    assert seen == set(rules), "every task of the table is somebody's"


def test_freed_troops_are_bounded_by_the_load_and_by_the_foreign_troops(pack, draws, missions):
    sample = draws.sample(range(draws.n))
    rules = {str(row["id"]): row for row in pack.rows("tasks")}
    relieved = 0
    for id, mission in missions.items():
        for place, task in enumerate(mission.tasks):
            demand = mission.demand_troops[:, place]
            wartime = mission.freed_wartime_troops[:, place]
            after = mission.freed_ceasefire_troops[:, place]
            load_name = rules[task.id]["host_load"]
            if not load_name:
                assert not wartime.any(), (id, task.id)
                assert not after.any(), (id, task.id)
                continue
            load = sample[load_name]
            left = load * sample["load_share_after_ceasefire"]
            replaced = sample["substitution_rate"] * demand
            assert np.array_equal(wartime, np.minimum(load, replaced))
            assert np.array_equal(after, np.minimum(left, replaced))
            assert (after <= wartime).all()
            assert (after > 0).all()
            relieved += 1
    assert relieved >= 15


def test_guards_on_a_border_free_no_more_than_stand_there(draws, missions):
    """All the watch that the other side claimed is 17,200; the load caps what is freed."""
    (place,) = (
        i for i, task in enumerate(missions["wartime-support"].tasks) if task.id == "border_patrol"
    )
    freed = missions["wartime-support"].freed_wartime_troops[:, place]
    assert freed.max() <= 17_200


def test_a_task_whose_input_nobody_could_know_leaves_the_mission_unknown(pack):
    for name in ("trainees_per_staff_year", "trainees_per_year", "substitution_rate"):
        poorer = without(pack, name)
        mission = of(poorer, "deterrent-40k", Draws(poorer, 32, 7), range(32))
        assert (mission.status == Status.UNKNOWN).all(), name
        assert (mission.reason == reason_code("input_not_visible")).all(), name
        assert np.isnan(mission.demand_troops).all(), name
        assert np.isnan(mission.freed_wartime_troops).all(), name


def test_a_parameter_of_another_option_does_not_matter(pack):
    poorer = without(pack, "border_troops_per_km")
    mission = of(poorer, "deterrent-40k", Draws(poorer, 32, 7), range(32))
    assert (mission.status == Status.OK).all()
    assert np.isfinite(mission.demand_troops).all()


def test_no_force_has_no_task_and_is_no_failure(draws, missions):
    for id in ("no-force", "stronger-ukraine", "equal-money"):
        assert missions[id].tasks == ()
        assert missions[id].demand_troops.shape == (draws.n, 0)
        assert (missions[id].status == Status.OK).all()


def test_options_that_share_a_task_see_the_same_draws(missions):
    def training(id):
        mission = missions[id]
        (place,) = (i for i, task in enumerate(mission.tasks) if task.id == "training")
        return mission.demand_troops[:, place]

    assert np.array_equal(training("reassurance-25k"), training("corps-60-100k"))
    assert np.array_equal(training("training-depots"), training("wartime-support"))


def test_a_mission_comes_back_from_what_was_stored(missions):
    for mission in missions.values():
        table = mission.table()
        stored = dict(zip([c.name for c in table.columns], table.arrays, strict=True))
        again = Mission.from_arrays(mission.option, mission.tasks, stored)
        for one, two in zip(again.table().arrays, table.arrays, strict=True):
            assert one.tobytes() == two.tobytes()
