"""Spells are checked before they are used, and every problem is named."""

from __future__ import annotations

import math

import polars as pl
import pytest
from tests.precedents.spells_made_up import spells

from ceasefire.core.errors import PackError, UsageError

GOOD = [("a", 0.0, 1.0, False, 0.0), ("a", 1.5, 3.0, True, 1.0), ("b", 0.0, 2.0, False, 1.0)]


def test_spells_are_counted_once_and_kept_in_order() -> None:
    made = spells(GOOD[::-1], "force")
    assert (made.n, made.failures) == (2, 1)
    assert made.table["spell"].to_list() == ["a", "a", "b"]
    assert made.table["start"].to_list() == [0.0, 1.5, 0.0]


def test_whole_spells_keep_the_first_covariates_and_the_last_day() -> None:
    whole = spells(GOOD, "force").whole().table
    assert whole.rows() == [("a", 0.0, 3.0, True, 0.0), ("b", 0.0, 2.0, False, 1.0)]


def test_a_part_has_its_own_name_and_class() -> None:
    part = spells(GOOD, "force").where(
        pl.col("spell") == "b", "b-only", "only b", reference_class="monitored_line", force="none"
    )
    assert (part.name, part.cases, part.n, part.failures) == ("b-only", "only b", 1, 0)
    assert (part.reference_class, part.force, part.level) == ("monitored_line", "none", "H2")


def test_an_unknown_covariate_is_left_out_not_zero() -> None:
    made = spells([*GOOD, ("c", 0.0, 9.0, True, None)], "force")
    assert (made.n, made.complete(("force",)).n) == (3, 2)
    with pytest.raises(UsageError, match="have no covariate 'cost'; they have: force"):
        made.complete(("cost",))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", 2.0, 1.0, True, 0.0)], "Spell 'a' runs from 2 to 1 years"),
        ([("a", 1.0, 1.0, True, 0.0)], "Spell 'a' runs from 1 to 1 years"),
        ([("a", -1.0, 1.0, True, 0.0)], "starts 1 years before its ceasefire"),
        (
            [("a", 0.0, 2.0, False, 0.0), ("a", 1.0, 3.0, True, 0.0)],
            "Two intervals of spell 'a' overlap at 1 years",
        ),
        (
            [("a", 0.0, 2.0, True, 0.0), ("a", 2.0, 3.0, False, 0.0)],
            "Spell 'a' goes on after it has failed",
        ),
        ([("a", 0.0, math.nan, True, 0.0)], "1 cells of 'stop' are not finite"),
        ([("a", 0.0, 1.0, True, math.nan)], "1 cells of 'force' are not finite"),
        ([("a", 0.0, None, True, 0.0), ("b", 0.0, 1.0, True, 0.0)], "1 cells of 'stop' are empty"),
        ([("a", 0.0, 1.0, None, 0.0), ("b", 0.0, 1.0, True, 0.0)], "1 cells of 'event' are empty"),
        ([("a", 0.0, 1.0, "yes", 0.0)], "'event' must say true or false"),
        ([("a", 0.0, 1.0, True, "many")], "The column 'force' holds String, not numbers"),
        ([], "No spell is left"),
    ],
)
def test_what_is_wrong_is_said(rows: list[tuple[object, ...]], said: str) -> None:
    with pytest.raises(PackError) as found:
        spells(rows, "force")
    assert said in str(found.value)


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(PackError, match="2 problems"):
        spells([("a", 2.0, 1.0, True), ("b", -1.0, 1.0, True)])


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", "H3"), ("reference_class", "civil_war"), ("force", "some")],
)
def test_unknown_words_are_refused(field: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"'{value}' is none of"):
        spells(GOOD, "force", **{field: value})
