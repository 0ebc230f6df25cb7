"""What an author reads: the place, what is wrong, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ceasefire.scenario import check

Found = Callable[..., list[str]]

# File, what stands there, what an author wrote instead, and the messages.
TYPICAL = {
    "a misspelt key": (
        "scenario.yaml",
        "{low: 90, mode: 100, high: 120}",
        "{low: 90, mod: 100, high: 120}",
        [
            "scenario.yaml:14:5: The key 'mode' is missing in 'value'. Add it.",
            "scenario.yaml:14:22: The key 'mod' is not known here. Perhaps you meant 'mode'.",
        ],
    ),
    "a range that runs backwards": (
        "scenario.yaml",
        "{low: 40, high: 50}",
        "{low: 60, high: 50}",
        [
            "scenario.yaml:21:5: The range runs backwards: low 60, high 50. Order it low <= high.",
        ],
    ),
    "an unknown unit": (
        "scenario.yaml",
        "unit: sites",
        "unit: site",
        [
            "scenario.yaml:27:53: 'site' is not a unit of the table. Perhaps you meant 'sites'.",
        ],
    ),
    "an unknown source": (
        "proposals.csv",
        "plan-2025;census-2024",
        "plan-2025;cencus-2024",
        [
            "proposals.csv:3:51: The source 'cencus-2024' is not in sources.yaml. "
            "Perhaps you meant 'census-2024'.",
        ],
    ),
    "a row twice": (
        "proposals.csv",
        "late,A third",
        "early,A third",
        [
            "proposals.csv:4:1: 'early' stands on line 2 and again on line 4. 'id' of "
            "proposals.csv must be unique. Keep one of the rows.",
        ],
    ),
}


@pytest.mark.parametrize("name", TYPICAL)
def test_typical_mistakes(name: str, found: Found) -> None:
    file, old, new, messages = TYPICAL[name]
    assert found(file, old, new) == messages


# What an author wrote, and words that the one message about it holds.
MISTAKES = [
    ("value: 0.5, unit: share", "value: 5, unit: share", "outside what is plausible for share"),
    ("value: 0.5, unit: share", "value: .nan, unit: share", "not a finite number"),
    ("value: 0.5, unit: share", "value: 1e999, unit: share", "not a finite number"),
    ("value: 0.5, unit: share", "value: '0.5', unit: share", "'0.5', not a number"),
    ("value: 0.5, unit: share", "value: 0.5", "'unit' is missing"),
    ("value: 0.5, unit: share", "value: 0.5, unit: km", "in km where share is needed"),
    ("p05: 10, p50: 20", "p05: 20, p50: 20", "Two quantiles are equal"),
    ("[summer, winter]}", "[summer, summer]}", "named twice"),
    ("[summer, winter]}", "[summer, winter]}, unit: km", "have no unit"),
    ("source: [atlas-2020]\n    known_from: 2020\n", "known_from: 2020\n", "B and no source"),
    ("    known_from: 2020-03\n", "", "no known_from"),
    ("known_from: 2020-03", "known_from: 2020-13", "no such date"),
    ("known_from: 2024-06-30", "known_from: 2025-02", "two values known from the same date"),
    ("value: 60000, unit: troops", "value: 60000, unit: people", "have different units"),
    ("  sites: {", "  front_length: {value: 150, unit: km, grade: E}\n  sites: {", "second total"),
    ("as_of: 2025-02-01", "as_of: 2025-02-01\nfront_length: 150", "second total"),
    ("length: land_length", "length: land_lenght", "Perhaps you meant 'land_length'"),
    ("id: river,", "id: land,", "the first is on line"),
    ("kind: river_contact", "kind: river", "not a value of 'kind'"),
    ("    troops: 0", "    troops: -1", "outside what is plausible for troops"),
    ("heavy_share: 0.2", "heavy_share: 1.2", "at most 1"),
    ("combat_brigades: 1", "combat_brigades: -1", "at least 0"),
    ("mandate: reassurance", "mandate: reasurance", "Perhaps you meant 'reassurance'"),
    ("{guard_sites: sites,", "{guard_site: sites,", "Perhaps you meant 'guard_sites'"),
    ("{guard_sites: sites,", "{guard_sites: sitess,", "There is no parameter 'sitess'"),
    ("{guard_sites: sites,", "{guard_sites: land_length,", "in km where sites is needed"),
    ("{guard_sites: sites,", "{guard_sites: -3,", "-3 is not an amount"),
    ("sectors: [land]", "sectors: [lnd]", "There is no sector 'lnd'"),
    ("id: guards", "id: ../guards", "cannot be the name of anything"),
    ("reassurance: guards", "reassurance: gards", "which is no option"),
    ("  reassurance: guards\n", "", "'reassurance' of proposals.csv is not mapped"),
    ("child: river_length", "child: nothing", "There is no parameter 'nothing'"),
    ("child: river_length", "child: land_length", "follows 'land_length'"),
    ("correlation: 0.9", "correlation: 1", "below 1"),
    ("format: 1", "format: 2", "this version reads format 1"),
    ("format: 1\n", "", "The key 'format' is missing"),
    ("title: A force behind", "title: [A, B] #", "is a list, not a text"),
    ("title: A force behind a small ceasefire", "title: ' '", "blank"),
    ("{host: Norway, adversary", "{hots: Norway, adversary", "Perhaps you meant 'host'"),
]


@pytest.mark.parametrize(("old", "new", "words"), MISTAKES)
def test_a_mistake_in_the_scenario_is_named(old: str, new: str, words: str, found: Found) -> None:
    messages = found("scenario.yaml", old, new)
    assert any(words in message for message in messages), messages
    assert len(messages) <= 2


def test_all_problems_come_at_once(minimal: Path) -> None:
    path = minimal / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("{low: 40, high: 50}", "{low: 60, high: 50}")
    text = text.replace("unit: sites", "unit: site").replace("[census-2024]", "[nowhere]")
    text = text.replace("as_of: 2025-02-01\n", "").replace("family: reassure", "family: sure")
    path.write_text(text, encoding="utf-8")
    (minimal / "line.geojson").write_text("{", encoding="utf-8")
    (minimal / "proposal.csv").write_text("id\n", encoding="utf-8")
    words = " ".join(str(problem) for problem in check(minimal))
    for part in (
        *("runs backwards", "'site' is not a unit", "'nowhere' is not in", "'as_of' is missing"),
        *("'sure' is not a value", "This is not JSON", "'proposal.csv' is not part of a pack"),
    ):
        assert part in words
    assert len(check(minimal)) == 7


def test_a_value_left_out_for_a_mistake_is_not_called_missing(found: Found) -> None:
    messages = found("scenario.yaml", "{low: 90, mode: 100, high: 120}", "{low: 90, mode: x}")
    assert not any("There is no parameter" in message for message in messages)
    assert any("'mode' is 'x', not a number" in message for message in messages)
