"""Reach: candidates against a plain loop; leaving one out."""

import numpy as np
import pytest

from ceasefire.deploy.reach import Pledges, reach

PLEDGES = Pledges(
    troops=np.array([[3_000.0, 2_000.0, 1_000.0], [0.0, 4_000.0, 3_000.0]]),
    steps=np.array([[[10.0], [8.0], [4.0]], [[0.0], [16.0], [12.0]]]),
    leads=np.array([True, True, False]),
)


def loop(willing, available, size):
    """Return troops and the indispensable states of one draw, in plain Python."""

    def best(out=None):
        totals = [0.0]
        for pledged in PLEDGES.troops:
            brought = [
                min(p, a) if w and i != out else 0.0
                for i, (p, a, w) in enumerate(zip(pledged, available, willing, strict=True))
            ]
            led = any(b > 0 and lead for b, lead in zip(brought, PLEDGES.leads, strict=True))
            totals.append(sum(brought) if led else 0.0)
        return max(totals)

    return best(), [best() >= size and best(out) < size for out in range(3)]


def random_draws(count=400):
    rng = np.random.default_rng(5)
    willing = rng.random((count, 3)) < 0.7
    available = rng.integers(0, 5_000, (count, 3)).astype(float)
    return willing, available, rng.integers(500, 8_000, count).astype(float)


def test_every_draw_agrees_with_a_plain_loop():
    willing, available, size = random_draws()
    found = reach(PLEDGES, willing, available, size)
    for row in range(len(size)):
        troops, indispensable = loop(willing[row], available[row], size[row])
        assert found.troops[row] == pytest.approx(troops)
        assert found.indispensable[row].tolist() == indispensable


def test_what_states_bring_adds_up_and_never_exceeds_pledge_or_pool():
    willing, available, size = random_draws()
    found = reach(PLEDGES, willing, available, size)
    assert found.by_state.sum(axis=1) == pytest.approx(np.minimum(found.troops, size))
    assert (found.by_state <= available + 1e-9).all()
    assert (found.by_state <= PLEDGES.troops[found.candidate] + 1e-9).all()
    assert (found.by_state[~willing] == 0).all()


def test_without_a_lead_nobody_comes():
    willing = np.array([[False, False, True]])
    found = reach(PLEDGES, willing, np.full((1, 3), 9_000.0), np.array([500.0]))
    assert found.troops.tolist() == [0.0]
    assert not found.by_state.any()
    assert not found.steps.any()


def test_units_shrink_with_what_a_state_brings():
    found = reach(
        PLEDGES, np.ones((1, 3), dtype=bool), np.array([[1_500.0, 0.0, 0.0]]), np.array([9_000.0])
    )
    assert found.steps[0, :, 0] == pytest.approx([5.0, 0.0, 0.0])


def test_the_smallest_coalition_that_reaches_the_size_counts():
    everyone, plenty = np.ones((1, 3), dtype=bool), np.full((1, 3), 9_000.0)
    small = reach(PLEDGES, everyone, plenty, np.array([3_000.0]))
    assert small.candidate.tolist() == [0]
    assert small.by_state[0] == pytest.approx([1_500.0, 1_000.0, 500.0])
    assert small.troops.tolist() == [7_000.0]
    large = reach(PLEDGES, everyone, plenty, np.array([6_500.0]))
    assert large.candidate.tolist() == [1]


@pytest.mark.parametrize("rows", [1, 7, 64])
def test_any_split_of_rows_gives_the_same_bits(rows):
    willing, available, size = random_draws()
    whole = reach(PLEDGES, willing, available, size)
    parts = [
        reach(PLEDGES, willing[i : i + rows], available[i : i + rows], size[i : i + rows])
        for i in range(0, len(size), rows)
    ]
    assert np.concatenate([p.troops for p in parts]).tobytes() == whole.troops.tobytes()
    assert np.concatenate([p.steps for p in parts]).tobytes() == whole.steps.tobytes()
