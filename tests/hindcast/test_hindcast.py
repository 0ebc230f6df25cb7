"""The record as a whole: nothing is its own witness, another table works, bad tables are named."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from ceasefire.core.errors import PackError
from ceasefire.hindcast import Hindcast, hindcast
from ceasefire.hindcast.aims import aims
from ceasefire.hindcast.hindcast import ASKED, SENT
from ceasefire.hindcast.missions import missions, requests
from ceasefire.hindcast.predictions import METHODS, Past, predictions
from ceasefire.scenario import load
from ceasefire.scenario.model import Scenario
from ceasefire.scenario.operations_rules import outside_table
from ceasefire.size.line_density import yardsticks

SHIPPED = "src/ceasefire/packs/reference/operations.csv"


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return load("ukraine-2025")


@pytest.fixture(scope="module")
def found(flagship: Scenario) -> Hindcast:
    return hindcast(flagship)


@pytest.fixture(scope="module")
def past(flagship: Scenario) -> Past:
    sample = {name: np.array([0.2, 0.4]) for name in ("reserve_share",)}
    sample |= dict.fromkeys(("consent_partial", "consent_no"), np.array([2.0, 5.0]))
    names = ("peaceful", "some_resistance", "mcgrath", "insurgency")
    sample |= {f"population_density_{name}": np.array([2.0, 4.0]) for name in names}
    return Past(yardsticks(flagship), missions(flagship.rows("operations")), sample)


def test_a_mission_is_left_out_of_its_own_coefficients(past: Past) -> None:
    golan = next(m for m in past.missions if m.id == "undof")
    said = predictions(golan, past)
    more = tuple(
        replace(y, density_per_km=1e6) if y.operation == "undof" else y for y in past.yardsticks
    )
    larger = tuple(replace(m, peak_troops=1e9) if m.id == "undof" else m for m in past.missions)
    again = predictions(golan, Past(more, larger, past.sample))
    assert said.keys() == again.keys() == {"line_density", "same_kind"}
    for name in said:
        np.testing.assert_array_equal(said[name], again[name])


def test_one_force_under_two_names_does_not_judge_itself(past: Past) -> None:
    cyprus = next(m for m in past.missions if m.id == "unficyp_1974")
    said = predictions(cyprus, past)
    more = tuple(
        replace(y, density_per_km=1e6) if y.operation == "unficyp_1964" else y
        for y in past.yardsticks
    )
    larger = tuple(
        replace(m, peak_troops=1e9) if m.id == "unficyp_1964" else m for m in past.missions
    )
    again = predictions(cyprus, Past(more, larger, past.sample))
    for name in said:
        np.testing.assert_array_equal(said[name], again[name])


def test_an_estimate_without_a_mission_leaves_its_kin_out(flagship: Scenario, past: Past) -> None:
    asked = requests(flagship.rows("requirements"), past.missions)
    kosovo = next(r for r in asked if r.id == "kosovo-1999-rambouillet")
    assert (kosovo.mission, kosovo.kin) == ("", "kosovo")
    without = [m for m in past.missions if m.id != "kfor"]
    assert predictions(kosovo, past)["same_kind"].tolist() == (
        predictions(kosovo, replace(past, missions=tuple(without)))["same_kind"].tolist()
    )


def test_aims_are_told_met_or_not(found: Hindcast) -> None:
    told = {aim.name: aim for aim in found.aims}
    assert list(told) == [
        *("best_method", "coverage_line", "coverage_population", "brier", "concordance"),
    ]
    best = next(s for s in found.best[ASKED] if s.method == "hindsight")
    assert (told["best_method"].found, told["best_method"].n) == (best.factor_of_two, best.n)
    assert told["best_method"].met == (best.factor_of_two >= 0.6)


@pytest.mark.parametrize(("coverage", "met"), [(0.79, False), (0.8, True), (0.96, False)])
def test_an_aim_is_met_within_its_ends(found: Hindcast, coverage: float, met: bool) -> None:
    line = next(s for s in found.sizes if s.method == "line_density" and s.target == ASKED)
    (aim,) = aims([replace(line, coverage_90=coverage)], (), (), {})
    assert (aim.name, aim.met) == ("coverage_line", met)


def test_no_gain_over_the_base_rate_is_no_aim_met(found: Hindcast) -> None:
    five = next(s for s in found.breaks if s.forecaster == "prior" and s.years == 5.0)
    (aim,) = aims((), (), [replace(five, gain=0.0)], {})
    assert (aim.name, aim.met) == ("brier", False)


def test_a_known_mission_in_a_table_without_kin_keeps_its_own(
    found: Hindcast, flagship: Scenario
) -> None:
    """IFOR is not judged by SFOR because a table from outside lacks the column."""
    rows = [
        {name: cell for name, cell in row.items() if name != "kin"}
        for row in flagship.rows("operations")
        if row["id"] == "ifor"
    ]
    alone = hindcast(flagship, operations=rows)
    whole = [case for case in found.cases[SENT] if case.case == "ifor"]
    assert list(alone.cases[SENT]) == whole != []
    assert alone.foretold == tuple(f for f in found.foretold if f.mission == "ifor")


def test_line_density_is_the_sizing_method_called_on_the_others(past: Past) -> None:
    golan = next(m for m in past.missions if m.id == "undof")
    chosen = [
        y
        for y in past.yardsticks
        if y.family == "interpose" and y.density_per_km and y.operation != "undof"
    ]
    consents = {m.id: m.consent for m in past.missions}
    expected = sorted(
        y.density_per_km
        * 75
        * (1 + reserve)
        / {"yes": 1, "partial": c, "no": c}[consents[y.operation]]
        for y in chosen
        for reserve, c in zip((0.2, 0.4), (2.0, 5.0), strict=True)
    )
    assert sorted(predictions(golan, past)["line_density"]) == pytest.approx(expected)


def test_what_was_known_early_is_all_that_judges_later_cases(past: Past) -> None:
    early = past.before(1999)
    assert max(m.start for m in early.missions) <= 1999
    ids = {m.id for m in early.missions}
    assert {y.operation for y in early.yardsticks} <= ids


def test_asked_and_sent_are_never_mixed(found: Hindcast, flagship: Scenario) -> None:
    asked = {str(r["id"]) for r in flagship.rows("requirements")}
    sent = {str(r["id"]) for r in flagship.rows("operations")}
    assert {c.case for c in found.cases[ASKED]} <= asked
    assert {c.case for c in found.cases[SENT]} <= sent
    assert {s.method.partition(".")[0] for s in found.sizes} == set(METHODS)


def test_only_official_estimates_of_work_that_methods_size_are_held_against_them(
    found: Hindcast, flagship: Scenario
) -> None:
    known = missions(flagship.rows("operations"))
    judged = {r.id: r for r in requests(flagship.rows("requirements"), known)}
    for case in found.cases[ASKED]:
        assert judged[case.case].official
        assert judged[case.case].role
    assert len({c.case for c in found.cases[ASKED]}) >= 25


def test_the_record_is_the_same_each_time_and_plain(found: Hindcast, flagship: Scenario) -> None:
    assert asdict(hindcast(flagship)) == asdict(found)
    json.dumps(asdict(found), allow_nan=False)


def test_failures_are_in_the_record(found: Hindcast) -> None:
    missed = [c for c in found.cases[ASKED] if not c.p05 <= c.target <= c.p95]
    assert {c.case for c in missed if c.method == "line_density"}
    assert any(score.gain_low < 0 for score in found.later_breaks)


@pytest.fixture
def table(root: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a table of past missions with cells changed."""
    with (root / SHIPPED).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def written(ids: list[str], drop: str = "", **cells: str) -> Path:
        chosen = [{**row, **cells} for row in rows if row["id"] in ids]
        names = [name for name in rows[0] if name != drop]
        path = tmp_path / "missions.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(chosen)
        return path

    return written


