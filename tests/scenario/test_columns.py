"""Tables against their declared columns, and lines against their sectors."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from ceasefire.core.units import UNITS
from ceasefire.scenario import check, load
from ceasefire.scenario.columns import declared
from ceasefire.scenario.packs import PACKS

Found = Callable[..., list[str]]

TABLE_MISTAKES = [
    ("id,proposer", "id,proposers", "'proposers' is not known in proposals.csv. Perhaps you meant"),
    ("id,proposer", "id,proposers", "1:1: The column 'proposer' is missing"),
    ("id,proposer", "id,id", "'id' stands here a second time"),
    ("2025-01-31,1000", "2025-01-31,1k", "2:55: '1k' in 'troops_low' is not a number"),
    ("2025-01-31,1000", "2025-01-31,-1", "-1 in 'troops_low' is outside 0 to 5000000"),
    ("2025-01-31,1000", "2025-01-31,nan", "'nan' in 'troops_low' is not a number"),
    ("2025-01,2025-01-31", "2025-01,31.1.2025", "'31.1.2025' in 'known_from' is not a date"),
    ("2025-01,2025-01-31", ",2025-01-31", "The cell of 'date' is blank"),
    ("secret note,B", "secret note,F", "'F' does not fit 'grade'"),
    ("B,plan-2025\npool", "B,\npool", "grade B and no source"),
    ("pool,Another,,", "pool,Another,", "The row has 10 cells, the header 11"),
    ('"Institute, Oslo"', '"Institute, Oslo', "cannot be read"),
    ("early,An analyst", ",An analyst", "The cell of 'id' is blank"),
]


@pytest.mark.parametrize(("old", "new", "words"), TABLE_MISTAKES)
def test_a_mistake_in_a_table_is_named(old: str, new: str, words: str, found: Found) -> None:
    messages = found("proposals.csv", old, new)
    assert any(words in message for message in messages), messages


def test_a_place_after_a_cell_of_two_lines(found: Found) -> None:
    messages = found("proposals.csv", '"Institute, Oslo",2025-01,', '"Institute,\nOslo",soon,')
    assert messages == [
        "proposals.csv:3:7: 'soon' in 'date' is not a date. Write 2025-01-31, 2025-01 or 2025."
    ]


def test_a_wrong_table_is_not_listed_row_by_row(minimal: Path) -> None:
    text = (minimal / "proposals.csv").read_text()
    (minimal / "proposals.csv").write_text(text + "early,x,,soon,soon,many,,pool,,Z,none\n" * 5000)
    problems = check(minimal)
    assert len(problems) < 250
    assert any("were not checked" in problem.what for problem in problems)


def test_an_empty_table_lacks_its_header(minimal: Path) -> None:
    (minimal / "proposals.csv").write_text("\n")
    assert "Start with a line of column names: id, proposer" in str(check(minimal)[0])


def test_a_row_that_names_an_unseen_row_is_unseen_with_it(minimal: Path) -> None:
    (minimal / "movement_nodes.csv").write_text(
        "id,name,country,iso3,lat,lon,kind,home_of,note,known_from,grade,sources\n"
        "a,A,Norway,NOR,60,10,city,,,,E,\nb,B,Norway,NOR,60,11,port,,,2026,E,\n"
    )
    arrival = "placement,node,share,note,grade,sources\nrear,a,1,,E,\n"
    (minimal / "reception.csv").write_text(arrival)
    columns = declared()["movement_links"].columns
    cells = dict.fromkeys(columns, "1") | {
        **{"id": "K", "from": "a", "to": "b", "mode": "rail", "gauge_change": "false"},
        **{"available_from": "", "known_from": "", "grade": "E", "sources": ""},
    }
    with (minimal / "movement_links.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, list(columns))
        table.writeheader()
        table.writerow(cells)
        table.writerow(cells | {"id": "L", "to": "c"})
    assert [str(problem.what) for problem in check(minimal)] == [
        "'c' in 'to' is not a movement_nodes.id"
    ]
    text = (minimal / "movement_links.csv").read_text()
    (minimal / "movement_links.csv").write_text(text.rsplit("L,", 1)[0])
    assert load(minimal).rows("movement_links") == ()
    assert len(load(minimal, as_of="2026").rows("movement_links")) == 1


def test_a_cell_known_later_is_blank_until_then(minimal: Path) -> None:
    columns = declared()["contributor_forces"].columns
    cells = dict.fromkeys(columns, "1") | {
        **{"iso3": "NOR", "name": "Norway", "grade": "E", "sources": "", "known_from": "2020"},
        "spend_known_from": "2025-06",
    }
    with (minimal / "contributor_forces.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, list(columns))
        table.writeheader()
        table.writerow(cells)
    row = load(minimal).rows("contributor_forces")[0]
    assert (row["defence_spend_usd_bn"], row["population_m"]) == (None, 1.0)
    later = load(minimal, as_of="2025-06-30").rows("contributor_forces")[0]
    assert later["defence_spend_usd_bn"] == 1.0


def test_the_declaration_itself_holds_together() -> None:
    for table in declared().values():
        assert table.keys
        assert table.home in ("pack", "reference")
        for column in table.columns.values():
            assert column.description
            assert column.unit in ("", *UNITS)
            assert column.presence in ("filled", "blank", "optional")
            role, _, target = column.role.partition(" ")
            assert role in ("", "key", "dated", "dates", "note")
            assert not target or target in table.columns
            if column.refers:
                name, _, key = column.refers.partition(".")
                assert declared()[name].columns[key].role == "key"


def test_every_shipped_table_is_declared_in_its_home() -> None:
    for path in PACKS.glob("*/*.csv"):
        homes = {"reference"} if path.parent.name == "reference" else {"pack", "reference"}
        assert declared()[path.stem].home in homes  # a pack may replace a reference table


LINE_MISTAKES = [
    ("[10.5, 60.1]", "[190.5, 60.1]", "2:1: Point 1 of feature 1 is outside the world: [190.5,"),
    ("[10.5, 60.1]", "[60.1, 100.5]", "outside the world"),
    ("[10.5, 60.1]", '["x", null]', "outside the world: ['x', nothing]"),
    ("[10.5, 60.1]", "[1" + "0" * 400 + ", 60.1]", "a number too large"),
    ("[10.5, 60.1]", "[NaN, 60.1]", "NaN is not a number"),
    ("[10.5, 60.1]", "[1" + "0" * 5000 + ", 60.1]", "not GeoJSON"),
    ("[[10.5, 60.1], [11.0, 60.4]]", "[[10.5, 60.1]]", "not a LineString of two points"),
    ('{"sector": "land"', '{"sector": "lnd"', "the sector 'lnd'"),
    ('{"sector": "land", ', "{", "the sector nothing"),
    ('"FeatureCollection"', '"Feature"', "not a FeatureCollection"),
    ('"2025-03"', '"soon"', "'soon' is not a date"),
    ('"features": [', '"features": [7, ', "lacks properties"),
    ('"features": [', '"features": [' + "[" * 100_000, "not "),
]


@pytest.mark.parametrize(("old", "new", "words"), LINE_MISTAKES)
def test_a_mistake_in_the_lines_is_named(old: str, new: str, words: str, found: Found) -> None:
    messages = found("line.geojson", old, new)
    assert len(messages) == 1
    assert words in messages[0]
