"""Claims name checks and options that there are, with what each check needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ceasefire.scenario import check, load

HEADER = (
    "id,question,claim,quantity_low,quantity_high,unit,attributed_to,said_on,status,check_by,"
    "rule,option,threshold,grade,sources\n"
)


def claim(rule: str = "", option: str = "", low: str = "", threshold: str = "") -> str:
    return (
        f"C01,size,It is enough,{low},,troops,a minister,2025-01,reported,size,"
        f"{rule},{option},{threshold},E,\n"
    )


def test_a_claim_of_any_pack_may_name_a_check_and_an_option(minimal: Path) -> None:
    row = claim("ratio_needs_size", "guards", "1000")
    (minimal / "claims.csv").write_text(HEADER + row, encoding="utf-8")
    assert check(minimal) == ()
    (found,) = load(minimal).rows("claims")
    assert (found["rule"], found["option"]) == ("ratio_needs_size", "guards")


def test_a_table_without_these_columns_has_claims_without_checks(minimal: Path) -> None:
    header, row = (
        text.replace(gone, "check_by,grade" if "check_by" in gone else "size,E")
        for text, gone in (
            (HEADER, "check_by,rule,option,threshold,grade"),
            (claim(), "size,,,,E"),
        )
    )
    (minimal / "claims.csv").write_text(header + row, encoding="utf-8")
    assert check(minimal) == ()
    assert load(minimal).rows("claims")[0]["rule"] is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            claim("ratio_need_size", "guards", "1000"),
            "2:69: There is no check 'ratio_need_size'. Perhaps you meant 'ratio_needs_size'.",
        ),
        (
            claim("ratio_needs_size", "guard", "1000"),
            "2:86: There is no option 'guard'. Perhaps you meant 'guards'.",
        ),
        (claim(option="guard"), "There is no option 'guard'. Perhaps you meant 'guards'."),
        (
            claim("three_tests", "guards;guards"),
            "The check 'three_tests' takes 1 in 'option', not 2",
        ),
        (claim("three_tests"), "The check 'three_tests' takes 1 in 'option', not 0"),
        (
            claim("ratio_needs_size", "guards"),
            "2:23: The check 'ratio_needs_size' needs the cell 'quantity_low'. Fill it.",
        ),
        (
            claim("army_at_front", "", "1000"),
            "The check 'army_at_front' needs the cell 'threshold'. Fill it.",
        ),
    ],
)
def test_what_a_claim_lacks_is_named_with_its_place(minimal: Path, row: str, words: str) -> None:
    (minimal / "claims.csv").write_text(HEADER + row, encoding="utf-8")
    (problem,) = check(minimal)
    text = str(problem).replace(f"{minimal}/", "")
    assert text.startswith("claims.csv:2:")
    assert words in text
