"""Kaplan-Meier against sums done by hand, and against lifelines where it is installed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.precedents.spells_made_up import simulated, spells

from ceasefire.core.errors import UsageError
from ceasefire.precedents.survival import kaplan_meier

# At risk 5, 4, 2: survival 4/5, then 3/5 after two years, then 3/10 after six.
FIVE = [
    ("a", 0.0, 0.5, True),
    ("b", 0.0, 2.0, True),
    ("c", 0.0, 3.0, False),
    ("d", 0.0, 6.0, True),
    ("e", 0.0, 20.0, False),
]


def test_shares_by_hand() -> None:
    found = kaplan_meier(spells(FIVE))
    assert [share.broken for share in found.shares] == pytest.approx([0.2, 0.4, 0.7])
    assert [share.watched for share in found.shares] == [4, 2, 1]
    assert (found.n, found.failures, found.level) == (5, 3, "H2")


def test_interval_by_hand() -> None:
    five = kaplan_meier(spells(FIVE)).within(5)
    width = 1.959964 * math.sqrt(1 / (5 * 4) + 1 / (4 * 3)) / abs(math.log(0.6))
    assert five.low == pytest.approx(1 - 0.6 ** math.exp(-width), abs=1e-6)
    assert five.high == pytest.approx(1 - 0.6 ** math.exp(width), abs=1e-6)


def test_where_nobody_was_watched_the_share_is_unknown() -> None:
    share = kaplan_meier(spells(FIVE), (20.0, 21.0)).shares
    assert share[0].broken == pytest.approx(0.7)
    assert (share[1].broken, share[1].low, share[1].watched) == (None, None, 0)


def test_no_failure_is_zero_without_an_interval() -> None:
    one = kaplan_meier(spells([("a", 0.0, 4.0, False), ("b", 0.0, 9.0, True)]), (1.0, 9.0))
    assert (one.shares[0].broken, one.shares[0].low, one.shares[0].high) == (0.0, None, None)
    assert (one.shares[1].broken, one.shares[1].low) == (1.0, None)


def test_a_spell_cut_in_two_counts_as_one() -> None:
    cut = [row for row in FIVE if row[0] != "d"] + [("d", 0.0, 1.0, False), ("d", 1.0, 6.0, True)]
    assert kaplan_meier(spells(cut)).shares == kaplan_meier(spells(FIVE)).shares


def test_late_entry_counts_only_while_watched() -> None:
    late = kaplan_meier(spells([*FIVE, ("f", 1.0, 20.0, False)]))
    # Six less the first failure and the one not yet there: 4/5 at half a year, 5 at risk at two.
    assert late.within(1).broken == pytest.approx(0.2)
    assert late.within(5).broken == pytest.approx(1 - 0.8 * 0.8)


@pytest.mark.parametrize("horizons", [(0.0,), (-1.0,), (math.nan,)])
def test_a_horizon_must_be_positive(horizons: tuple[float, ...]) -> None:
    with pytest.raises(UsageError, match="positive number of years"):
        kaplan_meier(spells(FIVE), horizons)


def test_agrees_with_lifelines() -> None:
    pytest.importorskip("lifelines", reason="the extra `explore` is not installed")
    from lifelines import KaplanMeierFitter

    made = simulated(200, 3, 0.6, (-1.0, 0.3))
    stop, event = made.table["stop"].to_numpy(), made.table["event"].to_numpy()
    fitted = KaplanMeierFitter().fit(stop, event)
    for share in kaplan_meier(made).shares:
        assert share.broken is not None
        assert share.broken == pytest.approx(1 - fitted.predict(share.years), abs=1e-9)
        bounds = fitted.confidence_interval_
        row = bounds[bounds.index <= share.years].iloc[-1].to_numpy()
        assert np.sort([share.low, share.high]) == pytest.approx(np.sort(1 - row), abs=1e-6)
