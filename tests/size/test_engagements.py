"""The lookup of past engagements: the right bin, its n, and no curve between bins."""

import numpy as np
import pytest

from ceasefire.scenario import load
from ceasefire.size.engagements import attacker_wins, bins_of
from ceasefire.size.window import local_ratio

BINS = ((0.5, 0.4, 77.0), (1.0, 0.55, 150.0), (8.2, 1.0, None))


def test_a_ratio_takes_the_bin_it_lies_in():
    ratio = np.array([0.5, 0.99, 1.0, 1.49, 8.19, 8.2, 30.0])
    wins, cases = attacker_wins(ratio, BINS)
    assert wins.tolist() == [0.4, 0.4, 0.55, 0.55, 0.55, 1.0, 1.0]
    assert cases[:5].tolist() == [77, 77, 150, 150, 150]
    assert np.isnan(cases[5:]).all()


def test_a_ratio_below_the_table_takes_its_lowest_bin():
    wins, cases = attacker_wins(np.array([0.01]), BINS)
    assert (wins[0], cases[0]) == (0.4, 77.0)


def test_the_shipped_table_is_read_whole_and_is_not_monotone():
    bins = bins_of(load("ukraine-2025").rows("engagements"))
    counted = [n for _, _, n in bins if n is not None]
    # 672 engagements in all; the copy seen cut off the count of the highest bin.
    assert (len(bins), sum(counted)) == (11, 629)
    shares = [share for _, share, _ in bins]
    assert shares != sorted(shares)


def test_the_local_ratio_counts_host_and_force_alike():
    ratio = local_ratio(6.0, np.array([4.0, 4.0]), np.array([0.0, 2.0]))
    assert ratio == pytest.approx([1.5, 1.0])
