"""Tables of the section on past missions: nearest cases, classes, losses, the track record."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ceasefire.briefing.model import DataTable
from ceasefire.briefing.precedents_data import (
    METHODS,
    CaseNear,
    classes,
    lead_option,
    losses_of,
    nearest,
    record,
)
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.words import number

__all__ = ["precedents_tables"]

_TARGETS = {
    "asked": "what planners asked for",
    "sent": "the most that was sent",
    "sent_first": "what was sent first",
}
_CLASSES = {
    "civil_war_truce": "civil wars",
    "monitored_line": "lines",
    "interstate_ending": "wars between states",
}
_FORCE = {"none": "none", "present": "present", "any": "either"}
_KINDS = {
    "calm_line": "a calm line",
    "settlement": "a settlement it guards",
    "contested_line": "a contested line",
    "stabilisation": "an area with armed groups",
    "open_war": "an open war",
    "other": "accidents and illness, anywhere",
}
_FORECASTERS = {
    "prior": "reference class",
    "consent": "missions with as much consent",
    "base_rate": "all missions (base rate)",
}


def precedents_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the run can fill."""
    return told(
        lambda: _nearest(reader),
        lambda: _classes(reader),
        lambda: _losses(reader),
        lambda: _sizes(reader),
        lambda: _breaks(reader),
        lambda: _calibration(reader),
    )


def _nearest(reader: RunReader) -> DataTable | None:
    """Return the nearest missions of every option with a force; options with the same five once."""
    together: dict[frozenset[str], list[tuple[str, dict[str, CaseNear]]]] = {}
    for option in reader.scenario.options:
        if option.id in reader.options and option.troops_high > 0:
            cases = {case.id: case for case in nearest(reader, option)}
            together.setdefault(frozenset(cases), []).append((option.title, cases))
    rows = [row for found in together.values() for row in _near_rows(found)]
    if not rows:
        return None
    return DataTable(
        "The five past missions nearest to each option",
        ("Options", "Past mission", "Distance", "What sets it apart", "What became of it"),
        tuple(rows),
        "Distance: 0 where all that both tell is alike, 1 where nothing is: mandate, consent, "
        "place, line, kind of war, great power and size, weighed by this project’s judgement.",
    )


def _near_rows(found: Sequence[tuple[str, dict[str, CaseNear]]]) -> list[tuple[str, ...]]:
    """Return a row a mission for options that share their five, the nearest first."""
    titles = "; ".join(title for title, _ in found)
    rows = []
    for id, first in found[0][1].items():
        each = [cases[id] for _, cases in found]
        ends = [min(case.distance for case in each), max(case.distance for case in each)]
        distance = "–".join(dict.fromkeys(f"{end:.2f}" for end in ends))
        apart = [name for name in first.apart if all(name in case.apart for case in each)]
        words = ", ".join(apart) or "little"
        rows.append((ends[0], (titles, first.name, distance, words, first.outcome)))
    ordered = [row for _, row in sorted(rows)]
    return [row if n == 0 else ("", *row[1:]) for n, row in enumerate(ordered)]


def _classes(reader: RunReader) -> DataTable | None:
    rows = tuple(
        (
            f"{_CLASSES.get(str(row['reference_class']), '')}: {row['cases']}",
            str(row["level"]),
            _FORCE.get(str(row["force"]), str(row["force"])),
            "not told" if row["n"] is None else number(float(str(row["n"])), published=True),
            *(_share(row[name]) for name in ("broken_1y", "broken_5y", "broken_10y")),
            _interval(row),
        )
        for row in classes(reader)
    )
    if not rows:
        return None
    return DataTable(
        "How often past ceasefires broke, class by class",
        ("Cases", "Level", "Force", "n", "1 year", "5 years", "10 years", "95% interval at 5"),
        rows,
        "H2: large-scale war returns. H1: 25 battle deaths in a year, which is less. Classes and "
        "levels are never pooled.",
    )


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _share(cell: object) -> str:
    return "not told" if cell is None else _percent(float(str(cell)))


def _interval(row: Mapping[str, object]) -> str:
    low, high = row["low"], row["high"]
    if low is None or high is None:
        return "not told"
    return f"{_percent(float(str(low)))}–{_percent(float(str(high)))}"


