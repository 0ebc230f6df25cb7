"""How numbers, dates and chances are printed: the rules of the page, one by one."""

from __future__ import annotations

import doctest
import itertools
import locale
import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.briefing import words
from ceasefire.briefing.words import (
    NBSP,
    chance,
    day,
    join,
    number,
    percent,
    small,
    troops_range,
    when,
)


def test_examples_in_the_docstrings_hold() -> None:
    tried = doctest.testmod(words)
    assert tried.attempted >= 7
    assert tried.failed == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (9.96, "10"),
        (0.0123, "0.012"),
        (99_500.0, "100,000"),
        (1_260_000.0, "1,300,000"),
        (-17_432.0, "−17,000"),
    ],
)
def test_computed_numbers_have_two_significant_digits(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(52_500.0, "52,500"), (156_115.0, "156,115"), (2.35, "2.35"), (0, "0")]
)
def test_published_numbers_stay_as_published(value: float, text: str) -> None:
    assert number(value, published=True) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("published", [False, True])
def test_what_is_no_number_is_refused(value: float, published: bool) -> None:
    with pytest.raises(ValueError, match="cannot be printed"):
        number(value, published=published)


@given(st.floats(min_value=1e-3, max_value=5e6))
def test_rounding_stays_within_five_per_cent(value: float) -> None:
    text = number(value)
    assert re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d+)?", text)
    assert float(text.replace(",", "")) == pytest.approx(value, rel=0.0501)
    digits = text.replace(",", "").replace(".", "").strip("0")
    assert len(digits) <= 2


def test_a_range_names_its_unit_once_and_never_breaks_before_it() -> None:
    assert troops_range(17_432, 38_900) == f"17,000–39,000{NBSP}troops"
    assert troops_range(17_432, 38_900, unit="") == "17,000–39,000"
    assert troops_range(40_100, 39_900) == f"40,000{NBSP}troops"
    assert troops_range(0, 38_900) == f"up to 39,000{NBSP}troops"
    assert troops_range(0, 0) == f"0{NBSP}troops"


def test_percent_is_open_at_the_ends_but_says_none_and_all() -> None:
    shares = [0.0, 1e-9, 0.0099, 0.01, 0.5, 0.99, 0.9901, 1 - 1e-9, 1.0]
    assert [percent(share) for share in shares] == [
        "none",
        "under 1%",
        "under 1%",
        "1%",
        "50%",
        "99%",
        "over 99%",
        "over 99%",
        "all",
    ]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.0, 0.04, "almost none: under 1 in 10"),
        (0.12, 0.31, "unlikely: 1–3 in 10"),
        (0.06, 0.31, "unlikely: 1–3 in 10"),
        (0.02, 0.31, "almost none to unlikely: up to 3 in 10"),
        (0.4, 0.4, "about even: 4 in 10"),
        (0.5, 0.96, "about even to almost sure: at least 5 in 10"),
        (0.7, 0.9, "likely: 7–9 in 10"),
        (0.96, 1.0, "almost sure: over 9 in 10"),
        (0.0, 1.0, "almost none to almost sure: 0–10 in 10"),
    ],
)
def test_a_judged_chance_is_a_word_and_one_digit(low: float, high: float, text: str) -> None:
    band = chance(low, high)
    assert band.words == text
    assert (band.low, band.high) == (low, high)


@pytest.mark.parametrize("ends", [(-0.1, 0.5), (0.6, 0.5), (0.5, 1.1), (math.nan, 0.5)])
def test_a_chance_outside_nought_and_one_is_refused(ends: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no range of probabilities"):
        chance(*ends)


def test_no_judged_chance_short_of_knowing_nothing_claims_certainty() -> None:
    tenths = [n / 20 for n in range(21)]
    for low, high in itertools.combinations_with_replacement(tenths, 2):
        text = chance(low, high).words
        if round(low * 10) > 0 or round(high * 10) < 10:
            assert "–10 in" not in text
            assert not re.search(r": (0|10) in 10", text)


def test_dates_read_like_a_newspaper_whatever_the_locale() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("C", "C.UTF-8", "de_DE.UTF-8"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            months = [day(date(2025, month, 9)).split()[1] for month in range(1, 13)]
            assert months[0] == "January"
            assert months[2] == "March"
            assert months[11] == "December"
            assert len(set(months)) == 12
    finally:
        locale.setlocale(locale.LC_TIME, before)
    assert day(date(2025, 2, 1)) == "1 February 2025"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2025", "2025"),
        ("2025-01", "January 2025"),
        ("2025-01-09", "9 January 2025"),
        ("2025-13", "2025-13"),
        ("", ""),
        ("spring 2025", "spring 2025"),
    ],
)
def test_a_date_may_lack_its_day_or_month(text: str, shown: str) -> None:
    assert when(text) == shown


def test_counts_and_lists() -> None:
    assert [small(n) for n in (0, 1, 10, 11, 1024)] == ["none", "one", "ten", "11", "1,024"]
    assert [join(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
