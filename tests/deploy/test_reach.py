"""Reach: who is willing against a plain loop; leaving one out, adding one."""

import numpy as np
import pytest

from ceasefire.deploy.reach import Pledges, reach, troops_of

PLEDGES = Pledges(
    troops=np.array([[3_000.0, 2_000.0, 1_000.0], [0.0, 4_000.0, 3_000.0]]),
    steps=np.array([[[12.0], [8.0], [4.0]], [[0.0], [16.0], [12.0]]]),
    has_steps=np.array([[20.0], [16.0], [12.0]]),
    step_troops=np.array([250.0]),
    leads=np.array([True, True, False]),
    manoeuvre=np.array([True]),
    minimum_troops=200.0,
)
FREE = np.array([np.inf])
NOBODY = np.zeros((1, 3), dtype=bool)


def loop(willing, barred, available, size, by_lead):
    """Return troops, the indispensable states and those whose joining suffices, in plain Python."""
    has = [5_000.0, 4_000.0, 3_000.0]
    could = [
        0.0 if shut or min(a, most) < 200.0 else min(a, most)
        for a, most, shut in zip(available, has, barred, strict=True)
    ]

    def brings(members):
        fighting = sum(could[i] for i in members if PLEDGES.leads[i])  # one kind of unit, manoeuvre
        return min(sum(could[i] for i in members), fighting * by_lead) if fighting else 0.0

    members = {i for i in range(3) if willing[i]}
    reached = brings(members) >= size
    lost = [reached and brings(members - {i}) < size for i in range(3)]
    joined = [brings(members | {i}) >= size for i in range(3)]
    return brings(members), lost, joined


def random_draws(count=400):
    rng = np.random.default_rng(5)
    willing = rng.random((count, 3)) < 0.7
    barred = rng.random((count, 3)) < 0.2
    available = rng.integers(0, 6_000, (count, 3)).astype(float)
    size = rng.integers(500, 12_000, count).astype(float)
    return willing & ~barred, barred, available, size, rng.choice([1.5, 4.0, np.inf], count)


def test_every_draw_agrees_with_a_plain_loop():
    willing, barred, available, size, by_lead = random_draws()
    found = reach(PLEDGES, willing, barred, available, size, by_lead)
    for row in range(len(size)):
        troops, lost, joined = loop(
            willing[row], barred[row], available[row], size[row], by_lead[row]
        )
        assert found.troops[row] == pytest.approx(troops)
        assert found.indispensable[row].tolist() == lost
        assert found.if_joined[row].tolist() == joined


def test_what_states_bring_adds_up_and_never_exceeds_what_they_have():
    willing, barred, available, size, by_lead = random_draws()
    found = reach(PLEDGES, willing, barred, available, size, by_lead)
    assert found.by_state.sum(axis=1) == pytest.approx(np.minimum(found.troops, size))
    assert (found.by_state <= np.minimum(available, PLEDGES.has_troops) + 1e-9).all()
    assert (found.by_state[~willing] == 0).all()
    assert (found.steps <= PLEDGES.has_steps + 1e-9).all()
    in_units = (found.steps * PLEDGES.step_troops).sum(axis=2)
    assert in_units == pytest.approx(found.by_state)


def test_a_state_that_no_candidate_asks_fills_up_what_is_short():
    alone = Pledges(
        troops=np.array([[3_000.0, 0.0, 0.0]]),
        steps=np.array([[[12.0], [0.0], [0.0]]]),
        has_steps=PLEDGES.has_steps,
        step_troops=PLEDGES.step_troops,
        leads=PLEDGES.leads,
        manoeuvre=PLEDGES.manoeuvre,
        minimum_troops=200.0,
    )
    everyone, plenty = np.ones((1, 3), dtype=bool), np.full((1, 3), 9_000.0)
    found = reach(alone, everyone, NOBODY, plenty, np.array([6_000.0]), FREE)
    # 3,000 are pledged; of the 9,000 left in units a third is asked of each.
    assert found.by_state[0] == pytest.approx([3_000 + 2_000 / 3, 4_000 / 3, 1_000.0])
    assert found.troops.tolist() == [12_000.0]


