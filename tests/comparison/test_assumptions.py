"""Boxes, indices, turning points, break-even and weights, on worlds whose answer is known."""

from dataclasses import replace

import numpy as np
import pytest
from tests.comparison.tables import FORCE, LARGE, NONE, RNG, N, made_table

from ceasefire.comparison import discovery, sensitivity
from ceasefire.comparison.advice import break_even, draws_to_tell, draws_within
from ceasefire.comparison.outcomes import World
from ceasefire.comparison.ranking import Difference
from ceasefire.comparison.turning import turns
from ceasefire.comparison.weights import read_weights, scores
from ceasefire.core.errors import PackError

ALL = World("all", np.ones(N, dtype=bool))
STRONG, WEAK, NAMED = RNG.uniform(0, 1, N), RNG.uniform(0, 1, N), RNG.integers(0, 3, N) * 1.0
PARAMETERS = {"strong": STRONG, "weak": WEAK, "named": NAMED}
CHOICES = {"named": ("a", "b", "c")}


def one_force(pack, gain, **more):
    none = np.full(N, 0.5)
    return made_table(
        pack,
        {"holds": {FORCE: none + gain, NONE: none}},
        twins={"no_force": {FORCE: none, NONE: none}},
        parameters=PARAMETERS,
        choices=CHOICES,
        **more,
    )


def test_a_box_that_was_put_in_is_found(pack):
    inside = (STRONG > 0.6) & (NAMED != 1)
    table = one_force(pack, np.where(inside, 0.1, 0.0) + RNG.normal(0, 1e-4, N))
    (box,) = [b for b in discovery.boxes(table, 0) if b.question == "helps_most"]
    limits = {limit.parameter: limit for limit in box.limits}
    assert set(limits) == {"strong", "named"}
    assert limits["strong"].low == pytest.approx(0.6, abs=0.05)
    assert limits["strong"].high is None
    assert limits["named"].names == ("a", "c")
    assert box.density > 0.7
    assert box.coverage > 0.9
    assert all(limit.reproduced >= 0.8 for limit in box.limits)


def test_luck_has_no_box_worth_the_name(pack):
    table = one_force(pack, RNG.normal(0, 0.1, N))
    for box in discovery.boxes(table, 0):
        assert box.density < box.share + 0.1


def test_a_case_that_never_occurs_has_no_box(pack):
    table = one_force(pack, np.full(N, 0.1), in_full={FORCE: np.zeros(N)})
    assert not [b for b in discovery.boxes(table, 0) if b.question in ("comes", "makes_worse")]


def test_boxes_leave_numpys_stream_alone_and_repeat(pack):
    table = one_force(pack, np.where(STRONG > 0.5, 0.1, 0.0))
    np.random.seed(3)
    before = np.random.get_state()[1].copy()
    first = discovery.boxes(table, 0)
    assert np.array_equal(np.random.get_state()[1], before)
    assert discovery.boxes(table, 0) == first


def test_indices_are_those_of_a_known_sum(pack):
    outcome = 3.0 * STRONG + 1.0 * (NAMED == 1)  # of two independent parts
    table = one_force(pack, np.zeros(N))
    found = {i.parameter: i.first_order for i in sensitivity.indices(table, outcome, PARAMETERS)}
    parts = {"strong": 9.0 / 12.0, "named": 2.0 / 9.0}
    whole = sum(parts.values())
    assert set(found) == {"strong", "named"}
    for name, part in parts.items():
        assert found[name] == pytest.approx(part / whole, abs=0.06)  # of ranks, nearly the same


def test_failed_draws_do_not_void_an_index(pack):
    outcome = np.where(np.arange(N) % 5 == 0, np.nan, STRONG)
    found = sensitivity.indices(one_force(pack, np.zeros(N)), outcome, PARAMETERS)
    assert found[0].parameter == "strong"
    assert found[0].first_order > 0.9


def test_what_does_not_vary_hangs_on_nothing(pack):
    assert sensitivity.indices(one_force(pack, np.zeros(N)), np.ones(N), PARAMETERS) == ()


