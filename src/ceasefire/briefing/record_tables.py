"""Tables of the methods' own record on past missions: aims, sizes, chances to break."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ceasefire.briefing.model import DataTable
from ceasefire.briefing.precedents_data import (
    AIMS,
    FORECASTERS,
    METHODS,
    TARGETS,
    aim_words,
    record,
    signed,
)
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.words import number

__all__ = ["record_tables"]


def record_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the record of the run can fill."""
    return told(
        lambda: _aims(reader),
        lambda: _sizes(reader),
        lambda: _breaks(reader),
        lambda: _calibration(reader),
    )


def _aims(reader: RunReader) -> DataTable | None:
    rows = tuple(
        (AIMS[aim["name"]], *aim_words(aim), number(int(aim["n"]), published=True))
        for aim in record(reader).get("aims", ())
    )
    if not rows:
        return None
    return DataTable(
        "How well would this have done? What was aimed at, and found",
        ("Aim", "Aimed at", "Found", "Met", "Cases"),
        rows,
        "Set before any result was seen; nothing was tuned on single cases. The last aim is that "
        "of a Cox model on another collection of ceasefires.",
    )


def _sizes(reader: RunReader) -> DataTable | None:
    found = record(reader)
    later = [s for s in found.get("later_sizes", ()) if s["target"] == "asked"]
    rows = tuple(
        (words, *_size_row(score))
        for words, scores in (
            ("all", found.get("sizes", ())),
            (f"after {found.get('last_year')}", later),
        )
        for score in scores
    )
    if not rows:
        return None
    return DataTable(
        "How well would this have done? Sizes",
        (
            "Missions",
            "Held against",
            "Method",
            "Cases",
            "Within a factor of two",
            "Middle 50% holds it",
            "90% range holds it",
            "Middle case",
            "Off by, on average",
        ),
        rows,
        "Each mission is left out of its own coefficients, with those that were the same force or "
        "stood there too; the rules by population are published figures and leave nothing out. In "
        "brackets a 90% interval over resampled missions. By population the host’s own troops are "
        "not taken off. Methods that need tasks or an adversary’s strength cannot be tried on most "
        "past missions. After the year named, methods learn from missions that began by then.",
    )


def _size_row(score: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        TARGETS[score["target"]],
        METHODS.get(score["method"], score["method"]),
        number(int(score["n"]), published=True),
        f"{_percent(score['factor_of_two'])} ({_percent(score['factor_of_two_low'])}–"
        f"{_percent(score['factor_of_two_high'])})",
        _percent(score["coverage_50"]),
        _percent(score["coverage_90"]),
        f"× {number(math.exp(score['median_log_ratio']))}",
        f"× {number(math.exp(score['mean_abs_log_ratio']))}",
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
            "Base rate’s, on the same",
            "Log score",
            "Better than base rate by",
        ),
        tuple(rows),
        "Lower scores are better; in brackets a 90% interval over resampled missions. After the "
        "year named, forecasters learn from missions that began by then alone, but for the shares "
        "of truces, which are published figures that count later ones too.",
    )


def _break_row(words: str, score: Mapping[str, Any]) -> tuple[str, ...]:
    gain = f"{signed(score['gain'])} ({signed(score['gain_low'])} to {signed(score['gain_high'])})"
    itself = score["forecaster"] == "base_rate"
    years = number(float(score["years"]), published=True)
    return (
        words,
        f"{years} year{'' if years == '1' else 's'}",
        FORECASTERS.get(score["forecaster"], score["forecaster"]),
        number(int(score["n"]), published=True),
        number(int(score["broken"]), published=True),
        f"{score['brier']:.2f}",
        f"{score['brier'] + score['gain']:.2f}",
        f"{score['log_score']:.2f}",
        "" if itself else gain,
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


def _percent(share: float) -> str:
    return f"{share:.0%}"