def test_without_a_lead_nobody_comes():
    willing = np.array([[False, False, True]])
    found = reach(PLEDGES, willing, NOBODY, np.full((1, 3), 9_000.0), np.array([500.0]), FREE)
    assert found.troops.tolist() == [0.0]
    assert not found.by_state.any()
    assert not found.steps.any()
    assert found.if_joined.tolist() == [[True, True, False]]


def test_less_than_the_least_useful_contribution_does_not_count():
    everyone = np.ones((1, 3), dtype=bool)
    found = reach(
        PLEDGES, everyone, NOBODY, np.array([[199.0, 200.0, 0.0]]), np.array([300.0]), FREE
    )
    assert found.troops.tolist() == [200.0]


def test_units_shrink_with_what_a_state_brings():
    everyone, first = np.ones((1, 3), dtype=bool), np.array([[1_500.0, 0.0, 0.0]])
    found = reach(PLEDGES, everyone, NOBODY, first, np.array([9_000.0]), FREE)
    assert found.steps[0, :, 0] == pytest.approx([6.0, 0.0, 0.0])


def test_the_smallest_coalition_that_reaches_the_size_counts():
    everyone, plenty = np.ones((1, 3), dtype=bool), np.full((1, 3), 9_000.0)
    small = reach(PLEDGES, everyone, NOBODY, plenty, np.array([3_000.0]), FREE)
    assert small.candidate.tolist() == [0]
    assert small.by_state[0] == pytest.approx([1_500.0, 1_000.0, 500.0])
    assert small.troops.tolist() == [12_000.0]
    large = reach(PLEDGES, everyone, NOBODY, plenty, np.array([6_500.0]), FREE)
    assert large.candidate.tolist() == [1]


def test_a_lead_with_little_leads_little():
    """A lead of 1,000 fighting soldiers where each leads three."""
    willing = np.array([[True, False, True]])
    available = np.array([[1_000.0, 0.0, 9_000.0]])
    found = reach(PLEDGES, willing, NOBODY, available, np.array([9_000.0]), np.array([3.0]))
    assert found.troops.tolist() == [3_000.0]
    assert found.by_state.sum() == pytest.approx(3_000.0)
    free = reach(PLEDGES, willing, NOBODY, available, np.array([9_000.0]), FREE)
    assert free.troops.tolist() == [4_000.0]


@pytest.mark.parametrize("rows", [1, 7, 64])
def test_any_split_of_rows_gives_the_same_bits(rows):
    draws = random_draws()
    whole = reach(PLEDGES, *draws)
    parts = [
        reach(PLEDGES, *(values[i : i + rows] for values in draws))
        for i in range(0, len(draws[0]), rows)
    ]
    for name in ("troops", "by_state", "steps", "indispensable", "if_joined"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert joined.tobytes() == getattr(whole, name).tobytes(), name


def test_the_troops_are_those_of_the_coalition():
    willing, barred, available, size, by_lead = random_draws()
    found = reach(PLEDGES, willing, barred, available, size, by_lead)
    alone = troops_of(PLEDGES, willing, barred, available, by_lead)
    assert alone.tobytes() == found.troops.tobytes()


def test_nobody_sends_less_than_is_worth_its_staff_if_the_others_have_enough():
    willing, barred, available, size, by_lead = random_draws(2_000)
    found = reach(PLEDGES, willing, barred, available, size, by_lead)
    wanted = np.minimum(found.troops, size)
    assert found.by_state.sum(axis=1) == pytest.approx(wanted)
    little = (found.by_state > 0) & (found.by_state < 200.0)
    # Where one is left, nobody else could take its part.
    rest = np.where(little, 0.0, np.where(willing, np.minimum(available, PLEDGES.has_troops), 0.0))
    assert (rest.sum(axis=1)[little.any(axis=1)] < wanted[little.any(axis=1)]).all()
    assert little.mean() < 0.01
