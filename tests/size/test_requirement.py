"""The whole stage on the shipped pack: splits, statuses, certificates, shared draws."""

from dataclasses import replace

import numpy as np
import pytest

from ceasefire import size
from ceasefire.core.status import REASONS, Status, reason_code
from ceasefire.draws import Draws
from ceasefire.size.requirement import METHODS

SPLITS = (1, 7, 64, 333, 1024)
NO_FORCE = ("no-force", "stronger-ukraine", "equal-money")
WITHOUT = (
    ("line_density", "line-100k", "consent_partial"),
    ("task_build_up", "deterrent-40k", "slice_bosnia_1993"),
    ("force_ratio", "deterrent-40k", "host_front_share"),
    ("force_ratio", "deterrent-40k", "adversary_army"),
    ("hold_time", "deterrent-40k", "reinforcement_days"),
    ("rotation_pool", "deterrent-40k", "rotation_within_range"),
    ("population_density", "monitors-15k", "population_density_mcgrath"),
    ("population_density", "monitors-15k", "population"),
)


def estimate(requirement, method):
    (found,) = (e for e in requirement.estimates if e.method == method)
    return found


def without(scenario, name):
    kept = {n: q for n, q in scenario.parameters.items() if n != name}
    return replace(scenario, parameters=kept, invisible=(*scenario.invisible, name))


@pytest.mark.parametrize("option", ["monitors-15k", "corps-60-100k", "line-100k"])
@pytest.mark.parametrize("block", SPLITS)
def test_any_split_of_rows_gives_the_same_bytes(pack, draws, run, results, option, block):
    whole = [result.table() for result in results[option]]
    # Single rows: one in eight, which keeps the test to seconds.
    for start in range(0, draws.n, 8 if block == 1 else block):
        rows = range(start, min(start + block, draws.n))
        parts = [result.table() for result in run(pack, pack.option(option), draws, rows)]
        for part, all_rows in zip(parts, whole, strict=True):
            assert part.columns == all_rows.columns
            for column, array, expected in zip(
                part.columns, part.arrays, all_rows.arrays, strict=True
            ):
                same = expected[start : rows.stop]
                assert array.dtype == same.dtype == np.dtype(column.dtype), column.name
                assert array.tobytes() == same.tobytes(), column.name


def test_a_value_and_its_status_agree_for_every_option_and_method(results):
    for option, (_, requirement) in results.items():
        for found in requirement.estimates:
            where = f"{option} {found.method}"
            ok = found.status == Status.OK
            assert np.array_equal(found.reason == 0, ok), where
            if found.troops.shape[1]:
                assert np.array_equal(np.isfinite(found.troops).any(axis=1), ok), where
                assert (found.troops[ok] >= 0).all(), where
            else:
                assert (found.status == Status.NOT_APPLICABLE).all(), where


def test_what_is_stored_is_what_was_estimated(results):
    for _, requirement in results.values():
        table = requirement.table()
        stored = dict(zip([c.name for c in table.columns], table.arrays, strict=True))
        assert np.array_equal(stored["size_troops"], requirement.size_troops)
        for found in requirement.estimates:
            assert np.array_equal(stored[f"{found.method}.status"], found.status)
            assert np.array_equal(stored[f"{found.method}.reason"], found.reason)
            for place, variant in enumerate(found.variants):
                troops = stored[f"{found.method}.{variant}_troops"]
                assert np.array_equal(troops, found.troops[:, place], equal_nan=True)


def test_every_method_answers_for_some_option(results):
    for method in METHODS:
        if method.name != "population_density":
            assert any(
                (estimate(requirement, method.name).status == Status.OK).any()
                for _, requirement in results.values()
            ), method.name


def test_the_population_rule_says_why_it_does_not_apply_here(results):
    """The host alone has more than the rule asks for, so it has nothing to say on a force."""
    for option in ("monitors-15k", "line-100k", "line-200k"):
        found = estimate(results[option][1], "population_density")
        assert (found.status == Status.NOT_APPLICABLE).all()
        assert (found.reason == reason_code("counts_host_forces")).all()


@pytest.mark.parametrize("option", NO_FORCE)
def test_no_force_has_no_requirement_and_says_so_in_every_method(results, option):
    _, requirement = results[option]
    assert (requirement.size_troops == 0).all()
    assert {found.method for found in requirement.estimates} == {m.name for m in METHODS}
    for found in requirement.estimates:
        assert (found.status == Status.NOT_APPLICABLE).all(), found.method
        assert {REASONS[code][0] for code in found.reason} == {"no_force"}, found.method
    assert requirement.window.columns == ()