def test_a_quantity_turns_the_sign_in_the_variant_where_it_can(pack):
    level = np.array([0.0, 0.3, -0.3])[NAMED.astype(int)]
    gain = level + 0.1 * (STRONG - 0.5) + RNG.normal(0, 0.01, N)
    known = {**PARAMETERS, "holding_variant": NAMED}
    table = replace(
        one_force(pack, gain), parameters=known, choices={"holding_variant": ("a", "b", "c")}
    )
    found = turns(table, gain, ["strong", "weak", "holding_variant"])
    assert found[0].parameter == "strong"
    assert found[0].turns_in == ("a",)
    assert found[0].value == pytest.approx(0.5, abs=0.05)
    assert found[0].high - found[0].low == pytest.approx(0.08, abs=0.01)
    assert found[1].parameter == "weak"
    assert found[1].turns_in == ()


def test_the_break_even_is_the_gain_by_the_weight_of_a_direct_war(pack):
    table = one_force(pack, np.full(N, 0.06) + RNG.normal(0, 0.01, N))
    found = break_even(table, 0, ALL)
    assert found.risk["1"] == pytest.approx(0.06, abs=0.001)
    assert found.risk["10"] == pytest.approx(0.006, abs=1e-4)
    # At that risk both courses lose the same: (1 - h1) + x k = 1 - h0.
    held = 0.5 + found.gain.mean
    assert (1 - held) + 3 * found.risk["3"] == pytest.approx(1 - 0.5)


def test_no_risk_is_worth_a_force_that_gains_nothing(pack):
    found = break_even(one_force(pack, RNG.normal(0, 0.1, N)), 0, ALL)
    assert set(found.risk.values()) == {None}
    assert break_even(one_force(pack, np.zeros(N)), 1, ALL) is None  # nobody is sent


def test_the_draws_that_are_advised_do_what_they_promise():
    rng = np.random.default_rng(1)
    few = rng.normal(0.02, 0.3, 1_000)
    gain = Difference(float(few.mean()), float(few.std(ddof=1) / 1_000**0.5), 1_000)
    needed = draws_within(gain, 0.01)
    errors = [rng.normal(0.02, 0.3, needed).mean() - 0.02 for _ in range(400)]
    assert np.mean(np.abs(errors) < 0.01) == pytest.approx(0.95, abs=0.04)
    assert draws_to_tell(Difference(0.1, 0.01, 100)) == 9
    assert draws_to_tell(Difference(0.0, 0.01, 100)) is None


def test_weights_put_the_option_first_that_is_best_by_what_counts(pack, tmp_path):
    values = {
        "holds": {FORCE: np.full(N, 0.6), LARGE: np.full(N, 0.8), NONE: np.full(N, 0.4)},
        "cost": {FORCE: np.full(N, 1.0), LARGE: np.full(N, 4.0), NONE: np.zeros(N)},
    }
    table = made_table(pack, values)
    path = tmp_path / "weights.csv"
    path.write_text("outcome,weight\nholds,1\ncost,1\n", encoding="utf-8")
    found = scores(table, read_weights(path), ALL)
    assert found[FORCE].score == pytest.approx(0.5 * 0.5 + 0.5 * 0.75)
    assert found[LARGE].score == found[NONE].score == pytest.approx(0.5)
    assert found[FORCE].rank == 1
    assert found[LARGE].rank == found[NONE].rank == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("outcome,weight\nhold,1\n", "Perhaps you meant 'holds'"),
        ("outcome,weight\nholds,-1\n", "outside 0 to"),
        ("outcome,weight\nholds,much\n", "much"),
        ("outcome,weight\nholds,0\n", "All weights are 0"),
        ("outcome,weight\n", "no rows"),
        ("outcome,weight\nholds,1\nholds,2\n", "holds"),
        ("what,weight\nholds,1\n", "outcome"),
    ],
)
def test_a_file_of_weights_that_names_no_outcome_is_refused(tmp_path, text, words):
    path = tmp_path / "weights.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        read_weights(path)
    assert words in str(error.value)
