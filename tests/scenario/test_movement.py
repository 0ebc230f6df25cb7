"""A force has a start for each state, a way from there, and places that take all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ceasefire.scenario import check, load
from ceasefire.scenario.columns import declared
from ceasefire.scenario.consistency import CAVEATS

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
WHOLE = "rear,near,1,,E,\n"  # where the force of the small pack stands


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
        LINKS.partition("L1")[0],
    ],
    ids=["by air alone", "no link"],
)
def test_a_start_without_a_way_is_named(minimal: Path, links: str) -> None:
    (found,) = problems(minimal, links=links)
    assert found.startswith("movement_nodes.csv:3:1:")
    assert "No way over land or sea leads from 'far'" in found
    assert "placement 'rear'" in found
    assert "Add a link by rail, road or sea" in found


@pytest.mark.parametrize(
    ("capacities", "column", "end"),
    [("0,0,0", 21, "low"), ("0,200,400", 21, "low"), ("100,0,400", 25, "central")],
)
def test_a_link_that_lets_nothing_through_is_named(
    minimal: Path, capacities: str, column: int, end: str
) -> None:
    # Beside an open link of the same port it would keep the port's largest capacity.
    more = f"L2,far,near,sea,300,{capacities},400,false,,,,,E,\n"
    (found,) = problems(minimal, links=LINKS + more)
    assert found.startswith(f"movement_links.csv:3:{column}:"), found
    assert f"The link 'L2' lets nothing through: 'capacity_tonnes_per_day_{end}' is 0" in found
    assert "All lanes of a port share its largest capacity" in found
    assert "Give it tonnes a day, remove the link" in found


@pytest.mark.parametrize("speed", ["0", "-400", "0.001"])
def test_a_link_without_speed_is_named(minimal: Path, speed: str) -> None:
    links = LINKS.replace("100,200,400,400", f"100,200,400,{speed}")
    (found,) = problems(minimal, links=links)
    assert found.startswith("movement_links.csv:2:34:"), found
    assert f"{speed} in 'speed_km_per_day' is outside 1 to 25000" in found


@pytest.mark.parametrize("rows", ["line,near,1,,E,\n", ""], ids=["another", "none"])
def test_an_option_whose_force_arrives_nowhere_is_named(minimal: Path, rows: str) -> None:
    (found,) = problems(minimal, rows)
    line = (minimal / "scenario.yaml").read_text().splitlines().index("    placement: rear") + 1
    assert found.startswith(f"scenario.yaml:{line}:16:"), found
    assert "'guards' sends troops to the placement 'rear', which no row of reception.csv" in found
    assert "Add rows of placement 'rear' to reception.csv" in found


def test_ways_without_a_table_of_arrival_are_named_and_no_force_needs_none(minimal: Path) -> None:
    problems(minimal)
    (minimal / "reception.csv").unlink()
    (found,) = check(minimal)
    assert "no row of reception.csv" in str(found)
    scenario = minimal / "scenario.yaml"
    text = scenario.read_text().replace("troops: {low: 1000, high: 2000}", "troops: 0")
    scenario.write_text(text)
    assert not any("reception.csv" in str(problem) for problem in check(minimal))


@pytest.mark.parametrize(
    ("caveats", "word", "advice"),
    [
        ("no_such_caveat", "no_such_caveat", ""),
        ("un_mandate;us_backstopp", "us_backstopp", "Perhaps you meant 'us_backstop'"),
    ],
)
def test_a_condition_that_nobody_knows_is_named(
    minimal: Path, caveats: str, word: str, advice: str
) -> None:
    column = _COLUMNS.index("caveats")
    cells = STATES.splitlines()[1].split(",")
    cells[column] = caveats
    (found,) = problems(minimal, states=f"{STATES.splitlines()[0]}\n{','.join(cells)}\n")
    assert found.startswith(f"contributors.csv:2:{len(','.join(cells[:column])) + 2}:"), found
    assert f"'{word}' in 'caveats' is not a condition that is known" in found
    assert "would bind nobody" in found
    assert advice in found


def test_every_known_condition_may_stand_and_is_described(minimal: Path) -> None:
    cells = STATES.splitlines()[1].split(",")
    cells[_COLUMNS.index("caveats")] = "; ".join(CAVEATS)
    assert problems(minimal, states=f"{STATES.splitlines()[0]}\n{','.join(cells)}\n") == []
    described = declared()["contributors"].columns["caveats"].description
    assert described.endswith(f": {', '.join(CAVEATS)}.")


def test_a_pack_without_movement_needs_none(minimal: Path) -> None:
    (minimal / "contributors.csv").write_text(STATES, encoding="utf-8")
    assert check(minimal) == ()
