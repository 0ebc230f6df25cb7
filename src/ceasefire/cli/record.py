"""What the commands on past missions print: the track record, nearest cases."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ceasefire.cli.printed import print_json, print_sentences, print_table
from ceasefire.core.errors import UsageError

if TYPE_CHECKING:
    from ceasefire.hindcast import Hindcast

__all__ = ["print_hindcast", "print_like"]

_REFERENCE = "ukraine-2025"
"""The shipped pack whose date lets most of the reference tables be seen."""


def print_hindcast(operations: Path | None, requirements: Path | None, as_json: bool) -> None:
    """Print the methods' record on past missions: the shipped ones, or those of a table.

    Raises
    ------
    PackError
        If a table has problems; all of them.
    """
    from ceasefire.hindcast import hindcast
    from ceasefire.scenario import load
    from ceasefire.scenario.operations_rules import outside_table

    found = hindcast(
        load(_REFERENCE),
        None if operations is None else outside_table("operations", operations),
        None if requirements is None else outside_table("requirements", requirements),
    )
    if as_json:
        print_json(asdict(found))
        return
    for part in (_sizes, _breaks, _calibration, _fulfilment, _aims):
        part(found)


def print_like(pack: str, mission: str, as_of: str | None, as_json: bool) -> None:
    """Print the past missions nearest to one of them.

    Raises
    ------
    UsageError
        If no past mission of the pack's date has this name.
    """
    from ceasefire.briefing.precedents_data import outcome
    from ceasefire.precedents.cases import past_cases
    from ceasefire.precedents.precedent import weights
    from ceasefire.precedents.similarity import nearest
    from ceasefire.scenario import load
    from ceasefire.scenario.problems import suggestion

    scenario = load(pack, as_of)
    past = {case.id: case for case in past_cases(scenario)}
    if mission not in past:
        hint = suggestion(mission, past)
        raise UsageError(f"No past mission is called '{mission}' as of {scenario.as_of}. {hint}.")
    found = nearest(past[mission], tuple(past.values()), weights(scenario))
    rows_by_id = {str(row["id"]): row for row in scenario.rows("operations")}
    names = {id: str(row["name"]) for id, row in rows_by_id.items()}
    if as_json:
        print_json({"like": mission, "nearest": [asdict(n) for n in found]})
        return
    rows = [
        (
            names[n.operation],
            f"{n.distance:.2f}",
            f"{n.known_share:.0%}",
            _told(n.differences, apart=False),
            _told(n.differences, apart=True),
            outcome(rows_by_id[n.operation]),
        )
        for n in found
    ]
    heads = (
        *("Mission", "Distance", "Compared", "What is alike", "What sets it apart"),
        "What became of it",
    )
    print_table(f"Past missions nearest to {names[mission]}", heads, rows)


def _sizes(found: Hindcast) -> None:
    from ceasefire.briefing.precedents_data import METHODS, TARGETS

    for words, scores in (("", found.sizes), (_later(found), found.later_sizes)):
        print_table(
            f"Sizes{words}: each method, a mission and its kin left out",
            ("Held against", "Method", "Cases", "Within twice", "50%", "90%", "Middle", "Off by"),
            [
                (
                    TARGETS[score.target],
                    METHODS.get(score.method, score.method),
                    str(score.n),
                    f"{score.factor_of_two:.0%} ({score.factor_of_two_low:.0%}-"
                    f"{score.factor_of_two_high:.0%})",
                    f"{score.coverage_50:.0%}",
                    f"{score.coverage_90:.0%}",
                    f"x{math.exp(score.median_log_ratio):.1f}",
                    f"x{math.exp(score.mean_abs_log_ratio):.1f}",
                )
                for score in scores
            ],
        )
    print_sentences(
        (
            "Within twice: the middle of the prediction within a factor of two, with a 90% "
            "interval. 50%, 90%: how often such a range holds it. Middle: prediction over target "
            "in the middle case. Off by: the average factor. Rules by population are published "
            "figures, the same for all missions.",
        )
    )


def _breaks(found: Hindcast) -> None:
    from ceasefire.briefing.precedents_data import FORECASTERS
    from ceasefire.briefing.words import join
    from ceasefire.hindcast.survival import HORIZONS

    for words, scores in (("", found.breaks), (_later(found), found.later_breaks)):
        print_table(
            f"Chances to break{words}, against what happened",
            ("Years", "Forecaster", "Cases", "Broke", "Brier", "Base rate's", "Log", "Gain"),
            [
                (
                    f"{score.years:.0f}",
                    FORECASTERS[score.forecaster],
                    str(score.n),
                    str(score.broken),
                    f"{score.brier:.3f}",
                    f"{score.brier + score.gain:.3f}",
                    f"{score.log_score:.3f}",
                    ""
                    if score.forecaster == "base_rate"
                    else f"{score.gain:+.3f} ({score.gain_low:+.3f} to {score.gain_high:+.3f})",
                )
                for score in scores
            ],
        )
    if found.later_breaks:
        said = "The shares of truces are published figures that count later missions too."
        print_sentences((said,))
    scored = {score.years for score in found.breaks}
    unseen = [f"{years:.0f}" for years in HORIZONS if years not in scored]
    if unseen:
        said = f"Within {', '.join(unseen)} years: none observed yet, so nothing is scored."
        print_sentences((said,))
    ordered = [f"{share:.0%} by {FORECASTERS[name]}" for name, share in found.concordance.items()]
    if ordered:
        said = f"Of two missions the one foretold to break likelier broke first: {join(ordered)}."
        print_sentences((said,))


def _calibration(found: Hindcast) -> None:
    for score in found.breaks:
        if (score.forecaster, score.years) == ("prior", 5.0):
            print_table(
                "Calibration: the reference classes at five years",
                ("Foretold chance", "Cases", "Foretold on average", "Broke"),
                [
                    (
                        f"{b.low:.0%}-{b.high:.0%}",
                        str(b.n),
                        f"{b.foretold:.0%}",
                        f"{b.happened:.0%}",
                    )
                    for b in score.calibration
                ],
            )


def _fulfilment(found: Hindcast) -> None:
    told = found.fulfilment
    if told is not None:
        print_sentences(
            (
                f"Sent over asked: {told.held_median:.0%} in the middle of {told.n_held} missions "
                f"after which large-scale war stayed away for five years, "
                f"{told.broken_median:.0%} of {told.n_broken} after which it came back. Of one of "
                f"each the former had more in {told.better_share:.0%} of the pairs (90% interval "
                f"{told.better_low:.0%} to {told.better_high:.0%}).",
            )
        )


def _aims(found: Hindcast) -> None:
    from ceasefire.briefing.precedents_data import AIMS, aim_words

    if found.aims:
        print_table(
            "What was aimed at, and found",
            ("Aim", "Aimed at", "Found", "Met", "Cases"),
            [(AIMS[aim.name], *aim_words(asdict(aim)), str(aim.n)) for aim in found.aims],
        )


def _later(found: Hindcast) -> str:
    return f", missions after {found.last_year}, learnt from those before"


def _told(differences: Mapping[str, float], *, apart: bool) -> str:
    from ceasefire.briefing.precedents_data import APART

    chosen = [
        name.replace("_", " ") for name, gap in differences.items() if (gap >= APART) == apart
    ]
    return ", ".join(chosen) or "little"
