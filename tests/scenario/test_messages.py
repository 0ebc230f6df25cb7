"""What an author reads: the place, what is wrong, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ceasefire.core.units import UNITS, convert
from ceasefire.scenario import check
from ceasefire.scenario.problems import _UNIT_MEANT, nearest, unit_suggestion

Found = Callable[..., list[str]]

# File, what stands there, what an author wrote instead, and the messages.
TYPICAL = {
    "a misspelt key": (
        "scenario.yaml",
        "{low: 90, mode: 100, high: 120}",
        "{low: 90, mod: 100, high: 120}",
        [
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
    "a unit that people use": (
        "scenario.yaml",
        "unit: sites",
        "unit: miles",
        [
            "scenario.yaml:27:53: 'miles' is not a unit of the table. Give the value in 'km': "
            "a mile is 1.609344 km.",
        ],
    ),
    "a misspelt key of an option": (
        "scenario.yaml",
        "command: ad_hoc_coalition",
        "comand: ad_hoc_coalition",
        [
            "scenario.yaml:67:5: The key 'comand' is not known here. Perhaps you meant 'command'.",
        ],
    ),
    "a misspelt unit key": (
        "scenario.yaml",
        "value: 0.5, unit: share",
        "value: 0.5, unti: share",
        [
            "scenario.yaml:26:29: The key 'unti' is not known here. Perhaps you meant 'unit'.",
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


def test_a_source_key_is_not_likened_by_its_date_alone(found: Found) -> None:
    messages = found("proposals.csv", "plan-2025;census-2024", "plan-2025;unlocated-2024")
    assert messages == [
        "proposals.csv:3:51: The source 'unlocated-2024' is not in sources.yaml. Add it there."
    ]


KEYS = ["un.org-2012-1", "unlocated-2000-1", "tass.com-2025-01-1", "afghanistanstudygroup.org-nd-1"]


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("un.org-2013-1", "un.org-2012-1"),
        ("reuters.com-2025-01-1", ""),
        ("bbc-2000-1", ""),
        ("tass.com-2025-01", "tass.com-2025-01-1"),
        ("afganistanstudygroup.org-nd-1", "afghanistanstudygroup.org-nd-1"),
    ],
)
def test_nearest_key_of_a_source(given: str, near: str) -> None:
    assert nearest(given, KEYS) == near


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ("Kilometers", "Write 'km'"),
        ("square km", "Write 'km2'"),
        ("%", "Give the value in 'share': 1% is 0.01"),
        ("weeks", "Give the value in 'days': a week is 7 days"),
        ("yeears", "Perhaps you meant 'years'"),
    ],
)
def test_a_unit_that_is_meant(given: str, advice: str) -> None:
    assert unit_suggestion(given) == advice


def test_advice_on_units_names_units_of_the_table() -> None:
    assert {unit for unit, _ in _UNIT_MEANT.values()} <= set(UNITS)
    assert not set(_UNIT_MEANT) & set(UNITS)
    for words, unit, factor in (("a mile", "m", 1609.344), ("a week", "hours", 168)):
        advice = next(f for u, f in _UNIT_MEANT.values() if f.startswith(words))
        amount, of = advice.rpartition(" is ")[2].split()
        assert convert(float(amount), of, unit) == pytest.approx(factor)


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
