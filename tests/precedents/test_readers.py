"""Readers of other people's files: small files in their form, and files that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ceasefire.core.errors import CeasefireError, PackError
from ceasefire.precedents.survival import (
    fortna_groups,
    post_cold_war,
    read_fortna,
    read_operations,
    read_ucdp_agreements,
    read_ucdp_termination,
    ucdp_groups,
)

FORTNA = (
    "id,t_start_days,t_end_days,event,outcome,pk_dum,UNpk_dum,chapter,logcost,wardur,contraband,"
    "pcw,drop\n"
)
DYADS = (
    "dyad_id,year,dyadterm,ependdate,outcome,start_date2,type_of_conflict,incompatibility,"
    "intensity_level\n"
)
AGREEMENTS = "paid,pa_date,ended,duration,cease,pko,pa_type\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_fortna_spells(tmp_path: Path) -> None:
    rows = "70,0,80,0,4,1,1,2,14.8,0.01,1,1,0\n70,81,1461,1,4,0,0,0,14.8,0.01,1,1,0\n"
    rows += "90,0,365.25,0,2,0,0,0,,2.0,0,1,0\n95,0,730.5,0,3,0,0,0,9,2.0,0,0,0.5\n"
    found = read_fortna(written(tmp_path, FORTNA + rows))
    assert (found.n, found.failures, found.level) == (3, 1, "H2")
    assert found.table["stop"].to_list() == pytest.approx([80 / 365.25, 4, 1, 2])
    first = found.table.row(0, named=True)
    assert (first["presence"], first["presence_ever"], first["settlement"]) == (1, 1, 1)
    assert (first["enforcement_presence"], first["consent_presence"]) == (1, 0)
    assert first["log_duration"] == pytest.approx(-2.5257, abs=1e-4)  # not below 0.08 years
    assert found.table["presence"].to_list() == [1, 0, 0, 0]
    assert found.table["log_cost"].to_list() == [14.8, 14.8, None, 9]
    assert post_cold_war(found).n == 2


def test_ucdp_spells_run_to_the_next_fighting_of_the_same_two(tmp_path: Path) -> None:
    rows = "10006,1990,0,,,5/1/90,3,1,2\n10006,1991,1,10/10/91,2,5/1/90,3,1,1\n"
    rows += "10006,1996,1,2/1/96,5,1/1/96,3,1,1\n10007,1948,1,12/31/48,1,5/1/48,2,2,1\n"
    rows += (
        "10008,2001,1,,5,5/1/01,3,2,1\n10009,2019,0,,,5/1/19,3,2,1\n10009,2020,,,,5/1/19,3,2,1\n"
    )
    found = read_ucdp_termination(written(tmp_path, DYADS + rows))
    assert found.table["spell"].to_list() == ["10006-1991", "10006-1996", "10007-1948"]
    assert found.table["stop"].to_list() == pytest.approx(
        [(365 * 4 + 1 + 83) / 365.25, 9100 / 365.25, 72.0], abs=0.01
    )
    assert found.table["event"].to_list() == [True, False, False]
    assert found.table["war"].to_list() == [1, 0, 0]  # the highest year of the episode
    assert found.table["post_1989"].to_list() == [1, 1, 0]  # 48 is 1948
    assert found.left_out == ("dyad 10008, 2001: the fighting ended without a date",)


def test_dyads_whose_episode_ids_are_rounded_stay_apart(tmp_path: Path) -> None:
    # A spreadsheet shows the episodes 1080501 and 1092301 both as 1.1e+06.
    text = "dyadep_id," + DYADS
    text += "1.1e+06,10805,2000,1,12/31/00,5,5/1/00,3,2,1\n"
    text += "1.1e+06,10923,2010,1,12/31/10,5,5/1/10,3,2,1\n"
    found = read_ucdp_termination(written(tmp_path, text))
    assert (found.n, found.failures) == (1, 0)
    assert "dyad 10923, 2010: it ended on the last day watched" in found.left_out


def test_ucdp_dates_may_be_written_in_full(tmp_path: Path) -> None:
    rows = "1,1995,1,1995-12-31,1,1995-01-02,3,1,1\n1,2003,1,2003-12-30,1,2003-12-31,3,1,1\n"
    with pytest.raises(PackError, match=r"holds '31\.12\.95', not a date"):
        read_ucdp_termination(written(tmp_path, DYADS + rows.replace("1995-12-31", "31.12.95")))
    assert read_ucdp_termination(written(tmp_path, DYADS + rows)).table["stop"][0] == 8.0


def test_agreements_run_until_they_end(tmp_path: Path) -> None:
    rows = "1,1992-01-01,true,1994-01-01,1,0,1\n2,2019-12-31,,,0,1,2\n3,2018-12-31,false,,0,0,3\n"
    rows += "4,2013-01-01,true,,0,0,2\n1024,2000-08-26,TRUE,2000-01-01,0,1,1\n"
    found = read_ucdp_agreements(written(tmp_path, AGREEMENTS + rows))
    assert found.table["spell"].to_list() == ["1", "3"]
    assert found.table["event"].to_list() == [True, False]
    assert found.table["stop"].to_list() == pytest.approx([2.0, 1.0], abs=0.01)
    assert [text.split(":")[0] for text in found.left_out] == [
        *("agreement 2", "agreement 4", "agreement 1024"),
    ]


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (read_fortna, FORTNA + "70,80,20,0,4,1,1,2,14,1,1,1,0\n", "'t_end_days' is 20, not after"),
        (read_fortna, FORTNA + "70,0,x,0,4,1,1,2,14,1,1,1,0\n", "'t_end_days' holds 'x', not a"),
        (read_fortna, FORTNA + "70,0,9,7,4,1,1,2,14,1,1,1,0\n", "'event' holds '7', neither"),
        (read_fortna, FORTNA, "The file has no rows"),
        (read_fortna, "", "The column 'id' is missing"),
        (read_fortna, DYADS + "1,1995,1,12/31/95,1,1/2/95,3,1,1\n", "should be Fortna's spells"),
        (
            read_ucdp_termination,
            DYADS + "1,1995,1,12/31/95,1,1/2/95,3,1,1\n1,1997,1,12/31/97,1,1/2/93,3,1,1\n",
            "starts on 1993-01-02, not after 'ependdate', 1995-12-31",
        ),
        (read_ucdp_termination, FORTNA + "1\n", "The column 'dyad_id' is missing"),
        (
            read_ucdp_agreements,
            AGREEMENTS + "7,1992-01-01,true,1991-01-01,1,0,1\n",
            "'duration' is 1991-01-01, not after 'pa_date', 1992-01-01",
        ),
        (read_ucdp_agreements, DYADS + "1\n", "should be UCDP Peace Agreements"),
    ],
)
def test_a_wrong_file_is_said_with_file_and_column(
    tmp_path: Path, read: object, text: str, said: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(PackError) as found:
        read(path)  # type: ignore[operator]
    assert said in str(found.value)
    assert str(path) in str(found.value)


@pytest.mark.parametrize("read", [read_fortna, read_ucdp_termination, read_ucdp_agreements])
def test_a_missing_file_is_said(tmp_path: Path, read: object) -> None:
    with pytest.raises(CeasefireError, match="no such file"):
        read(tmp_path / "none.csv")  # type: ignore[operator]
    with pytest.raises(CeasefireError):
        read(tmp_path)  # type: ignore[operator]


def mission(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": "m",
        "start": "1990-01",
        "end": "1999-01",
        "mandate": "interposition",
        "use_of_force": "self_defence",
        "parties_consented": "yes",
        "peak_troops": 2000,
        "line_length_km": 100,
        "ceasefire_broke": "false",
        "years_to_break": "9.0",
        "censored": "true",
    }
    return {**row, **changes}


def test_missions_still_running_are_censored() -> None:
    rows = [
        mission(id="held"),
        mission(id="runs", end="", years_to_break=3.5),
        mission(id="broke", ceasefire_broke=True, censored=False, years_to_break=2),
        mission(id="no line", line_length_km=None),
        mission(id="none", ceasefire_broke="", censored=None, years_to_break=""),
    ]
    found = read_operations(rows)
    assert found.table["spell"].to_list() == ["broke", "held", "runs"]
    assert found.table["event"].to_list() == [True, False, False]
    assert found.table["stop"].to_list() == [2, 9, 3.5]
    assert (found.reference_class, found.level) == ("monitored_line", "H2")
    assert found.left_out == ("none: no ceasefire to keep",)
    everyone = read_operations(rows, lines_only=False)
    assert (everyone.n, everyone.reference_class) == (4, "mixed")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end": "1989-12"}, "'end' is 1989-12, before 'start', 1990-01"),
        ({"ceasefire_broke": "true"}, "Exactly one of 'ceasefire_broke' and 'censored'"),
        ({"censored": ""}, "Exactly one of 'ceasefire_broke' and 'censored'"),
        ({"years_to_break": ""}, "'years_to_break' is empty"),
        ({"years_to_break": "-2"}, "'years_to_break' is -2; it must be above 0"),
        ({"peak_troops": "many"}, "'peak_troops' holds 'many', not a number"),
    ],
)
def test_bad_missions_are_named_with_their_line(changes: dict[str, object], said: str) -> None:
    with pytest.raises(PackError) as found:
        read_operations([mission(), mission(**changes)], file="mine.csv")
    assert said in str(found.value)
    assert "mine.csv:3:1" in str(found.value)


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(PackError, match="The column 'years_to_break' is missing"):
        read_operations([{"id": "m"}])
    with pytest.raises(PackError, match="has no rows"):
        read_operations([])


def test_groups_keep_classes_apart(tmp_path: Path) -> None:
    lines = [
        f"{outcome}{kind},{1990},1,12/31/90,{outcome},1/2/90,{kind},1,2\n"
        for outcome in (1, 2, 5)
        for kind in (2, 3)
    ]
    lines.append("99,2020,,,,1/2/20,3,1,1\n")
    groups = ucdp_groups(read_ucdp_termination(written(tmp_path, DYADS + "".join(lines))))
    counted = {group.name: (group.n, group.reference_class) for group in groups}
    assert counted == {
        "ucdp-ceasefire-within": (1, "civil_war_truce"),
        "ucdp-interstate": (3, "interstate_ending"),
        "ucdp-interstate-agreed": (2, "interstate_ending"),
        "ucdp-interstate-fizzled": (1, "interstate_ending"),
        "ucdp-interstate-wars": (3, "interstate_ending"),
    }
    rows = [
        f"{ending}{force},0,500,0,{ending},{force},{force},0,1,1,0,1,0\n"
        for ending in (2, 3, 4)
        for force in (0, 1)
    ]
    named = {
        g.name: g.n for g in fortna_groups(read_fortna(written(tmp_path, FORTNA + "".join(rows))))
    }
    assert named["fortna-truce-none"] == named["fortna-settlement-present"] == 1
    assert named["fortna-all-none"] == named["fortna-all-present"] == 3
