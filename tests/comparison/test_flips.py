"""Flips: a known crossing is found, noise is not taken for one."""

import numpy as np
import pytest

from ceasefire.comparison.flips import by_choice, by_fifth, in_variants

RNG = np.random.default_rng(11)
N = 2_000
OK = np.ones(N, dtype=bool)


def test_the_crossing_of_a_line_is_found():
    values = RNG.uniform(0, 1, N)
    gain = 0.62 - values + RNG.normal(0, 0.2, N)
    found = by_fifth("provocation", values, gain, OK)
    assert found.turns
    assert found.value == pytest.approx(0.62, abs=0.02)
    assert [g.sign for g in found.groups] == [1, 1, 1, -1, -1]


def test_noise_does_not_turn():
    values = RNG.uniform(0, 1, N)
    found = by_fifth("anything", values, RNG.normal(0, 1, N), OK)
    assert not found.turns
    assert found.value is None


def test_a_lasting_advantage_does_not_turn():
    values = RNG.uniform(0, 1, N)
    found = by_fifth("strength", values, 0.1 + values, OK)
    assert not found.turns
    assert [g.sign for g in found.groups] == [1] * 5


def test_draws_that_failed_do_not_count():
    values = np.linspace(0, 1, N)
    gain = np.where(values > 0.5, 1.0, -1.0)
    found = by_fifth("size", values, gain, values > 0.5)
    assert all(group.mean == 1.0 for group in found.groups)
    assert sum(group.n for group in found.groups) == (values > 0.5).sum()


def test_a_fixed_quantity_and_too_few_draws_say_nothing():
    assert by_fifth("fixed", np.ones(N), RNG.normal(0, 1, N), OK) is None
    assert by_fifth("few", np.arange(20.0), np.ones(20), np.ones(20, dtype=bool)) is None


def test_choices_are_named():
    chosen = RNG.integers(0, 3, N).astype(float)
    gain = np.array([0.2, 0.0, -0.3])[chosen.astype(int)] + RNG.normal(0, 0.1, N)
    found = by_choice("variant", ("a", "b", "c"), chosen, gain, OK)
    assert [group.at for group in found.groups] == ["a", "b", "c"]
    assert found.turns
    assert by_choice("one", ("a",), np.zeros(N), gain, OK) is None


def test_each_variant_is_told_for_itself():
    # The gain turns with x in one variant alone; the other has none of it.
    x = np.linspace(0, 1, 400)
    first = np.arange(400) % 2 == 0
    noise = 0.01 * np.random.default_rng(3).normal(size=400)
    gain = np.where(first, x - 0.5, 0.2) + noise
    pooled = by_fifth("x", x, gain, np.ones(400, dtype=bool))
    assert pooled is not None
    assert pooled.stands_out
    found = in_variants(pooled, x, gain, {"first": first, "second": ~first, "none": x < 0})
    by_name = {one.variant: one for one in found.by_variant}
    assert set(by_name) == {"first", "second"}
    assert by_name["first"].turns
    assert not by_name["second"].turns
    assert by_name["first"].low.mean < 0 < by_name["first"].high.mean
