"""Cox, Weibull, concordance and cross-validation on spells whose truth is known."""

from __future__ import annotations

import math
import sys

import numpy as np
import pytest
from tests.precedents.spells_made_up import simulated, spells

from ceasefire.core.errors import SolverError, UsageError
from ceasefire.precedents.survival import (
    cox,
    cross_validated_c,
    proportional_hazards,
    raw_and_adjusted,
    weibull,
)
from ceasefire.precedents.survival.concordance import concordance

TRUTH = (math.log(0.4), 0.5)


@pytest.fixture
def lifelines() -> None:
    pytest.importorskip("lifelines", reason="the extra `explore` is not installed")


def test_concordance_by_hand() -> None:
    start, stop = np.zeros(3), np.array([1.0, 2.0, 3.0])
    event = np.array([True, True, False])
    assert concordance(start, stop, event, np.array([3.0, 2.0, 1.0])) == 1.0
    assert concordance(start, stop, event, np.array([1.0, 2.0, 3.0])) == 0.0
    # Pairs: first against second (tie) and third (right), second against third (right).
    assert concordance(start, stop, event, np.array([2.0, 2.0, 1.0])) == pytest.approx(2.5 / 3)
    assert concordance(start, stop, np.zeros(3, dtype=bool), np.ones(3)) is None


def test_concordance_takes_risks_as_they_are_then() -> None:
    # The second spell's risk falls below the first's before the first fails.
    start, stop = np.array([0.0, 0.0, 1.0]), np.array([2.0, 1.0, 3.0])
    event = np.array([True, False, False])
    assert concordance(start, stop, event, np.array([1.0, 9.0, 0.0])) == 1.0


@pytest.mark.usefixtures("lifelines")
def test_cox_by_hand() -> None:
    # Four spells, two failures, no ties; u is the hazard ratio.
    rows = [("a", 0.0, 1.0, True, 1.0), ("b", 0.0, 2.0, True, 0.0)]
    rows += [("c", 0.0, 3.0, False, 1.0), ("d", 0.0, 4.0, False, 0.0)]
    found = cox(spells(rows, "force"), ("force",))
    # At 1: force 2 of 4, mean 2u/(2u+2); at 2: force 1 of 3, mean u/(u+2). Their sum is 1:
    # u/(u+1) + u/(u+2) = 1 gives u^2 = 2.
    assert found.effect("force").hr == pytest.approx(math.sqrt(2), rel=1e-4)
    assert (found.n, found.failures, found.intervals, found.incomplete) == (4, 2, 4, 0)


@pytest.mark.usefixtures("lifelines")
def test_cox_recovers_what_was_put_in() -> None:
    found = cox(simulated(3000, 11, 0.6, TRUTH), ("force", "cost"))
    for name, truth in zip(("force", "cost"), TRUTH, strict=True):
        effect = found.effect(name)
        assert abs(effect.log_hr - truth) < 3 * effect.log_se
        assert effect.log_se < 0.06
        assert math.log(effect.low) < truth < math.log(effect.high)
    errors = [effect.log_se**2 for effect in found.effects]
    assert np.diag(found.variance) == pytest.approx(errors)


@pytest.mark.usefixtures("lifelines")
def test_presence_that_comes_late_counts_from_then_on() -> None:
    # The same spells cut where nothing changes leave the fit alone.
    whole = simulated(300, 5, 0.8, TRUTH)
    cut = []
    for spell, _, stop, event, force, cost in whole.table.iter_rows():
        cut.append((spell, 0.0, stop / 2, False, force, cost))
        cut.append((spell, stop / 2, stop, event, force, cost))
    one = cox(whole, ("force", "cost"))
    two = cox(spells(cut, "force", "cost"), ("force", "cost"))
    assert two.intervals == 2 * one.intervals
    assert two.log_hazard_ratios == pytest.approx(one.log_hazard_ratios, abs=1e-5)
    assert two.c_index == pytest.approx(one.c_index)


@pytest.mark.usefixtures("lifelines")
def test_weibull_recovers_shape_scale_and_ratios() -> None:
    found = weibull(simulated(3000, 11, 0.6, TRUTH), ("force", "cost"))
    assert found.shape_low < 0.6 < found.shape_high
    assert found.shape == pytest.approx(0.6, abs=0.04)
    assert found.scale == pytest.approx(10, rel=0.15)
    # A hazard ratio h stretches time by h^(-1/shape).
    for name, truth in zip(("force", "cost"), TRUTH, strict=True):
        assert found.ratio(name).low < math.exp(-truth / 0.6) < found.ratio(name).high


@pytest.mark.usefixtures("lifelines")
def test_weibull_without_covariates_has_no_order() -> None:
    found = weibull(simulated(1500, 2, 1.0, (0.0, 0.0)))
    assert found.shape == pytest.approx(1.0, abs=0.06)
    assert (found.ratios, found.c_index) == ((), None)


