"""Figures of the files themselves, where ``CEASEFIRE_EXTERNAL_DATA`` names their folder."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from ceasefire.precedents.survival import (
    Spells,
    cox,
    cross_validated_c,
    fortna_groups,
    kaplan_meier,
    post_cold_war,
    proportional_hazards,
    raw_and_adjusted,
    read_fortna,
    read_operations,
    read_ucdp_agreements,
    read_ucdp_termination,
    three_classes,
    ucdp_groups,
    weibull,
)
from ceasefire.precedents.survival.fortna import ADJUSTMENTS

ROUNDED = 0.0051  # a share given with two digits
MODEL = ("presence", *ADJUSTMENTS)


@pytest.fixture(scope="module")
def fortna(external: Path) -> Spells:
    return read_fortna(external / "fortna_peacekept" / "spells_timevarying.csv")


@pytest.fixture(scope="module")
def dyads(external: Path) -> Spells:
    return read_ucdp_termination(external / "ucdp_termination" / "ucdp-term-dyad-3-2021.csv")


@pytest.fixture(scope="module")
def agreements(external: Path) -> Spells:
    return read_ucdp_agreements(external / "ucdp_termination" / "ucdp-peace-agreements-221.csv")


@pytest.fixture
def lifelines() -> None:
    pytest.importorskip("lifelines", reason="the extra `explore` is not installed")


def broken(spells: Spells, *years: float) -> list[float | None]:
    return [share.broken for share in kaplan_meier(spells, years).shares]


def test_fortna_counts_and_default_priors(fortna: Spells) -> None:
    recent = post_cold_war(fortna)
    assert (fortna.n, fortna.failures) == (156, 84)
    assert (recent.n, recent.failures) == (94, 54)
    stored = {row.id: row for row in three_classes()["civil_war_truce"]}
    for group in fortna_groups(fortna):
        row, found = stored[group.name], kaplan_meier(group)
        assert (found.n, found.failures, group.level) == (row.n, row.failures, row.level)
        for years, share in ((1, row.broken_1y), (5, row.broken_5y), (10, row.broken_10y)):
            assert found.within(years).broken == pytest.approx(share, abs=ROUNDED)
        assert found.within(5).low == pytest.approx(row.low, abs=ROUNDED)
        assert found.within(5).high == pytest.approx(row.high, abs=ROUNDED)


@pytest.mark.parametrize(
    ("condition", "n", "shares"),
    [
        (pl.col("victory") == 1, 21, [0.14, 0.19, 0.33, 0.40]),
        (pl.col("settlement") == 1, 29, [0.21, 0.28, 0.41, 0.49]),
        ((pl.col("victory") == 0) & (pl.col("settlement") == 0), 44, [0.48, 0.59, 0.73, 0.73]),
    ],
)
def test_fortna_by_ending(fortna: Spells, condition: pl.Expr, n: int, shares: list[float]) -> None:
    group = post_cold_war(fortna).where(condition, "group", "a group")
    assert group.n == n
    assert broken(group, 1, 2, 5, 10) == pytest.approx(shares, abs=ROUNDED)


@pytest.mark.usefixtures("lifelines")
def test_fortna_cox(fortna: Spells) -> None:
    recent = post_cold_war(fortna)
    found = raw_and_adjusted(recent, "presence", ADJUSTMENTS)
    fit = found.adjusted
    assert (fit.n, fit.failures, fit.intervals, fit.incomplete) == (83, 47, 118, 11)
    ratios = [effect.hr for effect in fit.effects]
    assert ratios == pytest.approx([0.372, 0.229, 0.403, 1.347, 0.668], abs=0.001)
    errors = [effect.log_se for effect in fit.effects]
    assert errors == pytest.approx([0.356, 0.430, 0.350, 0.089, 0.125], abs=0.001)
    assert fit.c_index == pytest.approx(0.753, abs=0.001)
    assert found.raw.effect("presence").hr == pytest.approx(0.618, abs=0.001)
    assert found.raw.c_index == pytest.approx(0.558, abs=0.001)
    everything = cox(fortna, MODEL)
    assert (everything.n, everything.effect("presence").hr) == (143, pytest.approx(0.467, abs=1e-3))
    assert cox(fortna, ("presence",)).effect("presence").hr == pytest.approx(1.08, abs=0.005)
    assert all(check.holds for check in proportional_hazards(recent, MODEL))


@pytest.mark.usefixtures("lifelines")
@pytest.mark.parametrize(
    ("covariates", "ratios"),
    [
        (("consent_presence", "enforcement_presence"), [0.369, 0.378]),
        (("un_presence", "other_presence"), [0.456, 0.295]),
    ],
)
def test_fortna_kinds_of_force(
    fortna: Spells, covariates: tuple[str, ...], ratios: list[float]
) -> None:
    fit = cox(post_cold_war(fortna), (*covariates, *ADJUSTMENTS))
    assert [fit.effect(name).hr for name in covariates] == pytest.approx(ratios, abs=0.001)


@pytest.mark.usefixtures("lifelines")
def test_fortna_weibull(fortna: Spells) -> None:
    recent = post_cold_war(fortna)
    found = weibull(recent, ("presence_ever", *ADJUSTMENTS))
    assert (found.n, found.shape) == (83, pytest.approx(0.61, abs=0.005))
    ratios = [found.ratio(name).ratio for name in ("presence_ever", "settlement", "victory")]
    assert ratios == pytest.approx([7.2, 3.4, 11.4], rel=0.02)
    assert found.c_index == pytest.approx(0.768, abs=0.001)
    assert weibull(recent).shape == pytest.approx(0.50, abs=0.01)
    assert weibull(fortna).shape == pytest.approx(0.45, abs=0.01)


@pytest.mark.usefixtures("lifelines")
def test_fortna_cross_validated(fortna: Spells) -> None:
    # About 0.74 holds for a force at any time, which knows the future; 0.72 for one there now.
    # Fifty folds with a spread of 0.07 leave an error of 0.01.
    recent = post_cold_war(fortna)
    ever = cross_validated_c(recent.whole(), ("presence_ever", *ADJUSTMENTS))
    now = cross_validated_c(recent, MODEL)
    assert ever.c_index == pytest.approx(0.739, abs=0.02)
    assert now.c_index == pytest.approx(0.722, abs=0.02)
    assert (now.n, now.failures, now.unused) == (83, 47, 0)


def test_fortna_in_the_format_of_stata(external: Path, fortna: Spells) -> None:
    pytest.importorskip("pandas", reason="the extra `explore` is not installed")
    found = read_fortna(external / "fortna_peacekept" / "pk_pkept.dta")
    assert found.table["spell"].cast(pl.Float64).to_list() == (
        fortna.table["spell"].cast(pl.Float64).to_list()
    )
    for name in ("start", "stop", "presence", "log_cost"):
        ours, theirs = found.table[name], fortna.table[name]
        assert ours.is_null().to_list() == theirs.is_null().to_list()
        assert ours.drop_nulls().to_list() == pytest.approx(theirs.drop_nulls().to_list(), rel=1e-5)


def test_ucdp_counts_dyads_that_share_a_rounded_id(dyads: Spells) -> None:
    # Grouped by the rounded episode id, 721 spells and 233 recurrences are found.
    assert (dyads.n, dyads.failures) == (849, 270)
    assert len(dyads.left_out) == 3
    assert broken(dyads, 1, 2, 5, 10) == pytest.approx([0, 0.098, 0.257, 0.303], abs=0.001)


@pytest.mark.parametrize(
    ("name", "counts", "shares"),
    [
        ("ucdp-ceasefire-within", (80, 36), [0.376, 0.417]),
        ("ucdp-interstate", (68, 23), [0.191, 0.252]),
        ("ucdp-interstate-agreed", (29, 9), [0.034, 0.174]),
        ("ucdp-interstate-fizzled", (19, 8), [0.368, 0.368]),
        ("ucdp-interstate-wars", (28, 10), [0.214, 0.250]),
    ],
)
def test_ucdp_groups(
    dyads: Spells, name: str, counts: tuple[int, int], shares: list[float]
) -> None:
    (group,) = (group for group in ucdp_groups(dyads) if group.name == name)
    assert (group.n, group.failures) == counts
    assert broken(group, 5, 10) == pytest.approx(shares, abs=0.001)
    # The shipped prior is the same share, written with two digits.
    (row,) = (row for rows in three_classes().values() for row in rows if row.id == group.name)
    five = kaplan_meier(group).within(5)
    assert row.broken_5y is not None
    assert five.low is not None
    assert five.high is not None
    assert row.broken_5y == pytest.approx(five.broken, abs=ROUNDED)
    assert five.low <= row.broken_5y <= five.high


@pytest.mark.usefixtures("lifelines")
def test_ucdp_cox(dyads: Spells) -> None:
    endings = ("peace_agreement", "ceasefire_agreement", "victory_a", "victory_b", "side_gone")
    fit = cox(dyads, (*endings, "territory", "post_1989", "war", "interstate"))
    found = [fit.effect(name).hr for name in endings[:4]]
    assert (fit.n, fit.incomplete) == (848, 1)
    # On 721 spells: 0.31, 0.63, 0.23, 0.12.
    assert found == pytest.approx([0.33, 0.68, 0.25, 0.13], abs=0.01)
    assert fit.effect("territory").hr == pytest.approx(1.50, abs=0.01)
    assert fit.c_index == pytest.approx(0.734, abs=0.001)


def test_agreements(agreements: Spells) -> None:
    # Six of 374 ended without a date or before they began.
    assert (agreements.n, agreements.failures, len(agreements.left_out)) == (368, 128, 6)
    assert broken(agreements, 1, 5, 10) == pytest.approx([0.21, 0.31, 0.35], abs=0.01)
    full = agreements.where(pl.col("full") == 1, "full", "full agreements")
    assert (full.n, broken(full, 1, 5, 10)) == (
        pytest.approx(77, abs=1),
        pytest.approx([0.17, 0.21, 0.21], abs=0.015),
    )


@pytest.mark.usefixtures("lifelines")
def test_agreements_cox(agreements: Spells) -> None:
    # Reported on 374: 0.46, 1.78, 1.20.
    names = ("full", "ceasefire_clause", "peacekeeping_clause")
    fit = cox(agreements, names)
    assert [fit.effect(name).hr for name in names] == pytest.approx([0.46, 1.78, 1.20], abs=0.08)


@pytest.mark.usefixtures("lifelines")
def test_operations_cox(root: Path) -> None:
    path = root / "src/ceasefire/packs/reference/operations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        missions = read_operations(csv.DictReader(file), lines_only=False)
    fit = cox(missions, ("full_consent", "forward_presence", "log_troops", "robust"))
    assert (missions.n, missions.failures, fit.n) == (78, 36, 76)
    assert [effect.hr for effect in fit.effects] == pytest.approx(
        [0.29, 0.06, 1.10, 0.88], abs=0.02
    )
    assert fit.c_index == pytest.approx(0.67, abs=0.005)
