"""Regret, differences, dominance and limits, against numbers known beforehand."""

import numpy as np
import pytest
from tests.comparison.tables import AID, FORCE, LARGE, NONE, RNG, N, made_table

from ceasefire.comparison.outcomes import OUTCOMES, World
from ceasefire.comparison.ranking import differences, dominated, satisfied, standings

HOLDS = next(o for o in OUTCOMES if o.name == "holds")
COST = next(o for o in OUTCOMES if o.name == "cost")
ALL = World("all", np.ones(N, dtype=bool))


def test_regret_is_what_the_best_option_would_have_given(pack):
    ours = np.tile([0.2, 0.8], N // 2)
    theirs = np.full(N, 0.6)
    found = standings(made_table(pack, {"holds": {FORCE: ours, LARGE: theirs}}), HOLDS, ALL)
    assert found[FORCE].mean == pytest.approx(0.5)
    assert found[FORCE].regret == pytest.approx(0.1)
    assert found[LARGE].regret == 0
    assert found[FORCE].best_share == found[LARGE].best_share == pytest.approx(0.5)
    assert found[FORCE].regret_p95 == pytest.approx(0.4)
    assert found[LARGE].regret_p95 == pytest.approx(0.2)


def test_less_is_better_where_the_outcome_says_so(pack):
    table = made_table(pack, {"cost": {FORCE: np.full(N, 3.0), LARGE: np.full(N, 5.0)}})
    found = standings(table, COST, ALL)
    assert found[FORCE].regret == 0
    assert found[LARGE].regret == pytest.approx(2.0)


def test_only_draws_with_an_answer_everywhere_are_compared(pack):
    ours = np.where(np.arange(N) < 100, np.nan, 0.5)
    table = made_table(pack, {"holds": {FORCE: ours, LARGE: np.full(N, 0.4), NONE: ours * np.nan}})
    found = standings(table, HOLDS, ALL)
    assert set(found) == {FORCE, LARGE}  # an option without any answer holds nobody back
    assert found[LARGE].n == N - 100


def test_a_paired_difference_is_tighter_than_two_unpaired_means(pack):
    luck = RNG.normal(0, 1, N)
    ours, theirs = luck + 0.02 + RNG.normal(0, 0.05, N), luck
    table = made_table(pack, {"holds": {FORCE: ours, LARGE: theirs}})
    gain = differences(table, ours, theirs, ALL)
    assert gain.mean == pytest.approx(0.02, abs=0.004)
    assert gain.sign == 1
    assert gain.se < 0.1 * standings(table, HOLDS, ALL)[FORCE].se


def test_dominance_needs_to_be_nowhere_worse_and_somewhere_better(pack):
    same = np.full(N, 0.5) + RNG.normal(0, 0.01, N)
    values = {
        "holds": {FORCE: same, LARGE: same, AID: same + 0.1},
        "cost": {FORCE: np.full(N, 2.0), LARGE: np.full(N, 4.0), AID: np.full(N, 9.0)},
    }
    found = dominated(made_table(pack, values), ALL)
    assert found[LARGE] == (FORCE,)  # as good and dearer
    assert found[FORCE] == found[AID] == ()  # dearer, but better by the other measure


def test_sampling_error_does_not_dominate(pack):
    values = {"holds": {FORCE: RNG.normal(0.5, 0.1, N), LARGE: RNG.normal(0.5, 0.1, N)}}
    assert dominated(made_table(pack, values), ALL) == {FORCE: (), LARGE: ()}


def test_limits_are_met_draw_by_draw_and_nobody_has_to_come_where_nobody_is_sent(pack):
    half = np.where(np.arange(N) % 2, 1.0, 0.0)
    values = {
        "holds": {FORCE: np.full(N, 0.6), NONE: np.full(N, 0.5)},
        "cost": {FORCE: np.where(half, 30.0, 10.0), NONE: np.zeros(N)},
        "flank": {FORCE: np.zeros(N), NONE: np.zeros(N)},
    }
    twins = {"no_force": {FORCE: np.full(N, 0.5), NONE: np.full(N, 0.5)}}
    table = made_table(pack, values, twins=twins, in_full={FORCE: 0.7 + 0.2 * half})
    found = satisfied(table, ALL)
    assert found[FORCE]["within_europes_aid"] == found[FORCE]["comes_in_full"] == 0.5
    assert found[FORCE]["holds_no_worse"] == 1.0
    assert found[FORCE]["all"] == 0.0  # it comes in full just where it is too dear
    assert found[NONE]["comes_in_full"] is None
    assert found[NONE]["all"] == 1.0


def test_worlds_are_told_apart_and_never_averaged(pack):
    variant = np.arange(N) % 2.0
    ours = np.where(variant == 0, 0.9, 0.1)
    table = made_table(
        pack,
        {"holds": {FORCE: ours, LARGE: np.full(N, 0.5)}},
        parameters={"holding_variant": variant},
        choices={"holding_variant": ("good", "bad")},
    )
    found = {world.name: standings(table, HOLDS, world)[FORCE].mean for world in table.worlds()}
    assert found == {"good": pytest.approx(0.9), "bad": pytest.approx(0.1)}
