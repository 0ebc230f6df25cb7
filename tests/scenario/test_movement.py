"""A force has a start for each state, a way from there, and places that take all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ceasefire.scenario import check, load
from ceasefire.scenario.columns import declared

NODES = (
    "id,name,country,iso3,lat,lon,kind,home_of,note,grade,sources\n"
    "near,Near,Land,AAA,50,30,city,,,E,\n"
    "far,Far,Land,BBB,51,31,city,BBB,,E,\n"
)
LINKS = (
    "id,from,to,mode,distance_km,capacity_tonnes_per_day_low,capacity_tonnes_per_day_central,"
    "capacity_tonnes_per_day_high,speed_km_per_day,gauge_change,wagons_per_day_public,"
    "available_from,capacity_basis,note,grade,sources\n"
    "L1,far,near,rail,300,100,200,400,400,false,,,,,E,\n"
)
_CELLS = {"stance": "open", "stance_basis": "statement_before_asof", "grade": "E"}
_CELLS |= {"parliament_rule": "executive", "parliament_grade": "E", "parliament_hurdle": "none"}
_CELLS |= {"lead_nation": "false"}
_COLUMNS = list(declared()["contributors"].columns)


def state(iso3: str, name: str) -> str:
    cells = _CELLS | {"iso3": iso3, "name": name}
    return ",".join(cells.get(column, "") for column in _COLUMNS) + "\n"


STATES = ",".join(_COLUMNS) + "\n" + state("BBB", "Far Land")
HEADER = "placement,node,share,note,grade,sources\n"
WHOLE = "line,near,1,,E,\n"


def problems(
    pack: Path, rows: str = WHOLE, nodes: str = NODES, links: str = LINKS, states: str = STATES
) -> list[str]:
    texts = {"reception": HEADER + rows, "movement_nodes": nodes, "movement_links": links}
    texts["contributors"] = states
    for name, text in texts.items():
        (pack / f"{name}.csv").write_text(text, encoding="utf-8")
    return [str(problem).replace(f"{pack}/", "") for problem in check(pack)]


def test_each_placement_is_a_whole_force(minimal: Path) -> None:
    rows = "line,near,0.4,,E,\nline,far,0.6,,E,\nrear,far,1,,E,\n"
    assert problems(minimal, rows) == []
    shares = [(row["placement"], row["share"]) for row in load(minimal).rows("reception")]
    assert shares == [("line", 0.4), ("line", 0.6), ("rear", 1.0)]


@pytest.mark.parametrize(
    ("rows", "begins", "words"),
    [
        (
            "line,near,0.4,,E,\nrear,far,1,,E,\nline,far,0.5,,E,\n",
            "reception.csv:4:10:",
            "The shares of 'line' sum to 0.9, not to 1",
        ),
        ("rear,far,0.7,,E,\nrear,near,0.7,,E,\n", "reception.csv:3:11:", "sum to 1.4"),
        ("reer,far,1,,E,\n", "reception.csv:2:1:", "'reer'"),
        ("rear,far,most,,E,\n", "reception.csv:2:10:", "'most'"),
        ("rear,far,0.5,,E,\nrear,far,0.5,,E,\n", "reception.csv:3:1:", "stands on line 2"),
    ],
)
def test_what_is_wrong_with_reception_is_named_with_its_place(
    minimal: Path, rows: str, begins: str, words: str
) -> None:
    (found,) = problems(minimal, rows)
    assert found.startswith(begins), found
    assert words in found


def test_a_state_without_a_start_is_named(minimal: Path) -> None:
    states = STATES + state("CCC", "Third Land")
    (found,) = problems(minimal, states=states)
    assert found.startswith("contributors.csv:3:1:")
    assert "No node of movement_nodes.csv is where 'CCC' starts" in found


def test_two_starts_of_one_state_are_named(minimal: Path) -> None:
    nodes = NODES.replace("AAA,50,30,city,,", "AAA,50,30,city,BBB,")
    (found,) = problems(minimal, nodes=nodes)
    assert found.startswith("movement_nodes.csv:3:29:")
    assert "'BBB' starts here and on line 2 too" in found


@pytest.mark.parametrize(
    "links",
    [
        LINKS.replace("near,rail", "near,air"),
        LINKS.replace("100,200,400,400", "0,0,0,400"),
        LINKS.partition("L1")[0],
    ],
    ids=["by air alone", "no capacity", "no link"],
)
def test_a_start_without_an_open_way_is_named(minimal: Path, links: str) -> None:
    (found,) = problems(minimal, links=links)
    assert found.startswith("movement_nodes.csv:3:1:")
    assert "No way over land or sea leads from 'far'" in found
    assert "placement 'line'" in found
    assert "give one a capacity" in found


def test_a_pack_without_movement_needs_none(minimal: Path) -> None:
    (minimal / "contributors.csv").write_text(STATES, encoding="utf-8")
    assert check(minimal) == ()
