"""The deploy section's words: each number is the one its columns give, and absence is said."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from tests.briefing.made_deploy import MadeRun, made_run

from ceasefire.briefing.answers import answer_json
from ceasefire.briefing.deploy_answer import (
    change_deploy,
    deploy_notes,
    deploy_short,
    deploy_statements,
)
from ceasefire.briefing.deploy_cost_tables import command_table, cost_table
from ceasefire.briefing.deploy_data import MAIN_RULE, DeployView, flagship, forces
from ceasefire.briefing.deploy_read import (
    chance_of,
    comes,
    days_range,
    reach_band,
    reaches,
    solved_sample,
    steps,
)
from ceasefire.briefing.deploy_tables import deploy_tables
from ceasefire.briefing.model import Briefing, DataTable, Section, Statement
from ceasefire.briefing.options_table import OPTION_COLUMNS
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.sentences_deploy import DEPLOY_SENTENCES
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Scenario


@pytest.fixture(scope="module")
def reader(flagship: Run) -> RunReader:
    return RunReader(flagship)


@pytest.fixture(scope="module")
def lead(reader: RunReader) -> DeployView:
    found = flagship(reader)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def section(built: Briefing) -> Section:
    return next(s for s in built.sections if s.question == "deploy")


def by_id(statements: tuple[Statement, ...]) -> dict[str, Statement]:
    return {statement.id: statement for statement in statements}


def made(flagship: Run, scenario: Scenario, **changes: Any) -> RunReader:
    run: Any = made_run(flagship, scenario, **changes)
    return RunReader(run)


def test_the_section_answers_who_how_fast_and_at_what_cost(section: Section) -> None:
    assert {
        *("deploy.reach", "deploy.rules", "deploy.units", "deploy.gaps"),
        *("deploy.arrival", "deploy.cost"),
    } == {s.id for s in section.statements}
    assert {"deploy.lead", "deploy.pool", "deploy.command", "deploy.host"} <= {
        s.id for s in section.notes
    }
    assert {"deploy.change_rule", "deploy.change_backer", "deploy.change_leads"} <= {
        s.id for s in section.change
    }
    assert len(section.tables) == 9


def test_every_statement_says_what_it_is_computed_from(
    section: Section, flagship: Run, scenario: Scenario
) -> None:
    columns = flagship.codebook["columns"]
    for statement in (*section.statements, *section.notes, *section.change):
        assert statement.computed_from, statement.id
        for address in statement.computed_from:
            head, _, table = address.partition("/")
            known = address in columns or (head == "table" and scenario.rows(table))
            assert known, (statement.id, address)


def test_the_chance_spans_rules_and_states_of_the_backer(
    reader: RunReader, lead: DeployView
) -> None:
    view = steps(reader)[0]
    shares = [
        float((view.values(f"coalition.{rule}_reaches")[mask] > 0).mean())
        for rule in ("target_share", "measured_share", MAIN_RULE)
        for mask in reader.state_masks().values()
    ]
    band = reach_band(view)
    assert (band.low, band.high) == (min(shares), max(shares))
    one = reach_band(view, (MAIN_RULE,), "none")
    assert one.low == one.high


def test_a_chance_is_not_read_from_a_handful_of_draws(lead: DeployView) -> None:
    few = np.zeros(lead.reader.run.draws, dtype=bool)
    few[:5] = True
    assert chance_of(lead, (few,), few) is None
    thirty = np.zeros_like(few)
    thirty[:30] = True  # ten or so in each state of the backer: taken together
    band = chance_of(lead, (few,), thirty)
    assert band is not None
    assert band.low == band.high == pytest.approx(5 / 30)


def test_who_is_indispensable_is_told_of_a_size_that_is_reached(
    section: Section, reader: RunReader
) -> None:
    view = next(v for v in reversed(steps(reader)) if v.forms)
    text = by_id(section.notes)["deploy.lead"].text
    reached = reaches(view)
    shares = {
        s: float((view.values(f"state.{s}_indispensable") > 0)[reached].mean())
        for s in view.plan.shown
    }
    most = max(shares, key=lambda s: shares[s])
    assert text.index(view.plan.state(most).name) < len(text) / 2
    assert "%" not in text


def test_what_depends_on_who_joins_has_no_middle(section: Section, flagship: Run) -> None:
    told = by_id((*section.statements, *section.notes))
    for id in ("deploy.rules", "deploy.pool", "deploy.first_tour", "deploy.arrival"):
        estimate = told[id].estimate
        assert estimate is not None
        assert (estimate.p50, estimate.mean, estimate.se) == (None, None, None), id
    for force in answer_json(flagship, "deploy")["options"].values():
        for part in ("coalition", "arrival"):
            assert middles(force[part]) == []


def middles(found: Any) -> list[float]:
    """Return every middle in a JSON object, however deep."""
    if isinstance(found, list):
        return [middle for part in found for middle in middles(part)]
    if not isinstance(found, dict):
        return []
    # A quantity that is the same in every draw has one value, and nothing decides its spread.
    spreads = found.get("p05") != found.get("p95")
    own = [found[key] for key in ("p50", "mean", "se") if spreads and found.get(key) is not None]
    return own + middles(list(found.values()))


def test_the_state_in_question_is_told_with_its_chances_and_its_troops(
    section: Section, lead: DeployView, flagship: Run
) -> None:
    text = by_id(section.change)["deploy.change_question"].text
    found = answer_json(flagship, "deploy")["options"]
    germany = found[lead.option.id]["coalition"]["in_question"]["DEU"]
    joined = lead.values("state.DEU_if_joined") > 0
    lost = lead.values("state.DEU_indispensable") > 0
    masks = lead.reader.state_masks().values()
    ends = [float(joined[mask].mean()) for mask in masks]
    assert (germany["reached_with"]["low"], germany["reached_with"]["high"]) == (
        min(ends),
        max(ends),
    )
    ends = [float((reaches(lead) & ~lost)[mask].mean()) for mask in masks]
    assert germany["reached_without"]["high"] == max(ends)
    assert germany["put_together_for_troops"] == lead.asked[1]
    units = {unit.id: unit.step_troops for unit in lead.plan.units}
    sent = sum(n * units[unit] for unit, n in germany["sends_steps"].items())
    assert sent == germany["sends_troops"] > 0
    assert "without Germany" in text
    assert f"{round(sent, -2):,.0f} from Germany" in text
    # An option that a condition of its keeps it out of asks it for nothing.
    assert found["wartime-support"]["coalition"]["in_question"] == {}
    assert sum(bool(o["coalition"] and o["coalition"]["in_question"]) for o in found.values()) > 5


def test_one_tour_alone_brings_more_and_is_not_counted_on(
    lead: DeployView, section: Section
) -> None:
    said = by_id(section.notes)["deploy.first_tour"]
    assert said.band == chance_of(lead, (lead.values("first_tour_reaches") > 0,))
    first = lead.values("first_tour_troops")
    assert first.mean() > lead.values(f"coalition.{MAIN_RULE}_troops").mean()
    table = next(t for t in section.tables if t.title.startswith("How far"))
    assert "Troops, for one tour alone" in table.columns


def test_arrival_counts_the_draws_in_which_anybody_comes(lead: DeployView) -> None:
    days = lead.values("arrival.days_to_50")[comes(lead)]
    low, high = np.quantile(days, [0.05, 0.95], method="nearest")
    assert np.isfinite(low)
    assert days_range(lead, 50).startswith(f"{low:.0f}"[:2])
    if not np.isfinite(high):
        assert days_range(lead, 50).endswith("over 180")


def test_the_lines_of_cost_sum_to_the_total(reader: RunReader) -> None:
    lines = ("setup", "running", "air", "maritime", "transport", "casualties")
    for view in forces(reader):
        for basis in ("additional", "full"):
            parts = [view.values(f"cost.{basis}.{line}_eur_2025_bn") for line in lines]
            total = view.values(f"cost.{basis}.total_eur_2025_bn")
            assert np.allclose(np.sum(parts, axis=0), total)


def test_the_table_of_cost_has_a_row_a_line_and_two_bases(reader: RunReader) -> None:
    table = cost_table(reader)
    assert table is not None
    titles = [row[0] for row in table.rows]
    assert titles[6:8] == ["Total", "Total, a year"]
    assert len(table.columns) == 3
    assert "Ships" in titles
    assert "of the size asked for, whether or not a coalition reaches it" in table.note


def test_the_cost_is_that_of_the_size_asked_for(lead: DeployView, flagship: Run) -> None:
    new = 1 - flagship.parameter("camps_existing_share")
    camps = new * flagship.parameter("camp_eur") * 1e-9
    assert lead.asked[0] == lead.asked[1]
    assert np.allclose(lead.values("cost.full.setup_eur_2025_bn") / camps, lead.asked[1])
    assert lead.reached_share < 1


def test_past_moves_stand_below_the_arrival_with_their_misses(section: Section) -> None:
    titles = [table.title for table in section.tables]
    place = titles.index("Past moves, and what the model makes of them")
    assert titles[place - 2].startswith("When it is there")
    cells = {str(row[0]): row[1:4] for row in section.tables[place].rows}
    assert len(cells) == 8
    assert [cells[title][2] for title in cells].count("no") == 4
    assert ("14,000 troops", "6,000 troops", "no") in cells.values()
    assert ("2–4 days", "3 days", "yes") in cells.values()
    assert ("at most 20 days", "11 days", "yes") in cells.values()


def test_commands_name_states_and_whole_days(reader: RunReader) -> None:
    table = command_table(reader)
    assert table is not None
    for row in table.rows:
        assert not re.search(r"\b[A-Z]{3}\b", row[2]), row
        assert re.fullmatch(r"\d+–\d+", row[3])


def test_states_are_told_by_chances_in_words_and_their_conditions(section: Section) -> None:
    table = next(t for t in section.tables if t.title.startswith("The states"))
    rows = {row[0]: row for row in table.rows}
    assert rows["France"][1] == "would lead"
    assert rows["Poland"][3] == "logistics only"
    for row in table.rows:
        assert "in 10" in row[5]
        assert "_" not in "".join(row)


def test_without_the_backer_more_is_missing(lead: DeployView, section: Section) -> None:
    table = next(t for t in section.tables if t.title.startswith("Units"))
    assert table.columns[1:] == ("Without the backer’s support", "With it")
    titles = {unit.title: unit.id for unit in lead.plan.units}
    alone = lead.reader.state_masks()["none"]
    for row in table.rows:
        missing = lead.values(f"gap.{titles[row[0]]}_units")
        assert missing[alone & comes(lead)].mean() >= missing[~alone & comes(lead)].mean()


def test_the_bound_is_told_by_the_sample_that_was_solved(
    reader: RunReader, section: Section
) -> None:
    gaps = solved_sample(reader)
    count = sum(len(gap) for gap in gaps.values())
    text = next(s.text for s in section.notes if s.id.startswith("deploy.bound"))
    assert count > 0
    assert count <= 10 or str(count) in text
    assert all((gap >= 0).all() for gap in gaps.values())


def test_the_options_table_says_reach_days_and_cost(built: Briefing) -> None:
    assert OPTION_COLUMNS[1][3].startswith("A coalition reaches")
    assert "on top of armies" in OPTION_COLUMNS[1][5]
    rows = {row.id: row.computed for row in built.options}
    assert rows["deterrent-40k"][3].endswith("in 10")
    assert re.match(r"\d", rows["deterrent-40k"][4])
    assert rows["no-force"][3:6] == ("none",) * 3
    assert rows["no-force"][6].endswith("in 100"), "a ceasefire may come about without a force"


def test_an_answer_in_json_has_every_part(flagship: Run) -> None:
    found = answer_json(flagship, "deploy")
    force = found["options"]["deterrent-40k"]
    assert set(force["arrival"]["all_who_come_there_by"]) == {"30", "60", "90", "180"}
    moves = {row["id"]: row for row in found["past_moves"]}
    assert moves["task-force-eagle-1996"]["reproduced"]
    assert all(row["reproduced"] or row["why"] for row in moves.values())
    assert force["command"]["consequence"]
    assert force["coalition"]["gaps"]["logistics"]["by_backer_state"].keys() == {
        "none",
        "logistics",
        "full",
    }
    assert max(c["worst_violation"] for c in force["candidates"]) < 1e-6
    nothing = found["options"]["no-force"]
    assert nothing["coalition"] is None
    assert nothing["reason"]


def test_nobody_who_comes_is_said(flagship: Run, scenario: Scenario) -> None:
    reader = made(flagship, scenario, reached=0.0)
    said = by_id(deploy_statements(reader))
    assert (
        "nobody comes" in said["deploy.rules" if "deploy.rules" in said else "deploy.nobody"].text
    )
    assert not {"deploy.gaps", "deploy.gaps_alone", "deploy.arrival"} & set(said)
    assert "deploy.pool" not in by_id(deploy_notes(reader))
    view = steps(reader)[0]
    assert days_range(view, 50) == "nobody comes"


def test_a_run_of_options_without_a_force_says_so(flagship: Run, scenario: Scenario) -> None:
    run = MadeRun(flagship, {}, {})
    run.options = ("no-force",)  # type: ignore[attr-defined]
    found: Any = run
    reader = RunReader(found)
    (said,) = deploy_statements(reader)
    assert said.id == "deploy.no_force"
    assert deploy_tables(reader) == ()
    assert deploy_short(reader) is None
    assert by_id(change_deploy(reader)).keys() <= {"deploy.change_command"}


def test_what_is_short_is_told_with_what_would_bring_it(flagship: Run, scenario: Scenario) -> None:
    reader = made(flagship, scenario)
    option = forces(reader)[0].option
    run: Any = reader.run
    plan = run.plan("deploy", option.id)
    plan["coalitions"] = [
        c | {"rung_troops": size}
        for c in plan["coalitions"]
        for size in {option.troops_low, option.troops_high}
    ]
    plan["shortage"] = {
        "short_troops": 1234.0,
        "missing": [{"unit": "engineers", "troops": 900.0}, {"unit": "engineers", "troops": 1.0}],
        "closes": {"half_the_size": 1200.0, "more_units": 1000.0, "no_lead_needed": 0.0},
    }
    text = by_id(deploy_notes(reader))["deploy.shortage"].text
    assert "1,200 troops" in text
    assert "engineer companies" in text
    assert "Twice as many units" in text
    assert "1,000 of them" in text
    plan["shortage"]["closes"] = {}
    assert "deploy.shortage_alone" in by_id(deploy_notes(reader))


def test_templates_hold_no_digits() -> None:
    for id, text in DEPLOY_SENTENCES.items():
        assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", text)), id


def test_tables_are_rectangular(section: Section) -> None:
    table: DataTable
    for table in section.tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.title