@pytest.mark.parametrize(("method", "id", "name"), WITHOUT)
def test_a_parameter_that_nobody_could_know_leaves_the_method_unknown(pack, run, method, id, name):
    poorer = without(pack, name)
    option = poorer.option(id)
    _, requirement = run(poorer, option, Draws(poorer, 64, 7), range(64))
    found = estimate(requirement, method)
    assert (found.status == Status.UNKNOWN).all()
    assert (found.reason == reason_code("input_not_visible")).all()
    assert np.isnan(found.troops).all()
    assert found.troops.shape[1] > 0
    known = [e for e in requirement.estimates if e.method != method and e.variants]
    assert any((e.status == Status.OK).any() for e in known), "the other methods still answer"


def test_tasks_that_nobody_could_size_leave_their_sum_unknown(pack, run):
    poorer = without(pack, "trainees_per_staff_year")
    option = poorer.option("deterrent-40k")
    mission, requirement = run(poorer, option, Draws(poorer, 64, 7), range(64))
    found = estimate(requirement, "task_build_up")
    assert (mission.status == Status.UNKNOWN).all()
    assert (found.status == Status.UNKNOWN).all()
    assert (found.reason == reason_code("input_not_visible")).all()


def test_a_method_reads_what_its_answer_depends_on_and_nothing_else_moves_it(pack, run):
    """Another value of a parameter that a method does not name leaves it byte-equal."""
    rows = range(64)
    for name in ("reserve_share", "slice", "tolerated_ratio", "host_front_share"):
        quantity = pack.parameters[name]
        moved = replace(quantity, value=replace(quantity.value, high=quantity.value.high * 0.99))
        other = replace(pack, parameters={**pack.parameters, name: moved})
        touched = 0
        for id in ("line-100k", "deterrent-40k"):
            _, before = run(pack, pack.option(id), Draws(pack, 64, 7), rows)
            _, after = run(other, other.option(id), Draws(other, 64, 7), rows)
            for one, two in zip(before.estimates, after.estimates, strict=True):
                same = one.troops.tobytes() == two.troops.tobytes()
                assert same or f"param/{name}" in one.reads, (name, one.method)
                touched += not same
        assert touched, name


def test_size_stays_inside_what_the_option_states(pack, results):
    for option in pack.options:
        sizes = results[option.id][1].size_troops
        assert (sizes >= option.troops_low).all()
        assert (sizes <= option.troops_high).all()
        if option.troops_high > option.troops_low:
            assert np.ptp(sizes) > 0.9 * (option.troops_high - option.troops_low)


@pytest.mark.parametrize(
    "id", ["tripwire-10k", "reassurance-25k", "deterrent-40k", "corps-60-100k", "line-200k"]
)
def test_the_build_up_is_the_sum_of_the_stored_lines_and_the_tail(draws, results, id):
    """Certificate in plain arithmetic, from the stored columns alone."""
    mission, requirement = results[id]
    sample = draws.sample(range(draws.n))
    arrays = dict(
        zip([c.name for c in mission.table().columns], mission.table().arrays, strict=True)
    )
    names = draws.choices("backer_state")
    stored = dict(
        zip([c.name for c in requirement.table().columns], requirement.table().arrays, strict=True)
    )
    for variant, slice_name in (
        ("slice_2025_packages", "slice"),
        ("slice_bosnia_1993", "slice_bosnia_1993"),
    ):
        for row in range(0, draws.n, 37):
            state = names[int(sample["backer_state"][row])]
            growth = {
                "none": sample["tail_growth_without_backer"][row],
                "logistics": sample["tail_growth_logistics_only"][row],
                "full": 1.0,
            }[state]
            lines = sum(arrays[f"{task.id}_demand_troops"][row] for task in mission.tasks)
            combat = sum(
                arrays[f"{task.id}_demand_troops"][row]
                for task in mission.tasks
                if task.arm == "manoeuvre"
            )
            tail = combat * (sample[slice_name][row] - 1) * growth
            assert stored[f"tail.{variant}_troops"][row] == pytest.approx(tail, rel=1e-12)
            total = stored[f"task_build_up.{variant}_troops"][row]
            assert total == pytest.approx(lines + tail, rel=1e-12)
            assert combat > 0


def test_without_its_backer_a_force_needs_a_larger_tail(draws, results):
    troops = estimate(results["deterrent-40k"][1], "task_build_up").troops[:, 0]
    state = draws.sample(range(draws.n))["backer_state"]
    wanted = {name: troops[state == i] for i, name in enumerate(draws.choices("backer_state"))}
    assert np.median(wanted["none"]) > np.median(wanted["logistics"]) > np.median(wanted["full"])


