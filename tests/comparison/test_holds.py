"""The rule of evidence: every variant, and both ends of every judgement."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.comparison.holds import NEARLY_ALL, Tally, ends, rule_of_evidence
from ceasefire.draws.fifths import fifths, share_range

N = 1000
ALL = np.ones(N, dtype=bool)
NONE = ~ALL
PLACE = np.linspace(0.5, 1.0, N)


def share(part):
    """Return a truth that holds in this part of the draws, spread evenly."""
    return (np.arange(N) * part) % 1 + part > 1 - 1e-9 if part else NONE


@pytest.mark.parametrize(
    ("variants", "verdict"),
    [
        ({"a": ALL}, "supported"),
        ({"a": NONE}, "refuted"),
        ({"a": ALL, "b": ALL}, "supported"),
        ({"a": NONE, "b": NONE}, "refuted"),
        ({"a": ALL, "b": NONE}, "contested"),
        ({"a": share(0.5)}, "contested"),
        ({"a": ALL, "b": share(0.5)}, "contested"),
        ({"a": NONE, "b": share(0.5)}, "contested"),
        ({"a": ALL, "b": ALL, "c": share(0.9)}, "contested"),
        ({}, "contested"),
    ],
)
def test_truth_table_over_variants(variants, verdict):
    assert rule_of_evidence(variants, ALL, {}) == verdict


def test_the_threshold_is_met_not_passed():
    just, short = np.arange(N) < 950, np.arange(N) < 949
    assert rule_of_evidence({"a": just}, ALL, {}) == "supported"
    assert rule_of_evidence({"a": short}, ALL, {}) == "contested"
    assert rule_of_evidence({"a": ~just}, ALL, {}) == "refuted"
    assert rule_of_evidence({"a": ~short}, ALL, {}) == "contested"


@pytest.mark.parametrize("end", ["lowest", "highest"])
def test_a_judgement_that_breaks_the_claim_in_one_fifth_contests_it(end):
    """96% of all draws, but not where the judgement lies at one end."""
    edge = np.quantile(PLACE, 0.04) >= PLACE
    broken = edge if end == "lowest" else edge[::-1]
    assert rule_of_evidence({"a": ~broken}, ALL, {}) == "supported"
    assert rule_of_evidence({"a": ~broken}, ALL, {"judged": PLACE}) == "contested"
    assert rule_of_evidence({"a": broken}, ALL, {}) == "refuted"
    assert rule_of_evidence({"a": broken}, ALL, {"judged": PLACE}) == "contested"


def test_a_judgement_counts_in_every_variant():
    low = np.quantile(PLACE, 0.04) >= PLACE
    assert rule_of_evidence({"a": ALL, "b": ~low}, ALL, {"judged": PLACE}) == "contested"
    assert rule_of_evidence({"a": ALL, "b": ALL}, ALL, {"judged": PLACE}) == "supported"
    other = np.roll(PLACE, 500)
    assert rule_of_evidence({"a": ~low}, ALL, {"x": other, "judged": PLACE}) == "contested"


def test_draws_that_are_not_ok_do_not_count():
    half = np.arange(N) < 500
    assert rule_of_evidence({"a": half}, half, {}) == "supported"
    assert rule_of_evidence({"a": half}, ~half, {}) == "refuted"
    assert rule_of_evidence({"a": half}, ALL, {}) == "contested"


def test_no_ok_draw_decides_nothing():
    assert rule_of_evidence({"a": ALL}, NONE, {"judged": PLACE}) == "contested"


@given(st.integers(5, 400), st.integers(0, 2**32 - 1))
def test_fifths_are_the_ends_of_a_parameter(n, seed):
    values = np.random.default_rng(seed).random(n)
    low, high = fifths(values)
    assert not (low & high).any()
    assert low.mean() == pytest.approx(0.2, abs=1.1 / n)
    assert high.mean() == pytest.approx(0.2, abs=1.1 / n)
    assert values[low].max() < values[~low].min()
    assert values[high].min() > values[~high].max()


@given(st.lists(st.booleans(), min_size=20, max_size=60), st.integers(0, 2**32 - 1))
def test_a_claim_and_its_contrary_are_never_both_supported(truth, seed):
    holds = np.array(truth)
    ok = np.ones(len(truth), dtype=bool)
    judged = {"x": np.random.default_rng(seed).random(len(truth))}
    verdict = rule_of_evidence({"a": holds}, ok, judged)
    contrary = rule_of_evidence({"a": ~holds}, ok, judged)
    swapped = {"supported": "refuted", "refuted": "supported", "contested": "contested"}
    assert contrary == swapped[verdict]
    if verdict == "supported":
        assert holds.mean() >= NEARLY_ALL


@given(st.integers(2, 60), st.integers(1, 20), st.integers(0, 2**32 - 1))
def test_counting_block_after_block_gives_the_shares_of_the_whole(n, rows, seed):
    random = np.random.default_rng(seed)
    truth, ok = random.random(n) < 0.7, random.random(n) < 0.8
    ok[0] = True
    judged = {name: random.random(n) for name in ("x", "y")}
    tally = Tally({name: ends(values) for name, values in judged.items()})
    for start in range(0, n, rows):
        part = slice(start, start + rows)
        tally.add({"a": truth[part]}, ok[part], {k: v[part] for k, v in judged.items()})
    assert tally.known == ok.sum()
    assert tally.share("a") == truth[ok].mean()
    assert tally.share_range("a") == share_range(truth, ok, judged)
    assert tally.share_range("a", ("y",)) == share_range(truth, ok, {"y": judged["y"]})
    assert tally.verdict() == rule_of_evidence({"a": truth}, ok, judged)


@pytest.mark.parametrize("world", [0, 1, 2])
def test_a_claim_that_breaks_in_one_world_is_contested(world):
    """96% of all draws, but 88% of one world in three."""
    worlds = (np.arange(N) % 3).astype(float)
    broken = (worlds == world) & (np.arange(N) < 120)
    assert rule_of_evidence({"a": ~broken}, ALL, {}) == "supported"
    assert rule_of_evidence({"a": ~broken}, ALL, {}, {"choice": worlds}) == "contested"
    assert rule_of_evidence({"a": broken}, ALL, {}) == "refuted"
    assert rule_of_evidence({"a": broken}, ALL, {}, {"choice": worlds}) == "contested"
    tally = Tally({}, {"choice": 3})
    tally.add({"a": ~broken}, ALL, {"choice": worlds})
    assert tally.weakest("a") == ("choice", world)
    # The share of the page spans judgements; the worlds stand beside it.
    assert tally.share_range("a") == (0.96, 0.96)
    assert tally.extremes("a")[0] == pytest.approx(1 - 40 / np.sum(worlds == world))


def test_a_world_without_a_draw_decides_nothing():
    worlds = np.zeros(N)
    tally = Tally({}, {"choice": 3})
    tally.add({"a": ALL}, ALL, {"choice": worlds})
    assert tally.verdict() == "supported"
    assert tally.weakest("a") is None
