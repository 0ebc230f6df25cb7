"""What the commands on judgements print: pooled experts, and how dated forecasts did."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ceasefire.cli.printed import print_json, print_sentences, print_table

if TYPE_CHECKING:
    from ceasefire.hindcast.forecast_record import ForecastRecord
    from ceasefire.prospects.feasibility.experts import ExpertScore, Extremised, Pools, Range

__all__ = ["print_experts", "print_score"]

_NONE = "none"
_FORECASTERS = {
    "forecast": "the forecasts",
    "base_rate": "base rate of the others",
    "one_half": "one half, always",
}


def print_experts(file: Path, as_json: bool) -> None:
    """Print the pooled judgements of a file of experts.

    Raises
    ------
    PackError
        If the file has problems; all of them.
    """
    from ceasefire.prospects.feasibility.expert_table import read_panel
    from ceasefire.prospects.feasibility.experts import pools

    found = pools(read_panel(file))
    if as_json:
        print_json(asdict(found))
        return
    if found.scores:
        _scores(found)
    if found.quantities:
        _quantities(found)
    if found.chances:
        _chances(found)
    print_sentences(found.notes)


def print_score(forecasts: Path, outcomes: Path, as_json: bool) -> None:
    """Print how the forecasts of a file did against the outcomes of another.

    Raises
    ------
    PackError
        If a file has problems; all of that file.
    """
    from ceasefire.hindcast.forecast_record import forecast_record
    from ceasefire.hindcast.forecasts import read_forecasts, read_outcomes

    made = read_forecasts(forecasts)
    found = forecast_record(made, read_outcomes(outcomes, made))
    if as_json:
        print_json(asdict(found))
        return
    counts = (
        f"{found.forecasts} forecasts: {found.resolved} resolved on {found.questions} questions, "
        f"of which {found.happened} came about; {found.unresolved} unresolved; {found.void} void."
    )
    print_sentences([counts])
    if found.scores:
        _forecasters(found)
        _calibration(found)
    print_sentences(found.notes)


def _scores(found: Pools) -> None:
    from ceasefire.briefing.words import number

    def row(score: ExpertScore) -> tuple[str, ...]:
        return (
            score.name,
            "-".join(str(count) for count in score.in_bins),
            number(score.calibration),
            number(score.information),
            "" if score.weight is None else f"{score.weight:.2f}",
        )

    print_table(
        f"Experts on {found.seeds} seed questions",
        ("Expert", "In bins", "Calibration", "Information", "Cooke's weight"),
        [
            *(row(score) for score in found.scores),
            *(row(score) for score in found.pool_scores),
        ],
    )
    print_sentences(
        [
            "In bins: truths below the 5% quantile, up to 50%, up to 95%, above; 5, 45, 45 and 5% "
            "should be there. Calibration: the chance that a well calibrated expert looks at least "
            "this far off. The pools are scored on the questions that made their weights."
        ]
    )


def _quantities(found: Pools) -> None:
    from ceasefire.briefing.words import number

    def words(its: Range | None) -> str:
        if its is None:
            return _NONE
        return f"{number(its.p50)} ({number(its.p05)} to {number(its.p95)})"

    print_table(
        "Quantities: middle, and 5% to 95%, of the pooled distribution",
        ("Question", "Unit", "Experts", "Equal weights", "Cooke's weights"),
        [
            (one.question, one.unit, str(one.experts), words(one.equal), words(one.cooke))
            for one in found.quantities
        ],
    )


def _chances(found: Pools) -> None:
    from ceasefire.briefing.words import percent

    def words(its: tuple[Extremised, ...] | None) -> list[str]:
        if its is None:
            return [_NONE] * len(found.chances[0].equal)
        return [percent(one.probability) for one in its]

    rows = []
    for one in found.chances:
        said = f"{percent(one.lowest)} to {percent(one.highest)}"
        rows.append((one.question, percent(one.base_rate), said, "equal", *words(one.equal)))
        rows.append(("", "", "", "Cooke's", *words(one.cooke)))
    factors = [f"a = {one.a:g}" for one in found.chances[0].equal]
    print_table(
        "Probabilities: pooled, and moved away from the base rate by a factor a",
        ("Question", "Base rate", "Experts", "Weights", *factors),
        rows,
    )
    print_sentences(
        ["Which factor is right is a judgement: read the row as a range. a = 1 is the pool itself."]
    )


def _forecasters(found: ForecastRecord) -> None:
    print_table(
        "Forecasts against outcomes: lower scores are better; 90% intervals",
        ("Forecaster", "Brier score", "Log score", "Better than the forecasts by"),
        [
            (
                _FORECASTERS[name],
                f"{score.brier:.2f} ({score.brier_low:.2f}-{score.brier_high:.2f})",
                f"{score.log_score:.2f}",
                ""
                if name == "forecast"
                else f"{score.gain:+.2f} ({score.gain_low:+.2f} to {score.gain_high:+.2f})",
            )
            for name, score in found.scores.items()
        ],
    )


def _calibration(found: ForecastRecord) -> None:
    print_table(
        "Calibration",
        ("Foretold chance", "Forecasts", "Foretold on average", "Came about"),
        [
            (
                f"{part.low:.0%} to {part.high:.0%}",
                str(part.n),
                f"{part.foretold:.0%}",
                f"{part.happened:.0%}",
            )
            for part in found.scores["forecast"].calibration
        ],
    )
