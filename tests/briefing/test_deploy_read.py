"""How the deploy section prints units and money."""

from __future__ import annotations

import numpy as np
import pytest

from ceasefire.briefing.deploy_read import counted, money, plural
from ceasefire.briefing.read import Spread


@pytest.mark.parametrize(
    ("title", "several"),
    [
        ("Supply and transport company", "Supply and transport companies"),
        ("Engineer company with mine clearance", "Engineer companies with mine clearance"),
        ("Air defence battery", "Air defence batteries"),
        ("Field hospital element", "Field hospital elements"),
        ("Convoy", "Convoys"),
        ("Headquarters mess", "Headquarters messes"),
    ],
)
def test_units_have_a_plural(title: str, several: str) -> None:
    assert plural(title) == several


def test_units_are_counted_in_the_number_of_their_range() -> None:
    title = "Supply and transport company"
    assert counted(title, np.array([11.0, 29.0])) == "11–29 supply and transport companies"
    assert counted(title, np.array([0.2, 5.0])) == "up to 5 supply and transport companies"
    assert counted(title, np.array([1.0, 1.0])) == "one supply and transport company"
    assert counted(title, np.array([0.0, 1.0])) == "up to 1 supply and transport company"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (4.1, 8.0, "4.1–8.0"),
        (9.1, 15.2, "9.1–15"),
        (20, 40, "20–40"),
        (2, 2, "2"),
        (0, 3, "up to 3"),
    ],
)
def test_money_has_as_many_digits_at_both_ends(low: float, high: float, words: str) -> None:
    middle = (low + high) / 2
    spread = Spread(
        p05=low,
        p25=low,
        p50=middle,
        p75=high,
        p95=high,
        mean=middle,
        se=0.0,
        n=9,
        dots=(),
        judged=False,
        unit="eur_2025_bn",
        grade="D",
        sources=(),
        computed_from=("deploy/x/cost",),
    )
    assert money(spread) == words
