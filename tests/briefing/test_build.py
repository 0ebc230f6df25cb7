"""The briefing of the flagship: every statement leads back to a source or a result."""

from __future__ import annotations

import json
import math
import shutil
from typing import Any

import numpy as np
import pytest
from tests.briefing.conftest import QUESTIONS, printed, statements_of
from tests.briefing.test_sentences import FAULTS

from ceasefire.briefing.build import build
from ceasefire.briefing.figures.theme import MIDDLE, PAPER_MM
from ceasefire.briefing.json_file import write_json
from ceasefire.briefing.model import Briefing, Statement
from ceasefire.briefing.read import JUDGEMENT_DECIDES, RunReader
from ceasefire.draws import draw
from ceasefire.runs import open_run, run
from ceasefire.runs.reading import Run
from ceasefire.scenario import load
from ceasefire.scenario.model import Fixed, Scenario

STATEMENT = {
    *("id", "text", "estimate", "band", "variants", "sources", "computed_from", "grade"),
}


def test_sections_and_short_answer_begin_with_the_size(built: Briefing) -> None:
    assert [s.question for s in built.sections] == QUESTIONS
    asked = [question for question, _ in built.short_answer]
    assert asked == QUESTIONS
    figures = {f.id for section in built.sections for f in section.figures}
    deploy = {"coalition", "reach", "closure", "network", "cost", "burden"}
    holding = {"survival", "histories", "sectors", "losses", "provocation"}
    first = {
        "published",
        "requirement",
        "build-up",
        "look-back",
        "network-steps",
        "window",
        "rotation",
        "map",
    }
    compared = {"matrix", "effort", "regret", "tornado", "boxes"}
    assert figures == first | deploy | holding | compared | {"classes", "record"}


def test_ids_are_unique_but_for_none(statements: list[Statement]) -> None:
    ids = [statement.id for statement in statements]
    assert len(ids) == len(set(ids)) > 25


def test_sources_and_computations_resolve(
    flagship: Run, scenario: Scenario, statements: list[Statement]
) -> None:
    for statement in statements:
        assert statement.sources or statement.computed_from, statement.id
        assert set(statement.sources) <= set(scenario.sources), statement.id
        for key in statement.computed_from:
            assert resolves(key, flagship, scenario), (statement.id, key)
        assert statement.grade in set("ABCDE")


def resolves(key: str, finished: Run, scenario: Scenario) -> bool:
    """Whether a key names a stored column, a parameter, a table or the manifest."""
    if key == "manifest" or key == "table/sources":
        return True
    head, _, name = key.partition("/")
    if head == "param":
        return name in scenario.parameters
    if head == "table":
        return name in scenario.tables
    return key in finished.codebook["columns"]


def test_a_key_that_resolves_to_nothing_is_noticed(flagship: Run, scenario: Scenario) -> None:
    for key in ("param/nothing", "table/nothing", "size/no-force/nothing", "nothing"):
        assert not resolves(key, flagship, scenario)


def test_claims_and_figures_cite_what_exists(
    flagship: Run, scenario: Scenario, built: Briefing
) -> None:
    known = set(scenario.sources)
    for claim in built.claims:
        assert set(claim.sources) <= known
        for key in claim.computed_from:
            assert resolves(key, flagship, scenario), (claim.id, key)
    for section in built.sections:
        for figure in section.figures:
            assert set(figure.sources) <= known, figure.id


def test_every_figure_can_be_read_on_paper(built: Briefing) -> None:
    for figure in (f for section in built.sections for f in section.figures):
        for spec in figure.pages or (figure.specs[str(MIDDLE)],):
            room = zip(PAPER_MM, (spec["width"], spec["height"]), strict=True)
            points_a_px = min(mm / size for mm, size in room) * 72 / 25.4
            # No text of a drawing is smaller than 11 px; 8 pt is the smallest a page may have.
            assert 11 * points_a_px >= 8, (figure.id, spec["height"])