def test_line_density_on_the_pack_equals_a_plain_loop(pack, draws, results):
    option = pack.option("line-100k")
    sample = draws.sample(range(draws.n))
    found = estimate(results[option.id][1], "line_density")
    operations = {str(row["id"]): row for row in pack.rows("operations")}
    own_length = {
        str(row["operation"]): row["line_length_km"] for row in pack.rows("line_yardsticks")
    }
    factor = {"yes": lambda row: 1.0}
    factor["partial"] = lambda row: sample["consent_partial"][row]
    factor["no"] = lambda row: sample["consent_no"][row]
    for place, id in enumerate(found.variants):
        mission = operations[id]
        density = mission["initial_troops"] / (own_length[id] or mission["line_length_km"])
        for row in range(0, draws.n, 61):
            km = sum(
                sample[s.length][row] * sample[s.density_share][row]
                for s in pack.sectors
                if s.id in option.sectors
            )
            ratio = factor[option.consent](row) / factor[mission["parties_consented"]](row)
            troops = density * km * ratio * (1 + sample["reserve_share"][row])
            assert found.troops[row, place] == pytest.approx(troops, rel=1e-12), id


def test_hold_time_on_the_pack_equals_a_plain_loop(draws, results):
    """The published force in the draws in which it holds until help comes, else no answer."""
    sample = draws.sample(range(draws.n))
    found = estimate(results["deterrent-40k"][1], "hold_time")
    assert found.variants == ("combat_brigades_only", "with_tail")
    late = 0
    for row in range(draws.n):
        force, held = sample["rand_combat_troops"][row], sample["rand_hold_days"][row]
        if held < sample["reinforcement_days"][row]:
            late += 1
            assert np.isnan(found.troops[row]).all()
            assert found.status[row] == Status.UNKNOWN
            assert found.reason[row] == reason_code("no_anchor")
        else:
            assert found.troops[row].tolist() == [force, force * sample["slice"][row]]
            assert found.status[row] == Status.OK
    assert 0 < late < draws.n


def test_all_security_personnel_are_stored_though_none_of_them_need_be_foreign(draws, results):
    sample = draws.sample(range(draws.n))
    _, requirement = results["monitors-15k"]
    table = requirement.table()
    stored = dict(zip([c.name for c in table.columns], table.arrays, strict=True))
    rules = {
        "peaceful_policing": "population_density_peaceful",
        "some_resistance": "population_density_some_resistance",
        "historical_mean": "population_density_mcgrath",
        "serious_insurgency": "population_density_insurgency",
    }
    for variant, density in rules.items():
        by_hand = sample[density] * (sample["population"] / 1000)
        assert stored[f"all_security.{variant}_troops"] == pytest.approx(by_hand), variant


def test_options_that_share_parameters_see_the_same_draws(results):
    """Two forces in one draw differ by what they are, never by luck."""
    forty, fifty = (results[id] for id in ("deterrent-40k", "deterrent-50k-heavy"))
    assert forty[0].demand_troops[:, 0] / 4 == pytest.approx(fifty[0].demand_troops[:, 0] / 5)
    assert np.array_equal(forty[0].demand_troops[:, 1], fifty[0].demand_troops[:, 1])
    for method in ("force_ratio", "hold_time"):
        one, two = (estimate(found[1], method).troops for found in (forty, fifty))
        assert np.array_equal(one, two, equal_nan=True), method
    pools = [estimate(found[1], "rotation_pool").troops for found in (forty, fifty)]
    assert pools[0] / 4 == pytest.approx(pools[1] / 5)


def test_the_pool_covers_the_range_of_its_rule(pack, draws, results):
    within = draws.sample(range(draws.n))["rotation_within_range"]
    found = estimate(results["deterrent-40k"][1], "rotation_pool")
    for place, row in enumerate(pack.rows("rotation_rules")):
        low, high = row["multiplier_low"], row["multiplier_high"]
        assert found.variants[place] == row["id"]
        assert found.troops[:, place] == pytest.approx(40_000 * (low + (high - low) * within))


def test_a_wartime_option_has_no_window(pack, results):
    (wartime,) = (option for option in pack.options if option.timing == "wartime")
    _, requirement = results[wartime.id]
    assert requirement.window.columns == ()
    assert size.prepare(pack, wartime).window.reason == "wartime"
    assert wartime.troops_low > 0


def test_plans_name_only_parameters_that_the_pack_declares(pack):
    known = {*pack.parameters, *pack.invisible}
    for option in pack.options:
        plan = size.prepare(pack, option)
        for method in plan.methods:
            assert set(method.parameters) <= known, (option.id, method.method)
        assert set(plan.window.parameters) <= known, option.id