def test_a_table_of_cases_never_seen_is_judged_by_the_shipped_ones(
    flagship: Scenario, table: Callable[..., Path]
) -> None:
    path = table(["undof"], id="never_seen", line_length_km="150", initial_troops="2500")
    found = hindcast(flagship, outside_table("operations", path))
    (case,) = [c for c in found.cases["sent_first"] if c.method == "line_density"]
    assert (case.case, case.target) == ("never_seen", 2500.0)
    # UNDOF itself, 16 a kilometre, is among its yardsticks now.
    assert case.p05 < 150 * 16 < case.p95
    assert found.cases[ASKED] == ()
    assert {f.mission for f in found.foretold} == {"never_seen"}


def test_a_mission_that_still_runs_is_censored_not_held(
    flagship: Scenario, table: Callable[..., Path]
) -> None:
    cells = {"end": "", "ceasefire_broke": "false", "years_to_break": "2", "censored": "true"}
    found = hindcast(flagship, outside_table("operations", table(["undof"], id="young", **cells)))
    assert [f.mission for f in found.foretold] == ["young"]
    assert {s.years for s in found.breaks} == {1.0}  # it tells nothing of year five
    assert all(s.broken == 0 and s.brier > 0 for s in found.breaks if s.forecaster == "base_rate")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"drop": "mandate"}, "The column 'mandate' is missing"),
        ({"end": "1970-01"}, "'undof' ends (1970-01) before it begins"),
        ({"fatalities_hostile": "99"}, "99 deaths by hostile acts, more than its 59"),
        ({"mandate": "picnic"}, "picnic"),
        ({"mandate": ""}, "Fill it with one of civilian_monitoring, observer"),
        ({"censored": "false", "ceasefire_broke": "false"}, "neither broke nor was lost"),
        ({"censored": "true", "ceasefire_broke": "true"}, "also lost from observation"),
        ({"years_to_break": ""}, "not after how long"),
    ],
)
def test_a_bad_table_is_named(
    table: Callable[..., Path], change: dict[str, str], words: str
) -> None:
    with pytest.raises(PackError) as caught:
        outside_table("operations", table(["undof"], **change))
    assert words in str(caught.value)


def test_what_a_pack_cites_may_be_missing_outside(table: Callable[..., Path]) -> None:
    for name in ("notes", "grade", "sources"):
        assert len(outside_table("operations", table(["undof"], drop=name))) == 1


def test_an_empty_table_and_one_that_is_not_there_are_named(tmp_path: Path, root: Path) -> None:
    header = (root / SHIPPED).read_text(encoding="utf-8").partition("\n")[0]
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    nobody = tmp_path / "nobody.csv"
    nobody.write_text(header + "\n", encoding="utf-8")
    for path, words in ((empty, "empty"), (nobody, "no rows"), (tmp_path / "x", "no such file")):
        with pytest.raises(PackError) as caught:
            outside_table("operations", path)
        assert words in str(caught.value)
