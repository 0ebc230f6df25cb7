"""The answers for machines: size, purpose and claims as one JSON object each."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from tests.briefing.conftest import QUESTIONS
from tests.briefing.test_sentences import FAULTS

from ceasefire.briefing.answers import answer_json
from ceasefire.briefing.claims_section import claims
from ceasefire.briefing.read import RunReader
from ceasefire.draws import draw
from ceasefire.results.verdict import VERDICTS
from ceasefire.runs import run
from ceasefire.runs.reading import Run
from ceasefire.scenario import load
from ceasefire.scenario.model import Scenario

METHODS = {
    *("population_density", "line_density", "task_build_up", "force_ratio", "hold_time"),
    "rotation_pool",
}


@pytest.fixture(scope="module")
def size(flagship: Run) -> dict[str, Any]:
    return answer_json(flagship, "size")


@pytest.fixture(scope="module")
def checked(flagship: Run) -> dict[str, dict[str, Any]]:
    return {claim["id"]: claim for claim in answer_json(flagship, "claims")["claims"]}


def numbers(tree: Any) -> Iterator[float]:
    """Return every number of a tree."""
    if isinstance(tree, dict):
        for value in tree.values():
            yield from numbers(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from numbers(value)
    elif isinstance(tree, int | float):
        yield float(tree)


@pytest.mark.parametrize("question", [*QUESTIONS, "claims"])
def test_answers_are_plain_and_finite(flagship: Run, question: str) -> None:
    found = answer_json(flagship, question)
    assert json.loads(json.dumps(found, allow_nan=False))
    assert all(math.isfinite(number) for number in numbers(found))


def test_no_other_question_is_answered(flagship: Run) -> None:
    with pytest.raises(KeyError):
        answer_json(flagship, "weather")


def test_every_option_has_every_method(flagship: Run, size: dict[str, Any]) -> None:
    assert tuple(size["options"]) == flagship.options
    for id, option in size["options"].items():
        assert set(option["methods"]) == METHODS, id
        for name, method in option["methods"].items():
            kept = {"applicable", "reason", "estimate", "grade", "sources"}
            assert kept <= set(method), (id, name)


def test_a_method_that_does_not_apply_says_why(size: dict[str, Any]) -> None:
    applicable = Counter()
    for id, option in size["options"].items():
        for name, method in option["methods"].items():
            applicable[method["applicable"]] += 1
            if method["applicable"]:
                estimate = method["estimate"]
                assert estimate["p05"] <= estimate["p95"], (id, name)
                assert estimate["unit"] == "troops"
                assert method["grade"] in set("ABCDE")
                assert method["variants"]
            else:
                assert method["estimate"] is None
                assert len(method["reason"]) > 20, (id, name)
                assert method["reason"].endswith("."), (id, name)
                assert method["grade"] is None
    assert applicable[True] > 30
    assert applicable[False] > 30


def test_several_variants_have_ends_and_no_middle(size: dict[str, Any]) -> None:
    seen = 0
    for option in size["options"].values():
        for method in option["methods"].values():
            if len(method["variants"]) > 1:
                seen += 1
                assert method["estimate"]["p50"] is method["estimate"]["mean"] is None
                ends = [(v["p05"], v["p95"]) for v in method["variants"].values()]
                assert method["estimate"]["p05"] == min(low for low, _ in ends)
                assert method["estimate"]["p95"] == max(high for _, high in ends)
    assert seen > 20


def test_backer_states_part_the_draws(size: dict[str, Any]) -> None:
    states = size["options"]["deterrent-40k"]["methods"]["task_build_up"]["by_backer_state"]
    assert set(states) == {"none", "logistics", "full"}
    assert sum(state["n"] for state in states.values()) == size["draws"] == 256
    # Without the backer's logistics the tail is longer.
    assert states["none"]["p95"] > states["full"]["p95"]


def test_purpose_has_tasks_and_whom_they_relieve(flagship: Run) -> None:
    found = answer_json(flagship, "purpose")
    assert tuple(found["options"]) == flagship.options
    option = found["options"]["wartime-support"]
    assert option["tasks"]
    for task in option["tasks"].values():
        assert {"title", "relieves", "demand", "freed_ceasefire", "freed_wartime"} <= set(task)
    freed = option["freed"]["wartime"]
    parts = [task["freed_wartime"]["p95"] for task in option["tasks"].values()]
    assert max(parts) <= freed["p95"] <= sum(parts) * 1.0001
    assert found["options"]["no-force"]["freed"] == {"ceasefire": None, "wartime": None}


def test_all_claims_are_there_with_the_verdict_they_can_have(root, checked) -> None:
    path = root / "src/ceasefire/packs/ukraine-2025/claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert list(checked) == [f"C{n:02}" for n in range(1, 27)] == list(rows)
    decided = {"supported", "contested", "refuted"}
    assert {*decided, "not_checkable", "not_yet_assessed"} == set(VERDICTS)
    assert checked["C01"]["verdict"] == "not_checkable"
    for id, row in rows.items():
        verdict = checked[id]["verdict"]
        if row["rule"] == "context_alone" or id == "C07":  # its page was not found
            assert verdict == "not_checkable", id
        elif row["rule"]:
            assert verdict in decided, id
            assert checked[id]["computed_from"], id
        elif row["check_by"] != "none":
            assert verdict == "not_yet_assessed", id
    assert sum(claim["verdict"] in decided for claim in checked.values()) >= 5


def test_counts_add_up(flagship: Run) -> None:
    found = answer_json(flagship, "claims")
    assert sum(found["counts"].values()) == 26
    assert found["counts"] == dict(Counter(claim["verdict"] for claim in found["claims"]))


def test_contested_claims_say_what_decides(checked) -> None:
    for id, claim in checked.items():
        assert bool(claim["deciding"]) == (claim["verdict"] == "contested"), id
        assert claim["why"]


@pytest.mark.parametrize(
    ("seed", "as_of", "draws"),
    [(8, "2025-06", 64), (4294967295, None, 8), (0, None, 1)],
)
@pytest.mark.usefixtures("one_solved_draw")
def test_verdicts_have_words_for_any_seed_and_date(
    seed: int, as_of: str | None, draws: int, tmp_path, request: pytest.FixtureRequest
) -> None:
    if as_of:
        request.getfixturevalue("one_rung")
    scenario = load("ukraine-2025", as_of)
    finished = run(scenario, draw(scenario, draws, seed), tmp_path / "r")
    found = claims(RunReader(finished))
    assert len(found) == 26
    for claim in found:
        for text in (claim.why, claim.deciding, claim.when, claim.who):
            assert not FAULTS.search(text), (claim.id, text)


def test_verdicts_wait_for_options_that_were_not_run(scenario: Scenario, tmp_path) -> None:
    finished = run(scenario, draw(scenario, 8, 7), tmp_path / "r", options=["no-force"])
    found = {claim.id: claim for claim in claims(RunReader(finished))}
    for id in ("C04", "C06", "C10", "C14", "C15"):
        assert found[id].verdict == "not_yet_assessed"
        assert found[id].why
