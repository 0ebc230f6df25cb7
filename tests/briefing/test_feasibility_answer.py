"""The section on feasibility: each number is the one its columns give, and says on what."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ceasefire.briefing import feasibility_answer
from ceasefire.briefing.answers import answer_json
from ceasefire.briefing.feasibility_answer import (
    change_feasibility,
    feasibility_short,
    feasibility_statements,
)
from ceasefire.briefing.feasibility_data import (
    HEADLINE,
    FeasibilityView,
    contributors,
    feasibility_views,
    main_view,
    no_force_view,
    weights,
)
from ceasefire.briefing.feasibility_drawings import feasibility_figures
from ceasefire.briefing.feasibility_say import quantity_words
from ceasefire.briefing.figures.network_steps import NetworkStep, NetworkSteps, network_steps
from ceasefire.briefing.holding_data import CENTRAL, variant_masks
from ceasefire.briefing.model import Section
from ceasefire.briefing.read import RunReader
from ceasefire.cli.forecast import forecasts_of
from ceasefire.hindcast.forecasts import read_forecasts, write_forecasts
from ceasefire.runs.reading import Run


@pytest.fixture(scope="module")
def reader(flagship: Run) -> RunReader:
    return RunReader(flagship)


@pytest.fixture(scope="module")
def view(reader: RunReader) -> FeasibilityView:
    found = main_view(reader)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def section(built: Any) -> Section:
    return next(s for s in built.sections if s.question == "feasibility")


def text_of(section: Section, id: str) -> str:
    said = (*section.statements, *section.notes, *section.change)
    return next(statement.text for statement in said if statement.id == f"feasibility.{id}")


def test_the_section_says_what_it_has_to(section: Section) -> None:
    asked = {"happens", "steps", "then_holds", "terms", "effect", "deadlines"}
    assert {s.id.removeprefix("feasibility.") for s in section.statements} == asked
    assert [f.id for f in section.figures] == ["network-steps", "look-back"]
    assert all(statement.grade == "E" for statement in section.statements)
    assert all(s.estimate is None or s.estimate.mean is None for s in section.statements)


def test_its_bands_are_those_of_the_columns(view: FeasibilityView, section: Section) -> None:
    settled = view.values(f"settlement.{HEADLINE}")
    ends = {
        name: np.quantile(settled[mask], [0.05, 0.95])
        for name, mask in variant_masks(view.reader).items()
    }
    band = view.band(f"settlement.{HEADLINE}")
    assert band.high == pytest.approx(max(high for _, high in ends.values()))
    assert band.low == pytest.approx(min(low for low, _ in ends.values()))
    told = {one.name: (one.p05, one.p95) for one in view.by_variant(settled)}
    assert told == {name: pytest.approx(tuple(end)) for name, end in ends.items()}
    assert view.band(f"settlement.{HEADLINE}").words in text_of(section, "happens")
    assert view.envelope(view.happens).words in text_of(section, "happens")
    assert view.envelope(view.both).words in text_of(section, "then_holds")
    assert view.band("surrender").words in text_of(section, "terms")


def test_the_chance_of_a_coalition_is_its_share_within_a_state_of_the_backer(
    view: FeasibilityView,
) -> None:
    """The luck of who joins is averaged, so the mean over all draws stays what is stored."""
    stored = view.values(f"happens.{HEADLINE}")
    assert np.ptp(view.happens[stored == 0]) > 0  # not the luck of the draw itself
    assert view.happens.mean() == pytest.approx(stored.mean(), rel=1e-9)
    sent = view.values("if_sent")
    for mask in view.states.values():
        ratio = view.happens[mask] / sent[mask]
        np.testing.assert_allclose(ratio, stored[mask].sum() / sent[mask].sum())


def test_both_are_multiplied_within_a_draw(view: FeasibilityView) -> None:
    holds = view.values("holds")
    known = np.isfinite(holds)
    np.testing.assert_array_equal(view.both[known], (view.happens * holds)[known])


def test_the_backers_state_is_told_apart(view: FeasibilityView) -> None:
    found = view.in_states(view.happens)
    assert list(found) == ["none", "logistics", "full"]
    assert found["none"].high < found["full"].high
    assert found["full"].high == pytest.approx(
        max(
            np.quantile(view.happens[mask & view.states["full"]], 0.95)
            for mask in variant_masks(view.reader).values()
        )
    )


def test_the_words_of_a_statement_are_those_of_its_band(section: Section) -> None:
    spoken = {s.id: s for s in (*section.statements, *section.change)}
    with_band = {"happens", "steps", "then_holds", "terms", "change_certain", "change_even"}
    for id, statement in spoken.items():
        name = id.removeprefix("feasibility.")
        assert (statement.band is not None) == (name in with_band), name
        if statement.band is not None:
            assert statement.band.words in statement.text, name


def test_the_effect_of_an_offer_is_told_by_variant(view: FeasibilityView, section: Section) -> None:
    alone = no_force_view(view.reader)
    assert alone is not None
    column = f"settlement.{HEADLINE}"
    change = view.values(column) - alone.values(column)
    ends = [
        100 * np.quantile(change[mask], [0.05, 0.95])
        for mask in variant_masks(view.reader).values()
    ]
    text = text_of(section, "effect")
    for end in (min(low for low, _ in ends), max(high for _, high in ends)):
        assert f"{end:+.1f}".replace("-", "−") in text


def test_more_is_never_likelier(reader: RunReader) -> None:
    for view in feasibility_views(reader):
        settled = view.band(f"settlement.{HEADLINE}").high
        assert view.envelope(view.happens).high <= settled + 1e-12
        assert view.envelope(view.both).high <= view.envelope(view.happens).high + 1e-12


def test_what_is_certain_helps_and_what_is_ruled_out_does_not(view: FeasibilityView) -> None:
    for node in ("adversary_accepts", "host_accepts", "ceasefire", "war_weighs"):
        now, sure, never = (view.values(n) for n in ("if_sent", f"certain.{node}", f"never.{node}"))
        assert (sure >= now - 1e-12).all()
        assert (never <= now + 1e-12).all()


def test_the_quantities_that_carry_the_answer_are_told_in_words(view: FeasibilityView) -> None:
    found = weights(view, view.values(f"settlement.{HEADLINE}"))
    assert found == sorted(found, key=lambda pair: -pair[1])
    assert all(0 < share <= 1 for _, share in found)
    assert quantity_words(view, "adversary_accepts_base") == (
        "how likely “Russia accepts” is to begin with"
    )
    told = quantity_words(view, "adversary_effect_army")
    assert told == "what “army” does to “Russia accepts”"


def test_contributors_have_a_chance_by_stance_and_date(reader: RunReader) -> None:
    now = {state.iso3: state for state in contributors(reader)}
    assert len(now) > 40
    assert now["FRA"].stance == "lead"
    assert now["FRA"].middle > now["ITA"].middle > now["HUN"].middle
    assert all(0 <= s.low <= s.middle <= s.high <= 1 for s in now.values())
    then = {s.iso3: s for s in contributors(reader, every_day=True) if s.day == "2024-02-29"}
    assert then["FRA"].stance == "open"  # lead from December on
    rows = answer_json(reader.run, "prospects")["contributors"]
    assert [row["iso3"] for row in rows] == sorted(now)
    assert rows[0].keys() >= {"iso3", "probability", "range", "stance", "date", "earlier"}
    assert all(row["date"] == "2025-02-01" for row in rows)


def test_a_settlement_that_gives_up_a_condition_is_no_success(
    reader: RunReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = FeasibilityView(reader, reader.scenario.option("no-force"))
    terms = {**view.plan["terms"], "host_keeps_army": False}
    view.__dict__["plan"] = {**view.plan, "terms": terms}  # cached by now
    monkeypatch.setattr(feasibility_answer, "main_view", lambda _: view)
    first, *others = feasibility_statements(reader)
    assert "does not count as a success" in first.text
    assert view.band("surrender").words in first.text
    assert {s.id for s in others} == {"feasibility.steps_plain"}
    assert feasibility_short(reader) == first
    assert change_feasibility(reader) == ()


def test_forecasts_are_dated_and_can_be_read_again(reader: RunReader, tmp_path: Any) -> None:
    found = forecasts_of(reader)
    by_id = {forecast.id: forecast for forecast in found}
    assert len(by_id) == len(found)
    assert by_id["ceasefire-12-months"].deadline.isoformat() == "2026-02-01"
    quiet = no_force_view(reader)
    assert quiet is not None
    central = variant_masks(reader)[CENTRAL]
    mean = float(quiet.values("settlement.months_12")[central].mean())
    assert by_id["ceasefire-12-months"].probability == pytest.approx(mean, rel=0.02)
    assert min(forecast.probability for forecast in found) > 0.0  # nobody can know that
    for view in feasibility_views(reader):
        if view.sends:
            both, alone = (by_id[f"{head}-{view.option.id}"] for head in ("force-holds", "force"))
            assert both.probability <= alone.probability
            assert both.deadline > alone.deadline
    assert {"contributes-fra", "force-deterrent-40k", "holds-no-force"} <= by_id.keys()
    for forecast in found:
        assert forecast.made_on < forecast.deadline
        assert forecast.p05 is not None
        assert forecast.p95 is not None
        assert 0 <= forecast.p05 <= forecast.probability <= forecast.p95 <= 1
    write_forecasts(tmp_path / "f.csv", found)
    assert list(read_forecasts(tmp_path / "f.csv")) == found


def test_the_network_is_drawn_with_parents_left_of_their_children(reader: RunReader) -> None:
    (network, _) = feasibility_figures(reader)
    assert set(network.specs) == {"1076", "640", "358"}
    steps = (
        NetworkStep("a", "A", "none", None, False, ()),
        NetworkStep("b", "B", "1 in 100", (0.0, 0.1), True, ("a",)),
        NetworkStep("c", "C", "1 in 100", (0.0, 0.1), True, ("a", "b")),
    )
    spec = network_steps(NetworkSteps(steps, "words"), 1076)
    rows = [row for values in spec["datasets"].values() for row in values]
    place = {row["text"]: row["x"] for row in rows if "text" in row}
    assert place["A"] < place["B"] < place["C"]