@pytest.mark.usefixtures("lifelines")
def test_cross_validation_is_below_the_apparent_figure_and_repeatable() -> None:
    made = simulated(120, 4, 0.6, TRUTH)
    found = cross_validated_c(made, ("force", "cost"), repeats=4)
    assert found == cross_validated_c(made, ("force", "cost"), repeats=4)
    assert found != cross_validated_c(made, ("force", "cost"), repeats=4, seed=2)
    apparent = cox(made, ("force", "cost")).c_index
    assert apparent is not None
    assert 0.55 < found.c_index < apparent
    assert (found.n, found.unused) == (120, 0)


@pytest.mark.usefixtures("lifelines")
def test_noise_orders_nothing() -> None:
    noise = simulated(300, 9, 0.6, (0.0, 0.0))
    assert cross_validated_c(noise, ("force", "cost"), repeats=4).c_index == pytest.approx(
        0.5, abs=0.06
    )


@pytest.mark.usefixtures("lifelines")
def test_assumptions_agree_with_lifelines_and_are_said_in_words() -> None:
    from lifelines import CoxPHFitter
    from lifelines.statistics import proportional_hazard_test

    from ceasefire.precedents.survival.lifelines_extra import frame

    made = simulated(300, 6, 0.7, TRUTH)
    found = proportional_hazards(made, ("force", "cost"))
    data = frame(made, ("force", "cost")).drop(columns=["spell", "start"])
    model = CoxPHFitter().fit(data, "stop", "event")
    expected = proportional_hazard_test(model, data, time_transform="rank").summary
    for check in found:
        assert check.p == pytest.approx(expected.loc[check.covariate, "p"], abs=0.01)
        assert check.holds
        assert "Nothing suggests" in check.words


@pytest.mark.usefixtures("lifelines")
def test_an_effect_that_fades_is_noticed() -> None:
    # Without a force half fail at once; with one as many fail, but late.
    early = [(f"n{at}", 0.0, 0.1 + 0.01 * at, True, 0.0) for at in range(40)]
    late = [(f"f{at}", 0.0, 5.0 + 0.01 * at, True, 1.0) for at in range(40)]
    rest = [(f"r{at}", 0.0, 5.5, False, float(at % 4 == 0)) for at in range(80)]
    (check,) = proportional_hazards(spells([*early, *late, *rest], "force"), ("force",))
    assert not check.holds
    assert "hazard ratio of 'force' rises as peace lasts" in check.words


@pytest.mark.usefixtures("lifelines")
def test_raw_and_adjusted_stand_side_by_side() -> None:
    # Forces go to the costlier wars, so that alone they seem to do less than they do.
    made = simulated(2000, 8, 0.8, TRUTH)
    rows = [
        (*row[:4], row[4], row[5] + row[4]) for row in made.table.iter_rows() if row[0] < "01999"
    ]
    rows.append(("zzz", 0.0, 1.0, True, 1.0, None))
    both = raw_and_adjusted(spells(rows, "force", "cost"), "force", ("cost",))
    assert (both.raw.n, both.raw_same.n, both.adjusted.n) == (2000, 1999, 1999)
    assert both.adjusted.effect("force").hr < both.raw.effect("force").hr
    assert f"by {both.adjusted.effect('force').hr:.2f}" in both.words


@pytest.mark.usefixtures("lifelines")
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", 0.0, 1.0, False, 1.0), ("b", 0.0, 2.0, False, 0.0)], "no spell failed"),
        ([("a", 0.0, 1.0, True, 1.0), ("b", 0.0, 2.0, False, 1.0)], "the same in every spell"),
    ],
)
def test_what_cannot_be_fitted_is_said(rows: list[tuple[object, ...]], said: str) -> None:
    for fit in (cox, weibull):
        with pytest.raises(SolverError, match=said):
            fit(spells(rows, "force"), ("force",))


@pytest.mark.usefixtures("lifelines")
def test_perfect_separation_gives_no_figure() -> None:
    rows = [(f"a{at}", 0.0, 1.0 + at, True, 1.0) for at in range(8)]
    rows += [(f"b{at}", 0.0, 20.0, False, 0.0) for at in range(8)]
    with pytest.raises(SolverError, match="could not be fitted"):
        cox(spells(rows, "force"), ("force",))


@pytest.mark.usefixtures("lifelines")
def test_weibull_refuses_late_entry() -> None:
    rows = [("a", 1.0, 2.0, True, 1.0), ("b", 0.0, 2.0, False, 0.0)]
    with pytest.raises(UsageError, match="1 enter after their ceasefire"):
        weibull(spells(rows, "force"), ("force",))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"model": "forest"}, "one of cox, weibull"),
        ({"folds": 1}, "Between 2 and 40 folds"),
        ({"folds": 41}, "Between 2 and 40 folds"),
        ({"repeats": 0}, "at least one repeat"),
    ],
)
def test_impossible_cross_validations_are_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        cross_validated_c(simulated(40, 1, 1.0, TRUTH), ("force",), **options)  # type: ignore[arg-type]


def test_without_lifelines_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lifelines", None)
    made = simulated(40, 1, 1.0, TRUTH)
    for fit in (cox, weibull):
        with pytest.raises(UsageError, match=r"pip install 'ceasefire\[explore\]'"):
            fit(made, ("force",))