def test_every_source_cited_is_listed_once(built: Briefing) -> None:
    cited = {key for statement in statements_of(built) for key in statement.sources}
    cited |= {key for claim in built.claims for key in claim.sources}
    cited |= {key for option in built.options for key in option.sources}
    cited |= {k for section in built.sections for f in section.figures for k in f.sources}
    keys = [reference.key for reference in built.references]
    assert len(keys) == len(set(keys))
    assert set(keys) == cited
    assert [r.number for r in built.references] == list(range(1, len(keys) + 1))
    assert dict(built.numbers) == {r.key: r.number for r in built.references}


def test_estimates_are_in_order_and_have_a_unit(statements: list[Statement]) -> None:
    seen = 0
    for statement in statements:
        found = statement.estimate
        if found is None:
            continue
        seen += 1
        assert math.isfinite(found.p05)
        assert math.isfinite(found.p95)
        assert found.p05 <= found.p95, statement.id
        assert found.unit
        middle = (found.p50, found.mean, found.se)
        assert all(m is None for m in middle) or all(m is not None for m in middle)
        if found.p50 is not None:
            assert found.p05 <= found.p50 <= found.p95
        for variant in statement.variants:
            assert found.p05 <= variant.p05 <= variant.p95 <= found.p95
            assert 0 < variant.n <= 256
    assert seen > 8


def test_no_middle_where_judgement_decides(flagship: Run, scenario: Scenario) -> None:
    """Measured here from the columns, not taken from the briefing's own word for it."""
    reader, judged = RunReader(flagship), 0
    for key, entry in flagship.codebook["columns"].items():
        stage, option, name = key.split("/", 2)
        if option not in ("deterrent-40k", "reassurance-25k", "wartime-support"):
            continue
        if stage == "prospects":
            continue  # prints no middle at all: see test_no_middle_is_printed_of_holding
        if not entry["unit"] or name.endswith((".status", ".reason")):
            continue
        values = flagship.column(stage, option, name).astype(float)
        ok = np.isfinite(values)
        if not ok.any() or np.ptp(values[ok]) == 0:
            continue
        names = flagship.parameters_of(key)
        share = rank_share(flagship, scenario, values, ok, names)
        spread = reader.spread(stage, option, name)
        assert spread is not None
        if "join_correlation" in names:
            # Who joins: the chances are judged, whatever the dice between them make of it.
            assert spread.judged, key
        # Ties are broken in more than one way: near the limit both answers are right.
        elif abs(share - JUDGEMENT_DECIDES) > 0.05:
            assert spread.judged == (share >= JUDGEMENT_DECIDES), key
            judged += spread.judged
    assert judged > 10


def test_no_middle_is_printed_of_holding(built: Briefing) -> None:
    section = next(s for s in built.sections if s.question == "prospects")
    found = [s.estimate for s in (*section.statements, *section.notes, *section.change)]
    known = [estimate for estimate in found if estimate is not None]
    assert len(known) > 4
    assert all(e.p50 is None and e.mean is None and e.se is None for e in known)


def rank_share(
    finished: Run, scenario: Scenario, values: Any, ok: Any, names: tuple[str, ...]
) -> float:
    """Return the squared rank correlations with the grade-E parameters of a column, summed.

    Each less what chance gives it: one in the number of draws less one.
    """
    from scipy.stats import spearmanr

    total, known = 0.0, scenario.parameters
    for name in names:
        if name in known and known[name].grade == "E" and not isinstance(known[name].value, Fixed):
            sample = finished.parameter(name)[ok]
            if np.ptp(sample) > 0:
                squared = float(spearmanr(values[ok], sample).statistic) ** 2
                total += squared - (1 - squared) / (int(ok.sum()) - 2)
    return total


def test_printed_middles_only_where_they_are_known(
    flagship: Run, statements: list[Statement]
) -> None:
    reader = RunReader(flagship)
    checked = 0
    for statement in statements:
        keys = [k for k in statement.computed_from if k in flagship.codebook["columns"]]
        if statement.estimate is None or len(keys) != 1:
            continue
        spread = reader.spread(*keys[0].split("/", 2))
        if spread is not None and spread.judged:
            checked += 1
            assert statement.estimate.p50 is None
    for statement in statements:
        if len(statement.variants) > 1:
            checked += 1
            ends = [end for one in statement.variants for end in (one.p05, one.p95)]
            if statement.estimate is None:  # a judged chance: a range in words
                assert statement.band is not None
                assert (statement.band.low, statement.band.high) == (min(ends), max(ends))
            else:
                assert statement.estimate.p50 is None
    assert checked > 5


