"""The section on holding in words: each number is the one its columns give, never pooled."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from tests.briefing.made_holding import SOUGHT, made_holding

from ceasefire.briefing.answers import answer_json
from ceasefire.briefing.holding_answer import (
    change_holding,
    holding_notes,
    holding_short,
    holding_statements,
)
from ceasefire.briefing.holding_data import (
    HoldingView,
    holding_views,
    lead_view,
    quiet_world,
    telling,
    variant_masks,
)
from ceasefire.briefing.holding_full import came_in_full
from ceasefire.briefing.holding_read import about, between, gain_words, in_ten
from ceasefire.briefing.holding_tables import holding_tables
from ceasefire.briefing.model import Section, Statement
from ceasefire.briefing.read import RunReader
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Scenario


@pytest.fixture(scope="module")
def reader(flagship: Run) -> RunReader:
    return RunReader(flagship)


@pytest.fixture(scope="module")
def lead(reader: RunReader) -> HoldingView:
    found = lead_view(reader)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def section(built: Any) -> Section:
    return next(s for s in built.sections if s.question == "prospects")


def made(flagship: Run, scenario: Scenario, **changes: Any) -> RunReader:
    return RunReader(made_holding(flagship, scenario, **changes))  # type: ignore[arg-type]


def by_id(statements: tuple[Statement, ...]) -> dict[str, Statement]:
    return {statement.id: statement for statement in statements}


def test_the_answer_has_the_twins_the_ends_and_the_losses(section: Section) -> None:
    assert [s.id for s in section.statements] == [
        f"prospects.{name}"
        for name in ("holds", "present", "worth", "terms", "quiet", "ends", "losses", "ground")
    ]
    assert {s.id for s in section.change} >= {"prospects.change_class", "prospects.change_axes"}
    text = section.statements[0].text
    assert "no force" in text
    assert "breed no others" in text
    assert "own soldiers" in text
    assert "%" not in text


def test_every_statement_says_what_it_is_computed_from(section: Section, flagship: Run) -> None:
    for statement in (*section.statements, *section.notes, *section.change):
        assert statement.computed_from, statement.id
        for address in statement.computed_from:
            known = address in flagship.codebook["columns"] or address.startswith("param/")
            known = known or address == "table/reference_classes"
            assert known or address == "manifest", (statement.id, address)


def test_a_chance_runs_from_the_lowest_to_the_highest_variant(
    reader: RunReader, lead: HoldingView, flagship: Run
) -> None:
    codes = flagship.parameter("holding_variant")
    held = flagship.column("prospects", lead.option.id, "holds.h2.year_5")
    ok = flagship.column("prospects", lead.option.id, "status") == 0
    shares = [held[(codes == code) & ok].mean() for code in np.unique(codes)]
    band = lead.band("holds.h2.year_5")
    assert band is not None
    assert (band.low, band.high) == pytest.approx((min(shares), max(shares)))
    said = by_id(holding_statements(reader))["prospects.holds"]
    assert band.words in said.text
    assert len(said.variants) == len(shares) == len(variant_masks(reader))


def test_a_range_over_draws_is_an_envelope_and_not_pooled(lead: HoldingView, flagship: Run) -> None:
    codes = flagship.parameter("holding_variant")
    held = flagship.column("prospects", lead.option.id, "holds.h2.year_5")
    lows = [np.quantile(held[codes == code], 0.05) for code in np.unique(codes)]
    envelope = lead.envelope("holds.h2.year_5")
    assert envelope is not None
    assert envelope.low[1] == pytest.approx(min(lows))
    assert sum(spread.n for _, spread in envelope.variants) == flagship.draws


def test_the_ends_and_holding_sum_to_one(lead: HoldingView) -> None:
    causes = ("broken.spiral", "broken.deliberate", "broken.other", "holds.h2")
    total = np.sum([lead.values(f"{name}.year_5") for name in causes], axis=0)
    assert np.allclose(total, 1.0, atol=1e-6)


def test_the_twin_without_a_force_is_the_option_without_one(
    reader: RunReader, lead: HoldingView
) -> None:
    quiet = quiet_world(reader)
    assert quiet is not None
    alone = lead.values("no_force.h2.year_5")
    assert np.array_equal(alone, quiet.values("holds.h2.year_5"))


def test_options_that_differ_in_kind_are_shown(reader: RunReader) -> None:
    shown = telling(reader)
    assert 4 <= len(shown) <= 5
    assert len({(v.option.family, v.option.placement) for v in shown}) >= 4


def test_what_does_not_apply_is_a_sentence(reader: RunReader, flagship: Run) -> None:
    notes = [s.text for s in holding_notes(reader) if s.id.startswith("prospects.no_answer")]
    assert len(notes) == 2
    assert any("no ceasefire to hold" in text for text in notes)
    found = answer_json(flagship, "prospects")["options"]["wartime-support"]
    assert found["reason"]
    assert "survival" not in found


def test_failed_draws_are_left_out_and_counted(flagship: Run, scenario: Scenario) -> None:
    failing = made(flagship, scenario, failed=30)
    whole = made(flagship, scenario)
    text = by_id(holding_notes(failing))["prospects.failed"].text
    assert "30 of 256" in text
    views = [lead_view(reader) for reader in (failing, whole)]
    counted = []
    for view in views:
        assert view is not None
        envelope = view.envelope("holds.h2.year_5")
        assert envelope is not None
        counted.append(sum(spread.n for _, spread in envelope.variants))
    assert counted == [226, 256]


def test_a_flip_is_told_with_its_level_and_share(flagship: Run, scenario: Scenario) -> None:
    text = by_id(change_holding(made(flagship, scenario, flips=0.5)))["prospects.flips"].text
    assert "more than 0.5 of the adversary’s stake" in text
    assert f"in all of the {SOUGHT} draws" in text
    never = by_id(change_holding(made(flagship, scenario)))
    assert "prospects.flips" not in never
    assert f"none of the {SOUGHT} draws" in never["prospects.flips_never"].text


def test_the_force_is_worth_what_its_draws_say(flagship: Run, scenario: Scenario) -> None:
    reader = made(flagship, scenario)
    view = lead_view(reader)
    assert view is not None
    gains = view.histories(view.values("holds.h2.year_5") - view.values("no_force.h2.year_5"))
    assert min(gains.values()) > 0
    said = by_id(holding_statements(reader))["prospects.worth"].text
    assert gain_words(gains) in said


def test_the_short_answer_names_what_decides(reader: RunReader) -> None:
    said = holding_short(reader)
    assert said is not None
    assert said.text.endswith("What decides is which past ceasefires are the measure.")
    assert said.grade == "E"


def test_shares_of_ten_have_one_digit() -> None:
    assert [in_ten(x) for x in (0.0, 0.004, 0.03, 0.449, 1.0)] == ["0", "0", "0.3", "4", "10"]
    assert between({"a": 0.2, "b": 0.9}) == "2–9"
    assert gain_words({"a": 0.0, "b": 0.2}) == "up to 2 more"
    assert gain_words({"a": -0.2, "b": -0.001}) == "up to 2 fewer"
    assert gain_words({"a": -0.1, "b": 0.2}) == "1 fewer to 2 more"


def test_an_answer_in_json_has_every_part(flagship: Run, reader: RunReader) -> None:
    found = answer_json(flagship, "prospects")
    json.dumps(found, allow_nan=False)
    force = found["options"]["deterrent-40k"]
    survival = force["survival"]
    assert survival["years"] == [1, 2, 3, 4, 5]
    assert set(survival["by_variant"]) == set(variant_masks(reader))
    assert set(force["causes"]) == {"spiral", "deliberate", "other"}
    twins = (*force["no_force"]["H2"], *force["no_contagion"]["H2"], *force["equal_money"]["H2"])
    for part in (*survival["H1"], *survival["H2"], *twins):
        assert 0 <= part["p05"] <= part["p95"] <= 1
    assert set(force["reinforcement"]) == {"30", "60", "90"}
    assert force["flips"]["provocation"]["sought"] == SOUGHT
    assert force["flips"]["ranking"]
    assert found["options"]["no-force"]["equal_money"] is None
    assert found["statements"]


def test_tables_are_rectangular_and_name_each_option(reader: RunReader) -> None:
    tables = holding_tables(reader)
    assert len(tables) == 11
    titles = {view.option.title for view in holding_views(reader)}
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.title
    assert {row[0] for row in tables[0].rows} == titles


def test_what_moves_the_advantage_is_told_by_its_ends(reader: RunReader, flagship: Run) -> None:
    table = next(t for t in holding_tables(reader) if t.title.startswith("What moves"))
    stored = flagship.flips()["deterrent-40k"]
    assert set(stored) == {"no_force", "equal_money", "better_terms"}
    flips = stored["no_force"]
    turning = {f["quantity"] for f in flips if f["turns"]}
    against = [row for row in table.rows if row[0] == "no force"]
    shown = [row for row in against if row[4] != "does not turn"]
    assert len(shown) == min(len(turning), 10)
    # Names are words, and what does not stand out of sampling error is not shown.
    assert not any("_" in str(row[1]) for row in table.rows)
    assert len(table.rows) < sum(map(len, stored.values()))
    every = next(t for t in holding_tables(reader) if t.title == "What turns a comparison")
    forces = [view for view in holding_views(reader) if view.option.troops_high > 0]
    assert [row[0] for row in every.rows] == [view.option.title for view in forces]
    said = by_id(change_holding(reader))
    assert ("prospects.ranking_turns" in said) == bool(turning)


def test_what_stands_out_is_given_by_variant(flagship: Run) -> None:
    stored = flagship.flips()["deterrent-40k"]
    told = [f for flips in stored.values() for f in flips if f["by_variant"]]
    quiet = [f for flips in stored.values() for f in flips if not f["by_variant"]]
    assert quiet
    for flip in told:
        names = [one["variant"] for one in flip["by_variant"]]
        assert len(set(names)) == len(names) <= 9


def test_better_terms_stand_against_more_troops(reader: RunReader, lead: HoldingView) -> None:
    said = by_id(holding_statements(reader))["prospects.terms"].text
    without = lead.values("no_force.h2.year_5")
    for column in ("better_terms.h2.year_5", "holds.h2.year_5"):
        assert gain_words(lead.histories(lead.values(column) - without)) in said
    found = answer_json(reader.run, "prospects")["options"]["no-force"]
    assert len(found["better_terms"]["H2"]) == 5


def test_an_option_in_full_is_told_by_the_draws_in_which_most_of_it_comes(
    reader: RunReader, lead: HoldingView
) -> None:
    full = came_in_full(lead)
    assert full is not None
    came = reader.values("deploy", lead.option.id, "coalition.national_rotation_troops")
    asked = reader.values("size", lead.option.id, "size_troops")
    np.testing.assert_array_equal(full, came >= 0.8 * asked)
    notes = by_id(holding_notes(reader))
    said = notes.get("prospects.full") or notes["prospects.full_rare"]
    assert f"in {about(float(full.mean()))} of the draws" in said.text
    table = next(t for t in holding_tables(reader) if t.title == "If it came in full")
    forces = [view for view in holding_views(reader) if view.option.troops_high > 0]
    assert [row[0] for row in table.rows] == [view.option.title for view in forces]
    large = next(row for row in table.rows if "200,000" in str(row[0]))
    assert large[3] == large[4] == "too few draws"
    told = answer_json(reader.run, "prospects")["options"][lead.option.id]["in_full"]
    assert told["draws"] == int(full.sum())


def test_gains_are_told_by_the_state_of_the_backer(reader: RunReader, lead: HoldingView) -> None:
    said = by_id(change_holding(reader))["prospects.change_backer"].text
    gain = lead.values("holds.h2.year_5") - lead.values("no_force.h2.year_5")
    for state in ("none", "full"):
        assert gain_words(lead.histories(gain, reader.state_masks()[state])) in said
    table = next(t for t in holding_tables(reader) if "state of the backer" in t.title)
    assert sum(str(column).startswith("Gain") for column in table.columns) == 3


def test_the_strict_measure_is_held_against_korea_and_cyprus(
    reader: RunReader, lead: HoldingView
) -> None:
    rows = {str(r["id"]): r for r in reader.scenario.rows("reference_classes")}
    held = [1 - float(rows[id]["broken_5y"]) for id in ("korea-line", "cyprus-line")]
    model = lead.histories(lead.values("no_force.h1.year_5"))
    said = by_id(holding_notes(reader))
    assert ("prospects.quiet_lines" in said) == (max(model.values()) < min(held))
    text = said["prospects.quiet_lines"].text
    assert "Korea and Cyprus" in text
    fought = float(rows["ucdp-interstate"]["broken_5y"])
    assert f"{round(100 * fought)}%" in text
    assert max(model.values()) < 1 - fought  # darker than the class by its own measure too
    table = next(t for t in holding_tables(reader) if t.title.startswith("The past cases"))
    assert {row[3] for row in table.rows} == {"H1", "H2"}
    assert any("with and without a force" in str(row[2]) for row in table.rows)
