"""Published figures, reproduced from the inputs that go with them (tests/cases/README.md)."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.cases.case import (
    CaseError,
    coefficients,
    computed,
    expected,
    family,
    made,
    read,
    row_of,
    used,
)
from tests.cases.rules import RULES

from ceasefire.size.line_density import CONSENT_FACTOR

FOLDER = Path(__file__).parent
CASES = read(FOLDER)
HELD_OUT = [case for case in CASES if case.kind == "held_out"]
# A case tells something if a coefficient that is wrong by this factor, either way, would fail it.
WRONG = 1.5

each = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


@each
def test_the_published_figure_comes_out_or_is_recorded_as_a_miss(case, scenario):
    low, high = computed(case, scenario)
    said = f"computed {low:,.1f} to {high:,.1f}, published {expected(case)}"
    assert reproduced(case, low, high) is not case.miss, said
    if case.recorded:
        assert (low, high) == pytest.approx(case.recorded, rel=0.001, abs=0.05), said


@each
def test_the_kind_follows_from_what_the_case_uses(case, scenario, later):
    assert set(case.uses) == used(case)
    assert len(case.uses) == len(set(case.uses))
    own = {*addresses(later, case), case.source}
    behind = {name: sources_of(name, scenario) | sources_of(name, later) for name in case.uses}
    shared = own & set().union(*behind.values())
    unsourced = [name for name, keys in behind.items() if not keys]
    kind = "held_out"
    if not case.uses:
        kind = "identity"
    elif shared:
        kind = "anchor"
    elif unsourced:
        kind = "judged"
    said = f"sharing {sorted(shared)}, without a source {unsourced}"
    assert case.kind == kind, f"{case.kind} but uses {case.uses}, {said}"


@each
def test_the_source_is_one_of_the_packs_or_of_the_file(case, scenario):
    assert case.source in scenario.sources or case.source in case.own_sources
    assert not (case.source in scenario.sources and case.source in case.own_sources)
    assert case.publication["date"]
    assert case.note


def test_held_out_cases_share_one_tolerance_and_enough_of_them_are_telling(scenario):
    assert {case.tolerance for case in HELD_OUT} == {0.05}
    assert len([case.id for case in HELD_OUT if telling(case, scenario)]) >= 8


def test_a_case_that_holds_with_a_wrong_coefficient_is_not_telling(scenario):
    by_id = {case.id: case for case in HELD_OUT}
    assert telling(by_id["atlantic-resolve-2020"], scenario)
    assert not telling(by_id["lithuania-brigade"], scenario)  # at the edge of the range
    assert not telling(by_id["gcsp-15k-2025"], scenario)  # the range holds almost anything
    assert not telling(by_id["ifor-1995"], scenario)  # a miss


def test_misses_are_kept():
    missed = {case.id for case in CASES if case.miss and case.kind in ("held_out", "judged")}
    assert missed >= {
        *("swp-150k-2025", "gcsp-monitors-2025", "donbas-un-plan-2018", "ifor-1995", "gady-2024"),
        *("lukashenko-120k-2024", "bruegel-50-brigades-2025", "eumam-ten-brigades-2024"),
        *("bosnia-battalion-group-by-2025-slice", "csis-monitors-by-line-2025"),
    }


def test_there_are_enough_cases_and_every_rule_has_one():
    assert len(CASES) >= 25
    assert {case.rule for case in CASES} == set(RULES)


def test_the_readme_lists_every_rule():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name, rule in RULES.items():
        assert f"| `{name}` | {', '.join(rule.inputs)} |" in text


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "rotation_pole"},
        {"kind": "held out"},
        {"surprise": 1},
        {"inputs": {"deployed": {"value": 1, "unit": "troops"}}},
        {"inputs": {"deployed": {"valu": 1}, "multiplier": {"value": 1, "unit": "ratio"}}},
        {"expected": {"value": 1}},
        {"outcome": "miss"},
        {"computed": {"low": 1, "high": 1}},
    ],
    ids=str,
)
def test_a_case_with_an_unknown_key_or_rule_is_refused(change):
    entry = {
        "id": "small",
        "publication": {"title": "T", "who": "W", "date": "2025"},
        "source": "key",
        "kind": "identity",
        "rule": "rotation_pool",
        "inputs": {
            "deployed": {"value": 1, "unit": "troops"},
            "multiplier": {"value": 3, "unit": "ratio"},
        },
        "expected": {"value": 3, "unit": "troops"},
        "tolerance": 0,
        "uses": [],
        "note": "N",
    }
    assert made(entry, "file", {}).id == "small"
    with pytest.raises(CaseError, match="file: small"):
        made(entry | change, "file", {})


def test_a_wrong_figure_would_be_noticed(scenario):
    for case in CASES:
        low, high = computed(case, scenario)
        wrong = replace(case, expected={"value": 3 * high + 1, "unit": case.expected["unit"]})
        if "at_least" not in case.expected:
            assert not reproduced(wrong, low, high), case.id


def reproduced(case, low: float, high: float) -> bool:
    first, last = expected(case)
    slack = case.tolerance + 1e-12
    if case.kind == "identity":
        top = last == float("inf") or abs(high - last) <= slack * abs(last)
        bottom = low >= first if last == float("inf") else abs(low - first) <= slack * abs(first)
        return bottom and top
    return low * (1 - slack) <= first and last <= high * (1 + slack)


def telling(case, scenario) -> bool:
    """Return whether the case holds, and fails with any coefficient wrong by the factor."""
    factors = [{name: f} for name in coefficients(case) for f in (WRONG, 1 / WRONG)]
    return reproduced(case, *computed(case, scenario)) and not any(
        reproduced(case, *computed(case, scenario, wrong)) for wrong in factors
    )


def sources_of(name, scenario) -> set[str]:
    """Return keys and addresses behind a parameter, a table row or a family of yardsticks."""
    table, _, id = name.rpartition("/")
    if table == "line_yardsticks":
        rows = [f"operations/{mission}" for mission in family(scenario, id)]
        found = [sources_of(row, scenario) for row in rows]
        assert all(found), f"{id}: a mission without a source"
        regimes = {row_of(scenario, *row.split("/"))["parties_consented"] for row in rows}
        factors = [CONSENT_FACTOR[regime] for regime in sorted(regimes - {"yes"})]
        return set().union(*found, *(sources_of(factor, scenario) for factor in factors))
    keys: set[str] = set()
    if table:
        rows = [row for row in scenario.rows(table) if row["id"] == id]
        keys |= {key for row in rows for key in str(row["sources"] or "").split(";") if key}
    elif name in scenario.parameters:
        keys |= set(scenario.parameters[name].sources)
    known = [scenario.sources[key] for key in keys if key in scenario.sources]
    return keys | {source.url for source in known if source.url}


def addresses(scenario, case) -> set[str]:
    source = scenario.sources.get(case.source)
    return {source.url} if source and source.url else set()