def _losses(reader: RunReader) -> DataTable | None:
    option = lead_option(reader)
    found = losses_of(reader, option) if option else {}
    rows = []
    for kind, words in _KINDS.items():
        if kind in found:
            low, high = number(found[kind].p05), number(found[kind].p95)
            missions = [
                str(row["title"])
                for row in reader.scenario.rows("loss_rates")
                if row["kind"] == kind or (kind == "other" and row["other_rate"] is not None)
            ]
            named = "; ".join(missions) if kind != "other" else f"{len(missions)} missions"
            rows.append((words, f"{low}–{high}", named))
    if not rows or option is None:
        return None
    return DataTable(
        f"Deaths a year in a force of the size of “{option.title}”, by what past missions met",
        ("Had it met", "Deaths a year", "Missions"),
        tuple(rows),
        "5–95% of the draws, between the lowest and the highest rate of the missions named.",
    )


def _sizes(reader: RunReader) -> DataTable | None:
    rows = tuple(
        (
            _TARGETS[score["target"]],
            METHODS.get(score["method"], score["method"]),
            number(int(score["n"]), published=True),
            f"{_percent(score['factor_of_two'])} ({_percent(score['factor_of_two_low'])}–"
            f"{_percent(score['factor_of_two_high'])})",
            _percent(score["coverage_50"]),
            _percent(score["coverage_90"]),
            f"× {number(math.exp(score['median_log_ratio']))}",
        )
        for score in record(reader).get("sizes", ())
    )
    if not rows:
        return None
    return DataTable(
        "How well would this have done? Sizes",
        (
            "Held against",
            "Method",
            "Cases",
            "Within a factor of two",
            "Middle 50% holds it",
            "90% range holds it",
            "Middle case",
        ),
        rows,
        "Each mission is left out of its own coefficients. In brackets a 90% interval over "
        "resampled missions. By population the host’s own troops are not taken off. Methods that "
        "need tasks or an adversary’s strength cannot be tried on most past missions.",
    )


def _breaks(reader: RunReader) -> DataTable | None:
    found = record(reader)
    rows: list[tuple[str, ...]] = []
    for words, scores in (
        ("all", found.get("breaks", ())),
        (f"after {found.get('last_year')}", found.get("later_breaks", ())),
    ):
        rows += [_break_row(words, score) for score in scores]
    if not rows:
        return None
    return DataTable(
        "How well would this have done? Chances to break",
        (
            "Missions",
            "Within",
            "Forecaster",
            "Cases",
            "Broke",
            "Brier score",
            "Log score",
            "Better than base rate by",
        ),
        tuple(rows),
        "Lower scores are better; in brackets a 90% interval over resampled missions. After the "
        "year named, forecasters learn from missions that began by then alone.",
    )


def _break_row(words: str, score: Mapping[str, Any]) -> tuple[str, ...]:
    gain = f"{score['gain']:+.2f} ({score['gain_low']:+.2f} to {score['gain_high']:+.2f})"
    itself = score["forecaster"] == "base_rate"
    years = number(float(score["years"]), published=True)
    return (
        words,
        f"{years} year{'' if years == '1' else 's'}",
        _FORECASTERS.get(score["forecaster"], score["forecaster"]),
        number(int(score["n"]), published=True),
        number(int(score["broken"]), published=True),
        f"{score['brier']:.2f}",
        f"{score['log_score']:.2f}",
        "" if itself else gain.replace("-", "−"),
    )


def _range(low: float, high: float) -> str:
    if low <= 0:
        return f"under {_percent(high)}"
    return f"{_percent(low)} and more" if high >= 1 else f"{_percent(low)}–{_percent(high)}"


def _calibration(reader: RunReader) -> DataTable | None:
    rows = tuple(
        (
            _range(part["low"], part["high"]),
            number(int(part["n"]), published=True),
            _percent(part["foretold"]),
            _percent(part["happened"]),
        )
        for score in record(reader).get("breaks", ())
        if score["forecaster"] == "prior" and score["years"] == 5
        for part in score["calibration"]
    )
    if not rows:
        return None
    return DataTable(
        "Foretold and seen: the reference classes at five years",
        ("Foretold chance to break", "Missions", "Foretold on average", "Broke"),
        rows,
        "Missions lost from observation before five years count through the others.",
    )
