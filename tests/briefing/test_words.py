"""Numbers, dates and chances in words."""

from __future__ import annotations

from datetime import date

import pytest

from ceasefire.briefing import cells, words


@pytest.mark.parametrize(
    ("value", "published", "text"),
    [
        (17432, False, "17,000"),
        (0.0, False, "0"),
        (2.94, False, "2.9"),
        (0.0123, False, "0.012"),
        (999, False, "1,000"),
        (52500, True, "52,500"),
        (156115, True, "156,115"),
        (1.6, True, "1.6"),
    ],
)
def test_computed_numbers_have_two_digits_and_published_ones_their_own(
    value: float, published: bool, text: str
) -> None:
    assert words.number(value, published=published) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (17432, 38900, "17,000–39,000\u00a0troops"),
        (17432, 17390, "17,000\u00a0troops"),
        (0, 38900, "up to 39,000\u00a0troops"),
    ],
)
def test_a_range_has_its_unit_once_and_no_range_where_ends_agree(
    low: float, high: float, text: str
) -> None:
    assert words.troops_range(low, high) == text


def test_people_are_whole() -> None:
    assert words.whole_range(2.9, 6.94) == "3–7\u00a0troops"
    assert words.whole_range(0.4, 6.94, unit="") == "up to 7"
    assert words.whole_range(17432, 38900, unit="") == "17,000–39,000"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "none"), (0.004, "under 1%"), (0.451, "45%"), (0.996, "over 99%"), (1, "all")],
)
def test_shares_have_words_at_the_ends(share: float, text: str) -> None:
    assert words.percent(share) == text


def test_a_judged_chance_has_a_word_for_each_end_and_no_middle() -> None:
    assert words.chance(0.12, 0.28).words == "unlikely, 1–3 in 10"
    assert words.chance(0.21, 0.58).words == "unlikely to about even, 2–6 in 10"
    assert words.chance(0.97, 1.0).words == "almost sure, over 9 in 10"


def test_dates_counts_and_lists() -> None:
    assert words.day(date(2025, 2, 1)) == "1 February 2025"
    assert (words.small(0), words.small(3), words.small(1024)) == ("none", "three", "1,024")
    assert [words.join(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_cells_never_round_a_given_number_and_never_stay_blank() -> None:
    assert [cells.cell_text(value) for value in (52500.0, 0.0, None, "at least 5,000")] == [
        "52,500",
        "0",
        "not given",
        "at least 5,000",
    ]


def test_only_columns_of_quantities_stand_on_the_right() -> None:
    rows = [("Cyprus, 1974", "4–5", None, "45%", "1 in 10"), ("Sinai", "none", 7.0, "all", "x")]
    assert cells.numeric_columns(rows) == [False, True, True, True, False]


def test_a_judged_chance_stays_on_one_line() -> None:
    assert cells.unbroken("likely, 7–9 in 10, in 100 draws") == (
        "likely, 7–9\u00a0in\u00a010, in 100 draws"
    )