def test_json_keeps_its_contract(flagship: Run, built: Briefing) -> None:
    data = json.loads(write_json(built))
    assert data["format"] == 1
    assert data["manifest"] == flagship.manifest
    assert [s["question"] for s in data["sections"]] == QUESTIONS
    for section in data["sections"]:
        for statement in section["statements"]:
            assert set(statement) == STATEMENT
            if statement["estimate"]:
                assert set(statement["estimate"]) == {"p05", "p50", "p95", "mean", "se", "unit"}
            for variant in statement["variants"]:
                assert set(variant) == {"name", "p05", "p95", "n"}
        for figure in section["figures"]:
            assert {"id", "title", "sentence", "spec"} <= set(figure)
            assert figure["spec"]["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert [c["id"] for c in data["claims"]] == [f"C{n:02}" for n in range(1, 27)]
    for claim in data["claims"]:
        assert {"id", "verdict", "why", "statements"} <= set(claim)


def test_json_has_no_word_for_what_is_no_number(built: Briefing) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    json.loads(write_json(built), parse_constant=refuse)


def test_the_same_run_gives_the_same_bytes_in_any_folder(flagship: Run, tmp_path) -> None:
    moved = open_run(shutil.copytree(flagship.folder, tmp_path / "under another name"))
    here, there = (build(run, figures=False) for run in (flagship, moved))
    assert write_json(here) == write_json(there)


def test_option_titles_and_sizes_are_as_the_pack_gives_them(flagship: Run, built: Briefing) -> None:
    scenario = flagship.scenario()
    assert [row.id for row in built.options] == [option.id for option in scenario.options]
    given, computed = built.option_columns
    for row in built.options:
        assert len(row.given) == len(given)
        assert len(row.computed) == len(computed)


def test_as_of_is_told(built: Briefing) -> None:
    assert built.as_of == "1 February 2025"
    assert "--as-of 2025-02-01" in dict(built.facts)["Command"]


@pytest.fixture(scope="module")
def short_run(scenario, tmp_path_factory):
    """Return a maker of runs that are over at once."""

    def make(n: int, *options: str) -> Run:
        folder = tmp_path_factory.mktemp("short") / "run"
        return run(scenario, draw(scenario, n, 7), folder, options=options or None)

    return make


def test_some_options_are_named_in_the_command(short_run) -> None:
    briefing = build(short_run(16, "deterrent-40k", "line-100k"), figures=False)
    command = dict(briefing.facts)["Command"]
    assert command.endswith("--option deterrent-40k --option line-100k")
    assert briefing.reproduce[0][1] == command


@pytest.mark.parametrize("draws", [1, 2])
@pytest.mark.usefixtures("one_solved_draw")
def test_very_few_draws_still_read(short_run, draws: int) -> None:
    briefing = build(short_run(draws), figures=False)
    assert "nan" not in {text for _, text in printed(briefing)}


@pytest.mark.parametrize("option", ["no-force", "observers-5k", "tripwire-10k", "equal-money"])
def test_one_option_alone_reads(short_run, option: str) -> None:
    briefing = build(short_run(16, option), figures=False)
    assert [row.id for row in briefing.options] == [option]
    for section in briefing.sections:
        for table in section.tables:
            assert table.rows, table.title


@pytest.mark.parametrize("as_of", ["2024-01-01", "2025-01-01", "2025-06-01", "2026-01-01"])
@pytest.mark.usefixtures("one_rung")
def test_other_dates_read(as_of: str, tmp_path) -> None:
    scenario = load("ukraine-2025", as_of)
    # One option of each family: what a date changes is how sentences read, not how many there are.
    options = list({option.family: option.id for option in scenario.options}.values())
    made = run(scenario, draw(scenario, 32, 7), tmp_path / "r", options=options)
    briefing = build(made, figures=False)
    assert briefing.sections[0].question == "size"
    assert all("nan" not in text.split() for _, text in printed(briefing))
    assert len(briefing.claims) == len(scenario.rows("claims"))
    for claim in briefing.claims:
        for text in (claim.why, claim.deciding, claim.when, claim.who):
            assert not FAULTS.search(text), (claim.id, text)
